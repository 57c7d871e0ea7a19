package collections

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func dequeMethods() []object.Method {
	end := func(left bool) func(o *Object) *Object {
		return func(o *Object) *Object {
			d := dequeOf(o)
			if d.length == 0 {
				return object.Raise(object.IndexError, "pop from an empty deque")
			}
			return d.pop(left)
		}
	}
	push := func(left bool) func(o, item *Object) *Object {
		return func(o, item *Object) *Object { return object.NoneIf(dequeOf(o).push(object.NewRef(item), left)) }
	}
	all := func(left bool) func(o, iterable *Object) *Object {
		return func(o, iterable *Object) *Object { return object.NoneIf(extend(o, iterable, left)) }
	}
	return []object.Method{
		{Name: "append", O: push(false), Doc: "Add an element to the right side of the deque."},
		{Name: "appendleft", O: push(true), Doc: "Add an element to the left side of the deque."},
		{Name: "pop", NoArgs: end(false), Doc: "Remove and return the rightmost element."},
		{Name: "popleft", NoArgs: end(true), Doc: "Remove and return the leftmost element."},
		{Name: "extend", O: all(false), Doc: "Append the elements of an iterable, one after the other."},
		{Name: "extendleft", O: all(true), Doc: "Append the elements of an iterable at the left, one after the other."},
		{Name: "clear", NoArgs: func(o *Object) *Object { dequeOf(o).clear(); return object.NewRef(object.None) }, Doc: "Remove all elements."},
		{Name: "copy", NoArgs: copyDeque, Doc: "A deque with the same elements."},
		{Name: "__copy__", NoArgs: copyDeque, Doc: "A deque with the same elements."},
		{Name: "count", O: dequeCount, Doc: "How many elements are equal to the argument."},
		{Name: "index", Fast: dequeIndex, Doc: "Where the argument is between start and stop. ValueError if it is not there."},
		{Name: "insert", Fast: dequeInsert, Doc: "Put an element before the index-th."},
		{Name: "remove", O: func(o, value *Object) *Object {
			d := dequeOf(o)
			i := d.search(value, 0, d.length, func() { object.Raise(object.IndexError, "deque mutated during iteration") })
			switch {
			case i == -2:
				return nil
			case i == -1:
				return object.Raise(object.ValueError, "%s is not in deque", object.ReprOf(value))
			}
			object.Decref(d.remove(i))
			return object.NewRef(object.None)
		}, Doc: "Remove the first element that is equal to the argument."},
		{Name: "reverse", NoArgs: func(o *Object) *Object {
			d := dequeOf(o)
			for i, j := 0, d.length-1; i < j; i, j = i+1, j-1 {
				a, b := d.at(i), d.at(j)
				*a, *b = *b, *a
			}
			return object.NewRef(object.None)
		}, Doc: "Turn the order of the elements round, in place."},
		{Name: "rotate", Fast: func(o *Object, args **Object, n int) *Object {
			if !object.CheckPositional("deque.rotate", n, 0, 1) {
				return nil
			}
			by := 1
			if n == 1 {
				i, ok := index(object.Args(args, n)[0])
				if !ok {
					return nil
				}
				by = i
			}
			dequeOf(o).rotate(by)
			return object.NewRef(object.None)
		}, Doc: "Move n elements (one if not said) from the right end to the left; the other way if n is negative."},
		{Name: "__reduce__", NoArgs: dequeReduce, Doc: "What pickling needs."},
		{Name: "__reversed__", NoArgs: func(o *Object) *Object { return newDequeIter(dequeRevIterType, o) }, Doc: "An iterator from the right end."},
		{Name: "__sizeof__", NoArgs: func(o *Object) *Object {
			return object.NewInt(int64(o.Type.Basicsize + dequeOf(o).room*int(unsafe.Sizeof(o))))
		}, Doc: "Its size in memory, in bytes."},
		object.ClassGetitem,
	}
}

// index is an int argument that must fit a Py_ssize_t, by __index__.
func index(o *Object) (int, bool) {
	n := object.NumberIndex(o)
	if n == nil {
		return 0, false
	}
	defer object.Decref(n)
	return object.AsSsize(n)
}

func dequeCount(o, value *Object) *Object {
	d, n := dequeOf(o), 0
	for i := 0; i < d.length; i++ {
		i = d.search(value, i, d.length, mutated)
		switch {
		case i == -2:
			return nil
		case i == -1:
			return object.NewInt(int64(n))
		}
		n++
	}
	return object.NewInt(int64(n))
}

