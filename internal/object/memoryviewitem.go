package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Items and slices of memoryviews. Converting an index or a value may run code that releases the view: what is read or
// written is looked at again afterwards.

// itemAt is where the item of an index is, in one dimension; nil, and IndexError, outside.
func itemAt(view *abi.Buffer, p unsafe.Pointer, dim, index int) unsafe.Pointer {
	n := viewShape(view)[dim]
	if index < 0 {
		index += n
	}
	if index < 0 || index >= n {
		Raise(IndexError, "index out of bounds on dimension %d", dim+1)
		return nil
	}
	return along(p, viewStrides(view)[dim]*index, viewSuboffsets(view), dim)
}

// itemByTuple is where the item of a tuple of indices is, as many as there are dimensions.
func (v *memoryView) itemByTuple(key *Object) unsafe.Pointer {
	indices := TupleItems(key)
	if len(indices) > int(v.View.Ndim) {
		Raise(TypeError, "cannot index %d-dimension view with %d-element tuple", v.View.Ndim, len(indices))
		return nil
	}
	p := v.View.Buf
	for dim, o := range indices {
		index, ok := AsIndex(o, IndexError)
		if !ok || !v.alive() {
			return nil
		}
		if p = itemAt(&v.View, p, dim, index); p == nil {
			return nil
		}
	}
	return p
}

// tupleKey tells whether a key is a tuple of nothing but what is says.
func tupleKey(key *Object, is func(o *Object) bool) bool {
	if !IsTuple(key) {
		return false
	}
	for _, o := range TupleItems(key) {
		if !is(o) {
			return false
		}
	}
	return true
}

func isSlice(o *Object) bool { return o.Type == SliceType }

// whole tells whether a key stands for all of a view without dimensions.
func whole(key *Object) bool { return key == Ellipsis || IsTuple(key) && len(TupleItems(key)) == 0 }

func memoryviewItem(o *Object, index int) *Object {
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	code := v.code()
	if code == 0 {
		return nil
	}
	switch v.View.Ndim {
	case 0:
		return Raise(TypeError, "invalid indexing of 0-dim memory")
	case 1:
		if p := itemAt(&v.View, v.View.Buf, 0, index); p != nil {
			return unpackNative(p, code)
		}
		return nil
	}
	return Raise(NotImplementedError, "multi-dimensional sub-views are not implemented")
}

func memoryviewSubscript(o, key *Object) *Object {
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	if v.View.Ndim == 0 {
		switch {
		case key == Ellipsis:
			return NewRef(o)
		case whole(key):
			if code := v.code(); code != 0 {
				return unpackNative(v.View.Buf, code)
			}
			return nil
		}
		return Raise(TypeError, "invalid indexing of 0-dim memory")
	}
	switch {
	case IndexCheck(key):
		index, ok := AsIndex(key, IndexError)
		if !ok {
			return nil
		}
		return memoryviewItem(o, index)
	case isSlice(key):
		s := v.Mbuf.viewOf(&v.View)
		if s == nil {
			return nil
		}
		sliced := As[*memoryView](s)
		if !sliceView(&sliced.View, key) {
			Decref(s)
			return nil
		}
		sliced.setFlags()
		return s
	case tupleKey(key, IndexCheck):
		code := v.code()
		if code == 0 {
			return nil
		}
		if len(TupleItems(key)) < int(v.View.Ndim) {
			return Raise(NotImplementedError, "sub-views are not implemented")
		}
		if p := v.itemByTuple(key); p != nil {
			return unpackNative(p, code)
		}
		return nil
	case tupleKey(key, isSlice):
		return Raise(NotImplementedError, "multi-dimensional slicing is not implemented")
	}
	return Raise(TypeError, "memoryview: invalid slice key")
}

// sliceView narrows a view to a slice of its first dimension. Its shape and strides are its own to change.
func sliceView(view *abi.Buffer, key *Object) bool {
	start, stop, step, ok := SliceUnpack(key)
	if !ok {
		return false
	}
	shape, strides := viewShape(view), viewStrides(view)
	n := SliceAdjust(shape[0], &start, &stop, step)
	view.Buf = unsafe.Add(view.Buf, strides[0]*start)
	shape[0] = n
	strides[0] *= step
	view.Len = view.Itemsize
	for _, n := range shape {
		view.Len *= n
	}
	return true
}

