package collectionsabc

import (
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Types of Python code, which are registered where somebody implements them.
var (
	generatorType      = ctier.Type("PyGen_Type")
	coroutineType      = ctier.Type("PyCoro_Type")
	asyncGeneratorType = ctier.Type("PyAsyncGen_Type")
)

func raiseStop([]obj) obj { return object.RaiseNone(object.StopIteration) }

func itself(a []obj) obj { return object.NewRef(a[0]) }

var emptyIter = func([]obj) obj {
	empty := object.NewTuple(0)
	defer object.XDecref(empty)
	return object.Iter(empty)
}

// oneTrick are the classes of one method.
var oneTrick = []classSpec{
	{name: "Hashable", hook: []string{"__hash__"}, defs: []def{
		{Sig: "__hash__(self)", Abstract: true, Do: func([]obj) obj { return object.NewInt(0) }},
	}},
	{name: "Callable", hook: []string{"__call__"}, generic: true, defs: []def{
		{Sig: "__call__(self, *args, **kwds)", Abstract: true, Do: func([]obj) obj { return object.NewBool(false) }},
	}},
}

// throwing is throw(typ, val, tb) of a class that only knows how to raise.
func throwing(a []obj) obj {
	val := object.NewRef(a[2])
	defer func() { object.XDecref(val) }()
	if val == object.None {
		if a[3] == object.None {
			return raise(a[1])
		}
		object.Decref(val)
		if val = object.CallArgs(a[1]); val == nil {
			return nil
		}
	}
	if a[3] != object.None {
		with := object.CallMethod(val, "with_traceback", a[3])
		if with == nil {
			return nil
		}
		object.Decref(val)
		val = with
	}
	return raise(val)
}

// raise is the raise statement for a class or an instance.
func raise(o obj) obj {
	switch {
	case object.IsException(o):
		return object.RaiseException(o)
	case object.IsExceptionClass(o):
		exc := object.CallArgs(o)
		if exc == nil {
			return nil
		}
		defer object.Decref(exc)
		if !object.IsException(exc) {
			return object.Raise(object.TypeError, "calling %s should have returned an instance of BaseException, not %s", object.ReprOf(o), object.ReprOf(object.Head(exc.Type)))
		}
		return object.RaiseException(exc)
	}
	return object.Raise(object.TypeError, "exceptions must derive from BaseException")
}

// closing is close(): what is thrown must come out again.
func closing(what string) func(a []obj) obj {
	return func(a []obj) obj {
		r := object.CallMethod(a[0], "throw", object.Head(object.GeneratorExit))
		if r != nil {
			object.Decref(r)
			return object.Raise(object.RuntimeError, "%s ignored GeneratorExit", what)
		}
		return noneIf(caught(object.GeneratorExit) || caught(object.StopIteration))
	}
}

var asynchronous = []classSpec{
	{name: "Awaitable", hook: []string{"__await__"}, generic: true, defs: []def{
		{Sig: "__await__(self)", Abstract: true, Do: func([]obj) obj {
			once := object.Pack(object.None)
			defer object.XDecref(once)
			return object.Iter(once)
		}},
	}},
	{name: "Coroutine", bases: []string{"Awaitable"}, hook: []string{"__await__", "send", "throw", "close"}, members: []*object.Type{coroutineType}, defs: []def{
		{Sig: "send(self, value)", Abstract: true, Do: raiseStop, Doc: "Go on with a value; what is yielded comes back."},
		{Sig: "throw(self, typ, val=None, tb=None)", Abstract: true, Do: throwing, Doc: "Go on with an exception; what is yielded comes back."},
		{Sig: "close(self)", Do: closing("coroutine"), Doc: "Raise GeneratorExit inside."},
	}},
	{name: "AsyncIterable", hook: []string{"__aiter__"}, generic: true, defs: []def{
		{Sig: "__aiter__(self)", Abstract: true, Do: func([]obj) obj {
			class := classNamed("AsyncIterator")
			if class == nil {
				return nil
			}
			return object.CallArgs(class)
		}},
	}},
	{name: "AsyncIterator", bases: []string{"AsyncIterable"}, hook: []string{"__anext__", "__aiter__"}, defs: []def{
		{Sig: "__anext__(self)", Abstract: true, Doc: "The next item, awaited, or StopAsyncIteration.", Do: func([]obj) obj {
			return newAwaitable(func() (obj, bool) { return object.RaiseNone(object.StopAsyncIteration), false })
		}},
		{Sig: "__aiter__(self)", Do: itself},
	}},
	{name: "AsyncGenerator", bases: []string{"AsyncIterator"}, hook: []string{"__aiter__", "__anext__", "asend", "athrow", "aclose"}, members: []*object.Type{asyncGeneratorType}, defs: []def{
		{Sig: "__anext__(self)", Do: func(a []obj) obj { return object.CallMethod(a[0], "asend", object.None) }},
		{Sig: "asend(self, value)", Abstract: true, Do: func([]obj) obj {
			return newAwaitable(func() (obj, bool) { return object.RaiseNone(object.StopAsyncIteration), false })
		}},
		{Sig: "athrow(self, typ, val=None, tb=None)", Abstract: true, Do: func(a []obj) obj {
			return newAwaitable(func() (obj, bool) { return throwing(a), false }, a...)
		}},
		{Sig: "aclose(self)", Do: asyncClose, Doc: "Raise GeneratorExit inside."},
	}},
}

// asyncClose awaits athrow(GeneratorExit), which must come out again.
func asyncClose(a []obj) obj {
	self := a[0]
	var it obj // borrowed of the list, which the awaitable keeps
	list := object.NewList(0)
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	return newAwaitable(func() (obj, bool) {
		if it == nil {
			thrown := object.CallMethod(self, "athrow", object.Head(object.GeneratorExit))
			if thrown != nil {
				it = object.AwaitIter(thrown)
				object.Decref(thrown)
			}
			if it != nil {
				ok := object.ListAppend(list, it)
				object.Decref(it)
				if !ok {
					return nil, false
				}
			}
		}
		if it != nil {
			if item := object.IterNext(it); item != nil {
				return item, true
			}
			if object.Occurred() == nil {
				return object.Raise(object.RuntimeError, "asynchronous generator ignored GeneratorExit"), false
			}
		}
		if caught(object.GeneratorExit) || caught(object.StopAsyncIteration) {
			return none(), false
		}
		return nil, false
	}, self, list)
}

// newAwaitable makes what a coroutine is that has not begun. step yields something (true), or it is the end: the result, or nil
// and an exception.
func newAwaitable(step func() (obj, bool), held ...obj) obj {
	return object.NewGoAwaitable(step, held...)
}

var iterators = []classSpec{
	{name: "Iterable", hook: []string{"__iter__"}, generic: true, defs: []def{
		{Sig: "__iter__(self)", Abstract: true, Do: emptyIter},
	}},
	{
		name: "Iterator", bases: []string{"Iterable"}, hook: []string{"__iter__", "__next__"},
		defs: []def{
			{Sig: "__next__(self)", Abstract: true, Do: raiseStop, Doc: "The next item, or StopIteration."},
			{Sig: "__iter__(self)", Do: itself},
		},
		members: []*object.Type{
			object.BytesIterType, object.BytearrayIterType, object.DictIterKeyType, object.DictIterValueType, object.DictIterItemType,
			object.ListIterType, object.ListRevIterType, object.RangeIterType, object.LongRangeIterType, object.SetIterType,
			object.StrIterType, object.TupleIterType, object.ZipType,
		},
	},
	{name: "Reversible", bases: []string{"Iterable"}, hook: []string{"__reversed__", "__iter__"}, defs: []def{
		{Sig: "__reversed__(self)", Abstract: true, Do: emptyIter},
	}},
	{name: "Generator", bases: []string{"Iterator"}, hook: []string{"__iter__", "__next__", "send", "throw", "close"}, members: []*object.Type{generatorType}, defs: []def{
		{Sig: "__next__(self)", Do: func(a []obj) obj { return object.CallMethod(a[0], "send", object.None) }, Doc: "The next item, or StopIteration."},
		{Sig: "send(self, value)", Abstract: true, Do: raiseStop, Doc: "Go on with a value; what is yielded comes back."},
		{Sig: "throw(self, typ, val=None, tb=None)", Abstract: true, Do: throwing, Doc: "Go on with an exception; what is yielded comes back."},
		{Sig: "close(self)", Do: closing("generator"), Doc: "Raise GeneratorExit inside."},
	}},
}

var sizes = []classSpec{
	{name: "Sized", hook: []string{"__len__"}, defs: []def{
		{Sig: "__len__(self)", Abstract: true, Do: func([]obj) obj { return object.NewInt(0) }},
	}},
	{name: "Container", hook: []string{"__contains__"}, generic: true, defs: []def{
		{Sig: "__contains__(self, x)", Abstract: true, Do: func([]obj) obj { return object.NewBool(false) }},
	}},
	{name: "Collection", bases: []string{"Sized", "Iterable", "Container"}, hook: []string{"__len__", "__iter__", "__contains__"}},
}
