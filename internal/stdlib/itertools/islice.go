package itertools

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type slicing struct {
	abi.Object
	it   *Object // nil at the end
	next int     // the number of the item to pass on next
	stop int     // -1: none
	step int
	at   int // how many items the iterator has given
}

var isliceType *Type

// bound is a number that is not negative, or deflt for None.
func bound(o *Object, deflt int) (int, bool) {
	if o == object.None {
		return deflt, true
	}
	n, ok := index(o)
	if !ok {
		object.ClearErr()
	}
	return n, ok && n >= 0
}

func isliceBounds(a []*Object) (start, stop, step int, ok bool) {
	const stopText = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
	step = 1
	if len(a) == 1 {
		if stop, ok = bound(a[0], -1); !ok {
			object.Raise(object.ValueError, stopText)
		}
		return 0, stop, step, ok
	}
	start, startOK := bound(a[0], 0)
	if stop, ok = bound(a[1], -1); !ok {
		object.Raise(object.ValueError, stopText)
		return 0, 0, 0, false
	}
	if !startOK {
		object.Raise(object.ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
		return 0, 0, 0, false
	}
	if len(a) == 3 {
		if step, ok = bound(a[2], 1); !ok || step < 1 {
			object.Raise(object.ValueError, "Step for islice() must be a positive integer or None.")
			return 0, 0, 0, false
		}
	}
	return start, stop, step, true
}

func isliceNew(t *Type, args, kwargs *Object) *Object {
	a := object.TupleItems(args)
	if !noKeywords(t, isliceType, "islice", kwargs) || !object.CheckPositional("islice", len(a), 2, 4) {
		return nil
	}
	start, stop, step, ok := isliceBounds(a[1:])
	if !ok {
		return nil
	}
	p, it := over[*slicing](t, a[0])
	if it == nil {
		return nil
	}
	p.it, p.next, p.stop, p.step = it, start, stop, step
	return object.Head(p)
}

func isliceNext(o *Object) *Object {
	p := object.As[*slicing](o)
	for p.it != nil && p.at < p.next {
		item := advance(p.it)
		if item == nil {
			object.Clear(&p.it)
			return nil
		}
		object.Decref(item)
		p.at++
	}
	if p.it == nil {
		return nil
	}
	if p.stop >= 0 && p.at >= p.stop {
		object.Clear(&p.it)
		return nil
	}
	item := advance(p.it)
	if item == nil {
		object.Clear(&p.it)
		return nil
	}
	p.at++
	before := p.next
	if p.next += p.step; p.next < before || p.stop >= 0 && p.next > p.stop {
		p.next = p.stop
	}
	return item
}

func isliceReduce(o *Object) *Object {
	p := object.As[*slicing](o)
	if p.it == nil {
		none := object.NewList(0)
		if none == nil {
			return nil
		}
		defer object.Decref(none)
		return object.OwnedTuple(class(o), object.OwnedTuple(object.Iter(none), number(0)), number(0))
	}
	stop := object.NewRef(object.None)
	if p.stop >= 0 {
		object.Decref(stop)
		stop = number(p.stop)
	}
	return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(p.it), number(p.next), stop, number(p.step)), number(p.at))
}

func init() {
	isliceType = define("islice", "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\n"+
		"The items of an iterable that a slice would have.", func(p *slicing) []**Object { return []**Object{&p.it} }, func(s *object.Spec) {
		s.New, s.Iternext = isliceNew, isliceNext
		s.Methods = []object.Method{reduces(isliceReduce), setsState(func(o, state *Object) bool {
			n, ok := object.AsSsize(state)
			if ok {
				object.As[*slicing](o).at = n
			}
			return ok
		})}
	})
}
