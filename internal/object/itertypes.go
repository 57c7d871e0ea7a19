package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The built-in iterators over other iterables: enumerate, reversed, zip, map, filter. All can be inherited from.

var (
	EnumType     = ctier.Type("PyEnum_Type")
	ReversedType = ctier.Type("PyReversed_Type")
	ZipType      = ctier.Type("PyZip_Type")
	MapType      = ctier.Type("PyMap_Type")
	FilterType   = ctier.Type("PyFilter_Type")
)

// Advance calls tp_iternext as it is: StopIteration may stay set.
func Advance(it *Object) *Object { return ctier.CallUnary(it.Type.Iternext, it) }

// refSpec is what the types here have in common; fields says where the objects are that one refers to, for its destructor
// and traversal.
func refSpec(size uintptr, fields func(o *Object) []**Object) Spec {
	return Spec{
		Basicsize: size, Flags: abi.TPFlagsHaveGC | abi.TPFlagsBasetype, Iter: SelfIter,
		Dealloc: func(o *Object) {
			GCUntrack(o)
			for _, f := range fields(o) {
				Clear(f)
			}
			FreeInstance(o)
		},
		Traverse: func(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
			for _, f := range fields(o) {
				if r := Visit(visit, arg, *f); r != 0 {
					return r
				}
			}
			return 0
		},
	}
}

type enumObject struct {
	Object
	index int     // the next number, while count is nil
	it    *Object // the iterator
	pair  *Object
	count *Object // the next number once it does not fit index: an int
}

var enumParams = Params{Func: "enumerate", Names: []string{"iterable", "start"}, Required: 1, Positional: 2}

func enumNew(t *Type, args, kwargs *Object) *Object {
	n := len(TupleItems(args))
	if kwargs != nil {
		n += DictLen(kwargs)
	}
	if n == 0 {
		return Raise(TypeError, "enumerate() missing required argument 'iterable'")
	}
	var a [2]*Object
	if !enumParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	o := NewInstance(t, 0)
	if o == nil {
		return nil
	}
	e := As[*enumObject](o)
	ok := true
	if a[1] != nil {
		if e.count = NumberIndex(a[1]); e.count == nil {
			ok = false
		} else if v, fits := AsInt64(e.count); fits && v < 1<<63-1 {
			e.index = int(v)
			Clear(&e.count)
		} else {
			ClearErr()
		}
	}
	if ok {
		e.it = Iter(a[0])
		e.pair = Pack(None, None)
		ok = e.it != nil && e.pair != nil
	}
	if !ok {
		Decref(o)
		return nil
	}
	return o
}

// number is the next number, and counts on.
func (e *enumObject) number() *Object {
	if e.count == nil && e.index < 1<<63-1 {
		e.index++
		return NewInt(int64(e.index - 1))
	}
	if e.count == nil {
		if e.count = NewInt(int64(e.index)); e.count == nil {
			return nil
		}
	}
	one := NewInt(1)
	if one == nil {
		return nil
	}
	after := Add(e.count, one)
	Decref(one)
	if after == nil {
		return nil
	}
	now := e.count
	e.count = after
	return now
}

func enumNext(o *Object) *Object {
	e := As[*enumObject](o)
	item := Advance(e.it)
	if item == nil {
		return nil
	}
	n := e.number()
	if n == nil {
		Decref(item)
		return nil
	}
	return ReusePair(e.pair, n, item)
}

type reversedObject struct {
	Object
	index int
	seq   *Object // nil when it is exhausted
}

