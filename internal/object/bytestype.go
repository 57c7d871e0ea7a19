package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// bytes as a type: how one is made, and its slots.

func init() {
	Define(BytesType, func() Spec {
		return Spec{
			Name: "bytes",
			Doc: "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> bytes\n" +
				"bytes(int) -> bytes\nbytes() -> bytes\n\nAn array of bytes that never changes: of numbers, of an encoded string, of a buffer's data, or as many zeros.",
			Basicsize:   bytesHead + 1,
			Itemsize:    1,
			Flags:       abi.TPFlagsBasetype | abi.TPFlagsBytesSubclass | abi.TPFlagsMatchSelf,
			New:         bytesNew,
			Dealloc:     bytesDealloc,
			Repr:        func(o *Object) *Object { return newStrASCII(bytesRepr(BytesOf(o))) },
			Hash:        bytesHash,
			Richcompare: bytesRichcompare,
			Iter:        func(o *Object) *Object { return newTextIter(BytesIterType, o) },
			Number:      &Number{Remainder: bytesRemainder},
			Sequence: &Sequence{
				Length: bytesLen, Concat: BytesConcat, Repeat: bytesRepeat, Item: bytesItem, Contains: rawContains,
			},
			Mapping: &Mapping{Length: bytesLen, Subscript: bytesSubscript},
			Buffer:  &BufferProcs{Get: bytesGetBuffer},
			Methods: append(rawMethods(BytesType),
				Method{Name: "__bytes__", Doc: "__bytes__($self, /)\n--\n\nThe object as exact bytes.", NoArgs: bytesExact},
				Method{Name: "__getnewargs__", NoArgs: func(o *Object) *Object { return packOwned(NewBytes(BytesOf(o))) }}),
		}
	})
	Define(BytesIterType, func() Spec {
		return Spec{
			Name: "bytes_iterator", Basicsize: unsafe.Sizeof(textIter{}), Flags: abi.TPFlagsHaveGC,
			Dealloc: textIterDealloc, Traverse: textIterTraverse, Iter: SelfIter,
			Iternext: func(o *Object) *Object { return textIterNext(o, bytesLen, bytesItem) },
			Methods:  textIterMethods(bytesLen),
		}
	})
}

// BytesIterType is the type of iter(bytes).
var BytesIterType = ctier.Type("PyBytesIter_Type")

func bytesLen(o *Object) int { return As[*abi.VarObject](o).Size }

// bytesExact is o itself where it is exact bytes, else an exact copy.
func bytesExact(o *Object) *Object {
	if o.Type == BytesType {
		return NewRef(o)
	}
	return NewBytes(BytesOf(o))
}

var bytesNewParams = Params{Func: "bytes", Names: []string{"source", "encoding", "errors"}, Positional: 3}

func bytesNew(t *Type, args, kwargs *Object) *Object {
	var a [3]*Object
	if !bytesNewParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	o := bytesConstruct(&bytesNewParams, a)
	if o == nil || t == BytesType {
		return o
	}
	defer Decref(o)
	sub := ctier.CallAlloc(t.Alloc, t, bytesLen(o))
	if sub != nil {
		copy(BytesOf(sub), BytesOf(o))
		As[*abi.Bytes](sub).Hash = As[*abi.Bytes](o).Hash
	}
	return sub
}

// bytesConstruct is bytes(source, encoding, errors), and what bytearray begins with.
func bytesConstruct(params *Params, a [3]*Object) *Object {
	var text [2]string
	for i := range text {
		if v := a[1+i]; v != nil {
			if !IsStr(v) {
				return Raise(TypeError, "%s() argument '%s' must be str, not %.50s", params.Func, params.Names[1+i], argumentType(v))
			}
			text[i] = StrOf(v)
		}
	}
	source := a[0]
	switch {
	case source == nil && a[1] == nil && a[2] == nil:
		return NewBytesSpace(0)
	case source != nil && IsStr(source):
		if a[1] == nil {
			return Raise(TypeError, "string argument without an encoding")
		}
		return StrEncode(source, text[0], text[1])
	case a[1] != nil:
		return Raise(TypeError, "encoding without a string argument")
	case a[2] != nil:
		return Raise(TypeError, "errors without a string argument")
	}
	if params.Func == "bytes" {
		if o, found := special(source, "__bytes__"); found {
			return checkDunderBytes(o)
		}
	}
	if IndexCheck(source) {
		n, ok := AsIndex(source, OverflowError)
		if ok {
			if n < 0 {
				return Raise(ValueError, "negative count")
			}
			return NewBytesSpace(n)
		}
		if !Matches(TypeError) {
			return nil
		}
		ClearErr()
	}
	if params.Func == "bytes" {
		return BytesFromObject(source)
	}
	return bytearrayData(source)
}

