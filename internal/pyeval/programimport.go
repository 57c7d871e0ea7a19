package pyeval

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

// Imports of programs: by the function __import__ that the frame's builtins have.

// module imports by __import__(name, globals, locals, fromlist, level). The result is new.
func (r *runner) module(name string, from []pyexpr.Alias, level int) (*object.Object, error) {
	function, err := lookup(r.builtins, object.Intern("__import__"))
	if err != nil {
		return nil, err
	}
	if function == nil {
		return nil, raise(object.ImportError, "__import__ not found")
	}
	defer object.Decref(function)
	names := object.NewRef(object.None)
	if from != nil {
		var items []*object.Object
		for _, alias := range from {
			items = append(items, object.Intern(alias.Name))
		}
		object.Decref(names)
		if names = object.Pack(items...); names == nil {
			return nil, TakeRaised()
		}
	}
	defer object.Decref(names)
	number := object.NewInt(int64(level))
	defer object.Decref(number)
	text := object.NewStr(name)
	if text == nil {
		return nil, TakeRaised()
	}
	defer object.Decref(text)
	return result(object.CallArgs(function, text, r.globals, r.locals, names, number))
}

func (r *runner) importAll(s *pyexpr.Import) error {
	for _, alias := range s.Names {
		m, err := r.module(alias.Name, nil, 0)
		if err != nil {
			return err
		}
		bound, rest, _ := strings.Cut(alias.Name, ".")
		if alias.As != "" {
			bound = alias.As
			m, err = descend(m, rest)
			if err != nil {
				return err
			}
		}
		err = r.Store(bound, m)
		object.Decref(m)
		if err != nil {
			return err
		}
	}
	return nil
}

// descend goes from a package to one of its submodules. It takes over the package.
func descend(m *object.Object, path string) (*object.Object, error) {
	for path != "" {
		var part string
		part, path, _ = strings.Cut(path, ".")
		inner, err := member(m, part)
		object.Decref(m)
		if err != nil {
			return nil, err
		}
		m = inner
	}
	return m, nil
}

// member is what from m import name binds: an attribute, or a module that its package does not show yet.
func member(m *object.Object, name string) (*object.Object, error) {
	value, ok := object.LookupAttrString(m, name)
	if value != nil {
		return value, nil
	}
	if !ok {
		return nil, TakeRaised()
	}
	pkg := textAttribute(m, "__name__")
	if pkg != "" {
		full, ok := object.DictGetString(object.State().Modules, pkg+"."+name)
		if full != nil {
			return object.NewRef(full), nil
		}
		if !ok {
			return nil, TakeRaised()
		}
	}
	shown := pkg
	if shown == "" {
		shown = "<unknown module name>"
	}
	file := textAttribute(m, "__file__")
	where := file
	if where == "" {
		where = "unknown location"
	}
	object.RaiseImport(object.ImportError, "cannot import name '"+name+"' from '"+shown+"' ("+where+")", pkg, file)
	return nil, TakeRaised()
}

// textAttribute is an attribute that is a str, "" if it is anything else.
func textAttribute(o *object.Object, name string) string {
	value, _ := object.LookupAttrString(o, name)
	if value == nil {
		object.ClearErr()
		return ""
	}
	defer object.Decref(value)
	if !object.IsStr(value) {
		return ""
	}
	return object.StrOf(value)
}

func (r *runner) importFrom(s *pyexpr.ImportFrom) error {
	m, err := r.module(s.Module, s.Names, s.Level)
	if err != nil {
		return err
	}
	defer object.Decref(m)
	if s.Names[0].Name == "*" {
		return r.importStar(m)
	}
	for _, alias := range s.Names {
		value, err := member(m, alias.Name)
		if err != nil {
			return err
		}
		bound := alias.As
		if bound == "" {
			bound = alias.Name
		}
		err = r.Store(bound, value)
		object.Decref(value)
		if err != nil {
			return err
		}
	}
	return nil
}

// importStar binds what __all__ names, or every name that does not begin with an underscore.
func (r *runner) importStar(m *object.Object) error {
	all, ok := object.LookupAttrString(m, "__all__")
	if !ok {
		return TakeRaised()
	}
	hidden := all == nil
	if all == nil {
		dict, ok := object.LookupAttrString(m, "__dict__")
		if dict == nil {
			if !ok {
				return TakeRaised()
			}
			return raise(object.ImportError, "from-import-* object has no __dict__ and no __all__")
		}
		all = object.MappingKeys(dict)
		object.Decref(dict)
		if all == nil {
			return TakeRaised()
		}
	}
	defer object.Decref(all)
	names, err := r.Iterate(all, nil)
	if err != nil {
		return err
	}
	defer object.ReleaseAll(names)
	for _, name := range names {
		if !object.HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) {
			return raise(object.TypeError, "Item in %s.__all__ must be str, not %.100s", textAttribute(m, "__name__"), object.TypeName(name.Type))
		}
		text := object.StrOf(name)
		if hidden && strings.HasPrefix(text, "_") {
			continue
		}
		value := object.GetAttr(m, name)
		if value == nil {
			return TakeRaised()
		}
		err := r.Store(text, value)
		object.Decref(value)
		if err != nil {
			return err
		}
	}
	return nil
}
