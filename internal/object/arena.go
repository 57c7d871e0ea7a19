package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/mem"
)

// Arena is PyArena: memory and objects that are given back all at once.
type Arena struct {
	_       abi.OffHeap
	objects *Object // list
	blocks  *arenaBlock
}

// arenaBlock stands before each piece of memory.
type arenaBlock struct {
	_    abi.OffHeap
	next *arenaBlock
	_    uintptr // what follows is aligned for anything
}

// NewArena makes an empty arena; nil, and MemoryError, if memory is out.
func NewArena() *Arena {
	a := (*Arena)(RawAlloc(unsafe.Sizeof(Arena{})))
	if a == nil {
		NoMemory()
		return nil
	}
	a.blocks = nil
	if a.objects = NewList(0); a.objects == nil {
		mem.Free(unsafe.Pointer(a))
		return nil
	}
	return a
}

// Alloc is memory that lasts as long as the arena.
func (a *Arena) Alloc(n uint64) unsafe.Pointer {
	const head = unsafe.Sizeof(arenaBlock{})
	if n > 1<<62 {
		NoMemory()
		return nil
	}
	b := (*arenaBlock)(RawAlloc(head + uintptr(n)))
	if b == nil {
		NoMemory()
		return nil
	}
	b.next = a.blocks
	a.blocks = b
	return unsafe.Add(unsafe.Pointer(b), head)
}

// Add takes over a reference until the arena ends; it stays the caller's if memory is out.
func (a *Arena) Add(o *Object) bool {
	if !ListAppend(a.objects, o) {
		return false
	}
	Decref(o)
	return true
}

// Free ends the arena: it may run code.
func (a *Arena) Free() {
	for b := a.blocks; b != nil; {
		next := b.next
		mem.Free(unsafe.Pointer(b))
		b = next
	}
	objects := a.objects
	mem.Free(unsafe.Pointer(a))
	Decref(objects)
}
