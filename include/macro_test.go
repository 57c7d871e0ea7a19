package include

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	definition = regexp.MustCompile(`^#define (\w+)(\([^)]*\))?(?: (.*))?$`)
	apiName    = regexp.MustCompile(`(#?)\b(_?Py(?:_|[A-Z])\w*)\b(\s*##)?`)
)

// A macro is text until somebody uses it: what it names must exist at every level that defines it.
func TestMacrosNameWhatExists(t *testing.T) {
	for _, l := range levels() {
		t.Run(l.flag(), func(t *testing.T) {
			out, err := gcc(t, "#include <Python.h>\n#include <structmember.h>\n#include <datetime.h>\n#include <marshal.h>\n", "-E", "-dD", "-P", "-I", ".", l.flag())
			require.NoError(t, err, "%s", out)
			known := map[string]bool{}
			bodies := map[string]string{}
			for line := range strings.SplitSeq(out, "\n") {
				if m := definition.FindStringSubmatch(line); m != nil {
					known[m[1]] = true
					bodies[m[1]] = m[3]
					for _, parameter := range regexp.MustCompile(`\w+`).FindAllString(m[2], -1) {
						known[parameter] = true
					}
				} else if !strings.HasPrefix(line, "#") {
					for _, m := range apiName.FindAllStringSubmatch(line, -1) {
						known[m[2]] = true
					}
				}
			}
			require.Greater(t, len(bodies), 300)
			for name, body := range bodies {
				if !strings.HasPrefix(name, "Py") && !strings.HasPrefix(name, "_Py") {
					continue
				}
				for _, m := range apiName.FindAllStringSubmatch(body, -1) {
					if m[1] == "" && m[3] == "" {
						assert.True(t, known[m[2]], "%s names %s, which does not exist", name, m[2])
					}
				}
			}
		})
	}
}
