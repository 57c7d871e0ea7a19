package collectionsabc

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// Callable[[int], str]: an alias whose arguments are flat, and which shows them as they were written.

func addCallableAlias(m obj) bool {
	c := object.Class{
		Name: "_CallableGenericAlias", Module: moduleName, Bases: []obj{object.Head(object.GenericAliasType)},
		Doc:  "Callable with the types of its arguments and of its result.",
		Defs: callableAlias,
	}
	return object.AddObject(m, c.Name, c.Make())
}

var callableAlias = []def{
	{Sig: "__new__(cls, origin, args)", Kind: object.StaticDef, In: newCallableAlias},
	{Sig: "__repr__(self)", Do: func(a []obj) obj {
		origin, args := object.AliasParts(a[0])
		types := object.TupleItems(args)
		if len(types) == 2 && isParamExpr(types[0]) {
			return reprOf(a[0])
		}
		texts := make([]string, len(types))
		for i, t := range types {
			text, ok := object.AliasArgText(t)
			if !ok {
				return nil
			}
			texts[i] = text
		}
		last := len(texts) - 1
		name, ok := object.AliasArgText(origin)
		if !ok {
			return nil
		}
		return object.NewStr(name + "[[" + strings.Join(texts[:last], ", ") + "], " + texts[last] + "]")
	}},
	{Sig: "__reduce__(self)", Do: func(a []obj) obj {
		_, args := object.AliasParts(a[0])
		types := object.TupleItems(args)
		given := object.NewRef(args)
		if len(types) != 2 || !isParamExpr(types[0]) {
			last := len(types) - 1
			object.Decref(given)
			given = object.OwnedTuple(object.ListFrom(types[:last]), object.NewRef(types[last]))
		}
		return object.OwnedTuple(object.NewRef(object.Head(a[0].Type)), object.OwnedTuple(object.NewRef(classNamed("Callable")), given))
	}},
}

// reprOf is GenericAlias.__repr__.
func reprOf(o obj) obj {
	origin, args := object.AliasParts(o)
	plain := object.NewGenericAlias(origin, args)
	if plain == nil {
		return nil
	}
	defer object.Decref(plain)
	return object.Repr(plain)
}

func newCallableAlias(class obj, a []obj) obj {
	if !object.IsTuple(a[2]) || len(object.TupleItems(a[2])) != 2 {
		return object.Raise(object.TypeError, "Callable must be used as Callable[[arg, ...], result].")
	}
	pair := object.TupleItems(a[2])
	args := object.NewRef(a[2])
	defer func() { object.XDecref(args) }()
	switch {
	case object.IsTuple(pair[0]) || object.IsList(pair[0]):
		flat := object.ToList(pair[0])
		ok := flat != nil && object.ListAppend(flat, pair[1])
		object.Decref(args)
		args = nil
		if ok {
			args = object.SequenceTuple(flat)
		}
		object.XDecref(flat)
		if args == nil {
			return nil
		}
	case !isParamExpr(pair[0]):
		return object.Raise(object.TypeError, "Expected a list of types, an ellipsis, ParamSpec, or Concatenate. Got %s", object.TextOf(pair[0]))
	}
	make := object.SuperAttr(class, a[0], "__new__")
	if make == nil {
		return nil
	}
	defer object.Decref(make)
	return object.CallArgs(make, a[0], a[1], args)
}

// isParamExpr tells whether something can stand for all the arguments: the ellipsis, or what typing has for it.
func isParamExpr(o obj) bool {
	if o == object.Ellipsis || object.IsList(o) || object.IsTuple(o) {
		return true
	}
	name := object.ShortName(o.Type)
	module := object.GetAttrString(object.Head(o.Type), "__module__")
	if module == nil {
		object.ClearErr()
		return false
	}
	defer object.Decref(module)
	return object.TextOf(module) == "typing" && (name == "ParamSpec" || name == "_ConcatenateGenericAlias")
}
