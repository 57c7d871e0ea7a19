package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// evaluated is repr() of an expression's value, or the exception it raised.
func evaluated(names *pyeval.Namespace, expression string) string {
	v, err := names.Eval(expression)
	if err != nil {
		defer release(err)
		return err.Error()
	}
	defer object.Decref(v)
	return object.ReprOf(v)
}

func TestSys(t *testing.T) {
	withRuntime(t, func() {
		sys := object.Import("sys")
		require.NotNil(t, sys)
		names := pyeval.NewNamespace()
		defer names.Close()
		names.Bind("sys", sys)
		object.Decref(sys)
		for _, c := range [][2]string{
			{"sys.version_info", "sys.version_info(major=3, minor=11, micro=2, releaselevel='final', serial=0)"},
			{"sys.version_info >= (3, 8)", "True"},
			{"sys.version_info.major", "3"},
			{"sys.implementation.name", "'cpython'"},
			{"sys.implementation.version == sys.version_info, sys.implementation.hexversion == sys.hexversion", "(True, True)"},
			{"sys.implementation.cache_tag, type(sys.implementation).__name__", "('cpython-311', 'SimpleNamespace')"},
			{"sys.float_info.max", "1.7976931348623157e+308"},
			{"sys.hash_info.modulus == 2**61 - 1", "True"},
			{"sys.int_info[:2]", "(30, 4)"},
			{"sys.flags.dev_mode", "False"},
			{"sys.modules['sys'] is sys", "True"},
			{"sys.maxsize", "9223372036854775807"},
			{"sys.byteorder", "'little'"},
			{"sys.exit(4)", "SystemExit: 4"},
			{"sys.exit()", "SystemExit"},
			{"sys.intern('abc') is sys.intern('abc')", "True"},
			{"sys.intern(5)", "TypeError: can't intern int"},
			{"sys.exc_info()", "(None, None, None)"},
			{"sys._getframe()", "ValueError: call stack is not deep enough"},
			{"sys.setrecursionlimit(0)", "ValueError: recursion limit must be greater or equal than 1"},
			{"sys.setrecursionlimit(500)", "None"},
			{"sys.getrecursionlimit()", "500"},
			{"sys.version_info.__class__((1, 2))", "TypeError: sys.version_info() takes a 5-sequence (2-sequence given)"},
		} {
			require.Equal(t, c[1], evaluated(names, c[0]), c[0])
		}
	})
}

func TestSysSet(t *testing.T) {
	withRuntime(t, func() {
		require.Nil(t, object.SysGet("spam"))
		v := object.NewInt(12345)
		require.True(t, object.SysSet("spam", v))
		require.Equal(t, v, object.SysGet("spam"))
		require.True(t, object.SysSet("spam", nil))
		require.Nil(t, object.SysGet("spam"))
		require.True(t, object.SysSet("spam", nil), "deleting twice")
		require.Equal(t, 1, v.Refcnt)
		object.Decref(v)
	})
}

func TestWarningsBecomeErrors(t *testing.T) {
	withRuntime(t, func() {
		require.True(t, object.Warn(object.DeprecationWarning, "ignored by default", 1))
		require.True(t, object.State().FilterWarnings(object.WarningFilter{Action: "error", Category: object.DeprecationWarning}))
		require.False(t, object.Warn(object.DeprecationWarning, "now an error", 1))
		raised := pyeval.TakeRaised()
		require.EqualError(t, raised, "DeprecationWarning: now an error")
		raised.Release()
	})
}

func TestRecursionError(t *testing.T) {
	withRuntime(t, func() {
		depth := 0
		for object.EnterCall(" while counting") {
			depth++
		}
		require.Equal(t, object.RecursionLimit, depth)
		raised := pyeval.TakeRaised()
		for range depth {
			object.LeaveCall()
		}
		require.EqualError(t, raised, "RecursionError: maximum recursion depth exceeded while counting")
		raised.Release()
	})
}

func TestAtExit(t *testing.T) {
	var order []int
	withRuntime(t, func() {
		for i := range 32 {
			require.True(t, object.AtExit(func() { order = append(order, i) }))
		}
		require.False(t, object.AtExit(func() {}))
	})
	require.Len(t, order, 32)
	require.Equal(t, 31, order[0])
}
