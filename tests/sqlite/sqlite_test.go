// Package sqlite_test uses CPython's own module _sqlite3 from Go, as Debian ships it, with Go funcs for everything that SQLite
// calls back: functions, aggregates, windows, collations, and what watches statements.
package sqlite_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/tests/debs"
)

var ctx = context.Background()

// database is a connection to a database in memory.
type database struct {
	t     *testing.T
	rt    *host.Runtime
	conn  *host.Value
	space *host.Value // types.SimpleNamespace: what makes objects with attributes
}

// open loads the module out of the package, which is fetched if need be, and connects. What the test makes must be gone in the end.
func open(t *testing.T) *database {
	t.Helper()
	tree := debs.ForTest(t, "libpython3.11-stdlib", "libsqlite3-0")
	rt, err := host.New(ctx, host.Config{
		Path:        []string{tree("libpython3.11-stdlib", "usr/lib/python3.11/lib-dynload")},
		LibraryDirs: []string{tree("libsqlite3-0", "usr/lib/x86_64-linux-gnu")},
		CheckLeaks:  true,
	})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, rt.Close()) })
	types, err := rt.Import(ctx, "types")
	require.NoError(t, err)
	d := &database{t: t, rt: rt}
	d.space = d.must(types.Attr(ctx, "SimpleNamespace"))
	d.conn = d.connect()
	return d
}

// connect opens one more database. A connection belongs to the thread that made it, unless it is told that its user takes care;
// goroutines change threads, and the runtime lets one in at a time.
func (d *database) connect() *host.Value {
	d.t.Helper()
	sqlite, err := d.rt.Import(ctx, "_sqlite3")
	require.NoError(d.t, err)
	conn := d.must(sqlite.Call(ctx, "connect", ":memory:", host.Kwargs{"check_same_thread": false}))
	d.t.Cleanup(func() {
		_, err := conn.CallMethod(ctx, "close")
		require.NoError(d.t, err)
		conn.Release()
	})
	return conn
}

func (d *database) must(v *host.Value, err error) *host.Value {
	d.t.Helper()
	require.NoError(d.t, err)
	return v
}

// do calls a method of the connection.
func (d *database) do(method string, args ...any) {
	d.t.Helper()
	d.must(d.conn.CallMethod(ctx, method, args...)).Release()
}

// query runs a statement and fetches all its rows.
func query(conn *host.Value, sql string, args ...any) ([][]any, error) {
	cursor, err := conn.CallMethod(ctx, "execute", sql, args)
	if err != nil {
		return nil, err
	}
	defer cursor.Release()
	rows, err := cursor.CallMethod(ctx, "fetchall")
	if err != nil {
		return nil, err
	}
	defer rows.Release()
	return host.As[[][]any](rows)
}

func (d *database) rows(sql string, args ...any) [][]any {
	d.t.Helper()
	rows, err := query(d.conn, sql, args...)
	require.NoError(d.t, err)
	return rows
}

func (d *database) fails(message, sql string, args ...any) {
	d.t.Helper()
	_, err := query(d.conn, sql, args...)
	require.EqualError(d.t, err, message)
	require.Equal(d.t, [][]any{{int64(2)}}, d.rows("select 1 + 1"), "the connection goes on working")
}

func TestTables(t *testing.T) {
	d := open(t)
	d.rows("create table people (name text primary key, born int, height real, photo blob)")
	for _, person := range [][]any{{"Ada", 1815, 1.65, []byte{1, 2}}, {"Grace", 1906, nil, nil}, {"Łukasz", -1, 2.0, []byte{}}} {
		d.rows("insert into people values (?, ?, ?, ?)", person...)
	}
	require.Equal(t, [][]any{
		{"Ada", int64(1815), 1.65, []byte{1, 2}}, {"Grace", int64(1906), nil, nil}, {"Łukasz", int64(-1), 2.0, []byte{}},
	}, d.rows("select * from people order by name"))
	d.fails("sqlite3.IntegrityError: UNIQUE constraint failed: people.name", "insert into people (name) values ('Ada')")
	d.fails("sqlite3.OperationalError: no such table: nobody", "select * from nobody")
	d.fails("sqlite3.ProgrammingError: Incorrect number of bindings supplied. The current statement uses 1, and there are 2 supplied.",
		"select ?", 1, 2)
	_, err := query(d.conn, "select ?", map[string]int{"a": 1})
	require.EqualError(t, err, "sqlite3.ProgrammingError: Error binding parameter 1: type 'dict' is not supported")
	d.do("rollback")
	require.Empty(t, d.rows("select * from people"), "nothing was committed")
}

