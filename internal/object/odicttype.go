package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The slots and methods of OrderedDict. A subtype may override an operation that another one rests on: the methods below
// go through the object's own operations where CPython's do, and straight to the dict where they do not.

func odictDealloc(o *Object) {
	GCUntrack(o)
	Trash(o, ODictType, func(o *Object) {
		od := odictOf(o)
		Clear(&od.dict)
		ClearWeakrefs(o)
		od.clearNodes()
		dictDealloc(o)
	})
}

func odictTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	od := odictOf(o)
	if r := Visit(visit, arg, od.dict); r != 0 {
		return r
	}
	for n := od.first; n != nil; n = n.next {
		if r := Visit(visit, arg, n.key); r != 0 {
			return r
		}
	}
	return dictTraverse(o, visit, arg)
}

func odictInit(o, args, kwargs *Object) int32 {
	if n := len(TupleItems(args)); n > 1 {
		Raise(TypeError, "expected at most 1 arguments, got %d", n)
		return -1
	}
	return Status(odictUpdate(o, args, kwargs))
}

// odictUpdate stores what the argument has, if there is one, and then the keyword arguments.
func odictUpdate(o, args, kwargs *Object) bool {
	if a := TupleItems(args); len(a) == 1 && !odictUpdateArg(o, a[0]) {
		return false
	}
	if kwargs == nil || DictLen(kwargs) == 0 {
		return true
	}
	if !CheckKeywordNames(kwargs) {
		return false
	}
	return odictAddItems(o, DictItems(kwargs))
}

// odictUpdateArg stores the items of a dict, of what has keys(), of what has items(), or of an iterable of pairs.
func odictUpdateArg(o, arg *Object) bool {
	if arg.Type == DictType {
		return odictAddItems(o, DictItems(arg))
	}
	keys, ok := LookupAttr(arg, Intern("keys"))
	if !ok {
		return false
	}
	if keys != nil {
		list := CallArgs(keys)
		Decref(keys)
		return odictAddKeys(o, arg, list)
	}
	items, ok := LookupAttr(arg, Intern("items"))
	if !ok {
		return false
	}
	if items != nil {
		pairs := CallArgs(items)
		Decref(items)
		return odictAddItems(o, pairs)
	}
	return odictAddPairs(o, arg)
}

// odictAddKeys stores from[key] for each of the keys. It takes over keys, which may be nil with an error set.
func odictAddKeys(o, from, keys *Object) bool {
	if keys == nil {
		return false
	}
	defer Decref(keys)
	return forEach(keys, func(key *Object) bool {
		value := GetItem(from, key)
		if value == nil {
			return false
		}
		defer Decref(value)
		return SetItem(o, key, value)
	})
}

// odictAddItems is odictAddPairs, and takes over pairs, which may be nil with an error set.
func odictAddItems(o, pairs *Object) bool {
	if pairs == nil {
		return false
	}
	defer Decref(pairs)
	return odictAddPairs(o, pairs)
}

func odictAddPairs(o, pairs *Object) bool {
	return forEach(pairs, func(pair *Object) bool {
		n := 0
		var parts [2]*Object
		defer func() {
			XDecref(parts[0])
			XDecref(parts[1])
		}()
		whole := forEach(pair, func(part *Object) bool {
			if n == 2 {
				Raise(ValueError, "too many values to unpack (expected 2)")
				return false
			}
			parts[n] = NewRef(part)
			n++
			return true
		})
		if whole && n < 2 {
			Raise(ValueError, "need more than %d value%s to unpack", n, plural(n))
			whole = false
		}
		return whole && SetItem(o, parts[0], parts[1])
	})
}

// odictPairs is a list of an OrderedDict's items.
func odictPairs(o *Object) *Object {
	if o.Type != ODictType {
		items := CallMethod(o, "items")
		if items == nil {
			return nil
		}
		defer Decref(items)
		return ToList(items)
	}
	l := NewList(0)
	if l == nil {
		return nil
	}
	ok := odictWalk(o, func(key *Object, _ int, value *Object) bool {
		pair := Pack(key, value)
		if pair == nil {
			return false
		}
		defer Decref(pair)
		return ListAppend(l, pair)
	})
	if !ok {
		Decref(l)
		return nil
	}
	return l
}

