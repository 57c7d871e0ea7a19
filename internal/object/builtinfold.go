package object

// The functions of the builtins module that take keywords.

var (
	powParams   = Params{Func: "pow", Names: []string{"base", "exp", "mod"}, Required: 2, Positional: 3}
	roundParams = Params{Func: "round", Names: []string{"number", "ndigits"}, Required: 1, Positional: 2}
	sumParams   = Params{Func: "sum", Names: []string{"", "start"}, Required: 1, Positional: 2}
)

func builtinPow(_ *Object, args **Object, n int, names *Object) *Object {
	var v [3]*Object
	if !powParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	if v[2] == nil {
		v[2] = None
	}
	return Power(v[0], v[1], v[2])
}

func builtinRound(_ *Object, args **Object, n int, names *Object) *Object {
	var v [2]*Object
	if !roundParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	if LookupString(v[0].Type, "__round__") == nil {
		return Raise(TypeError, "type %s doesn't define __round__ method", TypeName(v[0].Type))
	}
	if v[1] == nil || v[1] == None {
		return CallMethod(v[0], "__round__")
	}
	return CallMethod(v[0], "__round__", v[1])
}

func builtinSorted(_ *Object, args **Object, n int, names *Object) *Object {
	if !CheckPositional("sorted", n, 1, 1) {
		return nil
	}
	a := Args(args, n+KeywordCount(names))
	list := ToList(a[0])
	if list == nil {
		return nil
	}
	sort := GetAttrString(list, "sort")
	if sort == nil {
		Decref(list)
		return nil
	}
	defer Decref(sort)
	result := Vectorcall(sort, a[1:], names)
	if result == nil {
		Decref(list)
		return nil
	}
	Decref(result)
	return list
}

func builtinSum(_ *Object, args **Object, n int, names *Object) *Object {
	var v [2]*Object
	if !sumParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	it := Iter(v[0])
	if it == nil {
		return nil
	}
	defer Decref(it)
	total := NewInt(0)
	if v[1] != nil {
		for _, t := range []struct {
			of   *Type
			what string
		}{{StrType, "strings [use ''.join(seq) instead]"}, {BytesType, "bytes [use b''.join(seq) instead]"}, {BytearrayType, "bytearray [use b''.join(seq) instead]"}} {
			if Is(v[1], t.of) {
				Decref(total)
				return Raise(TypeError, "sum() can't sum %s", t.what)
			}
		}
		Replace(&total, NewRef(v[1]))
	}
	for item := IterNext(it); item != nil; item = IterNext(it) {
		sum := Add(total, item)
		Decref(item)
		Decref(total)
		if total = sum; total == nil {
			return nil
		}
	}
	if Occurred() != nil {
		Decref(total)
		return nil
	}
	return total
}

// extreme finds the item that compares by op against all others: max and min.
func extreme(function string, op int32, args []*Object, n int, names *Object) *Object {
	if n == 0 {
		return Raise(TypeError, "%s expected at least 1 argument, got 0", function)
	}
	var key, deflt *Object
	for i := 0; i < KeywordCount(names); i++ {
		switch name := StrOf(TupleItems(names)[i]); name {
		case "key":
			key = args[n+i]
		case "default":
			deflt = args[n+i]
		default:
			return Raise(TypeError, "%s() got an unexpected keyword argument '%s'", function, name)
		}
	}
	if key == None {
		key = nil
	}
	if n > 1 && deflt != nil {
		return Raise(TypeError, "Cannot specify a default for %s() with multiple positional arguments", function)
	}
	from := args[0]
	if n > 1 {
		from = TupleOf(args[:n])
		if from == nil {
			return nil
		}
		defer Decref(from)
	}
	it := Iter(from)
	if it == nil {
		return nil
	}
	defer Decref(it)
	best, ok := bestOf(it, op, key)
	switch {
	case !ok || best != nil:
		return best
	case deflt != nil:
		return NewRef(deflt)
	}
	return Raise(ValueError, "%s() arg is an empty sequence", function)
}

// bestOf returns the best item as a new reference, nil if there is none.
func bestOf(it *Object, op int32, key *Object) (best *Object, ok bool) {
	var bestKey *Object
	defer func() { XDecref(bestKey) }()
	for item := IterNext(it); item != nil; item = IterNext(it) {
		by := NewRef(item)
		if key != nil {
			Decref(by)
			if by = CallArgs(key, item); by == nil {
				Decref(item)
				XDecref(best)
				return nil, false
			}
		}
		better := int32(1)
		if best != nil {
			better = RichCompareBool(by, bestKey, op)
		}
		if better > 0 {
			best, item = item, best
			bestKey, by = by, bestKey
		}
		XDecref(item)
		XDecref(by)
		if better < 0 {
			XDecref(best)
			return nil, false
		}
	}
	if Occurred() != nil {
		XDecref(best)
		return nil, false
	}
	return best, true
}
