package object

import (
	"math/big"

	"github.com/d95905aa/gilded/internal/ctier"
)

// What pickling and copying ask iterators: __reduce__ says how to make one that goes on where this one is, and
// __setstate__ takes the third part of its answer.

// pickled is (maker, args, state); state is nil if there is none. It takes over the references, of which any may be nil
// with an exception set.
func pickled(maker, args, state *Object, hasState bool) *Object {
	if maker == nil || args == nil || hasState && state == nil {
		XDecref(maker)
		XDecref(args)
		XDecref(state)
		return nil
	}
	if hasState {
		return stealTuple(maker, args, state)
	}
	return stealTuple(maker, args)
}

// reducedTo is (builtin(*args)) with an index to set, or none if that is negative. It takes over args.
func reducedTo(builtin string, args *Object, index int) *Object {
	maker := BuiltinNamed(builtin)
	if index < 0 {
		return pickled(maker, args, nil, false)
	}
	return pickled(maker, args, NewInt(int64(index)), true)
}

// BuiltinNamed is what the builtins module has under a name.
func BuiltinNamed(name string) *Object {
	dict := Builtins()
	if dict == nil {
		return nil
	}
	value, ok := DictGetString(dict, name)
	if value == nil && ok {
		Raise(AttributeError, "%s", name)
	}
	return XNewRef(value)
}

// steal1 is a tuple of one object, whose reference it takes over, or nil for nil.
func steal1(o *Object) *Object {
	if o == nil {
		return nil
	}
	return stealTuple(o)
}

func reduceMethod(f ctier.UnaryFunc) Method {
	return Method{Name: "__reduce__", NoArgs: f, Doc: "What pickling needs."}
}

func setStateMethod(f func(o *Object, state int)) Method {
	return Method{Name: "__setstate__", O: func(o, state *Object) *Object {
		i, ok := AsSsize(state)
		if !ok {
			return nil
		}
		f(o, i)
		return NewRef(None)
	}, Doc: "Set where the iterator is."}
}

// indexIterPickling are the methods of an iterator over an index; empty makes what an exhausted one iterates over.
func indexIterPickling(builtin string, empty func() *Object, set func(it *indexIter, state int)) []Method {
	return []Method{
		reduceMethod(func(o *Object) *Object {
			it := As[*indexIter](o)
			if it.seq == nil {
				return reducedTo("iter", steal1(empty()), -1)
			}
			return reducedTo(builtin, Pack(it.seq), it.index)
		}),
		setStateMethod(func(o *Object, state int) {
			if it := As[*indexIter](o); it.seq != nil {
				set(it, state)
			}
		}),
	}
}

func emptyListObject() *Object  { return NewList(0) }
func emptyTupleObject() *Object { return NewTuple(0) }

// remaining reduces an iterator to a list of what is left, without moving it: copy is an iterator at the same place.
func remaining(copyOf ctier.UnaryFunc) Method {
	return reduceMethod(func(o *Object) *Object {
		at := copyOf(o)
		if at == nil {
			return nil
		}
		l := ToList(at)
		Decref(at)
		return reducedTo("iter", steal1(l), -1)
	})
}

func dictIterCopy(o *Object) *Object {
	it := As[*dictIter](o)
	c := New(o.Type)
	if c == nil {
		return nil
	}
	to := As[*dictIter](c)
	to.dict, to.used, to.pos, to.left, to.pair = XNewRef(it.dict), it.used, it.pos, it.left, XNewRef(it.pair)
	GCTrack(c)
	return c
}

func setIterCopy(o *Object) *Object {
	it := As[*setIter](o)
	c := New(o.Type)
	if c == nil {
		return nil
	}
	to := As[*setIter](c)
	to.set, to.used, to.pos, to.left = XNewRef(it.set), it.used, it.pos, it.left
	GCTrack(c)
	return c
}

func rangeIterReduce(o *Object) *Object {
	it := As[*rangeIter](o)
	stop := new(big.Int).Mul(big.NewInt(int64(it.step)), big.NewInt(int64(it.length)))
	r := newRange(NewInt(int64(it.start)), NewBig(stop.Add(stop, big.NewInt(int64(it.start)))), NewInt(int64(it.step)))
	return reducedTo("iter", steal1(r), it.index)
}

func longRangeIterReduce(o *Object) *Object {
	it := As[*longRangeIter](o)
	stop := new(big.Int).Mul(BigOf(it.step), BigOf(it.length))
	r := newRange(NewRef(it.start), NewBig(stop.Add(stop, BigOf(it.start))), NewRef(it.step))
	return pickled(BuiltinNamed("iter"), steal1(r), NewRef(it.index), true)
}

// longRangeSetState clips an int of any size.
func longRangeSetState(o, state *Object) *Object {
	it := As[*longRangeIter](o)
	n := NumberIndex(state)
	if n == nil {
		return nil
	}
	i, length := BigOf(n), BigOf(it.length)
	Decref(n)
	if i.Sign() < 0 {
		i.SetInt64(0)
	}
	if i.Cmp(length) > 0 {
		i = length
	}
	index := NewBig(i)
	if index == nil {
		return nil
	}
	Replace(&it.index, index)
	return NewRef(None)
}

// classWith is (type(o), args), and a state unless that is nil. It takes over args and state.
func classWith(o, args, state *Object) *Object {
	return pickled(NewRef(Head(o.Type)), args, state, state != nil)
}

func enumReduce(o *Object) *Object {
	e := As[*enumObject](o)
	count := XNewRef(e.count)
	if count == nil {
		if count = NewInt(int64(e.index)); count == nil {
			return nil
		}
	}
	return classWith(o, stealTuple(NewRef(e.it), count), nil)
}

func reversedReduce(o *Object) *Object {
	r := As[*reversedObject](o)
	if r.seq == nil {
		return classWith(o, Pack(emptyTuple), nil)
	}
	return pickled(NewRef(Head(o.Type)), Pack(r.seq), NewInt(int64(r.index)), true)
}

func reversedSetState(o *Object, state int) {
	r := As[*reversedObject](o)
	if r.seq == nil {
		return
	}
	n := SequenceLength(r.seq)
	if n < 0 {
		ClearErr()
		return
	}
	r.index = min(max(state, -1), n-1)
}

func zipReduce(o *Object) *Object {
	z := As[*zipObject](o)
	if z.strict {
		return classWith(o, NewRef(z.its), NewRef(True))
	}
	return classWith(o, NewRef(z.its), nil)
}

func mapReduce(o *Object) *Object {
	m := As[*mapObject](o)
	its := TupleItems(m.its)
	args := append(make([]*Object, 0, len(its)+1), m.fn)
	return classWith(o, TupleOf(append(args, its...)), nil)
}

func filterReduce(o *Object) *Object {
	f := As[*filterObject](o)
	return classWith(o, Pack(f.fn, f.it), nil)
}

func callIterReduce(o *Object) *Object {
	it := As[*callIter](o)
	if it.callable == nil || it.sentinel == nil {
		return reducedTo("iter", Pack(emptyTuple), -1)
	}
	return reducedTo("iter", Pack(it.callable, it.sentinel), -1)
}
