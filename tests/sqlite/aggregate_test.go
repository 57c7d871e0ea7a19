package sqlite_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
)

// object makes an object with methods that are Go funcs.
func (d *database) object(methods host.Kwargs) (*host.Value, error) {
	return d.space.Call(ctx, methods)
}

func numbers(t *testing.T) *database {
	d := open(t)
	d.rows("create table numbers (n, part)")
	for n := range 6 {
		d.rows("insert into numbers values (?, ?)", n+1, n%2)
	}
	return d
}

func TestAggregates(t *testing.T) {
	d := numbers(t)
	made, finalized := 0, 0
	d.do("create_aggregate", "geometric", 1, func() (*host.Value, error) {
		made++
		logs, n := 0.0, 0.0
		return d.object(host.Kwargs{
			"step":     func(x float64) { logs, n = logs+math.Log(x), n+1 },
			"finalize": func() float64 { finalized++; return math.Round(math.Exp(logs/n)*1000) / 1000 },
		})
	})
	require.Equal(t, [][]any{{int64(0), 2.466}, {int64(1), 3.634}},
		d.rows("select part, geometric(n) from numbers group by part order by part"))
	require.Equal(t, [][]any{{2.994, nil}}, d.rows("select geometric(n), (select geometric(n) from numbers where n > 6) from numbers"))
	require.Equal(t, []int{3, 3}, []int{made, finalized}, "none is made for no rows")
}

func TestAggregatesThatFail(t *testing.T) {
	d := numbers(t)
	aggregate := func(name string, methods host.Kwargs) {
		d.do("create_aggregate", name, 1, func() (*host.Value, error) { return d.object(methods) })
	}
	step, finalize := func(int) {}, func() int { return 1 }
	aggregate("no_step", host.Kwargs{"step": func(int) error { return errors.New("no") }, "finalize": finalize})
	aggregate("panics", host.Kwargs{"step": func(int) { panic("no") }, "finalize": finalize})
	aggregate("no_end", host.Kwargs{"step": step, "finalize": func() error { return errors.New("no") }})
	aggregate("stepless", host.Kwargs{"finalize": finalize})
	aggregate("endless", host.Kwargs{"step": step})
	aggregate("odd", host.Kwargs{"step": step, "finalize": func() []int { return nil }})
	d.do("create_aggregate", "unmade", 1, func() error { return errors.New("not to be had") })
	const said = "sqlite3.OperationalError: user-defined aggregate's "
	for name, message := range map[string]string{
		"no_step": said + "'step' method raised error", "panics": said + "'step' method raised error",
		"no_end": said + "'finalize' method raised error", "stepless": said + "'step' method not defined",
		"endless": said + "'finalize' method not defined", "odd": said + "'finalize' method raised error",
		"unmade": said + "'__init__' method raised error",
	} {
		t.Run(name, func(*testing.T) { d.fails(message, "select "+name+"(n) from numbers") })
	}
}

func TestWindows(t *testing.T) {
	d := numbers(t)
	d.do("create_window_function", "middle", 1, func() (*host.Value, error) {
		var window []int64
		middle := func() any {
			if len(window) == 0 {
				return nil
			}
			sorted := slices.Sorted(slices.Values(window))
			return sorted[len(sorted)/2]
		}
		return d.object(host.Kwargs{
			"step":     func(n int64) { window = append(window, n) },
			"inverse":  func(int64) { window = window[1:] },
			"value":    middle,
			"finalize": middle,
		})
	})
	over := "select middle(n) over (order by n desc rows between 1 preceding and 1 following) from numbers"
	require.Equal(t, [][]any{{int64(6)}, {int64(5)}, {int64(4)}, {int64(3)}, {int64(2)}, {int64(2)}}, d.rows(over))
	require.Equal(t, [][]any{{int64(4)}}, d.rows("select middle(n) from numbers"))
	d.do("create_window_function", "one_way", 1, func() (*host.Value, error) {
		return d.object(host.Kwargs{
			"step": func(int64) {}, "value": func() int { return 1 }, "finalize": func() int { return 1 },
			"inverse": func(int64) error { return errors.New("no way back") },
		})
	})
	d.fails("sqlite3.OperationalError: user-defined aggregate's 'inverse' method raised error",
		"select one_way(n) over (order by n rows 1 preceding) from numbers")
	d.do("create_window_function", "middle", 1, nil)
	d.fails("sqlite3.OperationalError: no such function: middle", over)
}
