package functools

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// partial is a function with some of its arguments.
type partial struct {
	abi.Object
	vectorcall abi.Func
	fn         *Object
	args       *Object // a tuple
	kw         *Object // a dict
	dict       *Object
	weakrefs   *Object
}

var partialType = object.NewType()

func partialOf(o *Object) *partial { return object.As[*partial](o) }

func partialNew(t *Type, args, kwargs *Object) *Object {
	given := object.TupleItems(args)
	if len(given) == 0 {
		return object.Raise(object.TypeError, "type 'partial' takes at least one argument")
	}
	fn, given := given[0], given[1:]
	var keywords *Object
	if fn.Type.Call == partialType.Call && partialOf(fn).dict == nil {
		inner := partialOf(fn)
		fn, keywords = inner.fn, inner.kw
		given = append(append([]*Object{}, object.TupleItems(inner.args)...), given...)
	}
	if !object.Callable(fn) {
		return object.Raise(object.TypeError, "the first argument must be callable")
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	p := partialOf(o)
	p.vectorcall = partialVectorcall
	p.fn, p.args = object.NewRef(fn), object.Pack(given...)
	if p.kw = merged(keywords, kwargs); p.args == nil || p.kw == nil {
		object.Decref(o)
		return nil
	}
	return o
}

// merged is a new dict with the items of two, either of which may be nil; those of the second win.
func merged(a, b *Object) *Object {
	d := object.NewDict()
	if d == nil {
		return nil
	}
	for _, from := range []*Object{a, b} {
		if from != nil && !object.DictUpdate(d, from) {
			object.Decref(d)
			return nil
		}
	}
	return d
}

// call puts the arguments that a partial holds before those it is called with.
func (p *partial) call(args []*Object, n int, names *Object) *Object {
	fn, held, kw := object.NewRef(p.fn), object.NewRef(p.args), object.NewRef(p.kw)
	defer func() {
		object.Decref(fn)
		object.Decref(held)
		object.Decref(kw)
	}()
	before := object.TupleItems(held)
	if object.DictLen(kw) == 0 {
		return object.Vectorcall(fn, append(append(make([]*Object, 0, len(before)+len(args)), before...), args...), names)
	}
	tuple := object.Pack(append(append([]*Object{}, before...), args[:n]...)...)
	if tuple == nil {
		return nil
	}
	defer object.Decref(tuple)
	all := object.DictCopy(kw)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	for i := range object.KeywordCount(names) {
		if !object.DictSet(all, object.TupleItems(names)[i], args[n+i]) {
			return nil
		}
	}
	return object.Call(fn, tuple, all)
}

var partialVectorcall = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
	n := object.Positional(nargsf)
	return partialOf(o).call(object.Args(args, n+object.KeywordCount(names)), n, names)
})

// partialCall is tp_call: what calls a subclass.
func partialCall(o, args, kwargs *Object) *Object {
	p, items := partialOf(o), object.TupleItems(args)
	if kwargs == nil || object.DictLen(kwargs) == 0 {
		return p.call(items, len(items), nil)
	}
	fn := object.NewRef(p.fn)
	defer object.Decref(fn)
	tuple := object.Pack(append(append([]*Object{}, object.TupleItems(p.args)...), items...)...)
	kw := merged(p.kw, kwargs)
	defer object.XDecref(tuple)
	defer object.XDecref(kw)
	if tuple == nil || kw == nil {
		return nil
	}
	return object.Call(fn, tuple, kw)
}

func partialRepr(o *Object) *Object {
	entered := object.ReprEnter(o)
	if entered != 0 {
		if entered < 0 {
			return nil
		}
		return object.NewStr("...")
	}
	defer object.ReprLeave(o)
	p := partialOf(o)
	fn, args, kw := object.NewRef(p.fn), object.NewRef(p.args), object.NewRef(p.kw)
	defer func() {
		object.Decref(fn)
		object.Decref(args)
		object.Decref(kw)
	}()
	var text strings.Builder
	add := func(before string, v *Object) bool {
		r := object.Repr(v)
		if r == nil {
			return false
		}
		text.WriteString(before + object.StrOf(r))
		object.Decref(r)
		return true
	}
	text.WriteString(object.TypeName(o.Type))
	if !add("(", fn) {
		return nil
	}
	for _, arg := range object.TupleItems(args) {
		if !add(", ", arg) {
			return nil
		}
	}
	var key, value *Object
	for pos := 0; object.DictNext(kw, &pos, &key, &value); {
		object.Incref(key)
		object.Incref(value)
		name := object.Str(key)
		ok := name != nil && add(", "+object.StrOf(name)+"=", value)
		object.XDecref(name)
		object.Decref(key)
		object.Decref(value)
		if !ok {
			return nil
		}
	}
	return object.NewStr(text.String() + ")")
}

