package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// A string that grows. Buffer is a str of its own with room for Size characters, or somebody's str that nothing was
// added to yet (Readonly). Extensions read the fields through macros.
type unicodeWriter struct {
	Buffer       *abi.Object
	Data         unsafe.Pointer
	Kind         int32
	MaxChar      uint32
	Size         int
	Pos          int
	MinLength    int
	MinChar      uint32
	Overallocate uint8
	Readonly     uint8
}

func (w *unicodeWriter) adopt(o *abi.Object) {
	w.Buffer = o
	w.Data, w.Kind, w.MaxChar = object.StrData(o), int32(object.StrKind(o)), uint32(object.StrBound(o))
	w.Size = object.StrLen(o)
	if w.Readonly != 0 {
		w.Kind, w.Size = 0, 0 // so that the macros come here before they write
	}
}

func _PyUnicodeWriter_Init(w *unicodeWriter) { *w = unicodeWriter{MinChar: 127} }

func _PyUnicodeWriter_Dealloc(w *unicodeWriter) { object.Clear(&w.Buffer) }

// _PyUnicodeWriter_PrepareInternal makes room for n more characters, none larger than largest.
func _PyUnicodeWriter_PrepareInternal(w *unicodeWriter, n int, largest uint32) int32 {
	need := w.Pos + n
	if need < w.Pos {
		object.NoMemory()
		return -1
	}
	room := max(w.Size, need, w.MinLength)
	if w.Overallocate != 0 && need > w.Size {
		room = max(room, need+need/4)
	}
	bound := max(largest, w.MaxChar, w.MinChar)
	if w.Buffer != nil && w.Readonly == 0 && room <= w.Size && bound <= w.MaxChar {
		return 0
	}
	to := object.NewStrSpace(max(room, 1), rune(bound))
	if to == nil {
		return -1
	}
	if w.Buffer != nil {
		object.StrFastCopy(to, 0, w.Buffer, 0, w.Pos)
		object.Decref(w.Buffer)
	}
	w.Readonly = 0
	w.adopt(to)
	return 0
}

func _PyUnicodeWriter_WriteChar(w *unicodeWriter, c uint32) int32 {
	if _PyUnicodeWriter_PrepareInternal(w, 1, c) < 0 {
		return -1
	}
	object.StrPut(w.Buffer, w.Pos, rune(c))
	w.Pos++
	return 0
}

func _PyUnicodeWriter_WriteStr(w *unicodeWriter, o *abi.Object) int32 {
	return _PyUnicodeWriter_WriteSubstring(w, o, 0, object.StrLen(o))
}

func _PyUnicodeWriter_WriteSubstring(w *unicodeWriter, o *abi.Object, start, end int) int32 {
	if end <= start {
		return 0
	}
	if w.Buffer == nil && w.Overallocate == 0 && start == 0 && end == object.StrLen(o) {
		w.Readonly = 1
		w.adopt(object.NewRef(o))
		w.Pos = end
		return 0
	}
	largest := rune(0)
	for i := start; i < end; i++ {
		largest = max(largest, object.StrAt(o, i))
	}
	if _PyUnicodeWriter_PrepareInternal(w, end-start, uint32(largest)) < 0 {
		return -1
	}
	object.StrFastCopy(w.Buffer, w.Pos, o, start, end-start)
	w.Pos += end - start
	return 0
}

// _PyUnicodeWriter_Finish returns the str and empties the writer.
func _PyUnicodeWriter_Finish(w *unicodeWriter) *abi.Object {
	o := w.Buffer
	w.Buffer = nil
	if o == nil {
		return object.NewStr("")
	}
	if w.Readonly != 0 && w.Pos == object.StrLen(o) {
		return o
	}
	exact := object.NewStrRunes(object.StrRunes(o)[:w.Pos])
	object.Decref(o)
	return exact
}
