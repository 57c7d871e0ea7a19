package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/gc"
)

// CollectDue is called when the youngest generation is full: it collects the oldest one that is. It may run code.
func CollectDue() {
	interp := Thread().Interp
	if interp.GCEnabled == 0 || interp.GCCollecting != 0 || Occurred() != nil {
		return
	}
	for i := 2; i >= 0; i-- {
		if g := &interp.GC[i]; g.Threshold > 0 && g.Count > g.Threshold {
			// A full collection waits until the objects that are new since the last one are a quarter of those it kept, so
			// that making many objects is not quadratic.
			if i == 2 && interp.LongLivedPending < interp.LongLived/4 {
				continue
			}
			Collect(i)
			return
		}
	}
}

// Collect collects a generation and all younger ones, and returns how many objects were unreachable. Finalizers and weak
// reference callbacks run.
func Collect(generation int) int {
	interp := Thread().Interp
	if interp.GCCollecting != 0 {
		return 0
	}
	interp.GCCollecting = 1
	defer func() { interp.GCCollecting = 0 }()
	et, ev, tb := FetchErr()
	defer RestoreErr(et, ev, tb)

	if generation+1 < len(interp.GC) {
		interp.GC[generation+1].Count++
	}
	for i := range generation + 1 {
		interp.GC[i].Count = 0
	}
	young := &interp.GC[generation]
	for i := range generation {
		gc.Merge(&interp.GC[i], young)
	}
	set := gc.Members(young)
	garbage := gc.Find(set, 0)
	old := &interp.GC[min(generation+1, 2)]
	gc.Merge(young, old)
	if generation == 2 {
		interp.LongLived, interp.LongLivedPending = int64(len(set)-len(garbage)), 0
	} else if generation == 1 {
		interp.LongLivedPending += int64(len(set) - len(garbage))
	}
	n := len(garbage)
	// From here on code runs: each piece of garbage is held, so that none dies while the list still has it.
	for _, o := range garbage {
		Incref(o)
	}
	endWeakrefs(garbage)
	for _, o := range garbage {
		CallFinalizer(o)
	}
	condemned := garbage
	if finalizersRan(garbage) {
		condemned = gc.Find(tracked(garbage), 1)
	}
	for _, o := range condemned {
		if !GCIsTracked(o) {
			continue
		}
		if f := o.Type.Clear; f != nil {
			ctier.CallInquiry(f, o)
			if Occurred() != nil {
				WriteUnraisable(Head(o.Type))
			}
		}
	}
	for _, o := range garbage {
		Decref(o)
	}
	return n
}

func finalizersRan(garbage []*Object) bool {
	for _, o := range garbage {
		if o.Type.Finalize != nil {
			return true
		}
	}
	return false
}

func tracked(objects []*Object) []*Object {
	var still []*Object
	for _, o := range objects {
		if GCIsTracked(o) {
			still = append(still, o)
		}
	}
	return still
}

// endWeakrefs ends the weak references to garbage. Callbacks run for those references that are not garbage themselves.
func endWeakrefs(garbage []*Object) {
	var dead map[*Object]bool
	var pending []*abi.Weakref
	for _, o := range garbage {
		list := weakList(o)
		if list == nil || *list == nil {
			continue
		}
		if dead == nil {
			dead = make(map[*Object]bool, len(garbage))
			for _, g := range garbage {
				dead[g] = true
			}
		}
		for r := *list; r != nil; r = *list {
			detach(r)
			if r.Callback != nil && !dead[Head(r)] {
				Incref(Head(r))
				pending = append(pending, r)
			}
		}
	}
	for _, r := range pending {
		callback := r.Callback
		r.Callback = nil
		callWeakCallback(Head(r), callback)
		Decref(callback)
		Decref(Head(r))
	}
}
