package object

import (
	"fmt"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
)

// An IssuedWarning is a warning on its way. All objects are borrowed; those that may be nil say so.
type IssuedWarning struct {
	Category, Message *Object // the message is a str, or a warning, which then says its own category
	Filename          string
	Line              int
	Module            string  // "": what the file name says
	Registry          *Object // a dict, None or nil: remembers what was shown
	SourceLine        *Object // nil: read from the file
	Source            *Object // what it is about, nil or None for nothing
}

// Issue shows the warning, or does what the filters say: false with an exception. It may run code.
func (w *IssuedWarning) Issue() bool {
	module := w.Module
	if module == "" {
		module = "<unknown>"
		if w.Filename != "" {
			module = strings.TrimSuffix(w.Filename, ".py")
		}
	}
	if w.Registry == None {
		w.Registry = nil
	}
	if w.Source == None {
		w.Source = nil
	}
	if w.Registry != nil && !IsDict(w.Registry) {
		Raise(TypeError, "'registry' must be a dict or None")
		return false
	}
	text, category, warning, ok := w.parts()
	if !ok {
		return false
	}
	defer Decref(text)
	defer Decref(warning)
	line := NewInt(int64(w.Line))
	if line == nil {
		return false
	}
	defer Decref(line)
	key := Pack(text, category, line)
	if key == nil {
		return false
	}
	defer Decref(key)
	state := currentWarnings()
	if state == nil {
		return false
	}
	if w.Registry != nil {
		if shown := state.shown(w.Registry, key, false); shown != 0 {
			return shown > 0
		}
	}
	action, filter := state.actionFor(text, category, module, w.Line)
	if action == nil {
		return false
	}
	defer Decref(action)
	defer XDecref(filter)
	switch StrOf(action) {
	case "error":
		SetObject(category, warning)
		return false
	case "ignore":
		return true
	}
	switch again := w.remember(state, StrOf(action), filter, key, text, category); {
	case again < 0:
		return false
	case again > 0:
		return true
	}
	return w.show(text, category, warning)
}

// parts are the text, as a new reference, the category, borrowed, and the warning itself, a new reference.
func (w *IssuedWarning) parts() (text, category, warning *Object, ok bool) {
	category = w.Category
	is := IsInstance(w.Message, Head(Warning))
	if is < 0 {
		return nil, nil, nil, false
	}
	if is > 0 {
		if text = Str(w.Message); text == nil {
			return nil, nil, nil, false
		}
		return text, Head(w.Message.Type), NewRef(w.Message), true
	}
	if warning = CallArgs(category, w.Message); warning == nil {
		return nil, nil, nil, false
	}
	return NewRef(w.Message), category, warning, true
}

// remember notes that a warning is shown, where its action asks for that: 1 if it was before, -1 and an exception on failure.
func (w *IssuedWarning) remember(state *warningState, action string, filter, key, text, category *Object) int32 {
	if action == "always" {
		return 0
	}
	if w.Registry != nil && !SetItem(w.Registry, key, True) {
		return -1
	}
	registry := w.Registry
	switch action {
	case "once":
		if registry == nil {
			registry = state.once
		}
	case "module":
		if registry == nil {
			return 0
		}
	case "default":
		return 0
	default:
		shown := "None"
		if filter != nil {
			shown = ReprOf(filter)
		}
		Raise(RuntimeError, "Unrecognized action ('%s') in warnings.filters:\n %s", action, shown)
		return -1
	}
	everywhere := Pack(text, category)
	if everywhere == nil {
		return -1
	}
	defer Decref(everywhere)
	return state.shown(registry, everywhere, true)
}

// shown tells whether a registry has a key, and may enter it. A registry that is older than the filters is emptied first.
func (state *warningState) shown(registry, key *Object, enter bool) int32 {
	version := Intern("version")
	known, ok := DictGet(registry, version)
	if !ok {
		return -1
	}
	current := false
	if known != nil && known.Type == LongType {
		v, ok := AsInt64(known)
		if !ok {
			ClearErr()
		}
		current = ok && v == state.version
	}
	if current {
		v, ok := DictGet(registry, key)
		if !ok {
			return -1
		}
		if v != nil {
			if r := IsTrue(v); r != 0 {
				return r
			}
		}
	} else {
		DictClear(registry)
		if !PutOwned(registry, "version", NewInt(state.version)) {
			return -1
		}
	}
	if enter && !DictSet(registry, key, True) {
		return -1
	}
	return 0
}

