package ctier

/*
#include "upcall.h"
#include "call.h"
*/
import "C"

import (
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

const stubSize = 16

// slot is one stub's Go function: a func value of the type that kind names.
type slot struct {
	fn   unsafe.Pointer
	kind uint8
}

var (
	slotBase unsafe.Pointer
	slots    []slot
	hot      = map[string]int{}
	nextSlot int
	freed    []int
	slotLock sync.Mutex
)

func initSlots(begin, end unsafe.Pointer) {
	slotBase = begin
	slots = make([]slot, (uintptr(end)-uintptr(begin))/stubSize)
}

func register(kind uint8, f unsafe.Pointer) abi.Func {
	slotLock.Lock()
	defer slotLock.Unlock()
	i := nextSlot
	if n := len(freed); n > 0 {
		i, freed = freed[n-1], freed[:n-1]
	} else {
		if i == len(slots) {
			panic("ctier: out of slot stubs; raise their number in slots.S")
		}
		nextSlot++
	}
	slots[i] = slot{f, kind}
	return unsafe.Add(slotBase, i*stubSize)
}

func registerHot(name string, kind uint8, f unsafe.Pointer) abi.Func {
	i, ok := hot[name]
	if !ok {
		panic("ctier: " + name + " is not in hot.inc")
	}
	slots[i] = slot{f, kind}
	return unsafe.Add(slotBase, i*stubSize)
}

// Promote gives a Go function that is in a slot the C body of that name in hot.inc, if there is one, and returns the
// address that the slot is to hold. Go goes on calling the Go function: it is the body's twin.
func Promote(fn abi.Func, name string) abi.Func {
	slotLock.Lock()
	defer slotLock.Unlock()
	i, ok := hot[name]
	if !ok {
		return fn
	}
	slots[i] = slots[(uintptr(fn)-uintptr(slotBase))/stubSize]
	return unsafe.Add(slotBase, i*stubSize)
}

// HasHot tells whether hot.inc has a C body of that name.
func HasHot(name string) bool {
	_, ok := hot[name]
	return ok
}

// HotUnbound lists the C bodies in hot.inc that no slot has been given: a misspelt name.
func HotUnbound() []string {
	slotLock.Lock()
	defer slotLock.Unlock()
	var names []string
	for name, i := range hot {
		if slots[i].fn == nil {
			names = append(names, name)
		}
	}
	return names
}

// Release gives the stub of a function that nothing calls any more to the next one.
func Release(fn abi.Func) {
	slotLock.Lock()
	defer slotLock.Unlock()
	i := int(uintptr(fn)-uintptr(slotBase)) / stubSize
	slots[i] = slot{}
	freed = append(freed, i)
}

// lookup returns the Go function behind fn, or nil if fn is not one of our stubs. A stub of another kind (nb_index's
// function in nb_int's place is one kind, but nothing else is) is called through C, which is right if slower.
func lookup(fn abi.Func, kind uint8) unsafe.Pointer {
	i := (uintptr(fn) - uintptr(slotBase)) / stubSize
	if i < uintptr(len(slots)) && slots[i].kind == kind {
		return slots[i].fn
	}
	return nil
}

//export gildedSlot
func gildedSlot(id C.uint32_t, w *C.gl_word) {
	words, s := (*Words)(unsafe.Pointer(w)), &slots[id]
	defer func() {
		if r := recover(); r != nil {
			OnPanic(r)
			words.SetI(errorResult[s.kind])
		}
	}()
	dispatch(s.kind, s.fn, words)
}

// CallInit calls an extension's PyInit function.
func CallInit(fn abi.Func) *abi.Object {
	return (*abi.Object)(unsafe.Pointer(C.gl_p_(C.gl_a(uintptr(fn)))))
}