func partialReduce(o *Object) *Object {
	p := partialOf(o)
	dict := p.dict
	if dict == nil {
		dict = object.None
	}
	return object.OwnedTuple(object.TypeObject(o.Type), object.Pack(p.fn), object.Pack(p.fn, p.args, p.kw, dict))
}

func partialSetstate(o, state *Object) *Object {
	invalid := func() *Object { return object.Raise(object.TypeError, "invalid partial state") }
	if !object.IsTuple(state) || len(object.TupleItems(state)) != 4 {
		return invalid()
	}
	s := object.TupleItems(state)
	if !object.Callable(s[0]) || !object.IsTuple(s[1]) || s[2] != object.None && !object.IsDict(s[2]) {
		return invalid()
	}
	args, kw := object.NewRef(s[1]), object.NewRef(s[2])
	if args.Type != object.TupleType {
		object.Decref(args)
		args = object.SequenceTuple(s[1])
	}
	if s[2] == object.None {
		object.Decref(kw)
		kw = object.NewDict()
	} else if kw.Type != object.DictType {
		object.Decref(kw)
		kw = object.DictCopy(s[2])
	}
	if args == nil || kw == nil {
		object.XDecref(args)
		object.XDecref(kw)
		return nil
	}
	p := partialOf(o)
	var dict *Object
	if s[3] != object.None {
		dict = object.NewRef(s[3])
	}
	object.Replace(&p.fn, object.NewRef(s[0]))
	object.Replace(&p.args, args)
	object.Replace(&p.kw, kw)
	object.Replace(&p.dict, dict)
	return object.NewRef(object.None)
}

func init() {
	object.Define(partialType, func() object.Spec {
		var p *partial
		s := object.FieldSpec(unsafe.Sizeof(*p), int(unsafe.Offsetof(p.weakrefs)), func(o *Object) []**Object {
			p := partialOf(o)
			return []**Object{&p.fn, &p.args, &p.kw, &p.dict}
		})
		s.Name = "functools.partial"
		s.Doc = "partial(func, *args, **keywords) - a function that calls func with these arguments and those it gets."
		s.Flags |= abi.TPFlagsHaveVectorcall
		s.VectorcallOffset = int(unsafe.Offsetof(p.vectorcall))
		s.Dictoffset = int(unsafe.Offsetof(p.dict))
		s.New, s.Call, s.Repr = partialNew, partialCall, partialRepr
		s.Clear = func(o *Object) int32 { // it can still be called: only the dict goes, and what is in the other dict
			p := partialOf(o)
			object.Clear(&p.dict)
			if p.kw != nil && p.kw.Refcnt == 1 {
				object.DictClear(p.kw)
			}
			return 0
		}
		member := func(name, doc string, offset uintptr) object.Member {
			return object.Member{Name: name, Doc: doc, Type: object.TObject, Flags: object.ReadOnly, Offset: offset}
		}
		s.Members = []object.Member{
			member("func", "The function.", unsafe.Offsetof(p.fn)),
			member("args", "The arguments by position that it begins with.", unsafe.Offsetof(p.args)),
			member("keywords", "The arguments by name.", unsafe.Offsetof(p.kw)),
		}
		s.Getset = []object.GetSet{{Name: "__dict__", Get: object.GenericGetDict, Set: object.GenericSetDict}}
		s.Methods = []object.Method{
			{Name: "__reduce__", NoArgs: partialReduce, Doc: "What pickling needs."},
			{Name: "__setstate__", O: partialSetstate, Doc: "Take over a state."},
			object.ClassGetitem,
		}
		return s
	})
}
