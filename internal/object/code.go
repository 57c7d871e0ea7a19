package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// CodeType is code. Gilded does not run bytecode: a code object names a place in a source file, describes a function for
// those who inspect it, or stands for a Program.
var CodeType = ctier.Type("PyCode_Type")

// Bits of co_flags.
const (
	CodeOptimized         = 0x1
	CodeNewLocals         = 0x2
	CodeVarargs           = 0x4
	CodeVarkeywords       = 0x8
	CodeGenerator         = 0x20
	CodeCoroutine         = 0x80
	CodeIterableCoroutine = 0x100
	CodeAsyncGenerator    = 0x200
)

// Bits of co_localspluskinds: what a variable of that index is. An argument that is a cell is both.
const (
	kindLocal = 0x20
	kindCell  = 0x40
	kindFree  = 0x80
)

func codeFields(o *Object) []**Object {
	c := As[*abi.Code](o)
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
			Name: "code", Doc: codeDoc, Basicsize: unsafe.Offsetof(abi.Code{}.Adaptive), Itemsize: 2,
			Weaklistoffset: int(unsafe.Offsetof(abi.Code{}.Weakreflist)),
			New:            codeNew,
			Dealloc:        codeDealloc, Repr: codeRepr, Hash: codeHash, Richcompare: codeCompare, Getattro: GenericGetAttr,
			Members: []Member{
				number("co_argcount", unsafe.Offsetof(abi.Code{}.Argcount)),
				number("co_posonlyargcount", unsafe.Offsetof(abi.Code{}.Posonlyargcount)),
				number("co_kwonlyargcount", unsafe.Offsetof(abi.Code{}.Kwonlyargcount)),
				number("co_stacksize", unsafe.Offsetof(abi.Code{}.Stacksize)),
				number("co_flags", unsafe.Offsetof(abi.Code{}.Flags)),
				number("co_nlocals", unsafe.Offsetof(abi.Code{}.Nlocals)),
				field("co_consts", unsafe.Offsetof(abi.Code{}.Consts)),
				field("co_names", unsafe.Offsetof(abi.Code{}.Names)),
				field("co_filename", unsafe.Offsetof(abi.Code{}.Filename)),
				field("co_name", unsafe.Offsetof(abi.Code{}.Name)),
				field("co_qualname", unsafe.Offsetof(abi.Code{}.Qualname)),
				number("co_firstlineno", unsafe.Offsetof(abi.Code{}.Firstlineno)),
				field("co_linetable", unsafe.Offsetof(abi.Code{}.Linetable)),
				field("co_exceptiontable", unsafe.Offsetof(abi.Code{}.ExceptionTable)),
			},
			Getset: []GetSet{
				{Name: "co_lnotab", Get: codeLnotab},
				{Name: "_co_code_adaptive", Get: func(o *Object) *Object { return NewBytes(codeUnits(o)) }},
				{Name: "co_varnames", Get: CodeVarnames},
				{Name: "co_cellvars", Get: CodeCellvars},
				{Name: "co_freevars", Get: CodeFreevars},
				{Name: "co_code", Get: func(o *Object) *Object { return NewRef(As[*abi.Code](o).CachedCode) }},
			},
			Methods: []Method{
				{Name: "__sizeof__", NoArgs: func(o *Object) *Object { return NewInt(int64(varSize(o.Type, As[*abi.VarObject](o).Size))) }},
				{Name: "co_lines", NoArgs: codeLines},
				{Name: "co_positions", NoArgs: codePositions},
				{
					Name: "replace", Keywords: codeReplace,
					Doc: "replace($self, /, *, co_argcount=-1, co_posonlyargcount=-1,\n        co_kwonlyargcount=-1, co_nlocals=-1, co_stacksize=-1,\n" +
						"        co_flags=-1, co_firstlineno=-1, co_code=None, co_consts=None,\n        co_names=None, co_varnames=None, co_freevars=None,\n" +
						"        co_cellvars=None, co_filename=None, co_name=None,\n        co_qualname=None, co_linetable=None, co_exceptiontable=None)\n--\n\n" +
						"Return a copy of the code object with new values for the specified fields.",
				},
				{Name: "_varname_from_oparg", O: codeVarname, Doc: "_varname_from_oparg($self, /, oparg)\n--\n\nReturn the name of the local variable of an index."},
			},
		}
	})
}

const codeDoc = "code(argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,\n     flags, codestring, constants, names, varnames, filename, name,\n" +
	"     qualname, firstlineno, linetable, exceptiontable, freevars=(),\n     cellvars=(), /)\n--\n\nCreate a code object.  Not for the faint of heart."

func codeDealloc(o *Object) {
	if As[*abi.Code](o).Weakreflist != nil {
		ClearWeakrefs(o)
	}
	dropProgram(o)
	for _, f := range codeFields(o) {
		Clear(f)
	}
	Release(o)
}

