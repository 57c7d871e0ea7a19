package types

import (
	"github.com/d95905aa/gilded/internal/object"
)

// setAttrs sets attributes in order: name, value, name, value…
func setAttrs(o *Object, pairs ...any) bool {
	for i := 0; i < len(pairs); i += 2 {
		if !object.SetAttrString(o, pairs[i].(string), pairs[i+1].(*Object)) {
			return false
		}
	}
	return true
}

func dynamicInit(a []*Object) *Object {
	self, fget, doc := a[0], a[1], a[4]
	truth := object.IsTrue(doc)
	if truth < 0 {
		return nil
	}
	text := object.NewRef(doc)
	defer func() { object.XDecref(text) }()
	if truth == 0 {
		object.Replace(&text, object.GetAttrString(fget, "__doc__"))
	}
	abstract, ok := object.LookupAttrString(fget, "__isabstractmethod__")
	if abstract == nil && ok {
		abstract = object.NewRef(object.False)
	}
	defer object.XDecref(abstract)
	if text == nil || abstract == nil {
		return nil
	}
	if truth = object.IsTrue(abstract); truth < 0 {
		return nil
	}
	isAbstract, overwrite := object.NewBool(truth > 0), object.NewBool(doc == object.None)
	defer object.Decref(isAbstract)
	defer object.Decref(overwrite)
	return object.NoneIf(setAttrs(self, "fget", fget, "fset", a[2], "fdel", a[3], "__doc__", text, "overwrite_doc", overwrite,
		"__isabstractmethod__", isAbstract))
}

func dynamicGet(a []*Object) *Object {
	held := object.Attrs(a[0], "__isabstractmethod__", "fget")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	if a[1] == object.None {
		switch object.IsTrue(held[0]) {
		case 1:
			return object.NewRef(a[0])
		case 0:
			return object.RaiseNone(object.AttributeError)
		}
		return nil
	}
	if held[1] == object.None {
		return object.Raise(object.AttributeError, "unreadable attribute")
	}
	return object.CallArgs(held[1], a[1])
}

// through calls the function in an attribute, unless it is None.
func through(self *Object, attr, refusal string, args ...*Object) *Object {
	f := object.GetAttrString(self, attr)
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	if f == object.None {
		return object.Raise(object.AttributeError, "%s", refusal)
	}
	r := object.CallArgs(f, args...)
	object.XDecref(r)
	return object.NoneIf(r != nil)
}

// changed is a copy of a descriptor with another function in place of one of its three.
func changed(a []*Object, which int) *Object {
	held := object.Attrs(a[0], "fget", "fset", "fdel", "__doc__", "overwrite_doc")
	if held == nil {
		return nil
	}
	defer object.ReleaseAll(held)
	object.Replace(&held[which], object.NewRef(a[1]))
	if which == 0 {
		switch object.IsTrue(held[4]) {
		case -1:
			return nil
		case 1:
			doc := object.GetAttrString(a[1], "__doc__")
			if doc == nil {
				return nil
			}
			truth := object.IsTrue(doc)
			if truth > 0 {
				object.Replace(&held[3], object.NewRef(doc))
			}
			object.Decref(doc)
			if truth < 0 {
				return nil
			}
		}
	}
	made := object.CallArgs(object.Head(a[0].Type), held[:4]...)
	if made != nil && !object.SetAttrString(made, "overwrite_doc", held[4]) {
		object.Decref(made)
		return nil
	}
	return made
}

func newDynamicClassAttribute() *Object {
	c := object.Class{
		Name: "DynamicClassAttribute", Module: "types", NoSlots: true,
		Doc: "A property of instances that leaves the class's attribute of the same name to the metaclass.",
		Defs: []object.Def{
			{Sig: "__init__(self, fget=None, fset=None, fdel=None, doc=None)", Do: dynamicInit},
			{Sig: "__get__(self, instance, ownerclass=None)", Do: dynamicGet},
			{Sig: "__set__(self, instance, value)", Do: func(a []*Object) *Object { return through(a[0], "fset", "can't set attribute", a[1:]...) }},
			{Sig: "__delete__(self, instance)", Do: func(a []*Object) *Object { return through(a[0], "fdel", "can't delete attribute", a[1:]...) }},
			{Sig: "getter(self, fget)", Do: func(a []*Object) *Object { return changed(a, 0) }},
			{Sig: "setter(self, fset)", Do: func(a []*Object) *Object { return changed(a, 1) }},
			{Sig: "deleter(self, fdel)", Do: func(a []*Object) *Object { return changed(a, 2) }},
		},
	}
	return c.Make()
}
