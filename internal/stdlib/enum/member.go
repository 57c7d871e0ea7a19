package enum

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// _proto_member stands in the namespace for a member, and makes it when the class is there. Then the methods of Enum.

var protoDefs = []fn{
	{sig: "__init__(self, value)", do: func(s *scope, a []obj) obj {
		s.set(a[0], "value", a[1])
		return s.none()
	}},
	{sig: "__set_name__(self, enum_class, member_name)", do: func(s *scope, a []obj) obj {
		s.makeMember(a[1], a[2], s.get(a[0], "value"))
		return s.none()
	}},
}

func (s *scope) makeMember(class, name, value obj) {
	if s.failed || !s.check(object.SetAttr(class, name, nil)) {
		return
	}
	args := s.arguments(class, value)
	member := s.newMember(class, value, args)
	value = s.get(member, "_value_")
	s.set(member, "_name_", name)
	s.set(member, "__objclass__", class)
	s.call(s.get(member, "__init__"), args...)
	names := s.list(class, "_member_names_")
	if s.failed {
		return
	}
	s.set(member, "_sort_order_", s.int(len(object.ListItems(names))))
	if other := s.sameValue(class, value); other != nil {
		member = other
	} else if !s.failed {
		flag := s.issubclass(class, s.class("Flag"))
		if (!flag || s.singleBit(value)) && !s.failed {
			s.check(object.ListAppend(names, name))
		}
	}
	if s.failed {
		return
	}
	s.bind(class, name, member)
	members := s.dict(class, "_member_map_")
	s.check(!s.failed && object.DictSet(members, name, member))
	byValue, unhashable := s.dict(class, "_value2member_map_"), s.list(class, "_unhashable_values_")
	if s.failed {
		return
	}
	if s.check(object.DictSetDefault(byValue, value, member) != nil); s.caught(object.TypeError) != nil { // it can't be hashed
		s.check(object.ListAppend(unhashable, value))
	}
}

// arguments are what a member is made with: the items of a tuple, or the value.
func (s *scope) arguments(class, value obj) []obj {
	if s.failed {
		return nil
	}
	if object.IsTuple(value) && s.get(class, "_member_type_") != object.Head(object.TupleType) {
		return object.TupleItems(value)
	}
	return []obj{value}
}

// newMember makes a member and gives it its value.
func (s *scope) newMember(class, value obj, args []obj) obj {
	make := s.get(class, "_new_member_")
	var member obj
	if s.truth(s.get(class, "_use_args_")) {
		member = s.call(make, append([]obj{class}, args...)...)
	} else {
		member = s.call(make, class)
	}
	if s.find(member, "_value_") != nil || s.failed {
		return member
	}
	if t := s.get(class, "_member_type_"); t == object.Head(object.ObjectType) {
		s.set(member, "_value_", value)
	} else if v := s.call(t, args...); v != nil {
		s.set(member, "_value_", v)
	} else if object.Matches(object.Exception) {
		object.RaiseFromCause(object.TypeError, "_value_ not set in __new__, unable to create it")
	}
	return member
}

// sameValue is the member that a class has for a value: nil if it has none.
func (s *scope) sameValue(class, value obj) obj {
	member := s.item(s.dict(class, "_value2member_map_"), value)
	if s.caught(object.TypeError) == nil {
		return member
	}
	members := s.dict(class, "_member_map_")
	if s.failed {
		return nil
	}
	for _, other := range s.items(s.keep(object.DictValues(members))) {
		if s.equal(s.get(other, "_value_"), value) {
			return other
		}
	}
	return nil
}

// bind makes a member an attribute of its class, unless a base has a property of that name, which finds members.
func (s *scope) bind(class, name, member obj) {
	for _, base := range s.mro(class)[1:] {
		descriptor := s.own(base, s.text(name))
		if descriptor == nil {
			continue
		}
		if s.isinstance(descriptor, s.class("property")) {
			return
		}
		if object.Is(descriptor, object.PropertyType) {
			redirect := s.call(s.class("property"), s.get(descriptor, "fget"), s.get(descriptor, "fset"), s.get(descriptor, "fdel"))
			s.method(redirect, "__set_name__", class, name)
			s.check(!s.failed && object.SetAttr(class, name, redirect))
			return
		}
	}
	s.check(!s.failed && object.SetAttr(class, name, member))
}

var enumDefs = []fn{
	{sig: "__new__(cls, value)", kind: object.StaticDef, do: func(s *scope, a []obj) obj { return s.lookUp(a[0], a[1]) }},
	{sig: "__init__(self, *args, **kwds)", do: func(s *scope, _ []obj) obj { return s.none() }},
	{sig: "_generate_next_value_(name, start, count, last_values)", kind: object.StaticDef, do: func(s *scope, a []obj) obj {
		return s.nextValue(a[1], a[3])
	}, doc: "The value of the next member: one more than the last."},
	{sig: "_missing_(cls, value)", kind: object.ClassDef, do: func(s *scope, _ []obj) obj { return s.none() }},
	{sig: "__repr__(self)", do: func(s *scope, a []obj) obj {
		return s.str("<" + s.className(a[0]) + "." + s.text(s.get(a[0], "_name_")) + ": " + s.valueRepr(a[0]) + ">")
	}},
	{sig: "__str__(self)", do: func(s *scope, a []obj) obj { return s.str(s.className(a[0]) + "." + s.text(s.get(a[0], "_name_"))) }},
	{sig: "__dir__(self)", do: enumDir},
	{sig: "__format__(self, format_spec)", do: func(s *scope, a []obj) obj {
		return s.method(object.Head(object.StrType), "__format__", s.str(s.text(a[0])), a[1])
	}},
	{sig: "__hash__(self)", do: func(s *scope, a []obj) obj {
		name := s.get(a[0], "_name_")
		if s.failed {
			return nil
		}
		h := object.Hash(name)
		if !s.check(h != -1) {
			return nil
		}
		return s.int(h)
	}},
	{sig: "__reduce_ex__(self, proto)", do: func(s *scope, a []obj) obj { return s.byName(a[0]) }},
}

