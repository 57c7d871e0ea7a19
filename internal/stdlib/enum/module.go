// Package enum is the module enum: classes whose instances are named constants.
package enum

import (
	"github.com/d95905aa/gilded/internal/object"
)

const moduleName = "enum"

// The definitions, made once for the process.
var (
	allMeta, allNamespace, allProto, allEnum = defs(metaDefs), defs(namespaceDefs), defs(protoDefs), defs(enumDefs)
	allFlag, allStrEnum, allAuto, allHolder  = defs(flagDefs), defs(strEnumDefs), defs(autoDefs), defs(holderDefs)
	allProperty, allVerify, allFunctions     = defs(propertyDefs), defs(verifyDefs), defs(functionDefs)
	allAttributes                            = defs([]fn{nameDef, valueDef})
	nullDefs                                 = defs([]fn{{sig: "__repr__(self)", do: func(s *scope, _ []obj) obj { return s.str("_auto_null") }}})
)

func init() {
	object.DefineModule(moduleName, object.FilledModule(moduleName, "Classes whose instances are named constants.", nil, fill))
}

func fill(m obj) bool {
	done := within(m, func(s *scope) obj {
		s.functions()
		s.helpers()
		s.enums()
		s.constants()
		return s.none()
	})
	return object.Finished(done)
}

// add makes something a name of the module.
func (s *scope) add(name string, v obj) {
	s.check(!s.failed && v != nil && object.SetAttrString(s.m, name, v))
}

func (s *scope) functions() {
	for _, d := range allFunctions {
		f := s.keep(object.NewClosure(d, moduleName, object.DefName(d), s.m))
		s.add(object.DefName(d), f)
	}
}

// methods puts functions into the namespace of a class, as their kinds want it.
func (s *scope) methods(namespace obj, class string, all []*object.Def) {
	for _, d := range all {
		name := object.DefName(d)
		f := s.keep(object.NewClosure(d, moduleName, class+"."+name, s.m))
		if s.failed {
			return
		}
		switch d.Kind {
		case object.ClassDef:
			f = s.keep(object.NewClassMethod(f))
		case object.StaticDef:
			f = s.keep(object.NewStaticMethod(f))
		case object.PropertyDef:
			f = s.call(object.Head(object.PropertyType), f)
		}
		s.setItem(namespace, name, f)
	}
}

// plain makes a class that is no enumeration, and a name of the module.
func (s *scope) plain(name, doc string, base *object.Type, all []*object.Def) obj {
	namespace := s.keep(object.NewDict())
	s.setItem(namespace, "__module__", s.str(moduleName))
	if doc != "" {
		s.setItem(namespace, "__doc__", s.str(doc))
	}
	s.methods(namespace, name, all)
	bases := s.keep(object.Pack())
	if base != nil {
		bases = s.keep(object.Pack(object.Head(base)))
	}
	class := s.call(object.Head(object.TypeType), s.str(name), bases, namespace)
	s.add(name, class)
	return class
}

func (s *scope) helpers() {
	null := s.plain("_auto_null", "", nil, nullDefs)
	s.add("_auto_null", s.call(null))
	s.plain("auto", "Stands for a value that the class chooses.", nil, allAuto)
	s.plain("member", "Makes what it holds a member.", nil, allHolder)
	s.plain("nonmember", "Keeps what it holds from becoming a member.", nil, allHolder)
	s.plain("verify", "Checks a class.", nil, allVerify)
	s.plain("_proto_member", "Makes a member when its class is there.", nil, allProto)
	s.plain("_EnumDict", "The namespace of a class statement.", object.DictType, allNamespace)
	if dynamic := s.get(s.keep(object.Import("types")), "DynamicClassAttribute"); dynamic != nil {
		s.plain("property", "An attribute of members, where the class may have a member of the same name.", object.As[*object.Type](dynamic), allProperty)
	}
	s.add("EnumType", s.plain("EnumType", "The class of enumerations.", object.TypeType, allMeta))
	s.add("EnumMeta", s.class("EnumType"))
}

