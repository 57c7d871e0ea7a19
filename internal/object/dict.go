package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The table of a dict and what works on it. abi/dict.go states the layout and its rules, for both tiers.
//
// Three things run code in here: hashing a key, comparing two keys, releasing a key or value. After the first two the
// table may be another one, and find starts over when it is. The third is always done last, when the dict is whole.

// DictType is dict.
var DictType = ctier.Type("PyDict_Type")

func dictOf(o *Object) *abi.Dict { return As[*abi.Dict](o) }

// IsDict tells whether an object is a dict or of a subtype.
func IsDict(o *Object) bool { return HasFlag(o.Type, abi.TPFlagsDictSubclass) }

// NewDict makes an empty dict.
func NewDict() *Object {
	o := New(DictType)
	if o != nil {
		dictOf(o).VersionTag = nextDictVersion()
		GCTrack(o)
	}
	return o
}

// NewDictSized makes an empty dict with room for n items.
func NewDictSized(n int) *Object {
	o := NewDict()
	if o != nil && n > abi.DictUsable(abi.DictMinLog2) && !dictResize(dictOf(o), n) {
		Decref(o)
		return nil
	}
	return o
}

// nextDictVersion is a tag that no dict of the process had before.
func nextDictVersion() uint64 {
	interp := Thread().Interp
	interp.DictVersion++
	return interp.DictVersion
}

// dictResize gives a dict a fresh table that takes n entries: at least as many as it has. Deleted ones are left behind.
func dictResize(d *abi.Dict, n int) bool {
	log2 := abi.DictLog2For(n)
	if log2 > 56 {
		return NoMemory() != nil
	}
	k := (*abi.DictKeys)(RawAlloc(abi.DictKeysBytes(log2)))
	if k == nil {
		return NoMemory() != nil
	}
	k.Init(log2)
	k.Stamp = uint32(Thread().Interp.DictVersion)
	if old := d.Keys; old != nil {
		old.CopyTo(k)
		RawFree(unsafe.Pointer(old))
	}
	d.Keys = k
	return true
}

// dictGrow makes room for one more entry.
func dictGrow(d *abi.Dict) bool {
	if d.Keys != nil && d.Keys.Usable > 0 {
		return true
	}
	return dictResize(d, d.Used*2)
}

// keyHash is Hash, without a call for a str that knows its hash.
func keyHash(key *Object) int {
	if key.Type == StrType {
		return StrHash(key)
	}
	return Hash(key)
}

// dictFind finds the entry of a key: its number, or -1 if there is none. ok is false if a comparison raised.
// It may run code; the answer is about the table as it is on return.
func dictFind(d *abi.Dict, key *Object, hash int) (entry int, ok bool) {
restart:
	k := d.Keys
	if k == nil {
		return -1, true
	}
	slot := abi.DictStart(hash, k.Log2Size)
	for step := uint(1); ; step++ {
		i := k.Index(slot)
		if i == abi.DictEmpty {
			return -1, true
		}
		if i >= 0 {
			e := k.Entry(i)
			other := e.Key
			if other == key {
				return i, true
			}
			if e.Hash == hash {
				if key.Type == StrType && other.Type == StrType {
					if StrEqual(other, key) {
						return i, true
					}
				} else {
					version := d.VersionTag
					Incref(other)
					equal := RichCompareBool(other, key, abi.EQ)
					Decref(other)
					if equal < 0 {
						return -1, false
					}
					if d.VersionTag != version && (d.Keys != k || i >= k.Nentries || k.Entry(i).Key != other) {
						goto restart
					}
					if equal > 0 {
						return i, true
					}
				}
			}
		}
		slot = abi.DictNext(slot, step, k.Log2Size)
	}
}

// dictStore stores borrowed key and value: it may run code.
func dictStore(d *abi.Dict, key *Object, hash int, value *Object) bool {
	Incref(key)
	Incref(value)
	i, ok := dictFind(d, key, hash)
	if !ok || i < 0 && !dictGrow(d) {
		Decref(value)
		Decref(key)
		return false
	}
	if i < 0 {
		d.Keys.Append(hash, key, value)
		d.Used++
		d.VersionTag = nextDictVersion()
		return true
	}
	e := d.Keys.Entry(i)
	old := e.Value
	if old != value {
		e.Value = value
		d.VersionTag = nextDictVersion()
	}
	Decref(old)
	Decref(key)
	return true
}

