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

// support are the packages of CPython's own library. Every module finds its compiled modules; its Python source tells what is there
// for CPython and not here.
var support = []string{"libpython3.11-stdlib", "libpython3.11-minimal"}

// provides tells which package stands behind a name that packages depend on and apt-get can't fetch.
var provides = map[string]string{
	"python3-cffi-backend-api-max": "python3-cffi-backend",
	"python3-cffi-backend-api-min": "python3-cffi-backend",
	"python3-cysignal-bare":        "python3-cysignals-bare",
	"python3-numpy-abi9":           "python3-numpy",
	"python3-ply-lex-3.10":         "python3-ply",
	"python3-ply-yacc-3.10":        "python3-ply",
}

const (
	library = "usr/lib/python3.11"
	dynload = "usr/lib/python3.11/lib-dynload"
)

// roots are the directories of a package that are on CPython's path.
var roots = []string{"usr/lib/python3/dist-packages", library, dynload}

// module is an extension module of a package.
type module struct {
	Name    string
	File    string
	Package string
}

// forest knows the unpacked packages and what they depend on.
type forest struct {
	cache    *debs.Cache
	loader   loader.Loader // reads files, and each library once
	depends  map[string][]string
	needs    map[string][]string // the closure of what packages depend on, as far as it is fetched
	holds    map[string][]string // the directories with shared libraries in packages
	tried    map[string]bool
	standard []string // directories with CPython's own library
}

func newForest(cache *debs.Cache) *forest {
	f := &forest{cache: cache, depends: map[string][]string{}, holds: map[string][]string{}, tried: map[string]bool{}}
	for _, name := range support {
		for _, dir := range []string{library, dynload} {
			f.standard = append(f.standard, filepath.Join(cache.Dir, "tree", name, dir))
		}
	}
	return f
}

// fetch fetches those packages that are not there, and says what can't be had.
func (f *forest) fetch(names []string) {
	var wanted []string
	for _, name := range names {
		if !f.has(name) && !f.tried[name] {
			f.tried[name] = true
			wanted = append(wanted, name)
		}
	}
	if len(wanted) == 0 {
		return
	}
	fmt.Fprintf(os.Stderr, "fetching %d packages into %s\n", len(wanted), f.cache.Dir)
	err := f.cache.Fetch(wanted...)
	f.needs = nil
	if wanted = slices.DeleteFunc(wanted, f.has); len(wanted) == 0 {
		return
	}
	if errors.Is(err, debs.ErrNoTool) {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Fprintf(os.Stderr, "%d of them are not to be had under this name: %s\n", len(wanted), strings.Join(wanted, " "))
}

// pythonDependencies are the packages with Python modules that packages depend on.
func (f *forest) pythonDependencies(names []string) []string {
	var all []string
	for _, name := range names {
		for _, dependency := range f.dependencies(name) {
			if strings.HasPrefix(dependency, "python3-") {
				all = append(all, dependency)
			}
		}
	}
	return all
}

// find returns the extension modules of packages whose name contains a text.
func (f *forest) find(names []string, containing string) []module {
	var found []module
	for _, name := range names {
		for _, m := range f.modules(name) {
			if strings.Contains(m.Name, containing) {
				found = append(found, m)
			}
		}
	}
	return found
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
			info, failed := f.loader.Check(path)
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

// path is what a module of a package is loaded with: the directories of the package and of those it depends on, and CPython's
// compiled modules.
func (f *forest) path(name string) []string {
	var dirs []string
	for _, of := range append([]string{name}, f.closure(name)...) {
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
	for _, dir := range f.standard {
		if strings.HasSuffix(dir, dynload) && isDir(dir) && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	return dirs
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
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
	for _, of := range append([]string{name}, f.closure(name)...) {
		dirs = append(dirs, f.libraryDirsOf(of)...)
	}
	return dirs
}

// libraryDirsOf are those of a package itself.
func (f *forest) libraryDirsOf(name string) []string {
	if known, ok := f.holds[name]; ok {
		return known
	}
	tree, err := f.cache.Tree(name)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, dir := range []string{"usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu", "usr/lib"} {
		dir = filepath.Join(tree, dir)
		inside, _ := filepath.Glob(filepath.Join(dir, "*.so*"))
		deeper, _ := filepath.Glob(filepath.Join(dir, "*/lib*.so*"))
		if len(inside) > 0 {
			dirs = append(dirs, dir)
		}
		for _, file := range deeper {
			if !slices.Contains(dirs, filepath.Dir(file)) {
				dirs = append(dirs, filepath.Dir(file))
			}
		}
	}
	f.holds[name] = dirs
	return dirs
}

// closure returns what a package depends on, and what that depends on, as far as it is fetched.
func (f *forest) closure(name string) []string {
	if known, ok := f.needs[name]; ok {
		return known
	}
	var all []string
	todo := []string{name}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		for _, dependency := range f.dependencies(next) {
			if dependency != name && !slices.Contains(all, dependency) && f.has(dependency) {
				all = append(all, dependency)
				todo = append(todo, dependency)
			}
		}
	}
	if f.needs == nil {
		f.needs = map[string][]string{}
	}
	f.needs[name] = all
	return all
}

// dependencies returns the first alternative of each Depends of a fetched package. One whose name ends with -lib has the compiled part
// of another, which depends on it: CPython finds both, so it counts as depending on the other too.
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
				if behind := provides[dependency]; behind != "" {
					dependency = behind
				}
				names = append(names, dependency)
			}
		}
	}
	if whole, ok := strings.CutSuffix(name, "-lib"); ok {
		names = append(names, whole)
	}
	f.depends[name] = names
	return names
}

// fetchLibraries fetches packages that packages depend on until no module misses a shared library or nothing is left to fetch:
// first those that are called after a library, then the others, some of which have libraries too.
func (f *forest) fetchLibraries(modules []module) {
	for _, suits := range []func(string) bool{isLibrary, mayHaveLibrary} {
		for {
			wanted := f.wanted(modules, suits)
			if len(wanted) == 0 {
				break
			}
			f.fetch(wanted)
		}
	}
}

// wanted returns the packages to fetch for those modules that miss a shared library.
func (f *forest) wanted(modules []module, suits func(string) bool) []string {
	var wanted []string
	for _, m := range modules {
		f.loader.LibraryDirs = f.libraryDirs(m.Package)
		_, err := f.loader.Check(m.File)
		var missing *loader.MissingLibraryError
		if !errors.As(err, &missing) {
			continue
		}
		for _, name := range append([]string{m.Package}, f.closure(m.Package)...) {
			for _, dependency := range f.dependencies(name) {
				if suits(dependency) && !f.has(dependency) && !f.tried[dependency] && !slices.Contains(wanted, dependency) {
					wanted = append(wanted, dependency)
				}
			}
		}
	}
	return wanted
}

// isLibrary tells from the name of a package whether it has shared libraries: Debian's begin with lib and their version.
func isLibrary(name string) bool {
	return strings.HasPrefix(name, "lib") && name != "libc6" && !strings.HasPrefix(name, "libpython3") ||
		strings.HasPrefix(name, "samba-libs") || strings.HasPrefix(name, "python3-") && strings.HasSuffix(name, "-libs")
}

// mayHaveLibrary says what else may: not the system's own programs, and not Python.
func mayHaveLibrary(name string) bool {
	return !strings.HasPrefix(name, "python3") && !slices.Contains([]string{"libc6", "debconf", "init-system-helpers", "adduser", "perl", "dpkg"}, name)
}
