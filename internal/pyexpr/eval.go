package pyexpr

import "fmt"

// Machine is what evaluation needs from a runtime. V is its value.
//
// Ownership: every V that a method returns belongs to the evaluator, which gives it back with Release. No method takes
// over a V that it is passed. A method that fails returns an error and no V.
type Machine[V any] interface {
	// Constant makes the value of a literal; see Constant.Value for what it may be.
	Constant(value any) (V, error)
	Tuple(elts []V) (V, error)
	List(elts []V) (V, error)
	Set(elts []V) (V, error)
	// Dict sets the keys in order; where merge[i] is true, values[i] is a mapping to merge in and keys[i] is unset.
	Dict(keys, values []V, merge []bool) (V, error)
	Slice(lower, upper, step V) (V, error)

	// Iterate returns the items of an iterable, for *args in a call of function, or for a display where function is nil.
	Iterate(iterable V, function *V) ([]V, error)
	// Items returns the items of a mapping whose keys must be strings, for **kwargs in a call of function.
	Items(mapping, function V) (keys []string, values []V, err error)

	Load(name string) (V, error)
	Store(name string, value V) error
	Delete(name string) error

	GetAttr(value V, name string) (V, error)
	// GetMethod is GetAttr for a call: unbound says that the value has to be passed as first argument.
	GetMethod(value V, name string) (method V, unbound bool, err error)
	SetAttr(value V, name string, to V) error
	DelAttr(value V, name string) error
	GetItem(value, key V) (V, error)
	SetItem(value, key, to V) error
	DelItem(value, key V) error

	// Call passes positional arguments, the last len(names) of which are passed by keyword.
	Call(function V, args []V, names []string) (V, error)
	Unary(op string, operand V) (V, error)
	// Binary applies an operator; inPlace asks for the form that may change left.
	Binary(op string, left, right V, inPlace bool) (V, error)
	Compare(op string, left, right V) (V, error)
	Truth(value V) (bool, error)

	Release(value V)
}

// Eval evaluates an expression. The result belongs to the caller.
func Eval[V any](m Machine[V], e Expr) (V, error) {
	return evaluator[V]{m}.eval(e)
}

// Exec runs a statement. What it evaluated to is returned and belongs to the caller; a Delete evaluates to None.
func Exec[V any](m Machine[V], s Stmt) (V, error) {
	ev := evaluator[V]{m}
	switch s := s.(type) {
	case *ExprStmt:
		return ev.eval(s.Value)
	case *Assign:
		value, err := ev.eval(s.Value)
		if err != nil {
			return value, err
		}
		if err := ev.assign(s.Target, value); err != nil {
			m.Release(value)
			return ev.none(err)
		}
		return value, nil
	case *AugAssign:
		return ev.augAssign(s)
	case *Delete:
		if err := ev.delete(s.Target); err != nil {
			return ev.none(err)
		}
		return m.Constant(nil)
	}
	return ev.none(fmt.Errorf("pyexpr: no such statement: %T", s))
}

// Bind assigns a value to a target: *Name, *Attribute or *Subscript.
func Bind[V any](m Machine[V], target Expr, value V) error {
	return evaluator[V]{m}.assign(target, value)
}

type evaluator[V any] struct{ m Machine[V] }

func (evaluator[V]) none(err error) (V, error) {
	var nothing V
	return nothing, err
}

// scope holds values until release; with it each method can return early without losing one.
type scope[V any] struct {
	evaluator[V]
	held []V
}

func (s *scope[V]) eval(e Expr) (V, error) {
	value, err := s.evaluator.eval(e)
	if err == nil {
		s.held = append(s.held, value)
	}
	return value, err
}

func (s *scope[V]) release() {
	for _, value := range s.held {
		s.m.Release(value)
	}
}

