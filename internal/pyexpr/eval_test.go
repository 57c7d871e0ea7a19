package pyexpr

import (
	"errors"
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// recorder is a Machine whose values are texts that say how they came to be. It counts the values that are out and
// fails the operations that a test asks it to.
type recorder struct {
	out    int
	stored []string
	failOn string
	truths map[string]bool
}

type made struct{ text string }

func (r *recorder) make(format string, args ...any) (*made, error) {
	text := fmt.Sprintf(format, args...)
	if r.failOn != "" && text == r.failOn {
		return nil, errors.New("failed: " + text)
	}
	r.out++
	return &made{text}, nil
}

func (r *recorder) do(format string, args ...any) error {
	text := fmt.Sprintf(format, args...)
	if text == r.failOn {
		return errors.New("failed: " + text)
	}
	r.stored = append(r.stored, text)
	return nil
}

func texts(values []*made) string { return each(values, func(v *made) string { return v.text }) }

func (r *recorder) Constant(value any) (*made, error) { return r.make("%s", constantRepr(value)) }
func (r *recorder) Tuple(elts []*made) (*made, error) { return r.make("(%s)", texts(elts)) }
func (r *recorder) List(elts []*made) (*made, error)  { return r.make("[%s]", texts(elts)) }
func (r *recorder) Set(elts []*made) (*made, error)   { return r.make("{%s}", texts(elts)) }
func (r *recorder) Slice(a, b, c *made) (*made, error) {
	return r.make("%s:%s:%s", a.text, b.text, c.text)
}
func (r *recorder) Load(name string) (*made, error)      { return r.make("%s", name) }
func (r *recorder) Store(name string, value *made) error { return r.do("%s = %s", name, value.text) }
func (r *recorder) Delete(name string) error             { return r.do("del %s", name) }

func (r *recorder) Dict(keys, values []*made, merge []bool) (*made, error) {
	var parts []string
	for i := range keys {
		if merge[i] {
			parts = append(parts, "**"+values[i].text)
		} else {
			parts = append(parts, keys[i].text+": "+values[i].text)
		}
	}
	return r.make("{%s}", strings.Join(parts, ", "))
}

func (r *recorder) Iterate(iterable *made, _ **made) ([]*made, error) {
	if r.failOn == "*"+iterable.text {
		return nil, errors.New("failed: " + r.failOn)
	}
	r.out += 2
	return []*made{{iterable.text + "0"}, {iterable.text + "1"}}, nil
}

func (r *recorder) Items(mapping, _ *made) ([]string, []*made, error) {
	if r.failOn == "**"+mapping.text {
		return nil, nil, errors.New("failed: " + r.failOn)
	}
	r.out++
	return []string{"k"}, []*made{{mapping.text + "[k]"}}, nil
}

func (r *recorder) GetAttr(v *made, name string) (*made, error) { return r.make("%s.%s", v.text, name) }
func (r *recorder) GetMethod(v *made, name string) (*made, bool, error) {
	method, err := r.make("%s.%s", v.text, name)
	return method, v.text == "self", err
}

func (r *recorder) SetAttr(v *made, name string, to *made) error {
	return r.do("%s.%s = %s", v.text, name, to.text)
}
func (r *recorder) DelAttr(v *made, name string) error  { return r.do("del %s.%s", v.text, name) }
func (r *recorder) GetItem(v, key *made) (*made, error) { return r.make("%s[%s]", v.text, key.text) }
func (r *recorder) SetItem(v, key, to *made) error {
	return r.do("%s[%s] = %s", v.text, key.text, to.text)
}
func (r *recorder) DelItem(v, key *made) error              { return r.do("del %s[%s]", v.text, key.text) }
func (r *recorder) Unary(op string, v *made) (*made, error) { return r.make("%s%s", op, v.text) }
func (r *recorder) Compare(op string, a, b *made) (*made, error) {
	return r.make("(%s %s %s)", a.text, op, b.text)
}

func (r *recorder) Binary(op string, a, b *made, inPlace bool) (*made, error) {
	if inPlace {
		op += "="
	}
	return r.make("(%s %s %s)", a.text, op, b.text)
}

func (r *recorder) Call(function *made, args []*made, names []string) (*made, error) {
	var parts []string
	positional := len(args) - len(names)
	for i, arg := range args {
		if i < positional {
			parts = append(parts, arg.text)
		} else {
			parts = append(parts, names[i-positional]+"="+arg.text)
		}
	}
	return r.make("%s(%s)", function.text, strings.Join(parts, ", "))
}

func (r *recorder) Truth(value *made) (bool, error) {
	if r.failOn == "bool "+value.text {
		return false, errors.New("failed: " + r.failOn)
	}
	return r.truths[value.text], nil
}

func (r *recorder) Release(*made) { r.out-- }

var evaluations = []struct{ source, value, effect string }{
	{"1", "1", ""},
	{"a.b(1, *c, d=2, **e)", "a.b(1, c0, c1, d=2, k=e[k])", ""},
	{"a.b(1, d=2)", "a.b(1, d=2)", ""},
	{"self.b(1)", "self.b(self, 1)", ""},
	{"self.b(*c)", "self.b(c0, c1)", ""},
	{"(a, *b, [1], {2}, {3: 4, **c})", "(a, b0, b1, [1], {2}, {3: 4, **c})", ""},
	{"a[1:2, ::3]", "a[(1:2:None, None:None:3)]", ""},
	{"-a + ~b ** +c", "(-a + ~(b ** +c))", ""},
	{"not yes", "False", ""},
	{"not no", "True", ""},
	{"yes and no and a", "no", ""},
	{"yes and a", "a", ""},
	{"no or yes or a", "yes", ""},
	{"no or a", "a", ""},
	{"a if yes else b", "a", ""},
	{"a if no else b", "b", ""},
	{"a < b", "(a < b)", ""},
	{"a < b < c", "(a < b)", ""},
	{"yes < yes not in c", "(yes not in c)", ""},
	{"a = b", "b", "a = b"},
	{"a.b = c", "c", "a.b = c"},
	{"a[b] = c, d", "(c, d)", "a[b] = (c, d)"},
	{"a += b", "(a += b)", "a = (a += b)"},
	{"a.b -= c", "(a.b -= c)", "a.b = (a.b -= c)"},
	{"del a", "None", "del a"},
	{"del a.b", "None", "del a.b"},
	{"del a[b]", "None", "del a[b]"},
}

func newRecorder() *recorder {
	return &recorder{truths: map[string]bool{"yes": true, "(yes < yes)": true}}
}

func TestExec(t *testing.T) {
	for _, c := range evaluations {
		r := newRecorder()
		value, err := Exec(r, parseStmt(t, c.source))
		require.NoError(t, err, c.source)
		require.Equal(t, c.value, value.text, c.source)
		require.Equal(t, c.effect, strings.Join(r.stored, "; "), c.source)
		require.Equal(t, 1, r.out, "%s: only the result is left", c.source)
	}
}

// TestExecFails lets each operation of each evaluation fail in turn: the failure comes out and no value is lost.
func TestExecFails(t *testing.T) {
	for _, c := range evaluations {
		for _, failure := range []string{
			"1", "a", "b", "c", "d", "e", "yes", "no", "a.b", "a.b(1, c0, c1, d=2, k=e[k])", "*c", "*b", "**e", "(1:2:None, None:None:3)",
			"None:None:3", "3", "-a", "~b", "bool yes", "bool no", "bool (yes < yes)", "bool (a < b)", "(a < b)", "(yes < yes)",
			"True", "False", "None", "(a += b)", "a = (a += b)", "a.b = (a.b -= c)", "a = b", "a.b = c", "a[b] = (c, d)",
			"del a", "del a.b", "del a[b]", "{2}", "{3: 4, **c}", "[1]",
		} {
			r := newRecorder()
			r.failOn = failure
			value, err := Exec(r, parseStmt(t, c.source))
			if err == nil {
				r.Release(value)
			} else {
				require.EqualError(t, err, "failed: "+failure, c.source)
			}
			require.Zero(t, r.out, "%s, failing on %s", c.source, failure)
		}
	}
}

func parseStmt(t *testing.T, source string) Stmt {
	t.Helper()
	s, err := ParseStmt(source)
	require.NoError(t, err, source)
	return s
}

func TestEval(t *testing.T) {
	e, err := Parse("f(0x10)")
	require.NoError(t, err)
	require.Equal(t, big.NewInt(16), e.(*Call).Args[0].(*Constant).Value)
	r := newRecorder()
	value, err := Eval(r, e)
	require.NoError(t, err)
	require.Equal(t, "f(16)", value.text)
}
