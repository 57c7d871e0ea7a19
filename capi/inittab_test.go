package capi_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// CPython reads the table of built-in modules once, when it starts; a runtime here has begun before any C code can add to it,
// so that an import looks into it each time. The answers are those that CPython documents for what was added in time.
func TestInittab(t *testing.T) {
	inside(t)
	m := loadProbe(t, "probe_sys")
	defer object.Decref(m)
	names := pyeval.NewNamespace()
	defer names.Close()
	names.Bind("m", m)
	for _, c := range [][2]string{
		{"load = getattr(m, 'import')", "= None"},
		{"load('probe_multi')", `! ModuleNotFoundError: "No module named 'probe_multi'"`},
		{"m.append_inittab('probe_multi', 0)", "= 0"},
		{"m.append_inittab('probe_single', 1)", "= 0"},
		{"m.append_inittab('probe_raises', 2)", "= 0"},
		{"m.append_inittab('probe_nothing', 3)", "= 0"},
		{"m.append_inittab('probe_null', 4)", "= 0"},
		{"a = load('probe_multi')", "= None"},
		{"[a.value, a.__name__, a.__doc__]", "= [42, 'probe_multi', 'Two phases.']"},
		{"load('probe_multi') is a", "= True"},
		{"m.loaded('probe_multi') is a", "= True"},
		{"m.forget('probe_multi')", "= 0"},
		{"load('probe_multi') is a", "= False"},
		{"m.forget('probe_multi')", "= 0"},
		{"[load('probe_single').value, load('probe_single').__name__]", "= [42, 'single']"},
		{"m.forget('probe_single')", "= 0"},
		{"load('probe_raises')", "! ValueError: 'init raises'"},
		{"m.loaded('probe_raises')", "= ('NULL',)"},
		{"load('probe_nothing')", "! SystemError: 'initialization of probe_nothing failed without raising an exception'"},
		{"load('probe_null')", "! ImportError: 'Cannot re-init internal module probe_null'"},
		{"m.append_inittab('probe_raises', 0)", "= 0"},
		{"load('probe_raises').value", "= 42"},
		{"m.append_inittab('a.dotted', 0)", "= 0"},
		{"load('a.dotted')", `! ModuleNotFoundError: "No module named 'a'"`},
		{"m.extend_inittab()", "= 0"},
		{"[load('probe_first').value, load('probe_second').value]", "= [42, 42]"},
		{"load('probe_third')", `! ModuleNotFoundError: "No module named 'probe_third'"`},
	} {
		require.Equal(t, c[1], answer(names, c[0]), c[0])
	}
}
