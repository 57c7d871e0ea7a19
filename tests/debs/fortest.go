package debs

import (
	"os"
	"path/filepath"
	"testing"
)

// ForTest fetches packages for a test, which is skipped where they can't be had; in CI it fails. The result says where a folder of
// one of them is.
func ForTest(t testing.TB, packages ...string) func(name, folder string) string {
	t.Helper()
	cache, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	if err := cache.Fetch(packages...); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	return func(name, folder string) string {
		t.Helper()
		dir, err := cache.Tree(name)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.Join(dir, folder)
	}
}
