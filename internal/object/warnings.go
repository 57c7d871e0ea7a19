package object

import (
	"fmt"

	"github.com/d95905aa/gilded/internal/abi"
)

// A WarningFilter says what becomes of warnings of a category and its subclasses. The first that fits decides.
type WarningFilter struct {
	Action   string // error, ignore, always, default (once for each place), once
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

// warningState is an interpreter's: the filters that a host has put before the default ones, and what was shown already
// of the warnings that have no registry.
type warningState struct {
	filters []WarningFilter
	shown   map[warningKey]bool
}

type warningKey struct {
	text     string
	category *Object
	module   string
	line     int
}

// FilterWarnings puts a filter before all others.
func (s *InterpState) FilterWarnings(f WarningFilter) {
	s.warnings.filters = append([]WarningFilter{f}, s.warnings.filters...)
}

func (s *InterpState) warningAction(category *Object, module string) string {
	for _, filters := range [][]WarningFilter{s.warnings.filters, defaultWarningFilters} {
		for _, f := range filters {
			if IsExceptionClass(category) && IsSubtype(As[Type](category), f.Category) && (f.Module == "" || f.Module == module) {
				return f.Action
			}
		}
	}
	return "default"
}

// Warn issues a warning: false means that a filter has made an exception of it. There are no frames of Python code to
// blame, so the place is what CPython says then, "sys:1". It may run code.
func Warn(category *Type, text string, _ int) bool {
	message := NewStr(text)
	if message == nil {
		return false
	}
	defer Decref(message)
	return WarnObject(Head(category), message)
}

// WarnObject is Warn with the message as an object: a str, or a warning itself, which then says its own category.
func WarnObject(category, message *Object) bool {
	return WarnExplicit(category, message, "sys", 1, "sys", nil)
}

// WarnExplicit issues a warning about a place. The category is what the message is to be called with, nil for
// RuntimeWarning. The registry, a dict that may be nil, remembers what was shown there.
func WarnExplicit(category, message *Object, filename string, line int, module string, registry *Object) bool {
	if category == nil {
		category = Head(RuntimeWarning)
	}
	warning := NewRef(message)
	if Is(message, Warning) {
		category = Head(message.Type)
	} else {
		Decref(warning)
		if warning = CallArgs(category, message); warning == nil {
			return false
		}
	}
	defer Decref(warning)
	textObject := Str(message)
	if textObject == nil {
		return false
	}
	defer Decref(textObject)
	text := StrOf(textObject)
	if module == "" {
		module = "<unknown>"
		if filename != "" {
			module = trimSuffix(filename, ".py")
		}
	}
	s := State()
	key := warningKey{text, category, module, line}
	switch action := s.warningAction(category, module); action {
	case "ignore":
		return true
	case "error":
		SetObject(category, warning)
		return false
	case "always":
	default:
		if action == "once" {
			key.line, key.module, registry = 0, "", nil
		}
		shown, ok := s.alreadyWarned(key, textObject, registry)
		if !ok {
			return false
		}
		if shown {
			return true
		}
	}
	writeStderr(fmt.Sprintf("%s:%d: %s: %s\n", filename, line, warningName(category), text))
	return true
}

// warningName is how a category is shown.
func warningName(category *Object) string {
	if HasFlag(category.Type, abi.TPFlagsTypeSubclass) {
		return shortName(As[Type](category))
	}
	return TextOf(category)
}

func trimSuffix(s, suffix string) string {
	if n := len(s) - len(suffix); n >= 0 && s[n:] == suffix {
		return s[:n]
	}
	return s
}

// alreadyWarned tells whether a warning was shown before, and remembers that it is now.
func (s *InterpState) alreadyWarned(key warningKey, text, registry *Object) (shown, ok bool) {
	if registry == nil || registry == None {
		if s.warnings.shown[key] {
			return true, true
		}
		if s.warnings.shown == nil {
			s.warnings.shown = map[warningKey]bool{}
		}
		s.warnings.shown[key] = true
		return false, true
	}
	if !HasFlag(registry.Type, abi.TPFlagsDictSubclass) {
		Raise(TypeError, "'registry' must be a dict or None")
		return false, false
	}
	line := NewInt(int64(key.line))
	if line == nil {
		return false, false
	}
	defer Decref(line)
	entry := Pack(text, key.category, line)
	if entry == nil {
		return false, false
	}
	defer Decref(entry)
	v, ok := DictGet(registry, entry)
	if !ok || v != nil {
		return v != nil, ok
	}
	return false, DictSet(registry, entry, True)
}
