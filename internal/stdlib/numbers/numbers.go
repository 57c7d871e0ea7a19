// Package numbers is the module numbers: the abstract classes of numbers, with the built-in types registered.
package numbers

import (
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type (
	obj = *object.Object
	def = object.Def
)

func init() {
	object.DefineModule("numbers", object.FilledModule("numbers", "Abstract classes of numbers.", nil, fill))
}

// missing is the body of an abstract method.
func missing([]obj) obj { return object.RaiseNone(object.NotImplementedError) }

func abstract(sigs ...string) []def {
	var defs []def
	for _, sig := range sigs {
		defs = append(defs, def{Sig: sig, Abstract: true, Do: missing})
	}
	return defs
}

// method and property are what a class has from the others of its methods.
func method(sig string, f func(a []obj) obj) def { return def{Sig: sig, Do: f} }

func property(sig string, f func(a []obj) obj) def {
	return def{Sig: sig, Kind: object.PropertyDef, Do: f}
}

func abstractProperty(sig string) def {
	return def{Sig: sig, Kind: object.PropertyDef, Abstract: true, Do: missing}
}

func itself(a []obj) obj { return object.Positive(a[0]) }

// difference is x - y by way of x + -y.
func difference(x, y obj) obj {
	minus := object.Negative(y)
	if minus == nil {
		return nil
	}
	defer object.Decref(minus)
	return object.Add(x, minus)
}

func toFloat(o obj) obj { return object.CallArgs(object.Head(object.FloatType), o) }

func toInt(o obj) obj { return object.CallArgs(object.Head(object.LongType), o) }

type class struct {
	name    string
	base    string
	doc     string
	defs    []def
	hash    bool // __hash__ is None
	members []*object.Type
}

var classes = []class{
	{name: "Number", doc: "All numbers.", hash: true},
	{name: "Complex", base: "Number", doc: "Numbers with a real and an imaginary part.", members: []*object.Type{object.ComplexType}, defs: append(
		abstract("__complex__(self)", "__add__(self, other)", "__radd__(self, other)", "__neg__(self)", "__pos__(self)", "__mul__(self, other)",
			"__rmul__(self, other)", "__truediv__(self, other)", "__rtruediv__(self, other)", "__pow__(self, exponent)", "__rpow__(self, base)",
			"__abs__(self)", "conjugate(self)", "__eq__(self, other)"),
		abstractProperty("real(self)"), abstractProperty("imag(self)"),
		method("__bool__(self)", func(a []obj) obj {
			zero := object.NewInt(0)
			defer object.XDecref(zero)
			return object.RichCompare(a[0], zero, abi.NE)
		}),
		method("__sub__(self, other)", func(a []obj) obj { return difference(a[0], a[1]) }),
		method("__rsub__(self, other)", func(a []obj) obj {
			minus := object.Negative(a[0])
			if minus == nil {
				return nil
			}
			defer object.Decref(minus)
			return object.Add(minus, a[1])
		}),
	)},
	{name: "Real", base: "Complex", doc: "Numbers on the real line.", members: []*object.Type{object.FloatType}, defs: append(
		abstract("__float__(self)", "__trunc__(self)", "__floor__(self)", "__ceil__(self)", "__round__(self, ndigits=None)",
			"__floordiv__(self, other)", "__rfloordiv__(self, other)", "__mod__(self, other)", "__rmod__(self, other)", "__lt__(self, other)",
			"__le__(self, other)"),
		method("__divmod__(self, other)", func(a []obj) obj {
			return object.OwnedTuple(object.FloorDivide(a[0], a[1]), object.Remainder(a[0], a[1]))
		}),
		method("__rdivmod__(self, other)", func(a []obj) obj {
			return object.OwnedTuple(object.FloorDivide(a[1], a[0]), object.Remainder(a[1], a[0]))
		}),
		method("__complex__(self)", func(a []obj) obj {
			f := toFloat(a[0])
			if f == nil {
				return nil
			}
			defer object.Decref(f)
			return object.CallArgs(object.Head(object.ComplexType), f)
		}),
		property("real(self)", itself),
		property("imag(self)", func([]obj) obj { return object.NewInt(0) }),
		method("conjugate(self)", itself),
	)},
	{name: "Rational", base: "Real", doc: "Numbers with a numerator and a denominator.", defs: []def{
		abstractProperty("numerator(self)"), abstractProperty("denominator(self)"),
		method("__float__(self)", func(a []obj) obj {
			var parts [2]obj
			for i, name := range []string{"numerator", "denominator"} {
				if v := object.GetAttrString(a[0], name); v != nil {
					parts[i] = toInt(v)
					object.Decref(v)
				}
				if parts[i] == nil {
					object.XDecref(parts[0])
					return nil
				}
			}
			defer object.Decref(parts[0])
			defer object.Decref(parts[1])
			return object.TrueDivide(parts[0], parts[1])
		}),
	}},
	{name: "Integral", base: "Rational", doc: "Whole numbers.", members: []*object.Type{object.LongType}, defs: append(
		abstract("__int__(self)", "__pow__(self, exponent, modulus=None)", "__lshift__(self, other)", "__rlshift__(self, other)",
			"__rshift__(self, other)", "__rrshift__(self, other)", "__and__(self, other)", "__rand__(self, other)", "__xor__(self, other)",
			"__rxor__(self, other)", "__or__(self, other)", "__ror__(self, other)", "__invert__(self)"),
		method("__index__(self)", func(a []obj) obj { return toInt(a[0]) }),
		method("__float__(self)", func(a []obj) obj {
			n := toInt(a[0])
			if n == nil {
				return nil
			}
			defer object.Decref(n)
			return toFloat(n)
		}),
		property("numerator(self)", itself),
		property("denominator(self)", func([]obj) obj { return object.NewInt(1) }),
	)},
}

func fill(m obj) bool {
	abc := object.Import("abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	names := object.NewList(0)
	if names == nil || !object.AddObject(m, "__all__", names) {
		return false
	}
	for _, c := range classes {
		made := object.Class{Name: c.name, Module: "numbers", Doc: c.doc, Meta: object.ModuleObject(abc, "ABCMeta"), Defs: c.defs}
		if c.base != "" {
			made.Bases = []obj{object.ModuleObject(m, c.base)}
		}
		if c.hash {
			made.More = func(namespace obj) bool { return object.DictSetString(namespace, "__hash__", object.None) }
		}
		class := made.Make()
		if !object.AddObject(m, c.name, class) || !object.ListAppend(names, object.Intern(c.name)) {
			return false
		}
		for _, t := range c.members {
			r := object.CallMethod(class, "register", object.Head(t))
			if r == nil {
				return false
			}
			object.Decref(r)
		}
	}
	return true
}
