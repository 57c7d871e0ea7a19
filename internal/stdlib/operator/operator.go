// Package operator is the module operator, and _operator, where CPython has its functions: what Python's operators do.
package operator

import (
	"crypto/subtle"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Names of package object that are in every line.
type (
	Object = object.Object
	Type   = object.Type
)

func binary(name, means string, f func(a, b *Object) *Object) object.Method {
	return object.Method{
		Name: name, Doc: name + "(a, b, /)\n--\n\nSame as " + means + ".",
		Fast: func(_ *Object, args **Object, n int) *Object {
			if !object.CheckPositional(name, n, 2, 2) {
				return nil
			}
			a := object.Args(args, n)
			return f(a[0], a[1])
		},
	}
}

func unary(name, means string, f func(a *Object) *Object) object.Method {
	return object.Method{Name: name, Doc: name + "(a, /)\n--\n\nSame as " + means + ".", O: func(_, a *Object) *Object { return f(a) }}
}

func comparison(name, means string, op int32) object.Method {
	return binary(name, means, func(a, b *Object) *Object { return object.RichCompare(a, b, op) })
}

func status(r int32, want int32) *Object {
	if r < 0 {
		return nil
	}
	return object.NewBool(r == want)
}

var functions = []object.Method{
	unary("abs", "abs(a)", object.Absolute),
	unary("index", "a.__index__()", object.NumberIndex),
	unary("inv", "~a", object.Invert),
	unary("invert", "~a", object.Invert),
	unary("neg", "-a", object.Negative),
	unary("pos", "+a", object.Positive),
	unary("not_", "not a", func(a *Object) *Object { return status(object.IsTrue(a), 0) }),
	unary("truth", "bool(a)", func(a *Object) *Object { return status(object.IsTrue(a), 1) }),

	comparison("lt", "a < b", abi.LT), comparison("le", "a <= b", abi.LE), comparison("eq", "a == b", abi.EQ),
	comparison("ne", "a != b", abi.NE), comparison("gt", "a > b", abi.GT), comparison("ge", "a >= b", abi.GE),
	binary("is_", "a is b", func(a, b *Object) *Object { return object.NewBool(a == b) }),
	binary("is_not", "a is not b", func(a, b *Object) *Object { return object.NewBool(a != b) }),

	binary("add", "a + b", object.Add), binary("sub", "a - b", object.Subtract), binary("mul", "a * b", object.Multiply),
	binary("matmul", "a @ b", object.MatrixMultiply), binary("floordiv", "a // b", object.FloorDivide),
	binary("truediv", "a / b", object.TrueDivide), binary("mod", "a % b", object.Remainder),
	binary("lshift", "a << b", object.Lshift), binary("rshift", "a >> b", object.Rshift),
	binary("and_", "a & b", object.And), binary("xor", "a ^ b", object.Xor), binary("or_", "a | b", object.Or),
	binary("pow", "a ** b", func(a, b *Object) *Object { return object.Power(a, b, object.None) }),

	binary("iadd", "a += b", object.InPlaceAdd), binary("isub", "a -= b", object.InPlaceSubtract),
	binary("imul", "a *= b", object.InPlaceMultiply), binary("imatmul", "a @= b", object.InPlaceMatrixMultiply),
	binary("ifloordiv", "a //= b", object.InPlaceFloorDivide), binary("itruediv", "a /= b", object.InPlaceTrueDivide),
	binary("imod", "a %= b", object.InPlaceRemainder), binary("ilshift", "a <<= b", object.InPlaceLshift),
	binary("irshift", "a >>= b", object.InPlaceRshift), binary("iand", "a &= b", object.InPlaceAnd),
	binary("ixor", "a ^= b", object.InPlaceXor), binary("ior", "a |= b", object.InPlaceOr),
	binary("ipow", "a **= b", func(a, b *Object) *Object { return object.InPlacePower(a, b, object.None) }),

	binary("concat", "a + b, for sequences", object.SequenceConcat),
	binary("iconcat", "a += b, for sequences", object.SequenceInplaceConcat),
	binary("contains", "b in a (the operands are reversed)", func(a, b *Object) *Object { return object.Truth(object.Contains(a, b)) }),
	binary("getitem", "a[b]", object.GetItem),
	binary("delitem", "del a[b]", func(a, b *Object) *Object { return object.NoneIf(object.DelItem(a, b)) }),
	binary("countOf", "how many items of a are, or are equal to, b", func(a, b *Object) *Object { return count(object.SequenceCount(a, b)) }),
	binary("indexOf", "the index of the first b in a", func(a, b *Object) *Object { return count(object.SequenceIndex(a, b)) }),
	{Name: "setitem", Doc: "setitem(a, b, c, /)\n--\n\nSame as a[b] = c.", Fast: func(_ *Object, args **Object, n int) *Object {
		if !object.CheckPositional("setitem", n, 3, 3) {
			return nil
		}
		a := object.Args(args, n)
		return object.NoneIf(object.SetItem(a[0], a[1], a[2]))
	}},
	{Name: "length_hint", Doc: "length_hint(obj, default=0, /)\n--\n\nHow many items there will be, or a guess.", Fast: lengthHint},
	{Name: "call", Doc: "call(obj, /, *args, **kwargs)\n--\n\nSame as obj(*args, **kwargs).", FastKeys: func(_ *Object, args **Object, n int, names *Object) *Object {
		if !object.CheckPositional("call", n, 1, int(^uint(0)>>1)) {
			return nil
		}
		all := object.Args(args, n+object.KeywordCount(names))
		return object.Vectorcall(all[0], all[1:], names)
	}},
	{Name: "_compare_digest", Doc: "_compare_digest(a, b, /)\n--\n\nWhether a and b are equal, in a time that does not tell where they differ.", Fast: compareDigest},
}

func count(n int) *Object {
	if n < 0 {
		return nil
	}
	return object.NewInt(int64(n))
}

func lengthHint(_ *Object, args **Object, n int) *Object {
	if !object.CheckPositional("length_hint", n, 1, 2) {
		return nil
	}
	a, deflt := object.Args(args, n), 0
	if n == 2 {
		i := object.NumberIndex(a[1])
		if i == nil {
			return nil
		}
		v, ok := object.AsSsize(i)
		object.Decref(i)
		if !ok {
			return nil
		}
		deflt = v
	}
	hint := object.LengthHint(a[0], deflt)
	if hint == -1 && object.Occurred() != nil {
		return nil
	}
	return object.NewInt(int64(hint))
}

func compareDigest(_ *Object, args **Object, n int) *Object {
	if !object.CheckPositional("_compare_digest", n, 2, 2) {
		return nil
	}
	a := object.Args(args, n)
	if object.IsStr(a[0]) && object.IsStr(a[1]) {
		if !object.StrIsASCII(a[0]) || !object.StrIsASCII(a[1]) {
			return object.Raise(object.TypeError, "comparing strings with non-ASCII characters is not supported")
		}
		return object.NewBool(subtle.ConstantTimeCompare([]byte(object.StrOf(a[0])), []byte(object.StrOf(a[1]))) == 1)
	}
	if !object.CheckBuffer(a[0]) || !object.CheckBuffer(a[1]) {
		return object.Raise(object.TypeError, "unsupported operand types(s) or combination of types: '%.100s' and '%.100s'",
			object.TypeName(a[0].Type), object.TypeName(a[1].Type))
	}
	var views [2]abi.Buffer
	for i, o := range a {
		if !object.GetBuffer(o, &views[i], 0) {
			return nil
		}
		defer object.ReleaseBuffer(&views[i])
		if views[i].Ndim > 1 {
			return object.Raise(object.BufferError, "Buffer must be single dimension")
		}
	}
	return object.NewBool(subtle.ConstantTimeCompare(object.ViewBytes(&views[0]), object.ViewBytes(&views[1])) == 1)
}

// dunders are the functions that are there under a special method's name, too.
var dunders = []string{
	"lt", "le", "eq", "ne", "ge", "gt", "not_", "abs", "add", "and_", "call", "floordiv", "index", "inv", "invert", "lshift", "mod", "mul",
	"matmul", "neg", "or_", "pos", "pow", "rshift", "sub", "truediv", "xor", "concat", "contains", "delitem", "getitem", "setitem", "iadd",
	"iand", "iconcat", "ifloordiv", "ilshift", "imod", "imul", "imatmul", "ior", "ipow", "irshift", "isub", "itruediv", "ixor",
}

func init() {
	doc := "What Python's operators do, as functions."
	c := object.GoModule("_operator", doc, &functions)
	object.DefineModule("_operator", func() *Object {
		return object.Fill(c(), func(set func(name string, v *Object)) {
			set("itemgetter", object.TypeObject(itemgetterType))
			set("attrgetter", object.TypeObject(attrgetterType))
			set("methodcaller", object.TypeObject(methodcallerType))
		})
	})
	var none []object.Method
	empty := object.GoModule("operator", doc, &none)
	object.DefineModule("operator", func() *Object {
		from := object.Import("_operator")
		if from == nil {
			return nil
		}
		defer object.Decref(from)
		return object.Fill(empty(), func(set func(name string, v *Object)) {
			for _, f := range functions {
				if f.Name != "_compare_digest" {
					set(f.Name, object.GetAttrString(from, f.Name))
				}
			}
			for _, name := range []string{"itemgetter", "attrgetter", "methodcaller"} {
				set(name, object.GetAttrString(from, name))
			}
			for _, name := range dunders {
				short := name
				if short[len(short)-1] == '_' {
					short = short[:len(short)-1]
				}
				set("__"+short+"__", object.GetAttrString(from, name))
			}
		})
	})
}
