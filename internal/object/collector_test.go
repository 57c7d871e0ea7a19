package object_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
)

// finalizable is a class whose instances call f when they are finalized.
func finalizable(t *testing.T, f func(self *object.Object)) *object.Object {
	t.Helper()
	c := object.Class{Name: "F", Module: "x", NoSlots: true, Defs: []object.Def{{Sig: "__del__(self)", Do: func(a []*object.Object) *object.Object {
		f(a[0])
		return object.NewRef(object.None)
	}}}}
	class := c.Make()
	require.NotNil(t, class)
	return class
}

// cyclic is an instance of a class that refers to itself.
func cyclic(t *testing.T, class *object.Object) *object.Object {
	t.Helper()
	o := object.CallArgs(class)
	require.NotNil(t, o)
	require.True(t, object.SetAttrString(o, "me", o))
	return o
}

func TestFinalizersOfCyclesRunOnce(t *testing.T) {
	withRuntime(t, func() {
		runs := 0
		var saved *object.Object
		class := finalizable(t, func(self *object.Object) {
			runs++
			saved = object.NewRef(self)
		})
		object.Decref(cyclic(t, class))
		require.Zero(t, object.Collect(2), "what a finalizer brings back to life is not collected")
		require.Equal(t, 1, runs)
		require.True(t, object.Finalized(saved))
		me := object.GetAttrString(saved, "me")
		require.Equal(t, saved, me, "it is whole")
		object.Decref(me)
		object.Decref(saved)
		require.Positive(t, object.Collect(2))
		require.Equal(t, 1, runs, "the finalizer does not run again")
		object.Decref(class)
		object.Collect(2)
	})
}

func TestResurrectionSavesWhatIsReferredTo(t *testing.T) {
	withRuntime(t, func() {
		var saved *object.Object
		saving := finalizable(t, func(self *object.Object) { saved = object.NewRef(self) })
		plain := finalizable(t, func(*object.Object) {})
		savior, kept, lost := cyclic(t, saving), cyclic(t, plain), cyclic(t, plain)
		require.True(t, object.SetAttrString(savior, "other", kept))
		require.True(t, object.SetAttrString(lost, "other", savior))
		keptWeak, lostWeak := object.NewWeakref(kept, nil), object.NewWeakref(lost, nil)
		for _, o := range []*object.Object{savior, kept, lost} {
			object.Decref(o)
		}
		require.Equal(t, 2, object.Collect(2), "the one that is lost, and its dict")
		require.Equal(t, object.None, object.WeakReferent(lostWeak))
		require.Equal(t, object.None, object.WeakReferent(keptWeak), "weak references end before finalizers run")
		other := object.GetAttrString(saved, "other")
		require.Equal(t, kept, other)
		object.Decref(other)
		for _, o := range []*object.Object{saved, keptWeak, lostWeak} {
			object.Decref(o)
		}
		object.Collect(2)
		object.Decref(saving)
		object.Decref(plain)
		object.Collect(2)
	})
}

func TestWeakCallbacksOfGarbage(t *testing.T) {
	withRuntime(t, func() {
		class := finalizable(t, func(*object.Object) {})
		called := 0
		callback := object.NewGoFunc("callback", func(args []*object.Object, _ *object.Object) *object.Object {
			called++
			if object.WeakReferent(args[0]) != object.None {
				t.Error("the callback sees a dead reference")
			}
			object.Collect(2) // does nothing: a collection is under way
			return object.NewRef(object.None)
		})
		outside := cyclic(t, class)
		weak := object.NewWeakref(outside, callback)
		object.Decref(outside)
		inside := cyclic(t, class)
		own := object.NewWeakref(inside, callback)
		require.True(t, object.SetAttrString(inside, "weak", own))
		object.Decref(own)
		object.Decref(inside)
		object.Collect(2)
		require.Equal(t, 1, called, "a reference that is garbage itself has no callback")
		for _, o := range []*object.Object{weak, callback, class} {
			object.Decref(o)
		}
		object.Collect(2)
	})
}

func TestGenerations(t *testing.T) {
	withRuntime(t, func() {
		interp := object.Thread().Interp
		object.Collect(2)
		list := object.NewList(0)
		for generation, collect := range []int{0, 1, 2} {
			require.Contains(t, object.GC().Members(generation), list)
			object.Collect(collect)
		}
		require.Contains(t, object.GC().Members(2), list)
		object.Decref(list)
		require.Equal(t, int32(0), interp.GC[0].Count)
		interp.GC[1].Threshold, interp.GC[2].Threshold = 2, 1000
		before := object.GC().Stats()
		var kept []*object.Object
		for range 701 * 7 {
			kept = append(kept, object.NewList(0))
		}
		after := object.GC().Stats()
		require.Equal(t, before[0].Collections+6, after[0].Collections)
		require.Equal(t, before[1].Collections+1, after[1].Collections, "the second generation after three collections of the first")
		for _, o := range kept {
			object.Decref(o)
		}
	})
}

func TestFrozenObjectsAreNotCollected(t *testing.T) {
	withRuntime(t, func() {
		object.Collect(2)
		list := object.NewList(0)
		require.True(t, object.ListAppend(list, list))
		object.Decref(list)
		object.GC().Freeze()
		require.Zero(t, object.Collect(2))
		require.Positive(t, object.GC().Frozen())
		object.GC().Unfreeze()
		require.Zero(t, object.GC().Frozen())
		require.Equal(t, 1, object.Collect(2))
	})
}

// A list nested a million deep dies by its count, and one in a cycle by the collector.
func TestAMillionLists(t *testing.T) {
	nest := func() *object.Object {
		innermost := object.NewList(0)
		o := innermost
		for range 1_000_000 {
			outer := object.ListFrom([]*object.Object{o})
			object.Decref(o)
			o = outer
		}
		return o
	}
	withRuntime(t, func() {
		object.Decref(nest())
	})
	withRuntime(t, func() {
		o := nest()
		require.True(t, object.ListAppend(o, o))
		object.Decref(o)
		require.Equal(t, 1_000_001, object.Collect(2))
	})
}