// enumeration makes a class of the module that has no members.
func (s *scope) enumeration(name, doc string, bases []obj, all []*object.Def, more func(namespace obj), boundary string) {
	meta := s.class("EnumType")
	of := s.keep(object.Pack(bases...))
	if s.failed {
		return
	}
	namespace := s.prepare(meta, s.str(name), of)
	s.setItem(namespace, "__module__", s.str(moduleName))
	s.setItem(namespace, "__doc__", s.str(doc))
	s.methods(namespace, name, all)
	if more != nil {
		more(namespace)
	}
	limit := object.None
	if boundary != "" {
		limit = s.class(boundary)
	}
	if s.failed {
		return
	}
	s.add(name, s.create(meta, s.str(name), of, namespace, limit, nil))
}

func (s *scope) enums() {
	s.enumeration("Enum", "A collection of named constants: members.", nil, allEnum, func(namespace obj) {
		for _, d := range allAttributes {
			name := object.DefName(d)
			f := s.keep(object.NewClosure(d, moduleName, "Enum."+name, s.m))
			s.setItem(namespace, name, s.call(s.class("property"), f))
		}
	}, "")
	s.enumeration("ReprEnum", "Only changes what repr shows; otherwise members are as their values.", []obj{s.class("Enum")}, nil, nil, "")
	s.enumeration("StrEnum", "Members are strs, too.", []obj{object.Head(object.StrType), s.class("ReprEnum")}, allStrEnum, nil, "")
	s.enumeration("IntEnum", "Members are ints, too.", []obj{object.Head(object.LongType), s.class("ReprEnum")}, nil, nil, "")
	s.members("FlagBoundary", map[string]string{"STRICT": "strict", "CONFORM": "conform", "EJECT": "eject", "KEEP": "keep"}, "STRICT", "CONFORM", "EJECT", "KEEP")
	s.enumeration("Flag", "Members are bits, and can be combined.", []obj{s.class("Enum")}, allFlag, func(namespace obj) {
		s.setItem(namespace, "_numeric_repr_", s.keep(object.BuiltinNamed("repr")))
		for reflected, name := range map[string]string{"__ror__": "__or__", "__rand__": "__and__", "__rxor__": "__xor__"} {
			s.setItem(namespace, reflected, s.itemNamed(namespace, name))
		}
	}, "CONFORM")
	s.enumeration("IntFlag", "Members are bits and ints.", []obj{object.Head(object.LongType), s.class("ReprEnum"), s.class("Flag")}, nil, nil, "KEEP")
	s.members("EnumCheck", map[string]string{
		"CONTINUOUS": "no skipped integer values", "NAMED_FLAGS": "multi-flag aliases may not contain unnamed flags", "UNIQUE": "one name per value",
	}, "CONTINUOUS", "NAMED_FLAGS", "UNIQUE")
}

// members makes a StrEnum of the module, whose members are names of the module, too.
func (s *scope) members(class string, values map[string]string, names ...string) {
	pairs := s.keep(object.NewList(0))
	for _, name := range names {
		s.check(!s.failed && object.ListAppend(pairs, s.keep(object.Pack(s.str(name), s.str(values[name])))))
	}
	if s.failed {
		return
	}
	made := s.functional(s.class("StrEnum"), s.str(class), pairs, s.str(moduleName), object.None, object.None, s.int(1), object.None)
	s.add(class, made)
	for _, name := range names {
		s.add(name, s.get(made, name))
	}
}

func (s *scope) constants() {
	all := s.keep(object.NewStrs("EnumType", "EnumMeta", "Enum", "IntEnum", "StrEnum", "Flag", "IntFlag", "ReprEnum", "auto", "unique", "property", "verify",
		"member", "nonmember", "FlagBoundary", "STRICT", "CONFORM", "EJECT", "KEEP", "global_flag_repr", "global_enum_repr", "global_str",
		"global_enum", "EnumCheck", "CONTINUOUS", "NAMED_FLAGS", "UNIQUE"))
	if !s.failed {
		s.add("__all__", s.keep(object.ToList(all)))
	}
}
