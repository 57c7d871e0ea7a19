package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
	"github.com/d95905aa/gilded/tests/debs"
)

// touch makes empty files in a new directory.
func touch(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		file := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, nil, 0o644))
	}
	return dir
}

func TestJudge(t *testing.T) {
	trees := &forest{standard: []string{touch(t, "re.py", "json/__init__.py", "json/decoder.py", "_json.cpython-311-x86_64-linux-gnu.so")}}
	path := []string{touch(t, "own/__init__.py", "own/part.py", "own/fast.abi3.so", "space/part.py")}
	absent := func(name string) link { return link{Absent: name} }
	unfilled := func(name string) link { return link{Unfilled: name} }
	lacks := link{Lacks: "AttributeError: module 'math' has no attribute 'tau'"}
	tests := []struct {
		name    string
		chain   []link
		outcome outcome
		cause   string
	}{
		{"a module in Python source", []link{absent("own.part")}, noSource, "own.part"},
		{"a package in Python source", []link{absent("own")}, noSource, "own"},
		{"a module of CPython's library in Python source", []link{absent("re")}, noStandard, "re"},
		{"a package of it", []link{absent("json.decoder")}, noStandard, "json.decoder"},
		{"a module inside CPython", []link{absent("unicodedata")}, failed, "text"},
		{"a compiled module of CPython", []link{absent("_json")}, failed, "text"},
		{"a compiled module of the package", []link{absent("own.fast")}, failed, "text"},
		{"a module that nothing has", []link{absent("elsewhere")}, noModule, "elsewhere"},
		{"a part of a package that nothing has", []link{absent("own.elsewhere")}, noModule, "own.elsewhere"},
		{"what an __init__.py would define", []link{unfilled("own:name")}, noSource, "own.name"},
		{"a file in a package without one", []link{unfilled("space:part")}, noSource, "space.part"},
		{"a name that no file explains", []link{unfilled("space:name")}, failed, "text"},
		{"a name in CPython's library", []link{unfilled("json:loads")}, noStandard, "json.loads"},
		{"a name that a module of gilded's lacks", []link{lacks}, failed, "text"},
		{"an exception about something else", []link{{}}, failed, "text"},
		{"the first cause of one about something else", []link{absent("own"), {}}, noSource, "own"},
		{"two ways tried, the second is gilded's fault", []link{absent("own"), lacks}, failed, "text"},
		{"two ways tried, the first is gilded's fault", []link{absent("zlib"), absent("own")}, failed, "text"},
		{"two ways tried in vain", []link{absent("own"), absent("elsewhere")}, noSource, "own"},
	}
	for _, test := range tests {
		kind, cause := trees.judge(path, report{Chain: test.chain, Text: "text"})
		assert.Equal(t, test.outcome, kind, test.name)
		assert.Equal(t, test.cause, cause, test.name)
	}
	kind, cause := trees.judge(path, report{})
	assert.Equal(t, imported, kind)
	assert.Empty(t, cause)
	kind, cause = trees.judge(path, report{Libraries: []string{"libx.so.1", "liby.so"}, Text: "text"})
	assert.Equal(t, noLibrary, kind)
	assert.Equal(t, "libx.so.1, liby.so", cause)
}

func TestExplain(t *testing.T) {
	w := &watcher{asked: []string{"own:name", "other:name", "own:x"}}
	for text, want := range map[string]link{
		"ImportError: cannot import name name":                               {Unfilled: "other:name"},
		"ImportError: cannot import name 'x' from 'own' (unknown location)":  {Unfilled: "own:x"},
		"AttributeError: module 'own' has no attribute 'name'":               {Unfilled: "own:name"},
		"AttributeError: module 'math' has no attribute 'name'":              {Lacks: "AttributeError: module 'math' has no attribute 'name'"},
		"ImportError: cannot import name tau":                                {Lacks: "ImportError: cannot import name tau"},
		"ImportError: numpy.core.multiarray failed to import":                {},
		"TypeError: type object 'own' has no attribute 'name'":               {},
		"SystemError: initialization of own.x raised unreported exception":   {},
		"AttributeError: partially initialized module has no attribute name": {},
	} {
		assert.Equal(t, want, w.explain(text), text)
	}
}