// actionFor is what the filters say of a warning: new references to the action, nil with an exception, and to the filter, nil for
// the default.
func (state *warningState) actionFor(text, category *Object, module string, line int) (action, filter *Object) {
	name := NewStr(module)
	if name == nil {
		return nil, nil
	}
	defer Decref(name)
	filters := NewRef(state.filters)
	defer Decref(filters)
	for i := 0; i < len(ListItems(filters)); i++ {
		item := ListItems(filters)[i]
		if !IsTuple(item) || len(TupleItems(item)) != 5 {
			return Raise(ValueError, "_warnings.filters item %d isn't a 5-tuple", i), nil
		}
		Incref(item)
		fits := filterFits(TupleItems(item), text, category, name, line)
		if fits > 0 {
			return NewRef(TupleItems(item)[0]), item
		}
		Decref(item)
		if fits < 0 {
			return nil, nil
		}
	}
	return NewRef(state.action), nil
}

func filterFits(f []*Object, text, category, module *Object, line int) int32 {
	if !IsStr(f[0]) {
		Raise(TypeError, "action must be a string, not '%.200s'", TypeName(f[0].Type))
		return -1
	}
	message := matchesPart(f[1], text)
	if message < 0 {
		return -1
	}
	where := matchesPart(f[3], module)
	if where < 0 {
		return -1
	}
	is := IsSubclass(category, f[2])
	if is < 0 {
		return -1
	}
	at, ok := AsSsize(f[4])
	if !ok {
		return -1
	}
	if message > 0 && where > 0 && is > 0 && (at == 0 || at == line) {
		return 1
	}
	return 0
}

// matchesPart tells whether a text fits a part of a filter: None fits all, a str only itself, anything else is a pattern.
func matchesPart(part, text *Object) int32 {
	if part == None {
		return 1
	}
	if part.Type == StrType {
		if StrCompare(part, text) == 0 {
			return 1
		}
		return 0
	}
	r := CallMethod(part, "match", text)
	if r == nil {
		return -1
	}
	defer Decref(r)
	return IsTrue(r)
}

// show hands the warning to warnings._showwarnmsg, or writes it to sys.stderr if there is no such function.
func (w *IssuedWarning) show(text, category, warning *Object) bool {
	if w.Source != nil { // it is the module that can say where the source was made
		if m := Import("warnings"); m != nil {
			Decref(m)
		} else {
			ClearErr()
		}
	}
	f, ok := warningAttr("_showwarnmsg")
	if !ok {
		return false
	}
	if f == nil {
		return w.write(text, category)
	}
	defer Decref(f)
	if !Callable(f) {
		Raise(TypeError, "warnings._showwarnmsg() must be set to a callable")
		return false
	}
	class, ok := warningAttr("WarningMessage")
	if class == nil {
		if ok {
			Raise(RuntimeError, "unable to get warnings.WarningMessage")
		}
		return false
	}
	defer Decref(class)
	filename, line := NewStr(w.Filename), NewInt(int64(w.Line))
	defer XDecref(filename)
	defer XDecref(line)
	if filename == nil || line == nil {
		return false
	}
	message := CallArgs(class, warning, category, filename, line, None, None, orNoneBorrowed(w.Source))
	if message == nil {
		return false
	}
	defer Decref(message)
	r := CallArgs(f, message)
	XDecref(r)
	return r != nil
}

func orNoneBorrowed(o *Object) *Object {
	if o == nil {
		return None
	}
	return o
}

// write writes the warning to sys.stderr as CPython does without the module warnings.
func (w *IssuedWarning) write(text, category *Object) bool {
	out := fmt.Sprintf("%s:%d: %s: %s\n", w.Filename, w.Line, warningName(category), TextOf(text))
	source := XNewRef(w.SourceLine)
	if source == nil {
		source = SourceLine(w.Filename, w.Line)
	}
	if source != nil {
		out += "  " + strings.TrimSpace(StrOf(source)) + "\n"
		Decref(source)
	}
	writeStderr(out)
	return true
}

// WarningCategory is the class that a warning is of: borrowed, nil and an exception if it can't be one. category may be nil or
// None.
func WarningCategory(message, category *Object) *Object {
	switch is := IsInstance(message, Head(Warning)); {
	case is < 0:
		return nil
	case is > 0:
		return Head(message.Type)
	}
	if category == nil || category == None {
		return Head(UserWarning)
	}
	is := int32(0)
	if HasFlag(category.Type, abi.TPFlagsTypeSubclass) {
		is = IsSubclass(category, Head(Warning))
	}
	if is == 0 {
		return Raise(TypeError, "category must be a Warning subclass, not '%s'", TypeName(category.Type))
	}
	if is < 0 {
		return nil
	}
	return category
}
