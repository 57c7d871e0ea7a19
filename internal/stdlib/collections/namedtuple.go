package collections

import (
	"fmt"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/stdlib/keyword"
)

// A named tuple's class is a class like any other; the functions in it hold what the class was made with.

var namedtupleDef = object.Def{
	Sig: "namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)", Do: namedtuple,
	Doc: "Make a subclass of tuple whose items have names.",
}

func namedtuple(a []*Object) *Object {
	truth := object.IsTrue(a[2])
	if truth < 0 {
		return nil
	}
	rename := truth > 0
	fields, ok := fieldNames(a[1])
	if !ok {
		return nil
	}
	text := object.Str(a[0])
	if text == nil {
		return nil
	}
	name := object.StrOf(text)
	object.Decref(text)
	if rename {
		renameFields(fields)
	}
	if !checkNames(name, fields, rename) {
		return nil
	}
	defaults := object.NewTuple(0)
	if a[3] != object.None {
		object.XDecref(defaults)
		defaults = object.SequenceTuple(a[3])
	}
	if defaults == nil {
		return nil
	}
	defer object.Decref(defaults)
	if len(object.TupleItems(defaults)) > len(fields) {
		return object.Raise(object.TypeError, "Got more default values than field names")
	}
	class := makeNamedtuple(name, fields, defaults)
	if class == nil {
		return nil
	}
	module := a[4]
	if module == object.None {
		module = object.Intern("__main__")
	}
	if !object.SetAttrString(class, "__module__", module) {
		object.Decref(class)
		return nil
	}
	return class
}

// fieldNames are the strs of an iterable, or the words of a str.
func fieldNames(o *Object) ([]string, bool) {
	if object.IsStr(o) {
		return strings.Fields(strings.ReplaceAll(object.StrOf(o), ",", " ")), true
	}
	l := object.ToList(o)
	if l == nil {
		return nil, false
	}
	defer object.Decref(l)
	var names []string
	for i := 0; i < len(object.ListItems(l)); i++ {
		item := object.NewRef(object.ListItems(l)[i])
		text := object.Str(item)
		object.Decref(item)
		if text == nil {
			return nil, false
		}
		names = append(names, object.StrOf(text))
		object.Decref(text)
	}
	return names, true
}

func isIdentifier(name string) bool {
	o := object.NewStr(name)
	if o == nil {
		object.ClearErr()
		return false
	}
	defer object.Decref(o)
	return object.StrIsIdentifier(o)
}

func renameFields(fields []string) {
	seen := map[string]bool{}
	for i, name := range fields {
		if !isIdentifier(name) || keyword.Is(name) || strings.HasPrefix(name, "_") || seen[name] {
			fields[i] = fmt.Sprintf("_%d", i)
		}
		seen[name] = true
	}
}

func quoted(name string) string {
	o := object.NewStr(name)
	if o == nil {
		object.ClearErr()
		return ""
	}
	defer object.Decref(o)
	return object.ReprOf(o)
}

func checkNames(typename string, fields []string, rename bool) bool {
	for _, name := range append([]string{typename}, fields...) {
		if !isIdentifier(name) {
			object.Raise(object.ValueError, "Type names and field names must be valid identifiers: %s", quoted(name))
			return false
		}
		if keyword.Is(name) {
			object.Raise(object.ValueError, "Type names and field names cannot be a keyword: %s", quoted(name))
			return false
		}
	}
	seen := map[string]bool{}
	for _, name := range fields {
		if strings.HasPrefix(name, "_") && !rename {
			object.Raise(object.ValueError, "Field names cannot start with an underscore: %s", quoted(name))
			return false
		}
		if seen[name] {
			object.Raise(object.ValueError, "Encountered duplicate field name: %s", quoted(name))
			return false
		}
		seen[name] = true
	}
	return true
}

// makeNamedtuple makes the class.
func makeNamedtuple(typename string, names []string, defaults *Object) *Object {
	fields := object.NewTuple(len(names))
	if fields == nil {
		return nil
	}
	defer object.Decref(fields)
	for i, name := range names {
		object.TupleItems(fields)[i] = object.NewRef(object.Intern(name))
	}
	list := strings.Join(names, ", ")
	if len(names) == 1 {
		list += ","
	}
	d := object.NewDict()
	if d == nil {
		return nil
	}
	defer object.Decref(d)
	method := func(sig, doc string, in func(held, a []*Object) *Object) *Object {
		name, _, _ := strings.Cut(sig, "(")
		def := object.Def{Sig: sig, Doc: doc, In: func(held *Object, a []*Object) *Object { return in(object.TupleItems(held), a) }}
		return object.NewClosure(&def, "", typename+"."+name, fields, defaults)
	}
	ok := object.PutOwned(d, "__doc__", object.NewStr(typename+"("+list+")")) &&
		object.PutOwned(d, "__slots__", object.NewTuple(0)) &&
		object.PutOwned(d, "_fields", object.NewRef(fields)) &&
		object.PutOwned(d, "_field_defaults", fieldDefaults(fields, defaults)) &&
		object.PutOwned(d, "__new__", method(newSignature(names, len(object.TupleItems(defaults))), "Create new instance of "+typename+"("+list+")", construct)) &&
		object.PutOwned(d, "_make", classMethod(method("_make(cls, iterable)", "A new "+typename+" of the items of an iterable.", makeOf))) &&
		object.PutOwned(d, "_replace", method("_replace(self, /, **kwds)", "A new "+typename+" with other values for the given fields.", replaced)) &&
		object.PutOwned(d, "__repr__", method("__repr__(self)", "The fields with their values.", namedtupleRepr)) &&
		object.PutOwned(d, "_asdict", method("_asdict(self)", "A dict from the names of the fields to their values.", asdict)) &&
		object.PutOwned(d, "__getnewargs__", method("__getnewargs__(self)", "A plain tuple, for copying and pickling.", func(_, a []*Object) *Object {
			return object.CallArgs(object.Head(object.TupleType), a[0])
		})) &&
		object.PutOwned(d, "__match_args__", object.NewRef(fields))
	for i, name := range names {
		if !ok {
			break
		}
		doc := object.NewStr(fmt.Sprintf("Alias for field number %d", i))
		if doc == nil {
			return nil
		}
		ok = object.PutOwned(d, name, newTuplegetter(tuplegetterType, i, doc))
		object.Decref(doc)
	}
	if !ok {
		return nil
	}
	name, bases := object.NewStr(typename), object.Pack(object.Head(object.TupleType))
	defer object.XDecref(name)
	defer object.XDecref(bases)
	if name == nil || bases == nil {
		return nil
	}
	return object.CallArgs(object.Head(object.TypeType), name, bases, d)
}

