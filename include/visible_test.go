package include

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

// The levels below which a name of 3.11 may appear, in order, and the full API.
var recordedLevels = []string{"3.2", "3.3", "3.4", "3.5", "3.6", "3.7", "3.8", "3.9", "3.10", "3.11", "full"}

func specification(t *testing.T) []spec.Symbol {
	t.Helper()
	f, err := os.Open("../capi/api.txt")
	require.NoError(t, err)
	defer f.Close()
	symbols, err := spec.Parse(f)
	require.NoError(t, err)
	return symbols
}

// recordVisible writes for each symbol of api.txt the lowest level at which CPython's headers show it.
func recordVisible(t *testing.T) {
	t.Helper()
	first := map[string]string{}
	for _, l := range recordedLevels {
		flag := "-DFULL_API"
		if l != "full" {
			v, err := spec.ParseVersion(l)
			require.NoError(t, err)
			flag = "-DPy_LIMITED_API=" + v.Hex()
		}
		out, err := gcc(t, "#include <Python.h>\n#include <structmember.h>\n#include <marshal.h>\n#include <frameobject.h>\n", "-E", "-P", flag, "-I", *record)
		require.NoError(t, err)
		for _, word := range regexp.MustCompile(`\b_?Py\w+`).FindAllString(out, -1) {
			if first[word] == "" {
				first[word] = l
			}
		}
	}
	var text strings.Builder
	text.WriteString("# The lowest level of Py_LIMITED_API at which CPython 3.11's headers show a symbol of api.txt; full: without it.\n")
	for _, s := range specification(t) {
		if l := first[s.Name]; l != "" {
			fmt.Fprintln(&text, s.Name, l)
		}
	}
	require.NoError(t, os.WriteFile("testdata/visible.txt", []byte(text.String()), 0o644))
}

// shown tells whether these headers should declare a symbol at a level: from the version that put it into the stable ABI
// on, or from the level at which CPython 3.11 shows it if that is lower.
func shown(s spec.Symbol, recorded map[string]string, l level) bool {
	at, inCPython := recorded[s.Name]
	if l == "" {
		return inCPython || !s.Since.After(spec.Version{Major: 3, Minor: 11})
	}
	if s.Stable() && string(l) >= s.Since.Hex() {
		return true
	}
	if !s.Stable() || !inCPython || at == "full" {
		return false
	}
	v, err := spec.ParseVersion(at)
	return err == nil && string(l) >= v.Hex()
}

// inlines are functions of later versions that are inline functions or macros in 3.11, where their names are taken as soon
// as the header is read: they count as shown at any level.
var inlines = map[string]bool{
	"Py_REFCNT": true, "Py_TYPE": true, "Py_SIZE": true, "Py_IS_TYPE": true, "Py_SET_SIZE": true, "PyVectorcall_NARGS": true,
}

func TestEachSymbolIsDeclaredFromItsLevelOn(t *testing.T) {
	if *record != "" {
		recordVisible(t)
	}
	recorded := map[string]string{}
	for _, line := range lines(t, "visible.txt") {
		name, at, _ := strings.Cut(line, " ")
		recorded[name] = at
	}
	for _, l := range levels() {
		t.Run(l.flag(), func(t *testing.T) {
			text := "#include <Python.h>\n#include <marshal.h>\nstruct gilded_probe;\n"
			first := strings.Count(text, "\n") + 1
			var asked []spec.Symbol
			// A name that is declared clashes with this declaration; a name that is free does not.
			for _, s := range specification(t) {
				if s.Tier == spec.Up || inlines[s.Name] {
					continue
				}
				asked = append(asked, s)
				text += fmt.Sprintf("extern struct gilded_probe gilded_%d;\n#undef %s\nextern struct gilded_probe %s;\n", len(asked), s.Name, s.Name)
			}
			out, _ := gcc(t, text, "-fsyntax-only", "-fmax-errors=0", "-I", ".", l.flag())
			clash := map[int]bool{}
			for _, match := range regexp.MustCompile(`source\.c:(\d+):\d+: error: (?:conflicting type|.*redeclared)`).FindAllStringSubmatch(out, -1) {
				var line int
				fmt.Sscan(match[1], &line)
				clash[(line-first)/3] = true
			}
			assert.NotContains(t, out, "No such file")
			for i, s := range asked {
				assert.Equal(t, shown(s, recorded, l), clash[i], "%s (stable since %s) declared at level %q", s.Name, s.Since, l)
			}
		})
	}
}
