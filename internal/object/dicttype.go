package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The slots and methods of dict.

func dictNew(t *Type, _, _ *Object) *Object {
	if t == DictType {
		return NewDict()
	}
	o := NewInstance(t, 0)
	if o != nil {
		dictOf(o).VersionTag = nextDictVersion()
	}
	return o
}

func dictInit(o, args, kwargs *Object) int32 {
	return Status(dictUpdateCall(o, args, kwargs, "dict"))
}

func dictRepr(o *Object) *Object {
	if dictOf(o).Used == 0 {
		return NewStr("{}")
	}
	if ReprEnter(o) != 0 {
		return NewStr("{...}")
	}
	defer ReprLeave(o)
	text := []byte{'{'}
	add := func(x *Object) bool {
		r := Repr(x)
		if r == nil {
			return false
		}
		text = append(text, StrOf(r)...)
		Decref(r)
		return true
	}
	var pos int
	var key, value *Object
	for DictNext(o, &pos, &key, &value) {
		if len(text) > 1 {
			text = append(text, ", "...)
		}
		Incref(key)
		Incref(value)
		ok := add(key)
		if ok {
			text = append(text, ": "...)
			ok = add(value)
		}
		Decref(key)
		Decref(value)
		if !ok {
			return nil
		}
	}
	return NewStr(string(append(text, '}')))
}

func dictSubscript(o, key *Object) *Object {
	value, ok := DictGet(o, key)
	if !ok {
		return nil
	}
	if value != nil {
		return NewRef(value)
	}
	if o.Type != DictType {
		if result, found := special(o, "__missing__", key); found {
			return result
		}
	}
	return RaiseKeyError(key)
}

func dictAssSubscript(o, key, value *Object) int32 {
	if value == nil {
		return Status(DictDel(o, key))
	}
	return Status(DictSet(o, key, value))
}

// dictEqual tells whether two dicts have the same items: 1, 0, -1. It may run code, which may change either.
func dictEqual(a, b *Object) int32 {
	x := dictOf(a)
	if x.Used != dictOf(b).Used {
		return 0
	}
	for i := 0; x.Keys != nil && i < x.Keys.Nentries; i++ {
		e := x.Keys.Entry(i)
		if e.Value == nil {
			continue
		}
		hash, key, value := e.Hash, NewRef(e.Key), NewRef(e.Value)
		other, ok := DictGetHash(b, key, hash)
		equal := int32(0)
		switch {
		case !ok:
			equal = -1
		case other != nil:
			Incref(other)
			equal = RichCompareBool(value, other, abi.EQ)
			Decref(other)
		}
		Decref(key)
		Decref(value)
		if equal <= 0 {
			return equal
		}
	}
	return 1
}

func dictCompare(a, b *Object, op int32) *Object {
	if !IsDict(a) || !IsDict(b) || op != abi.EQ && op != abi.NE {
		return NewRef(NotImplemented)
	}
	equal := dictEqual(a, b)
	if equal < 0 {
		return nil
	}
	return NewBool((equal == 1) == (op == abi.EQ))
}

func dictOr(a, b *Object) *Object {
	if !IsDict(a) || !IsDict(b) {
		return NewRef(NotImplemented)
	}
	c := DictCopy(a)
	if c != nil && !dictUpdateArg(c, b) {
		Decref(c)
		return nil
	}
	return c
}

func dictInplaceOr(a, b *Object) *Object {
	if !dictUpdateArg(a, b) {
		return nil
	}
	return NewRef(a)
}

// keyAndDefault reads the arguments of get, setdefault and pop.
func keyAndDefault(name string, args **Object, n int) (key, deflt *Object, ok bool) {
	if !CheckPositional(name, n, 1, 2) {
		return nil, nil, false
	}
	a := Args(args, n)
	if n == 2 {
		deflt = a[1]
	}
	return a[0], deflt, true
}

func noneIfNil(o *Object) *Object {
	if o == nil {
		return None
	}
	return o
}

func dictGetMethod(o *Object, args **Object, n int) *Object {
	key, deflt, ok := keyAndDefault("get", args, n)
	if !ok {
		return nil
	}
	value, ok := DictGet(o, key)
	if !ok {
		return nil
	}
	if value == nil {
		value = noneIfNil(deflt)
	}
	return NewRef(value)
}

func dictPopitem(o *Object) *Object {
	d := dictOf(o)
	pair := NewTuple(2)
	if pair == nil {
		return nil
	}
	if d.Used == 0 {
		Decref(pair)
		return Raise(KeyError, "popitem(): dictionary is empty")
	}
	i := d.Keys.Nentries - 1
	for d.Keys.Entry(i).Value == nil {
		i--
	}
	items := TupleItems(pair)
	items[0], items[1] = dictTake(d, i)
	d.Keys.Nentries = i // the slots behind it are all free again, though their share of the index is not
	return pair
}

// DictSizeof is the size of a dict and its table in bytes.
func DictSizeof(o *Object) int {
	size := o.Type.Basicsize
	if k := dictOf(o).Keys; k != nil {
		size += int(abi.DictKeysBytes(k.Log2Size))
	}
	return size
}

