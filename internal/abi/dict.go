package abi

import "unsafe"

// The memory of a dict. The head (Dict) is CPython 3.11's, because macros and
// Cython read ma_used and ma_version_tag from it; the table behind ma_keys is
// ours. Both tiers read and write it, so every rule below binds both:
// internal/ctier/dict.h is the same text in C.
//
//   - ma_keys is nil while nothing was ever stored. ma_values is always nil.
//   - A table is one block: DictKeys, then 1<<Log2Size indices of
//     1<<Log2Width bytes each, then DictUsable(Log2Size) entries. It is
//     KindRaw memory, DictKeysBytes(Log2Size) long, and belongs to exactly
//     one dict.
//   - Entries stand in insertion order. Nentries counts the slots ever used,
//     Usable those still free; their sum is DictUsable(Log2Size), less what
//     popitem took from the end: the entries are free again, their share of
//     the index is not. A deleted entry keeps its slot with Key and Value nil
//     and Hash unchanged.
//   - An index slot holds the number of an entry, DictEmpty or DictDummy (the
//     entry it led to was deleted). At least a third of the slots is never
//     used, so a probe that goes on to the first DictEmpty ends.
//   - A key is looked for at DictStart, and from there DictNext(1),
//     DictNext(2), … which visits every slot once.
//   - Entry.Hash is the key's hash, never -1.
//   - ma_used counts live entries. Every change of contents gives the dict a
//     ma_version_tag that no dict of the process had before: the next of
//     Interp.DictVersion.
//   - The dict owns one reference to each live key and value. Releasing one
//     may run arbitrary code: finish the table first, then release.

// Dict is PyDictObject.
type Dict struct {
	Object
	Used       int
	VersionTag uint64
	Keys       *DictKeys
	Values     unsafe.Pointer
}

// DictKeys is the head of a table. Indices and entries follow it.
type DictKeys struct {
	_         OffHeap
	Log2Size  uint8 // 1<<Log2Size index slots
	Log2Width uint8 // 1<<Log2Width bytes per index
	_         [2]uint8
	Stamp     uint32 // from Interp.DictVersion: tells the table from another that stood at its address
	Usable    int    // entries that can still be appended
	Nentries  int    // entries appended so far, deleted ones included
}

// DictEntry is one key with its value.
type DictEntry struct {
	Hash  int
	Key   *Object
	Value *Object
}

// What an index slot holds when it leads to no entry.
const (
	DictEmpty = -1
	DictDummy = -2
)

// DictMinLog2 is the size of the first table a dict gets: 8 slots, 5 entries.
const DictMinLog2 = 3

const (
	dictKeysHead  = unsafe.Sizeof(DictKeys{})
	dictEntrySize = unsafe.Sizeof(DictEntry{})
)

// DictUsable says how many entries a table of 1<<log2 slots takes.
func DictUsable(log2 uint8) int { return (int(1) << log2) * 2 / 3 }

// DictLog2For is the smallest table that takes n entries.
func DictLog2For(n int) uint8 {
	log2 := uint8(DictMinLog2)
	for DictUsable(log2) < n {
		log2++
	}
	return log2
}

// DictLog2Width is the width of an index in a table of 1<<log2 slots: the
// narrowest signed integer that can number its entries.
func DictLog2Width(log2 uint8) uint8 {
	switch {
	case log2 < 8:
		return 0
	case log2 < 16:
		return 1
	case log2 < 32:
		return 2
	}
	return 3
}

// DictKeysBytes is the size of a table's whole block.
func DictKeysBytes(log2 uint8) uintptr {
	return dictKeysHead + uintptr(1)<<(log2+DictLog2Width(log2)) + uintptr(DictUsable(log2))*dictEntrySize
}

// Init makes a fresh block of DictKeysBytes(log2) an empty table.
func (k *DictKeys) Init(log2 uint8) {
	*k = DictKeys{Log2Size: log2, Log2Width: DictLog2Width(log2), Usable: DictUsable(log2)}
	indices := unsafe.Slice((*byte)(unsafe.Add(unsafe.Pointer(k), dictKeysHead)), 1<<(log2+k.Log2Width))
	for i := range indices {
		indices[i] = 0xff
	}
}

