package object

import "github.com/d95905aa/gilded/internal/abi"

// The guard against endless recursion in repr: which objects' reprs are under way, in each thread.

type reprKey struct {
	ts *abi.ThreadState
	o  *Object
}

type reprState map[reprKey]struct{}

// ReprEnter begins the repr of a container: 0, or 1 if it is under way in this thread already. After 0, ReprLeave must
// follow.
func ReprEnter(o *Object) int32 {
	s := State()
	key := reprKey{Thread(), o}
	if _, under := s.repr[key]; under {
		return 1
	}
	if s.repr == nil {
		s.repr = reprState{}
	}
	s.repr[key] = struct{}{}
	return 0
}

// ReprLeave ends the repr of a container.
func ReprLeave(o *Object) { delete(State().repr, reprKey{Thread(), o}) }

// reprItems writes the reprs of a sequence's items between two brackets. The items may come and go meanwhile.
func reprItems(before, after string, length func() int, item func(i int) *Object) *Object {
	text := []byte(before)
	for i := 0; i < length(); i++ {
		if i > 0 {
			text = append(text, ", "...)
		}
		it := XNewRef(item(i))
		r := Repr(it)
		XDecref(it)
		if r == nil {
			return nil
		}
		text = append(text, StrOf(r)...)
		Decref(r)
	}
	return NewStr(string(append(text, after...)))
}
