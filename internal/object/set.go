package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// What one can do with sets. Nearly everything may run code, since it hashes and compares keys.

// IsAnySet tells whether an object is a set, a frozenset, or of a subtype.
func IsAnySet(o *Object) bool {
	return o.Type == SetType || o.Type == FrozenSetType || IsSubtype(o.Type, SetType) || IsSubtype(o.Type, FrozenSetType)
}

// IsSet tells whether an object is a set or of a subtype; IsAnySet, whether it is a set or a frozenset.
func IsSet(o *Object) bool { return Is(o, SetType) }

// NewSet makes a set of an iterable's items, or an empty one.
func NewSet(iterable *Object) *Object { return makeSet(SetType, iterable) }

// NewFrozenSet makes a frozenset of an iterable's items, or an empty one.
func NewFrozenSet(iterable *Object) *Object { return makeSet(FrozenSetType, iterable) }

func makeSet(t *Type, iterable *Object) *Object {
	o := NewInstance(t, 0)
	if o == nil {
		return nil
	}
	setReset(setOf(o))
	if iterable != nil && !SetUpdate(o, iterable) {
		Decref(o)
		return nil
	}
	return o
}

// makeSetLike makes a set or a frozenset, as o is one.
func makeSetLike(o, iterable *Object) *Object {
	t := o.Type
	if t != SetType && t != FrozenSetType {
		t = FrozenSetType
		if IsSubtype(o.Type, SetType) {
			t = SetType
		}
	}
	return makeSet(t, iterable)
}

// SetUpdate adds the items of an iterable.
func SetUpdate(o, iterable *Object) bool {
	s := setOf(o)
	if IsAnySet(iterable) {
		return setMerge(s, setOf(iterable))
	}
	if iterable.Type == DictType {
		d := dictOf(iterable)
		if (s.Fill+d.Used)*5 >= s.Mask*3 && !setResize(s, (s.Used+d.Used)*2) {
			return false
		}
		for i := 0; d.Keys != nil && i < d.Keys.Nentries; i++ {
			if e := d.Keys.Entry(i); e.Value != nil && !setAddHash(s, e.Key, e.Hash) {
				return false
			}
		}
		return true
	}
	return forEach(iterable, func(item *Object) bool { return SetAdd(o, item) })
}

// forEach iterates, until f returns false.
func forEach(iterable *Object, f func(item *Object) bool) bool {
	it := Iter(iterable)
	if it == nil {
		return false
	}
	defer Decref(it)
	for {
		item := IterNext(it)
		if item == nil {
			return Occurred() == nil
		}
		ok := f(item)
		Decref(item)
		if !ok {
			return false
		}
	}
}

// SetAdd adds a key.
func SetAdd(o, key *Object) bool {
	hash := keyHash(key)
	return hash != -1 && setAddHash(setOf(o), key, hash)
}

// SetContains tells whether a key is there: 1, 0, -1.
func SetContains(o, key *Object) int32 {
	hash := keyHash(key)
	if hash == -1 {
		return -1
	}
	return setHas(setOf(o), key, hash)
}

func setHas(s *abi.Set, key *Object, hash int) int32 {
	e, ok := setFind(s, key, hash)
	if e == nil {
		return Status(ok)
	}
	return 1
}

// SetDiscard removes a key: 1, 0 if it was not there, -1.
func SetDiscard(o, key *Object) int32 {
	hash := keyHash(key)
	if hash == -1 {
		return -1
	}
	return setDiscardHash(setOf(o), key, hash)
}

// setWithKey calls f with key. A set, which has no hash, is replaced by a frozenset with the same items.
func setWithKey(key *Object, f func(key *Object) int32) int32 {
	r := f(key)
	if r >= 0 || !IsSet(key) || !Matches(TypeError) {
		return r
	}
	ClearErr()
	frozen := NewFrozenSet(key)
	if frozen == nil {
		return -1
	}
	r = f(frozen)
	Decref(frozen)
	return r
}

func setContainsSlot(o, key *Object) int32 {
	return setWithKey(key, func(key *Object) int32 { return SetContains(o, key) })
}

// SetPop removes a key and returns it.
func SetPop(o *Object) *Object {
	s := setOf(o)
	if s.Used == 0 {
		return Raise(KeyError, "pop from an empty set")
	}
	slots := setSlots(s)
	i := s.Finger & s.Mask
	for slots[i].Key == nil || slots[i].Key == setDummy {
		i = (i + 1) & s.Mask
	}
	key := slots[i].Key
	slots[i] = abi.SetEntry{Key: setDummy, Hash: -1}
	s.Used--
	s.Finger = i + 1
	return key
}

// SetClear removes everything.
func SetClear(o *Object) { setClear(setOf(o)) }

