package loader

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"unicode/utf8"
)

// Suffixes are the endings of extension modules, in the order in which CPython 3.11 tries them.
var Suffixes = []string{".cpython-311-" + platform() + ".so", ".abi3.so", ".so"}

// platform is the multiarch name of this machine.
func platform() string {
	machine := runtime.GOARCH
	switch machine {
	case "amd64":
		machine = "x86_64"
	case "arm64":
		machine = "aarch64"
	}
	return machine + "-linux-gnu"
}

// Find returns the file of the module with this dotted name: each directory of path in turn, in it the folders that the name's
// parents spell, in that a package folder with an __init__ file, and then a file, for each suffix in order. An empty directory
// is the current one. The result begins with the directory as path has it.
func Find(path []string, name string) (string, error) {
	parts := strings.Split(name, ".")
	for _, part := range parts {
		if part == "" || part == "__init__" || strings.ContainsAny(part, "/\x00") || !utf8.ValidString(part) {
			return "", &NameError{Name: name}
		}
	}
	inside := filepath.Join(parts...)
	for _, dir := range path {
		for _, stem := range []string{filepath.Join(inside, "__init__"), inside} {
			for _, suffix := range Suffixes {
				file := filepath.Join(dir, stem+suffix)
				if info, err := os.Stat(file); err == nil && !info.IsDir() {
					return file, nil
				}
			}
		}
	}
	return "", &NotFoundError{Name: name, Searched: slices.Clone(path)}
}

// ModuleName returns the name, without its parents, of the module that is in a file: the file's name up to the suffix, or the
// folder's for an __init__ file.
func ModuleName(file string) string {
	base := filepath.Base(file)
	name, _, _ := strings.Cut(base, ".")
	if name == "__init__" {
		if abs, err := filepath.Abs(file); err == nil {
			name = filepath.Base(filepath.Dir(abs))
		}
	}
	return name
}

// tagOf returns what stands between a module's name and .so: "abi3", "cpython-311-x86_64-linux-gnu", or nothing.
func tagOf(file string) string {
	_, rest, _ := strings.Cut(filepath.Base(file), ".")
	tag, ok := strings.CutSuffix(rest, ".so")
	if !ok {
		return ""
	}
	return tag
}

// foreignTag reports whether a tag is that of a Python with other layouts than CPython 3.11's.
func foreignTag(tag string) bool {
	implementation, rest, _ := strings.Cut(tag, "-")
	if implementation == "cpython" {
		version, _, _ := strings.Cut(rest, "-")
		return version != "311"
	}
	return strings.HasPrefix(implementation, "pypy") || strings.HasPrefix(implementation, "graalpy")
}
