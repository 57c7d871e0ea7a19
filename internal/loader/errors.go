package loader

import (
	"fmt"
	"path/filepath"
	"strings"
)

// This file has an error type for each way in which a module can't be found or opened. Messages begin with what the user named
// and end with what to do about it.

// NotFoundError: no file for a module name.
type NotFoundError struct {
	Name     string
	Searched []string // the directories looked through, in order
}

func (e *NotFoundError) Error() string {
	where := "the search path is empty; name a directory to look in"
	if len(e.Searched) > 0 {
		where = "looked in " + strings.Join(e.Searched, ", ")
	}
	return fmt.Sprintf("no extension module %s (as %s): %s", e.Name, strings.Join(fileNames(e.Name), ", "), where)
}

// NameError: what was given can't be the name of a module.
type NameError struct{ Name string }

func (e *NameError) Error() string {
	return fmt.Sprintf("%q is not a module name: identifiers with dots between them are", e.Name)
}

// FileError: the file is missing, unreadable, or no file; Err says which and works with errors.Is.
type FileError struct {
	File string
	Err  error
}

func (e *FileError) Error() string { return e.File + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// DirectoryError: a directory where a file has to be.
type DirectoryError struct{ File string }

func (e *DirectoryError) Error() string {
	return e.File + " is a directory: name the module's file, or look the module up by name with the directory in the search path"
}

// NotELFError: the file is something else.
type NotELFError struct {
	File string
	Is   string // what it looks like
}

func (e *NotELFError) Error() string {
	return fmt.Sprintf("%s is not an ELF file but %s: an extension module for Linux is needed", e.File, e.Is)
}

// MachineError: the module is for another kind of machine.
type MachineError struct {
	File       string
	Have, Want string
}

func (e *MachineError) Error() string {
	return fmt.Sprintf("%s is built for %s, this process is %s: get the module built for this machine", e.File, e.Have, e.Want)
}

// TruncatedError: the file ends before its content does.
type TruncatedError struct {
	File       string
	Size, Need uint64 // the length it has, and the length that its headers speak of
}

func (e *TruncatedError) Error() string {
	return fmt.Sprintf("%s is truncated: it has %d bytes of at least %d; fetch or build it again", e.File, e.Size, e.Need)
}

// CorruptError: the tables of the file contradict each other.
type CorruptError struct {
	File string
	What string
}

func (e *CorruptError) Error() string {
	return fmt.Sprintf("%s is damaged: %s; fetch or build it again", e.File, e.What)
}

// NotSharedError: an ELF file, but not one that can be loaded.
type NotSharedError struct {
	File string
	Is   string
}

func (e *NotSharedError) Error() string {
	return fmt.Sprintf("%s is %s, not a shared object: link it with -shared", e.File, e.Is)
}

// TagError: the file name says that the module is for another Python.
type TagError struct {
	File string
	Tag  string
}

func (e *TagError) Error() string {
	return fmt.Sprintf("%s is built for %s; this process has the layouts of CPython 3.11: get the module for cpython-311, or built with the limited API (.abi3.so)", e.File, e.Tag)
}

// MissingLibraryError: shared libraries that the module needs are nowhere to be found.
type MissingLibraryError struct {
	Module    string
	Libraries []MissingLibrary
	Searched  []string // the directories looked through beside the system's own
}

// MissingLibrary is one of them, and the file that asks for it.
type MissingLibrary struct {
	Name     string
	NeededBy string
}

func (e *MissingLibraryError) Error() string {
	var list []string
	for _, m := range e.Libraries {
		s := m.Name
		if m.NeededBy != e.Module {
			s += " (needed by " + m.NeededBy + ")"
		}
		list = append(list, s)
	}
	searched := ""
	if len(e.Searched) > 0 {
		searched = " and in " + strings.Join(e.Searched, ", ")
	}
	return fmt.Sprintf("%s needs %s, not found in the system's library directories%s: install the package it is in, or name its directory",
		e.Module, plural(list, "the shared library", "the shared libraries"), searched)
}

// MissingSymbolsError: the module uses symbols that neither its libraries nor the process have.
type MissingSymbolsError struct {
	Module  string
	Symbols []string // all of them, sorted
}

func (e *MissingSymbolsError) Error() string {
	python := 0
	for _, s := range e.Symbols {
		if isPython(s) {
			python++
		}
	}
	advice := "link the module with the library that has them"
	switch {
	case python == len(e.Symbols):
		advice = "they are not part of the C API here (private to CPython, or newer than 3.11): get the module built for cpython-311 or with the limited API"
	case python > 0:
		advice = "Py… names are not part of the C API here (private to CPython, or newer than 3.11); for the others " + advice
	}
	return fmt.Sprintf("%s uses %s, which nothing provides: %s", e.Module, plural(e.Symbols, "the symbol", "the symbols"), advice)
}

// isPython reports whether a symbol looks like one of the C API.
func isPython(symbol string) bool {
	return strings.HasPrefix(strings.TrimPrefix(symbol, "_"), "Py")
}

// NoInitError: the library has no init function for the module's name.
type NoInitError struct {
	File string
	Want string   // the function that the name calls for
	Have []string // the init functions that it has instead
}

func (e *NoInitError) Error() string {
	msg := fmt.Sprintf("%s: dynamic module does not define module export function (%s)", e.File, e.Want)
	if len(e.Have) == 0 {
		return msg + "; it has no init function at all: it is a plain library or made for another system"
	}
	return msg + "; it defines " + strings.Join(e.Have, ", ") + ": load it by that name"
}

// OpenError: the dynamic linker refused a file that passed every check; Reason is what it said.
type OpenError struct {
	File   string
	Reason string
}

func (e *OpenError) Error() string {
	reason := strings.TrimPrefix(e.Reason, e.File+": ")
	return fmt.Sprintf("%s: the dynamic linker can't load it: %s", e.File, reason)
}

// ReplacedError: the file was opened before and has changed since, or another was opened under this path; what was opened
// stays mapped.
type ReplacedError struct{ File string }

func (e *ReplacedError) Error() string {
	return e.File + " was changed since it was loaded, and loaded modules stay as they are: start a new process, or give the new file another name"
}

// NoSymbolError: [Library.Sym] found nothing.
type NoSymbolError struct{ File, Symbol string }

func (e *NoSymbolError) Error() string { return fmt.Sprintf("%s has no symbol %s", e.File, e.Symbol) }

func plural(list []string, one, many string) string {
	if len(list) == 1 {
		return one + " " + list[0]
	}
	return many + " " + strings.Join(list, ", ")
}

// fileNames are the file names that a module may have, for a message.
func fileNames(name string) []string {
	base := strings.ReplaceAll(name, ".", string(filepath.Separator))
	var names []string
	for _, suffix := range Suffixes {
		names = append(names, base+suffix)
	}
	return names
}
