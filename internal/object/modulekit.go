package object

import "github.com/d95905aa/gilded/internal/abi"

// What the modules of the standard library (package stdlib) need besides the API that extensions have: the habits by which
// the types of this package are made.

// FieldSpec is the destructor, traversal and clearing of a type that may be inherited from and whose references are in the
// places that fields returns; weakrefs says whether it has a list of weak references.
func FieldSpec(size uintptr, weaklist int, fields func(o *Object) []**Object) Spec {
	s := refSpec(size, fields)
	s.Iter = nil
	s.Weaklistoffset = weaklist
	s.Clear = func(o *Object) int32 {
		for _, f := range fields(o) {
			Clear(f)
		}
		return 0
	}
	s.Dealloc = func(o *Object) {
		GCUntrack(o)
		if weaklist != 0 {
			ClearWeakrefs(o)
		}
		for _, f := range fields(o) {
			Clear(f)
		}
		FreeInstance(o)
	}
	return s
}

// CallSpecial calls a special method, which is looked up on the type; found is false, and no error is set, if there is none.
func CallSpecial(self *Object, name string, args ...*Object) (result *Object, found bool) {
	return special(self, name, args...)
}

// NewModuleWith makes a module with functions that CPython writes in Python, of which there may be none.
func NewModuleWith(name, doc string, defs []Def) *Object {
	m := NewModuleString(name)
	if m != nil && (!SetDoc(m, doc) || !AddDefs(m, defs)) {
		Decref(m)
		return nil
	}
	return m
}

// FilledModule is NewModuleWith and the rest that fill adds, for DefineModule. fill is false, with an exception set, where it fails.
func FilledModule(name, doc string, defs []Def, fill func(m *Object) bool) func() *Object {
	return func() *Object {
		m := NewModuleWith(name, doc, defs)
		if m != nil && !fill(m) {
			Decref(m)
			return nil
		}
		return m
	}
}

// Fill is the second half of a function for DefineModule: put names the objects of a module to set, which takes over the
// references, of which any may be nil for an exception. The result is the module, or nil then.
func Fill(m *Object, put func(set func(name string, v *Object))) *Object {
	if m == nil {
		return nil
	}
	dict := As[*abi.Module](m).Dict
	ok := true
	put(func(name string, v *Object) {
		ok = ok && v != nil && DictSetString(dict, name, v)
		XDecref(v)
	})
	if !ok {
		Decref(m)
		return nil
	}
	return m
}

// TypeObject is a new reference to a type as an object.
func TypeObject(t *Type) *Object { return NewRef(Head(t)) }

// NewStrs makes a tuple of strs.
func NewStrs(texts ...string) *Object {
	items := make([]*Object, len(texts))
	for i, text := range texts {
		items[i] = NewStr(text)
	}
	return packOwned(items...)
}

// CheckGiven checks the number of arguments of a function that parses them by a format: "index() takes at least 1 argument (0
// given)". Such a function may have no name.
func CheckGiven(name string, n, min, max int) bool {
	if n >= min && n <= max {
		return true
	}
	if name == "" {
		name = "function"
	} else {
		name += "()"
	}
	bound, limit := "at most", max
	if n < min {
		bound, limit = "at least", min
	}
	if min == max {
		bound = "exactly"
	}
	Raise(TypeError, "%s takes %s %d argument%s (%d given)", name, bound, limit, plural(limit), n)
	return false
}

// NewClosure makes the object of a Def with In that holds objects, as a def inside of a function does: In gets a tuple of them.
// module may be empty.
func NewClosure(d *Def, module, qualname string, held ...*Object) *Object {
	o := NewDef(d, module, "")
	if o == nil {
		return nil
	}
	f := As[*defFunction](o)
	if module == "" {
		Replace(&f.module, NewRef(None))
	}
	Replace(&f.qualname, NewStr(qualname))
	if f.class = Pack(held...); f.class == nil || f.qualname == nil {
		Decref(o)
		return nil
	}
	return o
}

// UnionType is types.UnionType.
var UnionType = unionType

// Attrs takes attributes of an object, new references; nil if one of them is missing, after releasing the others.
func Attrs(o *Object, names ...string) []*Object {
	values := make([]*Object, len(names))
	for i, name := range names {
		if values[i] = GetAttrString(o, name); values[i] == nil {
			ReleaseAll(values)
			return nil
		}
	}
	return values
}

// UnpackPair calls f with the two items of an iterable, as the assignment of one to two names takes it apart; f's answer is the
// result. It may run code.
func UnpackPair(o *Object, f func(a, b *Object) bool) bool {
	if o.Type.Iter == nil && !SequenceCheck(o) {
		Raise(TypeError, "cannot unpack non-iterable %.200s object", TypeName(o.Type))
		return false
	}
	var parts []*Object
	defer func() { ReleaseAll(parts) }()
	whole := forEach(o, func(part *Object) bool {
		if len(parts) == 2 {
			Raise(ValueError, "too many values to unpack (expected 2)")
			return false
		}
		parts = append(parts, NewRef(part))
		return true
	})
	if whole && len(parts) < 2 {
		Raise(ValueError, "not enough values to unpack (expected 2, got %d)", len(parts))
		return false
	}
	return whole && f(parts[0], parts[1])
}

// Starred is the tuple of the items of what stands behind a star, with Python's text for what has none.
func Starred(o *Object) *Object {
	if o.Type.Iter == nil && !SequenceCheck(o) {
		return Raise(TypeError, "Value after * must be an iterable, not %.200s", TypeName(o.Type))
	}
	return ToTuple(o)
}

// Weakrefs is a list of the weak references and proxies to an object.
func Weakrefs(o *Object) *Object {
	l := NewList(0)
	if l == nil {
		return nil
	}
	first := weakList(o)
	if first == nil {
		return l
	}
	for r := *first; r != nil; r = r.Next {
		if r.Refcnt > 0 && !ListAppend(l, Head(r)) {
			Decref(l)
			return nil
		}
	}
	return l
}

// ProxyTypes are the types of weak proxies: of objects that can't be called, and of those that can.
func ProxyTypes() (plain, callable *Type) { return weakProxyType, weakCallProxyType }

// RaiseInstead raises an exception in place of the one that is set, as raise … from None does, and returns nil.
func RaiseInstead(t *Type, format string, a ...any) *Object {
	was, v, tb := FetchErr()
	Raise(t, format, a...)
	ChainExceptions(was, v, tb)
	exc := TakeException()
	if !SetAttrString(exc, "__suppress_context__", True) {
		ClearErr()
	}
	return GiveException(exc)
}
