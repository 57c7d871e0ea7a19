package itertools

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// chain, zip_longest, pairwise, accumulate and islice.

type chaining struct {
	abi.Object
	source *Object // an iterator over iterables; nil at the end
	active *Object // the iterator whose turn it is, or nil
}

var chainType *Type

// newChain makes a chain of an iterator over iterables, which it takes over.
func newChain(t *Type, source *Object) *Object {
	if source == nil {
		return nil
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		object.Decref(source)
		return nil
	}
	object.As[*chaining](o).source = source
	return o
}

func chainNext(o *Object) *Object {
	p := object.As[*chaining](o)
	for p.source != nil {
		if p.active == nil {
			iterable := advance(p.source)
			if iterable == nil {
				object.Clear(&p.source)
				return nil
			}
			it := object.Iter(iterable)
			object.Decref(iterable)
			if it == nil {
				object.Clear(&p.source)
				return nil
			}
			object.Replace(&p.active, it)
		}
		item := advance(p.active)
		if item != nil || !ended() {
			return item
		}
		object.Clear(&p.active)
	}
	return nil
}

func chainReduce(o *Object) *Object {
	p := object.As[*chaining](o)
	switch {
	case p.source == nil:
		return object.OwnedTuple(class(o), object.NewTuple(0))
	case p.active == nil:
		return object.OwnedTuple(class(o), object.NewTuple(0), object.Pack(p.source))
	}
	return object.OwnedTuple(class(o), object.NewTuple(0), object.Pack(p.source, p.active))
}

func chainSetState(o, state *Object) bool {
	items, ok := stateTuple(state, 1, 2)
	if !ok {
		return false
	}
	for _, item := range items {
		if !object.IsIterator(item) {
			object.Raise(object.TypeError, "Arguments must be iterators.")
			return false
		}
	}
	p := object.As[*chaining](o)
	var active *Object
	if len(items) == 2 {
		active = object.NewRef(items[1])
	}
	object.Replace(&p.source, object.NewRef(items[0]))
	object.Replace(&p.active, active)
	return true
}

// chained is an iterator over one object, and then over the items of an iterator.
func chained(first, rest *Object) *Object {
	list := object.OwnedTuple(object.OwnedTuple(object.NewRef(first)), object.NewRef(rest))
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	return newChain(chainType, object.Iter(list))
}

type longest struct {
	abi.Object
	its    *Object // a tuple of iterators, None for those that have ended
	active int
	fill   *Object
}

func longestNew(t *Type, args, kwargs *Object) *Object {
	fill := object.None
	if kwargs != nil && object.DictLen(kwargs) > 0 {
		v, ok := object.DictGetString(kwargs, "fillvalue")
		if !ok {
			return nil
		}
		if v == nil || object.DictLen(kwargs) > 1 {
			return object.Raise(object.TypeError, "zip_longest() got an unexpected keyword argument")
		}
		fill = v
	}
	items := object.TupleItems(args)
	its := object.NewTuple(len(items))
	if its == nil {
		return nil
	}
	for i, item := range items {
		it := object.Iter(item)
		if it == nil {
			object.Decref(its)
			return nil
		}
		object.TupleItems(its)[i] = it
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		object.Decref(its)
		return nil
	}
	p := object.As[*longest](o)
	p.its, p.active, p.fill = its, len(items), object.NewRef(fill)
	return o
}

func longestNext(o *Object) *Object {
	p := object.As[*longest](o)
	if p.active == 0 || p.its == nil {
		return nil
	}
	its := object.NewRef(p.its)
	defer object.Decref(its)
	n := len(object.TupleItems(its))
	values := make([]*Object, 0, n)
	defer func() {
		for _, v := range values {
			object.Decref(v)
		}
	}()
	for i := range n {
		it := object.TupleItems(its)[i]
		if it == object.None {
			values = append(values, object.NewRef(p.fill))
			continue
		}
		item := advance(it)
		if item == nil {
			if p.active--; p.active <= 0 || object.Occurred() != nil {
				p.active = 0
				return nil
			}
			item = object.NewRef(p.fill)
			object.Replace(&object.TupleItems(its)[i], object.NewRef(object.None))
		}
		values = append(values, item)
	}
	return object.Pack(values...)
}

func longestReduce(o *Object) *Object {
	p := object.As[*longest](o)
	its := make([]*Object, len(object.TupleItems(p.its)))
	for i, it := range object.TupleItems(p.its) {
		if its[i] = object.NewRef(it); it == object.None {
			object.Decref(it)
			its[i] = object.NewTuple(0)
		}
	}
	if len(its) == 0 {
		return object.OwnedTuple(class(o), object.NewTuple(0), object.NewRef(p.fill))
	}
	return object.OwnedTuple(class(o), object.OwnedTuple(its...), object.NewRef(p.fill))
}

type pairing struct {
	abi.Object
	it, old *Object
}

var pairwiseType *Type

func pairwiseNew(t *Type, args, kwargs *Object) *Object {
	if !noKeywords(t, pairwiseType, "pairwise", kwargs) || !object.CheckPositional("pairwise", len(object.TupleItems(args)), 1, 1) {
		return nil
	}
	p, it := over[*pairing](t, object.TupleItems(args)[0])
	if it == nil {
		return nil
	}
	p.it = it
	return object.Head(p)
}

