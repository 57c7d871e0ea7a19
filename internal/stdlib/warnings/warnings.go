// Package warnings is the modules _warnings, which issues warnings (package object does it, for C, too), and warnings, which
// decides how they look and which of them are shown.
package warnings

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type (
	obj = *object.Object
	def = object.Def
)

func init() {
	functions := object.GoModule("_warnings", "Issues warnings, and does with them what the filters say.", &cFunctions)
	object.DefineModule("_warnings", func() obj {
		m := functions()
		if m == nil || !addState(m, "_onceregistry", "_defaultaction") {
			object.XDecref(m)
			return nil
		}
		return m
	})
	object.DefineModule("warnings", newModule)
}

// addState shows in a module what the interpreter goes by.
func addState(m obj, onceName, actionName string) bool {
	filters, once, action, ok := object.WarningDefaults()
	return ok && object.AddObject(m, "filters", object.NewRef(filters)) && object.AddObject(m, onceName, object.NewRef(once)) &&
		object.AddObject(m, actionName, object.NewRef(action))
}

func noneIf(ok bool) obj {
	if !ok {
		return nil
	}
	return object.NewRef(object.None)
}

var (
	warnParams     = object.Params{Func: "warn", Names: []string{"message", "category", "stacklevel", "source"}, Required: 1, Positional: 4}
	explicitParams = object.Params{
		Func:     "warn_explicit",
		Names:    []string{"message", "category", "filename", "lineno", "module", "registry", "module_globals", "source"},
		Required: 4, Positional: 8,
	}
)

var cFunctions = []object.Method{
	{
		Name: "warn", Doc: "warn($module, /, message, category=None, stacklevel=1, source=None)\n--\n\nIssue a warning, or ignore it, or raise it.",
		FastKeys: func(_ obj, args *obj, n int, names obj) obj {
			var v [4]obj
			if !warnParams.Unpack(args, n, names, v[:]) {
				return nil
			}
			level := 1
			if v[2] != nil {
				var ok bool
				if level, ok = object.AsIndex(v[2], object.OverflowError); !ok {
					return nil
				}
			}
			category := object.WarningCategory(v[0], v[1])
			if category == nil {
				return nil
			}
			return noneIf(object.WarnSource(category, v[0], level, v[3]))
		},
	},
	{
		Name: "warn_explicit", Doc: "warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)\n\nIssue a warning about a place, or ignore it, or raise it.",
		FastKeys: warnExplicit,
	},
	{Name: "_filters_mutated", Doc: "_filters_mutated($module, /)\n--\n\nSay that the filters have changed.", NoArgs: func(obj) obj {
		object.FiltersMutated()
		return noneIf(true)
	}},
}

func warnExplicit(_ obj, args *obj, n int, names obj) obj {
	var v [8]obj
	if !explicitParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	if !object.IsStr(v[2]) {
		return object.Raise(object.TypeError, "warn_explicit() argument 3 must be str, not %.50s", object.TypeName(v[2].Type))
	}
	line, ok := object.AsInt32(v[3])
	if !ok {
		return nil
	}
	w := object.IssuedWarning{
		Category: v[1], Message: v[0], Filename: object.StrOf(v[2]), Line: int(line), Registry: v[5], Source: v[7],
	}
	if v[4] == object.None {
		return noneIf(true)
	}
	if v[4] != nil {
		w.Module = object.TextOf(v[4])
	}
	if globals := v[6]; globals != nil && globals != object.None {
		if !object.IsDict(globals) {
			return object.Raise(object.TypeError, "module_globals must be a dict, not '%.200s'", object.TypeName(globals.Type))
		}
		source, ok := sourceFrom(globals, int(line))
		if !ok {
			return nil
		}
		defer object.XDecref(source)
		w.SourceLine = source
	}
	return noneIf(w.Issue())
}

// sourceFrom is a line of the source that a module's loader has: a new reference, or nil; false with an exception.
func sourceFrom(globals obj, line int) (obj, bool) {
	loader, ok := object.DictGetString(globals, "__loader__")
	if loader == nil {
		return nil, ok
	}
	name, ok := object.DictGetString(globals, "__name__")
	if name == nil {
		return nil, ok
	}
	get, ok := object.LookupAttrString(loader, "get_source")
	if get == nil {
		return nil, ok
	}
	defer object.Decref(get)
	source := object.CallArgs(get, name)
	if source == nil {
		return nil, false
	}
	defer object.Decref(source)
	if source == object.None {
		return nil, true
	}
	lines := object.CallMethod(source, "splitlines")
	if lines == nil {
		return nil, false
	}
	defer object.Decref(lines)
	index := object.NewInt(int64(line - 1))
	if index == nil {
		return nil, false
	}
	defer object.Decref(index)
	text := object.GetItem(lines, index)
	return text, text != nil
}

var newModule = object.FilledModule("warnings", "Warnings: how they look, and which are shown.", nil, fill)

func fill(m obj) bool {
	inner := object.Import("_warnings")
	if inner == nil {
		return false
	}
	defer object.Decref(inner)
	for _, name := range []string{"warn", "warn_explicit", "_filters_mutated"} {
		if !object.AddObject(m, name, object.GetAttrString(inner, name)) {
			return false
		}
	}
	sys := object.Import("sys")
	if sys == nil {
		return false
	}
	if !object.AddObject(m, "sys", sys) || !addState(m, "onceregistry", "defaultaction") || !addState(m, "_onceregistry", "_defaultaction") ||
		!object.AddDefs(m, functions) {
		return false
	}
	for _, name := range []string{"showwarning", "formatwarning"} {
		if !object.AddObject(m, "_"+name+"_orig", object.NewRef(object.ModuleObject(m, name))) {
			return false
		}
	}
	for _, c := range classes {
		if !object.AddObject(m, c.Name, c.Make()) {
			return false
		}
	}
	option := object.Class{Name: "_OptionError", Module: "warnings", NoSlots: true, Bases: []obj{object.Head(object.Exception)}}
	return object.AddObject(m, "_OptionError", option.Make()) &&
		object.AddObject(m, "_warnings_defaults", object.NewBool(true)) &&
		object.AddObject(m, "__all__", names("warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings"))
}

func names(all ...string) obj {
	list := object.NewList(0)
	for _, name := range all {
		if list != nil && !object.ListAppend(list, object.Intern(name)) {
			object.Decref(list)
			list = nil
		}
	}
	return list
}

// own is what the module has under a name now: borrowed; nil, and an exception, if it has nothing.
func own(name string) obj {
	m := object.Import("warnings")
	if m == nil {
		return nil
	}
	defer object.Decref(m) // sys.modules has it
	v, ok := object.DictGetString(object.As[*abi.Module](m).Dict, name)
	if v == nil && ok {
		object.Raise(object.NameError, "name '%s' is not defined", name)
	}
	return v
}
