package pyexpr

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestAgainstCPython compares the tree of every line of testdata/source.txt with the one that CPython's ast.dump printed
// (testdata/record.py), and that what CPython refuses is refused.
func TestAgainstCPython(t *testing.T) {
	sources, trees := readLines(t, "testdata/source.txt"), readLines(t, "testdata/ast.txt")
	require.Equal(t, len(sources), len(trees), "ast.txt is stale: run testdata/record.py")
	for i, source := range sources {
		statement, err := ParseStmt(source)
		if trees[i] == "SyntaxError" {
			require.Error(t, err, "line %d: %s", i+1, source)
			continue
		}
		require.NoError(t, err, "line %d: %s", i+1, source)
		want := strings.ReplaceAll(trees[i], ", kind='u'", "")
		require.Equal(t, want, dumpStmt(statement), "line %d: %s", i+1, source)
	}
}

func readLines(t *testing.T, path string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	return strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
}

func TestErrors(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"", "column 1: expected an expression, found the end"},
		{"f(1", `column 4: expected "," or ")", found the end`},
		{"f(1 2)", `column 5: expected "," or ")", found the number 2`},
		{"[1, 'é' 2]", `column 9: expected "," or "]", found the number 2`},
		{"'a' b'b'", "column 5: cannot mix bytes and nonbytes literals"},
		{"a.1", `column 2: expected the end, found the number .1`},
		{"a.if", `column 3: expected an attribute name, found "if"`},
		{"1 if 2", `column 7: expected "else", found the end`},
		{"x y", `column 3: expected the end, found "y"`},
		{"{1: 2, 3}", `column 9: expected ":", found "}"`},
		{"f(a=1, b)", "column 8: positional argument follows keyword argument"},
		{"f(a=1, a=2)", "column 8: keyword argument repeated: a"},
		{"f() = 1", "column 1: cannot assign to this expression"},
		{"del f()", "column 5: cannot delete this expression"},
		{"lambda: 1", "column 1: lambda is not part of the subset"},
		{"[x for x in y]", `column 4: "for" is not part of the subset`},
		{"(x := 1)", `column 4: ":=" is not part of the subset`},
		{"f'{x}'", "column 1: f-strings are not part of the subset"},
		{"import x", `column 1: expected an expression, found "import"`},
		{"012", "column 1: leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"},
		{"0b2", "column 1: invalid binary literal"},
		{"12ab", "column 3: invalid decimal literal"},
		{"'abc", "column 1: unterminated string literal"},
		{"b'é'", "column 3: bytes can only contain ASCII literal characters"},
		{`'\x4'`, `column 2: truncated \xXX escape`},
		{`'\U00110000'`, "column 2: illegal Unicode character"},
		{"a ? b", "column 3: unexpected character '?'"},
		{"'a\xff'", "column 3: a byte that is not UTF-8: 0xff"},
		{"*a", "column 1: can't use starred expression here"},
		{strings.Repeat("(", 300), "column 201: nested too deeply (more than 200 levels)"},
		{strings.Repeat("-", 300) + "1", "column 201: nested too deeply (more than 200 levels)"},
		{strings.Repeat("not ", 300) + "1", "column 801: nested too deeply (more than 200 levels)"},
		{"a" + strings.Repeat("()", 300), "column 404: nested too deeply (more than 200 levels)"},
	} {
		_, err := ParseStmt(c.source)
		require.EqualError(t, err, c.want, "source: %.40s", c.source)
	}
}

// FuzzParse checks that no text makes the parser panic, and that an error points into the text.
func FuzzParse(f *testing.F) {
	text, err := os.ReadFile("testdata/source.txt")
	require.NoError(f, err)
	for _, line := range strings.Split(string(text), "\n") {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, source string) {
		statement, err := ParseStmt(source)
		if err == nil {
			dumpStmt(statement)
			return
		}
		var syntax *SyntaxError
		require.ErrorAs(t, err, &syntax)
		require.GreaterOrEqual(t, syntax.Column, 1)
		require.LessOrEqual(t, syntax.Column, len(source)+1)
	})
}
