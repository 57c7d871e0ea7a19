package enum

import (
	"sort"

	"github.com/d95905aa/gilded/internal/object"
)

// EnumType is the class of enumerations, as far as it is not about making one (see create.go).

const membersDeprecated = "in 3.12 __contains__ will no longer raise TypeError, but will return True or\n" +
	"False depending on whether the value is a member or the value of a member"

var metaDefs = []fn{
	{sig: "__prepare__(metacls, cls, bases, **kwds)", kind: object.ClassDef, do: func(s *scope, a []obj) obj { return s.prepare(a[0], a[1], a[2]) }},
	{sig: "__new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds)", kind: object.StaticDef, do: func(s *scope, a []obj) obj {
		if s.truth(a[5]) {
			return s.newType(a[0], a[1], a[2], a[3], a[6])
		}
		return s.create(a[0], a[1], a[2], a[3], a[4], a[6])
	}},
	{sig: "__init__(cls, *args, **kwds)", do: func(s *scope, _ []obj) obj { return s.none() }},
	{sig: "__bool__(cls)", doc: "Classes are always true.", do: func(*scope, []obj) obj { return object.True }},
	{sig: "__call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1, boundary=None)", do: func(s *scope, a []obj) obj {
		if a[2] == object.None {
			return s.call(s.get(a[0], "__new__"), a[0], a[1])
		}
		return s.functional(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7])
	}, doc: "The member with a value; or, with names, a new enumeration."},
	{sig: "_create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1, boundary=None)", do: func(s *scope, a []obj) obj {
		return s.functional(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7])
	}, doc: "A new enumeration."},
	{sig: "__contains__(cls, member)", do: metaContains},
	{sig: "__delattr__(cls, attr)", do: func(s *scope, a []obj) obj {
		if s.item(s.dict(a[0], "_member_map_"), a[1]) != nil {
			return s.raise(object.AttributeError, "%s cannot delete member %s.", s.shown(s.get(a[0], "__name__")), s.shown(a[1]))
		}
		return s.method(object.Head(object.TypeType), "__delattr__", a[0], a[1])
	}},
	{sig: "__setattr__(cls, name, value)", do: func(s *scope, a []obj) obj {
		if members := s.own(a[0], "_member_map_"); members != nil && s.item(members, a[1]) != nil {
			return s.raise(object.AttributeError, "cannot reassign member %s", s.shown(a[1]))
		}
		return s.method(object.Head(object.TypeType), "__setattr__", a[0], a[1], a[2])
	}},
	{sig: "__dir__(cls)", do: metaDir},
	{sig: "__getattr__(cls, name)", do: func(s *scope, a []obj) obj {
		if isDunder(s.text(a[1])) {
			return s.raise(object.AttributeError, "%s", s.text(a[1]))
		}
		if member := s.item(s.dict(a[0], "_member_map_"), a[1]); member != nil || s.failed {
			return member
		}
		object.RaiseKeyError(a[1])
		object.RaiseInstead(object.AttributeError, "%s", s.text(a[1]))
		s.failed = true
		return nil
	}, doc: "The member of a name."},
	{sig: "__getitem__(cls, name)", do: func(s *scope, a []obj) obj {
		member := s.item(s.dict(a[0], "_member_map_"), a[1])
		if member == nil && !s.failed {
			s.failed = true
			object.RaiseKeyError(a[1])
		}
		return member
	}, doc: "The member of a name."},
	{sig: "__iter__(cls)", do: func(s *scope, a []obj) obj { return s.iterMembers(a[0], "EnumType.__iter__.<locals>.<genexpr>", false) }},
	{sig: "__reversed__(cls)", do: func(s *scope, a []obj) obj {
		return s.iterMembers(a[0], "EnumType.__reversed__.<locals>.<genexpr>", true)
	}},
	{sig: "__len__(cls)", do: func(s *scope, a []obj) obj {
		names := s.list(a[0], "_member_names_")
		if names == nil {
			return nil
		}
		return s.int(len(object.ListItems(names)))
	}},
	{sig: "__members__(cls)", kind: object.PropertyDef, do: func(s *scope, a []obj) obj {
		members := s.dict(a[0], "_member_map_")
		if members == nil {
			return nil
		}
		return s.keep(object.NewDictProxy(members))
	}, doc: "The members by their names, with those that are other names of a member."},
	{sig: "__repr__(cls)", do: func(s *scope, a []obj) obj {
		kind := "enum"
		if s.issubclass(a[0], s.class("Flag")) {
			kind = "flag"
		}
		return s.str("<" + kind + " " + s.shown(s.get(a[0], "__name__")) + ">")
	}},
	{sig: "_check_for_existing_members_(mcls, class_name, bases)", kind: object.ClassDef, do: func(s *scope, a []obj) obj {
		s.checkExisting(a[1], a[2])
		return s.none()
	}},
	{sig: "_get_mixins_(mcls, class_name, bases)", kind: object.ClassDef, do: func(s *scope, a []obj) obj {
		member, first := s.mixins(a[1], a[2])
		if s.failed {
			return nil
		}
		if first == nil {
			first = object.None
		}
		return s.keep(object.Pack(member, first))
	}},
	{sig: "_find_data_type_(mcls, class_name, bases)", kind: object.ClassDef, do: func(s *scope, a []obj) obj {
		if t := s.dataType(a[1], a[2]); t != nil || s.failed {
			return t
		}
		return s.none()
	}},
	{sig: "_find_data_repr_(mcls, class_name, bases)", kind: object.ClassDef, do: func(s *scope, a []obj) obj { return s.dataRepr(a[2]) }},
	{sig: "_find_new_(mcls, classdict, member_type, first_enum)", kind: object.ClassDef, do: func(s *scope, a []obj) obj {
		make, save, args := s.findNew(a[1], a[2], a[3])
		if s.failed {
			return nil
		}
		return s.keep(object.Pack(make, s.bool(save), s.bool(args)))
	}},
}