func (ev evaluator[V]) assign(target Expr, value V) error {
	s := scope[V]{evaluator: ev}
	defer s.release()
	switch target := target.(type) {
	case *Name:
		return ev.m.Store(target.ID, value)
	case *Attribute:
		on, err := s.eval(target.Value)
		if err != nil {
			return err
		}
		return ev.m.SetAttr(on, target.Attr, value)
	case *Subscript:
		on, key, err := s.subscript(target)
		if err != nil {
			return err
		}
		return ev.m.SetItem(on, key, value)
	}
	return fmt.Errorf("pyexpr: cannot assign to %T", target)
}

func (ev evaluator[V]) augAssign(a *AugAssign) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	left, err := s.eval(a.Target)
	if err != nil {
		return ev.none(err)
	}
	right, err := s.eval(a.Value)
	if err != nil {
		return ev.none(err)
	}
	value, err := ev.m.Binary(a.Op, left, right, true)
	if err != nil {
		return ev.none(err)
	}
	if err := ev.assign(a.Target, value); err != nil {
		ev.m.Release(value)
		return ev.none(err)
	}
	return value, nil
}

func (ev evaluator[V]) delete(target Expr) error {
	s := scope[V]{evaluator: ev}
	defer s.release()
	switch target := target.(type) {
	case *Name:
		return ev.m.Delete(target.ID)
	case *Attribute:
		on, err := s.eval(target.Value)
		if err != nil {
			return err
		}
		return ev.m.DelAttr(on, target.Attr)
	case *Subscript:
		on, key, err := s.subscript(target)
		if err != nil {
			return err
		}
		return ev.m.DelItem(on, key)
	}
	return fmt.Errorf("pyexpr: cannot delete %T", target)
}

func (s *scope[V]) subscript(e *Subscript) (on, key V, err error) {
	if on, err = s.eval(e.Value); err != nil {
		return on, key, err
	}
	key, err = s.eval(e.Slice)
	return on, key, err
}

func (ev evaluator[V]) eval(e Expr) (V, error) {
	switch e := e.(type) {
	case *Constant:
		return ev.m.Constant(e.Value)
	case *Name:
		return ev.m.Load(e.ID)
	case *Tuple:
		return ev.display(e.Elts, ev.m.Tuple)
	case *List:
		return ev.display(e.Elts, ev.m.List)
	case *Set:
		return ev.display(e.Elts, ev.m.Set)
	case *Dict:
		return ev.dict(e)
	case *BoolOp:
		return ev.boolOp(e)
	case *Compare:
		return ev.compare(e)
	case *IfExp:
		return ev.ifExp(e)
	case *Call:
		return ev.call(e)
	}
	s := scope[V]{evaluator: ev}
	defer s.release()
	return s.simple(e)
}

// simple evaluates the nodes whose operands are evaluated in order and then used.
func (s *scope[V]) simple(e Expr) (V, error) {
	switch e := e.(type) {
	case *Attribute:
		on, err := s.eval(e.Value)
		if err != nil {
			return s.none(err)
		}
		return s.m.GetAttr(on, e.Attr)
	case *Subscript:
		on, key, err := s.subscript(e)
		if err != nil {
			return s.none(err)
		}
		return s.m.GetItem(on, key)
	case *Slice:
		var parts [3]V
		for i, part := range []Expr{e.Lower, e.Upper, e.Step} {
			if part == nil {
				part = constant(e.Column(), nil)
			}
			var err error
			if parts[i], err = s.eval(part); err != nil {
				return s.none(err)
			}
		}
		return s.m.Slice(parts[0], parts[1], parts[2])
	case *UnaryOp:
		operand, err := s.eval(e.Operand)
		if err != nil {
			return s.none(err)
		}
		if e.Op != "not" {
			return s.m.Unary(e.Op, operand)
		}
		truth, err := s.m.Truth(operand)
		if err != nil {
			return s.none(err)
		}
		return s.m.Constant(!truth)
	case *BinOp:
		left, err := s.eval(e.Left)
		if err != nil {
			return s.none(err)
		}
		right, err := s.eval(e.Right)
		if err != nil {
			return s.none(err)
		}
		return s.m.Binary(e.Op, left, right, false)
	}
	return s.none(fmt.Errorf("pyexpr: no such expression: %T", e))
}
