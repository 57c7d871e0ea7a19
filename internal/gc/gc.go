// Package gc finds garbage: objects that only refer to each other. It knows GC headers, reference counts and tp_traverse,
// and nothing else of objects; what happens to what it finds (finalizers, weak references, tp_clear) is package object's.
//
// The method is CPython's: copy each object's count, subtract every reference that comes from inside the set, and what is
// left over zero is referred to from outside. While a set is examined, the Prev words of its headers hold the copied
// counts; the ring is whole again when Find returns.
package gc

import (
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

const countShift = 2 // behind the flags

// Head is the header of an object.
func Head(o *abi.Object) *abi.GCHead {
	return (*abi.GCHead)(unsafe.Add(unsafe.Pointer(o), -abi.GCHeadSize))
}

// Object is the object behind a header.
func Object(g *abi.GCHead) *abi.Object {
	return (*abi.Object)(unsafe.Add(unsafe.Pointer(g), abi.GCHeadSize))
}

// examination is the state of one Find: the visitors of tp_traverse reach it by the address they are given.
type examination struct {
	work []*abi.Object // reachable, and what they refer to is not marked yet
}

// Visitors get a C address. Its distance from the start of tickets says which examination is meant.
const maxTickets = 1024

var (
	tickets      = ctier.Static(maxTickets)
	examinations [maxTickets]*examination
	ticketLock   sync.Mutex
)

func takeTicket(e *examination) unsafe.Pointer {
	ticketLock.Lock()
	defer ticketLock.Unlock()
	for i := range examinations {
		if examinations[i] == nil {
			examinations[i] = e
			return unsafe.Add(tickets, i)
		}
	}
	return nil
}

func giveTicket(p unsafe.Pointer) {
	ticketLock.Lock()
	defer ticketLock.Unlock()
	examinations[uintptr(p)-uintptr(tickets)] = nil
}

// inSet tells whether an object is under examination: it has a header, it is tracked, and it is marked.
func inSet(o *abi.Object) *abi.GCHead {
	if o.Type.Flags&abi.TPFlagsHaveGC == 0 {
		return nil
	}
	if f := o.Type.IsGC; f != nil && ctier.CallInquiry(f, o) == 0 {
		return nil // a static type: it has no header
	}
	g := Head(o)
	if g.Next == nil || g.Prev&abi.GCCollecting == 0 {
		return nil
	}
	return g
}

var visitSubtract, visitReachable abi.Func

func init() {
	visitSubtract = ctier.Visit(func(o *abi.Object, _ unsafe.Pointer) int32 {
		if g := inSet(o); g != nil {
			g.Prev -= 1 << countShift
		}
		return 0
	})
	visitReachable = ctier.Visit(func(o *abi.Object, ticket unsafe.Pointer) int32 {
		if g := inSet(o); g != nil {
			g.Prev &^= abi.GCCollecting
			e := examinations[uintptr(ticket)-uintptr(tickets)]
			e.work = append(e.work, o)
		}
		return 0
	})
}

// Find returns those objects of a set that nothing outside of it leads to. held is how many references to each object of
// the set the caller itself holds. tp_traverse runs, and must not change anything.
func Find(set []*abi.Object, held int) []*abi.Object {
	e := &examination{}
	ticket := takeTicket(e)
	if ticket == nil {
		return nil // a thousand runtimes are collecting at once: another time
	}
	defer giveTicket(ticket)
	links := make([]uintptr, len(set))
	for i, o := range set {
		g := Head(o)
		links[i] = g.Prev
		g.Prev = uintptr(o.Refcnt-held)<<countShift | g.Prev&abi.GCFinalized | abi.GCCollecting
	}
	for _, o := range set {
		ctier.CallTraverse(o.Type.Traverse, o, visitSubtract, nil)
	}
	for _, o := range set {
		if g := Head(o); g.Prev&abi.GCCollecting != 0 && g.Prev>>countShift != 0 {
			g.Prev &^= abi.GCCollecting
			e.work = append(e.work, o)
		}
		for len(e.work) > 0 {
			last := len(e.work) - 1
			next := e.work[last]
			e.work = e.work[:last]
			ctier.CallTraverse(next.Type.Traverse, next, visitReachable, ticket)
		}
	}
	var garbage []*abi.Object
	for i, o := range set {
		g := Head(o)
		if g.Prev&abi.GCCollecting != 0 {
			garbage = append(garbage, o)
		}
		g.Prev = links[i]
	}
	return garbage
}

// walkers are the functions that Referents calls, by their tickets.
var walkers [maxTickets]func(*abi.Object)

var visitWalk = ctier.Visit(func(o *abi.Object, ticket unsafe.Pointer) int32 {
	walkers[uintptr(ticket)-uintptr(tickets)](o)
	return 0
})

// Referents calls f for every object that o refers to, as often as it does, as far as its tp_traverse tells. f borrows it and must
// not change anything.
func Referents(o *abi.Object, f func(*abi.Object)) {
	traverse := o.Type.Traverse
	if traverse == nil {
		return
	}
	ticket := takeTicket(&examination{})
	if ticket == nil {
		return // a thousand runtimes are at it at once
	}
	defer giveTicket(ticket)
	walkers[uintptr(ticket)-uintptr(tickets)] = f
	ctier.CallTraverse(traverse, o, visitWalk, ticket)
	walkers[uintptr(ticket)-uintptr(tickets)] = nil
}

// Reachable adds to roots what they lead to within a set: the result holds each object once.
func Reachable(roots, set []*abi.Object) map[*abi.Object]bool {
	within := make(map[*abi.Object]bool, len(set))
	for _, o := range set {
		within[o] = true
	}
	found := map[*abi.Object]bool{}
	work := append([]*abi.Object(nil), roots...)
	for _, o := range roots {
		found[o] = true
	}
	for len(work) > 0 {
		last := work[len(work)-1]
		work = work[:len(work)-1]
		Referents(last, func(o *abi.Object) {
			if within[o] && !found[o] {
				found[o] = true
				work = append(work, o)
			}
		})
	}
	return found
}

// Init makes a generation empty.
func Init(g *abi.GCGeneration) {
	g.Head.Next = &g.Head
	link(&g.Head, &g.Head)
}

// Size counts the objects of a generation.
func Size(g *abi.GCGeneration) int {
	n := 0
	for h := g.Head.Next; h != &g.Head; h = h.Next {
		n++
	}
	return n
}

// Members lists the objects of a generation.
func Members(generation *abi.GCGeneration) []*abi.Object {
	var set []*abi.Object
	for g := generation.Head.Next; g != &generation.Head; g = g.Next {
		set = append(set, Object(g))
	}
	return set
}

// Merge appends one generation's objects to another's and leaves it empty.
func Merge(from, to *abi.GCGeneration) {
	if from == to || from.Head.Next == &from.Head {
		return
	}
	first, last := from.Head.Next, prev(&from.Head)
	end := prev(&to.Head)
	link(end, first)
	link(last, &to.Head)
	link(&from.Head, &from.Head)
}

func prev(g *abi.GCHead) *abi.GCHead {
	p := g.Prev &^ abi.GCFlags
	return *(**abi.GCHead)(unsafe.Pointer(&p))
}

func link(a, b *abi.GCHead) {
	a.Next = b
	b.Prev = b.Prev&abi.GCFlags | uintptr(unsafe.Pointer(a))
}
