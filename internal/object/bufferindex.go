package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Shapes and strides of buffers: where an item is, which views are contiguous, and copying between contiguous memory and
// views of any shape. None of it runs code. A view here may be a Go value: only what GetBuffer fills must be C memory.

// viewShape is a view's shape, also where the exporter left it out.
func viewShape(view *abi.Buffer) []int {
	switch {
	case view.Ndim == 0:
		return nil
	case view.Shape == nil:
		return []int{view.Len / max(view.Itemsize, 1)}
	}
	return unsafe.Slice(view.Shape, view.Ndim)
}

// viewStrides is a view's strides; those of C order where the exporter left them out.
func viewStrides(view *abi.Buffer) []int {
	if view.Strides != nil {
		return unsafe.Slice(view.Strides, view.Ndim)
	}
	return stridesOf(viewShape(view), view.Itemsize, false)
}

func viewSuboffsets(view *abi.Buffer) []int {
	if view.Suboffsets == nil {
		return nil
	}
	return unsafe.Slice(view.Suboffsets, view.Ndim)
}

// stridesOf is the strides of contiguous memory.
func stridesOf(shape []int, itemsize int, fortran bool) []int {
	strides := make([]int, len(shape))
	FillStrides(strides, shape, itemsize, fortran)
	return strides
}

// FillStrides is PyBuffer_FillContiguousStrides.
func FillStrides(strides, shape []int, itemsize int, fortran bool) {
	step := itemsize
	for i := range shape {
		if !fortran {
			i = len(shape) - 1 - i
		}
		strides[i] = step
		step *= shape[i]
	}
}

// IsContiguous is PyBuffer_IsContiguous: order is 'C', 'F', or 'A' for either.
func IsContiguous(view *abi.Buffer, order byte) bool {
	if view.Suboffsets != nil {
		return false
	}
	switch order {
	case 'C':
		return contiguous(view, false)
	case 'F':
		return contiguous(view, true)
	case 'A':
		return contiguous(view, false) || contiguous(view, true)
	}
	return false
}

func contiguous(view *abi.Buffer, fortran bool) bool {
	if view.Len == 0 || view.Strides == nil && !fortran {
		return true
	}
	shape, strides := viewShape(view), viewStrides(view)
	step := view.Itemsize
	for i := range shape {
		if !fortran {
			i = len(shape) - 1 - i
		}
		if shape[i] > 1 && strides[i] != step {
			return false
		}
		step *= shape[i]
	}
	return true
}

// ItemPointer is PyBuffer_GetPointer: where the item of these indices is. They are not checked.
func ItemPointer(view *abi.Buffer, indices []int) unsafe.Pointer {
	strides, suboffsets := viewStrides(view), viewSuboffsets(view)
	p := view.Buf
	for i, index := range indices {
		p = along(p, strides[i]*index, suboffsets, i)
	}
	return p
}

// along goes some bytes on in one dimension, and through the pointer that is there if the dimension is one of pointers.
func along(p unsafe.Pointer, bytes int, suboffsets []int, dim int) unsafe.Pointer {
	p = unsafe.Add(p, bytes)
	if suboffsets != nil && suboffsets[dim] >= 0 {
		p = unsafe.Add(*(*unsafe.Pointer)(p), suboffsets[dim])
	}
	return p
}

// eachItem visits a view's items in C order or, in Fortran order, with the first index running fastest.
func eachItem(view *abi.Buffer, fortran bool, f func(item unsafe.Pointer)) {
	shape, strides, suboffsets := viewShape(view), viewStrides(view), viewSuboffsets(view)
	if len(shape) == 0 {
		f(view.Buf)
		return
	}
	if len(shape) == 1 {
		for i := range shape[0] {
			f(along(view.Buf, i*strides[0], suboffsets, 0))
		}
		return
	}
	for _, n := range shape {
		if n == 0 {
			return
		}
	}
	indices := make([]int, len(shape))
	for {
		p := view.Buf
		for i, index := range indices {
			p = along(p, strides[i]*index, suboffsets, i)
		}
		f(p)
		if !nextIndex(indices, shape, fortran) {
			return
		}
	}
}

// nextIndex counts indices up by one; false when they are back at the start.
func nextIndex(indices, shape []int, fortran bool) bool {
	for i := range shape {
		if !fortran {
			i = len(shape) - 1 - i
		}
		if indices[i]++; indices[i] < shape[i] {
			return true
		}
		indices[i] = 0
	}
	return false
}

// PackView copies a view's items to contiguous memory of view.Len bytes, in this order.
func PackView(out []byte, view *abi.Buffer, order byte) {
	if IsContiguous(view, order) {
		copy(out, ViewBytes(view))
		return
	}
	at := 0
	eachItem(view, order == 'F', func(item unsafe.Pointer) {
		at += copy(out[at:], unsafe.Slice((*byte)(item), view.Itemsize))
	})
}

// UnpackView copies contiguous memory, in this order, to the first items of a view.
func UnpackView(view *abi.Buffer, in []byte, order byte) {
	in = in[:min(len(in), view.Len)]
	if IsContiguous(view, order) {
		copy(ViewBytes(view), in)
		return
	}
	at := 0
	eachItem(view, order == 'F', func(item unsafe.Pointer) {
		if at+view.Itemsize <= len(in) {
			at += copy(unsafe.Slice((*byte)(item), view.Itemsize), in[at:])
		}
	})
}

// CopyView copies the items of one view to another of the same shape; they may overlap.
func CopyView(to, from *abi.Buffer) {
	buffer := make([]byte, from.Len)
	PackView(buffer, from, 'C')
	UnpackView(to, buffer, 'C')
}

// CopyData is PyObject_CopyData: the data of one object to the memory of another. It may run code.
func CopyData(to, from *Object) bool {
	if !CheckBuffer(to) || !CheckBuffer(from) {
		Raise(TypeError, "both destination and source must be bytes-like objects")
		return false
	}
	dest := OpenBuffer(to, BufferFullRO|BufferWritable)
	if dest == nil {
		return false
	}
	defer CloseBuffer(dest)
	src := OpenBuffer(from, BufferFullRO)
	if src == nil {
		return false
	}
	defer CloseBuffer(src)
	if dest.Len < src.Len {
		Raise(BufferError, "destination is too small to receive data from source")
		return false
	}
	if IsContiguous(dest, 'C') && IsContiguous(src, 'C') || IsContiguous(dest, 'F') && IsContiguous(src, 'F') {
		copy(ViewBytes(dest), ViewBytes(src))
		return true
	}
	CopyView(dest, src)
	return true
}
