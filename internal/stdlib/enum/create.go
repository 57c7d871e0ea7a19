package enum

import (
	"github.com/d95905aa/gilded/internal/object"
)

// How an enumeration is made, by a class statement (prepare, then create) or by a call with names.

// prepare is the namespace for the class statement.
func (s *scope) prepare(_, name, bases obj) obj {
	s.checkExisting(name, bases)
	namespace := s.call(s.class("_EnumDict"))
	s.set(namespace, "_cls_name", name)
	_, first := s.mixins(name, bases)
	if s.failed {
		return nil
	}
	if first != nil {
		next := s.find(first, "_generate_next_value_")
		if next == nil {
			next = object.None
		}
		s.put(namespace, s.str("_generate_next_value_"), next)
	}
	return namespace
}

// checkExisting refuses to extend an enumeration that has members.
func (s *scope) checkExisting(name, bases obj) {
	for _, chain := range s.items(bases) {
		for _, base := range s.mro(chain) {
			if s.failed || !s.isinstance(base, s.class("EnumType")) {
				continue
			}
			if names := s.get(base, "_member_names_"); s.truth(names) {
				s.raise(object.TypeError, "<enum %s> cannot extend %s", s.shown(name), s.shown(base))
				return
			}
		}
	}
}

// mixins are the data type of an enumeration's members, and its last base; that is nil for Enum itself.
func (s *scope) mixins(name, bases obj) (member, first obj) {
	all := s.items(bases)
	if s.failed {
		return nil, nil
	}
	if len(all) == 0 {
		return object.Head(object.ObjectType), s.class("Enum")
	}
	s.checkExisting(name, bases)
	first = all[len(all)-1]
	if !s.isinstance(first, s.class("EnumType")) {
		s.raise(object.TypeError, "new enumerations should be created as `EnumName([mixin_type, ...] [data_type,] enum_type)`")
		return nil, nil
	}
	if member = s.dataType(name, bases); member == nil {
		member = object.Head(object.ObjectType)
	}
	return member, first
}

// dataType is the class among the bases that makes the values: nil if there is none.
func (s *scope) dataType(name, bases obj) obj {
	types := s.keep(object.NewSet(nil))
	for _, chain := range s.items(bases) {
		if t := s.dataTypeOf(chain); t != nil {
			s.check(object.SetAdd(types, t))
		}
	}
	if s.failed {
		return nil
	}
	if object.SetLen(types) > 1 {
		return s.raise(object.TypeError, "too many data types for %s: %s", s.shown(name), s.shown(types))
	}
	if object.SetLen(types) == 0 {
		return nil
	}
	return s.keep(object.SetPop(types))
}

func (s *scope) dataTypeOf(chain obj) obj {
	object_ := object.Head(object.ObjectType)
	var candidate obj
	for _, base := range s.mro(chain) {
		switch {
		case base == object_:
		case s.issubclass(base, s.class("Enum")):
			if t := s.get(base, "_member_type_"); t != object_ {
				return t
			}
		case s.own(base, "__new__") != nil:
			if candidate != nil {
				return candidate
			}
			return base
		case candidate == nil:
			candidate = base
		}
	}
	return nil
}

// dataRepr is how the data type shows a value; None if there is none.
func (s *scope) dataRepr(bases obj) obj {
	for _, chain := range s.items(bases) {
		for _, base := range s.mro(chain) {
			if base == object.Head(object.ObjectType) {
				continue
			}
			if s.issubclass(base, s.class("Enum")) {
				return s.get(base, "_value_repr_")
			}
			if repr := s.own(base, "__repr__"); repr != nil {
				return repr
			}
		}
	}
	return s.none()
}

// findNew is what makes members, whether it has to be kept for subclasses, and whether it gets the value.
func (s *scope) findNew(namespace, member, first obj) (make obj, save, args bool) {
	plain := s.get(object.Head(object.ObjectType), "__new__")
	var ours obj
	if enum := s.class("Enum"); enum != nil {
		ours = s.get(enum, "__new__")
	}
	if make = s.itemNamed(namespace, "__new__"); make != nil {
		if object.Is(make, object.StaticMethodType) {
			make = s.get(make, "__func__")
		}
		save = first != nil && first != object.None
	}
	for _, name := range []string{"__new_member__", "__new__"} {
		for _, from := range []obj{member, first} {
			if make != nil || from == nil || from == object.None || s.failed {
				continue
			}
			if f := s.find(from, name); f != nil && f != object.None && f != plain && f != ours {
				make = f
			}
		}
	}
	if make == nil {
		make = plain
	}
	return make, save, first != nil && first != object.None && make != ours && make != plain
}

