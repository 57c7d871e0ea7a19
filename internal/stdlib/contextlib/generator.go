package contextlib

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Context managers that are generators, and context managers as decorators.

var managerDef = def{
	Sig: "contextmanager(func)", Doc: "Make a function of context managers out of a generator function, which yields once.",
	Do: func(a []obj) obj {
		helper := object.NewClosure(&helperDef, moduleName, "contextmanager.<locals>.helper", a[0])
		return dressed(helper, a[0])
	},
}

var helperDef = def{Sig: "helper(*args, **kwds)", In: func(held obj, a []obj) obj {
	m := object.Import(moduleName)
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	class := object.GetAttrString(m, "_GeneratorContextManager")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.CallArgs(class, object.TupleItems(held)[0], a[0], a[1])
}}

// dressed makes a wrapper, whose reference it takes over, look like the function that it wraps.
func dressed(wrapper, wrapped obj) obj {
	if wrapper == nil {
		return nil
	}
	defer object.Decref(wrapper)
	functools := object.Import("functools")
	if functools == nil {
		return nil
	}
	defer object.Decref(functools)
	return object.CallMethod(functools, "update_wrapper", wrapper, wrapped)
}

var decoratorDefs = []def{
	{Sig: "_recreate_cm(self)", Doc: "The manager for one call of a decorated function.", Do: itself},
	{Sig: "__call__(self, func)", Do: func(a []obj) obj {
		return dressed(object.NewClosure(&innerDef, moduleName, "ContextDecorator.__call__.<locals>.inner", a[0], a[1]), a[1])
	}},
}

var innerDef = def{Sig: "inner(*args, **kwds)", In: func(held obj, a []obj) obj {
	manager := object.CallMethod(object.TupleItems(held)[0], "_recreate_cm")
	if manager == nil {
		return nil
	}
	defer object.Decref(manager)
	return within(manager, func(obj) obj { return object.Call(object.TupleItems(held)[1], a[0], a[1]) })
}}

// methodOf is a special method of a with statement's object, bound: nil, and an exception, if it has none.
func methodOf(manager obj, name string) obj {
	f := object.LookupString(manager.Type, name)
	if f == nil {
		return object.Raise(object.TypeError, "'%.200s' object does not support the context manager protocol", object.TypeName(manager.Type))
	}
	return object.Bind(f, manager)
}

// within is the statement "with manager as v: return body(v)".
func within(manager obj, body func(v obj) obj) obj {
	enter := methodOf(manager, "__enter__")
	if enter == nil {
		return nil
	}
	defer object.Decref(enter)
	exit := methodOf(manager, "__exit__")
	if exit == nil {
		return nil
	}
	defer object.Decref(exit)
	v := object.CallNone(enter)
	if v == nil {
		return nil
	}
	result := body(v)
	object.Decref(v)
	if result != nil {
		if !object.Finished(object.CallArgs(exit, object.None, object.None, object.None)) {
			object.Decref(result)
			return nil
		}
		return result
	}
	return leave(exit)
}

// leave tells __exit__ of the exception that is set, which stays set unless that swallows it.
func leave(exit obj) obj {
	exc := object.TakeException()
	done := object.HandleException(exc)
	answer := callExit(exit, exc)
	done()
	if answer == nil {
		object.Decref(exc)
		return nil
	}
	swallowed := object.IsTrue(answer)
	object.Decref(answer)
	switch {
	case swallowed == 0:
		return object.GiveException(exc)
	case swallowed < 0:
		object.Decref(exc)
		return nil
	}
	object.Decref(exc)
	return none()
}

// callExit calls a function with an exception as __exit__ is called: with three Nones if there is none.
func callExit(exit, exc obj) obj {
	if exc == nil {
		return object.CallArgs(exit, object.None, object.None, object.None)
	}
	tb := object.As[*abi.BaseException](exc).Traceback
	if tb == nil {
		tb = object.None
	}
	return object.CallArgs(exit, object.Head(exc.Type), exc, tb)
}