func TestFunctions(t *testing.T) {
	d := open(t)
	d.do("create_function", "reversed", 1, func(s string) string {
		runes := []rune(s)
		for i := range len(runes) / 2 {
			runes[i], runes[len(runes)-1-i] = runes[len(runes)-1-i], runes[i]
		}
		return string(runes)
	})
	d.do("create_function", "joined", -1, func(parts ...any) string { return fmt.Sprint(parts...) })
	d.do("create_function", "kind", 1, func(x any) string { return fmt.Sprintf("%T", x) })
	d.do("create_function", "same", 1, func(x any) any { return x }, host.Kwargs{"deterministic": true})
	d.do("create_function", "void", 0, func() {})
	require.Equal(t, [][]any{{"sukuŁ", "1 2.5 x"}}, d.rows("select reversed('Łukus'), joined(1, 2.5, ' x')"))
	require.Equal(t, [][]any{{"int64", "float64", "string", "[]uint8", "<nil>"}},
		d.rows("select kind(1), kind(1.5), kind('a'), kind(x'01'), kind(null)"))
	require.Equal(t, [][]any{{int64(-1 << 63), 1e300, "", []byte{0, 255}, nil, nil}},
		d.rows("select same(-9223372036854775808), same(1e300), same(''), same(x'00ff'), same(null), void()"))

	d.rows("create table words (word)")
	for _, word := range []string{"level", "lever", "noon"} {
		d.rows("insert into words values (?)", word)
	}
	require.Equal(t, [][]any{{"level"}, {"noon"}}, d.rows("select word from words where word = reversed(word) order by word"))
	d.rows("create index backwards on words (same(word))")
	d.fails("sqlite3.OperationalError: non-deterministic functions prohibited in index expressions",
		"create index forwards on words (reversed(word))")
	d.fails("sqlite3.OperationalError: wrong number of arguments to function reversed()", "select reversed()")
	d.do("create_function", "reversed", 1, nil)
	d.fails("sqlite3.OperationalError: user-defined function raised exception", "select reversed('x')") // 3.11 calls the None
}

func TestFunctionsThatFail(t *testing.T) {
	d := open(t)
	const raised = "sqlite3.OperationalError: user-defined function raised exception"
	d.do("create_function", "failing", 1, func(n int) (int, error) {
		if n > 2 {
			return 0, host.ValueError.Errorf("%d is too much", n)
		}
		return n, nil
	})
	d.do("create_function", "plain", 0, func() error { return errors.New("an error of Go's") })
	d.do("create_function", "panicking", 0, func() int { panic("out of order") })
	d.do("create_function", "table_of", 0, func() map[string]int { return map[string]int{"a": 1} })
	d.do("create_function", "numbered", 1, func(n int8) int8 { return n })
	d.do("create_function", "hungry", 0, func() (int, error) { return 0, host.MemoryError.Errorf("nothing left") })
	d.do("create_function", "large", 0, func() (int, error) { return 0, host.OverflowError.Errorf("no end") })
	require.Equal(t, [][]any{{int64(2), int64(-128)}}, d.rows("select failing(2), numbered(-128)"))
	d.fails(raised, "select failing(3)")
	d.fails(raised, "select failing('text')")
	d.fails(raised, "select failing(value) from (select 1 as value union select 2 union select 3)")
	d.fails(raised, "select plain()")
	d.fails(raised, "select panicking()")
	d.fails(raised, "select table_of()")
	d.fails(raised, "select numbered(128)")
	_, err := query(d.conn, "select hungry()")
	require.ErrorIs(t, err, host.MemoryError)
	_, err = query(d.conn, "select large()")
	require.EqualError(t, err, "sqlite3.DataError: string or blob too big")
	_, err = d.conn.CallMethod(ctx, "create_function", "nine", 900, func() {})
	require.EqualError(t, err, "sqlite3.OperationalError: Error creating function")
}