// dictTake takes a live entry out of the table; its key and value are the caller's to release.
func dictTake(d *abi.Dict, entry int) (key, value *Object) {
	key, value = d.Keys.Remove(entry)
	d.Used--
	d.VersionTag = nextDictVersion()
	return key, value
}

// DictGet is the value of a key, borrowed, or nil if there is none. ok is false if hashing or comparing raised.
func DictGet(o, key *Object) (value *Object, ok bool) {
	hash := keyHash(key)
	if hash == -1 {
		return nil, false
	}
	return DictGetHash(o, key, hash)
}

// DictGetHash is DictGet for a key whose hash is known.
func DictGetHash(o, key *Object, hash int) (value *Object, ok bool) {
	d := dictOf(o)
	i, ok := dictFind(d, key, hash)
	if i < 0 {
		return nil, ok
	}
	return d.Keys.Entry(i).Value, true
}

// DictGetInterned is the value of an exact str, borrowed, or nil. It runs no code and never raises: a key that is not a
// str does not count as equal.
func DictGetInterned(o, name *Object) *Object {
	k := dictOf(o).Keys
	if k == nil {
		return nil
	}
	hash := StrHash(name)
	slot := abi.DictStart(hash, k.Log2Size)
	for step := uint(1); ; step++ {
		i := k.Index(slot)
		if i == abi.DictEmpty {
			return nil
		}
		if i >= 0 {
			e := k.Entry(i)
			if e.Key == name || e.Hash == hash && HasFlag(e.Key.Type, abi.TPFlagsUnicodeSubclass) && StrEqual(e.Key, name) {
				return e.Value
			}
		}
		slot = abi.DictNext(slot, step, k.Log2Size)
	}
}

// DictGetString is the value of a str key given as a Go string, borrowed, or nil. ok is false if an error is set.
func DictGetString(o *Object, key string) (value *Object, ok bool) {
	name := NewStr(key)
	if name == nil {
		return nil, false
	}
	value, ok = DictGet(o, name)
	Decref(name)
	return value, ok
}

// DictSet stores a value: it may run code.
func DictSet(o, key, value *Object) bool {
	hash := keyHash(key)
	return hash != -1 && dictStore(dictOf(o), key, hash, value)
}

// DictSetHash is DictSet for a key whose hash is known.
func DictSetHash(o, key *Object, hash int, value *Object) bool {
	return dictStore(dictOf(o), key, hash, value)
}

// DictSetString stores a value under a str, which it interns.
func DictSetString(o *Object, key string, value *Object) bool {
	name := NewStr(key)
	if name == nil {
		return false
	}
	InternInPlace(&name)
	ok := DictSet(o, name, value)
	Decref(name)
	return ok
}

// DictDel removes a key: KeyError if there is none. It may run code.
func DictDel(o, key *Object) bool {
	hash := keyHash(key)
	return hash != -1 && DictDelHash(o, key, hash)
}

// DictDelHash is DictDel for a key whose hash is known.
func DictDelHash(o, key *Object, hash int) bool {
	d := dictOf(o)
	i, ok := dictFind(d, key, hash)
	if i < 0 {
		if ok {
			RaiseKeyError(key)
		}
		return false
	}
	oldKey, oldValue := dictTake(d, i)
	Decref(oldKey)
	Decref(oldValue)
	return true
}

// DictDelString removes a str key.
func DictDelString(o *Object, key string) bool {
	name := NewStr(key)
	if name == nil {
		return false
	}
	ok := DictDel(o, name)
	Decref(name)
	return ok
}

// DictContains tells whether a key is there: 1, 0, or -1 with an error. It may run code.
func DictContains(o, key *Object) int32 {
	value, ok := DictGet(o, key)
	return found(value, ok)
}

// found is 1, 0 or -1 for the two results of a lookup.
func found(value *Object, ok bool) int32 {
	switch {
	case !ok:
		return -1
	case value == nil:
		return 0
	}
	return 1
}

// DictSetDefault is the value of a key, borrowed, after storing value if there was none. Nil if an error is set.
func DictSetDefault(o, key, value *Object) *Object {
	hash := keyHash(key)
	if hash == -1 {
		return nil
	}
	d := dictOf(o)
	i, ok := dictFind(d, key, hash)
	if !ok {
		return nil
	}
	if i >= 0 {
		return d.Keys.Entry(i).Value
	}
	if !dictGrow(d) {
		return nil
	}
	d.Keys.Append(hash, NewRef(key), NewRef(value))
	d.Used++
	d.VersionTag = nextDictVersion()
	return value
}

