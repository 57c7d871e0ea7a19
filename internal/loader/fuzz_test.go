package loader

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// FuzzCheck reads damaged files. Whatever they say: an Info or one of our errors, no panic, and memory in proportion to the
// file. The seeds are compiled here. Run it with -fuzzminimizetime=1x: making such inputs small takes for ever.
func FuzzCheck(f *testing.F) {
	dir := f.TempDir()
	small := []string{"-nostdlib", "-Wl,-z,max-page-size=4096", "-Wl,-z,noseparate-code", "-s"}
	for i, flags := range [][]string{
		{"-Wl,--hash-style=gnu"},
		{"-Wl,--hash-style=sysv", "-Wl,-rpath,$ORIGIN/x:/y", "-Wl,-soname,spam"},
		{"-Wl,--hash-style=both", "-Wl,-z,now", "-lc"},
		{"-Wl,-z,pack-relative-relocs", "-Wl,--build-id"},
	} {
		file := build(f, dir, string(rune('a'+i))+".so", spam+"int *table[] = {(int *)length, (int *)hidden, (int *)strlen};", append(flags, small...)...)
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
		f.Add(b[:len(b)/2])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		img, err := parseImage("spam.so", bytes.NewReader(b), int64(len(b)))
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20+uint64(len(b))*64 {
			t.Errorf("%d bytes of memory for %d bytes of file", used, len(b))
		}
		if (img == nil) == (err == nil) {
			t.Fatalf("%v, %v", img, err)
		}
		if err != nil {
			requireOurs(t, err)
			return
		}
		file := filepath.Join(t.TempDir(), "spam.so")
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := (&Loader{Provides: func(string) bool { return false }}).Check(file); err != nil {
			requireOurs(t, err)
		}
	})
}

// requireOurs fails for an error that is none of those that Check promises.
func requireOurs(t *testing.T, err error) {
	for _, kind := range []any{
		new(*FileError), new(*NotELFError), new(*MachineError), new(*NotSharedError), new(*TruncatedError), new(*CorruptError),
		new(*MissingLibraryError), new(*MissingSymbolsError),
	} {
		if errors.As(err, kind) {
			return
		}
	}
	t.Fatalf("%T: %v", err, err)
}
