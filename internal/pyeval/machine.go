// Package pyeval evaluates the expressions and statements of package pyexpr on the objects of package object. The caller
// holds the GIL; nothing here parses, loads a module or prints.
package pyeval

import (
	"fmt"
	"math/big"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

// Namespace holds variables. A name that is not bound is looked up in the builtins module. It implements
// pyexpr.Machine; every error that its methods return is a *Raised.
type Namespace struct {
	vars map[string]*object.Object // owned
}

var _ pyexpr.Machine[*object.Object] = (*Namespace)(nil)

// NewNamespace returns a namespace without variables. Close must follow.
func NewNamespace() *Namespace { return &Namespace{vars: map[string]*object.Object{}} }

// Close releases all variables: it may run code.
func (n *Namespace) Close() {
	for name, value := range n.vars {
		delete(n.vars, name)
		object.Decref(value)
	}
}

// Vars returns the variables. The objects are borrowed and the map must not be changed.
func (n *Namespace) Vars() map[string]*object.Object { return n.vars }

// Bind sets a variable. The namespace takes a reference of its own.
func (n *Namespace) Bind(name string, value *object.Object) {
	old := n.vars[name]
	n.vars[name] = object.NewRef(value)
	object.XDecref(old)
}

// Eval parses and evaluates an expression. The result is a new reference.
func (n *Namespace) Eval(source string) (*object.Object, error) {
	e, err := pyexpr.Parse(source)
	if err != nil {
		return nil, err
	}
	return pyexpr.Eval(n, e)
}

// Exec parses and runs a statement. The result is a new reference to what it evaluated to, None for a deletion.
func (n *Namespace) Exec(source string) (*object.Object, error) {
	s, err := pyexpr.ParseStmt(source)
	if err != nil {
		return nil, err
	}
	return pyexpr.Exec(n, s)
}

// result turns the convention of package object into that of package pyexpr.
func result(o *object.Object) (*object.Object, error) {
	if o == nil {
		return nil, TakeRaised()
	}
	return o, nil
}

func status(ok bool) error {
	if !ok {
		return TakeRaised()
	}
	return nil
}

// raise returns the exception that object.Raise would set.
func raise(t *object.Type, format string, args ...any) error {
	object.Raise(t, format, args...)
	return TakeRaised()
}

// Release gives a reference back.
func (n *Namespace) Release(o *object.Object) { object.Decref(o) }

// Constant makes the value of a literal.
func (n *Namespace) Constant(value any) (*object.Object, error) {
	switch v := value.(type) {
	case nil:
		return object.NewRef(object.None), nil
	case bool:
		return object.NewBool(v), nil
	case pyexpr.EllipsisValue:
		return object.NewRef(object.Ellipsis), nil
	case *big.Int:
		return result(object.NewBig(v))
	case float64:
		return result(object.NewFloat(v))
	case complex128:
		return result(object.NewComplex(real(v), imag(v)))
	case pyexpr.Text:
		return result(object.NewStrRunes(v))
	case []byte:
		return result(object.NewBytes(v))
	}
	return nil, fmt.Errorf("pyeval: no such constant: %T", value)
}

// Tuple makes a tuple.
func (n *Namespace) Tuple(elts []*object.Object) (*object.Object, error) {
	return result(object.Pack(elts...))
}

// List makes a list.
func (n *Namespace) List(elts []*object.Object) (*object.Object, error) {
	return result(object.ListFrom(elts))
}

// Set makes a set.
func (n *Namespace) Set(elts []*object.Object) (*object.Object, error) {
	set := object.NewSet(nil)
	if set == nil {
		return nil, TakeRaised()
	}
	for _, e := range elts {
		if !object.SetAdd(set, e) {
			err := TakeRaised()
			object.Decref(set)
			return nil, err
		}
	}
	return set, nil
}

// Dict makes a dict.
func (n *Namespace) Dict(keys, values []*object.Object, merge []bool) (*object.Object, error) {
	dict := object.NewDict()
	if dict == nil {
		return nil, TakeRaised()
	}
	for i, value := range values {
		ok := false
		switch {
		case !merge[i]:
			ok = object.DictSet(dict, keys[i], value)
		case !isMapping(value):
			object.Raise(object.TypeError, "'%s' object is not a mapping", object.TypeName(value.Type))
		default:
			ok = object.DictMerge(dict, value, object.MergeReplace)
		}
		if !ok {
			err := TakeRaised()
			object.Decref(dict)
			return nil, err
		}
	}
	return dict, nil
}

// Slice makes a slice.
func (n *Namespace) Slice(lower, upper, step *object.Object) (*object.Object, error) {
	return result(object.NewSlice(lower, upper, step))
}

// Load returns a variable, or what the builtins module calls by this name.
func (n *Namespace) Load(name string) (*object.Object, error) {
	if value := n.vars[name]; value != nil {
		return object.NewRef(value), nil
	}
	builtins := object.Builtins()
	if builtins == nil {
		return nil, TakeRaised()
	}
	value, ok := object.DictGetString(builtins, name)
	switch {
	case !ok:
		return nil, TakeRaised()
	case value == nil:
		return nil, raise(object.NameError, "name '%s' is not defined", name)
	}
	return object.NewRef(value), nil
}

// Store binds a variable.
func (n *Namespace) Store(name string, value *object.Object) error {
	n.Bind(name, value)
	return nil
}

// Delete unbinds a variable: it may run code.
func (n *Namespace) Delete(name string) error {
	value := n.vars[name]
	if value == nil {
		return raise(object.NameError, "name '%s' is not defined", name)
	}
	delete(n.vars, name)
	object.Decref(value)
	return nil
}

// GetAttr is value.name.
func (n *Namespace) GetAttr(value *object.Object, name string) (*object.Object, error) {
	return result(object.GetAttrString(value, name))
}

// GetMethod is value.name for a call.
func (n *Namespace) GetMethod(value *object.Object, name string) (*object.Object, bool, error) {
	method, unbound := object.GetMethod(value, object.Intern(name))
	if method == nil {
		return nil, false, TakeRaised()
	}
	return method, unbound, nil
}

// SetAttr is value.name = to.
func (n *Namespace) SetAttr(value *object.Object, name string, to *object.Object) error {
	return status(object.SetAttrString(value, name, to))
}

// DelAttr is del value.name.
func (n *Namespace) DelAttr(value *object.Object, name string) error {
	return status(object.SetAttrString(value, name, nil))
}

// GetItem is value[key].
func (n *Namespace) GetItem(value, key *object.Object) (*object.Object, error) {
	return result(object.GetItem(value, key))
}

// SetItem is value[key] = to.
func (n *Namespace) SetItem(value, key, to *object.Object) error {
	return status(object.SetItem(value, key, to))
}

// DelItem is del value[key].
func (n *Namespace) DelItem(value, key *object.Object) error {
	return status(object.DelItem(value, key))
}

// Truth is bool(value).
func (n *Namespace) Truth(value *object.Object) (bool, error) {
	truth := object.IsTrue(value)
	if truth < 0 {
		return false, TakeRaised()
	}
	return truth != 0, nil
}
