package host

import (
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
)

// Exception is a Python exception as a Go error. errors.Is takes the classes that it is of, for instance [ValueError]; if a Go
// error caused it, errors.Is and errors.As see that one too.
type Exception struct {
	Type      string     // the class, with its module unless that is builtins
	Message   string     // str(exception)
	Traceback string     // what CPython would print, the causes included
	Cause     *Exception // what it was raised from; nil if nothing
	Context   *Exception // what was being handled when it was raised; nil if nothing

	value   *Value
	classes []*object.Type
	goError error
}

func (e *Exception) Error() string {
	if e.Message == "" {
		return e.Type
	}
	return e.Type + ": " + e.Message
}

// Unwrap returns the Go error that caused the exception, nil if none did.
func (e *Exception) Unwrap() error { return e.goError }

// Is is what errors.Is asks.
func (e *Exception) Is(target error) bool {
	class, ok := target.(*ExceptionClass)
	if !ok {
		return false
	}
	for _, t := range e.classes {
		if t == class.class {
			return true
		}
	}
	return false
}

// Value returns the exception object.
func (e *Exception) Value() *Value { return e.value }

// ExceptionClass is a built-in exception class, to compare errors with and to make errors of.
type ExceptionClass struct{ class *object.Type }

func (c *ExceptionClass) Error() string { return object.TypeName(c.class) }

// Errorf returns an error that is raised as this class when a Go func that Python calls returns it.
func (c *ExceptionClass) Errorf(format string, args ...any) error {
	return &raised{class: c, err: fmt.Errorf(format, args...)}
}

type raised struct {
	class *ExceptionClass
	err   error
}

func (r *raised) Error() string   { return r.err.Error() }
func (r *raised) Unwrap() []error { return []error{r.err, r.class} }

// takeError makes a Go error of the exception that is set; inside.
func (rt *Runtime) takeError() error {
	exc := object.TakeException()
	if exc == nil {
		return errors.New("host: an operation failed without an exception")
	}
	return rt.exception(exc, 0)
}

const maxCauses = 100

// exception takes over the reference. It may run code: the texts are the exception's own.
func (rt *Runtime) exception(exc *object.Object, depth int) *Exception {
	e := &Exception{Message: object.TextOf(exc), goError: interp.ErrorOf(exc)}
	line := object.MessageLine(exc)
	e.Type, _, _ = strings.Cut(strings.TrimRight(line, "\n"), ": ")
	if depth == 0 {
		e.Traceback = object.FormatException(exc)
	}
	for t := exc.Type; t != nil; t = t.Base {
		e.classes = append(e.classes, t)
	}
	if exc.Type.MRO != nil {
		e.classes = e.classes[:0]
		for _, t := range object.TupleItems(exc.Type.MRO) {
			e.classes = append(e.classes, object.As[*object.Type](t))
		}
	}
	if object.IsException(exc) && depth < maxCauses {
		x := object.As[*abi.BaseException](exc)
		if x.Cause != nil {
			e.Cause = rt.exception(object.NewRef(x.Cause), depth+1)
		}
		if x.Context != nil && x.Context != x.Cause {
			e.Context = rt.exception(object.NewRef(x.Context), depth+1)
		}
	}
	// Not rt.value: an error outlives the Do that it comes out of.
	e.value = &Value{rt.newRef(exc)}
	runtime.AddCleanup(e.value, forget, e.value.r)
	return e
}

// PanicError is the error behind the exception that a panicking Go func becomes.
type PanicError struct {
	Value any
	Stack string
}

func (p *PanicError) Error() string { return fmt.Sprintf("Go panic: %v", p.Value) }

// Unwrap returns the value of the panic if it is an error.
func (p *PanicError) Unwrap() error {
	err, _ := p.Value.(error)
	return err
}

// newException makes an exception object of a Go error: the one that it holds, or one of the class that it wraps.
func (rt *Runtime) newException(err error) *object.Object {
	var e *Exception
	if errors.As(err, &e) && e.value.r.rt == rt && e.value.r.obj != nil {
		return object.NewRef(e.value.r.obj)
	}
	class := object.RuntimeError
	var c *ExceptionClass
	var conversion *ConvertError
	if errors.As(err, &c) {
		class = c.class
	} else if errors.As(err, &conversion) {
		class = object.TypeError
	}
	text := object.NewStr(err.Error())
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	exc := object.CallArgs(object.Head(class), text)
	if exc == nil {
		return nil
	}
	if !object.IsException(exc) {
		object.Decref(exc)
		return object.Raise(object.TypeError, "%s made something that is no exception", object.TypeName(class))
	}
	interp.AttachError(exc, err)
	return exc
}

// raise sets an exception made of a Go error, and returns nil.
func (rt *Runtime) raise(err error) *object.Object {
	exc := rt.newException(err)
	if exc == nil {
		return nil
	}
	defer object.Decref(exc)
	return object.RaiseException(exc)
}
