package pyexpr

// elements evaluates what may hold *starred elements: the arguments of a function, or a display where function is nil.
func (s *scope[V]) elements(elts []Expr, function *V) ([]V, error) {
	var values []V
	for _, e := range elts {
		star, starred := e.(*Starred)
		if starred {
			e = star.Value
		}
		value, err := s.eval(e)
		if err != nil {
			return nil, err
		}
		if !starred {
			values = append(values, value)
			continue
		}
		items, err := s.m.Iterate(value, function)
		if err != nil {
			return nil, err
		}
		s.held = append(s.held, items...)
		values = append(values, items...)
	}
	return values, nil
}

func (ev evaluator[V]) display(elts []Expr, build func([]V) (V, error)) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	values, err := s.elements(elts, nil)
	if err != nil {
		return ev.none(err)
	}
	return build(values)
}

func (ev evaluator[V]) dict(e *Dict) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	keys, values, merge := make([]V, len(e.Keys)), make([]V, len(e.Keys)), make([]bool, len(e.Keys))
	for i, key := range e.Keys {
		var err error
		if merge[i] = key == nil; !merge[i] {
			if keys[i], err = s.eval(key); err != nil {
				return ev.none(err)
			}
		}
		if values[i], err = s.eval(e.Values[i]); err != nil {
			return ev.none(err)
		}
	}
	return ev.m.Dict(keys, values, merge)
}

func (ev evaluator[V]) call(e *Call) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	function, self, err := s.function(e)
	if err != nil {
		return ev.none(err)
	}
	args, err := s.elements(e.Args, &function)
	if err != nil {
		return ev.none(err)
	}
	args = append(self, args...)
	var names []string
	for _, k := range e.Keywords {
		value, err := s.eval(k.Value)
		if err != nil {
			return ev.none(err)
		}
		if k.Name != "" {
			names, args = append(names, k.Name), append(args, value)
			continue
		}
		keys, values, err := ev.m.Items(value, function)
		if err != nil {
			return ev.none(err)
		}
		s.held = append(s.held, values...)
		names, args = append(names, keys...), append(args, values...)
	}
	return ev.m.Call(function, args, names)
}

// function evaluates what is called. As in CPython, a method is looked up without being bound if the arguments are
// written out one by one; self then holds what it is a method of.
func (s *scope[V]) function(e *Call) (function V, self []V, err error) {
	attribute, ok := e.Func.(*Attribute)
	for _, arg := range e.Args {
		if _, starred := arg.(*Starred); starred {
			ok = false
		}
	}
	for _, k := range e.Keywords {
		if k.Name == "" {
			ok = false
		}
	}
	if !ok {
		function, err = s.eval(e.Func)
		return function, nil, err
	}
	on, err := s.eval(attribute.Value)
	if err != nil {
		return function, nil, err
	}
	method, unbound, err := s.m.GetMethod(on, attribute.Attr)
	if err != nil {
		return function, nil, err
	}
	s.held = append(s.held, method)
	if unbound {
		self = []V{on}
	}
	return method, self, nil
}

func (ev evaluator[V]) boolOp(e *BoolOp) (V, error) {
	last := len(e.Values) - 1
	for _, operand := range e.Values[:last] {
		value, err := ev.eval(operand)
		if err != nil {
			return ev.none(err)
		}
		truth, err := ev.m.Truth(value)
		if err == nil && truth == (e.Op == "or") {
			return value, nil
		}
		ev.m.Release(value)
		if err != nil {
			return ev.none(err)
		}
	}
	return ev.eval(e.Values[last])
}

// compare evaluates each operand once and stops at the first comparison that is false.
func (ev evaluator[V]) compare(e *Compare) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	left, err := s.eval(e.Left)
	if err != nil {
		return ev.none(err)
	}
	for i, op := range e.Ops {
		right, err := s.eval(e.Comparators[i])
		if err != nil {
			return ev.none(err)
		}
		result, err := ev.m.Compare(op, left, right)
		if err != nil || i == len(e.Ops)-1 {
			return result, err
		}
		truth, err := ev.m.Truth(result)
		if err == nil && !truth {
			return result, nil
		}
		ev.m.Release(result)
		if err != nil {
			return ev.none(err)
		}
		left = right
	}
	return left, nil
}

func (ev evaluator[V]) ifExp(e *IfExp) (V, error) {
	s := scope[V]{evaluator: ev}
	defer s.release()
	test, err := s.eval(e.Test)
	if err != nil {
		return ev.none(err)
	}
	truth, err := ev.m.Truth(test)
	if err != nil {
		return ev.none(err)
	}
	if truth {
		return ev.eval(e.Body)
	}
	return ev.eval(e.OrElse)
}
