package enum

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// A scope is one call of a function of the module. It owns the objects that its methods return, and gives them up when the call
// ends. After a failure, with an exception set, its methods do nothing and return nil or false: so a sequence of them needs one check
// at its end, where the result is returned.
type scope struct {
	m      obj // the module
	owned  []obj
	failed bool
}

// A fn is a function or method of the module: what it returns belongs to the scope, nil is a failure with an exception set.
type fn struct {
	sig, doc string
	kind     object.DefKind
	do       func(s *scope, a []obj) obj
}

// defs makes the definitions of functions, which hold the module.
func defs(fns []fn) []*object.Def {
	made := make([]*object.Def, len(fns))
	for i, f := range fns {
		made[i] = &object.Def{Sig: f.sig, Doc: f.doc, Kind: f.kind, In: func(held obj, a []obj) obj {
			return within(object.TupleItems(held)[0], func(s *scope) obj { return f.do(s, a) })
		}}
	}
	return made
}

// within runs a function in a scope: the result is a new reference.
func within(m obj, do func(s *scope) obj) obj {
	s := &scope{m: m}
	result := do(s)
	if result == nil || s.failed {
		result = nil
	} else {
		object.Incref(result)
	}
	t, v, tb := object.FetchErr()
	for _, o := range s.owned {
		object.Decref(o)
	}
	object.RestoreErr(t, v, tb)
	return result
}

// keep takes a new reference over; nil is a failure.
func (s *scope) keep(o obj) obj {
	if o == nil {
		s.failed = true
		return nil
	}
	s.owned = append(s.owned, o)
	return o
}

// check notes a failure.
func (s *scope) check(ok bool) bool {
	if !ok {
		s.failed = true
	}
	return !s.failed
}

func (s *scope) raise(t *object.Type, format string, a ...any) obj {
	if !s.failed {
		object.Raise(t, format, a...)
		s.failed = true
	}
	return nil
}

// class is a class of the module; nil while the module is being made.
func (s *scope) class(name string) obj { return object.ModuleObject(s.m, name) }

func (s *scope) get(o obj, name string) obj {
	if s.failed {
		return nil
	}
	return s.keep(object.GetAttrString(o, name))
}

// find is get for an attribute that may be missing: nil, and no failure, then.
func (s *scope) find(o obj, name string) obj {
	if s.failed {
		return nil
	}
	v, ok := object.LookupAttrString(o, name)
	if v == nil {
		s.check(ok)
		return nil
	}
	return s.keep(v)
}

func (s *scope) set(o obj, name string, v obj) bool {
	return s.check(!s.failed && v != nil && object.SetAttrString(o, name, v))
}

func (s *scope) call(f obj, args ...obj) obj {
	if s.failed {
		return nil
	}
	return s.keep(object.CallArgs(f, args...))
}

func (s *scope) method(o obj, name string, args ...obj) obj {
	if s.failed {
		return nil
	}
	return s.keep(object.CallMethod(o, name, args...))
}

func (s *scope) str(text string) obj { return s.keep(object.NewStr(text)) }

func (s *scope) int(n int) obj { return s.keep(object.NewInt(int64(n))) }

func (s *scope) bool(v bool) obj {
	if v {
		return object.True
	}
	return object.False
}

// text is str(o), and shown is repr(o).
func (s *scope) text(o obj) string {
	if s.failed {
		return ""
	}
	if o = s.keep(object.Str(o)); o == nil {
		return ""
	}
	return object.StrOf(o)
}

func (s *scope) shown(o obj) string {
	if s.failed {
		return ""
	}
	if o = s.keep(object.Repr(o)); o == nil {
		return ""
	}
	return object.StrOf(o)
}

// truth is bool(o).
func (s *scope) truth(o obj) bool {
	if s.failed {
		return false
	}
	r := object.IsTrue(o)
	s.check(r >= 0)
	return r > 0
}

func (s *scope) isinstance(o, class obj) bool {
	if s.failed || class == nil {
		return false
	}
	r := object.IsInstance(o, class)
	s.check(r >= 0)
	return r > 0
}

func (s *scope) issubclass(class, of obj) bool {
	if s.failed || of == nil || !object.Is(class, object.TypeType) {
		return false
	}
	r := object.IsSubclass(class, of)
	s.check(r >= 0)
	return r > 0
}

func (s *scope) equal(a, b obj) bool {
	if s.failed {
		return false
	}
	r := object.RichCompareBool(a, b, abi.EQ)
	s.check(r >= 0)
	return r > 0
}

// item is dict[key]: nil, and no failure, if it is not there. What can't be hashed is a failure.
func (s *scope) item(dict, key obj) obj {
	if s.failed {
		return nil
	}
	v, ok := object.DictGet(dict, key)
	if v == nil {
		s.check(ok)
		return nil
	}
	return s.keep(object.NewRef(v))
}

func (s *scope) itemNamed(dict obj, key string) obj {
	name := s.str(key)
	if name == nil {
		return nil
	}
	return s.item(dict, name)
}

func (s *scope) setItem(dict obj, key string, v obj) bool {
	return s.check(!s.failed && v != nil && object.DictSetString(dict, key, v))
}

// dict and list are attributes that the module itself made: a failure if somebody made them something else.
func (s *scope) dict(o obj, name string) obj {
	d := s.get(o, name)
	if d != nil && !object.IsDict(d) {
		return s.raise(object.TypeError, "%s is no dict", name)
	}
	return d
}

func (s *scope) list(o obj, name string) obj {
	l := s.get(o, name)
	if l != nil && !object.IsList(l) {
		return s.raise(object.TypeError, "%s is no list", name)
	}
	return l
}

// items copies the items of a list or tuple, which the scope owns: what is called meanwhile may change it.
func (s *scope) items(sequence obj) []obj {
	if s.failed {
		return nil
	}
	t := s.keep(object.SequenceTuple(sequence))
	if t == nil {
		return nil
	}
	return object.TupleItems(t)
}

// mro are the classes that a class consists of.
func (s *scope) mro(class obj) []obj {
	mro := s.get(class, "__mro__")
	if mro == nil {
		return nil
	}
	return s.items(mro)
}

// own is what a class's own dict has under a name, nil if nothing.
func (s *scope) own(class obj, name string) obj {
	if s.failed || !object.Is(class, object.TypeType) {
		return nil
	}
	return s.itemNamed(object.As[*object.Type](class).Dict, name)
}

// caught takes the exception that made the scope fail, if it is of one of the types: nil if not.
func (s *scope) caught(types ...*object.Type) obj {
	if !s.failed {
		return nil
	}
	for _, t := range types {
		if object.Matches(t) {
			s.failed = false
			return s.keep(object.TakeException())
		}
	}
	return nil
}

// none is the result of what returns None.
func (s *scope) none() obj { return object.None }
