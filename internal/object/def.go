package object

import (
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// A Def is a function or a method as a def statement makes it, for what CPython's library writes in Python: it binds as a
// method, has attributes, and complains of wrong arguments as Python code does.
//
// Do gets one value for each parameter, in the order of the signature: borrowed, *args as a tuple and **keywords as a dict.
// A parameter whose default is no literal (None, True, False, an integer, a string in single quotes, an empty tuple) is nil
// when it is not given. Do returns a new reference, or nil with an exception set.
type Def struct {
	Sig      string // "name(self, key, default=None, /, *args, flag=False, **keywords)"
	Doc      string
	Do       func(a []*Object) *Object
	In       func(class *Object, a []*Object) *Object // instead of Do: for a method that needs its class, as super() does
	Kind     DefKind
	Abstract bool // decorated with abc.abstractmethod
}

// DefKind is the decorator around a def.
type DefKind uint8

// The decorators.
const (
	PlainDef DefKind = iota
	ClassDef
	StaticDef
	PropertyDef
)

// A signature is the parameters of a Def.
type signature struct {
	name    string
	params  []param
	posOnly int // how many of positional can't be given by name
	args    int // index of *args, or -1
	kwargs  int // index of **keywords, or -1
}

type param struct {
	name        string
	value       string // the default's source; "" for none
	keywordOnly bool
}

var signatures sync.Map // Def.Sig → *signature

func signatureFor(d *Def) *signature {
	if s, ok := signatures.Load(d.Sig); ok {
		return s.(*signature)
	}
	s := parseSignature(d.Sig)
	signatures.Store(d.Sig, s)
	return s
}

func parseSignature(text string) *signature {
	name, rest, found := strings.Cut(text, "(")
	if !found || !strings.HasSuffix(rest, ")") {
		panic("object: no signature: " + text)
	}
	s := &signature{name: name, args: -1, kwargs: -1}
	keywordOnly := false
	for _, p := range strings.Split(strings.TrimSuffix(rest, ")"), ", ") {
		switch {
		case p == "":
		case p == "/":
			s.posOnly = len(s.params)
		case p == "*":
			keywordOnly = true
		case strings.HasPrefix(p, "**"):
			s.kwargs = len(s.params)
			s.params = append(s.params, param{name: p[2:]})
		case p[0] == '*':
			s.args, keywordOnly = len(s.params), true
			s.params = append(s.params, param{name: p[1:]})
		default:
			name, value, _ := strings.Cut(p, "=")
			s.params = append(s.params, param{name, value, keywordOnly})
		}
	}
	return s
}

// literal makes the default of a parameter: a new reference; nil, and no error, for one that is no literal.
func literal(source string) *Object {
	switch source {
	case "None":
		return NewRef(None)
	case "True", "False":
		return NewBool(source == "True")
	case "()":
		return NewTuple(0)
	}
	if n, err := strconv.ParseInt(source, 0, 64); err == nil {
		return NewInt(n)
	}
	if n := len(source); n >= 2 && source[0] == '\'' && source[n-1] == '\'' {
		if text, err := strconv.Unquote(`"` + source[1:n-1] + `"`); err == nil {
			return NewStr(text)
		}
	}
	return nil
}

// positional are the parameters that can be given by position.
func (s *signature) positional() []param {
	n := 0
	for n < len(s.params) && n != s.args && n != s.kwargs && !s.params[n].keywordOnly {
		n++
	}
	return s.params[:n]
}

// call sorts the arguments and calls do. fn names the function in messages, defaults has one item for each parameter.
func (s *signature) call(fn string, defaults, args []*Object, n int, names *Object, do func(a []*Object) *Object) *Object {
	values := make([]*Object, len(s.params))
	var owned [2]*Object
	defer func() {
		XDecref(owned[0])
		XDecref(owned[1])
	}()
	byPosition := len(s.positional())
	copy(values, args[:min(n, byPosition)])
	if s.args >= 0 {
		if owned[0] = TupleOf(args[min(n, byPosition):n]); owned[0] == nil {
			return nil
		}
		values[s.args] = owned[0]
	}
	if s.kwargs >= 0 {
		if owned[1] = NewDict(); owned[1] == nil {
			return nil
		}
		values[s.kwargs] = owned[1]
	}
	if names != nil && !s.keywords(fn, values, args[n:], TupleItems(names)) {
		return nil
	}
	if n > byPosition && s.args < 0 {
		return s.tooMany(fn, n, values)
	}
	if !s.complete(fn, values, defaults) {
		return nil
	}
	return do(values)
}

func (s *signature) keywords(fn string, values, given, names []*Object) bool {
	var byName []string
	for i, name := range names {
		if !IsStr(name) {
			Raise(TypeError, "%s() keywords must be strings", fn)
			return false
		}
		at := s.find(StrOf(name))
		switch {
		case at >= 0 && values[at] != nil:
			Raise(TypeError, "%s() got multiple values for argument '%s'", fn, StrOf(name))
			return false
		case at >= 0:
			values[at] = given[i]
		case s.kwargs >= 0:
			if !DictSet(values[s.kwargs], name, given[i]) {
				return false
			}
		default:
			for _, p := range s.params[:s.posOnly] {
				if p.name == StrOf(name) {
					byName = append(byName, p.name)
				}
			}
			if byName == nil {
				Raise(TypeError, "%s() got an unexpected keyword argument '%s'", fn, StrOf(name))
				return false
			}
		}
	}
	if byName != nil {
		Raise(TypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", fn, strings.Join(byName, ", "))
		return false
	}
	return true
}

// find is the index of a parameter that can be given by name, or -1.
func (s *signature) find(name string) int {
	for i, p := range s.params {
		if p.name == name && i >= s.posOnly && i != s.args && i != s.kwargs {
			return i
		}
	}
	return -1
}

func (s *signature) tooMany(fn string, n int, values []*Object) *Object {
	required, limit, keywordOnly := 0, len(s.positional()), 0
	for i, p := range s.params {
		switch {
		case p.keywordOnly:
			if values[i] != nil {
				keywordOnly++
			}
		case i < limit && p.value == "":
			required++
		}
	}
	takes := strconv.Itoa(limit)
	plurals := limit != 1
	if required < limit {
		takes, plurals = fmt.Sprintf("from %d to %d", required, limit), true
	}
	s1 := ""
	if plurals {
		s1 = "s"
	}
	given := strconv.Itoa(n)
	if keywordOnly > 0 {
		given = fmt.Sprintf("%d positional argument%s (and %d keyword-only argument%s)", n, plural(n), keywordOnly, plural(keywordOnly))
	}
	were := "were"
	if n == 1 && keywordOnly == 0 {
		were = "was"
	}
	return Raise(TypeError, "%s() takes %s positional argument%s but %s %s given", fn, takes, s1, given, were)
}

// complete puts in defaults, and raises for what is missing then.
func (s *signature) complete(fn string, values, defaults []*Object) bool {
	var missing []string
	kind := "positional"
	for i, p := range s.params {
		if values[i] != nil {
			continue
		}
		if p.value == "" {
			if p.keywordOnly && len(missing) == 0 {
				kind = "keyword-only"
			} else if p.keywordOnly && kind == "positional" {
				break
			}
			missing = append(missing, "'"+p.name+"'")
			continue
		}
		if i < len(defaults) {
			values[i] = defaults[i]
		}
	}
	if len(missing) == 0 {
		return true
	}
	list := missing[0]
	switch n := len(missing); {
	case n == 2:
		list = missing[0] + " and " + missing[1]
	case n > 2:
		list = strings.Join(missing[:n-1], ", ") + ", and " + missing[n-1]
	}
	Raise(TypeError, "%s() missing %d required %s argument%s: %s", fn, len(missing), kind, plural(len(missing)), list)
	return false
}

// DefName is the name of a Def's function, which its signature begins with.
func DefName(d *Def) string { return signatureFor(d).name }
