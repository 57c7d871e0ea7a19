package copy

import (
	"github.com/d95905aa/gilded/internal/object"
)

// reconstruction is what a reduction consists of, borrowed; None for what is not there. memo is nil for a shallow copy.
type reconstruction struct {
	fn, args, state, items, pairs, memo *Object
}

// copyOf is an object for a shallow copy, and a deep copy of it for a deep one: a new reference.
func (r *reconstruction) copyOf(o *Object) *Object {
	if r.memo == nil {
		return object.NewRef(o)
	}
	return deep(o, r.memo)
}

func (r *reconstruction) run(x *Object) *Object {
	args := r.arguments()
	if args == nil {
		return nil
	}
	y := object.Call(r.fn, args, nil)
	object.Decref(args)
	if y == nil {
		return nil
	}
	ok := (r.memo == nil || remember(r.memo, x, y)) && (r.state == object.None || r.setState(y)) && r.addItems(y) && r.addPairs(y)
	if !ok {
		object.Decref(y)
		return nil
	}
	return y
}

func (r *reconstruction) arguments() *Object {
	args := object.SequenceTuple(r.args)
	if args == nil || r.memo == nil {
		return args
	}
	defer object.Decref(args)
	copies := make([]*Object, 0, len(object.TupleItems(args)))
	for _, arg := range object.TupleItems(args) {
		c := deep(arg, r.memo)
		if c == nil {
			for _, made := range copies {
				object.Decref(made)
			}
			return nil
		}
		copies = append(copies, c)
	}
	if len(copies) == 0 {
		return object.NewTuple(0)
	}
	return object.OwnedTuple(copies...)
}

func (r *reconstruction) setState(y *Object) bool {
	state := r.copyOf(r.state)
	if state == nil {
		return false
	}
	defer object.Decref(state)
	setstate, ok := object.LookupAttrString(y, "__setstate__")
	if !ok {
		return false
	}
	if setstate != nil {
		defer object.Decref(setstate)
		return object.Finished(object.CallArgs(setstate, state))
	}
	attributes, slots := state, object.None
	if object.IsTuple(state) && len(object.TupleItems(state)) == 2 {
		attributes, slots = object.TupleItems(state)[0], object.TupleItems(state)[1]
	}
	if attributes != object.None {
		dict := object.GetAttrString(y, "__dict__")
		if dict == nil {
			return false
		}
		ok = object.Finished(object.CallMethod(dict, "update", attributes))
		object.Decref(dict)
		if !ok {
			return false
		}
	}
	if slots == object.None {
		return true
	}
	items := object.CallMethod(slots, "items")
	if items == nil {
		return false
	}
	defer object.Decref(items)
	return object.Each(items, func(item *Object) bool {
		return object.UnpackPair(item, func(name, v *Object) bool { return object.SetAttr(y, name, v) })
	})
}

func (r *reconstruction) addItems(y *Object) bool {
	return r.items == object.None || object.Each(r.items, func(item *Object) bool {
		c := r.copyOf(item)
		if c == nil {
			return false
		}
		defer object.Decref(c)
		return object.Finished(object.CallMethod(y, "append", c))
	})
}

func (r *reconstruction) addPairs(y *Object) bool {
	return r.pairs == object.None || object.Each(r.pairs, func(item *Object) bool {
		return object.UnpackPair(item, func(key, v *Object) bool {
			key, v = r.copyOf(key), r.copyOf(v)
			defer object.XDecref(key)
			defer object.XDecref(v)
			return key != nil && v != nil && object.SetItem(y, key, v)
		})
	})
}
