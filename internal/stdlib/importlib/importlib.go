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
	{Sig: "invalidate_caches()", Doc: "Look at the path again: nothing is kept, so nothing is to be done.", Do: func([]obj) obj { return object.NewRef(object.None) }},
}
