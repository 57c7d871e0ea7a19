package contextlib

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// ExitStack keeps pairs in a deque: whether the function is not to be awaited, which all here are, and the function.

const callbacks = "_exit_callbacks"

var stackDefs = []def{
	{Sig: "__init__(self)", Do: func(a []obj) obj {
		d := newDeque()
		if d == nil {
			return nil
		}
		defer object.Decref(d)
		return set(a[0], []string{callbacks}, d)
	}},
	{Sig: "pop_all(self)", Doc: "Move everything to another stack.", Do: popAll},
	{Sig: "push(self, exit)", Doc: "Have a context manager's __exit__, or a function that is like one, called at the end.", Do: push},
	{Sig: "enter_context(self, cm)", Doc: "Enter a context manager, and leave it at the end.", Do: enterContext},
	{Sig: "callback(self, callback, /, *args, **kwds)", Doc: "Have a function called at the end.", Do: func(a []obj) obj {
		wrapper := object.NewClosure(&callbackDef, moduleName, "_BaseExitStack._create_cb_wrapper.<locals>._exit_wrapper", a[1], a[2], a[3])
		if wrapper == nil {
			return nil
		}
		defer object.Decref(wrapper)
		if !object.SetAttrString(wrapper, "__wrapped__", a[1]) || !pushCallback(a[0], wrapper) {
			return nil
		}
		return object.NewRef(a[1])
	}},
}

// leavingDefs are the methods of ExitStack that are not for coroutines as well.
var leavingDefs = []def{
	{Sig: "__enter__(self)", Do: itself},
	{Sig: "__exit__(self, *exc_details)", Do: unwind},
	{Sig: "close(self)", Doc: "Call everything now.", Do: func(a []obj) obj {
		return object.NoneIf(object.Finished(object.CallMethod(a[0], "__exit__", object.None, object.None, object.None)))
	}},
}

var callbackDef = def{Sig: "_exit_wrapper(exc_type, exc, tb)", In: func(held obj, _ []obj) obj {
	h := object.TupleItems(held)
	return object.NoneIf(object.Finished(object.Call(h[0], h[1], h[2])))
}}

func newDeque() obj {
	m := object.Import("collections")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return object.CallMethod(m, "deque")
}

// pushCallback puts a function on the stack.
func pushCallback(self, f obj) bool {
	d := object.GetAttrString(self, callbacks)
	if d == nil {
		return false
	}
	defer object.Decref(d)
	pair := object.Pack(object.True, f)
	if pair == nil {
		return false
	}
	defer object.Decref(pair)
	return object.Finished(object.CallMethod(d, "append", pair))
}

// pushMethod puts a context manager's __exit__, as its class has it, on the stack.
func pushMethod(self, manager, exit obj) bool {
	bound := object.NewMethod(exit, manager)
	if bound == nil {
		return false
	}
	defer object.Decref(bound)
	return pushCallback(self, bound)
}

func push(a []obj) obj {
	exit, ok := object.LookupAttrString(object.Head(a[1].Type), "__exit__")
	if !ok {
		return nil
	}
	if exit == nil {
		ok = pushCallback(a[0], a[1])
	} else {
		ok = pushMethod(a[0], a[1], exit)
		object.Decref(exit)
	}
	if !ok {
		return nil
	}
	return object.NewRef(a[1])
}

func enterContext(a []obj) obj {
	class := object.Head(a[1].Type)
	enter := object.GetAttrString(class, "__enter__")
	if enter == nil {
		return unfit(class)
	}
	defer object.Decref(enter)
	exit := object.GetAttrString(class, "__exit__")
	if exit == nil {
		return unfit(class)
	}
	defer object.Decref(exit)
	v := object.CallOne(enter, a[1])
	if v != nil && !pushMethod(a[0], a[1], exit) {
		object.Decref(v)
		return nil
	}
	return v
}

