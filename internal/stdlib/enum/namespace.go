package enum

import (
	"slices"

	"github.com/d95905aa/gilded/internal/object"
)

// _EnumDict is the namespace of a class statement: it notes which names are members, in order, and gives auto() its values.

// known are the names of the module's own that a class may define.
var known = []string{
	"_order_", "_generate_next_value_", "_numeric_repr_", "_missing_", "_ignore_", "_iter_member_", "_iter_member_by_value_", "_iter_member_by_def_",
}

var namespaceDefs = []fn{
	{sig: "__init__(self)", do: func(s *scope, a []obj) obj {
		s.set(a[0], "_member_names", s.keep(object.NewDict()))
		s.set(a[0], "_last_values", s.keep(object.NewList(0)))
		s.set(a[0], "_ignore", s.keep(object.NewList(0)))
		s.set(a[0], "_auto_called", object.False)
		return s.none()
	}},
	{sig: "__setitem__(self, key, value)", do: func(s *scope, a []obj) obj {
		s.define(a[0], a[1], a[2])
		return s.none()
	}},
	{sig: "update(self, members, **more_members)", do: func(s *scope, a []obj) obj {
		pairs := a[1]
		s.get(pairs, "keys")
		if exc := s.caught(object.AttributeError); exc != nil {
			defer object.HandleException(exc)()
		} else if !s.failed {
			pairs = s.keep(object.MappingItems(pairs))
		}
		if s.failed {
			return nil
		}
		for _, more := range []obj{pairs, s.keep(object.DictItems(a[2]))} {
			if s.failed {
				return nil
			}
			s.check(object.Each(more, func(pair obj) bool {
				name, value, ok := s.pair(pair)
				return ok && s.put(a[0], name, value)
			}))
		}
		return s.none()
	}},
}

// put is namespace[key] = value, by the namespace's own method.
func (s *scope) put(namespace, key, value obj) bool {
	return s.check(!s.failed && object.SetItem(namespace, key, value))
}

// pair takes an iterable of two apart.
func (s *scope) pair(o obj) (first, second obj, ok bool) {
	if o.Type.Iter == nil && !object.SequenceCheck(o) {
		s.raise(object.TypeError, "cannot unpack non-iterable %.200s object", object.TypeName(o.Type))
		return nil, nil, false
	}
	items := s.items(o)
	switch {
	case s.failed:
		return nil, nil, false
	case len(items) < 2:
		s.raise(object.ValueError, "not enough values to unpack (expected 2, got %d)", len(items))
		return nil, nil, false
	case len(items) > 2:
		s.raise(object.ValueError, "too many values to unpack (expected 2)")
		return nil, nil, false
	}
	return items[0], items[1], true
}

// define is a name that is bound in the class statement.
func (s *scope) define(namespace, key, value obj) {
	if !object.IsStr(key) {
		s.raise(object.TypeError, "expected string or bytes-like object, got '%.200s'", object.TypeName(key.Type))
		return
	}
	name, class := object.StrOf(key), ""
	if of := s.find(namespace, "_cls_name"); of != nil {
		class = s.text(of)
	}
	members, ignored := s.dict(namespace, "_member_names"), s.list(namespace, "_ignore")
	if s.failed {
		return
	}
	switch {
	case isPrivate(class, name):
	case isSunder(name):
		s.defineSunder(namespace, members, name, value)
	case isDunder(name):
		if name == "__order__" {
			key = s.str("_order_")
		}
	case s.item(members, key) != nil:
		s.redefined(namespace, key)
	case s.contains(ignored, key):
	case s.isinstance(value, s.class("nonmember")):
		value = s.get(value, "value")
	case s.descriptor(value):
	default:
		value = s.defineMember(namespace, members, key, value)
	}
	s.check(!s.failed && object.DictSet(namespace, key, value))
}

func (s *scope) contains(sequence, v obj) bool {
	if s.failed {
		return false
	}
	r := object.Contains(sequence, v)
	s.check(r >= 0)
	return r > 0
}