func metaContains(s *scope, a []obj) obj {
	if !s.isinstance(a[1], s.class("Enum")) {
		if s.failed || !s.check(object.Warn(object.DeprecationWarning, membersDeprecated, 2)) {
			return nil
		}
		return s.raise(object.TypeError, "unsupported operand type(s) for 'in': '%s' and '%s'", s.qualname(a[1]), s.qualname(a[0]))
	}
	if !s.isinstance(a[1], a[0]) {
		return s.bool(false)
	}
	return s.bool(s.item(s.dict(a[0], "_member_map_"), s.get(a[1], "_name_")) != nil)
}

// qualname is the qualified name of an object's class.
func (s *scope) qualname(o obj) string { return s.text(s.get(object.Head(o.Type), "__qualname__")) }

func metaDir(s *scope, a []obj) obj {
	names := map[string]bool{}
	for _, name := range []string{"__class__", "__contains__", "__doc__", "__getitem__", "__iter__", "__len__", "__members__", "__module__", "__name__",
		"__qualname__", "__init_subclass__"} {
		names[name] = true
	}
	for _, name := range s.items(s.get(a[0], "_member_names_")) {
		names[s.text(name)] = true
	}
	if s.get(a[0], "_new_member_") != s.get(object.Head(object.ObjectType), "__new__") {
		names["__new__"] = true
	}
	if t := s.get(a[0], "_member_type_"); t != object.Head(object.ObjectType) && !s.failed {
		for _, name := range s.items(s.keep(object.Dir(t))) {
			names[s.text(name)] = true
		}
	}
	return s.sorted(names)
}

// sorted is a list of names.
func (s *scope) sorted(names map[string]bool) obj {
	if s.failed {
		return nil
	}
	var all []string
	for name := range names {
		all = append(all, name)
	}
	sort.Strings(all)
	t := s.keep(object.NewStrs(all...))
	if t == nil {
		return nil
	}
	return s.keep(object.ToList(t))
}

// iterMembers is an iterator over the members that have names of their own.
func (s *scope) iterMembers(class obj, name string, backwards bool) obj {
	names, members := s.list(class, "_member_names_"), s.dict(class, "_member_map_")
	if s.failed {
		return nil
	}
	i := -1
	if backwards {
		i = len(object.ListItems(names))
	}
	return s.keep(object.NewGoIter(name, func() obj {
		if i++; backwards {
			i -= 2
		}
		if i < 0 || i >= len(object.ListItems(names)) {
			return nil
		}
		return object.GetItem(members, object.ListItems(names)[i])
	}, names, members))
}
