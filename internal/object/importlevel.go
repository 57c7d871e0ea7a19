package object

import "strings"

// This file is the import statement: relative names, and which module of a dotted name the statement is about.

// ImportLevel is an import statement: it returns the top-level package, unless names are to be taken from the module. globals
// says what a relative name is relative to; it and fromlist may be nil.
func ImportLevel(name string, globals, fromlist *Object, level int) *Object {
	if level < 0 {
		return Raise(ValueError, "level must be >= 0")
	}
	full, ok := ResolveName(name, globals, level)
	if !ok {
		return nil
	}
	m := Import(full)
	if m == nil {
		return nil
	}
	if fromlist != nil {
		named := IsTrue(fromlist)
		if named < 0 || named > 0 && !importNamed(m, fromlist) {
			Decref(m)
			return nil
		}
		if named > 0 {
			return m
		}
	}
	front, rest, dotted := strings.Cut(name, ".")
	if !dotted {
		return m
	}
	Decref(m)
	if level == 0 {
		return Import(front)
	}
	first := strings.TrimSuffix(full, "."+rest)
	top, ok := DictGetString(State().Modules, first)
	if top == nil && ok {
		return Raise(KeyError, "'%s' not in sys.modules as expected", first)
	}
	return XNewRef(top)
}

// importNamed imports those modules of a package that a from clause names and the package does not show yet. What is no package has
// none.
func importNamed(m, fromlist *Object) bool {
	path, ok := LookupAttrString(m, "__path__")
	if path == nil {
		return ok
	}
	Decref(path)
	return importEach(m, fromlist, false)
}

// importEach does it for the names in a from clause, or in the package's __all__.
func importEach(m, names *Object, all bool) bool {
	return Each(names, func(name *Object) bool {
		switch {
		case !IsStr(name):
			return rejectName(m, name, all)
		case StrOf(name) == "*":
			return all || importAll(m)
		}
		shown, ok := LookupAttr(m, name)
		if shown != nil || !ok {
			XDecref(shown)
			return ok
		}
		return importPart(m, StrOf(name))
	})
}

func importAll(m *Object) bool {
	all, ok := LookupAttrString(m, "__all__")
	if all == nil {
		return ok
	}
	defer Decref(all)
	return importEach(m, all, true)
}

// importPart imports a module of a package. That there is none is no error: whoever takes the name from the package will see.
func importPart(m *Object, name string) bool {
	pkg := GetAttrString(m, "__name__")
	if pkg == nil {
		return false
	}
	text := Str(pkg)
	Decref(pkg)
	if text == nil {
		return false
	}
	full := StrOf(text) + "." + name
	Decref(text)
	if top := ImportLevel(full, nil, nil, 0); top != nil {
		Decref(top)
		return true
	}
	if !Matches(ModuleNotFoundError) {
		return false
	}
	t, v, tb := FetchErr()
	t, v, tb = Normalize(t, v, tb)
	absent := isAbsent(v, full)
	if !absent {
		RestoreErr(t, v, tb)
		return false
	}
	XDecref(t)
	XDecref(v)
	XDecref(tb)
	return true
}

// isAbsent tells whether an exception says that the module full itself was not found, and not one that it imports, or that
// sys.modules forbids it.
func isAbsent(e *Object, full string) bool {
	name := GetAttrString(e, "name")
	if name == nil {
		ClearErr()
		return false
	}
	defer Decref(name)
	if !IsStr(name) || StrOf(name) != full {
		return false
	}
	forbidden, ok := DictGetString(State().Modules, full)
	if !ok {
		ClearErr()
	}
	return forbidden != None
}

func rejectName(m, name *Object, all bool) bool {
	where := "``from list''"
	if all {
		of := GetAttrString(m, "__name__")
		if of == nil {
			return false
		}
		defer Decref(of)
		if !IsStr(of) {
			Raise(TypeError, "unsupported operand type(s) for +: '%s' and 'str'", TypeName(of.Type))
			return false
		}
		where = StrOf(of) + ".__all__"
	}
	Raise(TypeError, "Item in %s must be str, not %s", where, ShortName(name.Type))
	return false
}

// ResolveName makes a relative name absolute by the __package__ or __name__ of the importing module's globals.
func ResolveName(name string, globals *Object, level int) (string, bool) {
	if level == 0 {
		if name == "" {
			Raise(ValueError, "Empty module name")
			return "", false
		}
		return name, true
	}
	if globals == nil {
		Raise(KeyError, "'__name__' not in globals")
		return "", false
	}
	if !IsDict(globals) {
		Raise(TypeError, "globals must be a dict")
		return "", false
	}
	pkg := ""
	if p := DictGetInterned(globals, Intern("__package__")); p != nil && p != None {
		if !Is(p, StrType) {
			Raise(TypeError, "package must be a string")
			return "", false
		}
		pkg = StrOf(p)
	} else if n := DictGetInterned(globals, Intern("__name__")); n != nil {
		if !Is(n, StrType) {
			Raise(TypeError, "__name__ must be a string")
			return "", false
		}
		pkg = StrOf(n)
		if DictGetInterned(globals, Intern("__path__")) == nil {
			pkg = pkg[:max(strings.LastIndexByte(pkg, '.'), 0)]
		}
	} else {
		Raise(KeyError, "'__name__' not in globals")
		return "", false
	}
	for range level - 1 {
		dot := strings.LastIndexByte(pkg, '.')
		if dot < 0 {
			Raise(ImportError, "attempted relative import beyond top-level package")
			return "", false
		}
		pkg = pkg[:dot]
	}
	if pkg == "" {
		Raise(ImportError, "attempted relative import with no known parent package")
		return "", false
	}
	if name == "" {
		return pkg, true
	}
	return pkg + "." + name, true
}
