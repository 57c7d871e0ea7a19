package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Bytes that are written piece by piece, in C: first into the writer itself, then, when that is full, into an object.

// BytesWriterInit makes a writer an empty one.
func BytesWriterInit(w *abi.BytesWriter) {
	w.Buffer, w.Allocated, w.MinSize = nil, 0, 0
	w.UseBytearray, w.Overallocate, w.UseSmallBuffer = 0, 0, 0
}

// BytesWriterDealloc lets go of what was written.
func BytesWriterDealloc(w *abi.BytesWriter) { Clear(&w.Buffer) }

func writerStart(w *abi.BytesWriter) unsafe.Pointer {
	switch {
	case w.UseSmallBuffer != 0:
		return unsafe.Pointer(&w.Small)
	case w.UseBytearray != 0:
		return unsafe.Pointer(As[*abi.Bytearray](w.Buffer).Start)
	}
	return unsafe.Pointer(&As[*abi.Bytes](w.Buffer).Data)
}

// writerWritten says how much stands before at.
func writerWritten(w *abi.BytesWriter, at unsafe.Pointer) int {
	return int(uintptr(at) - uintptr(writerStart(w)))
}

// BytesWriterAlloc begins to write: it returns where, with room for n bytes. Nil, and the writer is empty, if memory is out.
func BytesWriterAlloc(w *abi.BytesWriter, n int) unsafe.Pointer {
	w.UseSmallBuffer, w.Allocated = 1, len(w.Small)
	return BytesWriterPrepare(w, unsafe.Pointer(&w.Small), n)
}

// BytesWriterPrepare makes room for n more bytes than were asked for before, and returns where to go on; at is where writing
// stands. Nil, and the writer is empty, if memory is out.
func BytesWriterPrepare(w *abi.BytesWriter, at unsafe.Pointer, n int) unsafe.Pointer {
	if n == 0 {
		return at
	}
	if n < 0 || n > math.MaxInt-w.MinSize {
		NoMemory()
		BytesWriterDealloc(w)
		return nil
	}
	w.MinSize += n
	if w.MinSize <= w.Allocated {
		return at
	}
	size := w.MinSize
	if w.Overallocate != 0 && size <= math.MaxInt-size/4 {
		size += size / 4
	}
	return writerGrow(w, at, size)
}

func writerGrow(w *abi.BytesWriter, at unsafe.Pointer, size int) unsafe.Pointer {
	n := writerWritten(w, at)
	if w.UseSmallBuffer != 0 {
		if w.Buffer = writerSpace(w, size); w.Buffer == nil {
			return nil
		}
		small := w.Small[:n]
		w.UseSmallBuffer = 0
		copy(unsafe.Slice((*byte)(writerStart(w)), n), small)
	} else if !writerResize(w, size) {
		BytesWriterDealloc(w)
		return nil
	}
	w.Allocated = size
	return unsafe.Add(writerStart(w), n)
}

func writerSpace(w *abi.BytesWriter, n int) *Object {
	if w.UseBytearray == 0 {
		return NewBytesSpace(n)
	}
	o := NewBytearray(nil)
	if o != nil && !BytearrayResize(o, n) {
		Decref(o)
		return nil
	}
	return o
}

func writerResize(w *abi.BytesWriter, n int) bool {
	if w.UseBytearray != 0 {
		return BytearrayResize(w.Buffer, n)
	}
	return BytesResize(&w.Buffer, n)
}

// BytesWriterFinish returns what was written, up to at, and leaves the writer empty.
func BytesWriterFinish(w *abi.BytesWriter, at unsafe.Pointer) *Object {
	n := writerWritten(w, at)
	if w.UseSmallBuffer != 0 {
		if w.UseBytearray != 0 {
			return NewBytearray(w.Small[:n])
		}
		return NewBytes(w.Small[:n])
	}
	if n == 0 && w.UseBytearray == 0 {
		BytesWriterDealloc(w)
		return NewBytes(nil)
	}
	if n != w.Allocated && !writerResize(w, n) {
		BytesWriterDealloc(w)
		return nil
	}
	o := w.Buffer
	w.Buffer = nil
	return o
}