func odictRepr(o *Object) *Object {
	if DictLen(o) == 0 {
		return NewStr(ShortName(o.Type) + "()")
	}
	switch ReprEnter(o) {
	case 0:
	case 1:
		return NewStr("...")
	default:
		return nil
	}
	defer ReprLeave(o)
	pairs := odictPairs(o)
	if pairs == nil {
		return nil
	}
	defer Decref(pairs)
	text := Repr(pairs)
	if text == nil {
		return nil
	}
	defer Decref(text)
	return NewStr(ShortName(o.Type) + "(" + StrOf(text) + ")")
}

func odictCompare(a, b *Object, op int32) *Object {
	if !IsODict(a) || !IsDict(b) || op != abi.EQ && op != abi.NE {
		return NewRef(NotImplemented)
	}
	equal := dictEqual(a, b)
	if equal > 0 && IsODict(b) {
		equal = odictSameOrder(a, b)
	}
	if equal < 0 {
		return nil
	}
	return NewBool((equal == 1) == (op == abi.EQ))
}

func odictOr(a, b *Object) *Object {
	t := a.Type
	if !IsODict(a) {
		t = b.Type
	}
	if !IsDict(a) || !IsDict(b) {
		return NewRef(NotImplemented)
	}
	c := CallArgs(Head(t), a)
	if c != nil && !odictUpdateArg(c, b) {
		Decref(c)
		return nil
	}
	return c
}

func odictInplaceOr(a, b *Object) *Object {
	if !odictUpdateArg(a, b) {
		return nil
	}
	return NewRef(a)
}

func odictAssSubscript(o, key, value *Object) int32 {
	if value == nil {
		return Status(ODictDel(o, key))
	}
	return Status(ODictSet(o, key, value))
}

// odictCopy is a new object of the same type with the same items; what stands in its __dict__ is not copied.
func odictCopy(o *Object) *Object {
	exact := o.Type == ODictType
	var c *Object
	if exact {
		c = NewODict()
	} else {
		c = CallArgs(Head(o.Type))
	}
	if c == nil {
		return nil
	}
	ok := odictWalk(o, func(key *Object, hash int, value *Object) bool {
		if exact {
			return odictSetHash(c, key, hash, value)
		}
		value = GetItem(o, key)
		if value == nil {
			return false
		}
		defer Decref(value)
		return SetItem(c, key, value)
	})
	if !ok {
		Decref(c)
		return nil
	}
	return c
}

func odictSetdefault(o, key, deflt *Object) *Object {
	if o.Type == ODictType {
		value, ok := DictGet(o, key)
		if value != nil {
			return NewRef(value)
		}
		if !ok || !ODictSet(o, key, deflt) {
			return nil
		}
		return NewRef(deflt)
	}
	switch there := Contains(o, key); {
	case there < 0:
		return nil
	case there > 0:
		return GetItem(o, key)
	}
	if !SetItem(o, key, deflt) {
		return nil
	}
	return NewRef(deflt)
}

// odictReduce answers pickle: the type, no arguments, what is in __dict__, no list items, and an iterator over the items.
func odictReduce(o *Object) *Object {
	state := CallMethod(o, "__getstate__")
	if state == nil {
		return nil
	}
	items := CallMethod(o, "items")
	if items == nil {
		Decref(state)
		return nil
	}
	it := Iter(items)
	Decref(items)
	none := NewTuple(0)
	if it == nil || none == nil {
		XDecref(it)
		XDecref(none)
		Decref(state)
		return nil
	}
	return stealTuple(NewRef(Head(o.Type)), none, state, NewRef(None), it)
}

func odictSizeof(o *Object) int {
	od := odictOf(o)
	size := DictSizeof(o) + int(od.room)*int(unsafe.Sizeof(od.nodes))
	for n := od.first; n != nil; n = n.next {
		size += int(unsafe.Sizeof(*n))
	}
	return size
}

func init() {
	Define(ODictType, func() Spec {
		return Spec{
			Name: "collections.OrderedDict", Doc: "Dictionary that remembers insertion order", Base: DictType,
			Basicsize: unsafe.Sizeof(odict{}), Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype,
			Dictoffset: int(unsafe.Offsetof(odict{}.dict)), Weaklistoffset: int(unsafe.Offsetof(odict{}.weakrefs)),
			Init: odictInit, Dealloc: odictDealloc, Traverse: odictTraverse,
			Clear: func(o *Object) int32 {
				Clear(&odictOf(o).dict)
				ODictClear(o)
				return 0
			},
			Repr: odictRepr, Richcompare: odictCompare, Hash: HashNotImplemented,
			Iter:    func(o *Object) *Object { return newODictIter(o, odictKeys) },
			Number:  &Number{Or: odictOr, InplaceOr: odictInplaceOr},
			Mapping: &Mapping{AssSubscript: odictAssSubscript},
			Getset:  []GetSet{{Name: "__dict__", Get: GenericGetDict, Set: GenericSetDict}},
			Methods: odictMethods(),
		}
	})
}

