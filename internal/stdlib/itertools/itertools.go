// Package itertools is the module itertools: iterators that are made of others.
//
// An iterator's fields may change while it calls into another one, which may call it again; so what a call works with is held
// while it runs, and read anew after it.
package itertools

import (
	"reflect"

	"github.com/d95905aa/gilded/internal/object"
)

// Names of package object that are in every line.
type (
	Object = object.Object
	Type   = object.Type
)

// kind is one type of iterators.
type kind struct {
	name string
	t    *Type
}

var kinds []kind

// define registers a type of the module: P points to its memory, fields are the references in it.
func define[P any](name, doc string, fields func(p P) []**Object, more func(s *object.Spec)) *Type {
	t := object.NewType()
	kinds = append(kinds, kind{name, t})
	object.Define(t, func() object.Spec {
		s := object.FieldSpec(reflect.TypeFor[P]().Elem().Size(), 0, func(o *Object) []**Object { return fields(object.As[P](o)) })
		s.Name, s.Doc, s.Iter = "itertools."+name, doc, object.SelfIter
		more(&s)
		return s
	})
	return t
}

// over makes an instance of type t, whose memory is what P points to, and an iterator over iterable for it to take over; nil and an
// exception if either can't be had.
func over[P any](t *Type, iterable *Object) (p P, it *Object) {
	if it = object.Iter(iterable); it == nil {
		return p, nil
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		object.Decref(it)
		return p, nil
	}
	return object.As[P](o), it
}

// advance is the next item of the iterator in a field, nil at the end or with an exception. An empty field is at the end.
func advance(field *Object) *Object {
	if field == nil {
		return nil
	}
	object.Incref(field)
	item := object.Advance(field)
	object.Decref(field)
	return item
}

// ended tells after a nil from advance whether that was the end, and clears StopIteration.
func ended() bool {
	if object.Occurred() == nil {
		return true
	}
	if !object.Matches(object.StopIteration) {
		return false
	}
	object.ClearErr()
	return true
}

func reduces(f func(o *Object) *Object) object.Method {
	return object.Method{Name: "__reduce__", NoArgs: f, Doc: "What pickling needs."}
}

func setsState(f func(o, state *Object) bool) object.Method {
	return object.Method{Name: "__setstate__", Doc: "Take over a state.", O: func(o, state *Object) *Object { return object.NoneIf(f(o, state)) }}
}

// class is the type of an object, as the first part of a reduction.
func class(o *Object) *Object { return object.TypeObject(o.Type) }

func number(n int) *Object { return object.NewInt(int64(n)) }

func orNone(o *Object) *Object {
	if o == nil {
		return object.NewRef(object.None)
	}
	return object.NewRef(o)
}

// index is an int argument by __index__.
func index(o *Object) (int, bool) {
	n := object.NumberIndex(o)
	if n == nil {
		return 0, false
	}
	defer object.Decref(n)
	return object.AsSsize(n)
}

// noKeywords refuses keywords for a type, and for subtypes whose __init__ would not take them either.
func noKeywords(t, own *Type, name string, kwargs *Object) bool {
	return t != own && t.Init != own.Init || object.NoKeywords(name, kwargs)
}

// two are the positional arguments of a type that takes two.
func two(t, own *Type, name string, args, kwargs *Object) []*Object {
	if !noKeywords(t, own, name, kwargs) || !object.CheckPositional(name, len(object.TupleItems(args)), 2, 2) {
		return nil
	}
	return object.TupleItems(args)
}

// stateTuple checks a state that must be a tuple of so many items.
func stateTuple(state *Object, min, max int) ([]*Object, bool) {
	if !object.IsTuple(state) {
		object.Raise(object.TypeError, "state is not a tuple")
		return nil, false
	}
	items := object.TupleItems(state)
	return items, object.CheckGiven("", len(items), min, max)
}

func init() {
	module := object.GoModule("itertools", "Iterators that are made of others.", &functions)
	object.DefineModule("itertools", func() *Object {
		return object.Fill(module(), func(set func(name string, v *Object)) {
			for _, k := range kinds {
				set(k.name, object.TypeObject(k.t))
			}
		})
	})
}

var functions = []object.Method{{Name: "tee", Fast: tee, Doc: "tee(iterable, n=2, /)\n--\n\nA tuple of n independent iterators."}}
