package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// This file decides whether a module could not be imported because Python source would have to run.

// isSource tells whether a module that an import did not find is one whose source is at hand, or one that belongs to a package
// that was not fetched. What CPython has built in is neither: gilded ought to have it.
func (f *forest) isSource(path []string, name string) bool {
	return f.sourceOf(path, name) != "" || !builtInCPython(name)
}

// sourceOf returns the Python file of a module, "" if there is none.
func (f *forest) sourceOf(path []string, name string) string {
	for _, of := range support {
		if tree, err := f.cache.Tree(of); err == nil {
			path = append(path[:len(path):len(path)], filepath.Join(tree, "usr/lib/python3.11"))
		}
	}
	inside := strings.ReplaceAll(name, ".", "/")
	for _, dir := range path {
		for _, file := range []string{inside + ".py", inside + "/__init__.py"} {
			if _, err := os.Stat(filepath.Join(dir, file)); err == nil {
				return filepath.Join(dir, file)
			}
		}
	}
	return ""
}

// builtInCPython tells whether Debian's CPython has a module inside the interpreter.
func builtInCPython(name string) bool {
	for _, builtIn := range strings.Fields(builtIns) {
		if name == builtIn {
			return true
		}
	}
	return false
}

// builtIns is sys.builtin_module_names of Debian's CPython 3.11.
const builtIns = `_abc _ast _bisect _blake2 _codecs _collections _csv _datetime _elementtree _functools _heapq _imp _io _locale _md5
_operator _pickle _posixsubprocess _random _sha1 _sha256 _sha3 _sha512 _signal _socket _sre _stat _statistics _string _struct
_symtable _thread _tokenize _tracemalloc _typing _warnings _weakref array atexit binascii builtins cmath errno faulthandler fcntl gc
grp itertools marshal math posix pwd pyexpat select spwd sys syslog time unicodedata xxsubtype zlib`

// ofModule matches what is said when a module lacks a name that its Python source would define.
var ofModule = regexp.MustCompile(`cannot import name '[^']*' from '([^']+)'|module '([^']+)' has no attribute`)

// unfilled returns the module with Python source whose content an exception's text misses, "" if it misses none.
func (f *forest) unfilled(path []string, text string) string {
	match := ofModule.FindStringSubmatch(text)
	if match == nil {
		return ""
	}
	if name := match[1] + match[2]; f.sourceOf(path, name) != "" {
		return name
	}
	return ""
}

// writeCounts writes how many modules of each kind there were.
func writeCounts(w io.Writer, results []result) {
	var count [crashed + 1]int
	for _, r := range results {
		count[r.Kind]++
	}
	able := count[imported] + count[failed] + count[crashed]
	fmt.Fprintf(w, "\n%d modules: %d miss a shared library, %d need Python source; of the other %d:\n", len(results), count[noLibrary], count[noSource], able)
	fmt.Fprintf(w, "%d imported, %d failed, %d crashed (%.1f %% imported)\n", count[imported], count[failed], count[crashed], 100*float64(count[imported])/float64(max(able, 1)))
}
