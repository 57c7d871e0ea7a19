package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// wide is the text of a wchar_t string, "" for NULL.
func wide(w *int32) string {
	if w == nil {
		return ""
	}
	n := 0
	for *(*int32)(unsafe.Add(unsafe.Pointer(w), 4*n)) != 0 {
		n++
	}
	runes := make([]rune, n)
	copy(runes, unsafe.Slice(w, n))
	return object.StringOf(runes)
}

// wides are the texts of an array of wchar_t strings.
func wides(n int32, w **int32) []string {
	var texts []string
	for i := range int(n) {
		texts = append(texts, wide(unsafe.Slice(w, n)[i]))
	}
	return texts
}
