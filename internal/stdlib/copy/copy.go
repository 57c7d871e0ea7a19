// Package copy is the module copy: copies of objects, shallow and deep.
package copy

import (
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Object is that of package object.
type Object = object.Object

var (
	copyDef     = object.Def{Sig: "copy(x)", Do: func(a []*Object) *Object { return shallow(a[0]) }, Doc: "A copy that has the same parts."}
	deepcopyDef = object.Def{Sig: "deepcopy(x, memo=None, _nil=())", Do: func(a []*Object) *Object {
		if a[1] != object.None {
			return deep(a[0], a[1])
		}
		memo := object.NewDict()
		if memo == nil {
			return nil
		}
		defer object.Decref(memo)
		return deep(a[0], memo)
	}, Doc: "A copy whose parts are copies as well."}
)

func init() {
	object.DefineModule("copy", func() *Object {
		m := object.NewModuleWith("copy", "Copies of objects.", []object.Def{copyDef, deepcopyDef})
		if m == nil {
			return nil
		}
		return object.Fill(m, func(set func(name string, v *Object)) {
			all := object.NewStrs("Error", "copy", "deepcopy")
			if all == nil {
				set("__all__", nil)
				return
			}
			set("__all__", object.ToList(all))
			object.Decref(all)
			class := object.NewException("copy.Error", "", nil, nil)
			set("error", object.XNewRef(class))
			set("Error", class)
			table := dispatchTable()
			set("dispatch_table", table)
		})
	})
}

func dispatchTable() *Object {
	copyreg := object.Import("copyreg")
	if copyreg == nil {
		return nil
	}
	defer object.Decref(copyreg)
	return object.GetAttrString(copyreg, "dispatch_table")
}

// atomic are the types whose objects are their own copies, deep ones too.
var atomic = map[*object.Type]bool{}

// constant are the types whose objects are their own shallow copies only.
var constant = map[*object.Type]bool{object.TupleType: true, object.FrozenSetType: true, object.SliceType: true}

func init() {
	for _, t := range []*object.Type{
		object.LongType, object.FloatType, object.BoolType, object.ComplexType, object.StrType, object.BytesType, object.TypeType,
		object.RangeType, object.PropertyType, object.CFunctionType, object.WeakrefType,
	} {
		atomic[t] = true
	}
}

func isAtomic(t *object.Type) bool {
	return atomic[t] || t == object.None.Type || t == object.Ellipsis.Type || t == object.NotImplemented.Type ||
		t == ctier.Type("PyCode_Type") || t == ctier.Type("PyFunction_Type")
}

// copiers are the types that copy by their method copy.
var copiers = map[*object.Type]bool{object.ListType: true, object.DictType: true, object.SetType: true, object.BytearrayType: true}

func shallow(x *Object) *Object {
	t := x.Type
	switch {
	case isAtomic(t) || constant[t] || object.IsSubtype(t, object.TypeType):
		return object.NewRef(x)
	case copiers[t]:
		return object.CallMethod(x, "copy")
	}
	copier, ok := object.LookupAttrString(object.Head(t), "__copy__")
	if !ok {
		return nil
	}
	if copier != nil && copier != object.None {
		defer object.Decref(copier)
		return object.CallArgs(copier, x)
	}
	object.XDecref(copier)
	return fromReduction(x, nil, "un(shallow)copyable")
}

// reduction is what pickling would get of an object, from the module copyreg's table or from the object.
func reduction(x *Object, kind string) *Object {
	table := dispatchTable()
	if table == nil {
		return nil
	}
	defer object.Decref(table)
	reductor, ok := object.DictGet(table, object.Head(x.Type))
	if !ok {
		return nil
	}
	if reductor != nil {
		object.Incref(reductor)
		defer object.Decref(reductor)
		return object.CallArgs(reductor, x)
	}
	if reductor, ok = object.LookupAttrString(x, "__reduce_ex__"); !ok {
		return nil
	}
	if reductor != nil && reductor != object.None {
		defer object.Decref(reductor)
		four := object.NewInt(4)
		defer object.Decref(four)
		return object.CallArgs(reductor, four)
	}
	object.XDecref(reductor)
	if reductor, ok = object.LookupAttrString(x, "__reduce__"); !ok {
		return nil
	}
	if reductor != nil {
		defer object.Decref(reductor)
		switch object.IsTrue(reductor) {
		case 1:
			return object.CallArgs(reductor)
		case -1:
			return nil
		}
	}
	class := attribute("Error")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	return object.RaiseString(class, kind+" object of type "+object.TextOf(object.Head(x.Type)))
}

func attribute(name string) *Object {
	self := object.Import("copy")
	if self == nil {
		return nil
	}
	defer object.Decref(self)
	return object.GetAttrString(self, name)
}

// fromReduction copies an object by its reduction; memo is nil for a shallow copy.
func fromReduction(x, memo *Object, kind string) *Object {
	rv := reduction(x, kind)
	if rv == nil {
		return nil
	}
	defer object.Decref(rv)
	if object.IsStr(rv) {
		return object.NewRef(x)
	}
	parts := object.Starred(rv)
	if parts == nil {
		return nil
	}
	defer object.Decref(parts)
	items := object.TupleItems(parts)
	switch n := len(items); {
	case n < 2:
		missing := "2 required positional arguments: 'func' and 'args'"
		if n == 1 {
			missing = "1 required positional argument: 'args'"
		}
		return object.Raise(object.TypeError, "_reconstruct() missing %s", missing)
	case n > 5:
		return object.Raise(object.TypeError, "_reconstruct() takes from 4 to 7 positional arguments but %d were given", n+2)
	}
	r := reconstruction{memo: memo}
	for i, part := range []**Object{&r.fn, &r.args, &r.state, &r.items, &r.pairs} {
		if *part = object.None; i < len(items) {
			*part = items[i]
		}
	}
	return r.run(x)
}
