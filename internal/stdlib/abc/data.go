// Package abc is the modules abc and _abc: classes that other classes can be registered with. What an abstract class knows
// (who is registered, who was asked for already) is in an object in its namespace, as weak references to classes, so that
// nothing here keeps a class alive.
package abc

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// data is what an abstract class knows. The three sets hold weak references; each is nil until something is added.
type data struct {
	abi.Object
	registry, cache, negative *object.Object
	negativeVersion           uint64
}

var dataType = object.NewType()

func (d *data) sets() []**object.Object { return []**object.Object{&d.registry, &d.cache, &d.negative} }

func init() {
	object.Define(dataType, func() object.Spec {
		return object.Spec{
			Name: "_abc._abc_data", Doc: "What an abstract class knows of its registered and checked classes.",
			Basicsize: unsafe.Sizeof(data{}), Flags: abi.TPFlagsHaveGC,
			New: func(t *object.Type, args, kwargs *object.Object) *object.Object { return newData() },
			Dealloc: func(o *object.Object) {
				object.GCUntrack(o)
				for _, set := range object.As[*data](o).sets() {
					object.Clear(set)
				}
				object.Release(o)
			},
			Traverse: func(o *object.Object, visit abi.Func, arg unsafe.Pointer) int32 {
				d := object.As[*data](o)
				return object.Visit(visit, arg, d.registry, d.cache, d.negative)
			},
			Clear: func(o *object.Object) int32 {
				for _, set := range object.As[*data](o).sets() {
					object.Clear(set)
				}
				return 0
			},
		}
	})
}

func newData() *object.Object {
	o := object.New(dataType)
	if o != nil {
		object.As[*data](o).negativeVersion = version()
		object.GCTrack(o)
	}
	return o
}

// dataOf is what a class knows: a new reference, nil and an exception if it is no abstract class.
func dataOf(class *object.Object) *data {
	o := object.GetAttrString(class, "_abc_impl")
	if o == nil {
		return nil
	}
	if o.Type != dataType {
		object.Decref(o)
		object.Raise(object.TypeError, "_abc_impl is set to a wrong type")
		return nil
	}
	return object.As[*data](o)
}

type versionKey struct{}

// version counts the registrations of an interpreter: a negative answer holds only until the next one.
func version() uint64 {
	v, _ := object.State().Local[versionKey{}].(uint64)
	return v
}

func newVersion() { object.State().Local[versionKey{}] = version() + 1 }

// has tells whether a set has a weak reference to o: -1 and an exception if that can't be told.
func has(set, o *object.Object) int32 {
	if set == nil || object.SetLen(set) == 0 {
		return 0
	}
	ref := object.NewWeakref(o, nil)
	if ref == nil {
		if object.Matches(object.TypeError) {
			object.ClearErr()
			return 0
		}
		return -1
	}
	defer object.Decref(ref)
	return object.SetContains(set, ref)
}

// add puts a weak reference to o into a set, from which it goes when o dies.
func add(set **object.Object, o *object.Object) bool {
	if *set == nil {
		if *set = object.NewSet(nil); *set == nil {
			return false
		}
	}
	home := object.NewWeakref(*set, nil)
	if home == nil {
		return false
	}
	defer object.Decref(home)
	drop := object.NewBoundMethod(&dropDead, home)
	if drop == nil {
		return false
	}
	defer object.Decref(drop)
	ref := object.NewWeakref(o, drop)
	if ref == nil {
		return false
	}
	defer object.Decref(ref)
	return object.SetAdd(*set, ref)
}

// dropDead is the callback of the weak references; self is a weak reference to the set.
var dropDead = object.Method{Name: "_destroy", O: func(home, ref *object.Object) *object.Object {
	set := object.WeakReferent(home)
	if set == object.None {
		return object.NewRef(object.None)
	}
	object.Incref(set)
	defer object.Decref(set)
	if object.SetDiscard(set, ref) < 0 {
		return nil
	}
	return object.NewRef(object.None)
}}

// classes are the living classes of a set: new references.
func classes(set *object.Object) []*object.Object {
	var living []*object.Object
	if set == nil {
		return nil
	}
	var ref *object.Object
	var hash int
	for pos := 0; object.SetNext(set, &pos, &ref, &hash); {
		if c := object.WeakReferent(ref); c != object.None {
			living = append(living, object.NewRef(c))
		}
	}
	return living
}
