package object

import "github.com/d95905aa/gilded/internal/abi"

// The class statement: __build_class__.

// RunClassBody runs the body of a class statement in a namespace, if body is a function in Python code: what it returns is new,
// a cell or None. Package object has no such functions; whoever brings them sets it.
var RunClassBody func(body, namespace *Object) (result *Object, isPython bool)

// runBody runs any body. One that is not Python code is called with the namespace.
func runBody(body, namespace *Object) *Object {
	if RunClassBody != nil {
		if result, isPython := RunClassBody(body, namespace); isPython {
			return result
		}
	}
	return CallArgs(body, namespace)
}

// buildClass is __build_class__(body, name, *bases, metaclass=…, **keywords).
func buildClass(_ *Object, args **Object, n int, names *Object) *Object {
	a := Args(args, n+KeywordCount(names))
	if n < 2 {
		return Raise(TypeError, "__build_class__: not enough arguments")
	}
	body, name := a[0], a[1]
	if !Callable(body) {
		return Raise(TypeError, "__build_class__: func must be a function")
	}
	if !IsStr(name) {
		return Raise(TypeError, "__build_class__: name is not a string")
	}
	given := TupleOf(a[2:n])
	if given == nil {
		return nil
	}
	defer Decref(given)
	bases := ResolveBases(given)
	if bases == nil {
		return nil
	}
	defer Decref(bases)
	keywords, meta, ok := classKeywords(a[n:], names)
	if !ok {
		return nil
	}
	defer XDecref(keywords)
	if meta = metaclassFor(meta, bases); meta == nil {
		return nil
	}
	defer Decref(meta)
	namespace := prepare(meta, name, bases, keywords)
	if namespace == nil {
		return nil
	}
	defer Decref(namespace)
	cell := runBody(body, namespace)
	if cell == nil {
		return nil
	}
	defer Decref(cell)
	if bases != given && !SetItemString(namespace, "__orig_bases__", given) {
		return nil
	}
	nameArgs := Pack(name, bases, namespace)
	if nameArgs == nil {
		return nil
	}
	defer Decref(nameArgs)
	return Call(meta, nameArgs, keywords)
}

// SetItemString is SetItem with a str as key.
func SetItemString(o *Object, key string, v *Object) bool { return SetItem(o, Intern(key), v) }

// classKeywords splits the keywords of a class statement: the metaclass, borrowed, and the rest, a new dict or nil.
func classKeywords(values []*Object, names *Object) (rest, meta *Object, ok bool) {
	if names == nil {
		return nil, nil, true
	}
	if rest = NewDict(); rest == nil {
		return nil, nil, false
	}
	for i, name := range TupleItems(names) {
		if StrOf(name) == "metaclass" {
			meta = values[i]
		} else if !DictSet(rest, name, values[i]) {
			Decref(rest)
			return nil, nil, false
		}
	}
	return rest, meta, true
}

// metaclassFor is the metaclass that a class statement uses: a new reference.
func metaclassFor(meta, bases *Object) *Object {
	if meta == nil {
		meta = Head(TypeType)
		if items := TupleItems(bases); len(items) > 0 {
			meta = Head(items[0].Type)
		}
	}
	if !Is(meta, TypeType) {
		return NewRef(meta)
	}
	winner := winningMeta(As[*Type](meta), bases)
	if winner == nil {
		return nil
	}
	return NewRef(Head(winner))
}

// prepare makes the namespace that a class body runs in.
func prepare(meta, name, bases, keywords *Object) *Object {
	f, ok := LookupAttrString(meta, "__prepare__")
	if !ok {
		return nil
	}
	if f == nil {
		return NewDict()
	}
	defer Decref(f)
	args := Pack(name, bases)
	if args == nil {
		return nil
	}
	defer Decref(args)
	namespace := Call(f, args, keywords)
	if namespace != nil && !MappingCheck(namespace) {
		who := "<metaclass>"
		if Is(meta, TypeType) {
			who = TypeName(As[*Type](meta))
		}
		Raise(TypeError, "%.200s.__prepare__() must return a mapping, not %.200s", who, TypeName(namespace.Type))
		Decref(namespace)
		return nil
	}
	return namespace
}

// ResolveBases replaces bases that are no classes by what their __mro_entries__ says: a new reference, to the same tuple if
// nothing is replaced.
func ResolveBases(bases *Object) *Object {
	var resolved *Object
	for i, base := range TupleItems(bases) {
		var entries *Object
		if !HasFlag(base.Type, abi.TPFlagsTypeSubclass) {
			f, ok := LookupAttrString(base, "__mro_entries__")
			if !ok {
				XDecref(resolved)
				return nil
			}
			if f != nil {
				entries = CallArgs(f, bases)
				Decref(f)
				if entries != nil && !IsTuple(entries) {
					Decref(entries)
					entries = Raise(TypeError, "__mro_entries__ must return a tuple")
				}
				if entries == nil {
					XDecref(resolved)
					return nil
				}
			}
		}
		ok := true
		switch {
		case entries != nil:
			if resolved == nil {
				resolved = ListFrom(TupleItems(bases)[:i])
			}
			ok = resolved != nil && ListExtend(resolved, entries)
			Decref(entries)
		case resolved != nil:
			ok = ListAppend(resolved, base)
		}
		if !ok {
			XDecref(resolved)
			return nil
		}
	}
	if resolved == nil {
		return NewRef(bases)
	}
	defer Decref(resolved)
	return SequenceTuple(resolved)
}
