// Package mem owns the memory that objects live in: an address range outside the Go heap, cut into pages of blocks of
// one size class and one kind, each page belonging to one interpreter. It counts what is alive by walking pages, so that
// counting costs the hot paths nothing. It knows blocks and kinds, not what an object is.
//
// Whoever calls holds the GIL of the interpreter.
package mem

import (
	"sync"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// carve is how many bytes of a page go to the free list at a time: enough that refills are rare, little enough that a
// program that wants three floats does not touch sixteen pages of the processor's.
const carve = 4 << 10

const pageHead = uintptr(unsafe.Sizeof(abi.Page{}))

var arena struct {
	sync.Mutex
	base  unsafe.Pointer
	size  uintptr
	used  uintptr
	spare []*abi.Page
}

// reserve maps the range that pages are cut from. The kernel commits none of it before it is touched. Where address
// space is limited, a smaller range serves.
func reserve() {
	for size := uintptr(1) << 38; size >= 1<<28; size >>= 1 {
		p, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_NORESERVE)
		if err != nil {
			continue
		}
		skip := -uintptr(p) & (abi.PageSize - 1)
		arena.base, arena.size = unsafe.Add(p, skip), size-skip
		ctier.SetArena(arena.base, arena.size)
		return
	}
	panic("mem: the system gives no address space to reserve")
}

// newPage returns a page, or nil when the range is used up.
func newPage() *abi.Page {
	arena.Lock()
	defer arena.Unlock()
	if arena.base == nil {
		reserve()
	}
	if n := len(arena.spare); n > 0 {
		p := arena.spare[n-1]
		arena.spare = arena.spare[:n-1]
		return p
	}
	if arena.used+abi.PageSize > arena.size {
		return nil
	}
	p := (*abi.Page)(unsafe.Add(arena.base, arena.used))
	arena.used += abi.PageSize
	return p
}

// Inside tells whether an address is in a page.
func Inside(p unsafe.Pointer) bool { return uintptr(p)-uintptr(arena.base) < arena.size }

// PageOf returns the page of a block that is Inside.
func PageOf(p unsafe.Pointer) *abi.Page {
	return (*abi.Page)(unsafe.Add(p, -int(uintptr(p)&(abi.PageSize-1))))
}

// Index is the free list for blocks of a kind and size; size is 1 to abi.ClassMax.
func Index(kind, size uintptr) uint32 {
	return uint32(kind*abi.Classes + (size-1)/abi.ClassStep)
}

// Refill carves new blocks for an empty free list and returns one of them; nil if memory is out.
func Refill(interp *abi.Interp, index uint32) unsafe.Pointer {
	if failing(interp) {
		return nil
	}
	size := uint32(index%abi.Classes+1) * abi.ClassStep
	var page *abi.Page
	for page = interp.Pages; page != nil; page = page.Next {
		if page.Index == index {
			break
		}
	}
	if page == nil || uintptr(page.Carved)+uintptr(size) > abi.PageSize {
		if page = newPage(); page == nil {
			return nil
		}
		*page = abi.Page{Owner: interp, Next: interp.Pages, Index: index, Size: size, Carved: uint32(pageHead)}
		interp.Pages = page
	}
	n := min((abi.PageSize-page.Carved)/size, max(1, carve/size))
	if interp.FailAfter >= 0 {
		n = 1 // every allocation must come here to be counted
	}
	first := unsafe.Add(unsafe.Pointer(page), page.Carved)
	page.Carved += n * size
	for i := uint32(1); i < n; i++ {
		release(interp, index, unsafe.Add(first, i*size))
	}
	return first
}

// release puts a block into its free list.
func release(interp *abi.Interp, index uint32, p unsafe.Pointer) {
	block := (*abi.FreeBlock)(p)
	block.Next = interp.Free[index]
	interp.Free[index] = block
}

// failing counts an allocation down while the interpreter is to fail one.
func failing(interp *abi.Interp) bool {
	if interp.FailAfter > 0 {
		interp.FailAfter--
	}
	return interp.FailAfter == 0
}

// Alloc returns a block of a kind, not zeroed; nil if memory is out.
func Alloc(interp *abi.Interp, kind, size uintptr) unsafe.Pointer {
	if size > abi.ClassMax {
		return ctier.LargeAlloc(interp, uint(kind), uint(size))
	}
	index := Index(kind, max(size, 1))
	block := interp.Free[index]
	if block == nil {
		return Refill(interp, index)
	}
	interp.Free[index] = block.Next
	return unsafe.Pointer(block)
}

// Free gives a block back.
func Free(p unsafe.Pointer) {
	if p == nil {
		return
	}
	if !Inside(p) {
		ctier.LargeFree(p)
		return
	}
	page := PageOf(p)
	release(page.Owner, page.Index, p)
}

// Size is how many bytes fit in a block.
func Size(p unsafe.Pointer) uintptr {
	if Inside(p) {
		return uintptr(PageOf(p).Size)
	}
	return uintptr((*abi.Large)(unsafe.Add(p, -int(unsafe.Sizeof(abi.Large{})))).Size)
}

// Resize is realloc: nil, and the old block as it was, if memory is out.
func Resize(interp *abi.Interp, kind uintptr, p unsafe.Pointer, size uintptr) unsafe.Pointer {
	if p == nil {
		return Alloc(interp, kind, size)
	}
	return ctier.Resize(uint(kind), p, uint(size))
}

// Block is one live block.
type Block struct {
	Address unsafe.Pointer
	Size    uintptr
	Kind    int
}

// Live calls f for every block of an interpreter that is in use, until f returns false. f must not allocate or free.
func Live(interp *abi.Interp, f func(Block) bool) {
	free := map[unsafe.Pointer]struct{}{}
	for _, block := range interp.Free {
		for ; block != nil; block = block.Next {
			free[unsafe.Pointer(block)] = struct{}{}
		}
	}
	for page := interp.Pages; page != nil; page = page.Next {
		for at := uint32(pageHead); at+page.Size <= page.Carved; at += page.Size {
			block := unsafe.Add(unsafe.Pointer(page), at)
			if _, ok := free[block]; ok {
				continue
			}
			if !f(Block{block, uintptr(page.Size), int(page.Index) / abi.Classes}) {
				return
			}
		}
	}
	for l := interp.Larges.Next; l != &interp.Larges; l = l.Next {
		if !f(Block{unsafe.Add(unsafe.Pointer(l), unsafe.Sizeof(*l)), uintptr(l.Size), l.Kind}) {
			return
		}
	}
}

// FailAfter makes the nth allocation from now fail, and all that follow; a negative n ends it. The free lists are set
// aside meanwhile, so that the hot paths, which know nothing of this, come to Refill every time.
func FailAfter(interp *abi.Interp, n int64) {
	if n >= 0 {
		n++
	}
	if n >= 0 && interp.FailAfter < 0 {
		for i := range interp.Free {
			for block := interp.Free[i]; block != nil; block = block.Next {
				setAside[interp] = append(setAside[interp], unsafe.Pointer(block))
			}
			interp.Free[i] = nil
		}
	}
	if n < 0 && interp.FailAfter >= 0 {
		interp.FailAfter = n
		for _, block := range setAside[interp] {
			Free(block)
		}
		delete(setAside, interp)
	}
	interp.FailAfter = n
}

var setAside = map[*abi.Interp][]unsafe.Pointer{}
