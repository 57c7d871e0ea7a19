package warnings

import (
	"regexp"
	"slices"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Which warnings are shown.

var actions = []string{"error", "ignore", "always", "default", "module", "once"}

// checkAction raises unless an action is one of those that filters know.
func checkAction(action obj) bool {
	if object.IsStr(action) && slices.Contains(actions, object.StrOf(action)) {
		return true
	}
	object.Raise(object.AssertionError, "invalid action: %s", object.ReprOf(action))
	return false
}

func assert(ok bool, text string) bool {
	if !ok {
		object.Raise(object.AssertionError, "%s", text)
	}
	return ok
}

func checkLine(line obj) bool {
	if !assert(object.IsLong(line), "lineno must be an int >= 0") {
		return false
	}
	return assert(object.LongSign(line) >= 0, "lineno must be an int >= 0")
}

var filterFunctions = []def{
	{
		Sig: "filterwarnings(action, message='', category=unset, module='', lineno=0, append=False)",
		Doc: "Put a filter before or behind all others. The message is a pattern for the beginning, in any case; the module is a pattern, too.",
		Do:  filterWarnings,
	},
	{
		Sig: "simplefilter(action, category=unset, lineno=0, append=False)", Doc: "Put a filter for all texts and modules before or behind all others.",
		Do: func(a []obj) obj {
			if !checkAction(a[0]) || !checkLine(a[2]) {
				return nil
			}
			return addFilter(object.Pack(a[0], object.None, categoryOr(a[1]), object.None, a[2]), a[3])
		},
	},
	{Sig: "resetwarnings()", Doc: "Remove all filters.", Do: func([]obj) obj {
		filters := own("filters")
		if filters == nil || !drop(object.CallMethod(filters, "clear")) {
			return nil
		}
		return callOwn("_filters_mutated")
	}},
	{Sig: "_add_filter(*item, append)", Do: func(a []obj) obj { return addFilter(object.NewRef(a[0]), a[1]) }},
}

func categoryOr(given obj) obj {
	if given == nil {
		return object.Head(object.Warning)
	}
	return given
}

func filterWarnings(a []obj) obj {
	category := categoryOr(a[2])
	if !checkAction(a[0]) || !assert(object.IsStr(a[1]), "message must be a string") ||
		!assert(object.HasFlag(category.Type, abi.TPFlagsTypeSubclass), "category must be a class") {
		return nil
	}
	is := object.IsSubclass(category, object.Head(object.Warning))
	if is < 0 || !assert(is > 0, "category must be a Warning subclass") || !assert(object.IsStr(a[3]), "module must be a string") ||
		!checkLine(a[4]) {
		return nil
	}
	message, module := newPattern(a[1], true), newPattern(a[3], false)
	return addFilter(object.OwnedTuple(object.NewRef(a[0]), message, object.NewRef(category), module, object.NewRef(a[4])), a[5])
}

// addFilter adds a filter, which it takes over, or moves it to the front if it is there.
func addFilter(item, atEnd obj) obj {
	if item == nil {
		return nil
	}
	defer object.Decref(item)
	filters := own("filters")
	if filters == nil {
		return nil
	}
	last := object.IsTrue(atEnd)
	if last < 0 {
		return nil
	}
	if last > 0 {
		switch there := object.Contains(filters, item); {
		case there < 0:
			return nil
		case there == 0 && !drop(object.CallMethod(filters, "append", item)):
			return nil
		}
		return callOwn("_filters_mutated")
	}
	if !drop(object.CallMethod(filters, "remove", item)) {
		if !object.Matches(object.ValueError) {
			return nil
		}
		object.ClearErr()
	}
	first := object.NewInt(0)
	defer object.XDecref(first)
	if first == nil || !drop(object.CallMethod(filters, "insert", first, item)) {
		return nil
	}
	return callOwn("_filters_mutated")
}

func drop(o obj) bool {
	object.XDecref(o)
	return o != nil
}

// pattern is what a filter matches texts with. It has the only method of a compiled regular expression that filters need.
type pattern struct {
	abi.Object
	source     obj
	ignoreCase int
}

var patternType = object.NewType()

// newPattern makes a pattern: a new reference to None for an empty one. The module re, where there is one, makes it.
func newPattern(source obj, ignoreCase bool) obj {
	if object.StrLen(source) == 0 {
		return object.NewRef(object.None)
	}
	if re := object.Import("re"); re != nil {
		defer object.Decref(re)
		if !ignoreCase {
			return object.CallMethod(re, "compile", source)
		}
		flag := object.GetAttrString(re, "I")
		if flag == nil {
			return nil
		}
		defer object.Decref(flag)
		return object.CallMethod(re, "compile", source, flag)
	}
	if !object.Matches(object.ImportError) {
		return nil
	}
	object.ClearErr()
	if _, err := compile(source, ignoreCase); err != nil {
		return object.Raise(object.ValueError, "%v", err)
	}
	o := object.New(patternType)
	if o == nil {
		return nil
	}
	p := object.As[*pattern](o)
	p.source = object.NewRef(source)
	if ignoreCase {
		p.ignoreCase = 1
	}
	return o
}

func compile(source obj, ignoreCase bool) (*regexp.Regexp, error) {
	text := object.StrOf(source)
	text = strings.ReplaceAll(text, `\Z`, `\z`)
	if ignoreCase {
		return regexp.Compile("(?i)^(?:" + text + ")")
	}
	return regexp.Compile("^(?:" + text + ")")
}

func init() {
	object.Define(patternType, func() object.Spec {
		return object.Spec{
			Name: "warnings._Pattern", Doc: "A regular expression.", Basicsize: unsafe.Sizeof(pattern{}), Flags: abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o obj) {
				object.Clear(&object.As[*pattern](o).source)
				object.Release(o)
			},
			Richcompare: func(a, b obj, op int32) obj {
				if b.Type != patternType || op != abi.EQ && op != abi.NE {
					return object.NewRef(object.NotImplemented)
				}
				x, y := object.As[*pattern](a), object.As[*pattern](b)
				same := x.ignoreCase == y.ignoreCase && object.StrEqual(x.source, y.source)
				return object.NewBool(same == (op == abi.EQ))
			},
			Hash:    func(o obj) int { return object.StrHash(object.As[*pattern](o).source) },
			Members: []object.Member{{Name: "pattern", Type: object.TObject, Offset: unsafe.Offsetof(pattern{}.source), Flags: object.ReadOnly}},
			Methods: []object.Method{{Name: "match", Doc: "Tell whether a text begins as the pattern says.", O: func(o, text obj) obj {
				if !object.IsStr(text) {
					return object.Raise(object.TypeError, "expected string or bytes-like object, got '%s'", object.TypeName(text.Type))
				}
				p := object.As[*pattern](o)
				re, err := compile(p.source, p.ignoreCase != 0)
				if err != nil {
					return object.Raise(object.ValueError, "%v", err)
				}
				return object.NewBool(re.MatchString(object.StrOf(text)))
			}}},
		}
	})
}
