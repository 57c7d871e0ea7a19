// Package bisect is the modules bisect and _bisect: where an item belongs in a sorted sequence.
package bisect

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// search is a call of one of the functions: the arguments, of which key may be nil.
type search struct {
	in, item, key obj
	low, high     int
	right         bool // behind equal items
}

// parse understands the arguments of a function. It may run code.
func parse(name string, right bool, args *obj, n int, names obj) (s search, ok bool) {
	p := object.Params{Func: name, Names: []string{"a", "x", "lo", "hi", "key"}, Required: 2, Positional: 4}
	var a [5]obj
	if !p.Unpack(args, n, names, a[:]) {
		return s, false
	}
	s = search{in: a[0], item: a[1], high: -1, right: right}
	if a[4] != object.None {
		s.key = a[4]
	}
	if a[2] != nil {
		low := object.NumberIndex(a[2])
		if low == nil {
			return s, false
		}
		s.low, ok = object.AsSsize(low)
		object.Decref(low)
		if !ok {
			return s, false
		}
	}
	if a[3] != nil && a[3] != object.None {
		if !object.IndexCheck(a[3]) {
			object.Raise(object.TypeError, "argument should be integer or None, not '%.200s'", object.TypeName(a[3].Type))
			return s, false
		}
		if s.high, ok = object.AsIndex(a[3], object.OverflowError); !ok {
			return s, false
		}
	}
	return s, true
}

// place is where a value, which has gone through key, belongs: -1 with an exception. It may run code.
func (s *search) place(value obj) int {
	low, high := s.low, s.high
	if low < 0 {
		object.Raise(object.ValueError, "lo must be non-negative")
		return -1
	}
	if high == -1 {
		if high = object.SequenceLength(s.in); high < 0 {
			return -1
		}
	}
	for low < high {
		middle := int((uint(low) + uint(high)) / 2)
		below := s.below(middle, value)
		if below < 0 {
			return -1
		}
		if below > 0 {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// below tells whether the i-th item stays below the value: 1, 0, or -1 for an exception.
func (s *search) below(i int, value obj) int32 {
	item := object.SequenceGetItem(s.in, i)
	if item == nil {
		return -1
	}
	defer func() { object.Decref(item) }()
	if s.key != nil {
		mapped := object.CallOne(s.key, item)
		if mapped == nil {
			return -1
		}
		object.Replace(&item, mapped)
	}
	first, second := item, value
	if s.right {
		first, second = value, item
	}
	less := object.RichCompare(first, second, abi.LT)
	if less == nil {
		return -1
	}
	defer object.Decref(less)
	truth := object.IsTrue(less)
	if s.right && truth >= 0 {
		return 1 - truth
	}
	return truth
}

func find(name, doc string, right bool) object.Method {
	return object.Method{Name: name, Doc: name + signature + doc, FastKeys: func(_ obj, args *obj, n int, names obj) obj {
		s, ok := parse(name, right, args, n, names)
		if !ok {
			return nil
		}
		i := s.place(s.item)
		if i < 0 {
			return nil
		}
		return object.NewInt(int64(i))
	}}
}

func insort(name, doc string, right bool) object.Method {
	return object.Method{Name: name, Doc: name + signature + doc, FastKeys: func(_ obj, args *obj, n int, names obj) obj {
		s, ok := parse(name, right, args, n, names)
		if !ok {
			return nil
		}
		value := object.NewRef(s.item)
		defer func() { object.XDecref(value) }()
		if s.key != nil {
			object.Decref(value)
			if value = object.CallOne(s.key, s.item); value == nil {
				return nil
			}
		}
		i := s.place(value)
		if i < 0 {
			return nil
		}
		if s.in.Type == object.ListType {
			return object.NoneIf(object.ListInsert(s.in, i, s.item))
		}
		at := object.NewInt(int64(i))
		if at == nil {
			return nil
		}
		defer object.Decref(at)
		return object.NoneIf(object.Finished(object.CallMethod(s.in, "insert", at, s.item)))
	}}
}

const signature = "($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\n"

var functions = []object.Method{
	find("bisect_right", "Where an item belongs in a sorted sequence, behind those that are equal.", true),
	insort("insort_right", "Put an item where it belongs in a sorted sequence, behind those that are equal.", true),
	find("bisect_left", "Where an item belongs in a sorted sequence, before those that are equal.", false),
	insort("insort_left", "Put an item where it belongs in a sorted sequence, before those that are equal.", false),
}

const doc = "Where an item belongs in a sorted sequence."

func init() {
	object.DefineModule("_bisect", object.GoModule("_bisect", doc, &functions))
	object.DefineModule("bisect", func() obj {
		m := object.NewModuleString("bisect")
		from := object.Import("_bisect")
		defer object.XDecref(from)
		if m == nil || from == nil || !object.SetDoc(m, doc) {
			object.XDecref(m)
			return nil
		}
		return object.Fill(m, func(set func(name string, v obj)) {
			for name, as := range map[string][]string{
				"bisect_right": {"bisect_right", "bisect"}, "insort_right": {"insort_right", "insort"},
				"bisect_left": {"bisect_left"}, "insort_left": {"insort_left"},
			} {
				for _, other := range as {
					set(other, object.GetAttrString(from, name))
				}
			}
		})
	})
}