// odictKeywords makes a method that takes a key and another argument by position or name.
func odictKeywords(p Params, doc string, f func(o *Object, args []*Object) *Object) Method {
	return Method{Name: p.Func, Doc: doc, FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
		out := make([]*Object, len(p.Names))
		if !p.Unpack(args, n, names, out) {
			return nil
		}
		return f(o, out)
	}}
}

// atLast reads the argument last, which is true when it is not given.
func atLast(arg *Object) (last, ok bool) {
	if arg == nil {
		return true, true
	}
	r := IsTrue(arg)
	return r > 0, r >= 0
}

func odictMethods() []Method {
	view := func(name string, t *Type) Method {
		return Method{Name: name, NoArgs: func(o *Object) *Object { return NewDictView(t, o) }}
	}
	fromkeys := odictKeywords(Params{Func: "fromkeys", Names: []string{"iterable", "value"}, Required: 1, Positional: 2},
		"fromkeys($type, /, iterable, value=None)\n--\n\nA new ordered dictionary with these keys, all with the same value.",
		func(class *Object, args []*Object) *Object { return DictFromKeys(class, args[0], noneIfNil(args[1])) })
	fromkeys.Flags = abi.MethClass
	return []Method{
		fromkeys,
		{Name: "__sizeof__", NoArgs: func(o *Object) *Object { return NewInt(int64(odictSizeof(o))) }},
		{Name: "__reduce__", NoArgs: odictReduce, Doc: "What pickling needs."},
		odictKeywords(Params{Func: "setdefault", Names: []string{"key", "default"}, Required: 1, Positional: 2},
			"setdefault($self, /, key, default=None)\n--\n\nThe value of the key, which is stored as default if it is not there.",
			func(o *Object, args []*Object) *Object { return odictSetdefault(o, args[0], noneIfNil(args[1])) }),
		odictKeywords(Params{Func: "pop", Names: []string{"key", "default"}, Required: 1, Positional: 2},
			"pop($self, /, key, default=<unrepresentable>)\n--\n\n"+
				"Remove the key and return its value. Without the key: the default if there is one, otherwise KeyError.",
			func(o *Object, args []*Object) *Object {
				hash := keyHash(args[0])
				if hash == -1 {
					return nil
				}
				return odictPop(o, args[0], args[1], hash)
			}),
		odictKeywords(Params{Func: "popitem", Names: []string{"last"}, Positional: 1},
			"popitem($self, /, last=True)\n--\n\nRemove the newest item, or the oldest if last is false, and return it as a pair.",
			func(o *Object, args []*Object) *Object {
				last, ok := atLast(args[0])
				if !ok {
					return nil
				}
				return ODictPopItem(o, last)
			}),
		view("keys", ODictKeysType),
		view("values", ODictValuesType),
		view("items", ODictItemsType),
		{Name: "update", Keywords: func(o, args, kwargs *Object) *Object {
			if n := len(TupleItems(args)); n > 1 {
				return Raise(TypeError, "update() takes at most 1 positional argument (%d given)", n)
			}
			return NoneIf(odictUpdate(o, args, kwargs))
		}, Doc: "Store the items of a mapping or of an iterable of pairs, and the keyword arguments."},
		{Name: "clear", NoArgs: func(o *Object) *Object { ODictClear(o); return NewRef(None) }, Doc: "Remove all items."},
		{Name: "copy", NoArgs: odictCopy, Doc: "A new ordered dictionary with the same items."},
		{Name: "__reversed__", NoArgs: func(o *Object) *Object { return newODictIter(o, odictKeys|odictReversed) },
			Doc: "An iterator over the keys, newest first."},
		odictKeywords(Params{Func: "move_to_end", Names: []string{"key", "last"}, Required: 1, Positional: 2},
			"move_to_end($self, /, key, last=True)\n--\n\nMove a key to the end, or to the beginning if last is false. KeyError without it.",
			func(o *Object, args []*Object) *Object {
				last, ok := atLast(args[1])
				if !ok {
					return nil
				}
				return NoneIf(ODictMove(o, args[0], last))
			}),
	}
}
