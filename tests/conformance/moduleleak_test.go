package conformance

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/tests/debs"
)

// answerLeaks asks the answering program for what each group leaves alive when it runs for the second time.
const answerLeaks = "GILDED_CONFORMANCE_LEAKS"

// ownLeaks are what modules leave alive by mistakes of their own; they do so in CPython too.
var ownLeaks = map[string][]string{
	"ciso8601":                 {"its zones: int +1"},
	"lru":                      {"looking up: tuple +2", "as objects: dict +1", "as objects: lru.Node +1"},
	"Levenshtein._levenshtein": {"wrong calls: list +1"},
	"psutil._psutil_linux":     {"wrong calls: list +5"},
	"ahocorasick":              {"files: ahocorasick.Automaton +1"},
	"cbor._cbor":               {"what comes from elsewhere: dict +1", "what comes from elsewhere: list +1"},
	"lmdb.cpython":             {"an environment in memory: bytes +1", "an environment in memory: str +1"},
	"ujson": {
		"there and back: str +4", "files: str +1", "dumps, arguments of all shapes: str +1", "encode, arguments of all shapes: str +1",
	},
	"msgpack._cmsgpack": {"unpacking: dict +2", "unpacking: list +1"}, // of maps with keys that are refused
	"PIL._imaging":      {"data: list +3"},                            // of data with an element of a wrong type
	"PIL._imagingmorph": {"shapes: tuple +13", "wrong calls: list +6"},
	"_sass": { // what it passes to functions, and what they return in vain
		"functions: str +26", "functions: SassNumber +9", "functions: float +9", "functions: bytes +26", "functions: tuple +5",
		"functions: SassList +1",
	},
	"xxlimited":    {"attributes of an Xxo: dict +1", "attributes of an Xxo: xxlimited.Xxo +1"},
	"xxlimited_35": {"attributes of an Xxo: dict +1", "attributes of an Xxo: xxlimited_35.Xxo +1"},
}

// TestModulesLeaveNothingAlive runs every group of statements about real modules twice: the second time must leave as many
// objects of each type behind as it found.
func TestModulesLeaveNothingAlive(t *testing.T) {
	modules, err := Modules()
	require.NoError(t, err)
	cache, err := debs.Open()
	require.NoError(t, err)
	for _, module := range modules {
		if module.BuiltIn() || module.Name == SelfTests {
			continue
		}
		t.Run(module.Name, func(t *testing.T) {
			if _, _, err := module.Files(cache); err != nil {
				if os.Getenv("CI") != "" {
					t.Fatal(err)
				}
				t.Skip(err)
			}
			if why := blinded[module.Name]; why != "" {
				t.Skip(why)
			}
			self, err := os.Executable()
			require.NoError(t, err)
			cmd := exec.Command(self)
			cmd.Env = append(os.Environ(), answerModule+"="+module.Name, answerLeaks+"=1")
			out, err := cmd.Output()
			require.NoError(t, err)
			require.ElementsMatch(t, ownLeaks[module.Name], strings.FieldsFunc(string(out), func(r rune) bool { return r == '\n' }))
		})
	}
}

// leaks writes what the groups leave alive when they run again.
func leaks(interp *object.InterpState, m *object.Object, groups []Group, w io.Writer) {
	for c := range rune(256) { // the strs and bytes of one character are kept
		object.Decref(object.NewStrRunes([]rune{c}))
		object.Decref(object.NewBytes([]byte{byte(c)}))
	}
	alive := func() map[string]int {
		for object.Collect(2) > 0 {
		}
		n := map[string]int{}
		interp.Leftover(func(o *object.Object) { n[object.TypeName(o.Type)]++ })
		return n
	}
	for _, group := range groups {
		var before, after map[string]int
		for range 2 {
			before = alive()
			session := NewSession(m, "…")
			for _, entry := range group.Entries {
				session.Answer(entry.Statement)
			}
			session.Close()
			after = alive()
		}
		for name, n := range after {
			if n != before[name] {
				fmt.Fprintf(w, "%s: %s %+d\n", group.Title, name, n-before[name])
			}
		}
	}
}
