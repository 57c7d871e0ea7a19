package loader

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func touch(t *testing.T, dir string, names ...string) {
	t.Helper()
	for _, name := range names {
		file := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, nil, 0o644))
	}
}

func TestFind(t *testing.T) {
	tag := Suffixes[0]
	for _, c := range []struct {
		what  string
		files []string
		name  string
		want  string
	}{
		{"the full tag comes first", []string{"a/m.so", "a/m.abi3.so", "a/m" + tag}, "m", "a/m" + tag},
		{"then the limited API", []string{"a/m.so", "a/m.abi3.so"}, "m", "a/m.abi3.so"},
		{"then the plain suffix", []string{"a/m.so", "a/m.cpython-312-x86_64-linux-gnu.so"}, "m", "a/m.so"},
		{"the first directory wins over the better suffix", []string{"b/m" + tag, "a/m.so"}, "m", "a/m.so"},
		{"the second directory", []string{"a/n.so", "b/m.so"}, "m", "b/m.so"},
		{"a dotted name", []string{"a/sub.so", "b/pkg/sub/mod.abi3.so"}, "pkg.sub.mod", "b/pkg/sub/mod.abi3.so"},
		{"a package folder wins over a file", []string{"a/m" + tag, "a/m/__init__.so"}, "m", "a/m/__init__.so"},
		{"a package in a package", []string{"a/pkg/m/__init__" + tag}, "pkg.m", "a/pkg/m/__init__" + tag},
		{"a directory is no file", []string{"a/m.abi3.so/x", "a/m.so"}, "m", "a/m.so"},
		{"not ASCII", []string{"a/日本語.so"}, "日本語", "a/日本語.so"},
	} {
		t.Run(c.what, func(t *testing.T) {
			dir := t.TempDir()
			touch(t, dir, c.files...)
			got, err := Find([]string{filepath.Join(dir, "a"), filepath.Join(dir, "b")}, c.name)
			require.NoError(t, err)
			assert.Equal(t, filepath.Join(dir, c.want), got)
		})
	}
}

func TestFindInCurrentDirectory(t *testing.T) {
	t.Chdir(t.TempDir())
	touch(t, ".", "m.so")
	got, err := Find([]string{""}, "m")
	require.NoError(t, err)
	assert.Equal(t, "m.so", got)
}

func TestFindFails(t *testing.T) {
	_, err := Find([]string{"/nowhere", "/nirgends"}, "pkg.mod")
	var missing *NotFoundError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, "pkg.mod", missing.Name)
	assert.Equal(t, []string{"/nowhere", "/nirgends"}, missing.Searched)
	assert.EqualError(t, err, "no extension module pkg.mod (as pkg/mod"+Suffixes[0]+", pkg/mod.abi3.so, pkg/mod.so): looked in /nowhere, /nirgends")

	_, err = Find(nil, "mod")
	assert.ErrorContains(t, err, "the search path is empty")

	for _, name := range []string{"", ".", "a.", ".a", "a..b", "../a", "a/b", "a\x00", "\xff", "a.__init__"} {
		_, err = Find([]string{"."}, name)
		var bad *NameError
		assert.ErrorAs(t, err, &bad, "%q", name)
	}
}

func TestModuleName(t *testing.T) {
	for file, want := range map[string]string{
		"/a/spam" + Suffixes[0]: "spam",
		"spam.abi3.so":          "spam",
		"./spam.so":             "spam",
		"spam":                  "spam",
		"/a/pkg/__init__.so":    "pkg",
	} {
		assert.Equal(t, want, ModuleName(file), file)
	}
}

// The Punycode of these is CPython's.
func TestInitName(t *testing.T) {
	for name, want := range map[string]string{
		"spam":          "PyInit_spam",
		"pkg.sub._spam": "PyInit__spam",
		"with-hyphen":   "PyInit_with_hyphen",
		"日本語":           "PyInitU_wgv71a119e",
		"pkg.日本語":       "PyInitU_wgv71a119e",
		"pkgé.spam":     "PyInit_spam",
		"héllo-wörld":   "PyInitU_hllo_wrld_b4a2m",
		"évitable":      "PyInitU_vitable_9xa",
		"lančmít":       "PyInitU_lanmt_2sa6t",
		"Ünïcödé":       "PyInitU_ncd_ska2e7a2c",
		"ſ":             "PyInitU_kha",
		"x😀":            "PyInitU_x_jv3s",
		"他们为什么不说中文":     "PyInitU_ihqwcrb4cv8a8dqg056pqjye",
	} {
		assert.Equal(t, want, InitName(name), name)
	}
}

func TestTags(t *testing.T) {
	for file, foreign := range map[string]bool{
		"m.so": false, "m.abi3.so": false, "m" + Suffixes[0]: false, "m.abi3-x86_64-linux-gnu.so": false,
		"m.cpython-312-x86_64-linux-gnu.so": true, "m.cpython-313t-x86_64-linux-gnu.so": true,
		"m.cpython-311d-x86_64-linux-gnu.so": true, "m.pypy39-pp73-x86_64-linux-gnu.so": true, "m-1.2.so": false,
		"m.graalpy-38-native-x86_64-linux.so": true, "libm.so.6": false,
	} {
		assert.Equal(t, foreign, foreignTag(tagOf(file)), file)
	}
}