// checkDunderBytes checks what __bytes__ has returned; nil goes through.
func checkDunderBytes(o *Object) *Object {
	if o != nil && !IsBytes(o) {
		Raise(TypeError, "__bytes__ returned non-bytes (type %.200s)", TypeName(o.Type))
		Decref(o)
		return nil
	}
	return o
}

// collectBytes reads numbers from an iterator.
func collectBytes(it *Object, outOfRange string) ([]byte, bool) {
	var data []byte
	for {
		item := IterNext(it)
		if item == nil {
			return data, Occurred() == nil
		}
		c, ok := byteValue(item, outOfRange)
		Decref(item)
		if !ok {
			return nil, false
		}
		data = append(data, c)
	}
}

// byteValue reads a number from 0 to 255.
func byteValue(o *Object, outOfRange string) (byte, bool) {
	n, ok := AsIndex(o, nil)
	if !ok {
		return 0, false
	}
	if n < 0 || n > 255 {
		Raise(ValueError, "%s", outOfRange)
		return 0, false
	}
	return byte(n), true
}

func bytesRichcompare(a, b *Object, op int32) *Object {
	if !IsBytes(a) || !IsBytes(b) {
		return notImplementedResult()
	}
	if a == b && (op == abi.EQ || op == abi.NE) {
		return NewBool(op == abi.EQ)
	}
	return NewBool(OrderedBy(compareSlices(BytesOf(a), BytesOf(b)), op))
}

// BytesConcat is a + b for buffers, as bytes. It may run code.
func BytesConcat(a, b *Object) *Object {
	left, closeLeft, ok := BufferData(a)
	if !ok {
		return cannotConcat(a, b)
	}
	defer closeLeft()
	right, closeRight, ok := BufferData(b)
	if !ok {
		return cannotConcat(a, b)
	}
	defer closeRight()
	if len(left) == 0 && b.Type == BytesType {
		return NewRef(b)
	}
	if len(right) == 0 && a.Type == BytesType {
		return NewRef(a)
	}
	o := NewBytesSpace(len(left) + len(right))
	if o != nil {
		copy(BytesOf(o), left)
		copy(BytesOf(o)[len(left):], right)
	}
	return o
}

func cannotConcat(a, b *Object) *Object {
	ClearErr()
	return Raise(TypeError, "can't concat %.100s to %.100s", TypeName(b.Type), TypeName(a.Type))
}

func bytesRepeat(o *Object, n int) *Object {
	size := bytesLen(o)
	n = max(n, 0)
	switch {
	case n > 0 && size > math.MaxInt/n:
		return Raise(OverflowError, "repeated bytes are too long")
	case size*n == size && o.Type == BytesType:
		return NewRef(o)
	}
	out := NewBytesSpace(size * n)
	if out != nil && size*n > 0 {
		RepeatBytes(BytesOf(out), BytesOf(o))
	}
	return out
}

func bytesItem(o *Object, i int) *Object {
	if i < 0 || i >= bytesLen(o) {
		return Raise(IndexError, "index out of range")
	}
	return NewInt(int64(BytesOf(o)[i]))
}

func bytesSubscript(o, key *Object) *Object {
	if IndexCheck(key) {
		i, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		if i < 0 {
			i += bytesLen(o)
		}
		return bytesItem(o, i)
	}
	if key.Type != SliceType {
		return Raise(TypeError, "byte indices must be integers or slices, not %.200s", TypeName(key.Type))
	}
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return nil
	}
	n := SliceAdjust(bytesLen(o), &start, &stop, step)
	if n == bytesLen(o) && step == 1 && o.Type == BytesType {
		return NewRef(o)
	}
	return NewBytes(sliced(BytesOf(o), start, step, n))
}

// sliced is n bytes of s from start on, each step one further.
func sliced(s []byte, start, step, n int) []byte {
	if n <= 0 {
		return nil
	}
	if step == 1 {
		return s[start : start+n]
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = s[start+i*step]
	}
	return out
}

func bytesGetBuffer(o *Object, view *abi.Buffer, flags int32) int32 {
	return Status(FillBuffer(view, o, unsafe.Pointer(&As[*abi.Bytes](o).Data[0]), bytesLen(o), true, flags))
}
