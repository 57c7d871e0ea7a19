// Package importlib is as much of the module importlib as there is something for to do: import_module and its kin.
package importlib

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

func init() {
	object.DefineModule("importlib", func() obj {
		m := object.NewModuleString("importlib")
		if m == nil || !object.SetDoc(m, "Imports modules.") || !object.AddDefs(m, functions) ||
			!object.AddObject(m, "__import__", object.XNewRef(object.BuiltinNamed("__import__"))) {
			object.XDecref(m)
			return nil
		}
		return m
	})
}

var functions = []object.Def{
	{Sig: "import_module(name, package=None)", Doc: "Import a module; a name that begins with dots is relative to a package.", Do: func(a []obj) obj {
		if !object.IsStr(a[0]) {
			return object.Raise(object.AttributeError, "'%s' object has no attribute 'startswith'", object.TypeName(a[0].Type))
		}
		name := object.StrOf(a[0])
		if !strings.HasPrefix(name, ".") {
			return object.Import(name)
		}
		if a[1] == object.None || object.IsTrue(a[1]) == 0 {
			return object.Raise(object.TypeError, "the 'package' argument is required to perform a relative import for %s", object.ReprOf(a[0]))
		}
		if !object.IsStr(a[1]) {
			return object.Raise(object.TypeError, "__package__ not set to a string")
		}
		rest := strings.TrimLeft(name, ".")
		parts := strings.Split(object.StrOf(a[1]), ".")
		up := len(name) - len(rest) - 1
		if up >= len(parts) {
			return object.Raise(object.ImportError, "attempted relative import beyond top-level package")
		}
		full := strings.Join(parts[:len(parts)-up], ".")
		if rest != "" {
			full += "." + rest
		}
		return object.Import(full)
	}},
	{Sig: "reload(module)", Doc: "Find a module again; one that is compiled is not run again, and returned as it is.", Do: func(a []obj) obj { return reload(a[0]) }},
	{Sig: "invalidate_caches()", Doc: "Look at the path again: nothing is kept, so nothing is to be done.", Do: func([]obj) obj { return object.NewRef(object.None) }},
}

func reload(m obj) obj {
	name, ok := reloadedName(m)
	if !ok {
		return nil
	}
	defer object.Decref(name)
	modules := object.State().Modules
	known, ok := object.DictGet(modules, name)
	if !ok {
		return nil
	}
	if known != m {
		return missing("module "+object.StrOf(name)+" not in sys.modules", object.StrOf(name))
	}
	full := object.StrOf(name)
	if dot := strings.LastIndexByte(full, '.'); dot >= 0 && !inModules(full[:dot]) {
		if object.Occurred() != nil {
			return nil
		}
		return missing("parent '"+full[:dot]+"' not in sys.modules", full[:dot])
	}
	if !object.Findable(m, full) {
		return object.RaiseImport(object.ModuleNotFoundError, "spec not found for the module '"+full+"'", full, "")
	}
	return object.NewRef(m)
}

func inModules(name string) bool {
	m, _ := object.DictGetString(object.State().Modules, name)
	return m != nil
}

func missing(text, name string) obj { return object.RaiseImport(object.ImportError, text, name, "") }

// reloadedName is the name that a module's spec has, or the module itself.
func reloadedName(m obj) (name obj, ok bool) {
	if spec := object.GetAttrString(m, "__spec__"); spec != nil {
		name = object.GetAttrString(spec, "name")
		object.Decref(spec)
	}
	if name == nil {
		name = instead(func() obj { return object.GetAttrString(m, "__name__") })
	}
	if name == nil {
		name = instead(func() obj { return object.Raise(object.TypeError, "reload() argument must be a module") })
	}
	return name, name != nil
}

// instead does what is done about an AttributeError, which is being handled meanwhile. Another exception stays as it is.
func instead(do func() obj) obj {
	if !object.Matches(object.AttributeError) {
		return nil
	}
	exc := object.TakeException()
	done := object.HandleException(exc)
	object.Decref(exc)
	defer done()
	return do()
}
