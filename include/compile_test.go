package include

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// dialects are the two languages that the headers promise to be clean in.
var dialects = map[string][]string{
	"c99":   {"gcc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", "."},
	"c++17": {"g++", "-x", "c++", "-std=c++17", "-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", "."},
}

// level is a value of Py_LIMITED_API; empty for the full API.
type level string

func (l level) flag() string {
	if l == "" {
		return "-DFULL_API"
	}
	return "-DPy_LIMITED_API=" + string(l)
}

// levels are the full API and every version from 3.2 to 3.14.
func levels() []level {
	all := []level{""}
	for minor := 2; minor <= 14; minor++ {
		all = append(all, level(fmt.Sprintf("0x03%02x0000", minor)))
	}
	return all
}

// accept fails unless the compiler takes the sources without a word.
func accept(t *testing.T, command []string, sources map[string]string) {
	t.Helper()
	dir := t.TempDir()
	args := append([]string{}, command[1:]...)
	for name, text := range sources {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
		args = append(args, path)
	}
	out, err := exec.Command(command[0], args...).CombinedOutput()
	assert.NoError(t, err, "%s\n%s", strings.Join(command, " "), out)
}

// public are the headers that a source may include by name: all but the generated parts.
func public(t *testing.T) []string {
	t.Helper()
	var names []string
	require.NoError(t, fs.WalkDir(Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && !strings.HasPrefix(entry.Name(), "z") {
			names = append(names, path)
		}
		return err
	}))
	require.Greater(t, len(names), 60)
	return names
}

func TestEveryHeaderCompilesAlone(t *testing.T) {
	sources := map[string]string{}
	for _, name := range public(t) {
		sources[strings.NewReplacer("/", "_", ".", "_").Replace(name)+".c"] = "#include <" + name + ">\nint x;\n"
	}
	accept(t, dialects["c99"], sources)
}

func TestAllHeadersCompileTogetherAtEveryLevel(t *testing.T) {
	for _, l := range levels() {
		text := "#define PY_SSIZE_T_CLEAN\n"
		for _, name := range public(t) {
			if l == "" || !strings.HasPrefix(name, "internal/") {
				text += "#include <" + name + ">\n"
			}
		}
		for dialect, command := range dialects {
			t.Run(dialect+" "+l.flag(), func(t *testing.T) {
				accept(t, append(command[:len(command):len(command)], l.flag()), map[string]string{"together.c": text + "int x;\n"})
			})
		}
	}
}

// A level that is defined without a value is the oldest one.
func TestEmptyLevelIsTheOldest(t *testing.T) {
	for _, flag := range []string{"-DPy_LIMITED_API=", "-DPy_LIMITED_API=3", "-DPy_LIMITED_API=0x03020000"} {
		accept(t, append(dialects["c99"], flag), map[string]string{"old.c": "#include <Python.h>\n#if GILDED_API_LEVEL != 0x03020000\n" +
			"#error another level\n#endif\nint x;\n"})
	}
}

// The layouts must not leak into the limited API: a module that uses them would break with the next version.
func TestStructuresAreOpaqueInTheLimitedAPI(t *testing.T) {
	visible := map[string]bool{}
	for _, name := range strings.Fields(`PyObject PyVarObject PyType_Slot PyType_Spec PyMethodDef PyGetSetDef PyMemberDef
		PyModuleDef PyModuleDef_Base PyModuleDef_Slot PyStructSequence_Field PyStructSequence_Desc Py_buffer`) {
		visible[name] = true
	}
	text := "#include <Python.h>\n#include <structmember.h>\n#include <datetime.h>\n"
	first := strings.Count(text, "\n") + 1
	var hidden []string
	for _, line := range lines(t, "structs.txt") {
		name := strings.Fields(line)[0]
		if visible[name] || strings.HasPrefix(name, "struct_") {
			continue
		}
		hidden = append(hidden, name)
		text += fmt.Sprintf("int size%d = sizeof(%s);\n", len(hidden), name)
	}
	out, _ := gcc(t, text, "-fsyntax-only", "-fmax-errors=0", "-I", ".", "-DPy_LIMITED_API=0x030e0000")
	for i, name := range hidden {
		assert.Contains(t, out, fmt.Sprintf("source.c:%d:", first+i), "%s is complete in the limited API", name)
	}
}
