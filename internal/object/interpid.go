package object

import (
	"strconv"
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Numbers of interpreters as objects.
//
// An InterpreterID counts as a holder of its interpreter, whichever interpreter the object itself is in. An interpreter that C
// code made, and that requires holders, ends with the last of them.

// InterpreterIDType is the type of the numbers.
var InterpreterIDType = ctier.Type("_PyInterpreterID_Type")

type interpreterID struct {
	Object
	number int64
}

// holderState is what an interpreter knows about the numbers that stand for it. Holders are in other interpreters, which run at
// the same time.
type holderState struct {
	sync.Mutex
	count    int64
	required bool
}

// InterpByID finds an interpreter by its number; nil if there is none.
func InterpByID(number int64) *abi.Interp {
	if s := stateByID(number); s != nil {
		return s.Interp
	}
	return nil
}

func stateByID(number int64) *InterpState {
	states.RLock()
	defer states.RUnlock()
	if number < 0 || number >= int64(len(states.byID)) || states.byID[number] == bootState {
		return nil
	}
	return states.byID[number]
}

// RequireHolders says whether an interpreter ends with the last InterpreterID for it.
func RequireHolders(interp *abi.Interp, required bool) {
	h := &stateOf(interp).holders
	h.Lock()
	defer h.Unlock()
	h.required = required
}

// NewInterpreterID is the number of an interpreter as an object; nil, and RuntimeError, if there is none of that number.
func NewInterpreterID(number int64) *Object {
	return newInterpreterID(InterpreterIDType, number, false)
}

func newInterpreterID(t *Type, number int64, force bool) *Object {
	s := stateByID(number)
	if s == nil && !force {
		return noInterpreter(number)
	}
	o := ctier.CallAlloc(t.Alloc, t, 0)
	if o == nil {
		return nil
	}
	As[*interpreterID](o).number = number
	if s != nil {
		s.holders.Lock()
		s.holders.count++
		s.holders.Unlock()
	}
	return o
}

func noInterpreter(number int64) *Object {
	return Raise(RuntimeError, "unrecognized interpreter ID %d", number)
}

// dropHolder takes back what newInterpreterID counted, and ends the interpreter if that is due.
func dropHolder(number int64) {
	s := stateByID(number)
	if s == nil {
		return
	}
	s.holders.Lock()
	s.holders.count--
	due := s.holders.count <= 0 && s.holders.required
	s.holders.Unlock()
	if due && s.EndSub != nil && s != State() {
		WithoutGIL(s.EndSub)
	}
}

// interpreterNumber reads the number of an interpreter from an argument. It may run code (__index__).
func interpreterNumber(o *Object) (int64, bool) {
	if IsSubtype(o.Type, InterpreterIDType) {
		return As[*interpreterID](o).number, true
	}
	if !IndexCheck(o) {
		Raise(TypeError, "interpreter ID must be an int, got %.100s", TypeName(o.Type))
		return 0, false
	}
	number, ok := AsLongLong(o)
	if ok && number < 0 {
		Raise(ValueError, "interpreter ID must be a non-negative int, got %s", ReprOf(o))
		return 0, false
	}
	return number, ok
}

// InterpByObject finds the interpreter that an int or InterpreterID stands for; nil, and an exception, if there is none.
func InterpByObject(o *Object) *abi.Interp {
	number, ok := interpreterNumber(o)
	if !ok {
		return nil
	}
	interp := InterpByID(number)
	if interp == nil {
		noInterpreter(number)
	}
	return interp
}

var interpreterIDParams = Params{Func: "InterpreterID.__init__", Names: []string{"id", "force"}, Required: 1, Positional: 1}

func makeInterpreterID(t *Type, args, kwargs *Object) *Object {
	var a [2]*Object
	if n := len(TupleItems(args)); n == 2 && kwargs == nil {
		return Raise(TypeError, "InterpreterID.__init__() takes at most 1 positional argument (%d given)", n)
	}
	if !interpreterIDParams.UnpackTuple(args, kwargs, a[:]) {
		return nil
	}
	number, ok := interpreterNumber(a[0])
	if !ok {
		return nil
	}
	force := int32(0)
	if a[1] != nil {
		if force = IsTrue(a[1]); force < 0 {
			return nil
		}
	}
	return newInterpreterID(t, number, force > 0)
}

func compareInterpreterID(self, other *Object, op int32) *Object {
	if op != abi.EQ && op != abi.NE || !IsSubtype(self.Type, InterpreterIDType) {
		return NewRef(NotImplemented)
	}
	number := As[*interpreterID](self).number
	if IsSubtype(other.Type, InterpreterIDType) {
		return NewBool((number == As[*interpreterID](other).number) == (op == abi.EQ))
	}
	if !NumberCheck(other) {
		return NewRef(NotImplemented)
	}
	v := NewInt(number)
	if v == nil {
		return nil
	}
	defer Decref(v)
	return RichCompare(v, other, op)
}

func init() {
	asInt := func(o *Object) *Object { return NewInt(As[*interpreterID](o).number) }
	Define(InterpreterIDType, func() Spec {
		return Spec{
			Name: "InterpreterID", Basicsize: unsafe.Sizeof(interpreterID{}), Flags: abi.TPFlagsBasetype,
			Doc: "The number of an interpreter; it can be used as an int.",
			New: makeInterpreterID,
			Dealloc: func(o *Object) {
				number := As[*interpreterID](o).number
				freeInstance(o)
				dropHolder(number)
			},
			Repr: func(o *Object) *Object {
				return NewStr(ShortName(o.Type) + "(" + strconv.FormatInt(As[*interpreterID](o).number, 10) + ")")
			},
			Str: func(o *Object) *Object { return NewStr(strconv.FormatInt(As[*interpreterID](o).number, 10)) },
			Hash: func(o *Object) int {
				v := asInt(o)
				if v == nil {
					return -1
				}
				defer Decref(v)
				return Hash(v)
			},
			Richcompare: compareInterpreterID,
			Number:      &Number{Int: asInt, Index: asInt},
		}
	})
}