// SetLen is the number of items.
func SetLen(o *Object) int { return setOf(o).Used }

// SetNext walks a set, without running code: pos begins at 0, the key is borrowed.
func SetNext(o *Object, pos *int, key **Object, hash *int) bool {
	slots := setSlots(setOf(o))
	for i := *pos; i >= 0 && i < len(slots); i++ {
		if e := slots[i]; e.Key != nil && e.Key != setDummy {
			*pos, *key, *hash = i+1, e.Key, e.Hash
			return true
		}
	}
	*pos = len(slots)
	return false
}

func setCopy(o *Object) *Object { return makeSetLike(o, o) }

func setIntersection(a, b *Object) *Object {
	if a == b {
		return setCopy(a)
	}
	result := makeSetLike(a, nil)
	if result == nil {
		return nil
	}
	to, s := setOf(result), setOf(a)
	keep := func(key *Object, hash int) bool {
		r := setHas(s, key, hash)
		return r == 0 || r > 0 && setAddHash(to, key, hash)
	}
	ok := false
	if IsAnySet(b) {
		other := setOf(b)
		if other.Used > s.Used {
			s, other = other, s
		}
		ok = setEntries(other, keep)
	} else {
		ok = forEach(b, func(item *Object) bool {
			hash := keyHash(item)
			return hash != -1 && keep(item, hash)
		})
	}
	if !ok {
		Decref(result)
		return nil
	}
	return result
}

// setReplace gives o what made holds, and releases made.
func setReplace(o, made *Object) bool {
	if made == nil {
		return false
	}
	setSwap(setOf(o), setOf(made))
	Decref(made)
	return true
}

func setIsdisjoint(a, b *Object) int32 {
	s := setOf(a)
	if a == b {
		return boolInt(s.Used == 0)
	}
	failed := false
	free := func(key *Object, hash int) bool {
		r := setHas(s, key, hash)
		failed = r < 0
		return r == 0
	}
	disjoint := false
	if IsAnySet(b) {
		other := setOf(b)
		if other.Used > s.Used {
			s, other = other, s
		}
		disjoint = setEntries(other, free)
	} else {
		disjoint = forEach(b, func(item *Object) bool {
			hash := keyHash(item)
			return hash != -1 && free(item, hash)
		})
	}
	if failed || !disjoint && Occurred() != nil {
		return -1
	}
	return boolInt(disjoint)
}

// setDifferenceUpdate removes the items of an iterable.
func setDifferenceUpdate(o, other *Object) bool {
	if o == other {
		SetClear(o)
		return true
	}
	s := setOf(o)
	if !IsAnySet(other) {
		return forEach(other, func(item *Object) bool { return SetDiscard(o, item) >= 0 }) && setTrim(s)
	}
	from := NewRef(other)
	if setOf(other).Used>>3 > s.Used {
		Decref(from)
		if from = setIntersection(o, other); from == nil {
			return false
		}
	}
	ok := setEntries(setOf(from), func(key *Object, hash int) bool { return setDiscardHash(s, key, hash) >= 0 })
	Decref(from)
	return ok && setTrim(s)
}

func setDifference(a, b *Object) *Object {
	s := setOf(a)
	size := -1
	switch {
	case IsAnySet(b):
		size = setOf(b).Used
	case b.Type == DictType:
		size = DictLen(b)
	}
	if size < 0 || s.Used>>2 > size {
		c := setCopy(a)
		if c != nil && !setDifferenceUpdate(c, b) {
			Decref(c)
			return nil
		}
		return c
	}
	result := makeSetLike(a, nil)
	if result == nil {
		return nil
	}
	ok := setEntries(s, func(key *Object, hash int) bool {
		var r int32
		if b.Type == DictType {
			r = found(DictGetHash(b, key, hash))
		} else {
			r = setHas(setOf(b), key, hash)
		}
		return r > 0 || r == 0 && setAddHash(setOf(result), key, hash)
	})
	if !ok {
		Decref(result)
		return nil
	}
	return result
}

// setSymmetricUpdate leaves what is in one of the two only.
func setSymmetricUpdate(o, other *Object) bool {
	if o == other {
		SetClear(o)
		return true
	}
	s := setOf(o)
	toggle := func(key *Object, hash int) bool {
		r := setDiscardHash(s, key, hash)
		return r > 0 || r == 0 && setAddHash(s, key, hash)
	}
	if other.Type == DictType {
		d := dictOf(other)
		for i := 0; d.Keys != nil && i < d.Keys.Nentries; i++ {
			e := d.Keys.Entry(i)
			if e.Value == nil {
				continue
			}
			key, hash := NewRef(e.Key), e.Hash
			ok := toggle(key, hash)
			Decref(key)
			if !ok {
				return false
			}
		}
		return true
	}
	from := NewRef(other)
	if !IsAnySet(other) {
		Decref(from)
		if from = makeSetLike(o, other); from == nil {
			return false
		}
	}
	ok := setEntries(setOf(from), toggle)
	Decref(from)
	return ok
}

