package loader

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// build compiles C into dir/name as a shared object and returns its path.
func build(t testing.TB, dir, name, source string, flags ...string) string {
	t.Helper()
	out := filepath.Join(dir, name)
	require.NoError(t, os.MkdirAll(filepath.Dir(out), 0o755))
	run(t, source, append([]string{"-shared", "-fPIC", "-o", out}, flags...)...)
	return out
}

// run gives C source and arguments to gcc. The source comes first, so that libraries in flags are linked.
func run(t testing.TB, source string, args ...string) {
	t.Helper()
	c := filepath.Join(t.TempDir(), "source.c")
	require.NoError(t, os.WriteFile(c, []byte(source), 0o644))
	output, err := exec.Command("gcc", append([]string{"-w", "-O1", c}, args...)...).CombinedOutput()
	require.NoError(t, err, "gcc: %s", output)
}

// spam is a module as the loader sees one.
const spam = `
#include <string.h>
void *PyInit_spam(void) { return (void *)0; }
unsigned long length(const char *s) { return strlen(s); }
__attribute__((visibility("hidden"))) int hidden(void) { return 1; }
`

// patch copies a file with some of its bytes changed.
func patch(t testing.TB, file string, change func([]byte) []byte) string {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "spam.so")
	require.NoError(t, os.WriteFile(out, change(b), 0o644))
	return out
}