func pairwiseNext(o *Object) *Object {
	p := object.As[*pairing](o)
	if p.it == nil {
		return nil
	}
	if p.old == nil {
		first := advance(p.it)
		object.Replace(&p.old, object.XNewRef(first))
		if first == nil {
			object.Clear(&p.it)
			return nil
		}
		object.Decref(first)
		if p.it == nil {
			object.Clear(&p.old)
			return nil
		}
	}
	old := object.XNewRef(p.old)
	item := advance(p.it)
	if item == nil || old == nil {
		object.XDecref(old)
		object.XDecref(item)
		object.Clear(&p.it)
		object.Clear(&p.old)
		return nil
	}
	object.Replace(&p.old, object.NewRef(item))
	return object.OwnedTuple(old, item)
}

type accumulating struct {
	abi.Object
	it, fn, total, initial *Object
}

var accumulateParams = object.Params{Func: "accumulate", Names: []string{"iterable", "func", "initial"}, Required: 1, Positional: 2}

func accumulateNew(t *Type, args, kwargs *Object) *Object {
	var a [3]*Object
	if !accumulateParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	p, it := over[*accumulating](t, a[0])
	if it == nil {
		return nil
	}
	p.it, p.fn, p.initial = it, orNone(a[1]), orNone(a[2])
	return object.Head(p)
}

func accumulateNext(o *Object) *Object {
	p := object.As[*accumulating](o)
	if p.initial != nil && p.initial != object.None {
		first := p.initial
		p.initial = object.NewRef(object.None)
		object.Replace(&p.total, object.NewRef(first))
		return first
	}
	item := advance(p.it)
	if item == nil {
		return nil
	}
	if p.total == nil {
		p.total = object.NewRef(item)
		return item
	}
	total, fn := object.NewRef(p.total), object.NewRef(p.fn)
	var sum *Object
	if fn == object.None {
		sum = object.Add(total, item)
	} else {
		sum = object.CallArgs(fn, total, item)
	}
	object.Decref(total)
	object.Decref(fn)
	object.Decref(item)
	if sum != nil {
		object.Replace(&p.total, object.NewRef(sum))
	}
	return sum
}

func accumulateReduce(o *Object) *Object {
	p := object.As[*accumulating](o)
	if p.initial != object.None {
		return object.OwnedTuple(class(o), object.OwnedTuple(chained(p.initial, p.it), object.NewRef(p.fn)), object.NewRef(object.None))
	}
	if p.total == object.None { // it would be taken for no total
		it := chained(p.total, p.it)
		if it == nil {
			return nil
		}
		again := object.CallArgs(object.Head(o.Type), it, p.fn)
		object.Decref(it)
		return object.OwnedTuple(object.TypeObject(isliceType), object.OwnedTuple(again, number(1), object.NewRef(object.None)))
	}
	return object.OwnedTuple(class(o), object.Pack(p.it, p.fn), orNone(p.total))
}

func init() {
	chainType = define("chain", "chain(*iterables) --> chain object\n\nThe items of the first iterable, then those of the next one.", func(p *chaining) []**Object {
		return []**Object{&p.source, &p.active}
	}, func(s *object.Spec) {
		s.New = func(t *Type, args, kwargs *Object) *Object {
			if !noKeywords(t, chainType, "chain", kwargs) {
				return nil
			}
			return newChain(t, object.Iter(args))
		}
		s.Iternext = chainNext
		s.Methods = []object.Method{
			{
				Name: "from_iterable", Flags: abi.MethClass, Doc: "from_iterable($type, iterable, /)\n--\n\nA chain of the iterables in an iterable.",
				O: func(t, iterables *Object) *Object { return newChain(object.As[*Type](t), object.Iter(iterables)) },
			},
			reduces(chainReduce), setsState(chainSetState), object.ClassGetitem,
		}
	})
	define("zip_longest", "zip_longest(*iterables, fillvalue=None) --> zip_longest object\n\nTuples of an item of each iterable, until the longest ends.", func(p *longest) []**Object {
		return []**Object{&p.its, &p.fill}
	}, func(s *object.Spec) {
		s.New, s.Iternext = longestNew, longestNext
		s.Methods = []object.Method{reduces(longestReduce), setsState(func(o, state *Object) bool {
			object.Replace(&object.As[*longest](o).fill, object.NewRef(state))
			return true
		})}
	})
	pairwiseType = define("pairwise", "pairwise(iterable, /)\n--\n\nEach two neighbouring items.", func(p *pairing) []**Object {
		return []**Object{&p.it, &p.old}
	}, func(s *object.Spec) { s.New, s.Iternext = pairwiseNew, pairwiseNext })
	define("accumulate", "accumulate(iterable, func=None, *, initial=None)\n--\n\nThe sums of the first items, or what func makes of them.", func(p *accumulating) []**Object {
		return []**Object{&p.it, &p.fn, &p.total, &p.initial}
	}, func(s *object.Spec) {
		s.New, s.Iternext = accumulateNew, accumulateNext
		s.Methods = []object.Method{reduces(accumulateReduce), setsState(func(o, state *Object) bool {
			object.Replace(&object.As[*accumulating](o).total, object.NewRef(state))
			return true
		})}
	})
}
