// Package extensions_test compiles the sample plugins as their README files say, and holds them to what they promise.
package extensions_test

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/include"
	"github.com/d95905aa/gilded/internal/apigen/spec"
)

// samples are the folders that a newcomer copies, with the version of the limited API that each promises.
var samples = map[string]spec.Version{
	"hello": {Major: 3, Minor: 8},
	"spam":  {Major: 3, Minor: 11},
}

// build runs the command of the sample's README, with the flags that gilded config --cflags prints, and warnings as errors.
func build(t *testing.T, name string) string {
	t.Helper()
	headers := t.TempDir()
	require.NoError(t, include.Unpack(headers))
	readme, err := os.ReadFile(filepath.Join(name, "README.md"))
	require.NoError(t, err)
	line := regexp.MustCompile(`(?m)^    (gcc .*)$`).FindSubmatch(readme)
	require.NotNil(t, line, "README.md has no build command")
	library := filepath.Join(t.TempDir(), name+".abi3.so")
	text := strings.NewReplacer("$(gilded config --cflags)", "-I"+headers+" -O1 -Wall -Wextra -Werror", name+".abi3.so", library).
		Replace(string(line[1]))
	command := exec.Command("sh", "-c", text)
	command.Dir = name
	out, err := command.CombinedOutput()
	require.NoError(t, err, "%s\n%s", text, out)
	return library
}

func TestSamplesKeepToTheLimitedAPI(t *testing.T) {
	f, err := os.Open("../capi/api.txt")
	require.NoError(t, err)
	defer f.Close()
	symbols, err := spec.Parse(f)
	require.NoError(t, err)
	byName := map[string]spec.Symbol{}
	for _, s := range symbols {
		byName[s.Name] = s
	}
	for name, version := range samples {
		t.Run(name, func(t *testing.T) {
			library, err := elf.Open(build(t, name))
			require.NoError(t, err)
			defer library.Close()
			imports, err := library.ImportedSymbols()
			require.NoError(t, err)
			count := 0
			for _, i := range imports {
				if strings.HasPrefix(i.Name, "Py") || strings.HasPrefix(i.Name, "_Py") {
					count++
					s := byName[i.Name]
					assert.True(t, s.Stable() && !s.Since.After(version), "%s is stable since %s, the sample promises %s", i.Name, s.Since, version)
				}
			}
			assert.NotZero(t, count)
		})
	}
}
