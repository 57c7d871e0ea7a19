package pyeval

import (
	"errors"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

// Exceptions in programs: raise, assert, try and with.

// placed puts the running frame into the traceback of an exception, unless it is there from before.
func (r *runner) placed(err error) error {
	var raised *Raised
	if !errors.As(err, &raised) || raised.placed {
		return err
	}
	raised.Restore()
	object.TraceBackHere(r.frameObject)
	raised = TakeRaised()
	if raised.Traceback != nil {
		object.SetTraceback(raised.Value, raised.Traceback)
	}
	raised.placed = true
	return raised
}

func (r *runner) raise(s *pyexpr.Raise) error {
	if s.Exc == nil {
		exc := object.HandledException()
		if exc == nil {
			return raise(object.RuntimeError, "No active exception to reraise")
		}
		object.GiveException(object.NewRef(exc))
		again := TakeRaised()
		again.placed = true
		return again
	}
	exc, err := r.exception(s.Exc, "exceptions must derive from BaseException")
	if err != nil {
		return err
	}
	defer object.Decref(exc)
	if s.Cause != nil {
		cause, err := r.cause(s.Cause)
		if err != nil {
			return err
		}
		object.SetCause(exc, cause)
	}
	object.SetObject(object.Head(exc.Type), exc)
	return TakeRaised()
}

// exception evaluates what is to be raised: a class is called. The result is new.
func (r *runner) exception(e pyexpr.Expr, complaint string) (*object.Object, error) {
	value, err := pyexpr.Eval(r.machine(), e)
	if err != nil {
		return nil, err
	}
	switch {
	case object.IsException(value):
		return value, nil
	case !object.IsExceptionClass(value):
		object.Decref(value)
		return nil, raise(object.TypeError, "%s", complaint)
	}
	defer object.Decref(value)
	exc := object.CallArgs(value)
	switch {
	case exc == nil:
		return nil, TakeRaised()
	case !object.IsException(exc):
		defer object.Decref(exc)
		return nil, raise(object.TypeError, "calling %s should have returned an instance of BaseException, not %s",
			object.ReprOf(value), object.ReprOf(object.Head(exc.Type)))
	}
	return exc, nil
}

// cause evaluates what follows raise … from: nil for None, and new otherwise.
func (r *runner) cause(e pyexpr.Expr) (*object.Object, error) {
	if constant, ok := e.(*pyexpr.Constant); ok && constant.Value == nil {
		return nil, nil
	}
	return r.exception(e, "exception causes must derive from BaseException")
}

func (r *runner) assert(s *pyexpr.Assert) error {
	truth, err := r.truth(s.Test)
	if err != nil || truth {
		return err
	}
	if s.Message == nil {
		object.RaiseNone(object.AssertionError)
		return TakeRaised()
	}
	message, err := pyexpr.Eval(r.machine(), s.Message)
	if err != nil {
		return err
	}
	defer object.Decref(message)
	exc := object.CallArgs(object.Head(object.AssertionError), message)
	if exc != nil {
		defer object.Decref(exc)
		object.SetObject(object.Head(object.AssertionError), exc)
	}
	return TakeRaised()
}

func (r *runner) try(s *pyexpr.Try) error {
	err := r.guarded(s)
	if s.Finally == nil {
		return err
	}
	var raised *Raised
	if !errors.As(err, &raised) {
		if final := r.block(s.Finally); final != nil {
			return final
		}
		return err
	}
	done := object.HandleException(raised.Value)
	final := r.block(s.Finally)
	done()
	if final == nil {
		return raised
	}
	raised.Release()
	return final
}

// guarded is a try without its finally.
func (r *runner) guarded(s *pyexpr.Try) error {
	err := r.block(s.Body)
	var raised *Raised
	switch {
	case err == nil:
		return r.block(s.OrElse)
	case !errors.As(err, &raised):
		return err
	}
	done := object.HandleException(raised.Value)
	defer done()
	for i := range s.Handlers {
		h := &s.Handlers[i]
		r.frame.Lineno = int32(h.Number)
		matches, err := r.matches(h, raised)
		if err != nil {
			err = r.placed(err)
			raised.Release()
			return err
		}
		if matches {
			defer raised.Release()
			return r.handle(h, raised)
		}
	}
	return raised
}

func (r *runner) matches(h *pyexpr.Handler, raised *Raised) (bool, error) {
	if h.Type == nil {
		return true, nil
	}
	what, err := pyexpr.Eval(r.machine(), h.Type)
	if err != nil {
		return false, err
	}
	defer object.Decref(what)
	classes := []*object.Object{what}
	if object.IsTuple(what) {
		classes = object.TupleItems(what)
	}
	for _, class := range classes {
		if !object.IsExceptionClass(class) {
			return false, raise(object.TypeError, "catching classes that do not inherit from BaseException is not allowed")
		}
	}
	return object.GivenMatches(raised.Value, what), nil
}

// handle runs a handler. The name of the exception is gone afterwards.
func (r *runner) handle(h *pyexpr.Handler, raised *Raised) error {
	if h.Name == "" {
		return r.block(h.Body)
	}
	if err := r.Store(h.Name, raised.Value); err != nil {
		return err
	}
	err := r.block(h.Body)
	if unbound := r.Store(h.Name, object.None); unbound == nil {
		unbound = r.Delete(h.Name)
		var failed *Raised
		if errors.As(unbound, &failed) {
			failed.Release()
		}
	}
	return err
}

// with enters the first item, and runs the others and the body inside.
func (r *runner) with(items []pyexpr.WithItem, body pyexpr.Block) error {
	if len(items) == 0 {
		return r.block(body)
	}
	manager, err := pyexpr.Eval(r.machine(), items[0].Context)
	if err != nil {
		return err
	}
	defer object.Decref(manager)
	const protocol = "'%.200s' object does not support the context manager protocol"
	switch {
	case object.LookupString(manager.Type, "__enter__") == nil:
		return raise(object.TypeError, protocol, object.TypeName(manager.Type))
	case object.LookupString(manager.Type, "__exit__") == nil:
		return raise(object.TypeError, protocol+" (missed __exit__ method)", object.TypeName(manager.Type))
	}
	entered, _ := object.CallSpecial(manager, "__enter__")
	if entered == nil {
		return TakeRaised()
	}
	if items[0].Target != nil {
		err = r.bind(items[0].Target, entered)
	}
	object.Decref(entered)
	if err == nil {
		err = r.with(items[1:], body)
	}
	return r.exit(manager, r.placed(err))
}

// exit calls __exit__, which may take an exception for dealt with.
func (r *runner) exit(manager *object.Object, err error) error {
	var raised *Raised
	if !errors.As(err, &raised) {
		left, _ := object.CallSpecial(manager, "__exit__", object.None, object.None, object.None)
		if left == nil {
			return TakeRaised()
		}
		object.Decref(left)
		return err
	}
	tb := raised.Traceback
	if tb == nil {
		tb = object.None
	}
	done := object.HandleException(raised.Value)
	left, _ := object.CallSpecial(manager, "__exit__", raised.Type, raised.Value, tb)
	done()
	if left == nil {
		raised.Release()
		return TakeRaised()
	}
	defer object.Decref(left)
	truth, err := r.Truth(left)
	if err != nil || truth {
		raised.Release()
		return err
	}
	return raised
}
