package operator

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// getter is what itemgetter, attrgetter and methodcaller make. names are what was given; of a methodcaller, its arguments.
type getter struct {
	abi.Object
	vectorcall abi.Func
	names      *Object // a tuple
	name       *Object // methodcaller: the method's name
	kw         *Object // methodcaller: a dict, or nil
}

var (
	itemgetterType   = object.NewType()
	attrgetterType   = object.NewType()
	methodcallerType = object.NewType()
)

func getterOf(o *Object) *getter { return object.As[*getter](o) }

// one takes the one argument of a call.
func one(o *Object, args **Object, nargsf int, names *Object) *Object {
	short := object.ShortName(o.Type)
	if object.KeywordCount(names) > 0 {
		return object.Raise(object.TypeError, "%s() takes no keyword arguments", short)
	}
	n := object.Positional(nargsf)
	if !object.CheckPositional(short, n, 1, 1) {
		return nil
	}
	return object.Args(args, n)[0]
}

// eachOf calls get for every name that a getter was made with: one result alone, several as a tuple.
func eachOf(get func(from, name *Object) *Object) abi.Func {
	return ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
		from := one(o, args, nargsf, names)
		if from == nil {
			return nil
		}
		held := object.NewRef(getterOf(o).names)
		defer object.Decref(held)
		items := object.TupleItems(held)
		if len(items) == 1 {
			return get(from, items[0])
		}
		results := make([]*Object, len(items))
		for i, name := range items {
			if results[i] = get(from, name); results[i] == nil {
				for _, r := range results[:i] {
					object.Decref(r)
				}
				return nil
			}
		}
		return object.OwnedTuple(results...)
	})
}

var (
	getItems = eachOf(object.GetItem)
	getAttrs = eachOf(attribute)

	callMethod = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
		on := one(o, args, nargsf, names)
		if on == nil {
			return nil
		}
		g := getterOf(o)
		arguments, kw := object.NewRef(g.names), object.XNewRef(g.kw)
		defer object.Decref(arguments)
		defer object.XDecref(kw)
		method := object.GetAttr(on, g.name)
		if method == nil {
			return nil
		}
		defer object.Decref(method)
		return object.Call(method, arguments, kw)
	})
)

// attribute follows a dotted name.
func attribute(from, name *Object) *Object {
	text := object.StrOf(name)
	if !strings.Contains(text, ".") {
		return object.GetAttr(from, name)
	}
	object.Incref(from)
	for _, part := range strings.Split(text, ".") {
		next := object.GetAttrString(from, part)
		object.Decref(from)
		if from = next; from == nil {
			return nil
		}
	}
	return from
}

func newGetter(t *Type, vectorcall abi.Func, names ...*Object) *Object {
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	g := getterOf(o)
	if g.vectorcall, g.names = vectorcall, object.Pack(names...); g.names == nil {
		object.Decref(o)
		return nil
	}
	return o
}

func itemgetterNew(t *Type, args, kwargs *Object) *Object {
	items := object.TupleItems(args)
	if !object.NoKeywords("itemgetter", kwargs) || len(items) == 0 && !object.CheckPositional("itemgetter", 0, 1, 1) {
		return nil
	}
	return newGetter(t, getItems, items...)
}

func attrgetterNew(t *Type, args, kwargs *Object) *Object {
	items := object.TupleItems(args)
	if !object.NoKeywords("attrgetter", kwargs) || len(items) == 0 && !object.CheckPositional("attrgetter", 0, 1, 1) {
		return nil
	}
	for _, name := range items {
		if !object.IsStr(name) {
			return object.Raise(object.TypeError, "attribute name must be a string")
		}
	}
	return newGetter(t, getAttrs, items...)
}

func methodcallerNew(t *Type, args, kwargs *Object) *Object {
	items := object.TupleItems(args)
	if len(items) == 0 {
		return object.Raise(object.TypeError, "methodcaller needs at least one argument, the method name")
	}
	if !object.IsStr(items[0]) {
		return object.Raise(object.TypeError, "method name must be a string")
	}
	o := newGetter(t, callMethod, items[1:]...)
	if o == nil {
		return nil
	}
	g := getterOf(o)
	g.name = object.NewRef(items[0])
	object.InternInPlace(&g.name)
	if kwargs != nil && object.DictLen(kwargs) > 0 {
		if g.kw = object.DictCopy(kwargs); g.kw == nil {
			object.Decref(o)
			return nil
		}
	}
	return o
}

