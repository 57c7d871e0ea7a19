package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// CodeType is code: here a name for a place in a source file. No bytecode is behind it.
var CodeType = ctier.Type("PyCode_Type")

func codeFields(o *Object) []**Object {
	c := As[abi.Code](o)
	return []**Object{
		&c.Consts, &c.Names, &c.ExceptionTable, &c.LocalsplusNames, &c.LocalsplusKinds, &c.Filename, &c.Name, &c.Qualname,
		&c.Linetable, &c.CachedCode,
	}
}

func init() {
	Define(CodeType, func() Spec {
		field := func(name string, offset uintptr) Member {
			return Member{Name: name, Type: TObject, Flags: ReadOnly, Offset: offset}
		}
		number := func(name string, offset uintptr) Member {
			return Member{Name: name, Type: TInt, Flags: ReadOnly, Offset: offset}
		}
		return Spec{
			Name: "code", Doc: "A code object: what a place in a traceback is named by.",
			Basicsize: unsafe.Sizeof(abi.Code{}), Weaklistoffset: int(unsafe.Offsetof(abi.Code{}.Weakreflist)),
			Flags:   abi.TPFlagsDisallowInstantiation,
			Dealloc: codeDealloc, Repr: codeRepr, Getattro: GenericGetAttr,
			Members: []Member{
				number("co_argcount", unsafe.Offsetof(abi.Code{}.Argcount)),
				number("co_posonlyargcount", unsafe.Offsetof(abi.Code{}.Posonlyargcount)),
				number("co_kwonlyargcount", unsafe.Offsetof(abi.Code{}.Kwonlyargcount)),
				number("co_stacksize", unsafe.Offsetof(abi.Code{}.Stacksize)),
				number("co_flags", unsafe.Offsetof(abi.Code{}.Flags)),
				number("co_firstlineno", unsafe.Offsetof(abi.Code{}.Firstlineno)),
				number("co_nlocals", unsafe.Offsetof(abi.Code{}.Nlocals)),
				field("co_names", unsafe.Offsetof(abi.Code{}.Names)),
				field("co_consts", unsafe.Offsetof(abi.Code{}.Consts)),
				field("co_filename", unsafe.Offsetof(abi.Code{}.Filename)),
				field("co_name", unsafe.Offsetof(abi.Code{}.Name)),
				field("co_qualname", unsafe.Offsetof(abi.Code{}.Qualname)),
				field("co_linetable", unsafe.Offsetof(abi.Code{}.Linetable)),
				field("co_exceptiontable", unsafe.Offsetof(abi.Code{}.ExceptionTable)),
				field("co_code", unsafe.Offsetof(abi.Code{}.CachedCode)),
			},
			Getset: []GetSet{
				{Name: "co_varnames", Get: CodeVarnames},
				{Name: "co_cellvars", Get: CodeCellvars},
				{Name: "co_freevars", Get: CodeFreevars},
			},
			Methods: []Method{{Name: "replace", Keywords: codeReplace, Doc: "Return a copy of the code object with new values for the specified fields."}},
		}
	})
}

func codeDealloc(o *Object) {
	if As[abi.Code](o).Weakreflist != nil {
		ClearWeakrefs(o)
	}
	for _, f := range codeFields(o) {
		Clear(f)
	}
	Release(o)
}

func codeRepr(o *Object) *Object {
	c := As[abi.Code](o)
	return NewStr(fmt.Sprintf("<code object %s at %p, file %q, line %d>", StrOf(c.Name), o, StrOf(c.Filename), c.Firstlineno))
}

// What an empty code object consists of, as extensions may look: RESUME, LOAD_ASSERTION_ERROR, RAISE_VARARGS 1, which
// nobody runs, all on one line.
var emptyCode, emptyLines = []byte{0x97, 0, 0x4a, 0, 0x82, 1}, []byte{0xea, 0}

// NewCode makes an empty code object: PyCode_NewEmpty.
func NewCode(filename, name string, line int) *Object {
	o := New(CodeType)
	if o == nil {
		return nil
	}
	c := As[abi.Code](o)
	c.Firstlineno = int32(line)
	c.Stacksize = 1
	c.Filename, c.Name = NewStr(filename), NewStr(name)
	c.Consts, c.Names, c.LocalsplusNames = NewTuple(0), NewTuple(0), NewTuple(0)
	c.Linetable, c.LocalsplusKinds, c.ExceptionTable, c.CachedCode = NewBytes(emptyLines), NewBytes(nil), NewBytes(nil), NewBytes(emptyCode)
	c.Size = copy(c.Adaptive[:], emptyCode) / 2
	if c.Name != nil {
		c.Qualname = NewRef(c.Name)
	}
	for _, f := range codeFields(o) {
		if *f == nil {
			Decref(o)
			return nil
		}
	}
	return o
}

