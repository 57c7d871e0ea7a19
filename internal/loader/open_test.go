package loader

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// call calls an int f(void).
func call(t *testing.T, lib *Library, symbol string) int {
	t.Helper()
	addr, err := lib.Sym(symbol)
	require.NoError(t, err)
	r, _, _ := purego.SyscallN(addr)
	return int(int32(r))
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file := build(t, dir, "spam.so", `
static int state;
int next(void) { return ++state; }
void *PyInit_spam(void) { return 0; }
`)
	l := new(Loader)
	lib, err := l.Open(file)
	require.NoError(t, err)
	assert.Equal(t, 1, call(t, lib, "next"))

	addr, symbol, err := lib.Init("pkg.spam")
	require.NoError(t, err)
	assert.NotZero(t, addr)
	assert.Equal(t, "PyInit_spam", symbol)

	_, _, err = lib.Init("eggs")
	assert.EqualError(t, err, file+": dynamic module does not define module export function (PyInit_eggs); it defines PyInit_spam: load it by that name")
	_, err = lib.Sym("nothing")
	var none *NoSymbolError
	assert.ErrorAs(t, err, &none)
	_, err = lib.Sym("next\x00")
	assert.ErrorAs(t, err, &none)

	again, err := l.Open(file)
	require.NoError(t, err)
	assert.Same(t, lib, again)
	link := filepath.Join(dir, "link.so")
	require.NoError(t, os.Symlink(file, link))
	again, err = l.Open(link)
	require.NoError(t, err)
	assert.Same(t, lib, again, "another path to the same file")
	t.Chdir(dir)
	again, err = l.Open("spam.so")
	require.NoError(t, err)
	assert.Same(t, lib, again, "a relative path is not looked up in the library directories")
	assert.Equal(t, 2, call(t, again, "next"), "one state")
}

// A function that gives slots comes before an init function of the same name.
func TestExportBeforeInit(t *testing.T) {
	lib, err := new(Loader).Open(build(t, t.TempDir(), "spam.so", `
void *PyModExport_spam(void) { return 0; }
void *PyInit_spam(void) { return 0; }
void *PyInit_eggs(void) { return 0; }
void *PyModExportU_ma_o_iqa(void) { return 0; }
`))
	require.NoError(t, err)
	for module, want := range map[string]string{"pkg.spam": "PyModExport_spam", "eggs": "PyInit_eggs", "ma-ño": "PyModExportU_ma_o_iqa"} {
		_, symbol, err := lib.Init(module)
		require.NoError(t, err)
		assert.Equal(t, want, symbol)
		assert.Equal(t, module != "eggs", IsExport(symbol), symbol)
	}
	assert.Len(t, lib.Info.Inits, 4)
}

func TestOpenPlainLibrary(t *testing.T) {
	lib, err := new(Loader).Open(build(t, t.TempDir(), "plain.so", `int f(void) { return 1; }`))
	require.NoError(t, err)
	_, _, err = lib.Init("plain")
	var none *NoInitError
	require.ErrorAs(t, err, &none)
	assert.ErrorContains(t, err, "it has no init function at all")
}

func TestOpenChangedFile(t *testing.T) {
	dir := t.TempDir()
	l := new(Loader)
	file := build(t, dir, "spam.so", `int f(void) { return 1; }`)
	_, err := l.Open(file)
	require.NoError(t, err)
	newer := build(t, dir, "newer.so", `int f(void) { return 2; } int g(void) { return 3; }`)
	require.NoError(t, os.Rename(newer, file))
	_, err = l.Open(file)
	var replaced *ReplacedError
	assert.ErrorAs(t, err, &replaced)

	other := filepath.Join(dir, "other.so")
	require.NoError(t, os.Rename(file, other))
	lib, err := l.Open(other)
	require.NoError(t, err, "under another name it is a new file")
	assert.Equal(t, 2, call(t, lib, "f"))
}

