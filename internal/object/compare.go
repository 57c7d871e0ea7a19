package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/hash"
)

// The protocols every object has: repr, str, hash, comparison, truth, isinstance. All may run code.

// Repr is repr(o).
func Repr(o *Object) *Object {
	if o == nil {
		return NewStr("<NULL>")
	}
	if o.Type.Repr == nil {
		return NewStr("<" + TypeName(o.Type) + " object at " + HexAddress(o) + ">")
	}
	if !EnterCall(" while getting the repr of an object") {
		return nil
	}
	r := ctier.CallUnary(o.Type.Repr, o)
	LeaveCall()
	return mustBeStr(r, "__repr__")
}

// Str is str(o).
func Str(o *Object) *Object {
	if o == nil {
		return NewStr("<NULL>")
	}
	if o.Type == StrType {
		return NewRef(o)
	}
	if o.Type.Str == nil {
		return Repr(o)
	}
	if !EnterCall(" while getting the str of an object") {
		return nil
	}
	r := ctier.CallUnary(o.Type.Str, o)
	LeaveCall()
	return mustBeStr(r, "__str__")
}

func mustBeStr(r *Object, method string) *Object {
	if r == nil || Is(r, StrType) {
		return r
	}
	defer Decref(r)
	return Raise(TypeError, "%s returned non-string (type %.200s)", method, TypeName(r.Type))
}

// Hash is hash(o); -1 for an error.
func Hash(o *Object) int {
	t := o.Type
	if t.Hash != nil {
		return ctier.CallLength(t.Hash, o)
	}
	if t.Dict == nil {
		if !Ready(t) {
			return -1
		}
		if t.Hash != nil {
			return ctier.CallLength(t.Hash, o)
		}
	}
	return HashNotImplemented(o)
}

// HashNotImplemented raises the TypeError of an unhashable type.
func HashNotImplemented(o *Object) int {
	Raise(TypeError, "unhashable type: '%.200s'", TypeName(o.Type))
	return -1
}

// HashPointer is the hash of an identity.
func HashPointer(p unsafe.Pointer) int { return hash.Pointer(p) }

// swapped is the operator with its operands exchanged.
var swapped = [...]int32{abi.GT, abi.GE, abi.EQ, abi.NE, abi.LT, abi.LE}

var operators = [...]string{"<", "<=", "==", "!=", ">", ">="}

// RichCompare is a op b: the reflected operation first when b's type is a subtype, and identity as the last resort.
func RichCompare(a, b *Object, op int32) *Object {
	if a == nil || b == nil {
		if Occurred() == nil {
			BadInternalCall()
		}
		return nil
	}
	if !EnterCall(" in comparison") {
		return nil
	}
	defer LeaveCall()
	reflected := false
	if a.Type != b.Type && b.Type.Richcompare != nil && IsSubtype(b.Type, a.Type) {
		reflected = true
		if r := ctier.CallCompare(b.Type.Richcompare, b, a, swapped[op]); r != NotImplemented {
			return r
		}
		Decref(NotImplemented)
	}
	if f := a.Type.Richcompare; f != nil {
		if r := ctier.CallCompare(f, a, b, op); r != NotImplemented {
			return r
		}
		Decref(NotImplemented)
	}
	if f := b.Type.Richcompare; f != nil && !reflected {
		if r := ctier.CallCompare(f, b, a, swapped[op]); r != NotImplemented {
			return r
		}
		Decref(NotImplemented)
	}
	switch op {
	case abi.EQ:
		return NewBool(a == b)
	case abi.NE:
		return NewBool(a != b)
	}
	return Raise(TypeError, "'%s' not supported between instances of '%.100s' and '%.100s'", operators[op], TypeName(a.Type), TypeName(b.Type))
}

// RichCompareBool is RichCompare as 1, 0 or -1. An object equals itself.
func RichCompareBool(a, b *Object, op int32) int32 {
	if a == b {
		switch op {
		case abi.EQ:
			return 1
		case abi.NE:
			return 0
		}
	}
	r := RichCompare(a, b, op)
	if r == nil {
		return -1
	}
	defer Decref(r)
	if r.Type == BoolType {
		if r == True {
			return 1
		}
		return 0
	}
	return IsTrue(r)
}