// descriptor tells whether a value is one, of which no member is made.
func (s *scope) descriptor(v obj) bool {
	for _, name := range []string{"__get__", "__set__", "__delete__"} {
		if s.find(v, name) != nil {
			return true
		}
	}
	return false
}

func (s *scope) redefined(namespace, key obj) {
	before := s.keep(object.GetItem(namespace, key))
	s.raise(object.TypeError, "%s already defined as %s", s.shown(key), s.shown(before))
}

func (s *scope) defineSunder(namespace, members obj, name string, value obj) {
	if !slices.Contains(known, name) {
		s.raise(object.ValueError, "_sunder_ names, such as %s, are reserved for future Enum use", s.shown(s.str(name)))
		return
	}
	switch name {
	case "_generate_next_value_":
		if s.truth(s.get(namespace, "_auto_called")) {
			s.raise(object.TypeError, "_generate_next_value_ must be defined before members")
			return
		}
		if object.Is(value, object.StaticMethodType) {
			value = s.get(value, "__func__")
		}
		s.set(namespace, "_generate_next_value", value)
	case "_ignore_":
		names := s.words(value)
		s.set(namespace, "_ignore", names)
		if s.failed {
			return
		}
		already := s.keep(object.NewSet(nil))
		for _, n := range s.items(names) {
			if s.item(members, n) != nil {
				s.check(object.SetAdd(already, n))
			}
		}
		if !s.failed && object.SetLen(already) > 0 {
			s.raise(object.ValueError, "_ignore_ cannot specify already set names: %s", s.shown(already))
		}
	}
}

// words is a list of the names in a str, or of an iterable's items.
func (s *scope) words(v obj) obj {
	if object.IsStr(v) {
		return s.method(s.method(v, "replace", s.str(","), s.str(" ")), "split")
	}
	return s.keep(object.ToList(v))
}

// defineMember notes a member, and returns its value.
func (s *scope) defineMember(namespace, members, key, value obj) obj {
	if object.DictContains(namespace, key) != 0 {
		s.redefined(namespace, key)
		return nil
	}
	last := s.list(namespace, "_last_values")
	if s.isinstance(value, s.class("member")) {
		value = s.get(value, "value")
	}
	if s.failed {
		return nil
	}
	value, automatic := s.automatic(namespace, members, last, key, value)
	if !automatic {
		s.check(!s.failed && object.ListAppend(last, value))
	}
	s.check(!s.failed && object.DictSet(members, key, object.None))
	return value
}

// automatic gives auto() its value, alone or in a tuple.
func (s *scope) automatic(namespace, members, last, key, value obj) (filled obj, automatic bool) {
	auto := s.class("auto")
	if s.isinstance(value, auto) {
		return s.autoValue(namespace, members, last, key, value), true
	}
	if value.Type != object.TupleType {
		return value, false
	}
	items := object.TupleItems(value)
	if !slices.ContainsFunc(items, func(v obj) bool { return s.isinstance(v, auto) }) {
		return value, false
	}
	values := make([]obj, len(items))
	for i, v := range items {
		if s.isinstance(v, auto) {
			v = s.autoValue(namespace, members, last, key, v)
		}
		if s.failed {
			return nil, true
		}
		values[i] = v
	}
	return s.keep(object.Pack(values...)), true
}

func (s *scope) autoValue(namespace, members, last, key, auto obj) obj {
	v := s.get(auto, "value")
	if s.failed {
		return nil
	}
	if v == s.class("_auto_null") {
		next := s.get(namespace, "_generate_next_value")
		before := s.keep(object.SequenceList(last))
		if s.failed {
			return nil
		}
		v = s.call(next, key, s.int(1), s.int(object.DictLen(members)), before)
		s.set(auto, "value", v)
	}
	s.set(namespace, "_auto_called", object.True)
	s.check(!s.failed && object.ListAppend(last, v))
	return v
}
