package itertools

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// count, repeat and cycle, which need not end.

type counting struct {
	abi.Object
	next, step *Object
}

var countParams = object.Params{Func: "count", Names: []string{"start", "step"}, Positional: 2}

func countNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !countParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	for i := range a {
		if a[i] != nil && !object.NumberCheck(a[i]) {
			return object.Raise(object.TypeError, "a number is required")
		}
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	p := object.As[*counting](o)
	for i, field := range []**Object{&p.next, &p.step} {
		if a[i] != nil {
			*field = object.NewRef(a[i])
		} else if *field = number(i); *field == nil { // it starts with 0 and goes on by 1
			object.Decref(o)
			return nil
		}
	}
	return o
}

func countNext(o *Object) *Object {
	p := object.As[*counting](o)
	now, step := object.NewRef(p.next), object.NewRef(p.step)
	after := object.Add(now, step)
	object.Decref(step)
	if after == nil {
		object.Decref(now)
		return nil
	}
	object.Replace(&p.next, after)
	return now
}

// byOne tells whether a count goes on by the int 1, which is not shown.
func (p *counting) byOne() bool {
	if !object.IsLong(p.step) {
		return false
	}
	n, ok := object.IntValue(p.step)
	return ok && n == 1
}

func countRepr(o *Object) *Object {
	p := object.As[*counting](o)
	text := object.Repr(p.next)
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	shown := object.ShortName(o.Type) + "(" + object.StrOf(text)
	if !p.byOne() {
		step := object.Repr(p.step)
		if step == nil {
			return nil
		}
		shown += ", " + object.StrOf(step)
		object.Decref(step)
	}
	return object.NewStr(shown + ")")
}

type repeating struct {
	abi.Object
	item *Object
	left int // -1: without end
}

var repeatParams = object.Params{Func: "repeat", Names: []string{"object", "times"}, Required: 1, Positional: 2}

func repeatNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !repeatParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	left := -1
	if a[1] != nil {
		n, ok := index(a[1])
		if !ok {
			return nil
		}
		left = max(n, 0)
	}
	o := object.NewInstance(t, 0)
	if o != nil {
		p := object.As[*repeating](o)
		p.item, p.left = object.NewRef(a[0]), left
	}
	return o
}

func repeatNext(o *Object) *Object {
	p := object.As[*repeating](o)
	if p.left == 0 {
		return nil
	}
	if p.left > 0 {
		p.left--
	}
	return object.NewRef(p.item)
}

func repeatRepr(o *Object) *Object {
	p := object.As[*repeating](o)
	text := object.Repr(p.item)
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	shown := object.ShortName(o.Type) + "(" + object.StrOf(text)
	if p.left >= 0 {
		n := number(p.left)
		defer object.Decref(n)
		shown += ", " + object.ReprOf(n)
	}
	return object.NewStr(shown + ")")
}

type cycling struct {
	abi.Object
	it    *Object // nil once it has ended
	saved *Object // a list
	at    int
	whole bool // saved is complete already
}

var cycleType *Type

func cycleNew(t *Type, args, kwargs *Object) *Object {
	if !noKeywords(t, cycleType, "cycle", kwargs) || !object.CheckPositional("cycle", len(object.TupleItems(args)), 1, 1) {
		return nil
	}
	it := object.Iter(object.TupleItems(args)[0])
	if it == nil {
		return nil
	}
	saved := object.NewList(0)
	var o *Object
	if saved != nil {
		o = object.NewInstance(t, 0)
	}
	if o == nil {
		object.Decref(it)
		object.XDecref(saved)
		return nil
	}
	p := object.As[*cycling](o)
	p.it, p.saved = it, saved
	return o
}

func cycleNext(o *Object) *Object {
	p := object.As[*cycling](o)
	if p.it != nil {
		item := advance(p.it)
		if item != nil {
			if !p.whole && !object.ListAppend(p.saved, item) {
				object.Decref(item)
				return nil
			}
			return item
		}
		if !ended() {
			return nil
		}
		object.Clear(&p.it)
	}
	if p.saved == nil || len(object.ListItems(p.saved)) == 0 {
		return nil
	}
	if p.at >= len(object.ListItems(p.saved)) {
		p.at = 0
	}
	item := object.NewRef(object.ListItems(p.saved)[p.at])
	p.at++
	return item
}

func cycleReduce(o *Object) *Object {
	p := object.As[*cycling](o)
	if p.it != nil {
		return object.OwnedTuple(class(o), object.Pack(p.it), object.OwnedTuple(object.NewRef(p.saved), object.NewBool(p.whole)))
	}
	it := object.Iter(p.saved)
	if it == nil {
		return nil
	}
	if p.at != 0 {
		n := number(p.at)
		r := object.CallMethod(it, "__setstate__", n)
		object.Decref(n)
		if r == nil {
			object.Decref(it)
			return nil
		}
		object.Decref(r)
	}
	return object.OwnedTuple(class(o), object.OwnedTuple(it), object.OwnedTuple(object.NewRef(p.saved), object.NewBool(true)))
}

func cycleSetState(o, state *Object) bool {
	items, ok := stateTuple(state, 2, 2)
	if !ok {
		return false
	}
	if !object.IsList(items[0]) {
		object.Raise(object.TypeError, "argument 1 must be list, not %.50s", object.TypeName(items[0].Type))
		return false
	}
	whole, ok := object.AsInt32(items[1])
	if !ok {
		return false
	}
	p := object.As[*cycling](o)
	p.at, p.whole = 0, whole != 0
	object.Replace(&p.saved, object.NewRef(items[0]))
	return true
}

func init() {
	define("count", "count(start=0, step=1)\n--\n\nstart, start+step, start+2*step, without end.", func(p *counting) []**Object {
		return []**Object{&p.next, &p.step}
	}, func(s *object.Spec) {
		s.New, s.Iternext, s.Repr = countNew, countNext, countRepr
		s.Methods = []object.Method{reduces(func(o *Object) *Object {
			p := object.As[*counting](o)
			if p.byOne() {
				return object.OwnedTuple(class(o), object.Pack(p.next))
			}
			return object.OwnedTuple(class(o), object.Pack(p.next, p.step))
		})}
	})
	define("repeat", "repeat(object [,times])\n\nThe object, times times or without end.", func(p *repeating) []**Object {
		return []**Object{&p.item}
	}, func(s *object.Spec) {
		s.New, s.Iternext, s.Repr = repeatNew, repeatNext, repeatRepr
		s.Methods = []object.Method{
			{Name: "__length_hint__", Doc: "How many are left.", NoArgs: func(o *Object) *Object {
				if left := object.As[*repeating](o).left; left >= 0 {
					return number(left)
				}
				return object.Raise(object.TypeError, "len() of unsized object")
			}},
			reduces(func(o *Object) *Object {
				p := object.As[*repeating](o)
				if p.left < 0 {
					return object.OwnedTuple(class(o), object.Pack(p.item))
				}
				return object.OwnedTuple(class(o), object.OwnedTuple(object.NewRef(p.item), number(p.left)))
			}),
		}
	})
	cycleType = define("cycle", "cycle(iterable, /)\n--\n\nThe items of an iterable, again and again.", func(p *cycling) []**Object {
		return []**Object{&p.it, &p.saved}
	}, func(s *object.Spec) {
		s.New, s.Iternext = cycleNew, cycleNext
		s.Methods = []object.Method{reduces(cycleReduce), setsState(cycleSetState)}
	})
}