// IsTrue is bool(o) as 1, 0 or -1.
func IsTrue(o *Object) int32 {
	switch o {
	case True:
		return 1
	case False, None:
		return 0
	}
	n := 1
	switch t := o.Type; {
	case t.AsNumber != nil && t.AsNumber.Bool != nil:
		n = int(ctier.CallInquiry(t.AsNumber.Bool, o))
	case t.AsMapping != nil && t.AsMapping.Length != nil:
		n = ctier.CallLength(t.AsMapping.Length, o)
	case t.AsSequence != nil && t.AsSequence.Length != nil:
		n = ctier.CallLength(t.AsSequence.Length, o)
	}
	return int32(max(min(n, 1), -1))
}

// Not is not o as 1, 0 or -1.
func Not(o *Object) int32 {
	r := IsTrue(o)
	if r < 0 {
		return r
	}
	return 1 - r
}

// basesOf is o.__bases__ if it is a tuple; nil, and no error, if o is not like a class.
func basesOf(o *Object) (*Object, bool) {
	b, ok := LookupAttrString(o, "__bases__")
	if b != nil && !Is(b, TupleType) {
		Decref(b)
		b = nil
	}
	return b, ok
}

func checkClass(o *Object, text string) bool {
	b, ok := basesOf(o)
	if b == nil {
		if ok {
			Raise(TypeError, "%s", text)
		}
		return false
	}
	Decref(b)
	return true
}

// abstractIsSubclass follows __bases__ of things that are like classes without being types.
func abstractIsSubclass(derived, class *Object) int32 {
	if derived == class {
		return 1
	}
	bases, ok := basesOf(derived)
	if bases == nil {
		if !ok {
			return -1
		}
		return 0
	}
	defer Decref(bases)
	for _, b := range TupleItems(bases) {
		if !EnterCall(" in __issubclass__") {
			return -1
		}
		r := abstractIsSubclass(b, class)
		LeaveCall()
		if r != 0 {
			return r
		}
	}
	return 0
}

func realIsInstance(o, class *Object) int32 {
	if Is(class, TypeType) {
		if Is(o, As[*Type](class)) {
			return 1
		}
		c, ok := LookupAttrString(o, "__class__")
		if !ok {
			return -1
		}
		if c == nil {
			return 0
		}
		defer Decref(c)
		if c != Head(o.Type) && Is(c, TypeType) && IsSubtype(As[*Type](c), As[*Type](class)) {
			return 1
		}
		return 0
	}
	if !checkClass(class, "isinstance() arg 2 must be a type, a tuple of types, or a union") {
		return -1
	}
	c, ok := LookupAttrString(o, "__class__")
	if !ok {
		return -1
	}
	if c == nil {
		return 0
	}
	defer Decref(c)
	return abstractIsSubclass(c, class)
}

func recursiveIsSubclass(derived, class *Object) int32 {
	if Is(class, TypeType) && Is(derived, TypeType) {
		if IsSubtype(As[*Type](derived), As[*Type](class)) {
			return 1
		}
		return 0
	}
	if !checkClass(derived, "issubclass() arg 1 must be a class") {
		return -1
	}
	if !Is(class, unionType) && !checkClass(class, "issubclass() arg 2 must be a class, a tuple of classes, or a union") {
		return -1
	}
	return abstractIsSubclass(derived, class)
}

// IsInstance is isinstance(o, class) as 1, 0 or -1.
func IsInstance(o, class *Object) int32 {
	if Head(o.Type) == class {
		return 1
	}
	return checkAgainst(o, class, "__instancecheck__", " in __instancecheck__", IsInstance, realIsInstance)
}

// IsSubclass is issubclass(derived, class) as 1, 0 or -1.
func IsSubclass(derived, class *Object) int32 {
	if class.Type == TypeType && derived == class {
		return 1
	}
	return checkAgainst(derived, class, "__subclasscheck__", " in __subclasscheck__", IsSubclass, recursiveIsSubclass)
}

func checkAgainst(o, class *Object, method, where string, each, real func(o, class *Object) int32) int32 {
	if class.Type == TypeType {
		return real(o, class)
	}
	if Is(class, TupleType) {
		if !EnterCall(where) {
			return -1
		}
		defer LeaveCall()
		for _, c := range TupleItems(class) {
			if r := each(o, c); r != 0 {
				return r
			}
		}
		return 0
	}
	if !EnterCall(where) {
		return -1
	}
	r, found := special(class, method, o)
	LeaveCall()
	if !found {
		return real(o, class)
	}
	if r == nil {
		return -1
	}
	defer Decref(r)
	return IsTrue(r)
}
