package weakref

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func newKeyedRef() *Object {
	c := object.Class{
		Name: "KeyedRef", Module: "weakref", Doc: "A weak reference that knows its key.", NoSlots: true,
		Bases: []*Object{object.Head(object.WeakrefType)},
		More:  func(namespace *Object) bool { return object.PutOwned(namespace, "__slots__", object.NewStrs("key")) },
		Defs: []object.Def{
			{Sig: "__new__(type, ob, callback, key)", Kind: object.StaticDef, Do: func(a []*Object) *Object {
				ref := newRef(a[0], a[1], a[2])
				if ref != nil && !object.SetAttrString(ref, "key", a[3]) {
					object.Decref(ref)
					return nil
				}
				return ref
			}},
			{Sig: "__init__(self, ob, callback, key)", Do: func([]*Object) *Object { return object.NewRef(object.None) }},
		},
	}
	return c.Make()
}

// newRef is ref.__new__(class, o, callback).
func newRef(class, o, callback *Object) *Object {
	return object.CallMethod(object.Head(object.WeakrefType), "__new__", class, o, callback)
}

// methodDied is the callback of both references of a WeakMethod. It holds a list of the callback that was asked for, and of a
// reference to the WeakMethod.
var methodDied = object.Def{Sig: "_cb(arg)", In: func(held *Object, _ []*Object) *Object {
	list := object.ListItems(object.TupleItems(held)[0])
	self := alive(list[1])
	if self == nil {
		return object.Raise(object.AttributeError, "'NoneType' object has no attribute '_alive'")
	}
	defer object.Decref(self)
	callback := object.NewRef(list[0])
	defer object.Decref(callback)
	switch isAlive(self) {
	case -1:
		return nil
	case 1:
		if !object.SetAttrString(self, "_alive", object.False) || callback != object.None && !object.Finished(object.CallArgs(callback, self)) {
			return nil
		}
	}
	return object.NewRef(object.None)
}}

func isAlive(self *Object) int32 {
	v := object.GetAttrString(self, "_alive")
	if v == nil {
		return -1
	}
	defer object.Decref(v)
	return object.IsTrue(v)
}

func newMethod(a []*Object) *Object {
	class, method, callback := a[0], a[1], a[2]
	self, fn := object.GetAttrString(method, "__self__"), (*Object)(nil)
	defer object.XDecref(self)
	if self != nil {
		fn = object.GetAttrString(method, "__func__")
	}
	defer object.XDecref(fn)
	if fn == nil {
		if object.Matches(object.AttributeError) {
			object.RaiseInstead(object.TypeError, "argument should be a bound method, not %s", object.TextOf(object.Head(method.Type)))
		}
		return nil
	}
	cell := object.ListFrom([]*Object{callback, object.None})
	if cell == nil {
		return nil
	}
	defer object.Decref(cell)
	died := object.NewClosure(&methodDied, "weakref", "WeakMethod.__new__.<locals>._cb", cell)
	if died == nil {
		return nil
	}
	defer object.Decref(died)
	made := newRef(class, self, died)
	if made == nil {
		return nil
	}
	toFunc, toSelf := object.NewWeakref(fn, died), object.NewWeakref(made, nil)
	defer object.XDecref(toFunc)
	defer object.XDecref(toSelf)
	one := object.NewInt(1)
	defer object.XDecref(one)
	ok := toFunc != nil && toSelf != nil && one != nil && object.SetAttrString(made, "_func_ref", toFunc) &&
		object.SetAttrString(made, "_meth_type", object.Head(method.Type)) && object.SetAttrString(made, "_alive", object.True) &&
		object.SetItem(cell, one, toSelf)
	if !ok {
		object.Decref(made)
		return nil
	}
	return made
}

func callMethod(a []*Object) *Object {
	self, ref := alive(a[0]), object.GetAttrString(a[0], "_func_ref")
	defer object.XDecref(self)
	defer object.XDecref(ref)
	if ref == nil {
		return nil
	}
	fn := object.CallNone(ref)
	if fn == nil {
		return nil
	}
	defer object.Decref(fn)
	if self == nil || fn == object.None {
		return object.NewRef(object.None)
	}
	kind := object.GetAttrString(a[0], "_meth_type")
	if kind == nil {
		return nil
	}
	defer object.Decref(kind)
	return object.CallArgs(kind, fn, self)
}

// sameMethod is a == b for WeakMethods: 1, 0, -1, and -2 where other is none.
func sameMethod(self, other *Object) int32 {
	class := from("weakref", "WeakMethod")
	if class == nil {
		return -1
	}
	defer object.Decref(class)
	switch object.IsInstance(other, class) {
	case -1:
		return -1
	case 0:
		return -2
	}
	x, y := isAlive(self), isAlive(other)
	switch {
	case x < 0 || y < 0:
		return -1
	case x == 0 || y == 0:
		if self == other {
			return 1
		}
		return 0
	}
	equal := ctier.CallCompare(object.WeakrefType.Richcompare, self, other, abi.EQ)
	if equal == nil {
		return -1
	}
	truth := object.IsTrue(equal)
	object.Decref(equal)
	if truth <= 0 {
		return truth
	}
	f, g := object.GetAttrString(self, "_func_ref"), object.GetAttrString(other, "_func_ref")
	defer object.XDecref(f)
	defer object.XDecref(g)
	if f == nil || g == nil {
		return -1
	}
	return object.RichCompareBool(f, g, abi.EQ)
}

func compareMethods(want int32) func(a []*Object) *Object {
	return func(a []*Object) *Object {
		switch r := sameMethod(a[0], a[1]); r {
		case -1:
			return nil
		case -2:
			return object.NewRef(object.NotImplemented)
		default:
			return object.NewBool(r == want)
		}
	}
}

func newWeakMethod() *Object {
	c := object.Class{
		Name: "WeakMethod", Module: "weakref", Doc: "A weak reference to a bound method, which lives as long as what it is bound to.",
		NoSlots: true, Bases: []*Object{object.Head(object.WeakrefType)},
		More: func(namespace *Object) bool {
			return object.PutOwned(namespace, "__slots__", object.NewStrs("_func_ref", "_meth_type", "_alive", "__weakref__")) &&
				object.PutOwned(namespace, "__hash__", object.GetAttrString(object.Head(object.WeakrefType), "__hash__"))
		},
		Defs: []object.Def{
			{Sig: "__new__(cls, meth, callback=None)", Kind: object.StaticDef, Do: newMethod},
			{Sig: "__call__(self)", Do: callMethod},
			{Sig: "__eq__(self, other)", Do: compareMethods(1)},
			{Sig: "__ne__(self, other)", Do: compareMethods(0)},
		},
	}
	return c.Make()
}
