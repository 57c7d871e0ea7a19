package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// A tracked object is in the ring of one of its interpreter's generations; an untracked one has a nil Next.

func gcHead(o *Object) *abi.GCHead {
	return (*abi.GCHead)(unsafe.Add(unsafe.Pointer(o), -abi.GCHeadSize))
}

// HasHeader tells whether an object has a GC header: it is PyObject_IS_GC. The type's flag alone does not say so, since a
// static type is an object of type, and in the data of a program.
func HasHeader(o *Object) bool {
	return HasGC(o.Type) && (o.Type.IsGC == nil || ctier.CallInquiry(o.Type.IsGC, o) != 0)
}

// GCTrack makes an object known to the collector. Its fields must be valid from here on.
func GCTrack(o *Object) {
	g := gcHead(o)
	if g.Next != nil {
		return
	}
	ring := &Thread().Interp.GC[0].Head
	last := (*abi.GCHead)(prevOf(ring))
	g.Next = ring
	setPrev(g, last)
	last.Next = g
	setPrev(ring, g)
}

// GCUntrack takes an object out of the collector's sight. Untracking twice does nothing.
func GCUntrack(o *Object) {
	g := gcHead(o)
	if g.Next == nil {
		return
	}
	prev := (*abi.GCHead)(prevOf(g))
	prev.Next = g.Next
	setPrev(g.Next, prev)
	g.Next = nil
	g.Prev &= abi.GCFinalized
}

// GCIsTracked tells whether the collector knows an object.
func GCIsTracked(o *Object) bool { return gcHead(o).Next != nil }

func prevOf(g *abi.GCHead) unsafe.Pointer {
	p := g.Prev &^ abi.GCFlags
	return *(*unsafe.Pointer)(unsafe.Pointer(&p))
}

func setPrev(g, prev *abi.GCHead) {
	g.Prev = g.Prev&abi.GCFlags | uintptr(unsafe.Pointer(prev))
}

// countAllocation counts a new object with a GC header, before it is made. It may run code.
func countAllocation(interp *abi.Interp) {
	g := &interp.GC[0]
	if g.Count++; g.Count > g.Threshold && g.Threshold > 0 {
		CollectDue()
	}
}
