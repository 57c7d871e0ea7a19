package interp

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/threads"
)

// Left is what was still alive when an interpreter closed.
type Left struct {
	Types   map[string]int // objects by the name of their type
	Threads int            // native threads that did not release what they ensured
}

// Close refuses new calls, waits for those under way, ends all modules and objects, and gives the memory back. first runs
// inside before anything ends, baseline names the addresses of objects that are not to be reported. The result is nil when
// it was closed before.
func (in *Interp) Close(first func(), baseline map[unsafe.Pointer]struct{}) *Left {
	if !in.Threads.Close() {
		return nil
	}
	defer in.Threads.Closed()
	first()
	in.closeSubs()
	in.State.Shutdown()
	left := &Left{Types: map[string]int{}, Threads: in.Threads.Native()}
	in.State.Leftover(func(o *object.Object) {
		if _, known := baseline[unsafe.Pointer(o)]; !known {
			left.Types[object.TypeName(o.Type)]++
		}
	})
	in.Threads.Forget()
	if left.Threads == 0 {
		in.State.Free()
	}
	// Otherwise such a thread may still read the lock, which stays taken: it then waits for ever.
	return left
}

// Living returns the addresses of all objects that are alive, inside: a baseline for Close.
func (in *Interp) Living() map[unsafe.Pointer]struct{} {
	living := map[unsafe.Pointer]struct{}{}
	in.State.Leftover(func(o *object.Object) { living[unsafe.Pointer(o)] = struct{}{} })
	return living
}

// Count returns how many objects of each type are alive, inside.
func (in *Interp) Count() map[string]int {
	counts := map[string]int{}
	in.State.Leftover(func(o *object.Object) { counts[object.TypeName(o.Type)]++ })
	return counts
}

// closeSubs ends what C code made in this interpreter and did not end, inside.
func (in *Interp) closeSubs() {
	subs := in.subs
	in.subs = nil
	for _, sub := range subs {
		in.Threads.Allow(func() { threads.DeleteSub(sub.Threads.Interp) })
	}
}
