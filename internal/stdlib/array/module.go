package array

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const doc = "Rows of numbers as C has them."

const arrayDoc = `array(typecode [, initializer]) -> array

A row of values of one type, which a character names: signed integers b (1 byte), h (2), i (4), l (8), q (8), unsigned ones B, H,
I, L, Q, the floating-point numbers f (4) and d (8), and u, a character. The initializer is a list, bytes, a str (for u), or an
iterable of values.`

func defineArray() object.Spec {
	return object.Spec{
		Name: "array.array", Doc: arrayDoc, Basicsize: unsafe.Sizeof(array{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsSequence,
		Weaklistoffset: int(unsafe.Offsetof(array{}.weakrefs)),
		New:            newArray,
		Dealloc:        dealloc,
		Traverse:       func(obj, abi.Func, unsafe.Pointer) int32 { return 0 },
		Repr:           repr,
		Richcompare:    compare,
		Unhashable:     true,
		Iter:           iter,
		Sequence: &object.Sequence{
			Length: length, Concat: concat, InplaceConcat: extendWith, Repeat: repeat, InplaceRepeat: repeatInPlace, Item: itemOf,
			AssItem: setItem, Contains: contains,
		},
		Mapping: &object.Mapping{Length: length, Subscript: subscript, AssSubscript: assign},
		Buffer:  &object.BufferProcs{Get: getBuffer, Release: func(o obj, _ *abi.Buffer) { arrayOf(o).exports-- }},
		Methods: methods,
		Getset: []object.GetSet{
			{Name: "typecode", Doc: "The character that names the type of the items.", Get: func(o obj) obj { return object.NewStr(string(arrayOf(o).kind.code)) }},
			{Name: "itemsize", Doc: "How many bytes an item has.", Get: func(o obj) obj { return object.NewInt(int64(arrayOf(o).size())) }},
		},
	}
}

var functions = []object.Method{
	{Name: "_array_reconstructor", Fast: reconstruct, Doc: "_array_reconstructor($module, arraytype, typecode, mformat_code, items,\n" +
		"                     /)\n--\n\nMake an array of what a pickle has."},
}

func init() {
	object.Define(arrayType, defineArray)
	object.Define(iterType, defineIter)
	empty := object.GoModule("array", doc, &functions)
	object.DefineModule("array", func() obj {
		m := empty()
		if m == nil || !register() {
			object.XDecref(m)
			return nil
		}
		return object.Fill(m, func(set func(name string, v obj)) {
			set("ArrayType", object.TypeObject(arrayType))
			set("array", object.TypeObject(arrayType))
			set("typecodes", object.NewStr(typecodes))
		})
	})
}

// register makes array a MutableSequence, as far as isinstance is concerned.
func register() bool {
	abc := object.Import("collections.abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	class := object.GetAttrString(abc, "MutableSequence")
	if class == nil {
		return false
	}
	defer object.Decref(class)
	result := object.CallMethod(class, "register", object.Head(arrayType))
	object.XDecref(result)
	return result != nil
}
