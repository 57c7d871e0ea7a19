package sqlite_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"
)

const (
	actionRead = 20 // SQLITE_READ
	ok, deny   = 0, 1
	ignore     = 2
)

func TestAuthorizer(t *testing.T) {
	d := open(t)
	d.rows("create table users (name, password)")
	d.rows("insert into users values ('ada', 'secret')")
	answer := any(deny)
	var asked []string
	d.do("set_authorizer", func(action int, table, column, database, trigger *string) (any, error) {
		if action != actionRead || *column != "password" {
			return ok, nil
		}
		asked = append(asked, *database+"."+*table+"."+*column)
		if err, isErr := answer.(error); isErr {
			return nil, err
		}
		return answer, nil
	})
	require.Equal(t, [][]any{{"ada"}}, d.rows("select name from users"))
	d.fails("sqlite3.DatabaseError: access to users.password is prohibited", "select password from users")
	require.Equal(t, []string{"main.users.password"}, asked)
	answer = ignore
	require.Equal(t, [][]any{{"ada", nil}}, d.rows("select * from users where name = 'ada'"))
	for _, wrong := range []any{errors.New("cannot say"), "text", int64(1) << 40} { // all of them deny
		answer = wrong
		d.fails("sqlite3.DatabaseError: access to users.password is prohibited", "select max(password) from users")
	}
	answer = 77
	d.fails("sqlite3.OperationalError: authorizer malfunction", "select min(password) from users")
	d.do("set_authorizer", nil)
	require.Equal(t, [][]any{{"ada", "secret"}}, d.rows("select name, password from users"))
}

func TestProgress(t *testing.T) {
	d := open(t)
	const long = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000) select count(*) from n"
	steps := 0
	d.do("set_progress_handler", func() bool { steps++; return false }, 100)
	require.Equal(t, [][]any{{int64(5000)}}, d.rows(long))
	require.Greater(t, steps, 10)
	d.do("set_progress_handler", func() bool { return true }, 100)
	_, err := query(d.conn, long)
	require.EqualError(t, err, "sqlite3.OperationalError: interrupted")
	d.do("set_progress_handler", func() error { return errors.New("enough") }, 100)
	_, err = query(d.conn, long)
	require.EqualError(t, err, "sqlite3.OperationalError: interrupted")
	d.do("set_progress_handler", nil, 0)
	require.Equal(t, [][]any{{int64(5000)}}, d.rows(long))
}

func TestTrace(t *testing.T) {
	d := open(t)
	var statements []string
	d.do("set_trace_callback", func(statement string) { statements = append(statements, statement) })
	d.rows("create table t (a)")
	d.rows("insert into t values (?)", "it's")
	d.rows("select a from t where a = ?", 5)
	require.Equal(t, []string{"create table t (a)", "BEGIN ", "insert into t values ('it''s')", "select a from t where a = 5"}, statements)
	d.do("set_trace_callback", func(string) error { return errors.New("not listening") })
	require.Equal(t, [][]any{{"it's"}}, d.rows("select a from t"), "an error of the func that watches changes nothing")
	d.do("set_trace_callback", nil)
	d.rows("select 1")
	require.Len(t, statements, 4)
}
