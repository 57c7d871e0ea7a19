package object

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
)

// Warnings: what the module _warnings does, for C, for Go and for the module itself. What warnings.filters,
// warnings._defaultaction and warnings._onceregistry are set to counts, once the module warnings is imported.

// A WarningFilter says what becomes of warnings of a category and its subclasses. The first that fits decides.
type WarningFilter struct {
	Action   string // error, ignore, always, default (once for each place), module (once for each module), once
	Category *Type
	Module   string // "" fits any
}

// defaultWarningFilters are CPython's, for a program that was not told otherwise.
var defaultWarningFilters = []WarningFilter{
	{"default", DeprecationWarning, "__main__"},
	{"ignore", DeprecationWarning, ""},
	{"ignore", PendingDeprecationWarning, ""},
	{"ignore", ImportWarning, ""},
	{"ignore", ResourceWarning, ""},
}

// warningState is an interpreter's: owned objects, nil until they are needed.
type warningState struct {
	filters *Object // a list of 5-tuples: action, message, category, module, line
	once    *Object // a dict: what was shown of the warnings that are shown once
	action  *Object // a str: what becomes of a warning that no filter fits
	version int64   // counts changes of the filters
}

func (f WarningFilter) tuple() *Object {
	module := NewRef(None)
	if f.Module != "" {
		Decref(module)
		module = NewStr(f.Module)
	}
	return packOwned(NewStr(f.Action), NewRef(None), NewRef(Head(f.Category)), module, NewInt(0))
}

// warningDefaults is the state with everything made.
func warningDefaults() *warningState {
	w := &State().warnings
	if w.once == nil {
		w.once = NewDict()
	}
	if w.action == nil {
		w.action = NewStr("default")
	}
	if w.filters == nil {
		list := NewList(0)
		for _, f := range defaultWarningFilters {
			item := f.tuple()
			if list == nil || item == nil || !ListAppend(list, item) {
				XDecref(item)
				XDecref(list)
				return nil
			}
			Decref(item)
		}
		w.filters = list
	}
	if w.once == nil || w.action == nil {
		return nil
	}
	return w
}

func (w *warningState) clear() {
	Clear(&w.filters)
	Clear(&w.once)
	Clear(&w.action)
}

// WarningDefaults are the list of filters, the registry of what is shown once, and the default action: borrowed; false, and an
// exception, if memory is out.
func WarningDefaults() (filters, once, action *Object, ok bool) {
	w := warningDefaults()
	if w == nil {
		return nil, nil, nil, false
	}
	return w.filters, w.once, w.action, true
}

// FiltersMutated makes what was remembered of shown warnings void.
func FiltersMutated() { State().warnings.version++ }

// FilterWarnings puts a filter before all others: false, and an exception, if memory is out.
func (s *InterpState) FilterWarnings(f WarningFilter) bool {
	w := warningDefaults()
	item := f.tuple()
	defer XDecref(item)
	if w == nil || item == nil || !ListInsert(w.filters, 0, item) {
		return false
	}
	FiltersMutated()
	return true
}

// warningAttr is what the module warnings, if it is imported, has under a name: a new reference, or nil; false with an exception.
func warningAttr(name string) (*Object, bool) {
	m, ok := DictGetString(State().Modules, "warnings")
	if m == nil {
		return nil, ok
	}
	return LookupAttrString(m, name)
}

// currentWarnings is the state after what the module warnings was changed to is taken over.
func currentWarnings() *warningState {
	w := warningDefaults()
	if w == nil {
		return nil
	}
	for _, field := range []struct {
		name string
		at   **Object
		is   func(*Object) bool
		text string
	}{
		{"filters", &w.filters, IsList, "_warnings.filters must be a list"},
		{"_defaultaction", &w.action, IsStr, ""},
		{"_onceregistry", &w.once, IsDict, ""},
	} {
		v, ok := warningAttr(field.name)
		if !ok {
			return nil
		}
		if v == nil {
			continue
		}
		switch {
		case field.is(v):
		case field.text != "":
			Raise(ValueError, "%s", field.text)
			ok = false
		default:
			kind := "a string"
			if field.name == "_onceregistry" {
				kind = "a dict"
			}
			Raise(TypeError, "_warnings.%s must be %s, not '%.200s'", strings.TrimPrefix(field.name, "_"), kind, TypeName(v.Type))
			ok = false
		}
		if !ok {
			Decref(v)
			return nil
		}
		Replace(field.at, v)
	}
	return w
}

// Warn issues a warning: false means that a filter has made an exception of it. It may run code.
func Warn(category *Type, text string, level int) bool {
	message := NewStr(text)
	if message == nil {
		return false
	}
	defer Decref(message)
	return WarnSource(Head(category), message, level, nil)
}

// WarnSource is Warn with the message as an object (a str, or a warning itself, which then says its own category) about an object,
// which may be nil. No Python code runs that a stack level could mean, so the place is
// what CPython says then, "sys:1".
func WarnSource(category, message *Object, _ int, source *Object) bool {
	if category == nil {
		category = Head(RuntimeWarning)
	}
	sys := sysDict()
	if sys == nil {
		return false
	}
	registry, ok := DictGetString(sys, "__warningregistry__")
	if !ok {
		return false
	}
	if registry == nil {
		registry = NewDict()
		if !PutOwned(sys, "__warningregistry__", XNewRef(registry)) {
			XDecref(registry)
			return false
		}
		Decref(registry) // sys has it
	}
	w := &IssuedWarning{Category: category, Message: message, Filename: "sys", Line: 1, Module: "sys", Registry: registry, Source: source}
	return w.Issue()
}

// WarnExplicit issues a warning about a place. The category is what the message is to be called with, nil for
// RuntimeWarning. The registry, a dict that may be nil, remembers what was shown there.
func WarnExplicit(category, message *Object, filename string, line int, module string, registry *Object) bool {
	if category == nil {
		category = Head(RuntimeWarning)
	}
	w := &IssuedWarning{Category: category, Message: message, Filename: filename, Line: line, Module: module, Registry: registry}
	return w.Issue()
}

// warningName is how a category is shown.
func warningName(category *Object) string {
	if HasFlag(category.Type, abi.TPFlagsTypeSubclass) {
		return shortName(As[*Type](category))
	}
	return TextOf(category)
}
