package datetime

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// What isocalendar returns: a tuple of three whose items have names.

// newISODate makes an IsoCalendarDate.
func newISODate(t *Type, values ...int) *Object {
	o := ctier.CallAlloc(t.Alloc, t, len(values))
	if o == nil {
		return nil
	}
	for i, v := range values {
		n := object.NewInt(int64(v))
		if n == nil {
			object.Decref(o)
			return nil
		}
		object.TupleItems(o)[i] = n
	}
	return o
}

var isoDateParams = object.Params{Func: "IsoCalendarDate", Names: []string{"year", "week", "weekday"}, Required: 3, Positional: 3}

func isoItem(name string, i int) object.GetSet {
	return object.GetSet{Name: name, Get: func(o *Object) *Object { return object.NewRef(object.TupleItems(o)[i]) }}
}

func init() {
	object.Define(isoDateType, func() object.Spec {
		return object.Spec{
			Name: "datetime.IsoCalendarDate", Base: object.TupleType, Basicsize: uintptr(object.TupleType.Basicsize), Itemsize: uintptr(object.TupleType.Itemsize),
			Doc:   "What isocalendar() returns: year, week and weekday.",
			Flags: abi.TPFlagsHaveGC,
			New: func(t *Type, args, kwargs *Object) *Object {
				var a [3]*Object
				var n [3]int
				if !isoDateParams.UnpackTuple(args, kwargs, a[:]) {
					return nil
				}
				for i, v := range a {
					c, ok := object.AsInt32(v)
					if !ok {
						return nil
					}
					n[i] = int(c)
				}
				return newISODate(t, n[:]...)
			},
			Repr: func(o *Object) *Object {
				text := object.TypeName(o.Type) + "("
				for i, name := range []string{"year=", ", week=", ", weekday="} {
					text += name + object.TextOf(object.TupleItems(o)[i])
				}
				return object.NewStr(text + ")")
			},
			Getset: []object.GetSet{isoItem("year", 0), isoItem("week", 1), isoItem("weekday", 2)},
			Methods: []object.Method{{Name: "__reduce__", NoArgs: func(o *Object) *Object {
				// A pickle holds a plain tuple, which the oldest Python can read.
				return object.OwnedTuple(object.NewRef(object.Head(object.TupleType)), object.OwnedTuple(object.Pack(object.TupleItems(o)...)))
			}}},
		}
	})
}
