package include

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// idioms are modules written the way that real ones are: what code generators emit, what binding libraries do in C++, and
// the hand-written style of old. Each has a script beside it whose output, recorded in CPython, is in <name>.txt.
var idioms = map[string][]string{
	"generated.c": {"gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror"},
	"binding.cpp": {"g++", "-std=c++17", "-Wall", "-Wextra", "-Werror"},
	"classic.c":   {"gcc", "-std=gnu99", "-Wall", "-Wextra", "-Werror", "-Wno-missing-field-initializers", "-Wno-cast-function-type"},
}

// build compiles one module against these headers, with assertions on.
func build(t *testing.T, source string) string {
	t.Helper()
	name, _, _ := strings.Cut(source, ".")
	library := filepath.Join(t.TempDir(), name+".cpython-311-x86_64-linux-gnu.so")
	command := idioms[source]
	args := append(command[1:len(command):len(command)], "-O1", "-shared", "-fPIC", "-fvisibility=hidden", "-I", ".",
		"-o", library, filepath.Join("testdata/idioms", source))
	out, err := exec.Command(command[0], args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return library
}

// Whatever a macro or an inline function of the headers calls must be a symbol that gilded exports.
func TestIdiomsNeedOnlyExportedSymbols(t *testing.T) {
	exported := map[string]bool{}
	for _, s := range specification(t) {
		exported[s.Name] = true
	}
	for source := range idioms {
		t.Run(source, func(t *testing.T) {
			library, err := elf.Open(build(t, source))
			require.NoError(t, err)
			defer library.Close()
			symbols, err := library.ImportedSymbols()
			require.NoError(t, err)
			for _, s := range symbols {
				if strings.HasPrefix(s.Name, "Py") || strings.HasPrefix(s.Name, "_Py") {
					assert.True(t, exported[s.Name], "%s is not in api.txt", s.Name)
				}
			}
			dynamic, err := library.DynamicSymbols()
			require.NoError(t, err)
			for _, s := range dynamic {
				if s.Section != elf.SHN_UNDEF && elf.ST_BIND(s.Info) == elf.STB_GLOBAL && !strings.HasPrefix(s.Name, "_Z") {
					assert.True(t, strings.HasPrefix(s.Name, "PyInit_"), "%s is visible", s.Name)
				}
			}
		})
	}
}

// A module built with these headers runs in CPython itself: the layouts and macros are right where they are used.
func TestIdiomsRunInCPython(t *testing.T) {
	python, err := exec.LookPath("python3.11")
	if err != nil {
		t.Skip("the oracle, python3.11, is not installed; the layouts are checked against their record")
	}
	for source := range idioms {
		t.Run(source, func(t *testing.T) {
			name, _, _ := strings.Cut(source, ".")
			script, err := os.ReadFile(filepath.Join("testdata/idioms", name+".py"))
			require.NoError(t, err)
			command := exec.Command(python, "-X", "utf8", "-c", string(script))
			command.Env = append(os.Environ(), "PYTHONPATH="+filepath.Dir(build(t, source)))
			printed, err := command.CombinedOutput()
			require.NoError(t, err, "%s", printed)
			path := filepath.Join("testdata/idioms", name+".txt")
			if *record != "" {
				require.NoError(t, os.WriteFile(path, printed, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.Equal(t, string(want), string(printed))
		})
	}
}