// newType is type.__new__.
func (s *scope) newType(meta, name, bases, namespace, kwds obj) obj {
	args := s.keep(object.Pack(meta, name, bases, namespace))
	make := s.get(object.Head(object.TypeType), "__new__")
	if s.failed {
		return nil
	}
	return s.keep(object.Call(make, args, kwds))
}

// create makes the class, and with it its members.
func (s *scope) create(meta, name, bases, namespace, boundary, kwds obj) obj {
	names := s.get(namespace, "_member_names")
	ignored := s.itemNamed(namespace, "_ignore_")
	if s.failed {
		return nil
	}
	if ignored != nil {
		for _, n := range s.items(s.get(namespace, "_ignore")) {
			s.drop(namespace, n)
		}
		s.drop(namespace, s.str("_ignore_"))
	}
	s.checkNames(names)
	order := s.itemNamed(namespace, "_order_")
	if order != nil {
		s.drop(namespace, s.str("_order_"))
	}
	own := s.keep(object.DictCopy(namespace))
	member, first := s.mixins(name, bases)
	if s.failed {
		return nil
	}
	make, save := s.prepareNamespace(own, names, bases, member, first)
	s.prepareFlag(own, name, bases, first, boundary)
	if s.failed {
		return nil
	}
	class := s.newEnum(meta, name, bases, own, kwds)
	if s.failed {
		return nil
	}
	s.inherit(class, member, first, bases, own)
	if save {
		s.set(class, "__new_member__", make)
	}
	if enum := s.class("Enum"); enum != nil {
		s.set(class, "__new__", s.get(enum, "__new__"))
	}
	s.finishFlag(class)
	s.checkOrder(class, order)
	return class
}

// drop removes a name from a namespace, if it is there.
func (s *scope) drop(namespace, key obj) {
	if !s.failed && object.DictContains(namespace, key) > 0 {
		s.check(object.DictDel(namespace, key))
	}
}

func (s *scope) checkNames(names obj) {
	for _, n := range []string{"mro", ""} {
		if !s.failed && s.contains(names, s.str(n)) {
			s.raise(object.ValueError, "invalid enum member name(s) %s", s.shown(s.str(n)))
		}
	}
}

// prepareNamespace adds what every enumeration has, and puts in the place of a member's value what makes the member of it.
func (s *scope) prepareNamespace(own, names, bases, member, first obj) (make obj, save bool) {
	if next := s.itemNamed(own, "_generate_next_value_"); next != nil && next.Type != object.StaticMethodType {
		s.setItem(own, "_generate_next_value_", s.keep(object.NewStaticMethod(next)))
	}
	make, save, args := s.findNew(own, member, first)
	for _, n := range s.items(names) {
		s.check(!s.failed && object.DictSet(own, n, s.call(s.class("_proto_member"), s.item(own, n))))
	}
	s.setItem(own, "_new_member_", make)
	s.setItem(own, "_use_args_", s.bool(args))
	s.setItem(own, "_member_names_", s.keep(object.NewList(0)))
	s.setItem(own, "_member_map_", s.keep(object.NewDict()))
	s.setItem(own, "_value2member_map_", s.keep(object.NewDict()))
	s.setItem(own, "_unhashable_values_", s.keep(object.NewList(0)))
	s.setItem(own, "_member_type_", member)
	s.setItem(own, "_value_repr_", s.dataRepr(bases))
	return make, save
}

// newEnum is type.__new__, which wraps what making a member raises.
func (s *scope) newEnum(meta, name, bases, own, kwds obj) obj {
	class := s.newType(meta, name, bases, own, kwds)
	if wrapped := s.caught(object.RuntimeError); wrapped != nil {
		exc := s.get(wrapped, "__cause__")
		if s.failed {
			return nil
		}
		if exc == object.None {
			exc = wrapped
		}
		s.failed = true
		return object.GiveException(object.NewRef(exc))
	}
	return class
}

// inherit gives the class methods that a data type among its bases would hide.
func (s *scope) inherit(class, member, first, bases, own obj) {
	if s.class("ReprEnum") != nil && s.contains(bases, s.class("ReprEnum")) {
		s.reprEnum(class, member, own)
	}
	if first != nil {
		for _, name := range []string{"__repr__", "__str__", "__format__", "__reduce_ex__"} {
			if s.own(class, name) != nil {
				continue
			}
			found := s.get(class, name)
			if found == s.get(member, name) || found == s.get(object.Head(object.ObjectType), name) {
				s.set(class, name, s.get(first, name))
			}
		}
	}
	flag := s.class("Flag")
	if !s.issubclass(class, flag) {
		return
	}
	for _, name := range []string{"__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__"} {
		if s.own(class, name) == nil {
			s.set(class, name, s.get(flag, name))
		}
	}
}

