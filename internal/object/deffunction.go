package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// defFunction is the object of a Def. It owns what it refers to; the handle leads to the Def.
type defFunction struct {
	abi.Object
	vectorcall abi.Func
	weakrefs   *Object
	dict       *Object
	name       *Object
	qualname   *Object
	module     *Object
	doc        *Object
	defaults   *Object // a tuple with an item for each parameter, None where there is no default
	class      *Object // the class it is a method of, if it needs that
	handle     uint64
}

// runningDef is what a function's handle leads to.
type runningDef struct {
	*signature
	def *Def
}

func (f *defFunction) fields() []**Object {
	return []**Object{&f.dict, &f.name, &f.qualname, &f.module, &f.doc, &f.defaults, &f.class}
}

var (
	defFunctionType = NewType()

	defVectorcall = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
		f := As[*defFunction](o)
		r := State().handles.values[f.handle].(runningDef)
		n := Positional(nargsf)
		if !EnterCall("") {
			return nil
		}
		defer LeaveCall()
		do := r.def.Do
		if do == nil {
			do = func(a []*Object) *Object { return r.def.In(f.class, a) }
		}
		return CheckResult(o, r.call(StrOf(f.qualname), r.defaultsOf(f), Args(args, n+KeywordCount(names)), n, names, do), "")
	})
)

// defaultsOf are a function's default values, nil for a parameter that has none.
func (s *signature) defaultsOf(f *defFunction) []*Object {
	if f.defaults == nil {
		return nil
	}
	values := make([]*Object, len(s.params))
	for i, v := range TupleItems(f.defaults) {
		if v != None || s.params[i].value == "None" {
			values[i] = v
		}
	}
	return values
}

// NewDef makes the object of a Def, in the module and the class, if any, that its qualified name shows: a new reference.
func NewDef(d *Def, module, class string) *Object {
	s := signatureFor(d)
	qualname := s.name
	if class != "" {
		qualname = class + "." + s.name
	}
	o := New(defFunctionType)
	if o == nil {
		return nil
	}
	f := As[*defFunction](o)
	f.vectorcall, f.handle = defVectorcall, Keep(runningDef{s, d})
	GCTrack(o)
	f.name, f.qualname, f.module = NewRef(Intern(s.name)), NewStr(qualname), NewStr(module)
	f.doc = NewRef(None)
	if d.Doc != "" {
		Replace(&f.doc, NewStr(d.Doc))
	}
	ok := f.qualname != nil && f.module != nil && f.doc != nil && f.setDefaults(s)
	if ok && d.Abstract {
		ok = SetAttrString(o, "__isabstractmethod__", True)
	}
	if !ok {
		Decref(o)
		return nil
	}
	return o
}

func (f *defFunction) setDefaults(s *signature) bool {
	has := false
	for _, p := range s.params {
		has = has || p.value != ""
	}
	if !has {
		return true
	}
	if f.defaults = NewTuple(len(s.params)); f.defaults == nil {
		return false
	}
	items := TupleItems(f.defaults)
	for i, p := range s.params {
		if items[i] = literal(p.value); items[i] == nil {
			if Occurred() != nil {
				return false
			}
			items[i] = NewRef(None)
		}
	}
	return true
}

// decorated is NewDef with the decorator of its kind around it.
func decorated(d *Def, module, class string) *Object {
	f := NewDef(d, module, class)
	if f == nil || d.Kind == PlainDef {
		return f
	}
	defer Decref(f)
	switch d.Kind {
	case ClassDef:
		return NewClassMethod(f)
	case StaticDef:
		return NewStaticMethod(f)
	}
	return CallArgs(Head(PropertyType), f)
}

// AddDefs adds functions to a module.
func AddDefs(m *Object, defs []Def) bool {
	name := ModuleName(m)
	if name == nil {
		return false
	}
	defer Decref(name)
	for i := range defs {
		f := NewDef(&defs[i], StrOf(name), "")
		ok := f != nil && DictSet(As[*abi.Module](m).Dict, As[*defFunction](f).name, f)
		XDecref(f)
		if !ok {
			return false
		}
	}
	return true
}

func init() {
	Define(defFunctionType, func() Spec {
		return Spec{
			Name: "function", Doc: "A function of the library.", Basicsize: unsafe.Sizeof(defFunction{}),
			Flags:            abi.TPFlagsHaveGC | abi.TPFlagsHaveVectorcall | abi.TPFlagsMethodDescriptor,
			VectorcallOffset: int(unsafe.Offsetof(defFunction{}.vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(defFunction{}.weakrefs)),
			Dictoffset:       int(unsafe.Offsetof(defFunction{}.dict)),
			Call:             VectorcallCall,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				ClearWeakrefs(o)
				f := As[*defFunction](o)
				Drop(f.handle)
				for _, field := range f.fields() {
					Clear(field)
				}
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				for _, field := range As[*defFunction](o).fields() {
					if r := Visit(visit, arg, *field); r != 0 {
						return r
					}
				}
				return 0
			},
			Clear: func(o *Object) int32 {
				Clear(&As[*defFunction](o).dict)
				return 0
			},
			Repr: func(o *Object) *Object {
				return NewStr("<function " + TextOf(As[*defFunction](o).qualname) + " at " + HexAddress(o) + ">")
			},
			DescrGet: func(self, obj, _ *Object) *Object {
				if obj == nil || obj == None {
					return NewRef(self)
				}
				return NewMethod(self, obj)
			},
			Members: []Member{
				{Name: "__doc__", Type: TObject, Offset: unsafe.Offsetof(defFunction{}.doc)},
				{Name: "__module__", Type: TObject, Offset: unsafe.Offsetof(defFunction{}.module)},
			},
			Getset: []GetSet{
				{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict},
				defName("__name__", func(f *defFunction) **Object { return &f.name }),
				defName("__qualname__", func(f *defFunction) **Object { return &f.qualname }),
			},
		}
	})
}

// defName is one of the two names of a function, which stay strs.
func defName(name string, field func(*defFunction) **Object) GetSet {
	return GetSet{
		Name: name, Get: func(o *Object) *Object { return NewRef(*field(As[*defFunction](o))) },
		Set: func(o, v *Object) int32 {
			if v == nil || !IsStr(v) {
				Raise(TypeError, "%s must be set to a string object", name)
				return -1
			}
			Replace(field(As[*defFunction](o)), NewRef(v))
			return 0
		},
	}
}
