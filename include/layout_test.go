package include

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The records below testdata were measured from CPython's own headers. -record=/usr/include/python3.11 measures them again;
// without it the same programs are compiled with the headers of this package and must print the same.
var record = flag.String("record", "", "measure testdata/*.txt from the CPython headers in this folder")

// installed are CPython's headers, where they are: then the records themselves are checked too.
const installed = "/usr/include/python3.11"

const everything = `#define Py_BUILD_CORE 1
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>
#include <datetime.h>
#include <frameobject.h>
#include <marshal.h>
#include <internal/pycore_frame.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
`

func lines(t *testing.T, name string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	var found []string
	for line := range strings.SplitSeq(string(text), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") {
			found = append(found, line)
		}
	}
	return found
}

// gcc runs the compiler over one source text.
func gcc(t *testing.T, source string, args ...string) (string, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "source.c")
	require.NoError(t, os.WriteFile(path, []byte(source), 0o644))
	out, err := exec.Command("gcc", append(args, path)...).CombinedOutput()
	return string(out), err
}

// run compiles a program against the headers in a folder and returns what it prints.
func run(t *testing.T, headers, source string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	out, err := gcc(t, source, "-std=gnu11", "-w", "-I", headers, "-o", program, "-Wl,--unresolved-symbols=ignore-all")
	require.NoError(t, err, "%s", out)
	printed, err := exec.Command(program).CombinedOutput()
	require.NoError(t, err, "%s", printed)
	return string(printed)
}

// check compares what a program prints with the record of that name, or writes the record.
func check(t *testing.T, name, source string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *record != "" {
		head := "# Measured from CPython 3.11's headers on x86-64 Linux by go test ./include -record.\n"
		require.NoError(t, os.WriteFile(path, []byte(head+run(t, *record, source)), 0o644))
	}
	want := strings.Join(lines(t, name), "\n") + "\n"
	assert.Equal(t, want, run(t, ".", source))
	if _, err := os.Stat(installed); err == nil {
		assert.Equal(t, want, run(t, installed, source), "the record is not what CPython's headers say")
	}
}

func TestLayoutIsThatOfCPython(t *testing.T) {
	var source strings.Builder
	source.WriteString(everything + "int main(void) {\n")
	for _, line := range lines(t, "structs.txt") {
		fields := strings.Fields(line)
		name := fields[0]
		ctype := name
		if tag, ok := strings.CutPrefix(name, "struct_"); ok {
			ctype = "struct " + tag
		}
		fmt.Fprintf(&source, "printf(\"%s size %%zu align %%zu\\n\", sizeof(%s), _Alignof(%s));\n", name, ctype, ctype)
		for _, field := range fields[1:] {
			fmt.Fprintf(&source, "printf(\"%s.%s %%zu %%zu\\n\", offsetof(%s, %s), sizeof(((%s *)0)->%s));\n",
				name, field, ctype, field, ctype, field)
		}
	}
	// Bit fields have no offset: print the word that each one alone leaves behind.
	for _, field := range []string{"interned", "kind", "compact", "ascii", "ready"} {
		fmt.Fprintf(&source, `{ PyASCIIObject s; unsigned int word; memset(&s, 0, sizeof s); s.state.%s = -1;
			memcpy(&word, &s.state, sizeof word); printf("PyASCIIObject.state.%s %%#x\n", word); }`+"\n", field, field)
	}
	source.WriteString("return 0; }\n")
	check(t, "layout.txt", source.String())
}

// statements are macros that would derail the compiler in the place of a number.
var statements = regexp.MustCompile(`[;{"]|return|_Pragma|__attribute__|extern|static|typedef`)

var macroName = regexp.MustCompile(`^(_?Py|_?PY|METH_|T_|CO_|SSTATE_|FV[CS]_|READONLY|READ_RESTRICTED|RESTRICTED|WAIT_LOCK|NOWAIT_LOCK)`)

// constants finds the macros that both sets of headers define and that are integer constants in both.
func constants(t *testing.T) []string {
	t.Helper()
	macros := func(headers string) map[string]bool {
		out, err := gcc(t, everything, "-E", "-dM", "-I", headers)
		require.NoError(t, err, "%s", out)
		found := map[string]bool{}
		for line := range strings.SplitSeq(out, "\n") {
			fields := strings.SplitN(line, " ", 3)
			if len(fields) == 3 && fields[2] != "" && macroName.MatchString(fields[1]) && !strings.Contains(fields[1], "(") &&
				!statements.MatchString(fields[2]) {
				found[fields[1]] = true
			}
		}
		return found
	}
	ours, theirs := macros("."), macros(*record)
	var names []string
	for name := range theirs {
		if ours[name] {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	var source strings.Builder
	source.WriteString(everything)
	first := strings.Count(source.String(), "\n") + 1
	for _, name := range names {
		fmt.Fprintf(&source, "enum { gilded_%s = (%s) & 1 };\n", name, name)
	}
	bad := map[string]bool{}
	for _, headers := range []string{".", *record} {
		out, _ := gcc(t, source.String(), "-fsyntax-only", "-w", "-fmax-errors=0", "-I", headers)
		for _, match := range regexp.MustCompile(`source\.c:(\d+):`).FindAllStringSubmatch(out, -1) {
			var line int
			fmt.Sscan(match[1], &line)
			if line >= first {
				bad[names[line-first]] = true
			}
		}
	}
	var good []string
	for _, name := range names {
		if !bad[name] {
			good = append(good, name)
		}
	}
	return good
}

func TestConstantsAreThoseOfCPython(t *testing.T) {
	var names []string
	if *record != "" {
		names = constants(t)
	} else {
		for _, line := range lines(t, "constants.txt") {
			name, _, _ := strings.Cut(line, " ")
			names = append(names, name)
		}
	}
	var source strings.Builder
	source.WriteString(everything + "int main(void) {\n")
	for _, name := range names {
		fmt.Fprintf(&source, "printf(\"%s %%lld\\n\", (long long)(%s));\n", name, name)
	}
	source.WriteString("return 0; }\n")
	check(t, "constants.txt", source.String())
	assert.Greater(t, len(names), 300)
}
