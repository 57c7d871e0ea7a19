package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The table of a set. Its layout is public, and the order of a set is what the probe makes of the hashes: so the probe,
// the sizes and the moments of growing are CPython's, and the same sets print the same.
//
//   - Mask+1 slots, a power of two; 8 of them are in the object itself.
//   - A slot is empty (no key, hash 0), deleted (setDummy, hash -1) or holds a key with its hash.
//   - Fill counts slots that are not empty, Used those with a key. A new key goes to the last
//     deleted slot of its probe, if there is one.
//   - A probe looks at a slot and the 9 behind it, then jumps by the hash's further bits.

// SetType is set, FrozenSetType is frozenset.
var (
	SetType       = ctier.Type("PySet_Type")
	FrozenSetType = ctier.Type("PyFrozenSet_Type")
)

// setDummy stands in deleted slots. It is nobody's object.
var setDummy = (*Object)(ctier.Static(unsafe.Sizeof(Object{})))

const (
	setMinSize  = 8
	setLinear   = 9
	setPerturb  = 5
	setBigTable = 50000
)

func setOf(o *Object) *abi.Set { return As[*abi.Set](o) }

func setSlots(s *abi.Set) []abi.SetEntry { return unsafe.Slice(s.Table, s.Mask+1) }

// setProbe is a walk over the slots where a hash may be.
type setProbe struct {
	mask, base, perturb uint
	at, end             uint // the slot to look at, and the last one before the next jump
}

func probeFor(hash, mask int) setProbe {
	p := setProbe{mask: uint(mask), base: uint(hash) & uint(mask), perturb: uint(hash)}
	p.run()
	return p
}

func (p *setProbe) run() {
	p.at, p.end = p.base, p.base
	if p.base+setLinear <= p.mask {
		p.end += setLinear
	}
}

func (p *setProbe) next() {
	if p.at < p.end {
		p.at++
		return
	}
	p.perturb >>= setPerturb
	p.base = (p.base*5 + 1 + p.perturb) & p.mask
	p.run()
}

// setFind finds the slot of a key: nil if it is not there. ok is false if a comparison raised. It may run code; the
// slot is one of the table as it is on return.
func setFind(s *abi.Set, key *Object, hash int) (slot *abi.SetEntry, ok bool) {
	slot, _, ok = setLook(s, key, hash)
	if ok && slot.Key == nil {
		return nil, true
	}
	return slot, ok
}

// setLook finds the slot of a key, or the empty slot where the probe for it ends. deleted is the last deleted slot on the
// way, if there is one.
func setLook(s *abi.Set, key *Object, hash int) (slot, deleted *abi.SetEntry, ok bool) {
restart:
	table := s.Table
	slots := setSlots(s)
	deleted = nil
	for p := probeFor(hash, s.Mask); ; p.next() {
		e := &slots[p.at]
		if e.Key == nil {
			return e, deleted, true
		}
		if e.Key == setDummy {
			deleted = e
			continue
		}
		if e.Hash != hash {
			continue
		}
		other := e.Key
		if other == key {
			return e, deleted, true
		}
		if key.Type == StrType && other.Type == StrType {
			if StrEqual(other, key) {
				return e, deleted, true
			}
			continue
		}
		mask := s.Mask
		Incref(other)
		equal := RichCompareBool(other, key, abi.EQ)
		Decref(other)
		if equal < 0 {
			return nil, nil, false
		}
		if s.Table != table || s.Mask != mask || e.Key != other {
			goto restart
		}
		if equal > 0 {
			return e, deleted, true
		}
	}
}

// setPut stores a key that is not in a table without deleted slots. It takes over the reference.
func setPut(slots []abi.SetEntry, key *Object, hash int) {
	p := probeFor(hash, len(slots)-1)
	for slots[p.at].Key != nil {
		p.next()
	}
	slots[p.at] = abi.SetEntry{Key: key, Hash: hash}
}

// setResize gives a set the smallest table with more than n slots.
func setResize(s *abi.Set, n int) bool {
	size := setMinSize
	for size <= n {
		if size > 1<<57 {
			NoMemory()
			return false
		}
		size *= 2
	}
	var small [setMinSize]abi.SetEntry
	old, oldIsSmall := setSlots(s), s.Table == &s.Smalltable[0]
	table := &s.Smalltable[0]
	if size > setMinSize {
		if table = (*abi.SetEntry)(RawAlloc(uintptr(size) * unsafe.Sizeof(abi.SetEntry{}))); table == nil {
			NoMemory()
			return false
		}
	} else if oldIsSmall {
		if s.Fill == s.Used {
			return true
		}
		small = s.Smalltable
		old = small[:]
	}
	slots := unsafe.Slice(table, size)
	clear(slots)
	for _, e := range old {
		if e.Key != nil && e.Key != setDummy {
			setPut(slots, e.Key, e.Hash)
		}
	}
	s.Table, s.Mask, s.Fill = table, size-1, s.Used
	if !oldIsSmall {
		RawFree(unsafe.Pointer(unsafe.SliceData(old)))
	}
	return true
}

