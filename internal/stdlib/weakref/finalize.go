package weakref

import (
	"github.com/d95905aa/gilded/internal/object"
)

// A finalizer has no state of its own: the class has a registry from finalizers to what each is to do, so that none can be part
// of a cycle. What it is to do is a list, in this order.
const (
	finalizeRef = iota // a weak reference to the object, whose callback is the finalizer
	finalizeFunc
	finalizeArgs
	finalizeKwargs
	finalizeAtExit
)

func registry() *Object {
	class := from("weakref", "finalize")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.GetAttrString(class, "_registry")
}

// infoOf is what a finalizer is to do: a new reference; nil, and no error, if it is dead. take removes it from the registry.
func infoOf(self *Object, take bool) (*Object, bool) {
	r := registry()
	if r == nil {
		return nil, false
	}
	defer object.Decref(r)
	info, ok := object.DictGet(r, self)
	if info == nil {
		return nil, ok
	}
	object.Incref(info)
	if take && !object.DictDel(r, self) {
		object.Decref(info)
		return nil, false
	}
	return info, true
}

func finalizeInit(a []*Object) *Object {
	self, o, fn, args, kwargs := a[0], a[1], a[2], a[3], a[4]
	if !registerAtExit() {
		return nil
	}
	ref := object.NewWeakref(o, self)
	if ref == nil {
		return nil
	}
	defer object.Decref(ref)
	info := object.ListFrom([]*Object{ref, fn, args, kwargs, object.True})
	r := registry()
	defer object.XDecref(info)
	defer object.XDecref(r)
	return object.NoneIf(info != nil && r != nil && object.DictSet(r, self, info))
}

// registerAtExit has the finalizers run when the interpreter ends.
func registerAtExit() bool {
	class := from("weakref", "finalize")
	if class == nil {
		return false
	}
	defer object.Decref(class)
	registered := object.GetAttrString(class, "_registered_with_atexit")
	if registered == nil {
		return false
	}
	object.Decref(registered)
	if registered == object.True {
		return true
	}
	if !object.AtExit(runAtExit) {
		object.Raise(object.RuntimeError, "too many functions to call at exit")
		return false
	}
	return object.SetAttrString(class, "_registered_with_atexit", object.True)
}

// runAtExit calls the finalizers that are left, the newest first.
func runAtExit() {
	class, r := from("weakref", "finalize"), registry()
	defer object.XDecref(class)
	defer object.XDecref(r)
	if class == nil || r == nil {
		object.ClearErr()
		return
	}
	for {
		self := newest(r)
		if self == nil {
			break
		}
		result := object.CallNone(self)
		if result == nil {
			object.WriteUnraisable(self)
		}
		object.XDecref(result)
		object.Decref(self)
	}
	if !object.SetAttrString(class, "_shutdown", object.True) {
		object.ClearErr()
	}
}

// newest is the finalizer that was registered last among those that run at exit: a new reference, nil if there is none.
func newest(r *Object) *Object {
	var found, key, info *Object
	for pos := 0; object.DictNext(r, &pos, &key, &info); {
		if object.ListItems(info)[finalizeAtExit] == object.True {
			found = key
		}
	}
	return object.XNewRef(found)
}

func finalizeCall(a []*Object) *Object {
	info, ok := infoOf(a[0], true)
	if info == nil {
		if !ok {
			return nil
		}
		return object.NewRef(object.None)
	}
	defer object.Decref(info)
	class := from("weakref", "finalize")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	shutdown := object.GetAttrString(class, "_shutdown")
	if shutdown == nil {
		return nil
	}
	object.Decref(shutdown)
	if shutdown == object.True {
		return object.NewRef(object.None)
	}
	items := object.ListItems(info)
	return object.Call(items[finalizeFunc], items[finalizeArgs], items[finalizeKwargs])
}

// parts is (object, func, args, kwargs) of a finalizer that is alive, and otherwise None.
func parts(self *Object, take bool) *Object {
	info, ok := infoOf(self, false)
	if !ok {
		return nil
	}
	var o *Object
	if info != nil {
		defer object.Decref(info)
		o = alive(object.ListItems(info)[finalizeRef])
	}
	if o == nil {
		return object.NewRef(object.None)
	}
	defer object.Decref(o)
	if take {
		taken, ok := infoOf(self, true)
		object.XDecref(taken)
		if !ok {
			return nil
		}
	}
	items := object.ListItems(info)
	return object.Pack(o, items[finalizeFunc], items[finalizeArgs], items[finalizeKwargs])
}

func finalizeRepr(a []*Object) *Object {
	info, ok := infoOf(a[0], false)
	if !ok {
		return nil
	}
	var o *Object
	if info != nil {
		defer object.Decref(info)
		o = alive(object.ListItems(info)[finalizeRef])
	}
	text := "<" + object.ShortName(a[0].Type) + " object at " + object.HexAddress(a[0])
	if o == nil {
		return object.NewStr(text + "; dead>")
	}
	defer object.Decref(o)
	name := object.NewStr(object.ShortName(o.Type))
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	return object.NewStr(text + "; for " + object.ReprOf(name) + " at " + object.HexAddress(o) + ">")
}

func getAtExit(a []*Object) *Object {
	info, ok := infoOf(a[0], false)
	if info == nil {
		if !ok {
			return nil
		}
		return object.NewBool(false)
	}
	defer object.Decref(info)
	return object.NewRef(object.ListItems(info)[finalizeAtExit])
}

func setAtExit(a []*Object) *Object {
	info, ok := infoOf(a[0], false)
	if info == nil {
		return object.NoneIf(ok)
	}
	defer object.Decref(info)
	truth := object.IsTrue(a[1])
	if truth < 0 {
		return nil
	}
	i := object.NewInt(finalizeAtExit)
	defer object.Decref(i)
	return object.NoneIf(object.SetItem(info, i, object.NewBool(truth > 0)))
}

func newFinalize() *Object {
	get := object.Def{Sig: "atexit(self)", Do: getAtExit}
	set := object.Def{Sig: "atexit(self, value)", Do: setAtExit}
	c := object.Class{
		Name: "finalize", Module: "weakref", Doc: "Calls a function when an object dies, or else when the interpreter ends.",
		More: func(namespace *Object) bool {
			getter, setter := object.NewDef(&get, "weakref", "finalize"), object.NewDef(&set, "weakref", "finalize")
			defer object.XDecref(getter)
			defer object.XDecref(setter)
			return getter != nil && setter != nil && object.PutOwned(namespace, "atexit", object.CallArgs(object.Head(object.PropertyType), getter, setter)) &&
				object.PutOwned(namespace, "_registry", object.NewDict()) && object.PutOwned(namespace, "_shutdown", object.NewBool(false)) &&
				object.PutOwned(namespace, "_registered_with_atexit", object.NewBool(false))
		},
		Defs: []object.Def{
			{Sig: "__init__(self, obj, func, /, *args, **kwargs)", Do: finalizeInit},
			{Sig: "__call__(self, _=None)", Do: finalizeCall},
			{Sig: "detach(self)", Do: func(a []*Object) *Object { return parts(a[0], true) }},
			{Sig: "peek(self)", Do: func(a []*Object) *Object { return parts(a[0], false) }},
			{Sig: "alive(self)", Kind: object.PropertyDef, Do: func(a []*Object) *Object {
				info, ok := infoOf(a[0], false)
				object.XDecref(info)
				if !ok {
					return nil
				}
				return object.NewBool(info != nil)
			}},
			{Sig: "__repr__(self)", Do: finalizeRepr},
		},
	}
	return c.Make()
}
