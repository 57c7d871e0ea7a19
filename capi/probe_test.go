package capi_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// loadProbe compiles testdata/NAME.c against our headers and imports it.
func loadProbe(t *testing.T, name string, flags ...string) *object.Object {
	t.Helper()
	file := filepath.Join(t.TempDir(), name+".so")
	command := exec.Command("gcc", "-shared", "-fPIC", "-w", "-I../include", "testdata/"+name+".c", "-o", file)
	command.Args = append(command.Args, flags...)
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s", out)
	library, err := purego.Dlopen(file, purego.RTLD_NOW|purego.RTLD_LOCAL)
	require.NoError(t, err)
	init, err := purego.Dlsym(library, "PyInit_"+name)
	require.NoError(t, err)
	m := object.RunInit(*(*unsafe.Pointer)(unsafe.Pointer(&init)), name, "")
	if m == nil {
		raised := pyeval.TakeRaised()
		defer raised.Release()
		t.Fatal(raised)
	}
	return m
}

// group is a run of statements that share variables, with CPython's answers.
type group struct {
	title    string
	pairs    [][2]string
	reported int
}

func readGolden(t *testing.T, name string) []group {
	golden, err := os.ReadFile("testdata/" + name + ".golden")
	require.NoError(t, err)
	var groups []group
	for _, line := range strings.Split(strings.TrimSuffix(string(golden), "\n"), "\n") {
		if title, ok := strings.CutPrefix(line, "#: "); ok {
			groups = append(groups, group{title: title})
			continue
		}
		g := &groups[len(groups)-1]
		if text, ok := strings.CutPrefix(line, ">>> "); ok {
			g.pairs = append(g.pairs, [2]string{text, ""})
		} else {
			g.pairs[len(g.pairs)-1][1] = line
		}
	}
	return groups
}

// run evaluates a group's statements, and compares the answers if t is not nil.
func (g *group) run(t *testing.T, m *object.Object) {
	names := pyeval.NewNamespace()
	defer names.Close()
	names.Bind("m", m)
	for _, p := range g.pairs {
		came := answer(names, p[0])
		if t == nil || came == p[1] {
			continue
		}
		if g.reported++; g.reported <= 10 {
			t.Errorf("%s: %s\nexpected %s\ncame     %s", g.title, p[0], p[1], came)
		}
	}
}

// inside makes an interpreter and is in it until the test ends.
func inside(t *testing.T) *object.InterpState {
	t.Helper()
	in := interp.New(interp.Options{})
	pass, err := in.Threads.Enter(context.Background())
	require.NoError(t, err)
	t.Cleanup(func() {
		in.Threads.Leave(pass)
		in.Close(func() {}, nil)
	})
	return in.State
}

// alive counts the blocks that an interpreter has in use, by the type of the object in each.
func alive(s *object.InterpState) map[string]int {
	for object.Collect(2) > 0 {
	}
	types := map[string]int{}
	mem.Live(s.Interp, func(b mem.Block) bool {
		switch b.Kind {
		case abi.KindObject:
			types[object.TypeName((*object.Object)(b.Address).Type)]++
		case abi.KindGC:
			types[object.TypeName((*object.Object)(unsafe.Add(b.Address, abi.GCHeadSize)).Type)]++
		default:
			types["memory"]++
		}
		return true
	})
	return types
}

// The probes answer as they did when CPython had loaded them (testdata/record.py wrote the golden files), and a second run
// of the same statements leaves nothing behind.
func TestProbe(t *testing.T) {
	eachProbe(t, "testdata/probe*.c")
}

// What the functions answer that are newer than 3.11 is not recorded: the golden files say what their documentation does.
func TestLaterFunctions(t *testing.T) {
	eachProbe(t, "testdata/later*.c", "-DPy_LIMITED_API=0x030f0000")
}

func eachProbe(t *testing.T, pattern string, flags ...string) {
	sources, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	for _, source := range sources {
		name := strings.TrimSuffix(filepath.Base(source), ".c")
		t.Run(name, func(t *testing.T) { replayProbe(t, name, flags...) })
	}
}

func replayProbe(t *testing.T, name string, flags ...string) {
	s := inside(t)
	m := loadProbe(t, name, flags...)
	defer object.Decref(m)
	golden := readGolden(t, name)
	t.Chdir("testdata") // statements name files there
	for _, g := range golden {
		g.run(t, m)
		before := alive(s)
		g.run(nil, m)
		for name, n := range alive(s) {
			if n != before[name] {
				t.Errorf("%s: %d more of %s are alive after a second run", g.title, n-before[name], name)
			}
		}
	}
}

// answer evaluates a statement and writes what came of it as record.py does.
func answer(names *pyeval.Namespace, statement string) string {
	v, err := names.Eval(statement)
	if err != nil {
		if _, isRaised := err.(*pyeval.Raised); !isRaised {
			if v, err = names.Exec(statement); err == nil {
				object.Decref(v)
				return "= None"
			}
		}
	}
	text := ""
	if err == nil {
		text, err = ascii(v)
		object.Decref(v)
	}
	if err == nil {
		return "= " + masked(text)
	}
	raised, ok := err.(*pyeval.Raised)
	if !ok {
		return fmt.Sprintf("%T: %v", err, err)
	}
	defer raised.Release()
	message := object.Str(raised.Value)
	if message == nil {
		object.ClearErr()
		return "! str() failed"
	}
	defer object.Decref(message)
	if text, err = ascii(message); err != nil {
		return "! ascii() failed"
	}
	name, _, _ := strings.Cut(raised.Error(), ": ")
	return "! " + name + ": " + masked(text)
}

var address = regexp.MustCompile(`\bat 0x[0-9a-f]+`)

// masked takes addresses out of an answer, as record.py does.
func masked(text string) string { return address.ReplaceAllString(text, "at 0x...") }

func ascii(o *object.Object) (string, error) {
	r := object.ASCII(o)
	if r == nil {
		return "", pyeval.TakeRaised()
	}
	defer object.Decref(r)
	return object.StrOf(r), nil
}