func memoryviewAssign(o, key, value *Object) int32 {
	v := As[*memoryView](o)
	if !v.alive() {
		return -1
	}
	code := v.code()
	if code == 0 {
		return -1
	}
	if v.View.Readonly != 0 {
		Raise(TypeError, "cannot modify read-only memory")
		return -1
	}
	if value == nil {
		Raise(TypeError, "cannot delete memory")
		return -1
	}
	var p unsafe.Pointer
	switch {
	case v.View.Ndim == 0:
		if !whole(key) {
			Raise(TypeError, "invalid indexing of 0-dim memory")
			return -1
		}
		p = v.View.Buf
	case IndexCheck(key):
		if v.View.Ndim > 1 {
			Raise(NotImplementedError, "sub-views are not implemented")
			return -1
		}
		index, ok := AsIndex(key, IndexError)
		if !ok || !v.alive() {
			return -1
		}
		p = itemAt(&v.View, v.View.Buf, 0, index)
	case isSlice(key) && v.View.Ndim == 1:
		return v.assignSlice(key, value)
	case tupleKey(key, IndexCheck):
		if len(TupleItems(key)) < int(v.View.Ndim) {
			Raise(NotImplementedError, "sub-views are not implemented")
			return -1
		}
		p = v.itemByTuple(key)
	case isSlice(key), tupleKey(key, isSlice):
		Raise(NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1")
		return -1
	default:
		Raise(TypeError, "memoryview: invalid slice key")
		return -1
	}
	if p == nil {
		return -1
	}
	// The value's code may release this view: the item is written beside it first.
	var item [8]byte
	if !packNative(unsafe.Pointer(&item), value, code, v.format()) || !v.alive() {
		return -1
	}
	copy(unsafe.Slice((*byte)(p), nativeSize(code)), item[:])
	return 0
}

func (v *memoryView) assignSlice(key, value *Object) int32 {
	src := OpenBuffer(value, BufferFullRO)
	if src == nil {
		return -1
	}
	defer CloseBuffer(src)
	shape, strides := [1]int{*v.View.Shape}, [1]int{*v.View.Strides}
	suboffsets := [1]int{-1}
	dest := v.View
	dest.Shape, dest.Strides = &shape[0], &strides[0]
	if dest.Suboffsets != nil {
		suboffsets[0] = *dest.Suboffsets
		dest.Suboffsets = &suboffsets[0]
	}
	if !sliceView(&dest, key) || !v.alive() {
		return -1
	}
	if !sameFormat(&dest, src) || src.Ndim != 1 || viewShape(src)[0] != shape[0] {
		Raise(ValueError, "memoryview assignment: lvalue and rvalue have different structures")
		return -1
	}
	CopyView(&dest, src)
	return 0
}

// memoryviewIter is a memory_iterator: it goes over what the view had when it began. view is nil at the end.
type memoryviewIter struct {
	abi.Object
	index, length int
	view          *Object
}

func newMemoryviewIter(o *Object) *Object {
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	switch {
	case v.View.Ndim == 0:
		return Raise(TypeError, "invalid indexing of 0-dim memory")
	case v.View.Ndim > 1:
		return Raise(NotImplementedError, "multi-dimensional sub-views are not implemented")
	case v.code() == 0:
		return nil
	}
	it := New(memoryviewIterType)
	if it == nil {
		return nil
	}
	i := As[*memoryviewIter](it)
	i.length, i.view = *v.View.Shape, NewRef(o)
	GCTrack(it)
	return it
}

func init() {
	Define(memoryviewIterType, func() Spec {
		return Spec{
			Name: "memory_iterator", Basicsize: unsafe.Sizeof(memoryviewIter{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o *Object) {
				GCUntrack(o)
				XDecref(As[*memoryviewIter](o).view)
				Release(o)
			},
			Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
				return Visit(visit, arg, As[*memoryviewIter](o).view)
			},
			Iter: SelfIter,
			Iternext: func(o *Object) *Object {
				it := As[*memoryviewIter](o)
				if it.view == nil {
					return nil
				}
				if it.index < it.length {
					it.index++
					return memoryviewItem(it.view, it.index-1)
				}
				Clear(&it.view)
				return nil
			},
		}
	})
}
