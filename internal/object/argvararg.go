package object

// UnpackKeywordsWithVararg is _PyArg_UnpackKeywordsWithVararg: like UnpackKeywords, but positional arguments from number vararg
// on go into a tuple in buf[vararg], which is a new reference, and what the names from there on stand for comes behind it.
func UnpackKeywordsWithVararg(args []*Object, dict, kwnames *Object, values []*Object, a *ArgParser, minPositional, maxPositional, minKeyword, vararg int, buf []*Object) bool {
	p := a.parser()
	names, pos := parameterNames(a.Keywords)
	given := keywordsGiven(dict, kwnames, values)
	n := len(args)
	if needed := min(pos, minPositional); n < needed {
		return p.tooFew(n, needed, needed < maxPositional)
	}
	own := min(n, vararg)
	packed := Pack(args[own:]...)
	if packed == nil {
		return false
	}
	clear(buf[:len(names)+1])
	copy(buf, args[:own])
	buf[vararg] = packed
	if !p.fillByName(&given, names, buf, max(n, pos)-max(n-maxPositional, 0), minPositional, maxPositional, minKeyword, vararg) ||
		given.count > 0 && !p.nobodys(&given, names[pos:]) {
		buf[vararg] = nil
		Decref(packed)
		return false
	}
	return true
}

// nobodys raises for keyword arguments that are left; it is false.
func (p *argParser) nobodys(given *kwargs, names []string) bool {
	if p.known(given, names) {
		Raise(TypeError, "invalid keyword argument for %s", p.named("this function"))
	}
	return false
}

// fillByName takes the arguments from number i on from the keywords, and counts them off.
func (p *argParser) fillByName(given *kwargs, names []string, buf []*Object, i, minPositional, maxPositional, minKeyword, vararg int) bool {
	required := minPositional
	if minKeyword > 0 {
		required = maxPositional + minKeyword
	}
	for ; i < len(names); i++ {
		var arg *Object
		if given.count > 0 {
			arg = given.get(names[i])
		}
		if i < vararg {
			buf[i] = arg
		} else {
			buf[i+1] = arg
		}
		if arg != nil {
			given.count--
		} else if i < minPositional || maxPositional <= i && i < required {
			Raise(TypeError, "%s missing required argument '%s' (pos %d)", p.named("function"), names[i], i+1)
			return false
		}
	}
	return true
}
