package itertools

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// What a tee has read lies in blocks, each of which leads to the next one. An iterator holds the block that it is in; blocks that
// no iterator can reach any more die.

const blockSize = 57

type teeBlock struct {
	abi.Object
	it      *Object
	values  *Object // a list
	next    *Object // the next block, or nil
	running bool
}

type teeing struct {
	abi.Object
	block    *Object
	at       int
	weakrefs *Object
}

var teeBlockType, teeType *Type

func newBlock(it *Object) *Object {
	o := object.New(teeBlockType)
	if o == nil {
		return nil
	}
	b := object.As[*teeBlock](o)
	b.it = object.NewRef(it)
	if b.values = object.NewList(0); b.values == nil {
		object.Decref(o)
		return nil
	}
	object.GCTrack(o)
	return o
}

// value is the i-th value of a block, read now if it was not.
func (b *teeBlock) value(i int) *Object {
	if i < len(object.ListItems(b.values)) {
		return object.NewRef(object.ListItems(b.values)[i])
	}
	if b.running {
		return object.Raise(object.RuntimeError, "cannot re-enter the tee iterator")
	}
	b.running = true
	v := advance(b.it)
	b.running = false
	if v == nil || b.values == nil || !object.ListAppend(b.values, v) {
		object.XDecref(v)
		return nil
	}
	return v
}

// following is the next block, borrowed.
func (b *teeBlock) following() *Object {
	if b.next == nil {
		b.next = newBlock(b.it)
	}
	return b.next
}

// dropNext lets go of the blocks that follow, one after the other, so that a long row of them dies on a flat stack.
func (b *teeBlock) dropNext() {
	next := b.next
	b.next = nil
	for next != nil && next.Refcnt == 1 {
		n := object.As[*teeBlock](next)
		after := n.next
		n.next = nil
		object.Decref(next)
		next = after
	}
	object.XDecref(next)
}

func newTee(block *Object) *Object {
	o := object.New(teeType)
	if o != nil {
		object.As[*teeing](o).block = object.NewRef(block)
		object.GCTrack(o)
	}
	return o
}

func teeOver(iterable *Object) *Object {
	it := object.Iter(iterable)
	if it == nil {
		return nil
	}
	defer object.Decref(it)
	if it.Type == teeType {
		return teeCopy(it)
	}
	block := newBlock(it)
	if block == nil {
		return nil
	}
	defer object.Decref(block)
	return newTee(block)
}

func teeCopy(o *Object) *Object {
	p := object.As[*teeing](o)
	c := newTee(p.block)
	if c != nil {
		object.As[*teeing](c).at = p.at
	}
	return c
}

func teeNext(o *Object) *Object {
	p := object.As[*teeing](o)
	if p.block == nil {
		return nil
	}
	if p.at >= blockSize {
		next := object.As[*teeBlock](p.block).following()
		if next == nil {
			return nil
		}
		object.Replace(&p.block, object.NewRef(next))
		p.at = 0
	}
	block := object.NewRef(p.block)
	defer object.Decref(block)
	v := object.As[*teeBlock](block).value(p.at)
	if v != nil {
		p.at++
	}
	return v
}

func teeSetState(o, state *Object) bool {
	items, ok := stateTuple(state, 2, 2)
	if !ok {
		return false
	}
	if items[0].Type != teeBlockType {
		object.Raise(object.TypeError, "argument 1 must be itertools._tee_dataobject, not %.50s", object.TypeName(items[0].Type))
		return false
	}
	at, ok := object.AsInt32(items[1])
	if !ok {
		return false
	}
	if at < 0 || at > blockSize {
		object.Raise(object.ValueError, "Index out of range")
		return false
	}
	p := object.As[*teeing](o)
	p.at = int(at)
	object.Replace(&p.block, object.NewRef(items[0]))
	return true
}

func tee(_ *Object, args **Object, n int) *Object {
	if !object.CheckPositional("tee", n, 1, 2) {
		return nil
	}
	a, count := object.Args(args, n), 2
	if n == 2 {
		v, ok := index(a[1])
		if !ok {
			return nil
		}
		count = v
	}
	if count < 0 {
		return object.Raise(object.ValueError, "n must be >= 0")
	}
	made := object.NewTuple(count)
	if made == nil || count == 0 {
		return made
	}
	first := teeSource(a[0])
	if first == nil {
		object.Decref(made)
		return nil
	}
	object.TupleItems(made)[0] = first
	for i := 1; i < count; i++ {
		c := object.CallMethod(first, "__copy__")
		if c == nil {
			object.Decref(made)
			return nil
		}
		object.TupleItems(made)[i] = c
	}
	return made
}

