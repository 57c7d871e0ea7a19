package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The order of an OrderedDict. It is a dict, and beside the dict's table it has a doubly linked list with a node for each
// key, which owns a reference to the key. Two things lead to nodes: the list, and an array that has, under the number of
// an entry of the table, the node of that entry's key.
//
// Whoever works on the dict behind the list's back (PyDict_DelItem, dict.__setitem__) makes the two differ. That is
// CPython's behaviour too, and its answers are ours: a key without a node does not appear in the order, and a node
// without its key raises KeyError when the order is walked.
//
// Hashing, comparing and releasing keys runs code. A node is looked up anew after each of them.

// ODictType is collections.OrderedDict.
var ODictType = ctier.Type("PyODict_Type")

// odict is the memory of an OrderedDict: as large as CPython's, so that extensions can derive types from it.
type odict struct {
	abi.Dict
	nodes       **odictNode // one for each entry that the table has room for
	room        uint32      // how many those are
	stamp       uint32      // of the table that nodes was made for
	table       *abi.DictKeys
	state       int // grows with each change of the list
	first, last *odictNode
	dict        *Object
	weakrefs    *Object
}

type odictNode struct {
	_          abi.OffHeap
	key        *Object
	hash       int
	prev, next *odictNode
}

func odictOf(o *Object) *odict { return As[*odict](o) }

// IsODict tells whether an object is an OrderedDict or of a subtype.
func IsODict(o *Object) bool { return Is(o, ODictType) }

// NewODict makes an empty OrderedDict.
func NewODict() *Object { return dictNew(ODictType, nil, nil) }

func (od *odict) entries() []*odictNode { return unsafe.Slice(od.nodes, od.room) }

// match makes the array of nodes one for the present table. It fails if memory is out, if comparing keys raised, or if it
// changed the dict.
func (od *odict) match() bool {
	k, state := od.Keys, od.state
	if od.nodes != nil && od.table == k && od.stamp == k.Stamp {
		return true
	}
	stamp, room := k.Stamp, abi.DictUsable(k.Log2Size)
	nodes := (**odictNode)(RawAlloc(uintptr(room) * unsafe.Sizeof(od.nodes)))
	if nodes == nil {
		return NoMemory() != nil
	}
	filled := unsafe.Slice(nodes, room)
	clear(filled)
	for n := od.first; n != nil; n = n.next {
		key := NewRef(n.key)
		i, ok := dictFind(&od.Dict, key, n.hash)
		Decref(key)
		if ok && (od.state != state || od.Keys != k || k.Stamp != stamp) {
			Raise(RuntimeError, "OrderedDict mutated during iteration")
			ok = false
		}
		if !ok {
			RawFree(unsafe.Pointer(nodes))
			return false
		}
		if i >= 0 {
			filled[i] = n
		}
	}
	RawFree(unsafe.Pointer(od.nodes))
	od.nodes, od.room, od.table, od.stamp = nodes, uint32(room), k, stamp
	return true
}

// find is the node of a key, and the number of the entry the key has; nil and -1 if the dict has no such key. It may run
// code.
func (od *odict) find(key *Object, hash int) (n *odictNode, entry int, ok bool) {
	if od.Keys == nil {
		return nil, -1, true
	}
	if !od.match() {
		return nil, -1, false
	}
	i, ok := dictFind(&od.Dict, key, hash)
	if i < 0 {
		return nil, -1, ok
	}
	if od.table != od.Keys || od.stamp != od.Keys.Stamp { // a comparison changed the table
		Raise(RuntimeError, "OrderedDict mutated during iteration")
		return nil, -1, false
	}
	n = od.entries()[i]
	if n != nil && n.hash != od.Keys.Entry(i).Hash {
		n = nil // the entry was popped from the dict, and another key took its place
	}
	return n, i, true
}

func (od *odict) unlink(n *odictNode) {
	if n.prev != nil {
		n.prev.next = n.next
	} else {
		od.first = n.next
	}
	if n.next != nil {
		n.next.prev = n.prev
	} else {
		od.last = n.prev
	}
	n.prev, n.next = nil, nil
	od.state++
}

func (od *odict) link(n *odictNode, last bool) {
	switch {
	case od.first == nil:
		od.first, od.last = n, n
	case last:
		n.prev, od.last.next, od.last = od.last, n, n
	default:
		n.next, od.first.prev, od.first = od.first, n, n
	}
	od.state++
}

// forget drops a node that the array has under an entry: it may run code.
func (od *odict) forget(n *odictNode, entry int) {
	od.entries()[entry] = nil
	od.unlink(n)
	key := n.key
	RawFree(unsafe.Pointer(n))
	Decref(key)
}

