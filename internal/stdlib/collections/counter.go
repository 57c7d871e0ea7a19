package collections

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// A Counter is a dict from elements to counts, which may be any numbers. What a dict does of it goes through the methods of its
// class, as they may be overridden.

// from is what a module has under a name: a new reference.
func from(module, name string) *Object {
	m := object.Import(module)
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return object.GetAttrString(m, name)
}

// isA is isinstance(o, module.name).
func isA(o *Object, module, name string) int32 {
	class := from(module, name)
	if class == nil {
		return -1
	}
	defer object.Decref(class)
	return object.IsInstance(o, class)
}

// eachPair calls f for the keys and values of a mapping: it may run code.
func eachPair(mapping *Object, f func(key, value *Object) bool) bool {
	items := object.CallMethod(mapping, "items")
	if items == nil {
		return false
	}
	defer object.Decref(items)
	return object.Each(items, func(item *Object) bool {
		return object.UnpackPair(item, f)
	})
}

// newCounter is an empty Counter.
func newCounter() *Object {
	class := from("collections", "Counter")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.CallNone(class)
}

// counted stores f(count of the element, by), where a missing element counts 0.
func counted(self, element, by *Object, f func(a, b *Object) *Object) bool {
	zero := object.NewInt(0)
	defer object.Decref(zero)
	before := object.CallMethod(self, "get", element, zero)
	if before == nil {
		return false
	}
	after := f(before, by)
	object.Decref(before)
	if after == nil {
		return false
	}
	defer object.Decref(after)
	return object.SetItem(self, element, after)
}

// change adds or subtracts: the counts of a mapping, or one for each element of an iterable.
func change(self, other *Object, f func(a, b *Object) *Object, method string, keywords *Object) *Object {
	ok := true
	if other != object.None {
		switch isA(other, "_collections_abc", "Mapping") {
		case 1:
			ok = eachPair(other, func(element, n *Object) bool { return counted(self, element, n, f) })
		case 0:
			one := object.NewInt(1)
			ok = object.Each(other, func(element *Object) bool { return counted(self, element, one, f) })
			object.Decref(one)
		default:
			return nil
		}
	}
	if ok && object.DictLen(keywords) > 0 {
		ok = object.Finished(object.CallMethod(self, method, keywords))
	}
	return object.NoneIf(ok)
}

// update adds counts. An empty Counter takes those of a mapping as they are.
func update(a []*Object) *Object {
	self, other, keywords := a[0], a[1], a[2]
	if other != object.None {
		mapping := isA(other, "_collections_abc", "Mapping")
		truth := object.IsTrue(self)
		switch {
		case mapping < 0 || truth < 0:
			return nil
		case mapping > 0 && truth == 0:
			if !object.Finished(baseCall(self, "update", other)) {
				return nil
			}
			other = object.None
		case mapping == 0:
			if !countElements(self, other) {
				return nil
			}
			other = object.None
		}
	}
	return change(self, other, func(before, by *Object) *Object { return object.Add(by, before) }, "update", keywords)
}

// baseCall calls dict's own method.
func baseCall(self *Object, method string, args ...*Object) *Object {
	return object.CallMethod(object.Head(object.DictType), method, append([]*Object{self}, args...)...)
}

func counterInit(a []*Object) *Object {
	f := object.GetAttrString(a[0], "update")
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	args := object.Pack(a[1])
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	return object.NoneIf(object.Finished(object.Call(f, args, a[2])))
}

// mostCommon is the items sorted by their counts, at most n of them.
func mostCommon(a []*Object) *Object {
	items := object.CallMethod(a[0], "items")
	if items == nil {
		return nil
	}
	list := object.ToList(items)
	object.Decref(items)
	if list == nil {
		return nil
	}
	one := object.NewInt(1)
	getter := from("operator", "itemgetter")
	var key *Object
	if getter != nil {
		key = object.CallArgs(getter, one)
	}
	object.Decref(one)
	object.XDecref(getter)
	ok := key != nil && object.ListSort(list, key, true)
	object.XDecref(key)
	if ok && a[1] != object.None {
		n, good := 0, object.IndexCheck(a[1])
		if !good {
			object.Raise(object.TypeError, "'>=' not supported between instances of '%s' and 'int'", object.TypeName(a[1].Type))
		} else if n, good = object.AsIndex(a[1], nil); good {
			size := len(object.ListItems(list))
			good = object.ListSetSlice(list, max(0, min(n, size)), size, nil)
		}
		ok = good
	}
	if !ok {
		object.Decref(list)
		return nil
	}
	return list
}

// elements is chain.from_iterable(starmap(repeat, items)).
func elements(a []*Object) *Object {
	items := object.CallMethod(a[0], "items")
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	starmap, repeat, chain := from("itertools", "starmap"), from("itertools", "repeat"), from("itertools", "chain")
	defer object.XDecref(starmap)
	defer object.XDecref(repeat)
	defer object.XDecref(chain)
	if starmap == nil || repeat == nil || chain == nil {
		return nil
	}
	repeats := object.CallArgs(starmap, repeat, items)
	if repeats == nil {
		return nil
	}
	defer object.Decref(repeats)
	return object.CallMethod(chain, "from_iterable", repeats)
}