// setGrown is the size a set is resized to.
func setGrown(s *abi.Set) int {
	if s.Used > setBigTable {
		return s.Used * 2
	}
	return s.Used * 4
}

// setAddHash adds a borrowed key: it may run code.
func setAddHash(s *abi.Set, key *Object, hash int) bool {
	Incref(key)
	e, deleted, ok := setLook(s, key, hash)
	if !ok || e.Key != nil {
		Decref(key)
		return ok
	}
	if deleted != nil {
		deleted.Key, deleted.Hash = key, hash
		s.Used++
		return true
	}
	e.Key, e.Hash = key, hash
	s.Fill++
	s.Used++
	if s.Fill*5 < s.Mask*3 {
		return true
	}
	return setResize(s, setGrown(s))
}

// setDiscardHash removes a key: 1, 0 if it is not there, -1. It may run code.
func setDiscardHash(s *abi.Set, key *Object, hash int) int32 {
	e, ok := setFind(s, key, hash)
	if e == nil || !ok {
		return Status(ok)
	}
	old := e.Key
	e.Key, e.Hash = setDummy, -1
	s.Used--
	Decref(old)
	return 1
}

// setEntries calls f for a copy of each entry, with a reference, until it returns false. The table may change meanwhile.
func setEntries(s *abi.Set, f func(key *Object, hash int) bool) bool {
	for i := 0; i <= s.Mask; i++ {
		e := setSlots(s)[i]
		if e.Key == nil || e.Key == setDummy {
			continue
		}
		Incref(e.Key)
		ok := f(e.Key, e.Hash)
		Decref(e.Key)
		if !ok {
			return false
		}
	}
	return true
}

// setMerge adds another set's keys: it may run code.
func setMerge(s, other *abi.Set) bool {
	if s == other || other.Used == 0 {
		return true
	}
	if (s.Fill+other.Used)*5 >= s.Mask*3 && !setResize(s, (s.Used+other.Used)*2) {
		return false
	}
	if s.Fill > 0 {
		return setEntries(other, func(key *Object, hash int) bool { return setAddHash(s, key, hash) })
	}
	to := setSlots(s)
	if s.Mask == other.Mask && other.Fill == other.Used {
		for i, e := range setSlots(other) {
			XIncref(e.Key)
			to[i] = e
		}
	} else {
		for _, e := range setSlots(other) {
			if e.Key != nil && e.Key != setDummy {
				setPut(to, NewRef(e.Key), e.Hash)
			}
		}
	}
	s.Fill, s.Used = other.Used, other.Used
	return true
}

// setReset makes a set's memory an empty set's.
func setReset(s *abi.Set) {
	s.Smalltable = [setMinSize]abi.SetEntry{}
	s.Fill, s.Used, s.Mask, s.Table, s.Hash = 0, 0, setMinSize-1, &s.Smalltable[0], -1
}

// setClear removes everything: it may run code.
func setClear(s *abi.Set) {
	if s.Fill == 0 && s.Table == &s.Smalltable[0] {
		return
	}
	var small [setMinSize]abi.SetEntry
	old, big := setSlots(s), s.Table != &s.Smalltable[0]
	if !big {
		small = s.Smalltable
		old = small[:]
	}
	setReset(s)
	releaseSlots(old)
	if big {
		RawFree(unsafe.Pointer(unsafe.SliceData(old)))
	}
}

func releaseSlots(slots []abi.SetEntry) {
	for _, e := range slots {
		if e.Key != nil && e.Key != setDummy {
			Decref(e.Key)
		}
	}
}

// setSwap exchanges what two sets hold.
func setSwap(a, b *abi.Set) {
	aSmall, bSmall := a.Table == &a.Smalltable[0], b.Table == &b.Smalltable[0]
	a.Fill, b.Fill = b.Fill, a.Fill
	a.Used, b.Used = b.Used, a.Used
	a.Mask, b.Mask = b.Mask, a.Mask
	a.Table, b.Table = b.Table, a.Table
	a.Smalltable, b.Smalltable = b.Smalltable, a.Smalltable
	if bSmall {
		a.Table = &a.Smalltable[0]
	}
	if aSmall {
		b.Table = &b.Smalltable[0]
	}
	a.Hash, b.Hash = -1, -1
}

// setTrim makes the table smaller if more than a quarter of it is deleted slots.
func setTrim(s *abi.Set) bool {
	return s.Fill-s.Used <= s.Mask/4 || setResize(s, setGrown(s))
}