// unfit raises for an object of a class that is no context manager.
func unfit(class obj) obj {
	if !object.Matches(object.AttributeError) {
		return nil
	}
	t, v, tb := object.FetchErr()
	module, name := object.GetAttrString(class, "__module__"), object.Qualname(object.As[*object.Type](class))
	defer object.XDecref(module)
	defer object.XDecref(name)
	if module == nil || name == nil {
		object.ChainExceptions(t, v, tb)
		return nil
	}
	object.RestoreErr(t, v, tb)
	return object.RaiseInstead(object.TypeError, "'%s.%s' object does not support the context manager protocol", object.TextOf(module), object.TextOf(name))
}

func popAll(a []obj) obj {
	other := object.CallNone(object.Head(a[0].Type))
	if other == nil {
		return nil
	}
	mine := object.GetAttrString(a[0], callbacks)
	fresh := newDeque()
	defer object.XDecref(mine)
	defer object.XDecref(fresh)
	if mine == nil || fresh == nil || !object.SetAttrString(other, callbacks, mine) || !object.SetAttrString(a[0], callbacks, fresh) {
		object.Decref(other)
		return nil
	}
	return other
}

// unwinding is the state of a stack that is being left: the exception that the next function is told of, owned, or nil.
type unwinding struct {
	exc               obj
	outer             obj // what is handled around the with statement: borrowed
	suppressed, fresh bool
}

// unwind is __exit__: it calls the functions, the last first. One may swallow the exception, or raise another.
func unwind(a []obj) obj {
	details := object.TupleItems(a[1])
	if len(details) == 0 {
		return object.Raise(object.IndexError, "tuple index out of range")
	}
	u := unwinding{outer: object.HandledException()}
	received := details[0] != object.None
	if received && len(details) > 1 && object.IsException(details[1]) {
		u.exc = object.NewRef(details[1])
	}
	defer func() { object.XDecref(u.exc) }()
	for first := a[1]; ; first = nil {
		pair, ok := popPair(a[0])
		if !ok {
			return nil
		}
		if pair == nil {
			break
		}
		u.call(object.TupleItems(pair)[1], first)
		object.Decref(pair)
	}
	if u.fresh {
		return object.GiveException(object.NewRef(u.exc))
	}
	return object.NewBool(received && u.suppressed)
}

// popPair takes the last pair off; it is nil, and there is no error, if there is none.
func popPair(self obj) (pair obj, ok bool) {
	d := object.GetAttrString(self, callbacks)
	if d == nil {
		return nil, false
	}
	defer object.Decref(d)
	switch object.IsTrue(d) {
	case -1:
		return nil, false
	case 0:
		return nil, true
	}
	pair = object.CallMethod(d, "pop")
	if pair != nil && (!object.IsTuple(pair) || len(object.TupleItems(pair)) != 2) {
		object.Decref(pair)
		object.Raise(object.TypeError, "cannot unpack non-iterable object")
		return nil, false
	}
	return pair, pair != nil
}

// call calls a function with the arguments that __exit__ had, if it is the first, or with what the others left.
func (u *unwinding) call(f, args obj) {
	var answer obj
	if args != nil {
		answer = object.Call(f, args, nil)
	} else {
		answer = callExit(f, u.exc)
	}
	swallowed := int32(-1)
	if answer != nil {
		swallowed = object.IsTrue(answer)
		object.Decref(answer)
	}
	switch {
	case swallowed > 0:
		u.suppressed, u.fresh = true, false
		object.Clear(&u.exc)
	case swallowed < 0:
		raised := object.TakeException()
		u.fixContext(raised)
		u.fresh = true
		object.Replace(&u.exc, raised)
	}
}

// fixContext makes the exception that was being handled the context of one that was raised then, as nested with statements would.
func (u *unwinding) fixContext(raised obj) {
	seen := map[obj]bool{}
	for exc := raised; !seen[exc]; {
		seen[exc] = true
		context := object.As[*abi.BaseException](exc).Context
		switch context {
		case nil, u.exc:
			return
		case u.outer:
			object.SetContext(exc, object.XNewRef(u.exc))
			return
		}
		exc = context
	}
}
