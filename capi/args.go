package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// What the C tier asks for when it has collected the arguments of a variadic call. Vectors of pointers have at least one
// element more than the format needs, so that an empty one has an address.

// pointers views n pointers; there may be more behind them.
func pointers(p *unsafe.Pointer) []unsafe.Pointer { return unsafe.Slice(p, 1<<16) }

func objects(p **abi.Object, n int) []*abi.Object { return unsafe.Slice(p, n) }

func gl_arg_parse(args **abi.Object, n int, format *byte, out *unsafe.Pointer, flags int32) int32 {
	return truth(object.ParseArgs(objects(args, n), format, pointers(out), int(flags)))
}

func gl_arg_parse_keywords(args, kwargs *abi.Object, format *byte, names **byte, out *unsafe.Pointer, flags int32) int32 {
	return truth(object.ParseKeywords(args, kwargs, format, names, pointers(out), int(flags)))
}

func gl_arg_parse_parser(args **abi.Object, n int, names *abi.Object, parser unsafe.Pointer, out *unsafe.Pointer) int32 {
	return truth(object.ParseWithParser(objects(args, n), keywordValues(args, n, names), names, (*object.ArgParser)(parser), pointers(out)))
}

// keywordValues are the values behind n positional arguments; names may be nil.
func keywordValues(args **abi.Object, n int, names *abi.Object) []*abi.Object {
	if names == nil {
		return nil
	}
	return objects(args, n+len(object.TupleItems(names)))[n:]
}

// gl_arg_count raises for a number of arguments that is out of bounds; without a name they are the items of a tuple.
func gl_arg_count(name *byte, n, low, high int) int32 {
	bound, limit := "at most ", high
	if n < low {
		bound, limit = "at least ", low
	}
	if low == high {
		bound = ""
	}
	s := "s"
	if limit == 1 {
		s = ""
	}
	if name != nil {
		object.Raise(object.TypeError, "%.200s expected %s%d argument%s, got %d", text(name), bound, limit, s, n)
	} else {
		object.Raise(object.TypeError, "unpacked tuple should have %s%d element%s, but has %d", bound, limit, s, n)
	}
	return 0
}

func gl_build(format *byte, words unsafe.Pointer, flags int32) *abi.Object {
	return object.Build(format, words, int(flags))
}

func gl_call_built(callable *abi.Object, format *byte, words unsafe.Pointer, flags int32) *abi.Object {
	return object.CallBuilt(callable, format, words, int(flags))
}

// gl_method_to_call is an attribute that is about to be called.
func gl_method_to_call(o *abi.Object, name *byte) *abi.Object {
	return callable(object.GetAttrString(o, text(name)))
}

func gl_bound_method(o, name *abi.Object) *abi.Object { return callable(object.GetAttr(o, name)) }

// callable takes over a reference and returns it if it can be called.
func callable(o *abi.Object) *abi.Object {
	if o != nil && !object.Callable(o) {
		object.Raise(object.TypeError, "attribute of type '%.200s' is not callable", object.TypeName(o.Type))
		object.Decref(o)
		return nil
	}
	return o
}

// gl_interned returns an interned str, borrowed.
func gl_interned(name *byte) *abi.Object { return object.Intern(text(name)) }

func PyArg_ValidateKeywordArguments(kwargs *abi.Object) int32 {
	return truth(object.CheckKeywordNames(kwargs))
}

func _PyArg_BadArgument(function, name, expected *byte, arg *abi.Object) {
	object.BadArgumentType(text(function), text(name), text(expected), arg)
}

func _PyArg_CheckPositional(name *byte, n, low, high int) int32 {
	if n < low || n > high {
		return gl_arg_count(name, n, low, high)
	}
	return 1
}

func _PyArg_NoKeywords(name *byte, kwargs *abi.Object) int32 {
	if kwargs == nil {
		return 1
	}
	if !object.HasFlag(kwargs.Type, abi.TPFlagsDictSubclass) {
		object.BadInternalCall()
		return 0
	}
	return truth(object.NoKeywords(text(name), kwargs))
}

func _PyArg_NoPositional(name *byte, args *abi.Object) int32 {
	if args == nil {
		return 1
	}
	if !object.HasFlag(args.Type, abi.TPFlagsTupleSubclass) {
		object.BadInternalCall()
		return 0
	}
	if len(object.TupleItems(args)) == 0 {
		return 1
	}
	object.Raise(object.TypeError, "%.200s() takes no positional arguments", text(name))
	return 0
}

func _PyArg_UnpackKeywords(args **abi.Object, n int, kwargs, names *abi.Object, parser unsafe.Pointer, minPositional, maxPositional, minKeyword int32, buf **abi.Object) **abi.Object {
	return unpackKeywords(args, n, kwargs, names, (*object.ArgParser)(parser), int(minPositional), int(maxPositional), int(minKeyword), buf)
}

// _PyArg_UnpackKeywordsWithVararg also packs the positional arguments beyond the last parameter that takes one into a tuple,
// which it stores at the parameter's place: vararg. That one reference is new, the others are borrowed.
func _PyArg_UnpackKeywordsWithVararg(args **abi.Object, n int, kwargs, names *abi.Object, parser unsafe.Pointer, minPositional, maxPositional, minKeyword, vararg int32, buf **abi.Object) **abi.Object {
	args, values, ok := keywordArguments(args, n, kwargs, names, buf)
	if !ok || !object.UnpackKeywordsWithVararg(objects(args, n), kwargs, names, values, (*object.ArgParser)(parser), int(minPositional), int(maxPositional), int(minKeyword), int(vararg), objects(buf, 1<<16)) {
		return nil
	}
	return buf
}

// keywordArguments checks the dict of keyword arguments, or finds their values behind the positional ones. No arguments at all are
// buf, so that what is returned is never NULL.
func keywordArguments(args **abi.Object, n int, kwargs, names *abi.Object, buf **abi.Object) (given **abi.Object, values []*abi.Object, ok bool) {
	if kwargs != nil && !object.HasFlag(kwargs.Type, abi.TPFlagsDictSubclass) {
		object.BadInternalCall()
		return nil, nil, false
	}
	if args == nil && n == 0 {
		args = buf
	}
	if kwargs == nil {
		values = keywordValues(args, n, names)
	}
	return args, values, true
}

func unpackKeywords(args **abi.Object, n int, kwargs, names *abi.Object, parser *object.ArgParser, minPositional, maxPositional, minKeyword int, buf **abi.Object) **abi.Object {
	args, values, ok := keywordArguments(args, n, kwargs, names, buf)
	if !ok {
		return nil
	}
	if kwargs == nil && len(values) == 0 && minKeyword == 0 && minPositional <= n && n <= maxPositional {
		return args
	}
	if !object.UnpackKeywords(objects(args, n), kwargs, names, values, parser, minPositional, maxPositional, minKeyword, objects(buf, 1<<16)) {
		return nil
	}
	return buf
}
