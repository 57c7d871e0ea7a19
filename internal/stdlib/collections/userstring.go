package collections

import (
	"math"
	"strconv"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// What a UserString passes on to its str: signatures, with what is a UserString among the arguments unwrapped for some, and the
// result wrapped for some. MAX stands for the largest index.
var (
	stringsWrapped = []string{
		"capitalize(self)", "casefold(self)", "center(self, width, *args)", "expandtabs(self, tabsize=8)", "ljust(self, width, *args)",
		"lower(self)", "lstrip(self, chars=None)", "rjust(self, width, *args)", "rstrip(self, chars=None)", "strip(self, chars=None)",
		"swapcase(self)", "title(self)", "translate(self, *args)", "upper(self)", "zfill(self, width)",
	}
	stringsWrappedOf = []string{"removeprefix(self, prefix, /)", "removesuffix(self, suffix, /)", "replace(self, old, new, maxsplit=-1)"}
	stringsPlain     = []string{
		"endswith(self, suffix, start=0, end=MAX)", "format_map(self, mapping)", "index(self, sub, start=0, end=MAX)", "isalpha(self)",
		"isalnum(self)", "isascii(self)", "isdecimal(self)", "isdigit(self)", "isidentifier(self)", "islower(self)", "isnumeric(self)",
		"isprintable(self)", "isspace(self)", "istitle(self)", "isupper(self)", "join(self, seq)", "partition(self, sep)",
		"rindex(self, sub, start=0, end=MAX)", "rpartition(self, sep)", "split(self, sep=None, maxsplit=-1)",
		"rsplit(self, sep=None, maxsplit=-1)", "splitlines(self, keepends=False)", "startswith(self, prefix, start=0, end=MAX)",
	}
	stringsPlainOf = []string{"count(self, sub, start=0, end=MAX)", "find(self, sub, start=0, end=MAX)", "rfind(self, sub, start=0, end=MAX)"}
)

func userStringPassed() []object.Def {
	var defs []object.Def
	add := func(sigs []string, class string, wrap bool) {
		for _, sig := range sigs {
			defs = append(defs, passOn(strings.ReplaceAll(sig, "MAX", strconv.Itoa(math.MaxInt)), class, wrap))
		}
	}
	add(stringsWrapped, "", true)
	add(stringsWrappedOf, "UserString", true)
	add(stringsPlain, "", false)
	add(stringsPlainOf, "UserString", false)
	return defs
}

// converted is a method that makes something else of the str, by a type or by f.
func converted(name string, f func(data *Object) *Object) object.Def {
	return object.Def{Sig: name + "(self)", Do: func(a []*Object) *Object { return withData(a[0], f) }}
}

func by(t *object.Type) func(data *Object) *Object {
	return func(data *Object) *Object { return object.CallArgs(object.Head(t), data) }
}

// text is str(o), and what a UserString wraps: a new reference.
func text(o *Object) *Object {
	data := unwrapped(o, "UserString")
	if data == nil || object.IsStr(data) {
		return data
	}
	defer object.Decref(data)
	return object.Str(data)
}

func userStringAdd(sig string, f func(data, other *Object) *Object) object.Def {
	return object.Def{Sig: sig, Do: func(a []*Object) *Object {
		other := text(a[1])
		if other == nil {
			return nil
		}
		defer object.Decref(other)
		return withData(a[0], func(data *Object) *Object { return wrapped(a[0], f(data, other)) })
	}}
}

func userStringClass() *Object {
	defs := append(common("UserString"), comparisons("UserString")...)
	defs = append(defs, userStringPassed()...)
	times := func(data, n *Object) *Object { return object.Multiply(data, n) }
	return withBase("Sequence", object.Class{
		Name: "UserString", Doc: "A str, wrapped.",
		More: func(namespace *Object) bool {
			return object.PutOwned(namespace, "maketrans", object.GetAttrString(object.Head(object.StrType), "maketrans"))
		},
		Defs: append(defs, []object.Def{
			{Sig: "__init__(self, seq)", Do: func(a []*Object) *Object { return object.NoneIf(setData(a[0], text(a[1]))) }},
			converted("__str__", object.Str), converted("__int__", by(object.LongType)), converted("__float__", by(object.FloatType)),
			converted("__complex__", by(object.ComplexType)), converted("__hash__", func(data *Object) *Object {
				h := object.Hash(data)
				if h == -1 {
					return nil
				}
				return object.NewInt(int64(h))
			}),
			converted("__getnewargs__", func(data *Object) *Object { return object.Pack(data) }),
			{Sig: "__getitem__(self, index)", Do: func(a []*Object) *Object {
				return withData(a[0], func(data *Object) *Object { return wrapped(a[0], object.GetItem(data, a[1])) })
			}},
			userStringAdd("__add__(self, other)", object.Add),
			userStringAdd("__radd__(self, other)", func(data, other *Object) *Object { return object.Add(other, data) }),
			operator("__mul__(self, n)", "", times), operator("__rmul__(self, n)", "", times), operator("__mod__(self, args)", "", object.Remainder),
			{Sig: "__rmod__(self, template)", Do: func(a []*Object) *Object {
				template := object.Str(a[1])
				if template == nil {
					return nil
				}
				defer object.Decref(template)
				return wrapped(a[0], object.Remainder(template, a[0]))
			}},
			{Sig: "encode(self, encoding='utf-8', errors='strict')", Do: func(a []*Object) *Object {
				return withData(a[0], func(data *Object) *Object {
					words := [2]string{"utf-8", "strict"}
					for i := range words {
						if a[1+i] == object.None {
							continue
						}
						if !object.IsStr(a[1+i]) {
							return object.Raise(object.TypeError, "encode() argument %d must be str, not %.50s", i+1, object.TypeName(a[1+i].Type))
						}
						words[i] = object.StrOf(a[1+i])
					}
					return object.StrEncode(data, words[0], words[1])
				})
			}},
			{Sig: "format(self, /, *args, **kwds)", Do: func(a []*Object) *Object {
				return withData(a[0], func(data *Object) *Object { return object.StrFormatMethod(data, a[1], a[2]) })
			}},
		}...),
	})
}
