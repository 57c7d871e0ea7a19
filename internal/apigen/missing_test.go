package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

// RATIONALE.md has a reason for each symbol that is missing, and for no other.
func TestMissingSymbolsHaveReasons(t *testing.T) {
	t.Chdir("../..")
	text, err := os.ReadFile("RATIONALE.md")
	require.NoError(t, err)
	_, section, found := strings.Cut(string(text), "\n## Which symbols of the C API are not implemented, and who loses by it?\n")
	require.True(t, found, "RATIONALE.md has lost the section")
	section, _, _ = strings.Cut(section, "\n## ")
	var explained []string
	for _, row := range strings.Split(section, "\n| ")[1:] {
		names, _, _ := strings.Cut(row, " | ")
		for _, name := range regexp.MustCompile("`(\\w+)`").FindAllStringSubmatch(names, -1) {
			explained = append(explained, name[1])
		}
	}
	var missing []string
	for _, s := range parseFile(t, "capi/api.txt") {
		if s.Tier == spec.Missing {
			missing = append(missing, s.Name)
		}
	}
	assert.ElementsMatch(t, missing, explained)
}
