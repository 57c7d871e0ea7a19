package include

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestUnpackWritesEveryHeader(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "include")
	require.NoError(t, Unpack(dir))
	count := 0
	require.NoError(t, fs.WalkDir(Files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		count++
		want, err := fs.ReadFile(Files, path)
		require.NoError(t, err)
		have, err := os.ReadFile(filepath.Join(dir, path))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(have), path)
		return nil
	}))
	assert.Greater(t, count, 100)
	text := "#include <Python.h>\nint x;\n"
	out, err := gcc(t, text, "-fsyntax-only", "-I", dir)
	assert.NoError(t, err, "%s", out)
}

// A second Unpack touches nothing but the file that differs, so builds that depend on the headers stay valid.
func TestUnpackWritesOnlyWhatDiffers(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, Unpack(dir))
	long := time.Now().Add(-time.Hour).Truncate(time.Second)
	edited, same := filepath.Join(dir, "object.h"), filepath.Join(dir, "cpython", "object.h")
	require.NoError(t, os.WriteFile(edited, []byte("broken"), 0o644))
	for _, path := range []string{edited, same} {
		require.NoError(t, os.Chtimes(path, long, long))
	}
	require.NoError(t, Unpack(dir))
	info, err := os.Stat(same)
	require.NoError(t, err)
	assert.True(t, info.ModTime().Equal(long), "a header that was right was written again")
	info, err = os.Stat(edited)
	require.NoError(t, err)
	assert.False(t, info.ModTime().Equal(long))
	want, err := fs.ReadFile(Files, "object.h")
	require.NoError(t, err)
	have, err := os.ReadFile(edited)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(have))
	left, err := filepath.Glob(filepath.Join(dir, ".header-*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

func TestUnpackNamesWhatIsInItsWay(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "object.h"), 0o755))
	assert.ErrorContains(t, Unpack(dir), "object.h")
}
