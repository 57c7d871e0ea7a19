package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
)

// session is an interpreter that the command is inside of.
type session struct {
	*interp.Interp
	out *output
}

// with makes an interpreter, runs f inside it and ends it.
func (s search) with(out *output, f func(*session) error) error {
	in := interp.New(interp.Options{Path: s.path(), LibraryDirs: s.Lib, PreferFiles: s.PreferFiles})
	defer in.Close(func() {}, nil)
	p, err := in.Threads.Enter(context.Background())
	if err != nil {
		return err
	}
	defer in.Threads.Leave(p)
	return f(&session{in, out})
}

// load loads what the user calls a module: a file, or a dotted name. The result is a new reference.
func (s *session) load(module string) (*object.Object, error) {
	var m *object.Object
	if isFile(module) {
		m = s.Load(module, "")
	} else {
		m = s.Import(module)
	}
	if m != nil {
		return m, nil
	}
	exc := object.TakeException()
	defer object.XDecref(exc)
	if err := interp.ErrorOf(exc); err != nil {
		return nil, &exitError{exitLoad, "can't load " + module + ": " + err.Error()}
	}
	fmt.Fprint(s.out.err, object.FormatException(exc))
	return nil, &exitError{exitLoad, "can't load " + module + ": its initialisation failed"}
}

// isFile tells a file from a name: by a slash, by the ending, or because it is there.
func isFile(module string) bool {
	if strings.Contains(module, "/") || strings.HasSuffix(module, ".so") {
		return true
	}
	info, err := os.Stat(module)
	return err == nil && !info.IsDir() && !strings.Contains(module, ".")
}

// raised prints the exception that is set as CPython does, and ends the command.
func (s *session) raised() error {
	exc := object.TakeException()
	defer object.XDecref(exc)
	fmt.Fprint(s.out.err, object.FormatException(exc))
	return &exitError{status: exitException}
}