// TestOpenWithLibraries: as in an unpacked Debian package, the libraries lie in a folder that the system doesn't know, and
// need each other.
func TestOpenWithLibraries(t *testing.T) {
	libs, dir := t.TempDir(), t.TempDir()
	build(t, libs, "libbase.so.1.2", `int base(void) { return 20; }`, "-Wl,-soname,libbase.so.1")
	require.NoError(t, os.Symlink("libbase.so.1.2", filepath.Join(libs, "libbase.so.1")))
	build(t, libs, "libmiddle.so.2", `int base(void); int middle(void) { return base() + 1; }`,
		"-Wl,-soname,libmiddle.so.2", "-L"+libs, "-l:libbase.so.1")
	file := build(t, dir, "spam.so", `int base(void), middle(void); int both(void) { return base() + middle(); }`,
		"-L"+libs, "-l:libmiddle.so.2", "-l:libbase.so.1")
	l := &Loader{LibraryDirs: []string{dir, libs}}
	info, err := l.Check(file)
	require.NoError(t, err)
	var order []string
	for _, n := range info.outside {
		order = append(order, n.name)
	}
	assert.Equal(t, []string{"libmiddle.so.2", "libbase.so.1"}, order)
	assert.Equal(t, LibraryInfo{Name: "libbase.so.1", File: filepath.Join(libs, "libbase.so.1"), NeededBy: file}, info.Libraries[1])

	lib, err := l.Open(file)
	require.NoError(t, err)
	assert.Equal(t, 41, call(t, lib, "both"))

	// Now the process has them, and another module gets them by name, without the directory.
	second := build(t, dir, "eggs.so", `int middle(void); int twice(void) { return 2 * middle(); }`, "-L"+libs, "-l:libmiddle.so.2", "-Wl,-rpath-link,"+libs)
	lib, err = new(Loader).Open(second)
	require.NoError(t, err)
	assert.Equal(t, 42, call(t, lib, "twice"))
}

// TestRunPath: libraries that lie beside the module, as wheels have them.
func TestRunPath(t *testing.T) {
	for _, style := range []string{"--enable-new-dtags", "--disable-new-dtags"} {
		dir := t.TempDir()
		name := "libown" + style[2:5] + ".so"
		build(t, filepath.Join(dir, "spam.libs"), name, `int own(void) { return 7; }`, "-Wl,-soname,"+name)
		file := build(t, dir, "spam.so", `int own(void); int f(void) { return own(); }`,
			"-L"+filepath.Join(dir, "spam.libs"), "-l:"+name, "-Wl,"+style, "-Wl,-rpath,$ORIGIN/spam.libs")
		l := new(Loader)
		lib, err := l.Open(file)
		require.NoError(t, err)
		assert.Equal(t, filepath.Join(dir, "spam.libs", name), lib.Info.Libraries[0].File)
		assert.Empty(t, lib.Info.outside, "the dynamic linker finds it alone")
		assert.Equal(t, 7, call(t, lib, "f"))
	}
}

// TestPrivate: two modules with the same names inside don't see each other.
func TestPrivate(t *testing.T) {
	dir := t.TempDir()
	l := new(Loader)
	for i, body := range []string{"return 1;", "return 2;"} {
		lib, err := l.Open(build(t, dir, string(rune('a'+i))+".so", "int same(void) {"+body+"} int f(void) { return same(); }"))
		require.NoError(t, err)
		assert.Equal(t, i+1, call(t, lib, "f"))
	}
}

func TestOpenAtOnce(t *testing.T) {
	file := build(t, t.TempDir(), "spam.so", spam)
	l := new(Loader)
	libs := make([]*Library, 8)
	var all sync.WaitGroup
	for i := range libs {
		all.Go(func() { libs[i], _ = l.Open(file) })
	}
	all.Wait()
	require.NotNil(t, libs[0])
	for _, lib := range libs {
		assert.Same(t, libs[0], lib)
	}
}
