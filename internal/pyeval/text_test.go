package pyeval

import (
	"os"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"unsafe"

	"github.com/d95905aa/gilded/internal/mem"
	"github.com/stretchr/testify/require"

	_ "github.com/d95905aa/gilded/capi" // the C tier calls back through its table
	"github.com/d95905aa/gilded/internal/object"
)

// TestText replays what CPython answered to statements about str, bytes and bytearray.
func TestText(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	files := []string{"core.str", "core.bytes", "ztext", "zbytes"}
	if only := os.Getenv("TEXT_CASES"); only != "" {
		files = strings.Split(only, ",")
	}
	for _, name := range files {
		golden, err := os.ReadFile("../../tests/conformance/golden/" + name + ".txt")
		require.NoError(t, err)
		var space *Namespace
		asked, wrong := 0, 0
		statement := ""
		for line := range strings.Lines(string(golden)) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case strings.HasPrefix(line, "#:") || space == nil:
				if space != nil {
					space.Close()
				}
				space = NewNamespace()
			case strings.HasPrefix(line, ">>> "):
				statement = line[4:]
			case strings.HasPrefix(line, "= ") || strings.HasPrefix(line, "! "):
				asked++
				if os.Getenv("TEXT_TRACE") != "" {
					println(statement)
				}
				if os.Getenv("TEXT_TRACE") == "2" {
					for i, b := range s.Interp.Free {
						for n := 0; b != nil; n++ {
							if uintptr(b)&15 != 0 {
								println("misaligned", i, uintptr(b), n)
							}
							if !mem.Inside(b) || n > 1000000 {
								println("corrupt", i, uintptr(b))
								os.Exit(1)
							}
							b = *(*unsafe.Pointer)(b)
						}
					}
				}
				if got := answer(space, statement); got != line {
					wrong++
					t.Errorf("%s: %s\n  CPython %s\n  came    %s", name, statement, line, got)
				}
			}
		}
		space.Close()
		t.Logf("%s: %d of %d", name, asked-wrong, asked)
	}
}

var address = regexp.MustCompile("at 0x[0-9a-f]+")

func answer(space *Namespace, statement string) string {
	v, err := space.Exec(statement)
	if err != nil {
		return "! " + err.Error()
	}
	defer object.Decref(v)
	r := object.Repr(v)
	if r == nil {
		return "! " + TakeRaised().Error()
	}
	defer object.Decref(r)
	return "= " + address.ReplaceAllString(object.StrOf(r), "at 0x…")
}
