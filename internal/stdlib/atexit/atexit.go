// Package atexit is the module atexit: functions that are called when the interpreter ends.
package atexit

import (
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// The functions are in a list of the interpreter's own, as tuples of function, arguments and keywords. Go runs them once.
type exitKey struct{}

func init() {
	object.DefineModule("atexit", object.GoModule("atexit", "Functions that are called when the interpreter ends.", &methods))
}

// list is the functions: borrowed; nil, and an exception, if it can't be made.
func list() obj {
	s := object.State()
	if l, ok := s.Local[exitKey{}].(obj); ok {
		return l
	}
	l := object.NewList(0)
	if l == nil {
		return nil
	}
	s.Local[exitKey{}] = l
	s.AtExit(func() {
		run(l)
		delete(s.Local, exitKey{})
		object.Decref(l)
	})
	return l
}

// run calls the functions, the last one first. What one of them raises is reported, and the others are called all the same.
func run(l obj) {
	for n := len(object.ListItems(l)); n > 0; n = len(object.ListItems(l)) {
		entry := object.NewRef(object.ListItems(l)[n-1])
		if !object.ListSetSlice(l, n-1, n, nil) {
			object.ClearErr()
		}
		items := object.TupleItems(entry)
		r := object.Call(items[0], items[1], items[2])
		if r == nil {
			object.WriteUnraisableMessage("Exception ignored in atexit callback", items[0])
		}
		object.XDecref(r)
		object.Decref(entry)
	}
}

func none() obj { return object.NewRef(object.None) }

var methods = []object.Method{
	{
		Name: "register", Doc: "register(func, *args, **kwargs) -> func\n\nCall a function when the interpreter ends.",
		Keywords: func(_, args, kwargs obj) obj {
			items := object.TupleItems(args)
			if len(items) == 0 {
				return object.Raise(object.TypeError, "register() takes at least 1 argument (0 given)")
			}
			if !object.Callable(items[0]) {
				return object.Raise(object.TypeError, "the first argument must be callable")
			}
			l := list()
			if l == nil {
				return nil
			}
			keywords := object.NewDict()
			if kwargs != nil {
				object.XDecref(keywords)
				keywords = object.DictCopy(kwargs)
			}
			entry := object.OwnedTuple(object.NewRef(items[0]), object.TupleOf(items[1:]), keywords)
			if entry == nil {
				return nil
			}
			defer object.Decref(entry)
			if !object.ListAppend(l, entry) {
				return nil
			}
			return object.NewRef(items[0])
		},
	},
	{Name: "unregister", Doc: "unregister(func) -> None\n\nCall a function no more when the interpreter ends.", O: func(_, f obj) obj {
		l := list()
		if l == nil {
			return nil
		}
		for i := 0; i < len(object.ListItems(l)); {
			same := object.RichCompareBool(object.TupleItems(object.ListItems(l)[i])[0], f, 2)
			if same < 0 {
				return nil
			}
			if same == 0 {
				i++
				continue
			}
			if !object.ListSetSlice(l, i, i+1, nil) {
				return nil
			}
		}
		return none()
	}},
	{Name: "_clear", Doc: "_clear() -> None\n\nForget all functions.", NoArgs: func(obj) obj {
		l := list()
		if l == nil || !object.ListSetSlice(l, 0, len(object.ListItems(l)), nil) {
			return nil
		}
		return none()
	}},
	{Name: "_run_exitfuncs", Doc: "_run_exitfuncs() -> None\n\nCall all functions now.", NoArgs: func(obj) obj {
		if l := list(); l != nil {
			run(l)
			return none()
		}
		return nil
	}},
	{Name: "_ncallbacks", Doc: "_ncallbacks() -> int\n\nHow many functions there are.", NoArgs: func(obj) obj {
		l := list()
		if l == nil {
			return nil
		}
		return object.NewInt(int64(len(object.ListItems(l))))
	}},
}