func counterRepr(a []*Object) *Object {
	truth := object.IsTrue(a[0])
	if truth <= 0 {
		if truth < 0 {
			return nil
		}
		return object.NewStr(object.ShortName(a[0].Type) + "()")
	}
	items := object.CallMethod(a[0], "most_common")
	if items == nil { // counts that can't be compared
		if !object.Matches(object.TypeError) {
			return nil
		}
		object.ClearErr()
		items = object.NewRef(a[0])
	}
	d := object.CallArgs(object.Head(object.DictType), items)
	object.Decref(items)
	if d == nil {
		return nil
	}
	defer object.Decref(d)
	text := object.Repr(d)
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	return object.NewStr(object.ShortName(a[0].Type) + "(" + object.StrOf(text) + ")")
}

// positive is what a Counter keeps of a count: what is greater than zero.
func positive(n *Object) int32 {
	zero := object.NewInt(0)
	defer object.Decref(zero)
	return object.RichCompareBool(n, zero, abi.GT)
}

// keep stores a count in a result if it is positive. It takes over the count.
func keep(result, element, n *Object) bool {
	if n == nil {
		return false
	}
	defer object.Decref(n)
	yes := positive(n)
	return yes == 0 || yes > 0 && object.SetItem(result, element, n)
}

// combined is a Counter of what f makes of the counts of both operands. alone, unless nil, is applied to the counts of elements
// that only the second has.
func combined(a []*Object, f func(n, m *Object) *Object, alone func(n *Object) *Object) *Object {
	self, other := a[0], a[1]
	if r := isA(other, "collections", "Counter"); r <= 0 {
		if r < 0 {
			return nil
		}
		return object.NewRef(object.NotImplemented)
	}
	result := newCounter()
	if result == nil {
		return nil
	}
	ok := eachPair(self, func(element, n *Object) bool {
		m := object.GetItem(other, element)
		if m == nil {
			return false
		}
		defer object.Decref(m)
		return keep(result, element, f(n, m))
	})
	if ok && alone != nil {
		ok = eachPair(other, func(element, n *Object) bool {
			in := object.Contains(self, element)
			return in > 0 || in == 0 && keep(result, element, alone(n))
		})
	}
	if !ok {
		object.Decref(result)
		return nil
	}
	return result
}

func larger(n, m *Object) *Object {
	switch object.RichCompareBool(n, m, abi.LT) {
	case 1:
		return object.NewRef(m)
	case 0:
		return object.NewRef(n)
	}
	return nil
}

func smaller(n, m *Object) *Object {
	switch object.RichCompareBool(n, m, abi.LT) {
	case 1:
		return object.NewRef(n)
	case 0:
		return object.NewRef(m)
	}
	return nil
}

// negated is 0 - n.
func negated(n *Object) *Object {
	zero := object.NewInt(0)
	defer object.Decref(zero)
	return object.Subtract(zero, n)
}

// alone is a Counter of the positive ones among what f makes of the counts.
func alone(f func(n *Object) *Object) func(a []*Object) *Object {
	return func(a []*Object) *Object {
		result := newCounter()
		if result != nil && !eachPair(a[0], func(element, n *Object) bool { return keep(result, element, f(n)) }) {
			object.Decref(result)
			return nil
		}
		return result
	}
}

// inPlace changes the counts of self for the items of other, and drops those that are not positive then. f returns what to
// store, or nil and no error to leave a count as it is.
func inPlace(walk func(a []*Object) *Object, f func(n, m *Object) *Object) func(a []*Object) *Object {
	return func(a []*Object) *Object {
		self, other := a[0], a[1]
		over := walk(a)
		ok := eachPair(over, func(element, n *Object) bool {
			of := self
			if over == self {
				of = other
			}
			m := object.GetItem(of, element)
			if m == nil {
				return false
			}
			defer object.Decref(m)
			first, second := m, n
			if over == self {
				first, second = n, m
			}
			v := f(first, second)
			if v == nil {
				return object.Occurred() == nil
			}
			defer object.Decref(v)
			return object.SetItem(self, element, v)
		})
		if !ok {
			return nil
		}
		return keepPositive(self)
	}
}

func keepPositive(self *Object) *Object {
	drop := object.NewList(0)
	if drop == nil {
		return nil
	}
	defer object.Decref(drop)
	ok := eachPair(self, func(element, n *Object) bool {
		yes := positive(n)
		return yes > 0 || yes == 0 && object.ListAppend(drop, element)
	}) && object.Each(drop, func(element *Object) bool { return object.DelItem(self, element) })
	if !ok {
		return nil
	}
	return object.NewRef(self)
}

// all tells whether the counts of every element of either compare so: 1, 0, -1, and -2 where other is no Counter.
func all(self, other *Object, op int32) int32 {
	switch isA(other, "collections", "Counter") {
	case -1:
		return -1
	case 0:
		return -2
	}
	holds := int32(1)
	for _, c := range []*Object{self, other} {
		ok := object.Each(c, func(element *Object) bool {
			if holds == 0 {
				return true
			}
			n, m := object.GetItem(self, element), object.GetItem(other, element)
			defer object.XDecref(n)
			defer object.XDecref(m)
			if n == nil || m == nil {
				return false
			}
			holds = object.RichCompareBool(n, m, op)
			return holds >= 0
		})
		if !ok {
			return -1
		}
	}
	return holds
}