// CodeVarnames is co_varnames: the names of arguments and local variables.
func CodeVarnames(o *Object) *Object {
	c := As[abi.Code](o)
	return TupleSlice(c.LocalsplusNames, 0, int(c.Nlocals))
}

// CodeCellvars is co_cellvars.
func CodeCellvars(o *Object) *Object {
	c := As[abi.Code](o)
	return TupleSlice(c.LocalsplusNames, int(c.Nlocals), int(c.Nlocals+c.Ncellvars))
}

// CodeFreevars is co_freevars.
func CodeFreevars(o *Object) *Object {
	c := As[abi.Code](o)
	return TupleSlice(c.LocalsplusNames, int(c.Nlocals+c.Ncellvars), int(c.Nlocalsplus))
}

// codeReplace copies a code object with other values. Generated code makes its code objects this way: an empty one, then
// replace with everything it wants to show.
func codeReplace(o, args, kwargs *Object) *Object {
	if n := len(TupleItems(args)); n > 0 {
		return Raise(TypeError, "replace() takes 0 positional arguments but %d %s given", n, wasWere(n))
	}
	copied := New(CodeType)
	if copied == nil {
		return nil
	}
	from, c := As[abi.Code](o), As[abi.Code](copied)
	head := c.VarObject
	*c = *from
	c.VarObject, c.Weakreflist, c.LineArray, c.Extra = head, nil, nil, nil
	for _, f := range codeFields(copied) {
		Incref(*f)
	}
	lists := [3]*Object{CodeVarnames(o), CodeCellvars(o), CodeFreevars(o)}
	defer func() {
		for _, l := range lists {
			XDecref(l)
		}
	}()
	if kwargs != nil {
		var k, v *Object
		for pos := 0; DictNext(kwargs, &pos, &k, &v); {
			if !codeSet(c, &lists, StrOf(k), v) {
				Decref(copied)
				return nil
			}
		}
	}
	var names []*Object
	for _, l := range lists {
		names = append(names, TupleItems(l)...)
	}
	c.Nlocals, c.Ncellvars, c.Nfreevars = int32(len(TupleItems(lists[0]))), int32(len(TupleItems(lists[1]))), int32(len(TupleItems(lists[2])))
	c.Nlocalsplus = int32(len(names))
	all := Pack(names...)
	if all == nil {
		Decref(copied)
		return nil
	}
	Replace(&c.LocalsplusNames, all)
	return copied
}

func wasWere(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

// codeSet sets one field of a new code object, as replace(name=v) asks.
func codeSet(c *abi.Code, lists *[3]*Object, name string, v *Object) bool {
	number := map[string]*int32{
		"co_argcount": &c.Argcount, "co_posonlyargcount": &c.Posonlyargcount, "co_kwonlyargcount": &c.Kwonlyargcount,
		"co_stacksize": &c.Stacksize, "co_flags": &c.Flags, "co_firstlineno": &c.Firstlineno, "co_nlocals": nil,
	}
	if field, ok := number[name]; ok {
		n, ok := AsInt(v)
		if ok && field != nil {
			*field = int32(n)
		}
		return ok
	}
	object := map[string]struct {
		field **Object
		t     *Type
	}{
		"co_code": {&c.CachedCode, BytesType}, "co_consts": {&c.Consts, TupleType}, "co_names": {&c.Names, TupleType},
		"co_varnames": {&lists[0], TupleType}, "co_cellvars": {&lists[1], TupleType}, "co_freevars": {&lists[2], TupleType},
		"co_filename": {&c.Filename, StrType}, "co_name": {&c.Name, StrType}, "co_qualname": {&c.Qualname, StrType},
		"co_linetable": {&c.Linetable, BytesType}, "co_exceptiontable": {&c.ExceptionTable, BytesType},
	}
	f, ok := object[name]
	switch {
	case !ok:
		Raise(TypeError, "'%s' is an invalid keyword argument for replace()", name)
		return false
	case !Is(v, f.t):
		Raise(TypeError, "replace() argument '%s' must be %s, not %.50s", name, TypeName(f.t), argumentTypeName(v))
		return false
	}
	Replace(f.field, NewRef(v))
	return true
}
