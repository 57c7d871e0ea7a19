// Package sass_test compiles stylesheets from Go with libsass's module, as Debian ships it: Go funcs are functions in the
// stylesheets and bring what they import.
package sass_test

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/tests/debs"
)

var ctx = context.Background()

// blinded says why the address sanitizer can't watch; it is empty in all other builds.
var blinded string

// compiler is the module, and the classes of the values that it exchanges with functions.
type compiler struct {
	t        *testing.T
	module   *host.Module
	builtins *host.Module
	values   *host.Value
}

// open loads the module out of the package, which is fetched if need be, and gives it the classes that are Python source there.
func open(t *testing.T) *compiler {
	t.Helper()
	if blinded != "" {
		t.Skip(blinded)
	}
	tree := debs.ForTest(t, "python3-libsass", "libsass1", "libstdc++6", "libgcc-s1")
	rt, err := host.New(ctx, host.Config{
		Path: []string{tree("python3-libsass", "usr/lib/python3/dist-packages")},
		LibraryDirs: []string{
			tree("libsass1", "usr/lib/x86_64-linux-gnu"), tree("libstdc++6", "usr/lib/x86_64-linux-gnu"),
			tree("libgcc-s1", "lib/x86_64-linux-gnu"),
		},
	})
	require.NoError(t, err)
	t.Cleanup(func() { rt.Close() }) // libsass leaves alive what it passed to functions
	c := &compiler{t: t}
	load := func(name string) *host.Module {
		m, err := rt.Import(ctx, name)
		require.NoError(t, err)
		return m
	}
	c.module, c.builtins = load("_sass"), load("builtins")
	c.values = c.must(load("types").Call(ctx, "ModuleType", "sass"))
	modules := c.must(load("sys").Attr(ctx, "modules"))
	c.must(modules.CallMethod(ctx, "__setitem__", "sass", c.values))
	for name, fields := range map[string]string{
		"SassNumber": "value unit", "SassColor": "r g b a", "SassList": "items separator bracketed", "SassMap": "pairs",
		"SassError": "msg", "SassWarning": "msg", "SASS_SEPARATOR_COMMA": "", "SASS_SEPARATOR_SPACE": "",
	} {
		class := c.must(load("collections").Call(ctx, "namedtuple", name, fields))
		c.must(c.values.CallMethod(ctx, "__setattr__", name, class))
	}
	return c
}

func (c *compiler) must(v *host.Value, err error) *host.Value {
	c.t.Helper()
	require.NoError(c.t, err)
	return v
}

// function makes what libsass takes for a function: a str that is its signature, and can be called.
func (c *compiler) function(signature string, f any) *host.Value {
	c.t.Helper()
	base := c.must(c.builtins.Call(ctx, "tuple", []any{c.must(c.builtins.Attr(ctx, "str"))}))
	class := c.must(c.builtins.Call(ctx, "type", "function", base, map[string]any{"__call__": f}))
	return c.must(class.Call(ctx, signature))
}

func (c *compiler) tuple(items ...any) *host.Value {
	c.t.Helper()
	return c.must(c.builtins.Call(ctx, "tuple", items))
}

// compile returns the style sheet, or what is wrong.
func (c *compiler) compile(source string, functions []*host.Value, importer any) (css, complaint string) {
	c.t.Helper()
	var importers any
	if importer != nil {
		importers = c.tuple(c.tuple(0, importer))
	}
	result := c.must(c.module.Call(ctx, "compile_string",
		[]byte(source), 3, false, []byte{}, 5, functions, false, importers, false, false, false, nil))
	pair, err := host.As[[]any](result)
	require.NoError(c.t, err)
	if pair[0] == int64(1) {
		return string(pair[1].([]byte)), ""
	}
	return "", string(pair[1].([]byte))
}

// number is how a SassNumber comes to Go.
type number struct {
	Value float64 `py:"value"`
	Unit  []byte  `py:"unit"`
}

func TestFunctions(t *testing.T) {
	c := open(t)
	functions := []*host.Value{
		c.function("double($n)", func(n number) (*host.Value, error) {
			return c.values.CallMethod(ctx, "SassNumber", n.Value*2, string(n.Unit))
		}),
		c.function("shout($s, $mark: '!')", func(s, mark string) string { return s + mark }),
		c.function("nothing()", func() {}),
		c.function("is-set($x)", func(x any) bool { return x != nil }),
	}
	css, complaint := c.compile("a { b: double(2.5px); c: shout(hey); d: nothing(); e: is-set(null) is-set(1) }", functions, nil)
	require.Empty(t, complaint)
	require.Equal(t, "a{b:5px;c:hey!;e:false true}\n", css)
}

func TestFunctionsThatFail(t *testing.T) {
	c := open(t)
	functions := []*host.Value{
		c.function("failing()", func() (string, error) { return "", host.LookupError.Errorf("no value") }),
		c.function("panicking()", func() string { panic("out of order") }),
		c.function("whole($n)", func(n int) string { return "n" }),
		c.function("odd()", func() []int { return nil }),
	}
	// The complaint holds the traceback, which libsass formats without asking whether there is one.
	for call, says := range map[string]string{
		"failing()": "LookupError: no value\n", "panicking()": "out of order", "whole(1)": "TypeError: ",
		"odd()": "Unexpected type: `list`.",
	} {
		css, complaint := c.compile("a { b: "+call+" }", functions, nil)
		require.Empty(t, css)
		require.Contains(t, complaint, says)
		require.Contains(t, complaint, "on line 1:8 of stdin, in function ")
		if call != "odd()" {
			require.Contains(t, complaint, "Traceback (most recent call last):\n")
			require.Contains(t, complaint, "sass_test.TestFunctionsThatFail.func")
		}
	}
}

func TestImports(t *testing.T) {
	c := open(t)
	files := map[string]string{"colours": "$accent: red;", "page": "@import 'colours'; a { b: $accent }"}
	importer := func(path, from []byte) (any, error) {
		switch source, ok := files[string(path)]; {
		case ok:
			return c.tuple(c.tuple(path, []byte(source))), nil
		case string(path) == "broken":
			return nil, errors.New("the disk is gone")
		}
		return nil, nil
	}
	css, complaint := c.compile("@import 'page';", nil, importer)
	require.Empty(t, complaint)
	require.Equal(t, "a{b:red}\n", css)
	_, complaint = c.compile("@import 'nobody';", nil, importer)
	require.Contains(t, complaint, "File to import not found or unreadable: nobody.")
	_, complaint = c.compile("@import 'broken';", nil, importer)
	require.Contains(t, complaint, "RuntimeError: the disk is gone")
	require.Contains(t, complaint, "sass_test.TestImports.func")
}
