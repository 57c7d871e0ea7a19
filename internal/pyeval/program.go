package pyeval

import (
	"errors"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

// program is what a code object does that was made of source text. It implements object.Program.
type program struct {
	source string
	mode   int
	expr   pyexpr.Expr  // of an expression; nil for statements
	line   int          // of an expression
	body   pyexpr.Block // of statements
}

// Same tells whether another program does the same.
func (p *program) Same(other object.Program) bool {
	q, ok := other.(*program)
	return ok && p.source == q.source && p.mode == q.mode
}

// Run evaluates the program in a frame.
func (p *program) Run(frame *object.Object) *object.Object {
	r := &runner{scope: newScope(frame), frame: object.As[*abi.Frame](frame), frameObject: frame, interactive: p.mode == SingleInput}
	var value *object.Object
	var err error
	if p.expr != nil {
		r.frame.Lineno = int32(p.line)
		value, err = pyexpr.Eval(r.machine(), p.expr)
	} else if err = r.block(p.body); err == nil {
		value = object.NewRef(object.None)
	}
	if err != nil {
		var raised *Raised
		if !errors.As(r.placed(err), &raised) {
			return object.Raise(object.SystemError, "%s", err.Error())
		}
		raised.Restore()
		return nil
	}
	return value
}

// runner runs the statements of one program.
type runner struct {
	*scope
	frame       *abi.Frame
	frameObject *object.Object
	interactive bool
}

func (r *runner) machine() pyexpr.Machine[*object.Object] { return r.scope }

// errBreak and errContinue leave the blocks between a statement and its loop.
var errBreak, errContinue = errors.New("break"), errors.New("continue")

func (r *runner) block(b pyexpr.Block) error {
	for _, line := range b {
		r.frame.Lineno = int32(line.Number)
		if err := r.interrupted(); err != nil {
			return r.placed(err)
		}
		if err := r.stmt(line.Stmt); err != nil {
			return r.placed(err)
		}
	}
	return nil
}

// interrupted raises what another thread asked this one to raise.
func (r *runner) interrupted() error {
	ts := object.Thread()
	if ts.AsyncExc == nil {
		return nil
	}
	exc := ts.AsyncExc
	ts.AsyncExc = nil
	object.SetObject(exc, nil)
	object.Decref(exc)
	return TakeRaised()
}

func (r *runner) stmt(s pyexpr.Stmt) error {
	switch s := s.(type) {
	case *pyexpr.ExprStmt:
		return r.expression(s)
	case *pyexpr.AssignAll:
		return r.assign(s)
	case *pyexpr.AugAssign:
		value, err := pyexpr.Exec(r.machine(), s)
		if err == nil {
			object.Decref(value)
		}
		return err
	case *pyexpr.DeleteAll:
		return r.deleteAll(s.Targets)
	case *pyexpr.Pass, *pyexpr.Global:
		return nil
	case *pyexpr.Break:
		return errBreak
	case *pyexpr.Continue:
		return errContinue
	case *pyexpr.Raise:
		return r.raise(s)
	case *pyexpr.Assert:
		return r.assert(s)
	case *pyexpr.Import:
		return r.importAll(s)
	case *pyexpr.ImportFrom:
		return r.importFrom(s)
	case *pyexpr.If:
		return r.ifElse(s)
	case *pyexpr.While:
		return r.while(s)
	case *pyexpr.For:
		return r.forEach(s)
	case *pyexpr.Try:
		return r.try(s)
	case *pyexpr.With:
		return r.with(s.Items, s.Body)
	}
	return raise(object.SystemError, "no such statement: %T", s)
}

func (r *runner) expression(s *pyexpr.ExprStmt) error {
	value, err := pyexpr.Eval(r.machine(), s.Value)
	if err != nil {
		return err
	}
	defer object.Decref(value)
	if !r.interactive {
		return nil
	}
	hook := object.SysGet("displayhook")
	if hook == nil {
		return raise(object.RuntimeError, "lost sys.displayhook")
	}
	shown := object.CallArgs(hook, value)
	object.XDecref(shown)
	return status(shown != nil)
}

func (r *runner) assign(s *pyexpr.AssignAll) error {
	value, err := pyexpr.Eval(r.machine(), s.Value)
	if err != nil {
		return err
	}
	defer object.Decref(value)
	for _, target := range s.Targets {
		if err := r.bind(target, value); err != nil {
			return err
		}
	}
	return nil
}

// bind assigns a value to a target, which may be made of others.
func (r *runner) bind(target pyexpr.Expr, value *object.Object) error {
	switch target := target.(type) {
	case *pyexpr.Tuple:
		return r.unpack(target.Elts, value)
	case *pyexpr.List:
		return r.unpack(target.Elts, value)
	}
	return pyexpr.Bind(r.machine(), target, value)
}

func (r *runner) unpack(targets []pyexpr.Expr, value *object.Object) error {
	items, star, err := unpacked(targets, value)
	if err != nil {
		return err
	}
	defer object.ReleaseAll(items)
	for i, target := range targets {
		if i == star {
			target = target.(*pyexpr.Starred).Value
		}
		if err := r.bind(target, items[i]); err != nil {
			return err
		}
	}
	return nil
}

// unpacked returns one new value for each target; star is the index of the one that takes a list, -1 if none does.
func unpacked(targets []pyexpr.Expr, value *object.Object) (items []*object.Object, star int, err error) {
	star = -1
	for i, target := range targets {
		if _, starred := target.(*pyexpr.Starred); starred {
			star = i
		}
	}
	it := object.Iter(value)
	if it == nil {
		raised := TakeRaised()
		if value.Type.Iter != nil || !object.GivenMatches(raised.Type, object.Head(object.TypeError)) {
			return nil, star, raised
		}
		raised.Release()
		return nil, star, raise(object.TypeError, "cannot unpack non-iterable %s object", object.TypeName(value.Type))
	}
	defer object.Decref(it)
	most := len(targets)
	for star >= 0 || len(items) <= most {
		item := object.IterNext(it)
		if item == nil {
			break
		}
		items = append(items, item)
	}
	if object.Occurred() != nil {
		err := TakeRaised()
		object.ReleaseAll(items)
		return nil, star, err
	}
	return fitted(items, len(targets), star)
}

// fitted takes over the items that were unpacked.
func fitted(items []*object.Object, targets, star int) ([]*object.Object, int, error) {
	given := len(items)
	switch {
	case star < 0 && given > targets:
		object.ReleaseAll(items)
		return nil, star, raise(object.ValueError, "too many values to unpack (expected %d)", targets)
	case star < 0 && given < targets:
		object.ReleaseAll(items)
		return nil, star, raise(object.ValueError, "not enough values to unpack (expected %d, got %d)", targets, given)
	case star < 0:
		return items, star, nil
	case given < targets-1:
		object.ReleaseAll(items)
		return nil, star, raise(object.ValueError, "not enough values to unpack (expected at least %d, got %d)", targets-1, given)
	}
	end := given - (targets - 1 - star)
	list := object.ListFrom(items[star:end])
	object.ReleaseAll(items[star:end])
	if list == nil {
		err := TakeRaised()
		object.ReleaseAll(items[:star])
		object.ReleaseAll(items[end:])
		return nil, star, err
	}
	return append(append(append([]*object.Object(nil), items[:star]...), list), items[end:]...), star, nil
}

func (r *runner) deleteAll(targets []pyexpr.Expr) error {
	for _, target := range targets {
		var err error
		switch target := target.(type) {
		case *pyexpr.Tuple:
			err = r.deleteAll(target.Elts)
		case *pyexpr.List:
			err = r.deleteAll(target.Elts)
		default:
			var none *object.Object
			if none, err = pyexpr.Exec(r.machine(), &pyexpr.Delete{Target: target}); err == nil {
				object.Decref(none)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (r *runner) truth(test pyexpr.Expr) (bool, error) {
	value, err := pyexpr.Eval(r.machine(), test)
	if err != nil {
		return false, err
	}
	defer object.Decref(value)
	return r.Truth(value)
}

func (r *runner) ifElse(s *pyexpr.If) error {
	truth, err := r.truth(s.Test)
	if err != nil {
		return err
	}
	if truth {
		return r.block(s.Body)
	}
	return r.block(s.OrElse)
}

// turn runs a loop's body once, and says whether the loop goes on.
func (r *runner) turn(body pyexpr.Block) (again bool, err error) {
	switch err := r.block(body); err {
	case nil, errContinue:
		return true, nil
	case errBreak:
		return false, nil
	default:
		return false, err
	}
}

func (r *runner) while(s *pyexpr.While) error {
	for number := r.frame.Lineno; ; r.frame.Lineno = number {
		truth, err := r.truth(s.Test)
		if err != nil {
			return err
		}
		if !truth {
			return r.block(s.OrElse)
		}
		if again, err := r.turn(s.Body); !again {
			return err
		}
		if err := r.interrupted(); err != nil {
			return err
		}
	}
}

func (r *runner) forEach(s *pyexpr.For) error {
	iterable, err := pyexpr.Eval(r.machine(), s.Iter)
	if err != nil {
		return err
	}
	it := object.Iter(iterable)
	object.Decref(iterable)
	if it == nil {
		return TakeRaised()
	}
	defer object.Decref(it)
	for number := r.frame.Lineno; ; r.frame.Lineno = number {
		item := object.IterNext(it)
		if item == nil {
			if object.Occurred() != nil {
				return TakeRaised()
			}
			return r.block(s.OrElse)
		}
		err := r.bind(s.Target, item)
		object.Decref(item)
		if err != nil {
			return err
		}
		if again, err := r.turn(s.Body); !again {
			return err
		}
	}
}