func init() {
	Define(DictType, func() Spec {
		return Spec{
			Name: "dict",
			Doc: "dict() -> an empty dictionary\n" +
				"dict(mapping) -> a dictionary with the items of that mapping\n" +
				"dict(iterable) -> a dictionary with the (key, value) pairs of that iterable\n" +
				"dict(**kwargs) -> a dictionary with the keyword arguments",
			Basicsize: unsafe.Sizeof(abi.Dict{}),
			Flags:     abi.TPFlagsHaveGC | abi.TPFlagsBasetype | abi.TPFlagsDictSubclass | abi.TPFlagsMapping | abi.TPFlagsMatchSelf,
			New:       dictNew, Init: dictInit, Dealloc: dictDealloc, Traverse: dictTraverse,
			Clear: func(o *Object) int32 { DictClear(o); return 0 },
			Repr:  dictRepr, Richcompare: dictCompare, Unhashable: true,
			Iter:     func(o *Object) *Object { return newDictIter(DictIterKeyType, o) },
			Number:   &Number{Or: dictOr, InplaceOr: dictInplaceOr},
			Sequence: &Sequence{Contains: DictContains},
			Mapping:  &Mapping{Length: DictLen, Subscript: dictSubscript, AssSubscript: dictAssSubscript},
			Methods:  dictMethods(),
		}
	})
}

func dictMethods() []Method {
	return []Method{
		{Name: "__contains__", Flags: abi.MethCoexist, O: func(o, key *Object) *Object {
			r := DictContains(o, key)
			if r < 0 {
				return nil
			}
			return NewBool(r > 0)
		}, Doc: "__contains__($self, key, /)\n--\n\nWhether the dictionary has the key."},
		{Name: "__getitem__", Flags: abi.MethCoexist, O: dictSubscript, Doc: "x.__getitem__(y) <==> x[y]"},
		{Name: "__sizeof__", NoArgs: func(o *Object) *Object { return NewInt(int64(DictSizeof(o))) },
			Doc: "D.__sizeof__() -> size of D in memory, in bytes"},
		{Name: "get", Fast: dictGetMethod, Doc: "get($self, key, default=None, /)\n--\n\n" +
			"The value of the key, or default without it."},
		{Name: "setdefault", Fast: func(o *Object, args **Object, n int) *Object {
			key, deflt, ok := keyAndDefault("setdefault", args, n)
			if !ok {
				return nil
			}
			return XNewRef(DictSetDefault(o, key, noneIfNil(deflt)))
		}, Doc: "setdefault($self, key, default=None, /)\n--\n\n" +
			"The value of the key, which is stored as default if it is not there."},
		{Name: "pop", Fast: func(o *Object, args **Object, n int) *Object {
			key, deflt, ok := keyAndDefault("pop", args, n)
			if !ok {
				return nil
			}
			return DictPop(o, key, deflt)
		}, Doc: "D.pop(k[,d]) -> v, remove the key and return its value.\n\n" +
			"Without the key: the default if there is one, otherwise KeyError."},
		{Name: "popitem", NoArgs: dictPopitem, Doc: "popitem($self, /)\n--\n\n" +
			"Remove the newest item and return it as a pair. KeyError if there is none."},
		{Name: "keys", NoArgs: func(o *Object) *Object { return NewDictView(DictKeysType, o) },
			Doc: "D.keys() -> the keys, as a set that follows D"},
		{Name: "items", NoArgs: func(o *Object) *Object { return NewDictView(DictItemsType, o) },
			Doc: "D.items() -> the items, as a set that follows D"},
		{Name: "values", NoArgs: func(o *Object) *Object { return NewDictView(DictValuesType, o) },
			Doc: "D.values() -> the values, as a view that follows D"},
		{Name: "update", Keywords: func(o, args, kwargs *Object) *Object {
			return NoneIf(dictUpdateCall(o, args, kwargs, "update"))
		}, Doc: "D.update([E, ]**F) -> None. Store the items of E, a mapping or pairs, and the keyword arguments."},
		{Name: "fromkeys", Flags: abi.MethClass, Fast: func(class *Object, args **Object, n int) *Object {
			if !CheckPositional("fromkeys", n, 1, 2) {
				return nil
			}
			a := Args(args, n)
			value := None
			if n == 2 {
				value = a[1]
			}
			return DictFromKeys(class, a[0], value)
		}, Doc: "fromkeys($type, iterable, value=None, /)\n--\n\nA new dictionary with these keys, all with the same value."},
		{Name: "clear", NoArgs: func(o *Object) *Object { DictClear(o); return NewRef(None) },
			Doc: "D.clear() -> None. Remove all items."},
		{Name: "copy", NoArgs: DictCopy, Doc: "D.copy() -> a new dictionary with the same items"},
		{Name: "__reversed__", NoArgs: func(o *Object) *Object { return newDictIter(DictRevIterKeyType, o) },
			Doc: "__reversed__($self, /)\n--\n\nAn iterator over the keys, newest first."},
		ClassGetitem,
	}
}
