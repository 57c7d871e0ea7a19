package ctier

/*
#include <stdio.h>
static size_t gl_fread(void *to, size_t n, void *fp) { return fread(to, 1, n, fp); }
static size_t gl_fwrite(void *from, size_t n, void *fp) { return fwrite(from, 1, n, fp); }
#cgo noescape gl_fread
#cgo noescape gl_fwrite
*/
import "C"

import "unsafe"

// Fread reads from a FILE * until to is full, and says how much it got.
func Fread(fp unsafe.Pointer, to []byte) int {
	return int(C.gl_fread(unsafe.Pointer(unsafe.SliceData(to)), C.size_t(len(to)), fp))
}

// Fwrite writes to a FILE *, and says how much was written.
func Fwrite(fp unsafe.Pointer, data []byte) int {
	return int(C.gl_fwrite(unsafe.Pointer(unsafe.SliceData(data)), C.size_t(len(data)), fp))
}
