package object_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// Each operation is tried with the first allocation failing, then the second, and so on until it succeeds: it must raise
// MemoryError, lose nothing, and leave its operands usable.
func TestContainersWithoutMemory(t *testing.T) {
	for _, c := range []struct{ operand, what string }{
		{"[3, 1, 2]", "append"}, {"[3, 1, 2] * 20", "copy"}, {"[3, 1, 2]", "__iter__"},
		{"[1, [2]]", "__repr__"}, {"(1, (2,))", "__repr__"}, {"{1: 2, 'k': 3}", "__repr__"}, {"{1, 2}", "__repr__"},
		{"{1: 2, 3: 4, 5: 6, 7: 8, 9: 0}", "setdefault"}, {"{1: 2}", "copy"}, {"{1: 2}", "items"}, {"{1: 2}", "popitem"},
		{"{1: 2}", "fromkeys"}, {"{1: 2, 3: 4}", "update"}, {"{1, 2, 3, 4}", "add"}, {"{1, 2, 3}", "union"},
		{"{1, 2, 3}", "difference"}, {"{1, 2, 3}", "intersection"}, {"{1, 2, 3}", "symmetric_difference"},
		{"{1, 2, 3}", "update"}, {"frozenset({1, 2})", "union"}, {"range(2 ** 80)", "__iter__"}, {"range(10)", "__getitem__"},
		{"slice(1, 2)", "indices"}, {"(1, 2)", "__add__"}, {"[1, 2]", "__iadd__"}, {"[1, 2]", "extend"}, {"[1]", "__imul__"},
		{"(1, 2, 3)", "__mul__"}, {"[1, 2, 3, 4]", "__getitem__"}, {"{1: 2}.keys()", "__and__"}, {"{1: 2}.keys()", "__or__"},
		{"{1: 2}", "__or__"}, {"[1, 2]", "__reversed__"},
		{"OrderedDict({1: 2, 3: 4, 5: 6, 7: 8, 9: 0})", "setdefault"}, {"OrderedDict({1: 2})", "copy"}, {"OrderedDict({1: 2})", "__repr__"},
		{"OrderedDict({1: 2})", "update"}, {"OrderedDict({1: 2})", "popitem"}, {"OrderedDict({1: 2})", "__or__"},
		{"OrderedDict({1: 2})", "__reduce__"}, {"OrderedDict({1: 2}).items()", "__iter__"},
	} {
		t.Run(c.what+" of "+c.operand, func(t *testing.T) { withoutMemory(t, c.operand, c.what) })
	}
}

// arguments says what a method is called with; the others take none.
var arguments = map[string]string{
	"append": "5", "setdefault": "11", "fromkeys": "[1, 2, 3]", "update": "{20: 1, 21: 2, 22: 3, 23: 4, 24: 5, 25: 6}", "add": "99",
	"union": "[7, 8, 9, 10, 11]", "difference": "[1]", "intersection": "[1, 2]", "symmetric_difference": "[1, 9]",
	"indices": "5", "__add__": "(3,)", "__iadd__": "[5, 6, 7, 8, 9]", "extend": "range(20)", "__imul__": "9", "__mul__": "3",
	"__getitem__": "slice(0, 2)", "__and__": "[1]", "__or__": "{5: 6}",
}

func withoutMemory(t *testing.T, operand, what string) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	interp := object.NewInterp()
	defer interp.Free()
	names := pyeval.NewNamespace()
	defer names.Close()
	names.Bind("OrderedDict", object.Head(object.ODictType))
	eval := func(text string) *object.Object {
		o, err := names.Eval(text)
		require.NoError(t, err)
		return o
	}
	try := func(n int64) (raised bool) {
		o := eval(operand)
		defer object.Decref(o)
		var args []*object.Object
		if text, ok := arguments[what]; ok {
			args = append(args, eval(text))
			defer object.Decref(args[0])
		}
		method := object.GetAttrString(o, what)
		require.NotNil(t, method)
		mem.FailAfter(interp.Interp, n)
		result := object.CallArgs(method, args...)
		mem.FailAfter(interp.Interp, -1)
		object.Decref(method)
		if result == nil {
			require.True(t, object.Matches(object.MemoryError), "allocation %d: %s", n, object.TextOf(object.Occurred()))
			object.ClearErr()
		}
		r := object.Repr(o)
		require.NotNil(t, r)
		object.Decref(r)
		object.XDecref(result)
		return result == nil
	}
	try(-1)
	object.Collect(2)
	before := live()
	require.True(t, try(0), "nothing was allocated")
	for n := int64(0); try(n); n++ {
		require.Less(t, n, int64(200), "it never succeeds")
		object.Collect(2)
		require.Equal(t, before, live(), fmt.Sprintf("allocation %d failed, and something is left", n))
	}
}
