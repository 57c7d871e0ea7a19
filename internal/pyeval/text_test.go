package pyeval_test

import (
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	_ "github.com/d95905aa/gilded/capi" // the C tier calls back through its table
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// TestText replays what CPython answered to statements about str, bytes and bytearray.
func TestText(t *testing.T) {
	for _, name := range []string{"ztext", "zbytes"} {
		t.Run(name, func(t *testing.T) {
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			s := object.NewInterp()
			defer s.Free()
			golden, err := os.ReadFile("../../tests/conformance/golden/" + name + ".txt")
			require.NoError(t, err)
			space := pyeval.NewNamespace()
			defer func() { space.Close() }()
			statement, asked := "", 0
			for line := range strings.Lines(string(golden)) {
				line = strings.TrimSuffix(line, "\n")
				switch {
				case strings.HasPrefix(line, "#:"):
					space.Close()
					space = pyeval.NewNamespace()
				case strings.HasPrefix(line, ">>> "):
					statement = line[4:]
				case strings.HasPrefix(line, "= ") || strings.HasPrefix(line, "! "):
					asked++
					if got := answer(space, statement); got != line {
						t.Errorf("%s\n  CPython %s\n  came    %s", statement, line, got)
					}
				}
			}
			require.Greater(t, asked, 4000)
		})
	}
}

var address = regexp.MustCompile("at 0x[0-9a-f]+")

// answer is what a statement comes to, written as in the golden files.
func answer(space *pyeval.Namespace, statement string) string {
	v, err := space.Exec(statement)
	if err != nil {
		return "! " + err.Error()
	}
	defer object.Decref(v)
	r := object.Repr(v)
	if r == nil {
		return "! " + pyeval.TakeRaised().Error()
	}
	defer object.Decref(r)
	return "= " + address.ReplaceAllString(object.StrOf(r), "at 0x…")
}
