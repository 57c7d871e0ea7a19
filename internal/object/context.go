package object

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Context variables. A context is a dict from variables to values that is never changed once two contexts share it: copying
// a context is free, and the first change afterwards copies the dict. The thread state holds the current context.

var (
	ContextType      = ctier.Type("PyContext_Type")
	ContextVarType   = ctier.Type("PyContextVar_Type")
	ContextTokenType = ctier.Type("PyContextToken_Type")
)

type context struct {
	abi.Object
	vars        *Object // a dict
	before      *Object // the context that this one was entered from, nil if there was none
	entered     bool
	weakreflist *Object
}

type contextVar struct {
	abi.Object
	name, deflt *Object // deflt may be nil
}

type contextToken struct {
	abi.Object
	context, variable, old *Object // old is nil if the variable had no value
	used                   bool
}

// NewContext makes an empty context.
func NewContext() *Object {
	vars := NewDict()
	if vars == nil {
		return nil
	}
	return contextOn(vars)
}

// contextOn makes a context on a dict, whose reference it takes over.
func contextOn(vars *Object) *Object {
	o := New(ContextType)
	if o == nil {
		Decref(vars)
		return nil
	}
	As[*context](o).vars = vars
	GCTrack(o)
	return o
}

// IsContext raises TypeError unless an object is a context.
func IsContext(o *Object) bool { return isKind(o, ContextType, "an instance of Context was expected") }

// IsContextVar raises TypeError unless an object is a context variable.
func IsContextVar(o *Object) bool {
	return isKind(o, ContextVarType, "an instance of ContextVar was expected")
}

func isKind(o *Object, t *Type, message string) bool {
	if o == nil || o.Type != t {
		Raise(TypeError, "%s", message)
		return false
	}
	return true
}

// CopyContext makes a context with the values of another.
func CopyContext(o *Object) *Object { return contextOn(NewRef(As[*context](o).vars)) }

// CurrentContext is the thread's context, borrowed. It is made when it is first asked for.
func CurrentContext() *Object {
	ts := Thread()
	if ts.Context == nil {
		ts.Context = NewContext()
	}
	return ts.Context
}

// EnterContext makes a context the thread's.
func EnterContext(o *Object) bool {
	c, ts := As[*context](o), Thread()
	if c.entered {
		Raise(RuntimeError, "cannot enter context: %s is already entered", ReprOf(o))
		return false
	}
	c.before, ts.Context = ts.Context, NewRef(o)
	c.entered = true
	ts.ContextVer++
	return true
}

// ExitContext makes the context that was the thread's before the thread's again. It may run code.
func ExitContext(o *Object) bool {
	c, ts := As[*context](o), Thread()
	if !c.entered {
		Raise(RuntimeError, "cannot exit context: %s has not been entered", ReprOf(o))
		return false
	}
	if ts.Context != o {
		Raise(RuntimeError, "cannot exit context: thread state references a different context object")
		return false
	}
	ts.Context, c.before = c.before, nil
	c.entered = false
	ts.ContextVer++
	Decref(o)
	return true
}

// assign sets a variable, or removes it for a nil value. It may run code.
func (c *context) assign(variable, value *Object) bool {
	if c.vars.Refcnt > 1 {
		own := DictCopy(c.vars)
		if own == nil {
			return false
		}
		Replace(&c.vars, own)
	}
	if value == nil {
		return DictDel(c.vars, variable)
	}
	return DictSet(c.vars, variable, value)
}

// NewContextVar makes a context variable; deflt may be nil.
func NewContextVar(name, deflt *Object) *Object {
	if !IsStr(name) {
		return Raise(TypeError, "context variable name must be a str")
	}
	o := New(ContextVarType)
	if o == nil {
		return nil
	}
	v := As[*contextVar](o)
	v.name, v.deflt = NewRef(name), XNewRef(deflt)
	GCTrack(o)
	return o
}

// ContextVarGet is a variable's value in the thread's context, else deflt, else the variable's own default, else nil
// without an error.
func ContextVarGet(o, deflt *Object) (value *Object, ok bool) {
	if current := Thread().Context; current != nil {
		v, ok := DictGet(As[*context](current).vars, o)
		if v != nil || !ok {
			return XNewRef(v), ok
		}
	}
	if deflt == nil {
		deflt = As[*contextVar](o).deflt
	}
	return XNewRef(deflt), true
}

// ContextVarSet sets a variable in the thread's context and returns the token that undoes it.
func ContextVarSet(o, value *Object) *Object {
	current := CurrentContext()
	if current == nil {
		return nil
	}
	c := As[*context](current)
	old, ok := DictGet(c.vars, o)
	if !ok {
		return nil
	}
	token := New(ContextTokenType)
	if token == nil {
		return nil
	}
	t := As[*contextToken](token)
	t.context, t.variable, t.old = NewRef(current), NewRef(o), XNewRef(old)
	GCTrack(token)
	if !c.assign(o, value) {
		Decref(token)
		return nil
	}
	return token
}

// ContextVarReset undoes what a token came from.
func ContextVarReset(o, token *Object) bool {
	if !isKind(token, ContextTokenType, "an instance of Token was expected") {
		return false
	}
	t := As[*contextToken](token)
	switch {
	case t.used:
		Raise(RuntimeError, "%s has already been used once", ReprOf(token))
	case t.variable != o:
		Raise(ValueError, "%s was created by a different ContextVar", ReprOf(token))
	case CurrentContext() != t.context:
		Raise(ValueError, "%s was created in a different Context", ReprOf(token))
	default:
		t.used = true
		return As[*context](t.context).assign(o, t.old)
	}
	return false
}
