package spec

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func one(t *testing.T, line string) Symbol {
	t.Helper()
	symbols, err := Parse(strings.NewReader("# head\n\n# chapter\n" + line + "\n"))
	require.NoError(t, err)
	require.Len(t, symbols, 1)
	assert.Equal(t, "chapter", symbols[0].Chapter)
	return symbols[0]
}

func TestParseDeclarations(t *testing.T) {
	for _, c := range []struct {
		line     string
		name     string
		ret      string
		params   []string
		variadic bool
	}{
		{"go 3.2 new - PyObject *PyDict_New(void)", "PyDict_New", "PyObject *", nil, false},
		{"c 3.2 - - int PyOS_snprintf(char *, size_t, const char *, ...)", "PyOS_snprintf", "int",
			[]string{"char *", "size_t", "const char *"}, true},
		{"missing 3.2 - - int Py_AddPendingCall(int (*) (void *, int), void *)", "Py_AddPendingCall", "int",
			[]string{"int (*) (void *, int)", "void *"}, false},
		{"missing - - - char *const *F(PyObject *const *)", "F", "char *const *", []string{"PyObject *const *"}, false},
		{"data 3.2 - - PyObject * PyExc_ValueError", "PyExc_ValueError", "PyObject *", nil, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			sym := one(t, c.line)
			assert.Equal(t, c.name, sym.Name)
			assert.Equal(t, c.ret, sym.Return)
			assert.Equal(t, c.params, sym.Params)
			assert.Equal(t, c.variadic, sym.Variadic)
		})
	}
}

func TestParseColumns(t *testing.T) {
	sym := one(t, "missing 3.11  null  1,3  void F(PyObject *, int, PyObject *)")
	assert.Equal(t, Missing, sym.Tier)
	assert.Equal(t, Version{3, 11}, sym.Since)
	assert.Equal(t, "0x030b0000", sym.Since.Hex())
	assert.Equal(t, "null", sym.Result)
	assert.Equal(t, []int{1, 3}, sym.Steals)

	array := one(t, "data - - - const unsigned char _Py_ascii_whitespace[]")
	assert.True(t, array.Array)
	assert.True(t, array.IsData())
	assert.False(t, array.Stable())

	hook := one(t, "data 3.2 - - int (*PyOS_InputHook)(void)")
	assert.Equal(t, "PyOS_InputHook", hook.Name)
	assert.Equal(t, "int (*)(void)", hook.Return)
}

func TestParseErrorsNameTheLine(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"# head\n\n# c\nrust 3.2 - - int F(void)", `line 4: tier "rust" is none of go, c, data, missing`},
		{"# head\n\n# c\ngo three - - int F(void)", `line 4: version "three" is neither - nor like 3.11`},
		{"# head\n\n# c\ngo 3.2 mine - int F(void)", `line 4: result "mine" is none of new, borrowed, null, -`},
		{"# head\n\n# c\ngo 3.2 - 2 int F(PyObject *)", "line 4: F steals argument 2 of 1"},
		{"# head\n\n# c\ngo 3.2 - - int F(void", `line 4: "int F(void" is not the declaration of a function`},
		{"# head\n\n# c\ngo 3.2 - - int F(void)\ngo 3.2 - - int F(void)", "line 5: F is already declared in line 4"},
		{"# head\n\ngo 3.2 - - int F(void)", "line 3: F stands before the first chapter"},
		{"# head\n\n# c\ngo 3.2", `line 4: expected tier, since, result, steals and a declaration, found "go 3.2"`},
	} {
		_, err := Parse(strings.NewReader(c.text))
		assert.EqualError(t, err, c.want)
	}
}

func TestTheSpecificationParses(t *testing.T) {
	f, err := os.Open("../../../capi/api.txt")
	require.NoError(t, err)
	defer f.Close()
	symbols, err := Parse(f)
	require.NoError(t, err)
	byName := map[string]Symbol{}
	for _, s := range symbols {
		byName[s.Name] = s
		assert.NotContains(t, s.Decl, ";", s.Name)
	}
	assert.Equal(t, "tuple", byName["PyTuple_SetItem"].Chapter)
	assert.Equal(t, []int{3}, byName["PyTuple_SetItem"].Steals)
}
