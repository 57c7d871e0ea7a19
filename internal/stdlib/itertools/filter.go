package itertools

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The iterators that ask a function, or another iterator, which items of one to pass on.

type filtering struct {
	abi.Object
	fn, it *Object
	done   bool // dropwhile: an item was passed on; takewhile: one was not
}

func filterFields(p *filtering) []**Object { return []**Object{&p.fn, &p.it} }

var filterfalseType, dropwhileType, takewhileType, starmapType *Type

func newFiltering(own **Type, name string) func(t *Type, args, kwargs *Object) *Object {
	return func(t *Type, args, kwargs *Object) *Object {
		a := two(t, *own, name, args, kwargs)
		if a == nil {
			return nil
		}
		p, it := over[*filtering](t, a[1])
		if it == nil {
			return nil
		}
		p.fn, p.it = object.NewRef(a[0]), it
		return object.Head(p)
	}
}

// judged is whether a function says yes to an item; None, and bool, ask the item itself.
func judged(fn, item *Object) int32 {
	if fn == object.None || fn == object.Head(object.BoolType) {
		return object.IsTrue(item)
	}
	return asked(fn, item)
}

func asked(fn, item *Object) int32 {
	object.Incref(fn)
	answer := object.CallArgs(fn, item)
	object.Decref(fn)
	if answer == nil {
		return -1
	}
	defer object.Decref(answer)
	return object.IsTrue(answer)
}

// passing is the next item for which pass says 1; 0 leaves an item out, 2 ends.
func passing(p *filtering, pass func(item *Object) int32) *Object {
	for {
		item := advance(p.it)
		if item == nil {
			return nil
		}
		switch pass(item) {
		case 1:
			return item
		case 0:
			object.Decref(item)
		default:
			object.Decref(item)
			return nil
		}
	}
}

func filterfalseNext(o *Object) *Object {
	p := object.As[*filtering](o)
	return passing(p, func(item *Object) int32 {
		if yes := judged(p.fn, item); yes >= 0 {
			return 1 - yes
		}
		return -1
	})
}

func dropwhileNext(o *Object) *Object {
	p := object.As[*filtering](o)
	return passing(p, func(item *Object) int32 {
		if p.done {
			return 1
		}
		yes := asked(p.fn, item)
		if yes == 0 {
			p.done = true
		}
		if yes < 0 {
			return -1
		}
		return 1 - yes
	})
}

func takewhileNext(o *Object) *Object {
	p := object.As[*filtering](o)
	if p.done {
		return nil
	}
	return passing(p, func(item *Object) int32 {
		switch asked(p.fn, item) {
		case 1:
			return 1
		case 0:
			p.done = true
		}
		return -1
	})
}

func starmapNext(o *Object) *Object {
	p := object.As[*filtering](o)
	item := advance(p.it)
	if item == nil {
		return nil
	}
	defer object.Decref(item)
	args := object.SequenceTuple(item)
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	fn := object.NewRef(p.fn)
	defer object.Decref(fn)
	return object.Call(fn, args, nil)
}

type compressing struct {
	abi.Object
	data, selectors *Object
}

var compressParams = object.Params{Func: "compress", Names: []string{"data", "selectors"}, Required: 2, Positional: 2}

func compressNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !compressParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	data := object.Iter(a[0])
	if data == nil {
		return nil
	}
	selectors := object.Iter(a[1])
	var o *Object
	if selectors != nil {
		o = object.NewInstance(t, 0)
	}
	if o == nil {
		object.Decref(data)
		object.XDecref(selectors)
		return nil
	}
	p := object.As[*compressing](o)
	p.data, p.selectors = data, selectors
	return o
}

func compressNext(o *Object) *Object {
	p := object.As[*compressing](o)
	for {
		item := advance(p.data)
		if item == nil {
			return nil
		}
		selector := advance(p.selectors)
		if selector == nil {
			object.Decref(item)
			return nil
		}
		yes := object.IsTrue(selector)
		object.Decref(selector)
		if yes > 0 {
			return item
		}
		object.Decref(item)
		if yes < 0 {
			return nil
		}
	}
}

func init() {
	filters := func(name, doc string, own **Type, next func(o *Object) *Object, more ...object.Method) {
		*own = define(name, doc, filterFields, func(s *object.Spec) {
			s.New, s.Iternext = newFiltering(own, name), next
			s.Methods = more
			if len(more) == 0 {
				s.Methods = []object.Method{reduces(func(o *Object) *Object {
					p := object.As[*filtering](o)
					return object.OwnedTuple(class(o), object.Pack(p.fn, p.it))
				})}
			}
		})
	}
	withDone := []object.Method{
		reduces(func(o *Object) *Object {
			p := object.As[*filtering](o)
			done := 0
			if p.done {
				done = 1
			}
			return object.OwnedTuple(class(o), object.Pack(p.fn, p.it), number(done))
		}),
		setsState(func(o, state *Object) bool {
			truth := object.IsTrue(state)
			if truth >= 0 {
				object.As[*filtering](o).done = truth > 0
			}
			return truth >= 0
		}),
	}
	filters("filterfalse", "filterfalse(function, iterable, /)\n--\n\nThe items for which function is false, or which are.", &filterfalseType, filterfalseNext)
	filters("dropwhile", "dropwhile(predicate, iterable, /)\n--\n\nThe items from the first on for which predicate is false.", &dropwhileType, dropwhileNext, withDone...)
	filters("takewhile", "takewhile(predicate, iterable, /)\n--\n\nThe items up to the first for which predicate is false.", &takewhileType, takewhileNext, withDone...)
	filters("starmap", "starmap(function, iterable, /)\n--\n\nWhat function returns for each tuple of arguments.", &starmapType, starmapNext)
	define("compress", "compress(data, selectors)\n--\n\nThe items of data whose selector is true.", func(p *compressing) []**Object {
		return []**Object{&p.data, &p.selectors}
	}, func(s *object.Spec) {
		s.New, s.Iternext = compressNew, compressNext
		s.Methods = []object.Method{reduces(func(o *Object) *Object {
			p := object.As[*compressing](o)
			return object.OwnedTuple(class(o), object.Pack(p.data, p.selectors))
		})}
	})
}