func codeRepr(o *Object) *Object {
	c := As[*abi.Code](o)
	line := c.Firstlineno
	if line == 0 {
		line = -1
	}
	return NewStr(fmt.Sprintf("<code object %s at %p, file \"%s\", line %d>", StrOf(c.Name), o, StrOf(c.Filename), line))
}

// codeUnits views the instructions in a code object.
func codeUnits(o *Object) []byte {
	c := As[*abi.Code](o)
	return unsafe.Slice(&c.Adaptive[0], 2*c.Size)
}

// codeEmpty is the instructions of PyCode_NewEmpty: RESUME, LOAD_ASSERTION_ERROR, RAISE_VARARGS 1.
var codeEmpty = []byte{0x97, 0, 0x4a, 0, 0x82, 1}

// NewCode makes an empty code object, all on one line: PyCode_NewEmpty. The file's name is as the system has it. Running it raises
// AssertionError.
func NewCode(filename, name string, line int) *Object {
	f := CodeParts{Line: line, Stack: 1}
	held := []**Object{&f.Filename, &f.Name, &f.Code, &f.Linetable, &f.Exceptions, &f.Consts}
	defer func() {
		for _, o := range held {
			XDecref(*o)
		}
	}()
	f.Filename, f.Name, f.Code, f.Linetable = NewStr(FSText(filename)), NewStr(name), NewBytes(codeEmpty), NewBytes([]byte{0xea, 0})
	f.Exceptions, f.Consts = NewBytes(nil), NewTuple(0)
	for _, o := range held {
		if *o == nil {
			return nil
		}
	}
	f.Qualname, f.Names, f.Varnames, f.Freevars, f.Cellvars = f.Name, f.Consts, f.Consts, f.Consts, f.Consts
	return f.make()
}

// CodeVarnames is co_varnames: the names of arguments and local variables.
func CodeVarnames(o *Object) *Object { return codeNamesOf(o, kindLocal) }

// CodeCellvars is co_cellvars: the variables that inner functions share.
func CodeCellvars(o *Object) *Object { return codeNamesOf(o, kindCell) }

// CodeFreevars is co_freevars: the variables of outer functions.
func CodeFreevars(o *Object) *Object { return codeNamesOf(o, kindFree) }

func codeNamesOf(o *Object, kind byte) *Object {
	c := As[*abi.Code](o)
	names := TupleItems(c.LocalsplusNames)
	var chosen []*Object
	for i, k := range BytesOf(c.LocalsplusKinds) {
		if k&kind != 0 {
			chosen = append(chosen, names[i])
		}
	}
	return Pack(chosen...)
}

func codeVarname(o, index *Object) *Object {
	i, ok := AsInt32(index)
	if !ok {
		return nil
	}
	names := TupleItems(As[*abi.Code](o).LocalsplusNames)
	if i < 0 || int(i) >= len(names) {
		return Raise(IndexError, "tuple index out of range")
	}
	return NewRef(names[i])
}

func codeHash(o *Object) int {
	c := As[*abi.Code](o)
	h := 20221211
	mix := func(n int) { h = (h ^ n) * 1000003 }
	for _, field := range []*Object{c.Name, c.Consts, c.Names, c.LocalsplusNames, c.Linetable, c.ExceptionTable, c.CachedCode} {
		n := Hash(field)
		if n == -1 {
			return -1
		}
		mix(n)
	}
	for _, n := range []int32{c.Argcount, c.Posonlyargcount, c.Kwonlyargcount, c.Flags, c.Firstlineno} {
		mix(int(n))
	}
	if h == -1 {
		h = -2
	}
	return h
}

// codeCompare tells whether two code objects do the same in the same place; what they are is not looked at deeper than that.
func codeCompare(a, b *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE || a.Type != CodeType || b.Type != CodeType {
		return NewRef(NotImplemented)
	}
	equal, ok := codesEqual(a, b)
	if !ok {
		return nil
	}
	return NewBool(equal == (op == abi.EQ))
}

func codesEqual(a, b *Object) (equal, ok bool) {
	if a == b {
		return true, true
	}
	x, y := As[*abi.Code](a), As[*abi.Code](b)
	if x.Argcount != y.Argcount || x.Posonlyargcount != y.Posonlyargcount || x.Kwonlyargcount != y.Kwonlyargcount ||
		x.Flags != y.Flags || x.Firstlineno != y.Firstlineno || x.Size != y.Size || !samePrograms(programOf(a), programOf(b)) {
		return false, true
	}
	for _, pair := range [][2]*Object{
		{x.Name, y.Name}, {x.CachedCode, y.CachedCode}, {x.Names, y.Names},
		{x.LocalsplusNames, y.LocalsplusNames}, {x.Linetable, y.Linetable}, {x.ExceptionTable, y.ExceptionTable},
	} {
		if r := RichCompareBool(pair[0], pair[1], abi.EQ); r <= 0 {
			return false, r == 0
		}
	}
	return constantsEqual(x.Consts, y.Consts)
}
