package loader

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Libraries that do not name all they need work where the module needs the rest: functions, which could be looked up late, and
// data, which can't; from the module itself, too.
func TestOpenLibraryThatCountsOnTheModule(t *testing.T) {
	dir := t.TempDir()
	libs := filepath.Join(dir, "libs")
	build(t, libs, "libcounted.so", `int base(void) { return 40; } int number = 2;`, "-Wl,-soname,libcounted.so")
	build(t, libs, "libupper.so", `extern int base(void), own(void), number; int upper(void) { return base() + number + own(); }`,
		"-Wl,-soname,libupper.so")
	file := build(t, dir, "spam.so", `int own(void) { return 100; } extern int base(void), upper(void); int both(void) { return base() + upper(); }`,
		"-L"+libs, "-lupper", "-lcounted")
	l := &Loader{LibraryDirs: []string{libs}}
	lib, err := l.Open(file)
	require.NoError(t, err)
	assert.Equal(t, 182, call(t, lib, "both"))

	other := &Loader{LibraryDirs: []string{libs}}
	copied, err := other.Open(file)
	require.NoError(t, err, "the copy of another runtime finds the libraries as they are")
	assert.Equal(t, 182, call(t, copied, "both"))
}

// A library is found under the name that it is asked for, even if it calls itself something else.
func TestOpenLibraryUnderAnotherName(t *testing.T) {
	dir := t.TempDir()
	libs := filepath.Join(dir, "libs")
	build(t, libs, "libasked.so.7.0", `int seven(void) { return 7; }`)
	build(t, libs, "libabove.so", `extern int seven(void); int above(void) { return seven() + 1; }`, "-L"+libs, "-l:libasked.so.7.0")
	build(t, libs, "libasked.so.7.0", `int seven(void) { return 7; }`, "-Wl,-soname,libasked.so.7")
	file := build(t, dir, "spam.so", `extern int above(void); int f(void) { return above(); }`, "-L"+libs, "-labove", "-Wl,-rpath-link,"+libs)
	l := &Loader{LibraryDirs: []string{libs}}
	lib, err := l.Open(file)
	require.NoError(t, err)
	assert.Equal(t, 8, call(t, lib, "f"))
}

// What can't be part of a list of directories is no obstacle.
func TestOpenLibrariesInOddPlaces(t *testing.T) {
	for _, name := range []string{"a:b", "c$d", "with space", "äöü", strings.Repeat("long", 60)} {
		dir := t.TempDir()
		libs := filepath.Join(dir, name)
		library := "libodd" + name[:1] + ".so"
		build(t, dir, library, `int odd(void) { return 3; }`, "-Wl,-soname,"+library)
		file := build(t, dir, "spam.so", `extern int odd(void); int f(void) { return odd(); }`, "-L"+dir, "-l:"+library)
		require.NoError(t, os.Mkdir(libs, 0o755))
		require.NoError(t, os.Rename(filepath.Join(dir, library), filepath.Join(libs, library)))
		l := &Loader{LibraryDirs: []string{libs}}
		lib, err := l.Open(file)
		require.NoError(t, err, name)
		assert.Equal(t, 3, call(t, lib, "f"), name)
	}
}

// What a library lacks altogether is said by name, and the module can be opened once the library is another.
func TestOpenLibraryThatLacksSomething(t *testing.T) {
	dir := t.TempDir()
	libs := filepath.Join(dir, "libs")
	build(t, libs, "liblacks.so", `extern int nowhere; int f(void) { return nowhere; }`, "-Wl,-soname,liblacks.so")
	file := build(t, dir, "spam.so", `extern int f(void); int g(void) { return f(); }`, "-L"+libs, "-llacks", "-Wl,--unresolved-symbols=ignore-all")
	l := &Loader{LibraryDirs: []string{libs}}
	_, err := l.Open(file)
	var refused *OpenError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, file, refused.File)
	assert.ErrorContains(t, err, "liblacks.so: undefined symbol: nowhere")

	build(t, libs, "liblacks.so", `int f(void) { return 5; }`, "-Wl,-soname,liblacks.so")
	lib, err := l.Open(file)
	require.NoError(t, err)
	assert.Equal(t, 5, call(t, lib, "g"))
}

// The stacks of the process stay as they are: an object that says nothing of them asks for executable ones.
func TestOpenTogetherLeavesStacksAlone(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, "libstacks.so", `int f(void) { return 5; }`, "-Wl,-soname,libstacks.so")
	file := build(t, dir, "spam.so", `extern int f(void); int g(void) { return f(); }`, "-L"+dir, "-lstacks")
	l := &Loader{LibraryDirs: []string{dir}}
	_, err := l.Open(file)
	require.NoError(t, err)
	maps, err := os.ReadFile("/proc/self/maps")
	require.NoError(t, err)
	for line := range strings.Lines(string(maps)) {
		if strings.Contains(line, "[stack") {
			assert.Contains(t, line, " rw-p ")
		}
	}
}
