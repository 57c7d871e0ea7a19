// Package hosttest is for tests of extension modules: a runtime that ends with the test and fails it when objects are left
// alive, and a C compiler for sources that stand in the test.
package hosttest

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/d95905aa/gilded/host"
	"github.com/d95905aa/gilded/include"
)

// New returns a runtime that closes when the test ends. The test fails if objects that it made are alive then; what modules made
// while they were imported is theirs.
func New(t testing.TB, path ...string) *host.Runtime {
	t.Helper()
	rt, err := host.New(context.Background(), host.Config{Path: path, CheckLeaks: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := rt.Close(); err != nil && err != host.ErrClosed {
			t.Error(err)
		}
	})
	return rt
}

// Build compiles C source to an extension module of this name in a folder that ends with the test, and returns its file. The
// first line of an error of the compiler is that of the source.
func Build(t testing.TB, name, source string, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, filepath.Base(name)+".c")
	if err := os.WriteFile(file, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	return BuildFile(t, name, file, flags...)
}

// BuildFile is Build for a source file.
func BuildFile(t testing.TB, name, file string, flags ...string) string {
	t.Helper()
	headers, library := t.TempDir(), filepath.Join(t.TempDir(), name+".so")
	if err := include.Unpack(headers); err != nil {
		t.Fatal(err)
	}
	args := append([]string{"-shared", "-fPIC", "-O1", "-Wall", "-I" + headers, "-o", library, file}, flags...)
	if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
		t.Fatalf("gcc %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return library
}
