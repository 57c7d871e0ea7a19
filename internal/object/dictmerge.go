package object

import "github.com/d95905aa/gilded/internal/abi"

// Filling a dict from something else.

// What DictMerge does with a key that is there already.
const (
	MergeKeep    = 0 // the old value stays
	MergeReplace = 1
	MergeRaise   = 2 // KeyError
)

// DictUpdate is a.update(b) for a mapping b.
func DictUpdate(a, b *Object) bool { return DictMerge(a, b, MergeReplace) }

// DictMerge stores the items of a mapping: it may run code.
func DictMerge(a, b *Object, policy int) bool {
	if IsDict(b) && b.Type.Iter == DictType.Iter {
		return dictMergeDict(a, b, policy)
	}
	keys := MappingKeys(b)
	if keys == nil {
		return false
	}
	defer Decref(keys)
	it := Iter(keys)
	if it == nil {
		return false
	}
	defer Decref(it)
	for {
		key := IterNext(it)
		if key == nil {
			return Occurred() == nil
		}
		ok := mergeKey(a, b, key, policy)
		Decref(key)
		if !ok {
			return false
		}
	}
}

func mergeKey(a, b, key *Object, policy int) bool {
	if policy != MergeReplace {
		there := DictContains(a, key)
		if there < 0 {
			return false
		}
		if there > 0 {
			if policy == MergeRaise {
				RaiseKeyError(key)
			}
			return policy == MergeKeep
		}
	}
	value := GetItem(b, key)
	if value == nil {
		return false
	}
	ok := DictSet(a, key, value)
	Decref(value)
	return ok
}

func dictMergeDict(a, b *Object, policy int) bool {
	to, from := dictOf(a), dictOf(b)
	if a == b || from.Used == 0 {
		return true
	}
	if to.Used == 0 {
		return dictCopyInto(to, from)
	}
	if to.Keys == nil || abi.DictUsable(to.Keys.Log2Size) < from.Used {
		if !dictResize(to, to.Used+from.Used) {
			return false
		}
	}
	n := from.Used
	for pos := 0; from.Keys != nil && pos < from.Keys.Nentries; pos++ {
		e := from.Keys.Entry(pos)
		if e.Value == nil {
			continue
		}
		hash, key, value := e.Hash, NewRef(e.Key), NewRef(e.Value)
		ok := mergeEntry(to, key, hash, value, policy)
		Decref(key)
		Decref(value)
		if !ok {
			return false
		}
		if from.Used != n {
			Raise(RuntimeError, "dict mutated during update")
			return false
		}
	}
	return true
}

func mergeEntry(to *abi.Dict, key *Object, hash int, value *Object, policy int) bool {
	if policy != MergeReplace {
		i, ok := dictFind(to, key, hash)
		if !ok {
			return false
		}
		if i >= 0 {
			if policy == MergeRaise {
				RaiseKeyError(key)
			}
			return policy == MergeKeep
		}
	}
	return dictStore(to, key, hash, value)
}

// DictMergePairs stores the pairs of an iterable of pairs: it may run code.
func DictMergePairs(d, pairs *Object, override bool) bool {
	it := Iter(pairs)
	if it == nil {
		return false
	}
	defer Decref(it)
	for i := 0; ; i++ {
		item := IterNext(it)
		if item == nil {
			return Occurred() == nil
		}
		ok := mergePair(d, item, i, override)
		Decref(item)
		if !ok {
			return false
		}
	}
}

func mergePair(d, item *Object, i int, override bool) bool {
	fast := SequenceFast(item, "")
	if fast == nil {
		if Matches(TypeError) {
			ClearErr()
			Raise(TypeError, "cannot convert dictionary update sequence element #%d to a sequence", i)
		}
		return false
	}
	defer Decref(fast)
	pair := FastItems(fast)
	if len(pair) != 2 {
		Raise(ValueError, "dictionary update sequence element #%d has length %d; 2 is required", i, len(pair))
		return false
	}
	key, value := NewRef(pair[0]), NewRef(pair[1])
	ok := false
	if override {
		ok = DictSet(d, key, value)
	} else {
		ok = DictSetDefault(d, key, value) != nil
	}
	Decref(key)
	Decref(value)
	return ok
}

// dictUpdateArg stores what the argument of dict() or update() holds: a mapping, or pairs.
func dictUpdateArg(d, arg *Object) bool {
	if arg.Type == DictType {
		return DictUpdate(d, arg)
	}
	keys, ok := LookupAttr(arg, Intern("keys"))
	if !ok {
		return false
	}
	if keys != nil {
		Decref(keys)
		return DictUpdate(d, arg)
	}
	return DictMergePairs(d, arg, true)
}

// dictUpdateCall is dict.update and dict.__init__: one argument at most, and keywords.
func dictUpdateCall(d, args, kwargs *Object, name string) bool {
	a := TupleItems(args)
	if !CheckPositional(name, len(a), 0, 1) {
		return false
	}
	if len(a) == 1 && !dictUpdateArg(d, a[0]) {
		return false
	}
	if kwargs != nil {
		if !keywordsAreStr(kwargs) {
			return false
		}
		return DictUpdate(d, kwargs)
	}
	return true
}

func keywordsAreStr(kwargs *Object) bool {
	for pos, key := 0, (*Object)(nil); DictNext(kwargs, &pos, &key, nil); {
		if !HasFlag(key.Type, abi.TPFlagsUnicodeSubclass) {
			Raise(TypeError, "keywords must be strings")
			return false
		}
	}
	return true
}

// DictFromKeys is cls.fromkeys(iterable, value).
func DictFromKeys(class, iterable, value *Object) *Object {
	d := CallArgs(class)
	if d == nil {
		return nil
	}
	it := Iter(iterable)
	if it == nil {
		Decref(d)
		return nil
	}
	defer Decref(it)
	for {
		key := IterNext(it)
		if key == nil {
			break
		}
		ok := false
		if d.Type == DictType {
			ok = DictSet(d, key, value)
		} else {
			ok = SetItem(d, key, value)
		}
		Decref(key)
		if !ok {
			Decref(d)
			return nil
		}
	}
	if Occurred() != nil {
		Decref(d)
		return nil
	}
	return d
}