// TestFunctionsThatQuery lets a func that SQLite calls use the connection that it is called from.
func TestFunctionsThatQuery(t *testing.T) {
	d := open(t)
	d.rows("create table links (parent, child)")
	for _, link := range [][2]string{{"a", "b"}, {"b", "c"}, {"c", "d"}} {
		d.rows("insert into links values (?, ?)", link[0], link[1])
	}
	d.do("create_function", "depth", 1, func(node string) (int64, error) {
		rows, err := query(d.conn, "select 1 + depth(parent) from links where child = ?", node)
		if err != nil || len(rows) == 0 {
			return 0, err
		}
		return rows[0][0].(int64), nil
	})
	require.Equal(t, [][]any{{int64(3)}}, d.rows("select depth('d')"))
	d.rows("insert into links values ('x', 'y')")
	d.rows("insert into links values ('y', 'x')")
	d.do("create_function", "endless", 1, func(n int) (any, error) {
		rows, err := query(d.conn, "select endless(?)", n+1)
		if n >= 20 {
			return nil, host.RecursionError.Errorf("deep enough")
		}
		return rows, err
	})
	d.fails("sqlite3.OperationalError: user-defined function raised exception", "select endless(19)")
}

// TestGoroutines lets several use one runtime, each with a connection and funcs of its own.
func TestGoroutines(t *testing.T) {
	d := open(t)
	const goroutines, calls = 4, 50
	var wg sync.WaitGroup
	for i := range goroutines {
		conn := d.connect()
		seen := 0
		d.must(conn.CallMethod(ctx, "create_function", "next", 0, func() int { seen++; return seen*goroutines + i })).Release()
		wg.Add(1)
		go func() {
			defer wg.Done()
			for n := range calls {
				rows, err := query(conn, "select next()")
				if err != nil || rows[0][0] != int64((n+1)*goroutines+i) {
					t.Errorf("call %d of goroutine %d: %v, %v", n, i, rows, err)
					return
				}
			}
		}()
	}
	wg.Wait()
}

func TestCollations(t *testing.T) {
	d := open(t)
	folded := func(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }
	d.do("create_collation", "folded", folded)
	d.rows("create table names (name text collate folded unique)")
	for _, name := range []string{"Émile", "anna", "Bert", "ZOË"} {
		d.rows("insert into names values (?)", name)
	}
	require.Equal(t, [][]any{{"anna"}, {"Bert"}, {"ZOË"}, {"Émile"}}, d.rows("select name from names order by name"))
	require.Equal(t, [][]any{{"Émile"}}, d.rows("select name from names where name = 'éMILE'"))
	d.fails("sqlite3.IntegrityError: UNIQUE constraint failed: names.name", "insert into names values ('BERT')")
	require.Len(t, d.rows("select * from names order by name collate binary"), 4)

	noOrder := errors.New("no order")
	d.do("create_collation", "failing", func(a, b string) (int, error) { return 0, noOrder })
	_, err := query(d.conn, "select name from names order by name collate failing")
	require.ErrorIs(t, err, noOrder, "what a collation raises reaches the caller as it is")
	d.do("create_collation", "worded", func(a, b string) string { return a + b })
	require.Len(t, d.rows("select name from names order by name collate worded"), 4, "no number: taken for equal")
	d.do("create_collation", "failing", nil)
	d.fails("sqlite3.OperationalError: no such collation sequence: failing", "select name from names order by name collate failing")
}
