package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

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

// mayBeTracked tells whether an object may be part of a cycle: CPython's _PyObject_GC_MAY_BE_TRACKED.
func mayBeTracked(o *Object) bool { return HasHeader(o) && (o.Type != TupleType || GCIsTracked(o)) }

// untrackTuples forgets those tuples that hold nothing that could be part of a cycle, now or later.
func untrackTuples(objects []*Object) {
	for _, o := range objects {
		if o.Type != TupleType {
			continue
		}
		free := true
		for _, item := range TupleItems(o) {
			if item == nil || mayBeTracked(item) {
				free = false
				break
			}
		}
		if free {
			GCUntrack(o)
		}
	}
}
