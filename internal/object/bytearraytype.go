package object

import (
	"math"
	"slices"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

func init() {
	Define(BytearrayType, func() Spec {
		return Spec{
			Name: "bytearray",
			Doc: "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n" +
				"bytearray(bytes_or_buffer) -> bytearray\nbytearray(int) -> bytearray\nbytearray() -> bytearray\n\n" +
				"An array of bytes that can change: of numbers, of an encoded string, of a buffer's data, or as many zeros.",
			Basicsize:   unsafe.Sizeof(abi.Bytearray{}),
			Flags:       abi.TPFlagsBasetype | abi.TPFlagsMatchSelf,
			New:         GenericNew,
			Init:        bytearrayInit,
			Dealloc:     bytearrayDealloc,
			Unhashable:  true,
			Repr:        bytearrayRepr,
			Str:         bytearrayRepr,
			Richcompare: bytearrayRichcompare,
			Iter:        func(o *Object) *Object { return newTextIter(BytearrayIterType, o) },
			Number:      &Number{Remainder: bytesRemainder},
			Sequence: &Sequence{
				Length: bytesLen, Concat: BytearrayConcat, InplaceConcat: bytearrayInplaceConcat, Repeat: bytearrayRepeat,
				InplaceRepeat: bytearrayInplaceRepeat, Item: bytearrayItem, AssItem: bytearraySetItem, Contains: rawContains,
			},
			Mapping: &Mapping{Length: bytesLen, Subscript: bytearraySubscript, AssSubscript: bytearrayAssign},
			Buffer:  &BufferProcs{Get: bytearrayGetBuffer, Release: bytearrayReleaseBuffer},
			Methods: append(append(rawMethods(BytearrayType), bytearrayMethods()...), bytearrayReduces...),
		}
	})
	Define(BytearrayIterType, func() Spec {
		return Spec{
			Name: "bytearray_iterator", Basicsize: unsafe.Sizeof(textIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: textIterDealloc, Traverse: textIterTraverse, Iter: SelfIter,
			Iternext: func(o *Object) *Object { return textIterNext(o, bytesLen, bytearrayItem) },
			Methods:  textIterMethods(bytesLen),
		}
	})
}

// BytearrayIterType is the type of iter(bytearray).
var BytearrayIterType = ctier.Type("PyByteArrayIter_Type")

var bytearrayParams = Params{Func: "bytearray", Names: []string{"source", "encoding", "errors"}, Positional: 3}

func bytearrayInit(o, args, kwargs *Object) int32 {
	var a [3]*Object
	if !bytearrayParams.UnpackTuple(args, kwargs, a[:]) {
		return -1
	}
	if bytesLen(o) > 0 && !BytearrayResize(o, 0) {
		return -1
	}
	data := bytesConstruct(&bytearrayParams, a)
	if data == nil {
		return -1
	}
	defer Decref(data)
	if !BytearrayResize(o, bytesLen(data)) {
		return -1
	}
	copy(BytearrayOf(o), BytesOf(data))
	return 0
}

const byteRange = "byte must be in range(0, 256)"

// bytearrayData is the data that bytearray(o) begins with, as bytes.
func bytearrayData(o *Object) *Object {
	if CheckBuffer(o) {
		return bytesFromBuffer(o)
	}
	it := Iter(o)
	if it == nil {
		if Matches(TypeError) {
			ClearErr()
			return Raise(TypeError, "cannot convert '%.200s' object to bytearray", TypeName(o.Type))
		}
		return nil
	}
	defer Decref(it)
	data, ok := collectBytes(it, byteRange)
	if !ok {
		return nil
	}
	return NewBytes(data)
}

// BytearrayFromObject is bytearray(o). It may run code.
func BytearrayFromObject(o *Object) *Object { return CallArgs(Head(BytearrayType), o) }

func bytearrayRepr(o *Object) *Object {
	data := BytearrayOf(o)
	quote := byte('\'')
	if slices.Contains(data, '\'') && !slices.Contains(data, '"') {
		quote = '"'
	}
	text := []byte(ShortName(o.Type) + "(")
	text = append(text, bytesReprQuoted(data, quote, '\'')...) // a single quote is escaped within either
	return NewStrLatin1(append(text, ')'))
}

func bytearrayRichcompare(a, b *Object, op int32) *Object {
	if !CheckBuffer(a) || !CheckBuffer(b) || IsStr(a) || IsStr(b) {
		return notImplementedResult()
	}
	left, done, ok := BufferData(a)
	if !ok {
		ClearErr()
		return notImplementedResult()
	}
	defer done()
	right, doneRight, ok := BufferData(b)
	if !ok {
		ClearErr()
		return notImplementedResult()
	}
	defer doneRight()
	return NewBool(OrderedBy(compareSlices(left, right), op))
}

// BytearrayConcat is a + b for buffers, as a bytearray. It may run code.
func BytearrayConcat(a, b *Object) *Object {
	left, done, ok := BufferData(a)
	if !ok {
		return cannotConcat(a, b)
	}
	defer done()
	right, doneRight, ok := BufferData(b)
	if !ok {
		return cannotConcat(a, b)
	}
	defer doneRight()
	o := NewBytearray(left)
	if o != nil && !bytearraySplice(o, len(left), len(left), right) {
		Decref(o)
		return nil
	}
	return o
}

func bytearrayInplaceConcat(o, other *Object) *Object {
	data, done, ok := BufferData(other)
	if !ok {
		return cannotConcat(o, other)
	}
	defer done()
	n := bytesLen(o) // if other is o, it is lent out now and can't grow
	if !bytearraySplice(o, n, n, data) {
		return nil
	}
	return NewRef(o)
}

func bytearrayRepeat(o *Object, n int) *Object {
	size := bytesLen(o)
	n = max(n, 0)
	if n > 0 && size > math.MaxInt/n {
		return NoMemory()
	}
	out := NewBytearray(nil)
	if out == nil || !BytearrayResize(out, size*n) {
		XDecref(out)
		return nil
	}
	if size*n > 0 {
		RepeatBytes(BytearrayOf(out), BytearrayOf(o))
	}
	return out
}

func bytearrayInplaceRepeat(o *Object, n int) *Object {
	size := bytesLen(o)
	n = max(n, 0)
	if n > 0 && size > math.MaxInt/n {
		return NoMemory()
	}
	if !BytearrayResize(o, size*n) {
		return nil
	}
	if size > 0 && n > 1 {
		s := BytearrayOf(o)
		RepeatBytes(s, s[:size])
	}
	return NewRef(o)
}

func bytearrayItem(o *Object, i int) *Object {
	if i < 0 || i >= bytesLen(o) {
		return Raise(IndexError, "bytearray index out of range")
	}
	return NewInt(int64(BytearrayOf(o)[i]))
}

func bytearraySetItem(o *Object, i int, v *Object) int32 {
	var c byte
	if v != nil {
		var ok bool
		if c, ok = byteValue(v, byteRange); !ok {
			return -1
		}
	}
	if i < 0 {
		i += bytesLen(o) // once more, after PySequence_SetItem: so does CPython
	}
	if i < 0 || i >= bytesLen(o) {
		Raise(IndexError, "bytearray index out of range")
		return -1
	}
	if v == nil {
		return Status(bytearraySplice(o, i, i+1, nil))
	}
	BytearrayOf(o)[i] = c
	return 0
}

func bytearrayIndex(o, key *Object) (int, bool) {
	i, ok := AsIndex(key, IndexError)
	if ok && i < 0 {
		i += bytesLen(o)
	}
	return i, ok
}

func bytearraySubscript(o, key *Object) *Object {
	if IndexCheck(key) {
		i, ok := bytearrayIndex(o, key)
		if !ok {
			return nil
		}
		return bytearrayItem(o, i)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "bytearray indices must be integers or slices, not %.200s", TypeName(key.Type))
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return nil
	}
	n := SliceAdjust(bytesLen(o), &start, &stop, step)
	return NewBytearray(sliced(BytearrayOf(o), start, step, n))
}

func bytearrayAssign(o, key, v *Object) int32 {
	if IndexCheck(key) {
		i, ok := bytearrayIndex(o, key)
		if !ok {
			return -1
		}
		return bytearraySetItem(o, i, v)
	}
	if key.Type != SliceType {
		Raise(TypeError, "bytearray indices must be integers or slices, not %.200s", TypeName(key.Type))
		return -1
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return -1
	}
	var data []byte
	if v != nil {
		if data, ok = assignable(v); !ok {
			return -1
		}
	}
	n := SliceAdjust(bytesLen(o), &start, &stop, step)
	if step == 1 {
		return Status(bytearraySplice(o, start, start+n, data))
	}
	if len(data) == 0 {
		return Status(bytearrayDeleteSteps(o, start, step, n))
	}
	if len(data) != n {
		Raise(ValueError, "attempt to assign bytes of size %d to extended slice of size %d", len(data), n)
		return -1
	}
	s := BytearrayOf(o)
	for i, c := range data {
		s[start+i*step] = c
	}
	return 0
}

// assignable is a copy of the data that can be put into a bytearray. It may run code.
func assignable(v *Object) ([]byte, bool) {
	if CheckBuffer(v) {
		data, done, ok := BufferData(v)
		if !ok {
			return nil, false
		}
		defer done()
		return slices.Clone(data), true
	}
	if IsStr(v) || IndexCheck(v) && !CheckBuffer(v) {
		Raise(TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
		return nil, false
	}
	data := bytearrayData(v)
	if data == nil {
		return nil, false
	}
	defer Decref(data)
	return slices.Clone(BytesOf(data)), true
}

func bytearrayDeleteSteps(o *Object, start, step, n int) bool {
	if n == 0 {
		return true
	}
	if bytearrayFixed(o) {
		return false
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	s := BytearrayOf(o)
	kept := s[:start]
	for i := start; i < len(s); i++ {
		if (i-start)%step != 0 || (i-start)/step >= n {
			kept = append(kept, s[i])
		}
	}
	return BytearrayResize(o, len(kept))
}
