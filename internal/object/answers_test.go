package object_test

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

var addresses = regexp.MustCompile("0x[0-9a-f]+")

// answers replays a file of statements with what CPython answers; testdata/answers.py says how the file is made.
func answers(t *testing.T, path string) {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	withRuntime(t, func() {
		n := pyeval.NewNamespace()
		defer func() { n.Close() }()
		statement, said := "", ""
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSuffix(line, "\n")
			switch {
			case strings.HasPrefix(line, "#"):
				n.Close()
				n = pyeval.NewNamespace()
			case strings.HasPrefix(line, ">>> "):
				statement = line[4:]
				said = ""
				o, err := n.Exec(statement)
				if err != nil {
					said = "! " + strings.SplitN(err.Error(), "\n", 2)[0]
					release(err)
					break
				}
				said = "= " + addresses.ReplaceAllString(object.ReprOf(o), "0x…")
				object.Decref(o)
			case line != "":
				assert.Equal(t, line, said, ">>> %s", statement)
			}
		}
	})
}

// release gives back what an exception of the evaluation holds.
func release(err error) {
	var raised *pyeval.Raised
	if errors.As(err, &raised) {
		raised.Release()
	}
}
