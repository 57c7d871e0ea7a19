package object

import (
	"fmt"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Checks of the arguments of built-in functions that are written in Go, with CPython's texts. What an extension's own
// functions do with theirs is PyArg_Parse's business.

// CheckPositional checks the number of arguments of a function without keywords: "pow expected at most 3 arguments, got 4".
func CheckPositional(name string, n, min, max int) bool {
	if n >= min && n <= max {
		return true
	}
	bound, limit := "at most ", max
	if n < min {
		bound, limit = "at least ", min
	}
	if min == max {
		bound = ""
	}
	Raise(TypeError, "%.200s expected %s%d argument%s, got %d", name, bound, limit, plural(limit), n)
	return false
}

// NoKeywords checks that there are no keyword arguments; kwargs is a dict or nil.
func NoKeywords(name string, kwargs *Object) bool {
	if kwargs == nil || DictLen(kwargs) == 0 {
		return true
	}
	Raise(TypeError, "%.200s() takes no keyword arguments", name)
	return false
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

// Params are the parameters of a built-in function that takes keywords.
type Params struct {
	Func       string
	Names      []string // a positional-only parameter has the name ""
	Required   int      // how many parameters, from the first, must be there
	Positional int      // how many may be given by position; the others are keyword-only
}

// Unpack sorts the arguments of a METH_FASTCALL|METH_KEYWORDS function into out, which has one nil element for each
// parameter. What it stores is borrowed. names is the tuple of keyword names, or nil.
func (p *Params) Unpack(args **Object, n int, names *Object, out []*Object) bool {
	var keywords []*Object
	if names != nil {
		keywords = TupleItems(names)
	}
	values := unsafe.Slice(args, n+len(keywords))
	return p.sort(values[:n], len(keywords), out, func(yield func(name, value *Object) bool) {
		for i, name := range keywords {
			if !yield(name, values[n+i]) {
				return
			}
		}
	})
}

// UnpackTuple is Unpack for a function that gets a tuple and a dict or nil, as tp_new and tp_init do.
func (p *Params) UnpackTuple(args, kwargs *Object, out []*Object) bool {
	nkw := 0
	if kwargs != nil {
		nkw = DictLen(kwargs)
	}
	return p.sort(TupleItems(args), nkw, out, func(yield func(name, value *Object) bool) {
		var pos int
		var key, value *Object
		for nkw > 0 && DictNext(kwargs, &pos, &key, &value) {
			if !yield(key, value) {
				return
			}
		}
	})
}

func (p *Params) sort(args []*Object, nkw int, out []*Object, keywords func(func(name, value *Object) bool)) bool {
	n, total := len(args), len(p.Names)
	if n+nkw > total {
		kind := ""
		if n == 0 {
			kind = "keyword "
		}
		Raise(TypeError, "%.200s() takes at most %d %sargument%s (%d given)", p.Func, total, kind, plural(total), n+nkw)
		return false
	}
	if n > p.Positional {
		if p.Positional == 0 {
			Raise(TypeError, "%.200s() takes no positional arguments", p.Func)
			return false
		}
		Raise(TypeError, "%.200s() takes %s %d positional argument%s (%d given)", p.Func, p.atMost(p.Positional), p.Positional, plural(p.Positional), n)
		return false
	}
	copy(out, args)
	// What is missing is said before what is wrong with a keyword.
	bad := error(nil)
	ok := true
	if nkw > 0 {
		keywords(func(name, value *Object) bool {
			if !HasFlag(name.Type, abi.TPFlagsUnicodeSubclass) {
				Raise(TypeError, "keywords must be strings")
				ok = false
				return false
			}
			if problem := p.place(StrOf(name), value, n, out); problem != nil && bad == nil {
				bad = problem
			}
			return true
		})
	}
	if !ok {
		return false
	}
	for i := range p.Required {
		if out[i] != nil {
			continue
		}
		if p.Names[i] == "" {
			// Only the leading parameters are nameless, so that i counts what was given.
			positional := 0
			for positional < p.Required && p.Names[positional] == "" {
				positional++
			}
			Raise(TypeError, "%.200s() takes %s %d positional argument%s (%d given)", p.Func, p.atLeast(positional), positional, plural(positional), n)
			return false
		}
		Raise(TypeError, "%.200s() missing required argument '%s' (pos %d)", p.Func, p.Names[i], i+1)
		return false
	}
	if bad != nil {
		Raise(TypeError, "%s", bad.Error())
		return false
	}
	return true
}

// place stores the value of one keyword argument, or says what is wrong with it.
func (p *Params) place(name string, value *Object, n int, out []*Object) error {
	for i, parameter := range p.Names {
		if parameter == "" || parameter != name {
			continue
		}
		if i < n {
			return fmt.Errorf("argument for %.200s() given by name ('%s') and position (%d)", p.Func, name, i+1)
		}
		out[i] = value
		return nil
	}
	return fmt.Errorf("'%s' is an invalid keyword argument for %.200s()", name, p.Func)
}

func (p *Params) atMost(limit int) string {
	if p.Required < limit {
		return "at most"
	}
	return "exactly"
}

func (p *Params) atLeast(limit int) string {
	if limit < p.Positional {
		return "at least"
	}
	return "exactly"
}
