package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/d95905aa/gilded/internal/loader"
)

// This file decides what a module that was not imported has missed. The rules are strict: what counts as missing is what CPython
// would miss too, given the same files without the Python source among them. Everything else is a failure of gilded.

// outcome is what came of a module.
type outcome int

const (
	imported   outcome = iota
	noLibrary          // a shared library that no package has which was fetched
	noModule           // a module of a package that was not fetched
	noSource           // what Python source of a package defines
	noStandard         // what Python source of CPython's own library defines, and gilded does not have
	failed
	crashed
)

// judge says what a report means. An exception may have others that led to it: an import that failed and was tried in another way.
// One of them that is gilded's is enough for a failure of gilded.
func (f *forest) judge(path []string, said report) (outcome, string) {
	switch {
	case said.Text == "" && said.Libraries == nil:
		return imported, ""
	case said.Libraries != nil:
		return noLibrary, strings.Join(said.Libraries, ", ")
	}
	first, missing := failed, ""
	for _, l := range said.Chain {
		kind, name, ok := f.missing(path, l)
		if !ok {
			return failed, said.Text
		}
		if missing == "" {
			first, missing = kind, name
		}
	}
	if missing == "" {
		return failed, said.Text
	}
	return first, missing
}

// missing says what one exception is about; no name, if it is about nothing that could be missing.
func (f *forest) missing(path []string, l link) (kind outcome, name string, ok bool) {
	switch {
	case l.Absent != "":
		kind, ok = f.absent(path, l.Absent)
		return kind, l.Absent, ok
	case l.Unfilled != "":
		return f.unfilled(path, l.Unfilled)
	}
	return failed, "", l.Lacks == ""
}

// absent says what a module is that no import found. One that CPython has compiled, inside or as a file, gilded should have found.
func (f *forest) absent(path []string, name string) (outcome, bool) {
	switch {
	case slices.Contains(strings.Fields(builtIns), name) || compiled(path, name) || compiled(f.standard, name):
		return failed, false
	case source(f.standard, name) != "":
		return noStandard, true
	case source(path, name) != "":
		return noSource, true
	}
	return noModule, true
}

// unfilled says what a name is that was asked for of a package that is nothing but a folder here: something that its __init__.py
// would have defined, or the name of a .py file in it.
func (f *forest) unfilled(path []string, asked string) (outcome, string, bool) {
	pkg, name, _ := strings.Cut(asked, ":")
	full := pkg + "." + name
	switch {
	case source(f.standard, pkg) != "" || source(f.standard, full) != "":
		return noStandard, full, true
	case source(path, pkg) != "" || source(path, full) != "":
		return noSource, full, true
	}
	return failed, "", false
}

// source returns the Python file of a module, "" if there is none.
func source(path []string, name string) string {
	inside := strings.ReplaceAll(name, ".", "/")
	for _, dir := range path {
		for _, file := range []string{inside + ".py", inside + "/__init__.py"} {
			if file = filepath.Join(dir, file); isFile(file) {
				return file
			}
		}
	}
	return ""
}

func compiled(path []string, name string) bool {
	_, err := loader.Find(path, name)
	return err == nil
}

// builtIns is sys.builtin_module_names of Debian's CPython 3.11.
const builtIns = `_abc _ast _bisect _blake2 _codecs _collections _csv _datetime _elementtree _functools _heapq _imp _io _locale _md5
_operator _pickle _posixsubprocess _random _sha1 _sha256 _sha3 _sha512 _signal _socket _sre _stat _statistics _string _struct
_symtable _thread _tokenize _tracemalloc _typing _warnings _weakref array atexit binascii builtins cmath errno faulthandler fcntl gc
grp itertools marshal math posix pwd pyexpat select spwd sys syslog time unicodedata xxsubtype zlib`