func classMethod(f *Object) *Object {
	if f == nil {
		return nil
	}
	defer object.Decref(f)
	return object.NewClassMethod(f)
}

func fieldDefaults(fields, defaults *Object) *Object {
	d := object.NewDict()
	if d == nil {
		return nil
	}
	names, values := object.TupleItems(fields), object.TupleItems(defaults)
	for i, v := range values {
		if !object.DictSet(d, names[len(names)-len(values)+i], v) {
			object.Decref(d)
			return nil
		}
	}
	return d
}

// of makes a tuple of a class: tuple.__new__(class, items). The tuple items is borrowed.
func of(class, items *Object) *Object {
	return object.CallMethod(object.Head(object.TupleType), "__new__", class, items)
}

// newSignature is that of __new__; the defaults are no literals, so that construct puts them in.
func newSignature(names []string, defaults int) string {
	sig := "__new__(_cls"
	for i, name := range names {
		sig += ", " + name
		if i >= len(names)-defaults {
			sig += "=?"
		}
	}
	return sig + ")"
}

// The functions below get what they hold: a tuple of the fields' names, and one of the defaults.

func construct(held, a []*Object) *Object {
	defaults := object.TupleItems(held[1])
	for i, v := range defaults {
		if at := len(a) - len(defaults) + i; a[at] == nil {
			a[at] = v
		}
	}
	items := object.Pack(a[1:]...)
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	return of(a[0], items)
}

func makeOf(held, a []*Object) *Object {
	n := len(object.TupleItems(held[0]))
	made := of(a[0], a[1])
	if made == nil {
		return nil
	}
	if size := object.Length(made); size != n {
		object.Decref(made)
		if size < 0 {
			return nil
		}
		return object.Raise(object.TypeError, "Expected %d arguments, got %d", n, size)
	}
	return made
}

func replaced(held, a []*Object) *Object {
	self, changes, fields := a[0], a[1], object.TupleItems(held[0])
	items := object.SequenceTuple(self)
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	values := append([]*Object{}, object.TupleItems(items)...)
	for i := range values {
		if i >= len(fields) {
			values = values[:i]
			break
		}
		v := object.DictPop(changes, fields[i], values[i])
		if v == nil {
			return nil
		}
		defer object.Decref(v)
		values[i] = v
	}
	all := object.Pack(values...)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	made := object.CallMethod(self, "_make", all)
	if made != nil && object.DictLen(changes) > 0 {
		object.Decref(made)
		unexpected := object.DictKeys(changes)
		if unexpected == nil {
			return nil
		}
		defer object.Decref(unexpected)
		return object.Raise(object.ValueError, "Got unexpected field names: %s", object.ReprOf(unexpected))
	}
	return made
}

func namedtupleRepr(held, a []*Object) *Object {
	self, fields := a[0], object.TupleItems(held[0])
	if !object.IsTuple(self) {
		return object.Raise(object.TypeError, "%%r format: a tuple is required, not %s", object.TypeName(self.Type))
	}
	items := object.TupleItems(self)
	if len(items) != len(fields) {
		if len(items) < len(fields) {
			return object.Raise(object.TypeError, "not enough arguments for format string")
		}
		return object.Raise(object.TypeError, "not all arguments converted during string formatting")
	}
	class := object.GetAttrString(self, "__class__")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	name := object.GetAttrString(class, "__name__")
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	text := object.TextOf(name) + "("
	for i, item := range items {
		r := object.Repr(item)
		if r == nil {
			return nil
		}
		if i > 0 {
			text += ", "
		}
		text += object.StrOf(fields[i]) + "=" + object.StrOf(r)
		object.Decref(r)
	}
	return object.NewStr(text + ")")
}

func asdict(_, a []*Object) *Object {
	self := a[0]
	fields := object.GetAttrString(self, "_fields")
	if fields == nil {
		return nil
	}
	defer object.Decref(fields)
	names := object.SequenceTuple(fields)
	values := object.SequenceTuple(self)
	defer object.XDecref(names)
	defer object.XDecref(values)
	if names == nil || values == nil {
		return nil
	}
	d := object.NewDict()
	for i, name := range object.TupleItems(names) {
		if d == nil || i >= len(object.TupleItems(values)) {
			break
		}
		if !object.DictSet(d, name, object.TupleItems(values)[i]) {
			object.Decref(d)
			return nil
		}
	}
	return d
}