// Index reads index slot i.
func (k *DictKeys) Index(i uint) int {
	base := unsafe.Add(unsafe.Pointer(k), dictKeysHead)
	switch k.Log2Width {
	case 0:
		return int(*(*int8)(unsafe.Add(base, i)))
	case 1:
		return int(*(*int16)(unsafe.Add(base, i<<1)))
	case 2:
		return int(*(*int32)(unsafe.Add(base, i<<2)))
	}
	return *(*int)(unsafe.Add(base, i<<3))
}

// SetIndex writes index slot i.
func (k *DictKeys) SetIndex(i uint, entry int) {
	base := unsafe.Add(unsafe.Pointer(k), dictKeysHead)
	switch k.Log2Width {
	case 0:
		*(*int8)(unsafe.Add(base, i)) = int8(entry)
	case 1:
		*(*int16)(unsafe.Add(base, i<<1)) = int16(entry)
	case 2:
		*(*int32)(unsafe.Add(base, i<<2)) = int32(entry)
	default:
		*(*int)(unsafe.Add(base, i<<3)) = entry
	}
}

// Entry is the i-th entry slot.
func (k *DictKeys) Entry(i int) *DictEntry {
	entries := dictKeysHead + uintptr(1)<<(k.Log2Size+k.Log2Width)
	return (*DictEntry)(unsafe.Add(unsafe.Pointer(k), entries+uintptr(i)*dictEntrySize))
}

// Entries are the entry slots used so far, deleted ones included.
func (k *DictKeys) Entries() []DictEntry {
	return unsafe.Slice(k.Entry(0), k.Nentries)
}

// DictStart is the slot where the probe for a hash begins. The multiplication
// spreads hashes that differ in a few bits only, as those of small ints do.
func DictStart(hash int, log2 uint8) uint {
	return uint(hash) * 0x9e3779b97f4a7c15 >> (64 - log2)
}

// DictNext is the slot after the step-th miss, counted from 1.
func DictNext(slot, step uint, log2 uint8) uint {
	return (slot + step) & (1<<log2 - 1)
}

// FreeSlot is the first index slot of the probe that leads to no live entry:
// where a key goes that was looked for and not found.
func (k *DictKeys) FreeSlot(hash int) uint {
	slot := DictStart(hash, k.Log2Size)
	for step := uint(1); k.Index(slot) >= 0; step++ {
		slot = DictNext(slot, step, k.Log2Size)
	}
	return slot
}

// SlotOf is the index slot that leads to entry, which must be live.
func (k *DictKeys) SlotOf(hash, entry int) uint {
	slot := DictStart(hash, k.Log2Size)
	for step := uint(1); k.Index(slot) != entry; step++ {
		slot = DictNext(slot, step, k.Log2Size)
	}
	return slot
}

// Append stores an entry for a key that is not in the table, which has room
// for it (Usable > 0). It takes over the references to key and value.
func (k *DictKeys) Append(hash int, key, value *Object) {
	k.SetIndex(k.FreeSlot(hash), k.Nentries)
	*k.Entry(k.Nentries) = DictEntry{Hash: hash, Key: key, Value: value}
	k.Nentries++
	k.Usable--
}

// CopyTo appends the live entries to another, empty table with room for them.
// References move along; k's entries are dead afterwards.
func (k *DictKeys) CopyTo(to *DictKeys) {
	for i := range k.Entries() {
		if e := k.Entry(int(i)); e.Value != nil {
			to.Append(e.Hash, e.Key, e.Value)
		}
	}
}

// Remove empties a live entry and returns its key and value, whose references
// go to the caller.
func (k *DictKeys) Remove(entry int) (key, value *Object) {
	e := k.Entry(entry)
	k.SetIndex(k.SlotOf(e.Hash, entry), DictDummy)
	key, value = e.Key, e.Value
	e.Key, e.Value = nil, nil
	return key, value
}