// DictPop removes a key and returns its value. Without the key: a new reference to deflt, or KeyError if that is nil.
func DictPop(o, key, deflt *Object) *Object {
	d := dictOf(o)
	if d.Used == 0 {
		if deflt != nil {
			return NewRef(deflt)
		}
		return RaiseKeyError(key)
	}
	hash := keyHash(key)
	if hash == -1 {
		return nil
	}
	i, ok := dictFind(d, key, hash)
	if !ok {
		return nil
	}
	if i < 0 {
		if deflt != nil {
			return NewRef(deflt)
		}
		return RaiseKeyError(key)
	}
	oldKey, value := dictTake(d, i)
	Decref(oldKey)
	return value
}

// DictNext walks a dict in order, without running code: pos begins at 0, key and value are borrowed. The values may be
// replaced meanwhile, but no key may come or go.
func DictNext(o *Object, pos *int, key, value **Object) bool {
	k := dictOf(o).Keys
	if k == nil {
		return false
	}
	for i := *pos; i >= 0 && i < k.Nentries; i++ {
		if e := k.Entry(i); e.Value != nil {
			*pos = i + 1
			if key != nil {
				*key = e.Key
			}
			if value != nil {
				*value = e.Value
			}
			return true
		}
	}
	return false
}

// DictLen is the number of items.
func DictLen(o *Object) int { return dictOf(o).Used }

// DictClear removes everything: it may run code.
func DictClear(o *Object) {
	d := dictOf(o)
	k := d.Keys
	if k == nil {
		return
	}
	d.Keys, d.Used = nil, 0
	d.VersionTag = nextDictVersion()
	releaseKeys(k)
}

// releaseKeys frees a table that no dict has any more, with what is in it: it may run code.
func releaseKeys(k *abi.DictKeys) {
	for i := range k.Nentries {
		if e := k.Entry(i); e.Value != nil {
			Decref(e.Key)
			Decref(e.Value)
		}
	}
	RawFree(unsafe.Pointer(k))
}

// DictCopy is a new dict with the same items; the copy of a subtype's object is a plain dict. A subtype with an order of
// its own (another __iter__) is copied in that order, which may run code.
func DictCopy(o *Object) *Object {
	c := NewDictSized(dictOf(o).Used)
	if c != nil && o.Type.Iter != DictType.Iter && dictOf(o).Used > 0 {
		if !DictUpdate(c, o) {
			Decref(c)
			return nil
		}
		return c
	}
	if c != nil && !dictCopyInto(dictOf(c), dictOf(o)) {
		Decref(c)
		return nil
	}
	return c
}

// dictCopyInto fills an empty dict with another's items. It runs no code.
func dictCopyInto(to, from *abi.Dict) bool {
	if from.Used == 0 {
		return true
	}
	if to.Keys == nil || to.Keys.Usable < from.Used {
		if !dictResize(to, from.Used) {
			return false
		}
	}
	for i := range from.Keys.Nentries {
		if e := from.Keys.Entry(i); e.Value != nil {
			to.Keys.Append(e.Hash, NewRef(e.Key), NewRef(e.Value))
		}
	}
	to.Used = from.Used
	to.VersionTag = nextDictVersion()
	return true
}

func dictDealloc(o *Object) {
	GCUntrack(o)
	Trash(o, DictType, func(o *Object) {
		if k := dictOf(o).Keys; k != nil {
			releaseKeys(k)
		}
		FreeInstance(o)
	})
}

func dictTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	k := dictOf(o).Keys
	if k == nil {
		return 0
	}
	for i := range k.Nentries {
		e := k.Entry(i)
		if e.Value == nil {
			continue
		}
		if r := ctier.CallVisit(visit, e.Value, arg); r != 0 {
			return r
		}
		if r := ctier.CallVisit(visit, e.Key, arg); r != 0 {
			return r
		}
	}
	return 0
}

// RaiseKeyError raises KeyError(key), whatever key is: a tuple stays one argument. It returns nil.
func RaiseKeyError(key *Object) *Object {
	SetKeyError(key)
	return nil
}
