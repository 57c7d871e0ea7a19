package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// PropertyType is property.
var PropertyType = ctier.Type("PyProperty_Type")

type property struct {
	abi.Object
	get, set, del, doc, name *Object
	getterDoc                int32
}

func (p *property) fields() []**Object { return []**Object{&p.get, &p.set, &p.del, &p.doc, &p.name} }

// complain raises the AttributeError of a property that lacks an accessor.
func (p *property) complain(obj *Object, what string) *Object {
	qualname := GetAttrString(Head(obj.Type), "__qualname__")
	if qualname == nil {
		return nil
	}
	defer Decref(qualname)
	if p.name != nil {
		return Raise(AttributeError, "property %s of %s object has no %s", ReprOf(p.name), ReprOf(qualname), what)
	}
	return Raise(AttributeError, "property of %s object has no %s", ReprOf(qualname), what)
}

func propertyGet(self, obj, _ *Object) *Object {
	if obj == nil || obj == None {
		return NewRef(self)
	}
	p := As[*property](self)
	if p.get == nil {
		return p.complain(obj, "getter")
	}
	return CallArgs(p.get, obj)
}

func propertySet(self, obj, v *Object) int32 {
	p := As[*property](self)
	switch {
	case v == nil && p.del == nil:
		p.complain(obj, "deleter")
	case v == nil:
		return status(CallArgs(p.del, obj))
	case p.set == nil:
		p.complain(obj, "setter")
	default:
		return status(CallArgs(p.set, obj, v))
	}
	return -1
}

func initProperty(self, args, kwargs *Object) int32 {
	v, ok := bindArgs("property", args, kwargs, 0, "fget", "fset", "fdel", "doc")
	if !ok {
		return -1
	}
	p := As[*property](self)
	for i, f := range p.fields()[:4] {
		if v[i] == None && i < 3 {
			v[i] = nil
		}
		Replace(f, XNewRef(v[i]))
	}
	p.getterDoc = 0
	if (p.doc == nil || p.doc == None) && p.get != nil {
		doc, ok := LookupAttrString(p.get, "__doc__")
		if !ok {
			return -1
		}
		if doc != nil {
			p.getterDoc = 1
			if self.Type == PropertyType {
				Replace(&p.doc, doc)
				return 0
			}
			defer Decref(doc)
			if !SetAttrString(self, "__doc__", doc) {
				return -1
			}
		}
	}
	return 0
}

// copyProperty is p.getter(f) and its kin: a property with one accessor replaced.
func copyProperty(self, f *Object, which int) *Object {
	p := As[*property](self)
	args := make([]*Object, 4)
	for i, field := range p.fields()[:4] {
		args[i] = None
		if *field != nil {
			args[i] = *field
		}
	}
	if p.getterDoc != 0 && args[0] != None {
		args[3] = None
	}
	args[which] = f
	o := CallArgs(Head(self.Type), args...)
	if o != nil && Is(o, PropertyType) {
		As[*property](o).name = XNewRef(p.name)
	}
	return o
}

func init() {
	Define(PropertyType, func() Spec {
		accessor := func(name, doc string, which int) Method {
			return Method{Name: name, Doc: doc, O: func(self, f *Object) *Object { return copyProperty(self, f, which) }}
		}
		return Spec{
			Name: "property", Basicsize: unsafe.Sizeof(property{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Doc: "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nProperty attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring",
			New: GenericNew, Init: initProperty, DescrGet: propertyGet, DescrSet: propertySet,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				for _, f := range As[*property](o).fields() {
					Clear(f)
				}
				freeInstance(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				p := As[*property](o)
				return Visit(visit, arg, p.get, p.set, p.del, p.doc, p.name)
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*property](o).doc)
				return 0
			},
			Methods: []Method{
				accessor("getter", "Descriptor to obtain a copy of the property with a different getter.", 0),
				accessor("setter", "Descriptor to obtain a copy of the property with a different setter.", 1),
				accessor("deleter", "Descriptor to obtain a copy of the property with a different deleter.", 2),
				{Name: "__set_name__", Doc: "Method to set name of a property.", Fast: func(self *Object, args **Object, n int) *Object {
					if n != 2 {
						return Raise(TypeError, "__set_name__() takes 2 positional arguments but %d were given", n)
					}
					Replace(&As[*property](self).name, NewRef(Args(args, n)[1]))
					return NewRef(None)
				}},
			},
			Members: []Member{
				{Name: "fget", Type: TObject, Offset: unsafe.Offsetof(property{}.get), Flags: ReadOnly},
				{Name: "fset", Type: TObject, Offset: unsafe.Offsetof(property{}.set), Flags: ReadOnly},
				{Name: "fdel", Type: TObject, Offset: unsafe.Offsetof(property{}.del), Flags: ReadOnly},
				{Name: "__doc__", Type: TObject, Offset: unsafe.Offsetof(property{}.doc)},
			},
			Getset: []GetSet{{Name: "__isabstractmethod__", Get: func(o *Object) *Object {
				p := As[*property](o)
				for _, f := range []*Object{p.get, p.set, p.del} {
					if r := IsAbstract(f); r != 0 {
						return boolOrNil(r)
					}
				}
				return NewBool(false)
			}}},
		}
	})
}

// bindArgs matches positional and keyword arguments with names, the first required of which must be there. What is not
// given is nil; all are borrowed.
func bindArgs(fn string, args, kwargs *Object, required int, names ...string) ([]*Object, bool) {
	items := TupleItems(args)
	if len(items) > len(names) {
		Raise(TypeError, "%s() takes at most %d arguments (%d given)", fn, len(names), len(items))
		return nil, false
	}
	values := make([]*Object, len(names))
	copy(values, items)
	if kwargs != nil {
		var pos int
		var k, v *Object
	next:
		for DictNext(kwargs, &pos, &k, &v) {
			if !Is(k, StrType) {
				Raise(TypeError, "keywords must be strings")
				return nil, false
			}
			key := StrOf(k)
			for i, name := range names {
				if key == name {
					if values[i] != nil {
						Raise(TypeError, "argument for %s() given by name ('%s') and position (%d)", fn, key, i+1)
						return nil, false
					}
					values[i] = v
					continue next
				}
			}
			Raise(TypeError, "'%s' is an invalid keyword argument for %s()", key, fn)
			return nil, false
		}
	}
	for i := range required {
		if values[i] == nil {
			Raise(TypeError, "%s() missing required argument '%s' (pos %d)", fn, names[i], i+1)
			return nil, false
		}
	}
	return values, true
}
