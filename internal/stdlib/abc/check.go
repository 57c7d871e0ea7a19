package abc

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

const collection = abi.TPFlagsSequence | abi.TPFlagsMapping

// initClass makes a class abstract: it finds its abstract methods and gives it what it needs to know.
func initClass(class *object.Object) bool {
	if !findAbstract(class) {
		return false
	}
	d := newData()
	if d == nil {
		return false
	}
	ok := object.SetAttrString(class, "_abc_impl", d)
	object.Decref(d)
	if !ok || !object.Is(class, object.TypeType) {
		return ok
	}
	t := object.As[*object.Type](class)
	flags := object.DictGetInterned(t.Dict, object.Intern("__abc_tpflags__"))
	if flags == nil {
		return true
	}
	if flags.Type == object.LongType {
		v, ok := object.AsInt64(flags)
		if !ok {
			return false
		}
		if uint(v)&collection == collection {
			object.Raise(object.TypeError, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING")
			return false
		}
		t.Flags |= uint(v) & collection
	}
	return object.DictDelString(t.Dict, "__abc_tpflags__")
}

// findAbstract sets __abstractmethods__ to the names that are abstract in the class itself or in a base, and still are.
func findAbstract(class *object.Object) bool {
	names := object.NewFrozenSet(nil)
	if names == nil {
		return false
	}
	defer object.Decref(names)
	namespace := object.GetAttrString(class, "__dict__")
	if namespace == nil {
		return false
	}
	defer object.Decref(namespace)
	items := object.MappingItems(namespace)
	if items == nil {
		return false
	}
	defer object.Decref(items)
	for _, item := range object.FastItems(items) {
		pair := object.TupleItems(item)
		switch abstract := object.IsAbstract(pair[1]); {
		case abstract < 0, abstract > 0 && !object.SetAdd(names, pair[0]):
			return false
		}
	}
	bases := object.GetAttrString(class, "__bases__")
	if bases == nil {
		return false
	}
	defer object.Decref(bases)
	if !object.IsTuple(bases) {
		object.Raise(object.TypeError, "__bases__ is not tuple")
		return false
	}
	for _, base := range object.TupleItems(bases) {
		if !inheritAbstract(class, base, names) {
			return false
		}
	}
	return object.SetAttrString(class, "__abstractmethods__", names)
}

func inheritAbstract(class, base, names *object.Object) bool {
	inherited, ok := object.LookupAttrString(base, "__abstractmethods__")
	if inherited == nil {
		return ok
	}
	defer object.Decref(inherited)
	it := object.Iter(inherited)
	if it == nil {
		return false
	}
	defer object.Decref(it)
	for name := object.IterNext(it); name != nil; name = object.IterNext(it) {
		value, ok := object.LookupAttr(class, name)
		if ok && value != nil {
			abstract := object.IsAbstract(value)
			object.Decref(value)
			ok = abstract == 0 || abstract > 0 && object.SetAdd(names, name)
		}
		object.Decref(name)
		if !ok {
			return false
		}
	}
	return object.Occurred() == nil
}

// register makes one class a virtual subclass of another, and returns it: a new reference.
func register(class, subclass *object.Object) *object.Object {
	if !object.Is(subclass, object.TypeType) {
		return object.Raise(object.TypeError, "Can only register classes")
	}
	switch already := object.IsSubclass(subclass, class); {
	case already < 0:
		return nil
	case already > 0:
		return object.NewRef(subclass)
	}
	switch cycle := object.IsSubclass(class, subclass); {
	case cycle < 0:
		return nil
	case cycle > 0:
		return object.Raise(object.RuntimeError, "Refusing to create an inheritance cycle")
	}
	d := dataOf(class)
	if d == nil {
		return nil
	}
	defer object.Decref(object.Head(d))
	if !add(&d.registry, subclass) {
		return nil
	}
	newVersion()
	if object.Is(class, object.TypeType) {
		if kind := object.As[*object.Type](class).Flags & collection; kind != 0 {
			markCollection(subclass, kind)
		}
	}
	return object.NewRef(subclass)
}

// markCollection makes a class, and all that are derived from it, a sequence or a mapping for pattern matching.
func markCollection(class *object.Object, kind uint) {
	t := object.As[*object.Type](class)
	if t.Flags&abi.TPFlagsImmutabletype != 0 || t.Flags&collection == kind {
		return
	}
	t.Flags = t.Flags&^collection | kind
	for _, sub := range object.Subclasses(t) {
		markCollection(object.Head(sub), kind)
	}
}

func boolOf(r int32) *object.Object {
	if r < 0 {
		return nil
	}
	return object.NewBool(r != 0)
}

// checkInstance is isinstance(o, class) for an abstract class.
func checkInstance(class, o *object.Object) *object.Object {
	d := dataOf(class)
	if d == nil {
		return nil
	}
	defer object.Decref(object.Head(d))
	said := object.GetAttrString(o, "__class__")
	if said == nil {
		return nil
	}
	defer object.Decref(said)
	if known := has(d.cache, said); known != 0 {
		return boolOf(known)
	}
	real := object.Head(o.Type)
	if said == real {
		if d.negativeVersion == version() {
			if known := has(d.negative, said); known != 0 {
				return boolOf(min(known, 0))
			}
		}
		return object.CallMethod(class, "__subclasscheck__", said)
	}
	result := object.CallMethod(class, "__subclasscheck__", said)
	if result == nil {
		return nil
	}
	truth := object.IsTrue(result)
	if truth > 0 {
		return result
	}
	object.Decref(result)
	if truth < 0 {
		return nil
	}
	return object.CallMethod(class, "__subclasscheck__", real)
}

// checkSubclass is issubclass(subclass, class) for an abstract class.
func checkSubclass(class, subclass *object.Object) *object.Object {
	if !object.Is(subclass, object.TypeType) {
		return object.Raise(object.TypeError, "issubclass() arg 1 must be a class")
	}
	d := dataOf(class)
	if d == nil {
		return nil
	}
	defer object.Decref(object.Head(d))
	if known := has(d.cache, subclass); known != 0 {
		return boolOf(known)
	}
	if d.negativeVersion < version() {
		if d.negative != nil {
			object.SetClear(d.negative)
		}
		d.negativeVersion = version()
	} else if known := has(d.negative, subclass); known != 0 {
		return boolOf(min(known, 0))
	}
	answer := ask(class, subclass, d)
	if answer < 0 {
		return nil
	}
	set := &d.negative
	if answer > 0 {
		set = &d.cache
	}
	if !add(set, subclass) {
		return nil
	}
	return object.NewBool(answer > 0)
}

// ask finds out what no cache knows: by the hook, by inheritance, by registration, and by asking the subclasses. It runs code.
func ask(class, subclass *object.Object, d *data) int32 {
	hook := object.CallMethod(class, "__subclasshook__", subclass)
	if hook == nil {
		return -1
	}
	object.Decref(hook) // all answers that count are immortal
	switch hook {
	case object.True:
		return 1
	case object.False:
		return 0
	case object.NotImplemented:
	default:
		object.Raise(object.AssertionError, "__subclasshook__ must return either False, True, or NotImplemented")
		return -1
	}
	if t := object.As[*object.Type](subclass); object.IsSubtype(t, (*object.Type)(unsafe.Pointer(class))) {
		return 1
	}
	registered := classes(d.registry)
	answer := anyOf(registered, subclass)
	for _, c := range registered {
		object.Decref(c)
	}
	if answer != 0 {
		return answer
	}
	subclasses := object.CallMethod(class, "__subclasses__")
	if subclasses == nil {
		return -1
	}
	defer object.Decref(subclasses)
	if !object.IsList(subclasses) {
		object.Raise(object.TypeError, "__subclasses__() must return a list")
		return -1
	}
	list := object.SequenceTuple(subclasses)
	if list == nil {
		return -1
	}
	defer object.Decref(list)
	return anyOf(object.TupleItems(list), subclass)
}

func anyOf(classes []*object.Object, subclass *object.Object) int32 {
	for _, c := range classes {
		if r := object.IsSubclass(subclass, c); r != 0 {
			return r
		}
	}
	return 0
}