// byName is what pickling says of a member: getattr(class, name).
func (s *scope) byName(member obj) obj {
	name := s.get(member, "_name_")
	if s.failed {
		return nil
	}
	return s.keep(object.OwnedTuple(object.BuiltinNamed("getattr"), object.Pack(object.Head(member.Type), name)))
}

func (s *scope) className(member obj) string {
	return s.text(s.get(object.Head(member.Type), "__name__"))
}

// valueRepr shows the value of a member as its data type does.
func (s *scope) valueRepr(member obj) string {
	repr := s.get(object.Head(member.Type), "_value_repr_")
	value := s.get(member, "_value_")
	if s.failed {
		return ""
	}
	if repr == object.None {
		return s.shown(value)
	}
	return s.text(s.call(repr, value))
}

// lookUp is the member with a value. The class may make one of a value that it does not know.
func (s *scope) lookUp(class, value obj) obj {
	if object.Head(value.Type) == class {
		return value
	}
	if member := s.sameValue(class, value); member != nil || s.failed {
		return member
	}
	result := s.method(class, "_missing_", value)
	exc := s.caught(object.Exception)
	if s.failed {
		return nil
	}
	if result != nil {
		if s.isinstance(result, class) {
			return result
		}
		if s.issubclass(class, s.class("Flag")) && s.get(class, "_boundary_") == s.class("EJECT") && object.IsLong(result) {
			return result
		}
	}
	return s.invalid(class, value, result, exc)
}

// invalid raises for a value that no member has.
func (s *scope) invalid(class, value, result, exc obj) obj {
	s.raise(object.ValueError, "%s is not a valid %s", s.shown(value), s.text(s.get(class, "__qualname__")))
	if exc == nil && (result == nil || result == object.None) {
		return nil
	}
	plain := s.caught(object.ValueError)
	if plain == nil {
		return nil
	}
	if exc == nil {
		s.raise(object.TypeError, "error in %s._missing_: returned %s instead of None or a valid member", s.text(s.get(class, "__name__")), s.shown(result))
		exc = s.caught(object.TypeError)
	}
	if exc == nil {
		return nil
	}
	if !object.Is(exc, object.ValueError) {
		object.SetContext(exc, object.NewRef(plain))
	}
	s.failed = true
	return object.GiveException(object.NewRef(exc))
}

const sortingDeprecated = "In 3.13 the default `auto()`/`_generate_next_value_` will require all values to be sortable and support adding +1\n" +
	"and the value returned will be the largest value in the enum incremented by 1"

// nextValue is one more than the last value, or the first one again if that is no number.
func (s *scope) nextValue(start, last obj) obj {
	values := s.items(last)
	if s.failed {
		return nil
	}
	if len(values) == 0 {
		return start
	}
	one := s.int(1)
	if s.isLargest(values, one) {
		return s.keep(object.Add(values[len(values)-1], one))
	}
	if s.failed || !s.check(object.Warn(object.DeprecationWarning, sortingDeprecated, 3)) {
		return nil
	}
	v := s.keep(object.Add(values[len(values)-1], one))
	if s.caught(object.TypeError) != nil {
		return start
	}
	return v
}

// isLargest tells whether values can be compared and the last is the largest, to which a number can be added.
func (s *scope) isLargest(values []obj, one obj) bool {
	last := values[len(values)-1]
	for _, v := range values {
		above := s.keep(object.RichCompare(last, v, abi.LT))
		if s.caught(object.TypeError) != nil || s.truth(above) || s.failed {
			return false
		}
	}
	s.keep(object.Add(last, one))
	return s.caught(object.TypeError) == nil && !s.failed
}

func enumDir(s *scope, a []obj) obj {
	names := map[string]bool{}
	add := func(name string) {
		if !strings.HasPrefix(name, "_") {
			names[name] = true
		}
	}
	for _, name := range []string{"__class__", "__doc__", "__eq__", "__hash__", "__module__"} {
		names[name] = true
	}
	class := object.Head(a[0].Type)
	if s.get(class, "_member_type_") != object.Head(object.ObjectType) && !s.failed {
		for _, name := range s.items(s.method(object.Head(object.ObjectType), "__dir__", a[0])) {
			names[s.text(name)] = true
		}
	}
	if dict := s.find(a[0], "__dict__"); dict != nil && object.IsDict(dict) {
		for _, name := range s.items(s.keep(object.DictKeys(dict))) {
			add(s.text(name))
		}
	}
	members := s.dict(class, "_member_map_")
	for _, base := range s.mro(class) {
		if s.failed {
			return nil
		}
		for _, name := range s.items(s.keep(object.DictKeys(object.As[*object.Type](base).Dict))) {
			text := s.text(name)
			v := s.own(base, text)
			if s.isinstance(v, s.class("property")) && s.get(v, "fget") == object.None && s.item(members, name) != nil {
				delete(names, text)
				continue
			}
			add(text)
		}
	}
	return s.sorted(names)
}
