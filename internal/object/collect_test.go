package object_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
)

func TestCollectFreesACycle(t *testing.T) {
	withRuntime(t, func() {
		list := object.NewList(0)
		require.True(t, object.ListAppend(list, list))
		ref := newWeakClass(t)
		o := object.CallArgs(ref)
		require.NotNil(t, o)
		require.True(t, object.SetAttrString(o, "me", o))
		weak := object.NewWeakref(o, nil)
		object.Decref(o)
		object.Decref(list)
		assert.Equal(t, o, object.WeakReferent(weak), "a cycle lives on until it is collected")
		n := object.Collect(2)
		assert.GreaterOrEqual(t, n, 3, "the list, the instance and its dict")
		assert.Equal(t, object.None, object.WeakReferent(weak))
		object.Decref(weak)
		object.Decref(ref)
		assert.Zero(t, object.Collect(2)-collectedClass, "only the class, which refers to itself, was left")
	})
}

// collectedClass is how many objects a class without attributes consists of that the collector sees: the class, its MRO,
// its dict, and the descriptors of __dict__ and __weakref__. Its bases are forgotten: they hold nothing that could be in a cycle.
const collectedClass = 5

func newWeakClass(t *testing.T) *object.Object {
	t.Helper()
	name, bases, dict := object.NewStr("C"), object.NewTuple(0), object.NewDict()
	defer object.Decref(name)
	defer object.Decref(bases)
	defer object.Decref(dict)
	c := object.CallArgs(object.Head(object.TypeType), name, bases, dict)
	require.NotNil(t, c)
	return c
}

func TestCollectKeepsWhatIsReferred(t *testing.T) {
	withRuntime(t, func() {
		outer, inner := object.NewList(0), object.NewList(0)
		require.True(t, object.ListAppend(inner, outer))
		require.True(t, object.ListAppend(outer, inner))
		object.Decref(inner)
		assert.Zero(t, object.Collect(2))
		assert.Equal(t, 1, len(object.ListItems(outer)))
		object.Decref(outer)
		assert.Equal(t, 2, object.Collect(2))
	})
}