// clearNodes drops all nodes: it may run code.
func (od *odict) clearNodes() {
	n := od.first
	RawFree(unsafe.Pointer(od.nodes))
	od.first, od.last, od.nodes, od.table, od.room = nil, nil, nil, nil, 0
	od.state++
	for n != nil {
		next, key := n.next, n.key
		RawFree(unsafe.Pointer(n))
		Decref(key)
		n = next
	}
}

// ODictSet stores a value; a new key comes last. It may run code.
func ODictSet(o, key, value *Object) bool {
	hash := keyHash(key)
	return hash != -1 && odictSetHash(o, key, hash, value)
}

func odictSetHash(o, key *Object, hash int, value *Object) bool {
	od := odictOf(o)
	if !dictStore(&od.Dict, key, hash, value) {
		return false
	}
	n, entry, ok := od.find(key, hash)
	if ok && (n != nil || entry < 0) {
		return true
	}
	if ok {
		if n = (*odictNode)(RawAlloc(unsafe.Sizeof(*n))); n != nil {
			*n = odictNode{key: NewRef(key), hash: hash}
			od.entries()[entry] = n
			od.link(n, true)
			return true
		}
		NoMemory()
	}
	t, v, tb := FetchErr()
	if !DictDelHash(o, key, hash) {
		ClearErr()
	}
	RestoreErr(t, v, tb)
	return false
}

// ODictDel removes a key: KeyError if there is none. It may run code.
func ODictDel(o, key *Object) bool {
	hash := keyHash(key)
	return hash != -1 && odictForget(odictOf(o), key, hash) && DictDelHash(o, key, hash)
}

// odictForget drops the node of a key, if there is one.
func odictForget(od *odict, key *Object, hash int) bool {
	if od.first == nil {
		return true
	}
	n, entry, ok := od.find(key, hash)
	if n != nil {
		od.forget(n, entry)
	}
	return ok
}

// odictPop removes a key and returns its value, or a new reference to deflt; KeyError if that is nil.
func odictPop(o, key, deflt *Object, hash int) *Object {
	if !odictForget(odictOf(o), key, hash) {
		return nil
	}
	return DictPop(o, key, deflt)
}

// ODictPopItem removes the first or the last item and returns it as a pair.
func ODictPopItem(o *Object, last bool) *Object {
	od := odictOf(o)
	n := od.first
	if last {
		n = od.last
	}
	if n == nil {
		return Raise(KeyError, "dictionary is empty")
	}
	key := NewRef(n.key)
	value := odictPop(o, key, nil, n.hash)
	if value == nil {
		Decref(key)
		return nil
	}
	return stealTuple(key, value)
}

// ODictMove moves a key to one of the ends: KeyError if it is not there.
func ODictMove(o, key *Object, last bool) bool {
	od := odictOf(o)
	if od.first == nil {
		RaiseKeyError(key)
		return false
	}
	hash := keyHash(key)
	if hash == -1 {
		return false
	}
	n, _, ok := od.find(key, hash)
	if n == nil {
		if ok {
			RaiseKeyError(key)
		}
		return false
	}
	if last && n != od.last || !last && n != od.first {
		od.unlink(n)
		od.link(n, last)
	}
	return true
}

// ODictClear removes everything: it may run code.
func ODictClear(o *Object) {
	DictClear(o)
	odictOf(o).clearNodes()
}

// odictWalk calls f with each key in order, and its value, both borrowed, until f says no. A key that the dict has not is a
// KeyError. f may run code: when that changes the order, the walk ends with RuntimeError.
func odictWalk(o *Object, f func(key *Object, hash int, value *Object) bool) bool {
	od := odictOf(o)
	state := od.state
	for n := od.first; n != nil; n = n.next {
		key, hash := NewRef(n.key), n.hash
		value, ok := DictGetHash(o, key, hash)
		switch {
		case value != nil:
			Incref(value)
			ok = f(key, hash, value)
			Decref(value)
		case ok:
			RaiseKeyError(key)
			ok = false
		}
		Decref(key)
		if ok && od.state != state {
			Raise(RuntimeError, "OrderedDict mutated during iteration")
			ok = false
		}
		if !ok {
			return false
		}
	}
	return true
}

// odictSameOrder tells whether two OrderedDicts have equal keys in the same order: 1, 0, -1.
func odictSameOrder(a, b *Object) int32 {
	x, y := odictOf(a), odictOf(b)
	stateX, stateY := x.state, y.state
	for n, m := x.first, y.first; ; n, m = n.next, m.next {
		if n == nil || m == nil {
			return truth32(n == m)
		}
		key, other := NewRef(n.key), NewRef(m.key)
		equal := RichCompareBool(key, other, abi.EQ)
		Decref(key)
		Decref(other)
		if equal <= 0 {
			return equal
		}
		if x.state != stateX || y.state != stateY {
			Raise(RuntimeError, "OrderedDict mutated during iteration")
			return -1
		}
	}
}
