package enum

import (
	"math/big"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// What is used inside of class statements (auto, member, nonmember, property) and on classes that are made (unique, verify and those
// that make members look like names of the module).

var autoDefs = []fn{
	{sig: "__init__(self, value=unset)", do: func(s *scope, a []obj) obj {
		v := a[1]
		if v == nil {
			v = s.class("_auto_null")
		}
		s.set(a[0], "value", v)
		return s.none()
	}},
	{sig: "__repr__(self)", do: func(s *scope, a []obj) obj { return s.str("auto(" + s.shown(s.get(a[0], "value")) + ")") }},
}

var holderDefs = []fn{{sig: "__init__(self, value)", do: func(s *scope, a []obj) obj {
	s.set(a[0], "value", a[1])
	return s.none()
}}}

var propertyDefs = []fn{
	{sig: "__get__(self, instance, ownerclass=None)", do: func(s *scope, a []obj) obj {
		get := s.get(a[0], "fget")
		if a[1] != object.None && get != object.None {
			return s.call(get, a[1])
		}
		member := s.item(s.dict(a[2], "_member_map_"), s.get(a[0], "name"))
		if member == nil && !s.failed {
			object.RaiseKeyError(s.get(a[0], "name"))
			object.RaiseInstead(object.AttributeError, "%s has no attribute %s", s.shown(a[2]), s.shown(s.get(a[0], "name")))
			s.failed = true
		}
		return member
	}},
	{sig: "__set__(self, instance, value)", do: func(s *scope, a []obj) obj {
		set := s.get(a[0], "fset")
		if set == object.None {
			return s.raise(object.AttributeError, "<enum %s> cannot set attribute %s", s.shown(s.get(a[0], "clsname")), s.shown(s.get(a[0], "name")))
		}
		return s.call(set, a[1], a[2])
	}},
	{sig: "__delete__(self, instance)", do: func(s *scope, a []obj) obj {
		del := s.get(a[0], "fdel")
		if del == object.None {
			return s.raise(object.AttributeError, "<enum %s> cannot delete attribute %s", s.shown(s.get(a[0], "clsname")), s.shown(s.get(a[0], "name")))
		}
		return s.call(del, a[1])
	}},
	{sig: "__set_name__(self, ownerclass, name)", do: func(s *scope, a []obj) obj {
		s.set(a[0], "name", a[2])
		s.set(a[0], "clsname", s.get(a[1], "__name__"))
		return s.none()
	}},
}

// The functions behind Enum.name and Enum.value.
var (
	nameDef  = fn{sig: "name(self)", doc: "The name of the Enum member.", do: func(s *scope, a []obj) obj { return s.get(a[0], "_name_") }}
	valueDef = fn{sig: "value(self)", doc: "The value of the Enum member.", do: func(s *scope, a []obj) obj { return s.get(a[0], "_value_") }}
)

var strEnumDefs = []fn{
	{sig: "__new__(cls, *values)", kind: object.StaticDef, do: newStrEnum},
	{sig: "_generate_next_value_(name, start, count, last_values)", kind: object.StaticDef, do: func(s *scope, a []obj) obj { return s.method(a[0], "lower") },
		doc: "The value of the next member: its name in small letters."},
}

func newStrEnum(s *scope, a []obj) obj {
	values := object.TupleItems(a[1])
	if len(values) > 3 {
		return s.raise(object.TypeError, "too many arguments for str(): %s", s.shown(a[1]))
	}
	if len(values) == 1 && !object.IsStr(values[0]) {
		return s.raise(object.TypeError, "%s is not a string", s.shown(values[0]))
	}
	for i, what := range []string{"", "encoding", "errors"} {
		if i > 0 && i < len(values) && !object.IsStr(values[i]) {
			return s.raise(object.TypeError, "%s must be a string, not %s", what, s.shown(values[i]))
		}
	}
	value := s.call(object.Head(object.StrType), values...)
	member := s.method(object.Head(object.StrType), "__new__", a[0], value)
	s.set(member, "_value_", value)
	return member
}

var functionDefs = []fn{
	{sig: "unique(enumeration)", do: unique, doc: "Refuse a class in which several names have one value."},
	{sig: "show_flag_values(value)", do: func(s *scope, a []obj) obj { return s.bitsOf(a[0]) }},
	{sig: "_iter_bits_lsb(num)", do: func(s *scope, a []obj) obj {
		l := s.bitsOf(a[0])
		if s.failed {
			return nil
		}
		return s.keep(object.Iter(l))
	}},
	{sig: "bin(num, max_bits=None)", do: func(s *scope, a []obj) obj {
		width := 0
		if a[1] != object.None {
			n, ok := object.AsIndex(a[1], object.OverflowError)
			if !s.check(ok) {
				return nil
			}
			width = n
		}
		text := binary(s.number(a[0]), width)
		return s.str(text)
	}, doc: "A number in two's complement."},
	{sig: "_is_dunder(name)", do: func(s *scope, a []obj) obj { return s.bool(isDunder(s.text(a[0]))) }},
	{sig: "_is_sunder(name)", do: func(s *scope, a []obj) obj { return s.bool(isSunder(s.text(a[0]))) }},
	{sig: "_is_private(cls_name, name)", do: func(s *scope, a []obj) obj { return s.bool(isPrivate(s.text(a[0]), s.text(a[1]))) }},
	{sig: "_is_descriptor(obj)", do: func(s *scope, a []obj) obj { return s.bool(s.descriptor(a[0])) }},
	{sig: "_is_single_bit(num)", do: func(s *scope, a []obj) obj { return s.bool(s.singleBit(a[0])) }},
	{sig: "global_enum_repr(self)", do: func(s *scope, a []obj) obj { return s.str(s.moduleName(a[0]) + "." + s.text(s.get(a[0], "_name_"))) },
		doc: "The name of a member behind that of its module."},
	{sig: "global_flag_repr(self)", do: globalFlag, doc: "The names of a member's bits, each behind that of the module."},
	{sig: "global_str(self)", do: func(s *scope, a []obj) obj {
		name := s.get(a[0], "_name_")
		if name == object.None {
			return s.str(s.className(a[0]) + "(" + s.shown(s.get(a[0], "_value_")) + ")")
		}
		return s.str(s.text(name))
	}, doc: "The name of a member."},
	{sig: "global_enum(cls, update_str=False)", do: globalEnum, doc: "Make the members of a class names of its module, and show them so."},
}

func (s *scope) bitsOf(v obj) obj {
	l := s.keep(object.NewList(0))
	if !object.IsLong(v) {
		v = s.get(v, "value")
	}
	n := s.number(v)
	if n.Sign() < 0 {
		return s.raise(object.ValueError, "%s is not a positive integer", n.String())
	}
	eachBit(n, func(bit *big.Int) {
		if b := s.big(bit); b != nil {
			s.check(object.ListAppend(l, b))
		}
	})
	return l
}

// aliases are the names that are not a member's own, with that.
func (s *scope) aliases(class obj) (names []string) {
	members := s.get(class, "__members__")
	if s.failed {
		return nil
	}
	for _, pair := range s.items(s.keep(object.MappingItems(members))) {
		name, member, ok := s.pair(pair)
		if !ok {
			return nil
		}
		if own := s.get(member, "name"); !s.failed && !s.equal(name, own) {
			names = append(names, s.text(name)+" -> "+s.text(own))
		}
	}
	return names
}

func unique(s *scope, a []obj) obj {
	if names := s.aliases(a[0]); len(names) > 0 {
		return s.raise(object.ValueError, "duplicate values found in %s: %s", s.shown(a[0]), strings.Join(names, ", "))
	}
	return a[0]
}

// moduleName is the last part of the name of a member's module.
func (s *scope) moduleName(member obj) string {
	name := s.text(s.get(object.Head(member.Type), "__module__"))
	return name[strings.LastIndexByte(name, '.')+1:]
}

func globalFlag(s *scope, a []obj) obj {
	module, name := s.moduleName(a[0]), s.get(a[0], "_name_")
	if name == object.None {
		return s.str(module + "." + s.className(a[0]) + "(" + s.shown(s.get(a[0], "_value_")) + ")")
	}
	if s.singleBit(a[0]) {
		return s.str(module + "." + s.text(name))
	}
	keeps := s.get(a[0], "_boundary_") == s.class("KEEP")
	parts := strings.Split(s.text(name), "|")
	for i, part := range parts {
		if !keeps || part == "" || part[0] < '0' || part[0] > '9' {
			parts[i] = module + "." + part
		}
	}
	return s.str(strings.Join(parts, "|"))
}

func globalEnum(s *scope, a []obj) obj {
	class := a[0]
	repr := "global_enum_repr"
	if s.issubclass(class, s.class("Flag")) {
		repr = "global_flag_repr"
	}
	s.set(class, "__repr__", s.class(repr))
	if !s.issubclass(class, s.class("ReprEnum")) || s.truth(a[1]) {
		s.set(class, "__str__", s.class("global_str"))
	}
	modules := object.SysGet("modules")
	name := s.get(class, "__module__")
	if s.failed || modules == nil {
		return nil
	}
	module := s.keep(object.GetItem(modules, name))
	s.method(s.get(module, "__dict__"), "update", s.get(class, "__members__"))
	return class
}