func reversedNew(t *Type, args, kwargs *Object) *Object {
	if t == ReversedType && !NoKeywords("reversed", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if !CheckPositional("reversed", len(a), 1, 1) {
		return nil
	}
	seq := a[0]
	method := Lookup(seq.Type, Intern("__reversed__"))
	if method != nil && method != None {
		result, _ := special(seq, "__reversed__")
		return result
	}
	if method == None || !SequenceCheck(seq) {
		return Raise(TypeError, "'%.200s' object is not reversible", TypeName(seq.Type))
	}
	n := SequenceLength(seq)
	if n < 0 {
		return nil
	}
	o := NewInstance(t, 0)
	if o != nil {
		r := As[*reversedObject](o)
		r.index, r.seq = n-1, NewRef(seq)
	}
	return o
}

func reversedNext(o *Object) *Object {
	r := As[*reversedObject](o)
	if r.index >= 0 && r.seq != nil {
		item := SequenceGetItem(r.seq, r.index)
		if item != nil {
			r.index--
			return item
		}
		if Matches(IndexError) || Matches(StopIteration) {
			ClearErr()
		}
	}
	r.index = -1
	Clear(&r.seq)
	return nil
}

type zipObject struct {
	Object
	its    *Object // a tuple of iterators
	result *Object // a tuple to hand out again if nobody keeps it
	strict bool
}

var zipParams = Params{Func: "zip", Names: []string{"strict"}}

func zipNew(t *Type, args, kwargs *Object) *Object {
	strict := false
	if kwargs != nil {
		var a [1]*Object
		if !zipParams.UnpackTuple(emptyTuple, kwargs, a[:]) {
			return nil
		}
		if a[0] != nil {
			truth := IsTrue(a[0])
			if truth < 0 {
				return nil
			}
			strict = truth > 0
		}
	}
	its := itersOf(TupleItems(args))
	if its == nil {
		return nil
	}
	n := len(TupleItems(its))
	result := NewTuple(n)
	var o *Object
	if result != nil {
		o = NewInstance(t, 0)
	}
	if o == nil {
		Decref(its)
		XDecref(result)
		return nil
	}
	for i := range n {
		TupleItems(result)[i] = NewRef(None)
	}
	z := As[*zipObject](o)
	z.its, z.result, z.strict = its, result, strict
	return o
}

// itersOf makes a tuple of iterators over some iterables.
func itersOf(iterables []*Object) *Object {
	its := NewTuple(len(iterables))
	if its == nil {
		return nil
	}
	for i, x := range iterables {
		it := Iter(x)
		if it == nil {
			Decref(its)
			return nil
		}
		TupleItems(its)[i] = it
	}
	return its
}

func zipNext(o *Object) *Object {
	z := As[*zipObject](o)
	its := TupleItems(z.its)
	if len(its) == 0 {
		return nil
	}
	result := z.result
	if result.Refcnt == 1 {
		Incref(result)
	} else if result = NewTuple(len(its)); result == nil {
		return nil
	}
	for i, it := range its {
		item := Advance(it)
		if item == nil {
			Decref(result)
			if z.strict {
				zipCheck(its, i)
			}
			return nil
		}
		Replace(&TupleItems(result)[i], item)
	}
	GCTrack(result)
	return result
}

// zipCheck raises unless all iterators end together; the i-th has ended.
func zipCheck(its []*Object, i int) {
	if Occurred() != nil {
		if !Matches(StopIteration) {
			return
		}
		ClearErr()
	}
	if i > 0 {
		Raise(ValueError, "zip() argument %d is shorter than argument%s%d", i+1, toArgument(i), i)
		return
	}
	for i := 1; i < len(its); i++ {
		item := Advance(its[i])
		if item != nil {
			Decref(item)
			Raise(ValueError, "zip() argument %d is longer than argument%s%d", i+1, toArgument(i), i)
			return
		}
		if Occurred() != nil {
			if !Matches(StopIteration) {
				return
			}
			ClearErr()
		}
	}
}

// toArgument says before a number n whether argument 1 or arguments 1 to n are meant.
func toArgument(n int) string {
	if n == 1 {
		return " "
	}
	return "s 1-"
}

type mapObject struct {
	Object
	its, fn *Object
}

func mapNew(t *Type, args, kwargs *Object) *Object {
	if t == MapType && !NoKeywords("map", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if len(a) < 2 {
		return Raise(TypeError, "map() must have at least two arguments.")
	}
	its := itersOf(a[1:])
	if its == nil {
		return nil
	}
	o := NewInstance(t, 0)
	if o == nil {
		Decref(its)
		return nil
	}
	m := As[*mapObject](o)
	m.its, m.fn = its, NewRef(a[0])
	return o
}

func mapNext(o *Object) *Object {
	m := As[*mapObject](o)
	its := TupleItems(m.its)
	values := make([]*Object, 0, len(its))
	var result *Object
	for _, it := range its {
		item := Advance(it)
		if item == nil {
			break
		}
		values = append(values, item)
	}
	if len(values) == len(its) {
		result = CallArgs(m.fn, values...)
	}
	for _, v := range values {
		Decref(v)
	}
	return result
}

type filterObject struct {
	Object
	fn, it *Object
}

func filterNew(t *Type, args, kwargs *Object) *Object {
	if t == FilterType && !NoKeywords("filter", kwargs) {
		return nil
	}
	a := TupleItems(args)
	if !CheckPositional("filter", len(a), 2, 2) {
		return nil
	}
	it := Iter(a[1])
	if it == nil {
		return nil
	}
	o := NewInstance(t, 0)
	if o == nil {
		Decref(it)
		return nil
	}
	f := As[*filterObject](o)
	f.fn, f.it = NewRef(a[0]), it
	return o
}

func filterNext(o *Object) *Object {
	f := As[*filterObject](o)
	plain := f.fn == None || f.fn == Head(BoolType)
	for {
		item := Advance(f.it)
		if item == nil {
			return nil
		}
		good := NewRef(item)
		if !plain {
			Decref(good)
			if good = CallArgs(f.fn, item); good == nil {
				Decref(item)
				return nil
			}
		}
		truth := IsTrue(good)
		Decref(good)
		if truth > 0 {
			return item
		}
		Decref(item)
		if truth < 0 {
			return nil
		}
	}
}

func init() {
	Define(EnumType, func() Spec {
		s := refSpec(unsafe.Sizeof(enumObject{}), func(o *Object) []**Object {
			e := As[*enumObject](o)
			return []**Object{&e.it, &e.pair, &e.count}
		})
		s.Name, s.New, s.Iternext = "enumerate", enumNew, enumNext
		s.Doc = "enumerate(iterable, start=0)\n--\n\nAn iterator over pairs: a number that counts up, and an item."
		s.Methods = []Method{reduceMethod(enumReduce), ClassGetitem}
		return s
	})
	Define(ReversedType, func() Spec {
		s := refSpec(unsafe.Sizeof(reversedObject{}), func(o *Object) []**Object { return []**Object{&As[*reversedObject](o).seq} })
		s.Name, s.New, s.Iternext = "reversed", reversedNew, reversedNext
		s.Doc = "reversed(sequence, /)\n--\n\nAn iterator over a sequence's items, last one first."
		s.Methods = []Method{lengthHint(func(o *Object) *Object {
			r := As[*reversedObject](o)
			if r.seq == nil {
				return NewInt(0)
			}
			n := SequenceLength(r.seq)
			if n < 0 {
				return nil
			}
			if n < r.index+1 {
				return NewInt(0)
			}
			return NewInt(int64(r.index + 1))
		}), reduceMethod(reversedReduce), setStateMethod(reversedSetState)}
		return s
	})
	Define(ZipType, func() Spec {
		s := refSpec(unsafe.Sizeof(zipObject{}), func(o *Object) []**Object {
			z := As[*zipObject](o)
			return []**Object{&z.its, &z.result}
		})
		s.Name, s.New, s.Iternext = "zip", zipNew, zipNext
		s.Methods = []Method{reduceMethod(zipReduce), {Name: "__setstate__", O: func(o, state *Object) *Object {
			strict := IsTrue(state)
			if strict < 0 {
				return nil
			}
			As[*zipObject](o).strict = strict > 0
			return NewRef(None)
		}, Doc: "Set whether the iterables must be equally long."}}
		s.Doc = "zip(*iterables, strict=False) --> an iterator over tuples\n\n" +
			"A tuple has one item of each iterable. It ends with the shortest; if strict, all must be as long."
		return s
	})
	Define(MapType, func() Spec {
		s := refSpec(unsafe.Sizeof(mapObject{}), func(o *Object) []**Object {
			m := As[*mapObject](o)
			return []**Object{&m.its, &m.fn}
		})
		s.Name, s.New, s.Iternext = "map", mapNew, mapNext
		s.Methods = []Method{reduceMethod(mapReduce)}
		s.Doc = "map(func, *iterables) --> map object\n\nAn iterator over what func returns for one item of each iterable."
		return s
	})
	Define(FilterType, func() Spec {
		s := refSpec(unsafe.Sizeof(filterObject{}), func(o *Object) []**Object {
			f := As[*filterObject](o)
			return []**Object{&f.fn, &f.it}
		})
		s.Name, s.New, s.Iternext = "filter", filterNew, filterNext
		s.Methods = []Method{reduceMethod(filterReduce)}
		s.Doc = "filter(function or None, iterable) --> filter object\n\n" +
			"An iterator over the items for which function returns true, or which are true."
		return s
	})
}