// listed is the text of a call: name(a, b, k=v).
func listed(o *Object, values []*Object, kw *Object) *Object {
	entered := object.ReprEnter(o)
	if entered != 0 {
		if entered < 0 {
			return nil
		}
		return object.NewStr(object.TypeName(o.Type) + "(...)")
	}
	defer object.ReprLeave(o)
	var texts []string
	add := func(before string, v *Object) bool {
		r := object.Repr(v)
		if r == nil {
			return false
		}
		texts = append(texts, before+object.StrOf(r))
		object.Decref(r)
		return true
	}
	for _, v := range values {
		if !add("", v) {
			return nil
		}
	}
	if kw != nil {
		var key, v *Object
		for pos := 0; object.DictNext(kw, &pos, &key, &v); {
			name := object.StrOf(key)
			object.Incref(v)
			ok := add(name+"=", v)
			object.Decref(v)
			if !ok {
				return nil
			}
		}
	}
	return object.NewStr(object.TypeName(o.Type) + "(" + strings.Join(texts, ", ") + ")")
}

// withName is the arguments of a methodcaller, the name first.
func withName(o *Object) []*Object {
	g := getterOf(o)
	return append([]*Object{g.name}, object.TupleItems(g.names)...)
}

func methodcallerReduce(o *Object) *Object {
	g := getterOf(o)
	if g.kw == nil {
		return object.OwnedTuple(object.TypeObject(o.Type), object.Pack(withName(o)...))
	}
	functools := object.Import("functools")
	if functools == nil {
		return nil
	}
	defer object.Decref(functools)
	partial := object.GetAttrString(functools, "partial")
	if partial == nil {
		return nil
	}
	defer object.Decref(partial)
	args := object.Pack(object.Head(o.Type), g.name)
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	return object.OwnedTuple(object.Call(partial, args, g.kw), object.NewRef(g.names))
}

func init() {
	spec := func(name, doc string) object.Spec {
		var g *getter
		s := object.FieldSpec(unsafe.Sizeof(*g), 0, func(o *Object) []**Object {
			g := getterOf(o)
			return []**Object{&g.names, &g.name, &g.kw}
		})
		s.Name, s.Doc = "operator."+name, doc
		s.Flags = abi.TPFlagsHaveGC | abi.TPFlagsHaveVectorcall
		s.VectorcallOffset = int(unsafe.Offsetof(g.vectorcall))
		s.Call = object.VectorcallCall
		s.Clear = nil // the tuple and the dict are enough to break a cycle
		s.Repr = func(o *Object) *Object { return listed(o, object.TupleItems(getterOf(o).names), nil) }
		s.Methods = []object.Method{{Name: "__reduce__", Doc: "What pickling needs.", NoArgs: func(o *Object) *Object {
			return object.OwnedTuple(object.TypeObject(o.Type), object.NewRef(getterOf(o).names))
		}}}
		return s
	}
	object.Define(itemgetterType, func() object.Spec {
		s := spec("itemgetter", "itemgetter(item, ...) --> itemgetter object\n\nGets these items of what it is called with.")
		s.New = itemgetterNew
		return s
	})
	object.Define(attrgetterType, func() object.Spec {
		s := spec("attrgetter", "attrgetter(attr, ...) --> attrgetter object\n\nGets these attributes, dotted or not, of what it is called with.")
		s.New = attrgetterNew
		return s
	})
	object.Define(methodcallerType, func() object.Spec {
		s := spec("methodcaller", "methodcaller(name, ...) --> methodcaller object\n\nCalls this method of what it is called with.")
		s.New = methodcallerNew
		s.Repr = func(o *Object) *Object { return listed(o, withName(o), getterOf(o).kw) }
		s.Methods = []object.Method{{Name: "__reduce__", Doc: "What pickling needs.", NoArgs: methodcallerReduce}}
		return s
	})
}
