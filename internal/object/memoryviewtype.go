package object

import (
	"slices"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// sameFormat tells whether two views have items of one format, '@' aside.
func sameFormat(a, b *abi.Buffer) bool {
	return a.Itemsize == b.Itemsize && strings.TrimPrefix(formatOf(a), "@") == strings.TrimPrefix(formatOf(b), "@")
}

func formatOf(view *abi.Buffer) string {
	if view.Format == nil {
		return "B"
	}
	return ctier.GoString(view.Format)
}

// memoryviewCompare compares items as values: formats need not be the same, shapes must.
func memoryviewCompare(a, b *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE {
		return NewRef(NotImplemented)
	}
	answer := func(equal bool) *Object { return NewBool(equal == (op == abi.EQ)) }
	v := As[*memoryView](a)
	if v.Flags&released != 0 {
		return answer(a == b)
	}
	other := &As[*memoryView](b).View
	if IsMemoryview(b) {
		if As[*memoryView](b).Flags&released != 0 {
			return answer(a == b)
		}
	} else {
		if other = OpenBuffer(b, BufferFullRO); other == nil {
			ClearErr()
			return NewRef(NotImplemented)
		}
		defer CloseBuffer(other)
	}
	if !slices.Equal(viewShape(&v.View), viewShape(other)) {
		return answer(false)
	}
	// Comparing may run the code of no one: the values are ints, floats, bools, bytes and tuples of those.
	equal, ok := sameItems(&v.View, other)
	if !ok {
		return nil
	}
	return answer(equal)
}

// sameItems compares two views of one shape; ok is false when memory is out.
func sameItems(a, b *abi.Buffer) (equal, ok bool) {
	fa, problem := ParseStruct(formatOf(a))
	fb, problemB := ParseStruct(formatOf(b))
	if problem != "" || problemB != "" || fa.Size > a.Itemsize || fb.Size > b.Itemsize {
		return false, true
	}
	items := make([]unsafe.Pointer, 0, 64)
	eachItem(b, false, func(p unsafe.Pointer) { items = append(items, p) })
	exact := sameFormat(a, b) && bitwise(nativeCode(formatOf(a)))
	equal, ok = true, true
	i := 0
	eachItem(a, false, func(p unsafe.Pointer) {
		q := items[i]
		i++
		switch {
		case !equal || !ok:
		case exact:
			equal = string(unsafe.Slice((*byte)(p), a.Itemsize)) == string(unsafe.Slice((*byte)(q), b.Itemsize))
		default:
			equal, ok = sameValue(&fa, unsafe.Slice((*byte)(p), a.Itemsize), &fb, unsafe.Slice((*byte)(q), b.Itemsize))
		}
	})
	return equal, ok
}

// bitwise tells whether values of a native character are equal exactly if their bytes are.
func bitwise(code byte) bool { return code != 0 && code != 'f' && code != 'd' && code != '?' }

func sameValue(fa *StructFormat, a []byte, fb *StructFormat, b []byte) (equal, ok bool) {
	x := fa.unpackItem(a)
	if x == nil {
		return false, false
	}
	defer Decref(x)
	y := fb.unpackItem(b)
	if y == nil {
		return false, false
	}
	defer Decref(y)
	if x == y && IsFloat(x) {
		return floatEqual(x, y), true
	}
	r := RichCompare(x, y, abi.EQ)
	if r == nil {
		return false, false
	}
	defer Decref(r)
	return r == True, true
}

// floatEqual compares two floats by value: a NaN is not equal to itself.
func floatEqual(x, y *Object) bool { return As[*abi.Float](x).Value == As[*abi.Float](y).Value }

func memoryviewHash(o *Object) int {
	v := As[*memoryView](o)
	if v.Hash != -1 {
		return v.Hash
	}
	if !v.alive() {
		return -1
	}
	if v.View.Readonly == 0 {
		Raise(ValueError, "cannot hash writable memoryview object")
		return -1
	}
	if !byteCode(nativeCode(v.format())) {
		Raise(ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
		return -1
	}
	if v.View.Obj != nil && Hash(v.View.Obj) == -1 {
		return -1
	}
	data := make([]byte, v.View.Len+1)
	PackView(data[:v.View.Len], &v.View, 'C')
	v.Hash = ctier.HashKey.Bytes(unsafe.Pointer(&data[0]), v.View.Len)
	return v.Hash
}

// list is tolist for the dimensions from dim on.
func (v *memoryView) list(p unsafe.Pointer, dim int, code byte) *Object {
	if dim == int(v.View.Ndim) {
		return unpackNative(p, code)
	}
	n, stride := viewShape(&v.View)[dim], viewStrides(&v.View)[dim]
	list := NewList(n)
	if list == nil {
		return nil
	}
	for i := range n {
		item := v.list(along(p, i*stride, viewSuboffsets(&v.View), dim), dim+1, code)
		if item == nil {
			Decref(list)
			return nil
		}
		ListItems(list)[i] = item
	}
	return list
}

func (v *memoryView) bytes(order byte) *Object {
	o := NewBytesSpace(v.View.Len)
	if o != nil {
		PackView(BytesOf(o), &v.View, order)
	}
	return o
}

var (
	memoryviewParams = Params{Func: "memoryview", Names: []string{"object"}, Required: 1, Positional: 1}
	tobytesParams    = Params{Func: "tobytes", Names: []string{"order"}, Positional: 1}
	viewHexParams    = Params{Func: "hex", Names: []string{"sep", "bytes_per_sep"}, Positional: 2}
)

func memoryviewTobytes(o *Object, args **Object, n int, names *Object) *Object {
	var a [1]*Object
	if !tobytesParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	order := byte('C')
	if a[0] != nil && a[0] != None {
		if !IsStr(a[0]) {
			return Raise(TypeError, "tobytes() argument 'order' must be str or None, not %.50s", argumentType(a[0]))
		}
		switch s := StrOf(a[0]); s {
		case "C", "F", "A":
			order = s[0]
		default:
			return Raise(ValueError, "order must be 'C', 'F' or 'A'")
		}
	}
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	return v.bytes(order)
}

func memoryviewHex(o *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !viewHexParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	group := 1
	if a[1] != nil {
		var ok bool
		if group, ok = AsInt(a[1]); !ok {
			return nil
		}
	}
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	data := make([]byte, v.View.Len)
	PackView(data, &v.View, 'C')
	return HexOf(data, a[0], group)
}

// viewAttr is an attribute of a view that is not released.
func viewAttr(name, doc string, get func(v *memoryView) *Object) GetSet {
	return GetSet{Name: name, Doc: doc, Get: func(o *Object) *Object {
		if v := As[*memoryView](o); v.alive() {
			return get(v)
		}
		return nil
	}}
}

func intTuple(values []int) *Object {
	t := NewTuple(len(values))
	for i, n := range values {
		if t == nil {
			return nil
		}
		item := NewInt(int64(n))
		if item == nil {
			Decref(t)
			return nil
		}
		TupleItems(t)[i] = item
	}
	return t
}

func memoryviewGetset() []GetSet {
	return []GetSet{
		viewAttr("obj", "The object whose memory this is.", func(v *memoryView) *Object {
			if v.View.Obj == nil {
				return NewRef(None)
			}
			return NewRef(v.View.Obj)
		}),
		viewAttr("nbytes", "How many bytes the items take when they are stored without gaps.", func(v *memoryView) *Object {
			return NewInt(int64(v.View.Len))
		}),
		viewAttr("readonly", "Whether the memory is read-only.", func(v *memoryView) *Object { return NewBool(v.View.Readonly != 0) }),
		viewAttr("itemsize", "The size in bytes of each item.", func(v *memoryView) *Object { return NewInt(int64(v.View.Itemsize)) }),
		viewAttr("format", "The format of each item, in the language of the struct module.", func(v *memoryView) *Object {
			return NewStr(v.format())
		}),
		viewAttr("ndim", "The number of dimensions.", func(v *memoryView) *Object { return NewInt(int64(v.View.Ndim)) }),
		viewAttr("shape", "The number of items in each dimension.", func(v *memoryView) *Object { return intTuple(viewShape(&v.View)) }),
		viewAttr("strides", "How many bytes apart neighbours are, in each dimension.", func(v *memoryView) *Object {
			return intTuple(viewStrides(&v.View))
		}),
		viewAttr("suboffsets", "For arrays of pointers: what to add to each pointer.", func(v *memoryView) *Object {
			return intTuple(viewSuboffsets(&v.View))
		}),
		viewAttr("c_contiguous", "Whether the memory is contiguous in C order.", func(v *memoryView) *Object {
			return NewBool(v.Flags&memoryviewC != 0)
		}),
		viewAttr("f_contiguous", "Whether the memory is contiguous in Fortran order.", func(v *memoryView) *Object {
			return NewBool(v.Flags&memoryviewFortran != 0)
		}),
		viewAttr("contiguous", "Whether the memory is contiguous.", func(v *memoryView) *Object {
			return NewBool(v.Flags&memoryviewContiguous != 0)
		}),
	}
}

func memoryviewMethods() []Method {
	release := func(o *Object) *Object {
		if !As[*memoryView](o).release() {
			return nil
		}
		return NewRef(None)
	}
	return []Method{
		{Name: "release", Doc: "release($self, /)\n--\n\nGive the memory back to its object.", NoArgs: release},
		{Name: "tobytes", Doc: "tobytes($self, /, order='C')\n--\n\nThe items' bytes, in the order asked for.", FastKeys: memoryviewTobytes},
		{Name: "hex", Doc: "The items' bytes in hexadecimal, with an optional separator between groups.", FastKeys: memoryviewHex},
		{Name: "tolist", Doc: "tolist($self, /)\n--\n\nThe items as a list, or as lists of lists.", NoArgs: func(o *Object) *Object {
			v := As[*memoryView](o)
			if !v.alive() {
				return nil
			}
			if code := v.code(); code != 0 {
				return v.list(v.View.Buf, 0, code)
			}
			return nil
		}},
		{Name: "cast", Doc: "cast($self, /, format, shape=<unrepresentable>)\n--\n\nThe same memory under another format or shape.", FastKeys: memoryviewCast},
		{Name: "toreadonly", Doc: "toreadonly($self, /)\n--\n\nThe same memory, read-only.", NoArgs: func(o *Object) *Object {
			v := As[*memoryView](o)
			if !v.alive() {
				return nil
			}
			view := v.Mbuf.viewOf(&v.View)
			if view != nil {
				As[*memoryView](view).View.Readonly = 1
			}
			return view
		}},
		{Name: "__enter__", NoArgs: func(o *Object) *Object {
			if !As[*memoryView](o).alive() {
				return nil
			}
			return NewRef(o)
		}},
		{Name: "__exit__", Varargs: func(o, _ *Object) *Object { return release(o) }},
	}
}

func memoryviewLen(o *Object) int {
	v := As[*memoryView](o)
	if !v.alive() {
		return -1
	}
	if v.View.Ndim == 0 {
		return 1
	}
	return *v.View.Shape
}

func init() {
	Define(MemoryviewType, func() Spec {
		return Spec{
			Name: "memoryview", Basicsize: unsafe.Offsetof(memoryView{}.Array), Itemsize: unsafe.Sizeof(int(0)),
			Doc:            "memoryview(object)\n--\n\nA window on the memory of an object that supports the buffer protocol.",
			Flags:          abi.TPFlagsHaveGC | abi.TPFlagsSequence,
			Weaklistoffset: int(unsafe.Offsetof(memoryView{}.Weakreflist)),
			New: func(_ *Type, args, kwargs *Object) *Object {
				var a [1]*Object
				if !memoryviewParams.UnpackTuple(args, kwargs, a[:]) {
					return nil
				}
				return MemoryviewOf(a[0])
			},
			Dealloc: memoryviewDealloc,
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, Head(As[*memoryView](o).Mbuf))
			},
			Repr: func(o *Object) *Object {
				if As[*memoryView](o).Flags&released != 0 {
					return NewStr("<released memory at " + HexAddress(o) + ">")
				}
				return NewStr("<memory at " + HexAddress(o) + ">")
			},
			Hash: memoryviewHash, Richcompare: memoryviewCompare, Iter: newMemoryviewIter,
			Sequence: &Sequence{Length: memoryviewLen, Item: memoryviewItem},
			Mapping:  &Mapping{Length: memoryviewLen, Subscript: memoryviewSubscript, AssSubscript: memoryviewAssign},
			Buffer: &BufferProcs{Get: memoryviewGetBuffer, Release: func(o *Object, _ *abi.Buffer) {
				As[*memoryView](o).Exports--
			}},
			Methods: memoryviewMethods(), Getset: memoryviewGetset(),
		}
	})
}