func setSymmetric(a, b *Object) *Object {
	c := makeSetLike(a, b)
	if c != nil && !setSymmetricUpdate(c, a) {
		Decref(c)
		return nil
	}
	return c
}

func setIssubset(a, b *Object) int32 {
	if !IsAnySet(b) {
		both := setIntersection(a, b)
		if both == nil {
			return -1
		}
		r := boolInt(setOf(both).Used == setOf(a).Used)
		Decref(both)
		return r
	}
	if setOf(a).Used > setOf(b).Used {
		return 0
	}
	failed := false
	all := setEntries(setOf(a), func(key *Object, hash int) bool {
		r := setHas(setOf(b), key, hash)
		failed = r < 0
		return r > 0
	})
	if failed {
		return -1
	}
	return boolInt(all)
}

func setIssuperset(a, b *Object) int32 {
	if IsAnySet(b) {
		return setIssubset(b, a)
	}
	if forEach(b, func(item *Object) bool { return SetContains(a, item) > 0 }) {
		return 1
	}
	if Occurred() != nil {
		return -1
	}
	return 0
}

func setCompare(a, b *Object, op int32) *Object {
	if !IsAnySet(b) {
		return NewRef(NotImplemented)
	}
	x, y := setOf(a), setOf(b)
	var r int32
	switch op {
	case abi.EQ, abi.NE:
		if x.Used == y.Used && (x.Hash == -1 || y.Hash == -1 || x.Hash == y.Hash) {
			r = setIssubset(a, b)
		}
		if r >= 0 && op == abi.NE {
			r = 1 - r
		}
	case abi.LE:
		r = setIssubset(a, b)
	case abi.GE:
		r = setIssuperset(a, b)
	case abi.LT:
		if x.Used < y.Used {
			r = setIssubset(a, b)
		}
	case abi.GT:
		if x.Used > y.Used {
			r = setIssuperset(a, b)
		}
	}
	return Truth(r)
}

// Truth turns 1, 0, -1 into an object.
func Truth(r int32) *Object {
	if r < 0 {
		return nil
	}
	return NewBool(r > 0)
}

// frozenHash mixes the keys' hashes in a way that their order does not matter in, as CPython does.
func frozenHash(o *Object) int {
	s := setOf(o)
	if s.Hash != -1 {
		return s.Hash
	}
	shuffle := func(h uint64) uint64 { return (h ^ 89869747 ^ h<<16) * 3644798167 }
	var hash uint64
	for _, e := range setSlots(s) {
		hash ^= shuffle(uint64(e.Hash))
	}
	if (s.Mask+1-s.Fill)&1 != 0 {
		hash ^= shuffle(0)
	}
	if (s.Fill-s.Used)&1 != 0 {
		hash ^= shuffle(1<<64 - 1)
	}
	hash ^= uint64(s.Used+1) * 1927868237
	hash ^= hash>>11 ^ hash>>25
	hash = hash*69069 + 907133923
	if hash == 1<<64-1 {
		hash = 590923713
	}
	s.Hash = int(hash)
	return s.Hash
}

func setRepr(o *Object) *Object {
	name := TypeName(o.Type)
	if ReprEnter(o) != 0 {
		return NewStr(name + "(...)")
	}
	defer ReprLeave(o)
	if setOf(o).Used == 0 {
		return NewStr(name + "()")
	}
	l := ToList(o)
	if l == nil {
		return nil
	}
	before, after := "{", "}"
	if o.Type != SetType {
		before, after = name+"({", "})"
	}
	items := ListItems(l)
	text := reprItems(before, after, func() int { return len(items) }, func(i int) *Object { return items[i] })
	Decref(l)
	return text
}

func setDealloc(o *Object) {
	GCUntrack(o)
	own := SetType
	if o.Type.Dealloc == FrozenSetType.Dealloc {
		own = FrozenSetType
	}
	Trash(o, own, func(o *Object) {
		s := setOf(o)
		if s.Weakreflist != nil {
			ClearWeakrefs(o)
		}
		slots := setSlots(s)
		releaseSlots(slots)
		if s.Table != &s.Smalltable[0] {
			RawFree(unsafe.Pointer(s.Table))
		}
		FreeInstance(o)
	})
}

func setTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	for _, e := range setSlots(setOf(o)) {
		if e.Key != nil && e.Key != setDummy {
			if r := Visit(visit, arg, e.Key); r != 0 {
				return r
			}
		}
	}
	return 0
}
