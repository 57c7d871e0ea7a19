package mem

import (
	"fmt"
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

const (
	interpSize = (unsafe.Sizeof(abi.Interp{}) + 63) &^ 63 // no two locks in one cache line
	interpRoom = 256 << 10                                // mapped at a time
	cacheSize  = abi.MethodCacheSize * unsafe.Sizeof(abi.MethodCacheEntry{})
)

type methodCache = [abi.MethodCacheSize]abi.MethodCacheEntry

// interps is where interpreters come from. Those that ended are never given back: who comes late tries the lock in one before it
// can know that the interpreter has ended. They lie side by side, because a process may have only so many mappings.
var interps struct {
	sync.Mutex
	last   int64
	next   unsafe.Pointer
	room   uintptr
	caches []*methodCache // zeroed, of interpreters that ended
}

// NewInterp makes an interpreter's state: zero but for its memory's bookkeeping.
func NewInterp() *abi.Interp {
	interps.Lock()
	defer interps.Unlock()
	if interps.room < interpSize {
		interps.next, interps.room = mapped(interpRoom), interpRoom
	}
	interp := (*abi.Interp)(interps.next)
	interps.next, interps.room = unsafe.Add(interps.next, interpSize), interps.room-interpSize
	interp.ID = interps.last
	interps.last++
	interp.FailAfter = -1
	interp.Larges.Next, interp.Larges.Prev = &interp.Larges, &interp.Larges
	if n := len(interps.caches); n > 0 {
		interp.MethodCache, interps.caches = interps.caches[n-1], interps.caches[:n-1]
	} else {
		interp.MethodCache = (*methodCache)(mapped(cacheSize))
	}
	return interp
}

func mapped(size uintptr) unsafe.Pointer {
	p, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		panic(fmt.Sprintf("mem: no memory for an interpreter: %v", err))
	}
	return p
}

// FreeInterp gives back everything that belongs to an interpreter, but for the structure itself. Nothing else may point into it
// any more.
func FreeInterp(interp *abi.Interp) {
	for interp.Larges.Next != &interp.Larges {
		block := unsafe.Add(unsafe.Pointer(interp.Larges.Next), unsafe.Sizeof(abi.Large{}))
		ctier.LargeFree(block)
	}
	arena.Lock()
	for page := interp.Pages; page != nil; {
		next := page.Next
		b := unsafe.Slice((*byte)(unsafe.Pointer(page)), abi.PageSize)
		_ = unix.Madvise(b, unix.MADV_DONTNEED) // a hint: without it the memory is only given back later
		arena.spare = append(arena.spare, page)
		page = next
	}
	arena.Unlock()
	clear(unsafe.Slice((*byte)(unsafe.Pointer(interp.MethodCache)), cacheSize))
	interps.Lock()
	interps.caches = append(interps.caches, interp.MethodCache)
	interps.Unlock()
}
