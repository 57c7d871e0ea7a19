// Package readme_test runs the Go code of README.md as it stands there, and compares what it prints with what README.md says.
package readme_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/tests/debs"
)

const program = `package main

import (
	"context"
	"errors"
	"fmt"
	"log"

	"github.com/d95905aa/gilded/host"
)

func main() {
%s
fmt.Println(data)
if err != nil {
	log.Fatal(err)
}
}
`

// installed is the folder that README.md has the modules in. Here they are not installed, but unpacked.
const installed = `host.Config{Path: []string{"/usr/lib/python3/dist-packages"}}`

var (
	goCode  = regexp.MustCompile("(?s)```go\n(.*?)```")
	printed = regexp.MustCompile("```\n\n((?:    .*\n)+)\n")
	sorted  = regexp.MustCompile(`// data is (\[.*\])`)
)

func unpacked(t *testing.T) string {
	t.Helper()
	tree := debs.ForTest(t, "python3-crc32c", "python3-numpy", "libblas3", "liblapack3")
	const modules, libraries = "usr/lib/python3/dist-packages", "usr/lib/x86_64-linux-gnu"
	return fmt.Sprintf("host.Config{Path: []string{%q, %q}, LibraryDirs: []string{%q, %q}}",
		tree("python3-crc32c", modules), tree("python3-numpy", modules),
		tree("libblas3", libraries+"/blas"), tree("liblapack3", libraries+"/lapack"))
}

func TestProgramsPrintWhatTheReadmeSays(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	var code []string
	for _, block := range goCode.FindAllStringSubmatch(string(text), -1) {
		code = append(code, block[1])
	}
	require.NotEmpty(t, code)
	source := fmt.Sprintf(program, strings.Join(code, "\n"))
	require.Contains(t, source, installed)
	source = strings.Replace(source, installed, unpacked(t), 1)

	file := filepath.Join(t.TempDir(), "main.go")
	require.NoError(t, os.WriteFile(file, []byte(source), 0o600))
	out, err := exec.Command("go", "run", file).CombinedOutput()
	require.NoError(t, err, "%s", out)

	said := printed.FindStringSubmatch(string(text))
	require.NotNil(t, said)
	want := regexp.MustCompile("(?m)^    ").ReplaceAllString(said[1], "") + sorted.FindStringSubmatch(string(text))[1] + "\n"
	require.Equal(t, want, string(out))
}
