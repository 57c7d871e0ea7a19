// Package conformance compares gilded with CPython 3.11 on extension modules that nobody here wrote: the same binary,
// the same statements, and the answers that CPython gave, recorded under golden/.
//
// modules.txt lists the modules and where they come from, cases/ the statements, golden/ the recorded answers
// (make record writes them). The package holds what the recorder's answers and the replay need; it knows no object.
package conformance

import (
	"bufio"
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/d95905aa/gilded/tests/debs"
)

//go:embed modules.txt all:cases all:golden
var files embed.FS

// Module is one line of modules.txt.
type Module struct {
	Name      string   // the dotted name that it is imported under
	Package   string   // the Debian package that it is in, or "-": one of the standard library's, or the built-in types
	File      string   // its path in the package; without one, "import" or "import:NAME", or "-"
	Libraries []string // the shared libraries that it needs, each "package:path", in the order they must be loaded in
	Needs     []string // what it imports or looks up by name while it runs
}

// Modules returns the modules of modules.txt in order.
func Modules() ([]Module, error) {
	text, err := files.Open("modules.txt")
	if err != nil {
		return nil, err
	}
	defer text.Close()
	var modules []Module
	lines := bufio.NewScanner(text)
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		if len(fields) != 5 {
			return nil, fmt.Errorf("modules.txt:%d: %d columns, want 5", n, len(fields))
		}
		modules = append(modules, Module{
			Name: fields[0], Package: fields[1], File: fields[2],
			Libraries: list(fields[3]), Needs: list(fields[4]),
		})
	}
	return modules, lines.Err()
}

func list(field string) []string {
	if field == "-" {
		return nil
	}
	return strings.Split(field, ",")
}

// BuiltIn tells that there is no file: the statements are about the built-in types, or a module of the standard library.
func (m Module) BuiltIn() bool { return m.Package == "-" }

// Imported is the name of the standard library's module that the statements are about; "" where they are about something else.
func (m Module) Imported() string {
	how, name, _ := strings.Cut(m.File, ":")
	switch {
	case how != "import":
		return ""
	case name == "":
		return m.Name
	}
	return name
}

// Packages returns the names of the packages that the modules and their libraries are in.
func Packages(modules []Module) []string {
	var names []string
	for _, module := range modules {
		if module.BuiltIn() {
			continue
		}
		names = append(names, module.Package)
		for _, library := range module.Libraries {
			name, _, _ := strings.Cut(library, ":")
			names = append(names, name)
		}
	}
	return names
}

// Files returns where the module and its libraries lie in the cache.
func (m Module) Files(cache *debs.Cache) (module string, libraries []string, err error) {
	if m.BuiltIn() {
		return "", nil, nil
	}
	module, err = file(cache, m.Package, m.File)
	for _, library := range m.Libraries {
		name, path, _ := strings.Cut(library, ":")
		found, missing := file(cache, name, path)
		libraries = append(libraries, found)
		err = errors.Join(err, missing)
	}
	return module, libraries, err
}

func file(cache *debs.Cache, name, path string) (string, error) {
	tree, err := cache.Tree(name)
	if err != nil {
		return "", err
	}
	path = filepath.Join(tree, path)
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("package %s: %w", name, err)
	}
	return path, nil
}

// SelfTests is the module whose cases are its own test functions: those named test_ that take no argument.
const SelfTests = "_testcapi"