// teeSource is an iterator that can be copied: the iterable's own, if that can, or one over it.
func teeSource(iterable *Object) *Object {
	it := object.Iter(iterable)
	if it == nil {
		return nil
	}
	copies, ok := object.LookupAttrString(it, "__copy__")
	object.XDecref(copies)
	if copies != nil {
		return it
	}
	defer object.Decref(it)
	if !ok {
		return nil
	}
	return teeOver(it)
}

// blockNew makes a block of its reduction: an iterator, a list of values, and the next block, which only a full one has.
func blockNew(_ *Type, args, kwargs *Object) *Object {
	a := object.TupleItems(args)
	if !object.NoKeywords("teedataobject", kwargs) || !object.CheckPositional("teedataobject", len(a), 3, 3) {
		return nil
	}
	if !object.IsList(a[1]) {
		return object.Raise(object.TypeError, "teedataobject() argument 2 must be list, not %.50s", object.TypeName(a[1].Type))
	}
	n := len(object.ListItems(a[1]))
	if n > blockSize || n < blockSize && a[2] != object.None || a[2] != object.None && a[2].Type != teeBlockType {
		return object.Raise(object.ValueError, "Invalid arguments")
	}
	o := newBlock(a[0])
	if o == nil {
		return nil
	}
	b := object.As[*teeBlock](o)
	if !object.ListExtend(b.values, a[1]) {
		object.Decref(o)
		return nil
	}
	if a[2] != object.None {
		b.next = object.NewRef(a[2])
	}
	return o
}

func init() {
	teeBlockType = define("_tee_dataobject", "teedataobject(iterable, values, next, /)\n--\n\nWhat a tee has read.", func(p *teeBlock) []**Object {
		return []**Object{&p.it, &p.values, &p.next}
	}, func(s *object.Spec) {
		s.Flags, s.Iter, s.New = abi.TPFlagsHaveGC, nil, blockNew
		dealloc, clear := s.Dealloc, s.Clear
		s.Dealloc = func(o *Object) {
			object.GCUntrack(o)
			object.As[*teeBlock](o).dropNext()
			dealloc(o)
		}
		s.Clear = func(o *Object) int32 {
			b := object.As[*teeBlock](o)
			b.dropNext()
			if b.values != nil {
				return object.Status(object.ListSetSlice(b.values, 0, len(object.ListItems(b.values)), nil))
			}
			return clear(o)
		}
		s.Methods = []object.Method{reduces(func(o *Object) *Object {
			b := object.As[*teeBlock](o)
			return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(b.it), object.ToList(b.values), orNone(b.next)))
		})}
	})
	teeType = define("_tee", "_tee(iterable, /)\n--\n\nAn iterator that can be copied.", func(p *teeing) []**Object { return []**Object{&p.block} }, func(s *object.Spec) {
		s.Flags = abi.TPFlagsHaveGC
		s.Weaklistoffset = int(unsafe.Offsetof(teeing{}.weakrefs))
		dealloc := s.Dealloc
		s.Dealloc = func(o *Object) {
			object.GCUntrack(o)
			object.ClearWeakrefs(o)
			dealloc(o)
		}
		s.New = func(_ *Type, args, kwargs *Object) *Object {
			a := object.TupleItems(args)
			if !object.NoKeywords("_tee", kwargs) || !object.CheckPositional("_tee", len(a), 1, 1) {
				return nil
			}
			return teeOver(a[0])
		}
		s.Iternext = teeNext
		s.Methods = []object.Method{
			{Name: "__copy__", NoArgs: teeCopy, Doc: "An iterator that is where this one is."},
			reduces(func(o *Object) *Object {
				p := object.As[*teeing](o)
				return object.OwnedTuple(class(o), object.OwnedTuple(object.NewTuple(0)), object.OwnedTuple(object.NewRef(p.block), number(p.at)))
			}),
			setsState(teeSetState),
		}
	})
}
