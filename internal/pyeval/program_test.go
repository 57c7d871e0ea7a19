package pyeval_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// inRuntime runs f in an interpreter of its own.
func inRuntime(t *testing.T, f func()) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	f()
}

// What a program binds under a name, or what it raises.
func run(t *testing.T, source, name string) string {
	t.Helper()
	globals := object.NewDict()
	defer object.Decref(globals)
	r := pyeval.RunSource(source, nil, pyeval.FileInput, globals, globals)
	if r == nil {
		raised := pyeval.TakeRaised()
		defer raised.Release()
		return "! " + raised.Error()
	}
	object.Decref(r)
	v, _ := object.DictGetString(globals, name)
	if v == nil {
		return "nothing"
	}
	return object.ReprOf(v)
}

// What is right Python but can't be run here says so, and names the place.
func TestOutside(t *testing.T) {
	inRuntime(t, func() {
		for source, found := range map[string]string{
			"x = 1\ndef f(): pass":                "line 2: def is not part of the subset",
			"class C: pass":                       "line 1: class is not part of the subset",
			"@f\nclass C: pass":                   "line 1: a decorator is not part of the subset",
			"async def f(): pass":                 "line 1: async is not part of the subset",
			"x = lambda: 1":                       "line 1: lambda is not part of the subset",
			"x = [i for i in y]":                  `line 1: "for" is not part of the subset`,
			"x = f'{y}'":                          "line 1: f-strings are not part of the subset",
			"if (x := 1): pass":                   `line 1: ":=" is not part of the subset`,
			"x: int = 1":                          "line 1: an annotation is not part of the subset",
			"match x:\n  case 1: pass":            "line 1: match is not part of the subset",
			"try: pass\nexcept* ValueError: pass": "line 2: except* is not part of the subset",
			"\n\nawait x":                         "line 3: await is not part of the subset",
		} {
			require.Equal(t, "! NotImplementedError: gilded does not run Python source yet: <string>, "+found, run(t, source, ""), source)
		}
	})
}

// The patch that modules of Cython 0.29 run on collections.abc when they start.
func TestCythonPatch(t *testing.T) {
	inRuntime(t, func() {
		require.Equal(t, "['generator', 'coroutine']", run(t, `
registered = []
ABC = type('ABC', (), {})
_module = type('module', (), {})
_module.Generator = ABC()
_module.Generator.register = registered.append
_cython_generator_type, _cython_coroutine_type = 'generator', 'coroutine'
if _cython_generator_type is not None:
    try: Generator = _module.Generator
    except AttributeError: pass
    else: Generator.register(_cython_generator_type)
if _cython_coroutine_type is not None:
    try: Coroutine = _module.Coroutine
    except AttributeError: registered.append(_cython_coroutine_type)
    else: Coroutine.register(_cython_coroutine_type)
`, "registered"))
	})
}

// An exception that another thread asks for is raised before the next statement.
func TestAsyncException(t *testing.T) {
	inRuntime(t, func() {
		ts := object.Thread()
		require.Equal(t, 1, object.SetAsyncException(ts.ThreadID, object.Head(object.KeyboardInterrupt)))
		require.Equal(t, "! KeyboardInterrupt", run(t, "x = 1", "x"))
		require.Equal(t, "1", run(t, "x = 1", "x"), "it is raised once")
		require.Equal(t, 0, object.SetAsyncException(ts.ThreadID+1, object.Head(object.ValueError)))
	})
}

// A program that calls itself without end stops at the recursion limit.
func TestRecursion(t *testing.T) {
	inRuntime(t, func() {
		require.Contains(t, run(t, "s = 'exec(s, globals())'\nexec(s, globals())", ""), "! RecursionError: maximum recursion depth exceeded")
		deep := "x = "
		for range 300 {
			deep += "("
		}
		require.Contains(t, run(t, deep, ""), "nested too deeply")
	})
}
