//go:build live

package probe

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// function is what a live comparison knows of a function: the operands that each parameter may have.
type function struct {
	Name   string
	Kinds  []string // of the parameters; a list of operands may stand for two of them
	Values [][]string
}

// peer is a process that answers cases, one line for each.
type peer struct {
	in  io.Writer
	out *bufio.Reader
}

func start(t *testing.T, cmd *exec.Cmd) *peer {
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Wait()
	})
	return &peer{in, bufio.NewReader(out)}
}

func (p *peer) ask(line string) (string, error) {
	if _, err := fmt.Fprintln(p.in, line); err != nil {
		return "", err
	}
	answer, err := p.out.ReadString('\n')
	return strings.TrimSuffix(answer, "\n"), err
}

// TestLive makes up calls and asks both hosts: a CPython 3.11 that is there, and this process's own. How long it takes is
// how many checks rapid is asked for (make live). What CPython answers in two ways, or dies of, says nothing.
func TestLive(t *testing.T) {
	python := os.Getenv("PYTHON")
	if python == "" {
		python = "python3.11"
	}
	file := build(t)
	host := func(seed string) *peer {
		cmd := exec.Command(python, "-I", "record.py", "--live", file)
		cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "PYTHONHASHSEED=" + seed, "LC_ALL=C.UTF-8"}
		return start(t, cmd)
	}
	one, two := host("5"), host("6")
	var functions []function
	for _, p := range []*peer{one, two} {
		text, err := p.out.ReadString('\n')
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal([]byte(text), &functions))
	}
	excused, err := exceptions()
	require.NoError(t, err)
	self, err := os.Executable()
	require.NoError(t, err)
	ours := func() *peer {
		cmd := exec.Command(self)
		cmd.Env = append(os.Environ(), answerLibrary+"="+file)
		return start(t, cmd)
	}
	gilded := ours()
	compared := 0
	rapid.Check(t, func(r *rapid.T) {
		for range 20 {
			c := draw(r, functions)
			expected, err := one.ask(c.Text)
			require.NoError(t, err)
			again, err := two.ask(c.Text)
			require.NoError(t, err)
			if expected != again || !strings.HasPrefix(expected, "=") || unspecified.MatchString(c.Text+"\t"+expected) {
				continue
			}
			c.Answer = expected
			came, err := gilded.ask(c.Text)
			if err != nil {
				gilded = ours()
				r.Fatalf("%s\nexpected %s\ncame     died", c, expected)
			}
			compared++
			if came != expected && excuse(excused, c) < 0 {
				r.Fatalf("%s\nexpected %s\ncame     %s\ncase: %s", c, expected, came, c.Text)
			}
		}
	})
	t.Logf("%d calls compared", compared)
	require.NotZero(t, compared)
}

// unspecified is what calls that are made up may meet, beside what differs.txt lists: what is copied before an exception, the dict of
// a built-in type, whose order and texts are each host's own, the number of an interpreter, its main program, and what
// PyUnicode_IsIdentifier reads in memory that is no str's.
var unspecified = regexp.MustCompile(`^PyUnicode_CopyCharacters\t.*= -1|^PyObject_GetAttr.*\tint\t.*__dict__` +
	`|^_PyInterpreter(State_GetIDObject|State_GetMainModule|ID_New)\t|^PyUnicode_IsIdentifier\t[^'S]`)

// draw makes up a call.
func draw(r *rapid.T, functions []function) Case {
	f := rapid.SampledFrom(functions).Draw(r, "function")
	fields := []string{f.Name}
	for i, values := range f.Values {
		operand := rapid.SampledFrom(values).Draw(r, "operand")
		isName := (strings.Contains(f.Name, "Attr") || f.Name == "_PyType_Lookup") && i > 0 // CPython keeps the names of attributes, for keys that instances share
		if (f.Kinds[i] == "O" || f.Kinds[i] == "P") && !isName && rapid.Bool().Draw(r, "made up") {
			operand = like(r, operand)
		}
		fields = append(fields, operand)
	}
	return ParseCase(strings.Join(fields, "\t"))
}

// like makes up an operand of the type that another one has; what is no literal stays as it is.
func like(r *rapid.T, operand string) string {
	switch {
	case strings.HasPrefix(operand, "["):
		return "[" + items(r, 3) + "]"
	case strings.HasPrefix(operand, "("):
		if text := items(r, 3); text != "" {
			return "(" + text + ",)"
		}
		return "()"
	case strings.HasPrefix(operand, "{") && strings.Contains(operand, ":"):
		return dict(r, 3)
	case strings.HasPrefix(operand, "'"):
		return text(r)
	case strings.HasPrefix(operand, "b'"):
		return data(r)
	case operand != "" && strings.Trim(operand, "0123456789-") == "":
		return integer(r)
	case strings.HasPrefix(operand, "1.5"):
		return fmt.Sprintf("float('%v')", rapid.Float64().Draw(r, "float"))
	}
	return operand
}

// value makes up an object.
func value(r *rapid.T, depth int) string {
	kinds := 6
	if depth > 0 {
		kinds = 9
	}
	switch rapid.IntRange(0, kinds).Draw(r, "kind") {
	case 0:
		return integer(r)
	case 1:
		return fmt.Sprintf("float('%v')", rapid.Float64().Draw(r, "float"))
	case 2:
		return text(r)
	case 3:
		return data(r)
	case 4:
		return rapid.SampledFrom([]string{"None", "True", "...", "int", "1j", "C()", "E('e')", "I(6)", "L([1])", "range(3)"}).Draw(r, "other")
	case 5, 6:
		return "bytearray(" + data(r) + ")"
	case 7:
		return "[" + items(r, depth-1) + "]"
	case 8:
		return dict(r, depth-1)
	}
	return "(" + items(r, depth-1) + " 5,)"
}

func items(r *rapid.T, depth int) string {
	var out []string
	for range rapid.IntRange(0, 4).Draw(r, "length") {
		out = append(out, value(r, depth))
	}
	text := strings.Join(out, ", ")
	if depth < 3 && text != "" {
		text += ","
	}
	return text
}

func dict(r *rapid.T, depth int) string {
	var out []string
	for range rapid.IntRange(0, 4).Draw(r, "length") {
		key := rapid.SampledFrom([]string{integer(r), text(r), data(r), "None", "1.5"}).Draw(r, "key")
		out = append(out, key+": "+value(r, depth))
	}
	return "{" + strings.Join(out, ", ") + "}"
}

func integer(r *rapid.T) string {
	n := big.NewInt(rapid.Int64().Draw(r, "int"))
	return n.Lsh(n, uint(rapid.SampledFrom([]int{0, 0, 0, 1, 40, 90}).Draw(r, "shift"))).String()
}

func text(r *rapid.T) string {
	var out strings.Builder
	alphabet := []rune{'a', 'b', ' ', ',', 0, 0x7f, 0xe9, 0x20ac, 0xd800, 0x1f600, '\n', 'A', '0', 0x661}
	for _, c := range rapid.SliceOfN(rapid.SampledFrom(alphabet), 0, 8).Draw(r, "text") {
		fmt.Fprintf(&out, `\U%08x`, c)
	}
	return "'" + out.String() + "'"
}

func data(r *rapid.T) string {
	var out strings.Builder
	for _, c := range rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(r, "bytes") {
		fmt.Fprintf(&out, `\x%02x`, c)
	}
	return "b'" + out.String() + "'"
}
