package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/tests/debs"
)

//go:embed packages.txt
var packagesText string

// support are packages that tell what is Python source in CPython's own library.
var support = []string{"libpython3.11-stdlib", "libpython3.11-minimal"}

// roots are the directories of a package that are on CPython's path.
var roots = []string{"usr/lib/python3/dist-packages", "usr/lib/python3.11", "usr/lib/python3.11/lib-dynload"}

// module is an extension module of a package.
type module struct {
	Name    string
	File    string
	Package string
}

// forest knows the unpacked packages and what they depend on.
type forest struct {
	cache   *debs.Cache
	depends map[string][]string
}

func newForest(cache *debs.Cache) *forest {
	return &forest{cache: cache, depends: map[string][]string{}}
}

// listed returns the names of packages.txt.
func listed() []string {
	var names []string
	for line := range strings.Lines(packagesText) {
		line, _, _ = strings.Cut(line, "#")
		names = append(names, strings.Fields(line)...)
	}
	return names
}

// modules returns the extension modules of a package that are for CPython 3.11: shared objects with an init function for the
// name of their file.
func (f *forest) modules(name string) []module {
	tree, err := f.cache.Tree(name)
	if err != nil {
		return nil
	}
	var found []module
	filepath.WalkDir(tree, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && strings.HasSuffix(path, ".so") {
			var l loader.Loader
			info, failed := l.Check(path)
			var foreign *loader.TagError
			if info != nil && !errors.As(failed, &foreign) && slices.Contains(info.Inits, loader.InitName(loader.ModuleName(path))) {
				found = append(found, module{Name: dotted(tree, path), File: path, Package: name})
			}
		}
		return nil
	})
	return found
}

// dotted is the name that a file is imported under.
func dotted(tree, path string) string {
	name := loader.ModuleName(path)
	for _, root := range slices.Backward(roots) {
		if inside, err := filepath.Rel(filepath.Join(tree, root), path); err == nil && !strings.HasPrefix(inside, "..") {
			parents := filepath.Dir(inside)
			if strings.HasPrefix(filepath.Base(path), "__init__.") {
				parents = filepath.Dir(parents)
			}
			if parents == "." {
				return name
			}
			return strings.ReplaceAll(parents, "/", ".") + "." + name
		}
	}
	return name
}

// path is what a module of a package is loaded with: the directories of the package and of those it depends on.
func (f *forest) path(name string) []string {
	var dirs []string
	for _, of := range append([]string{name}, f.closure(name, f.has)...) {
		if slices.Contains(support, of) && of != name {
			continue
		}
		for _, root := range roots {
			if tree, err := f.cache.Tree(of); err == nil {
				if dir := filepath.Join(tree, root); isDir(dir) {
					dirs = append(dirs, dir)
				}
			}
		}
	}
	return dirs
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func (f *forest) has(name string) bool {
	_, err := f.cache.Tree(name)
	return err == nil
}

// libraryDirs are the directories with shared libraries of what a package depends on.
func (f *forest) libraryDirs(name string) []string {
	var dirs []string
	for _, of := range append([]string{name}, f.closure(name, f.has)...) {
		tree, err := f.cache.Tree(of)
		if err != nil {
			continue
		}
		for _, dir := range []string{"usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib"} {
			dir = filepath.Join(tree, dir)
			inside, _ := filepath.Glob(filepath.Join(dir, "*.so*"))
			deeper, _ := filepath.Glob(filepath.Join(dir, "*/*.so.*"))
			if len(inside) > 0 {
				dirs = append(dirs, dir)
			}
			for _, file := range deeper {
				if !slices.Contains(dirs, filepath.Dir(file)) {
					dirs = append(dirs, filepath.Dir(file))
				}
			}
		}
	}
	return dirs
}

// closure returns what a package depends on, and what that depends on, as far as follow says.
func (f *forest) closure(name string, follow func(string) bool) []string {
	var all []string
	todo := []string{name}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		for _, dependency := range f.dependencies(next) {
			if dependency != name && !slices.Contains(all, dependency) && follow(dependency) {
				all = append(all, dependency)
				todo = append(todo, dependency)
			}
		}
	}
	return all
}

// dependencies returns the first alternative of each Depends of a fetched package.
func (f *forest) dependencies(name string) []string {
	if known, ok := f.depends[name]; ok {
		return known
	}
	var names []string
	if file := f.cache.File(name); file != "" {
		out, _ := exec.Command("dpkg-deb", "-f", file, "Depends").Output()
		for part := range strings.SplitSeq(string(out), ",") {
			part, _, _ = strings.Cut(part, "|")
			if fields := strings.Fields(part); len(fields) > 0 {
				dependency, _, _ := strings.Cut(fields[0], ":")
				names = append(names, dependency)
			}
		}
	}
	f.depends[name] = names
	return names
}

// fetchLibraries fetches packages that packages depend on until no module misses a shared library or nothing is left to fetch.
func (f *forest) fetchLibraries(modules []module) error {
	var failed []error
	tried := map[string]bool{}
	for {
		var wanted []string
		for _, m := range modules {
			l := loader.Loader{LibraryDirs: f.libraryDirs(m.Package)}
			_, err := l.Check(m.File)
			var missing *loader.MissingLibraryError
			if !errors.As(err, &missing) {
				continue
			}
			for _, name := range append([]string{m.Package}, f.closure(m.Package, f.has)...) {
				for _, dependency := range f.dependencies(name) {
					if isLibrary(dependency) && !f.has(dependency) && !tried[dependency] {
						tried[dependency] = true
						wanted = append(wanted, dependency)
					}
				}
			}
		}
		if len(wanted) == 0 {
			return errors.Join(failed...)
		}
		fmt.Fprintf(os.Stderr, "fetching %d packages of libraries\n", len(wanted))
		if err := f.cache.Fetch(wanted...); err != nil {
			failed = append(failed, err)
		}
	}
}

// isLibrary tells from the name of a package whether it has shared libraries: Debian's begin with lib and their version.
func isLibrary(name string) bool {
	return strings.HasPrefix(name, "lib") && name != "libc6" && !strings.HasPrefix(name, "libpython3") ||
		strings.HasPrefix(name, "samba-libs") || strings.HasPrefix(name, "python3-") && strings.HasSuffix(name, "-libs")
}