// compares answers a comparison: op must hold for all elements, and, if strict, the Counters must differ.
func compares(op int32, strict, negate bool) func(a []*Object) *Object {
	return func(a []*Object) *Object {
		holds := all(a[0], a[1], op)
		switch {
		case holds == -2:
			return object.NewRef(object.NotImplemented)
		case holds < 0:
			return nil
		case holds > 0 && strict:
			if holds = all(a[0], a[1], abi.EQ); holds < 0 {
				return nil
			}
			holds = 1 - holds
		}
		return object.NewBool((holds > 0) != negate)
	}
}

func counterDelete(a []*Object) *Object {
	in := object.Contains(a[0], a[1])
	return object.NoneIf(in == 0 || in > 0 && ctier.CallSet(object.DictType.AsMapping.AssSubscript, a[0], a[1], nil) == 0)
}

func total(a []*Object) *Object {
	values := object.CallMethod(a[0], "values")
	if values == nil {
		return nil
	}
	defer object.Decref(values)
	sum := object.BuiltinNamed("sum")
	if sum == nil {
		return nil
	}
	defer object.Decref(sum)
	return object.CallArgs(sum, values)
}

func counterClass() *Object {
	same := func(n *Object) *Object { return object.NewRef(n) }
	ofOther, ofSelf := func(a []*Object) *Object { return a[1] }, func(a []*Object) *Object { return a[0] }
	copies := func(a []*Object) *Object { return object.CallArgs(object.Head(a[0].Type), a[0]) }
	c := object.Class{
		Name: "Counter", Module: "collections", Doc: "A dict that counts elements.", NoSlots: true, Bases: []*Object{object.Head(object.DictType)},
		More: func(namespace *Object) bool {
			return object.PutOwned(namespace, "__hash__", object.NewRef(object.None))
		},
		Defs: []object.Def{
			{Sig: "__init__(self, iterable=None, /, **kwds)", Do: counterInit},
			{Sig: "__missing__(self, key)", Do: func([]*Object) *Object { return object.NewInt(0) }},
			{Sig: "total(self)", Do: total},
			{Sig: "most_common(self, n=None)", Do: mostCommon},
			{Sig: "elements(self)", Do: elements},
			{Sig: "fromkeys(cls, iterable, v=None)", Kind: object.ClassDef, Do: func([]*Object) *Object {
				return object.Raise(object.NotImplementedError, "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")
			}},
			{Sig: "update(self, iterable=None, /, **kwds)", Do: update},
			{Sig: "subtract(self, iterable=None, /, **kwds)", Do: func(a []*Object) *Object {
				return change(a[0], a[1], object.Subtract, "subtract", a[2])
			}},
			{Sig: "copy(self)", Do: copies},
			{Sig: "__reduce__(self)", Do: func(a []*Object) *Object {
				return object.OwnedTuple(object.TypeObject(a[0].Type), object.OwnedTuple(object.CallArgs(object.Head(object.DictType), a[0])))
			}},
			{Sig: "__delitem__(self, elem)", Do: counterDelete},
			{Sig: "__repr__(self)", Do: counterRepr},
			{Sig: "__eq__(self, other)", Do: compares(abi.EQ, false, false)},
			{Sig: "__ne__(self, other)", Do: compares(abi.EQ, false, true)},
			{Sig: "__le__(self, other)", Do: compares(abi.LE, false, false)},
			{Sig: "__lt__(self, other)", Do: compares(abi.LE, true, false)},
			{Sig: "__ge__(self, other)", Do: compares(abi.GE, false, false)},
			{Sig: "__gt__(self, other)", Do: compares(abi.GE, true, false)},
			{Sig: "__add__(self, other)", Do: func(a []*Object) *Object { return combined(a, object.Add, same) }},
			{Sig: "__sub__(self, other)", Do: func(a []*Object) *Object { return combined(a, object.Subtract, negated) }},
			{Sig: "__or__(self, other)", Do: func(a []*Object) *Object { return combined(a, larger, same) }},
			{Sig: "__and__(self, other)", Do: func(a []*Object) *Object { return combined(a, smaller, nil) }},
			{Sig: "__pos__(self)", Do: alone(same)},
			{Sig: "__neg__(self)", Do: alone(negated)},
			{Sig: "_keep_positive(self)", Do: func(a []*Object) *Object { return keepPositive(a[0]) }},
			{Sig: "__iadd__(self, other)", Do: inPlace(ofOther, object.Add)},
			{Sig: "__isub__(self, other)", Do: inPlace(ofOther, object.Subtract)},
			{Sig: "__ior__(self, other)", Do: inPlace(ofOther, larger)},
			{Sig: "__iand__(self, other)", Do: inPlace(ofSelf, smaller)},
		},
	}
	return c.Make()
}