// reprEnum makes members look like their values, except to repr.
func (s *scope) reprEnum(class, member, own obj) {
	if member == object.Head(object.ObjectType) {
		s.raise(object.TypeError, "ReprEnum subclasses must be mixed with a data type (i.e. int, str, float, etc.)")
		return
	}
	if s.itemNamed(own, "__format__") == nil {
		s.set(class, "__format__", s.get(member, "__format__"))
	}
	if s.itemNamed(own, "__str__") == nil {
		str := s.get(member, "__str__")
		if str == s.get(object.Head(object.ObjectType), "__str__") {
			str = s.get(member, "__repr__")
		}
		s.set(class, "__str__", str)
	}
}

// checkOrder compares the order of the members with what the class statement said of it.
func (s *scope) checkOrder(class, order obj) {
	if order == nil || s.failed {
		return
	}
	if object.IsStr(order) {
		order = s.words(order)
	}
	names := s.list(class, "_member_names_")
	if s.issubclass(class, s.class("Flag")) && !s.failed {
		kept := s.keep(object.NewList(0)) // without the names of several bits
		for _, n := range s.items(order) {
			if s.item(s.dict(class, "_member_map_"), n) == nil || s.contains(names, n) {
				s.check(!s.failed && object.ListAppend(kept, n))
			}
		}
		order = kept
	}
	if !s.failed && !s.equal(order, names) {
		s.raise(object.TypeError, "member order does not match _order_:\n  %s\n  %s", s.shown(names), s.shown(order))
	}
}

// functional makes an enumeration of names: a str of them, a list, pairs with values, or a mapping.
func (s *scope) functional(class, name, names, module, qualname, kind, start, boundary obj) obj {
	meta := object.Head(class.Type)
	bases := s.keep(object.Pack(class))
	if kind != object.None {
		bases = s.keep(object.Pack(kind, class))
	}
	_, first := s.mixins(name, bases)
	namespace := s.method(meta, "__prepare__", name, bases)
	if s.failed {
		return nil
	}
	if object.IsStr(names) {
		names = s.words(names)
	}
	if object.IsList(names) || object.IsTuple(names) {
		if items := s.items(names); len(items) > 0 && object.IsStr(items[0]) {
			names = s.numbered(first, items, start)
		}
	}
	if s.failed {
		return nil
	}
	s.check(object.Each(names, func(item obj) bool {
		if object.IsStr(item) {
			value := s.keep(object.GetItem(names, item))
			return value != nil && s.put(namespace, item, value)
		}
		n, value, ok := s.pair(item)
		return ok && s.put(namespace, n, value)
	}))
	if module == object.None { // CPython asks the frame that called; there is none here
		module = s.str("<unknown>")
		s.setItem(namespace, "__reduce_ex__", s.keep(object.NewClosure(unpicklable, moduleName, "_make_class_unpicklable.<locals>._break_on_call_reduce", s.m)))
	}
	s.check(!s.failed && object.DictSetString(namespace, "__module__", module))
	if qualname != object.None {
		s.check(!s.failed && object.DictSetString(namespace, "__qualname__", qualname))
	}
	return s.create(meta, name, bases, namespace, boundary, nil)
}

// numbered are pairs of names and values that are made one after the other.
func (s *scope) numbered(first obj, names []obj, start obj) obj {
	pairs, values := s.keep(object.NewList(0)), s.keep(object.NewList(0))
	next := s.get(first, "_generate_next_value_")
	for i, n := range names {
		if s.failed {
			return nil
		}
		before := s.keep(object.SequenceList(values))
		v := s.call(next, n, start, s.int(i), before)
		if s.failed {
			return nil
		}
		s.check(object.ListAppend(values, v) && object.ListAppend(pairs, s.keep(object.Pack(n, v))))
	}
	return pairs
}

// unpicklable is __reduce_ex__ of a class that can't be found by its name.
var unpicklable = defs([]fn{{sig: "_break_on_call_reduce(self, proto)", do: func(s *scope, a []obj) obj {
	return s.raise(object.TypeError, "%s cannot be pickled", s.shown(a[0]))
}}})[0]
