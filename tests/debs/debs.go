// Package debs fetches Debian packages by name and unpacks them side by side, so that tests can load extension modules
// that nobody here wrote. Nothing is installed and nothing is committed: everything lies in one cache directory.
package debs

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoTool says that this machine cannot fetch or unpack packages at all. It is wrapped with the name of the tool.
var ErrNoTool = errors.New("tool not found")

// Cache is a directory of .deb files with one unpacked tree per package under tree/.
type Cache struct {
	Dir string
}

// Open returns the cache in $GILDED_DEBS, or .cache/debs at the root of the module that the working directory is in.
func Open() (*Cache, error) {
	dir := os.Getenv("GILDED_DEBS")
	if dir == "" {
		root, err := moduleRoot()
		if err != nil {
			return nil, err
		}
		dir = filepath.Join(root, ".cache", "debs")
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	return &Cache{Dir: dir}, os.MkdirAll(dir, 0o755)
}

func moduleRoot() (string, error) {
	start, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", fmt.Errorf("no go.mod in %s or above it; set GILDED_DEBS", start)
		}
	}
}

// Fetch makes sure that every named package is unpacked. What is there already is not fetched again; the rest is asked
// for in one run of apt-get. The packages that could not be had are reported together.
func (c *Cache) Fetch(names ...string) error {
	missing := []string{}
	for _, name := range names {
		if !c.has(name) && c.File(name) == "" && !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
	}
	var failed []error
	if len(missing) > 0 {
		if err := c.download(missing); err != nil {
			failed = append(failed, err)
		}
	}
	for _, name := range names {
		if c.has(name) || c.File(name) == "" {
			continue
		}
		if err := c.unpack(name); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// Tree returns the directory that the package is unpacked in, or an error if Fetch did not bring it.
func (c *Cache) Tree(name string) (string, error) {
	if !c.has(name) {
		return "", fmt.Errorf("package %s is not in %s", name, c.Dir)
	}
	return c.tree(name), nil
}

func (c *Cache) tree(name string) string { return filepath.Join(c.Dir, "tree", name) }

func (c *Cache) has(name string) bool {
	info, err := os.Stat(c.tree(name))
	return err == nil && info.IsDir()
}

// File returns the .deb file of a package, whatever its version, or "" if it is not in the cache.
func (c *Cache) File(name string) string {
	found, err := filepath.Glob(filepath.Join(c.Dir, name+"_*.deb"))
	if err != nil || len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

// download runs apt-get once for all packages. apt-get fetches nothing at all when one name is unknown, so after a
// failure each is tried alone.
func (c *Cache) download(names []string) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("cannot fetch %s: apt-get: %w", strings.Join(names, ", "), ErrNoTool)
	}
	if c.aptGet(names...) == nil {
		return nil
	}
	var failed []error
	for _, name := range names {
		if c.File(name) == "" {
			if err := c.aptGet(name); err != nil {
				failed = append(failed, fmt.Errorf("cannot fetch %s: %w", name, err))
			}
		}
	}
	return errors.Join(failed...)
}

// aptGet downloads into a directory of its own first: a download that is cut short must not look like a cached package.
func (c *Cache) aptGet(names ...string) error {
	part, err := os.MkdirTemp(c.Dir, "part-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part)
	if err := run(part, "apt-get", append([]string{"-q", "download"}, names...)...); err != nil {
		return err
	}
	files, err := filepath.Glob(filepath.Join(part, "*.deb"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := os.Rename(file, filepath.Join(c.Dir, filepath.Base(file))); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cache) unpack(name string) error {
	if _, err := exec.LookPath("dpkg-deb"); err != nil {
		return fmt.Errorf("cannot unpack %s: dpkg-deb: %w", name, ErrNoTool)
	}
	if err := os.MkdirAll(filepath.Join(c.Dir, "tree"), 0o755); err != nil {
		return err
	}
	part, err := os.MkdirTemp(c.Dir, "part-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(part)
	if err := run(part, "dpkg-deb", "-x", c.File(name), part); err != nil {
		return fmt.Errorf("cannot unpack %s: %w", name, err)
	}
	// Another process may have been faster; its tree is as good as ours.
	if err := os.Rename(part, c.tree(name)); err != nil && !c.has(name) {
		return err
	}
	return nil
}

func run(dir, tool string, args ...string) error {
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		return fmt.Errorf("%s: %w: %s", tool, err, lines[len(lines)-1])
	}
	return nil
}
