// Package include holds the C headers that extensions are compiled against, and carries them inside every program, so that
// a plugin can be built where only the binary is installed. Headers are its only content; what they declare is implemented
// in internal/ctier and capi.
package include

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Files are the headers, at the paths that #include names.
//
//go:embed *.h cpython/*.h gilded/*.h internal/*.h
var Files embed.FS

// Unpack writes the headers below dir, which it makes when it is missing. A file that already has the right content is left
// alone, so its time stamp, and with it what a build made from it, stays valid. Headers of other versions that dir holds
// are not removed.
func Unpack(dir string) error {
	return fs.WalkDir(Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := filepath.Join(dir, filepath.FromSlash(path))
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		data, err := fs.ReadFile(Files, path)
		if err != nil {
			return err
		}
		if old, err := os.ReadFile(target); err == nil && bytes.Equal(old, data) {
			return nil
		}
		return replace(target, data)
	})
}

// replace puts a file in place as a whole: a compiler that runs meanwhile sees the old text or the new one.
func replace(target string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(target), ".header-*")
	if err != nil {
		return fmt.Errorf("unpacking headers: %w", err)
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(data)
	if chmod := temp.Chmod(0o644); err == nil {
		err = chmod
	}
	if closed := temp.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(temp.Name(), target)
	}
	if err != nil {
		return fmt.Errorf("unpacking headers: %w", err)
	}
	return nil
}
