package debs

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// onPath puts shell scripts that act as the tools into a directory and makes it the whole of PATH.
func onPath(t *testing.T, tools map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, script := range tools {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script), 0o755))
	}
	for _, name := range []string{"sh", "mkdir", "touch", "echo"} {
		path, err := exec.LookPath(name)
		require.NoError(t, err)
		require.NoError(t, os.Symlink(path, filepath.Join(dir, name)))
	}
	t.Setenv("PATH", dir)
}

const (
	aptGet = `shift 2
for name in "$@"; do
	[ "$name" = nosuch ] && { echo "E: Unable to locate package nosuch"; exit 100; }
done
for name in "$@"; do touch "${name}_1_amd64.deb"; done
echo "$@" >>"$LOG"`
	dpkgDeb = `mkdir "$3/usr"`
)

func TestFetchUnpacksAndDoesNotAskTwice(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	t.Setenv("LOG", log)
	t.Setenv("GILDED_DEBS", t.TempDir())
	onPath(t, map[string]string{"apt-get": aptGet, "dpkg-deb": dpkgDeb})
	cache, err := Open()
	require.NoError(t, err)

	require.NoError(t, cache.Fetch("one", "two"))
	require.NoError(t, cache.Fetch("one", "two", "three"))
	asked, err := os.ReadFile(log)
	require.NoError(t, err)
	require.Equal(t, "one two\nthree\n", string(asked))

	tree, err := cache.Tree("two")
	require.NoError(t, err)
	require.DirExists(t, filepath.Join(tree, "usr"))

	left, err := filepath.Glob(filepath.Join(cache.Dir, "part-*"))
	require.NoError(t, err)
	require.Empty(t, left)
}

func TestFetchBringsTheOthersWhenOneIsUnknown(t *testing.T) {
	t.Setenv("LOG", os.DevNull)
	t.Setenv("GILDED_DEBS", t.TempDir())
	onPath(t, map[string]string{"apt-get": aptGet, "dpkg-deb": dpkgDeb})
	cache, err := Open()
	require.NoError(t, err)

	err = cache.Fetch("one", "nosuch")
	require.ErrorContains(t, err, "cannot fetch nosuch")
	require.ErrorContains(t, err, "Unable to locate package nosuch")
	_, err = cache.Tree("one")
	require.NoError(t, err)
	_, err = cache.Tree("nosuch")
	require.ErrorContains(t, err, "package nosuch is not in")
}

func TestFetchWithoutTools(t *testing.T) {
	t.Setenv("GILDED_DEBS", t.TempDir())
	onPath(t, nil)
	cache, err := Open()
	require.NoError(t, err)
	require.ErrorIs(t, cache.Fetch("one"), ErrNoTool)

	require.NoError(t, os.WriteFile(filepath.Join(cache.Dir, "one_1_amd64.deb"), nil, 0o644))
	err = cache.Fetch("one")
	require.ErrorIs(t, err, ErrNoTool)
	require.ErrorContains(t, err, "dpkg-deb")
}
