// Package ctier holds all C of the runtime and the few lines of Go that tie it in: the data symbols extensions link to,
// the exported functions and stubs through which C calls Go, the trampolines through which Go calls C, and the hot paths
// that need no decision. Nothing that must decide anything may enter it; it knows layouts, not types or protocols.
package ctier

/*
#cgo CFLAGS: -I${SRCDIR}/../../include -DGILDED_BUILD -O2 -std=gnu11 -fvisibility=hidden -fno-strict-aliasing -Wall
#cgo LDFLAGS: -rdynamic -lm -lpthread
#include <stdint.h>
#include <stdlib.h>

struct gl_datum { const char *name; void *address; };
extern struct gl_datum gl_data[], gl_slot_functions[];
extern const char *gl_hot_names[];
extern char gl_slots[], gl_slots_end[];
extern uintptr_t gl_tls_offset(void);
extern uintptr_t gl_own_offset(void);
extern void **const gl_current_thread;
extern char *gl_arena;
extern size_t gl_arena_size;
void *gl_large_alloc(void *, unsigned, size_t);
void gl_large_free(void *);
void *gl_resize(unsigned, void *, size_t);
#cgo noescape gl_large_alloc
#cgo noescape gl_large_free
#cgo noescape gl_resize
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/tls"
)

var data = map[string]unsafe.Pointer{}

func init() {
	tls.Bind(uintptr(C.gl_tls_offset()), uintptr(C.gl_own_offset()), (*unsafe.Pointer)(unsafe.Pointer(C.gl_current_thread)))
	for _, list := range []unsafe.Pointer{unsafe.Pointer(&C.gl_data), unsafe.Pointer(&C.gl_slot_functions)} {
		for d := (*C.struct_gl_datum)(list); d.name != nil; d = (*C.struct_gl_datum)(unsafe.Add(unsafe.Pointer(d), unsafe.Sizeof(*d))) {
			data[C.GoString(d.name)] = d.address
		}
	}
	initSlots(unsafe.Pointer(&C.gl_slots), unsafe.Pointer(&C.gl_slots_end))
	names := unsafe.Pointer(&C.gl_hot_names)
	for i := 0; ; i++ {
		name := *(**C.char)(unsafe.Add(names, uintptr(i)*unsafe.Sizeof(names)))
		if name == nil {
			break
		}
		hot[C.GoString(name)] = i
		nextSlot = i + 1
	}
}

// Data returns the address of an exported data symbol, or of a function that extensions put into slots. It panics if there is none: the caller names a constant.
func Data(name string) unsafe.Pointer {
	p, ok := data[name]
	if !ok {
		panic("ctier: no data symbol " + name)
	}
	return p
}

// HasData tells whether there is a data symbol of a name.
func HasData(name string) bool {
	_, ok := data[name]
	return ok
}

// Type returns an exported static type, for instance PyLong_Type.
func Type(name string) *abi.Type { return (*abi.Type)(Data(name)) }

// SetArena tells the C tier which addresses pages are cut from.
func SetArena(base unsafe.Pointer, size uintptr) {
	C.gl_arena = (*C.char)(base)
	C.gl_arena_size = C.size_t(size)
}

// LargeAlloc allocates a block larger than abi.ClassMax; nil if memory is out. The caller holds the GIL of interp.
func LargeAlloc(interp *abi.Interp, kind uint, size uint) unsafe.Pointer {
	return C.gl_large_alloc(unsafe.Pointer(interp), C.uint(kind), C.size_t(size))
}

// LargeFree frees a block that LargeAlloc made.
func LargeFree(p unsafe.Pointer) { C.gl_large_free(p) }

// Resize is realloc for a block of any size.
func Resize(kind uint, p unsafe.Pointer, size uint) unsafe.Pointer {
	return C.gl_resize(C.uint(kind), p, C.size_t(size))
}

// GoString copies a C string.
func GoString(s *byte) string {
	if s == nil {
		return ""
	}
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(s), n)) != 0 {
		n++
	}
	return string(unsafe.Slice(s, n))
}

// CString copies a Go string to memory of the C library that is never freed: the names and docs of static types.
func CString(s string) *byte { return (*byte)(unsafe.Pointer(C.CString(s))) }

// Static allocates zeroed memory that is never freed, for what static types consist of.
func Static(size uintptr) unsafe.Pointer { return C.calloc(1, C.size_t(size)) }

// FreeStatic gives back what Static or CString returned, for the few that do end: thread states, specs of types.
func FreeStatic(p unsafe.Pointer) { C.free(p) }
