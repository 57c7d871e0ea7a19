// Package decimal is the module decimal: the names of the compiled module _decimal, which has to be on the path, as it is on
// CPython's. What CPython falls back to where there is no such file is Python source.
package decimal

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

func init() {
	object.DefineModule("decimal", func() *object.Object {
		compiled := object.Import("_decimal")
		if compiled == nil {
			return nil
		}
		defer object.Decref(compiled)
		m := object.NewModuleString("decimal")
		if m != nil && !take(m, compiled) {
			object.Decref(m)
			return nil
		}
		return m
	})
}

// beside are the names that a star does not take.
var beside = []string{"__doc__", "__version__", "__libmpdec_version__"}

// take gives a module what another shows.
func take(m, from *object.Object) bool {
	dict := object.GetAttrString(from, "__dict__")
	if dict == nil {
		return false
	}
	defer object.Decref(dict)
	names := object.MappingKeys(dict)
	if names == nil {
		return false
	}
	defer object.Decref(names)
	return object.Each(names, func(name *object.Object) bool {
		return !object.IsStr(name) || strings.HasPrefix(object.StrOf(name), "_") || takeName(m, from, object.StrOf(name))
	}) && takeBeside(m, from)
}

func takeBeside(m, from *object.Object) bool {
	for _, name := range beside {
		if !takeName(m, from, name) {
			return false
		}
	}
	return true
}

func takeName(m, from *object.Object, name string) bool {
	v := object.GetAttrString(from, name)
	if v == nil {
		return false
	}
	defer object.Decref(v)
	return object.SetAttrString(m, name, v)
}