var generatorDefs = []def{
	{Sig: "__init__(self, func, args, kwds)", Do: initGenerator},
	{Sig: "_recreate_cm(self)", Do: func(a []obj) obj {
		var parts [3]obj
		for i, name := range generatorParts {
			if parts[i] = object.GetAttrString(a[0], name); parts[i] == nil {
				for _, p := range parts[:i] {
					object.Decref(p)
				}
				return nil
			}
		}
		made := object.CallArgs(object.Head(a[0].Type), parts[:]...)
		for _, p := range parts {
			object.Decref(p)
		}
		return made
	}},
	{Sig: "__enter__(self)", Do: enterGenerator},
	{Sig: "__exit__(self, typ, value, traceback)", Do: exitGenerator},
}

var generatorParts = []string{"func", "args", "kwds"}

func initGenerator(a []obj) obj {
	gen := object.Call(a[1], a[2], a[3])
	if gen == nil {
		return nil
	}
	defer object.Decref(gen)
	doc, ok := object.LookupAttrString(a[1], "__doc__")
	if !ok {
		return nil
	}
	if doc == nil || doc == object.None {
		object.XDecref(doc)
		if doc = object.GetAttrString(object.Head(a[0].Type), "__doc__"); doc == nil {
			return nil
		}
	}
	defer object.Decref(doc)
	return set(a[0], []string{"gen", "func", "args", "kwds", "__doc__"}, gen, a[1], a[2], a[3], doc)
}

func enterGenerator(a []obj) obj {
	for _, name := range []string{"args", "kwds", "func"} {
		if !object.SetAttrString(a[0], name, nil) {
			return nil
		}
	}
	gen := object.GetAttrString(a[0], "gen")
	if gen == nil {
		return nil
	}
	defer object.Decref(gen)
	v := next(gen)
	if v == nil && object.Matches(object.StopIteration) {
		return object.RaiseInstead(object.RuntimeError, "generator didn't yield")
	}
	return v
}

// next is next(it): StopIteration is raised at the end.
func next(it obj) obj {
	if it.Type.Iternext == nil {
		return object.Raise(object.TypeError, "'%.200s' object is not an iterator", object.TypeName(it.Type))
	}
	v := object.Advance(it)
	if v == nil && object.Occurred() == nil {
		object.RaiseNone(object.StopIteration)
	}
	return v
}

func exitGenerator(a []obj) obj {
	gen := object.GetAttrString(a[0], "gen")
	if gen == nil {
		return nil
	}
	defer object.Decref(gen)
	if a[1] == object.None {
		v := next(gen)
		switch {
		case v != nil:
			object.Decref(v)
			return object.Raise(object.RuntimeError, "generator didn't stop")
		case object.Matches(object.StopIteration):
			object.ClearErr()
			return object.NewBool(false)
		}
		return nil
	}
	value := object.NewRef(a[2])
	if value == object.None {
		object.Decref(value)
		if value = object.CallNone(a[1]); value == nil {
			return nil
		}
	}
	defer object.Decref(value)
	v := object.CallMethod(gen, "throw", a[1], value, a[3])
	if v != nil {
		object.Decref(v)
		return object.Raise(object.RuntimeError, "generator didn't stop after throw()")
	}
	return thrown(value, a[3])
}

// thrown judges what a generator raised after an exception was thrown into it: swallowed if it just stopped; the with statement goes
// on with the exception if it is that, or a RuntimeError that took the place of a StopIteration.
func thrown(value, traceback obj) obj {
	exc := object.TakeException()
	if object.Is(exc, object.StopIteration) {
		defer object.Decref(exc)
		return object.NewBool(exc != value)
	}
	own := exc == value
	if !own && object.Is(exc, object.RuntimeError) && object.Is(value, object.StopIteration) {
		own = object.As[*abi.BaseException](exc).Cause == value
	}
	if !own {
		return object.GiveException(exc)
	}
	object.Decref(exc)
	if !object.SetAttrString(value, "__traceback__", traceback) {
		return nil
	}
	return object.NewBool(false)
}