// A folder on the path is an empty package, and the watcher knows what was asked of it.
func TestWatch(t *testing.T) {
	in := interp.New(interp.Options{Path: []string{touch(t, "own/part.py")}})
	pass, err := in.Threads.Enter(context.Background())
	require.NoError(t, err)
	w := watch(in)
	failure := func(name string, f func() *object.Object) report {
		require.Nil(t, f(), name)
		return w.failure()
	}
	own := in.Import("own")
	require.NotNil(t, own)
	said := failure("a name", func() *object.Object { return object.GetAttrString(own, "name") })
	assert.Equal(t, report{Chain: []link{{Unfilled: "own:name"}}, Text: "AttributeError: module 'own' has no attribute 'name'"}, said)
	said = failure("a module", func() *object.Object { return in.Import("own.part") })
	assert.Equal(t, []link{{Absent: "own.part"}}, said.Chain)
	math := in.Import("math")
	require.NotNil(t, math)
	said = failure("a module of Go's", func() *object.Object { return object.GetAttrString(math, "name") })
	assert.Equal(t, []link{{Lacks: "AttributeError: module 'math' has no attribute 'name'"}}, said.Chain)

	names := pyeval.NewNamespace()
	_, err = names.Exec(`exec('try:\n    import own.part\nexcept ImportError:\n    5 + None', {})`)
	require.ErrorAs(t, err, new(*pyeval.Raised))
	object.RaiseObject(object.TypeError, err.(*pyeval.Raised).Value)
	err.(*pyeval.Raised).Release()
	said = w.failure()
	assert.Equal(t, []link{{Absent: "own.part"}, {}}, said.Chain, said.Text)
	assert.Contains(t, said.Text, "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType', from ModuleNotFoundError: ")
	names.Close()

	object.Decref(own)
	object.Decref(math)
	in.Threads.Leave(pass)
	left := in.Close(func() {}, nil)
	assert.Empty(t, left.Types)
}

func TestWhatACrashSays(t *testing.T) {
	assert.Equal(t, "Sorry!", firstLine("----\n\n  Sorry!\nmore\n"))
	assert.Equal(t, "nothing was said", firstLine("---\n"))
	assert.Empty(t, lastInVain("no line begins with it: "+vainMarker+"x\n"))
	assert.Equal(t, "; the last that it asked for in vain was b.c", lastInVain(vainMarker+"a\n"+vainMarker+"b.c\nother\n"))
}

func TestPrint(t *testing.T) {
	row := func(name string, kind outcome, cause string) result { return result{module{Name: name}, kind, cause} }
	results := []result{
		row("a", imported, ""), row("b", imported, ""), row("c", imported, ""),
		row("d", noSource, "numpy.dtype"), row("e", noSource, "numpy.core._internal"), row("f", noSource, "six"),
		row("g", noSource, "numpy"), row("h", noSource, "numpy"),
		row("i", noLibrary, "libx.so.1"), row("j", failed, "TypeError: bad"), row("k", failed, "TypeError: bad"),
	}
	var out strings.Builder
	printCauses(&out, results)
	printCounts(&out, results)
	printRow(&out, results[3], 4)
	printRow(&out, results[0], 4)
	assert.Equal(t, `Shared libraries that no fetched package has
    1  libx.so.1  i

Python source of packages
    4  numpy  d e g …
    1  six    f

Failed
       j k
           TypeError: bad

    3  imported
    1  miss a shared library
    5  need Python source of packages, which gilded does not run
    2  failed
   11  modules

Of the 5 that miss nothing, 3 are imported: 60.0 %.
d     needs source    numpy.dtype
a     imported
`, out.String())
}

// What packages depend on: the first way to satisfy it, by the name of a package that can be fetched.
func TestDependencies(t *testing.T) {
	tools := t.TempDir()
	script := "#!/bin/sh\necho 'python3 (>= 3.11), libc6, libx1:any (>= 2) | libx0, python3-numpy-abi9'\n"
	require.NoError(t, os.WriteFile(filepath.Join(tools, "dpkg-deb"), []byte(script), 0o755))
	t.Setenv("PATH", tools+string(filepath.ListSeparator)+os.Getenv("PATH"))
	cache := &debs.Cache{Dir: touch(t, "python3-x-lib_1_amd64.deb", "tree/libx1/usr/lib/libx.so.1", "tree/libx1/usr/lib/more/libmore.so")}
	trees := newForest(cache)
	assert.Equal(t, []string{"python3", "libc6", "libx1", "python3-numpy", "python3-x"}, trees.dependencies("python3-x-lib"))
	assert.Equal(t, []string{"libx1"}, trees.closure("python3-x-lib"))
	assert.Equal(t, []string{"python3-numpy", "python3-x"}, trees.pythonDependencies([]string{"python3-x-lib"}))
	dir := filepath.Join(cache.Dir, "tree/libx1/usr/lib")
	assert.Equal(t, []string{dir, filepath.Join(dir, "more")}, trees.libraryDirs("python3-x-lib"))
}