func dequeIndex(o *Object, args **Object, n int) *Object {
	if !object.CheckGiven("index", n, 1, 3) {
		return nil
	}
	d, a := dequeOf(o), object.Args(args, n)
	start, stop := 0, d.length
	if n > 1 && !object.EvalSliceIndexNotNone(a[1], &start) || n > 2 && !object.EvalSliceIndexNotNone(a[2], &stop) {
		return nil
	}
	if start < 0 {
		start = max(start+d.length, 0)
	}
	if stop < 0 {
		stop = max(stop+d.length, 0)
	}
	stop = min(stop, d.length)
	i := d.search(a[0], min(start, stop), stop, mutated)
	switch {
	case i == -2:
		return nil
	case i == -1:
		return object.Raise(object.ValueError, "%s is not in deque", object.ReprOf(a[0]))
	}
	return object.NewInt(int64(i))
}

func dequeInsert(o *Object, args **Object, n int) *Object {
	if !object.CheckGiven("insert", n, 2, 2) {
		return nil
	}
	d, a := dequeOf(o), object.Args(args, n)
	i, ok := index(a[0])
	if !ok {
		return nil
	}
	if d.length == d.maxlen {
		return object.Raise(object.IndexError, "deque already at its maximum size")
	}
	switch {
	case i >= d.length:
		return object.NoneIf(d.push(object.NewRef(a[1]), false))
	case i <= -d.length || i == 0:
		return object.NoneIf(d.push(object.NewRef(a[1]), true))
	}
	d.rotate(-i)
	if ok = d.push(object.NewRef(a[1]), i >= 0); ok {
		d.rotate(i)
	}
	return object.NoneIf(ok)
}

func dequeReduce(o *Object) *Object {
	state := object.CallMethod(o, "__getstate__")
	if state == nil {
		return nil
	}
	it := object.Iter(o)
	args := object.NewTuple(0)
	if n := dequeOf(o).maxlen; n >= 0 {
		object.XDecref(args)
		args = object.OwnedTuple(object.NewTuple(0), object.NewInt(int64(n)))
	}
	return object.OwnedTuple(object.NewRef(object.Head(o.Type)), args, state, it)
}

type dequeIter struct {
	abi.Object
	deque *Object
	i     int
	left  int
	state int
}

var (
	dequeIterType    = object.NewType()
	dequeRevIterType = object.NewType()
)

func newDequeIter(t *Type, o *Object) *Object {
	it := object.New(t)
	if it == nil {
		return nil
	}
	i, d := object.As[*dequeIter](it), dequeOf(o)
	i.deque, i.left, i.state = object.NewRef(o), d.length, d.state
	object.GCTrack(it)
	return it
}

func dequeIterNext(o *Object) *Object {
	it := object.As[*dequeIter](o)
	d := dequeOf(it.deque)
	if it.state != d.state {
		it.left = 0
		mutated()
		return nil
	}
	if it.left == 0 {
		return nil
	}
	i := it.i
	if o.Type == dequeRevIterType {
		i = d.length - 1 - i
	}
	it.i++
	it.left--
	return object.NewRef(*d.at(i))
}

func dequeIterNew(t *Type, args, kwargs *Object) *Object {
	name := object.ShortName(t)
	items := object.TupleItems(args)
	if !object.NoKeywords(name, kwargs) || !object.CheckGiven("", len(items), 1, 2) {
		return nil
	}
	if !isDeque(items[0]) {
		return object.Raise(object.TypeError, "argument 1 must be collections.deque, not %.50s", object.TypeName(items[0].Type))
	}
	skip := 0
	if len(items) == 2 {
		n, ok := index(items[1])
		if !ok {
			return nil
		}
		skip = n
	}
	o := newDequeIter(t, items[0])
	if o == nil {
		return nil
	}
	it := object.As[*dequeIter](o)
	skip = min(max(skip, 0), it.left)
	it.i, it.left = skip, it.left-skip
	return o
}

func init() {
	for name, t := range map[string]*Type{"_deque_iterator": dequeIterType, "_deque_reverse_iterator": dequeRevIterType} {
		object.Define(t, func() object.Spec {
			s := object.FieldSpec(unsafe.Sizeof(dequeIter{}), 0, func(o *Object) []**Object { return []**Object{&object.As[*dequeIter](o).deque} })
			s.Name, s.New, s.Iter, s.Iternext = "_collections."+name, dequeIterNew, object.SelfIter, dequeIterNext
			s.Flags = abi.TPFlagsHaveGC
			s.Clear = nil // what it iterates over breaks the cycle
			s.Methods = []object.Method{
				{Name: "__length_hint__", NoArgs: func(o *Object) *Object { return object.NewInt(int64(object.As[*dequeIter](o).left)) }, Doc: "How many items are left."},
				{Name: "__reduce__", NoArgs: func(o *Object) *Object {
					it := object.As[*dequeIter](o)
					return object.OwnedTuple(object.NewRef(object.Head(o.Type)),
						object.OwnedTuple(object.NewRef(it.deque), object.NewInt(int64(dequeOf(it.deque).length-it.left))))
				}, Doc: "What pickling needs."},
			}
			return s
		})
	}
}
