package copy

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// The memo of a deep copy is a dict, or what the caller gave, from the numbers of objects to their copies. It keeps the objects
// alive that it has numbers of, in a list under its own number.

func number(o *Object) *Object { return object.NewUint(uint64(uintptr(unsafe.Pointer(o)))) }

// remember stores the copy of an object.
func remember(memo, x, y *Object) bool {
	n := number(x)
	if n == nil {
		return false
	}
	defer object.Decref(n)
	return object.SetItem(memo, n, y)
}

// remembered is the copy that a memo has of an object: a new reference, and nil and true if it has none.
func remembered(memo, x *Object) (*Object, bool) {
	n := number(x)
	if n == nil {
		return nil, false
	}
	defer object.Decref(n)
	if memo.Type == object.DictType {
		y, ok := object.DictGet(memo, n)
		return object.XNewRef(y), ok
	}
	missing := object.CallNone(object.Head(object.ObjectType))
	if missing == nil {
		return nil, false
	}
	defer object.Decref(missing)
	y := object.CallMethod(memo, "get", n, missing)
	if y == missing {
		object.Decref(y)
		return nil, true
	}
	return y, y != nil
}

func keepAlive(memo, x *Object) bool {
	n := number(memo)
	if n == nil {
		return false
	}
	defer object.Decref(n)
	kept := object.GetItem(memo, n)
	if kept != nil {
		defer object.Decref(kept)
		return object.Finished(object.CallMethod(kept, "append", x))
	}
	if !object.Matches(object.KeyError) {
		return false
	}
	object.ClearErr()
	if kept = object.ListFrom([]*Object{x}); kept == nil {
		return false
	}
	defer object.Decref(kept)
	return object.SetItem(memo, n, kept)
}

// deep is a deep copy: a new reference.
func deep(x, memo *Object) *Object {
	if !object.EnterCall(" while calling a Python object") {
		return nil
	}
	defer object.LeaveCall()
	y, ok := remembered(memo, x)
	if y != nil || !ok {
		return y
	}
	object.Incref(x)
	defer object.Decref(x)
	if y = deepNew(x, memo); y == nil || y == x {
		return y
	}
	if !remember(memo, x, y) || !keepAlive(memo, x) {
		object.Decref(y)
		return nil
	}
	return y
}

func deepNew(x, memo *Object) *Object {
	switch t := x.Type; {
	case isAtomic(t) || object.IsSubtype(t, object.TypeType):
		return object.NewRef(x)
	case t == object.ListType:
		return deepList(x, memo)
	case t == object.TupleType:
		return deepTuple(x, memo)
	case t == object.DictType:
		return deepDict(x, memo)
	case t == object.MethodType:
		return deepMethod(x, memo)
	}
	copier, ok := object.LookupAttrString(x, "__deepcopy__")
	if !ok {
		return nil
	}
	if copier != nil && copier != object.None {
		defer object.Decref(copier)
		return object.CallArgs(copier, memo)
	}
	object.XDecref(copier)
	return fromReduction(x, memo, "un(deep)copyable")
}

func deepList(x, memo *Object) *Object {
	y := object.NewList(0)
	if y == nil {
		return nil
	}
	ok := remember(memo, x, y)
	for i := 0; ok && i < len(object.ListItems(x)); i++ {
		item := object.NewRef(object.ListItems(x)[i])
		c := deep(item, memo)
		object.Decref(item)
		ok = c != nil && object.ListAppend(y, c)
		object.XDecref(c)
	}
	if !ok {
		object.Decref(y)
		return nil
	}
	return y
}

func deepTuple(x, memo *Object) *Object {
	items := object.TupleItems(x)
	copies := object.NewTuple(len(items))
	if copies == nil {
		return nil
	}
	defer object.Decref(copies)
	same := true
	for i, item := range items {
		c := deep(item, memo)
		if c == nil {
			return nil
		}
		if len(items) > 0 {
			object.TupleItems(copies)[i] = c
		}
		same = same && c == item
	}
	// What is in it may have led back to the tuple, which has its copy then.
	if y, ok := remembered(memo, x); y != nil || !ok {
		return y
	}
	if same {
		return object.NewRef(x)
	}
	return object.NewRef(copies)
}

func deepDict(x, memo *Object) *Object {
	y := object.NewDict()
	if y == nil {
		return nil
	}
	items := object.CallMethod(x, "items")
	ok := items != nil && remember(memo, x, y) && object.Each(items, func(item *Object) bool {
		object.Incref(item)
		defer object.Decref(item)
		parts := object.TupleItems(item)
		key := deep(parts[0], memo)
		if key == nil {
			return false
		}
		defer object.Decref(key)
		v := deep(parts[1], memo)
		if v == nil {
			return false
		}
		defer object.Decref(v)
		return object.DictSet(y, key, v)
	})
	object.XDecref(items)
	if !ok {
		object.Decref(y)
		return nil
	}
	return y
}

// deepMethod binds the function of a bound method to a copy of its self.
func deepMethod(x, memo *Object) *Object {
	fn, self := object.GetAttrString(x, "__func__"), object.GetAttrString(x, "__self__")
	defer object.XDecref(fn)
	defer object.XDecref(self)
	if fn == nil || self == nil {
		return nil
	}
	c := deep(self, memo)
	if c == nil {
		return nil
	}
	defer object.Decref(c)
	return object.NewMethod(fn, c)
}
