package itertools

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type grouping struct {
	abi.Object
	it, fn  *Object
	target  *Object // the key of the group that was given out last
	key     *Object // of the item read last, which is value; nil if there is none
	value   *Object
	current *Object // that group, borrowed: only compared
}

type group struct {
	abi.Object
	parent, target *Object
}

var groupbyType, groupType *Type

var groupbyParams = object.Params{Func: "groupby", Names: []string{"iterable", "key"}, Required: 1, Positional: 2}

func groupbyNew(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if !groupbyParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	p, it := over[*grouping](t, a[0])
	if it == nil {
		return nil
	}
	p.it, p.fn = it, orNone(a[1])
	return object.Head(p)
}

// read takes the next item with its key.
func (p *grouping) read() bool {
	value := advance(p.it)
	if value == nil {
		return false
	}
	key := object.NewRef(value)
	if p.fn != object.None {
		object.Decref(key)
		fn := object.NewRef(p.fn)
		key = object.CallArgs(fn, value)
		object.Decref(fn)
		if key == nil {
			object.Decref(value)
			return false
		}
	}
	object.Replace(&p.value, value)
	object.Replace(&p.key, key)
	return true
}

// same compares two keys, which it holds.
func same(a, b *Object) int32 {
	object.Incref(a)
	object.Incref(b)
	r := object.RichCompareBool(a, b, abi.EQ)
	object.Decref(a)
	object.Decref(b)
	return r
}

func groupbyNext(o *Object) *Object {
	p := object.As[*grouping](o)
	p.current = nil
	for {
		if p.key != nil {
			if p.target == nil {
				break
			}
			r := same(p.target, p.key)
			if r < 0 {
				return nil
			}
			if r == 0 {
				break
			}
		}
		if !p.read() {
			return nil
		}
	}
	key := object.NewRef(p.key)
	object.Replace(&p.target, object.NewRef(key))
	g := newGroup(groupType, o, key)
	return object.OwnedTuple(key, g)
}

func newGroup(t *Type, parent, target *Object) *Object {
	o := object.NewInstance(t, 0)
	if o != nil {
		g := object.As[*group](o)
		g.parent, g.target = object.NewRef(parent), object.NewRef(target)
		object.As[*grouping](parent).current = o
	}
	return o
}

func groupNext(o *Object) *Object {
	g := object.As[*group](o)
	if g.parent == nil {
		return nil
	}
	parent := object.NewRef(g.parent)
	defer object.Decref(parent)
	p := object.As[*grouping](parent)
	if p.current != o {
		return nil
	}
	if p.value == nil && !p.read() {
		return nil
	}
	if p.key == nil || same(g.target, p.key) <= 0 {
		return nil
	}
	value := p.value
	p.value = nil
	object.Clear(&p.key)
	return value
}

func groupbySetState(o, state *Object) bool {
	items, ok := stateTuple(state, 3, 3)
	if !ok {
		return false
	}
	p := object.As[*grouping](o)
	object.Replace(&p.key, object.NewRef(items[0]))
	object.Replace(&p.value, object.NewRef(items[1]))
	object.Replace(&p.target, object.NewRef(items[2]))
	return true
}

func init() {
	groupbyType = define("groupby", "groupby(iterable, key=None)\n--\n\nPairs of a key and an iterator over the items in a row that have it.", func(p *grouping) []**Object {
		return []**Object{&p.it, &p.fn, &p.target, &p.key, &p.value}
	}, func(s *object.Spec) {
		s.New, s.Iternext = groupbyNew, groupbyNext
		s.Methods = []object.Method{reduces(func(o *Object) *Object {
			p := object.As[*grouping](o)
			if p.target != nil && p.key != nil && p.value != nil {
				return object.OwnedTuple(class(o), object.Pack(p.it, p.fn), object.Pack(p.key, p.value, p.target))
			}
			return object.OwnedTuple(class(o), object.Pack(p.it, p.fn))
		}), setsState(groupbySetState)}
	})
	groupType = define("_grouper", "The items of a group.", func(p *group) []**Object { return []**Object{&p.parent, &p.target} }, func(s *object.Spec) {
		s.Flags = abi.TPFlagsHaveGC
		s.New = func(t *Type, args, kwargs *Object) *Object {
			a := two(t, groupType, "_grouper", args, kwargs)
			if a == nil {
				return nil
			}
			if !object.Is(a[0], groupbyType) {
				return object.Raise(object.TypeError, "_grouper() argument 1 must be itertools.groupby, not %.50s", object.TypeName(a[0].Type))
			}
			return newGroup(t, a[0], a[1])
		}
		s.Iternext = groupNext
		s.Methods = []object.Method{reduces(func(o *Object) *Object {
			g := object.As[*group](o)
			if object.As[*grouping](g.parent).current != o {
				return object.OwnedTuple(object.BuiltinNamed("iter"), object.OwnedTuple(object.NewTuple(0)))
			}
			return object.OwnedTuple(class(o), object.Pack(g.parent, g.target))
		})}
	})
}
