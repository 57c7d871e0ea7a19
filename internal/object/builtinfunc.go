package object

import (
	"unicode/utf8"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The functions of the builtins module.

func init() {
	functions := GoModule("builtins", "The functions, types and constants that are there without an import.", &builtinFunctions)
	DefineModule("builtins", func() *Object {
		module := functions()
		if module == nil || !addBuiltinNames(As[*abi.Module](module).Dict) {
			XDecref(module)
			return nil
		}
		return module
	})
}

// Builtins returns the dict of the module builtins, borrowed; nil, and an exception, if it cannot be made.
func Builtins() *Object {
	module := Import("builtins")
	if module == nil {
		return nil
	}
	defer Decref(module)
	if !Is(module, ModuleType) {
		return Raise(SystemError, "builtins is not a module")
	}
	return As[*abi.Module](module).Dict
}

// addBuiltinNames adds what is not a function.
func addBuiltinNames(dict *Object) bool {
	names := map[string]*Object{
		"None": None, "True": True, "False": False, "NotImplemented": NotImplemented, "Ellipsis": Ellipsis,
		"EnvironmentError": Head(OSError), "IOError": Head(OSError), "__debug__": True,
	}
	for _, t := range append(builtinTypeNames(), ExceptionTypes()...) {
		names[ShortName(t)] = Head(t)
	}
	for name, o := range names {
		if !DictSetString(dict, name, o) {
			return false
		}
	}
	return true
}

// builtinTypeNames are the types, other than exceptions, that the module names.
func builtinTypeNames() []*Type {
	return []*Type{
		BoolType, BytearrayType, BytesType, ClassMethodType, ComplexType, DictType, EnumType, FilterType, FloatType, FrozenSetType,
		ListType, LongType, MapType, ObjectType, PropertyType, RangeType, ReversedType, SetType, SliceType, StaticMethodType, StrType,
		MemoryviewType, SuperType, TupleType, TypeType, ZipType,
	}
}

var builtinFunctions = []Method{
	{Name: "__build_class__", Doc: "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class", FastKeys: buildClass},
	{Name: "__import__", Doc: signed("__import__", "name, globals=None, locals=None, fromlist=(), level=0", "Import a module."), FastKeys: builtinImport},
	{Name: "abs", Doc: signed("abs", "x, /", "Return the absolute value of the argument."), O: func(_, o *Object) *Object { return Absolute(o) }},
	{Name: "aiter", Doc: signed("aiter", "async_iterable, /", "Return the asynchronous iterator of an object."), O: func(_, o *Object) *Object { return AsyncIter(o) }},
	{Name: "all", Doc: signed("all", "iterable, /", "Tell whether no item is false."), O: func(_, o *Object) *Object { return quantify(o, false) }},
	{Name: "anext", Doc: signed("anext", "aiterator, default=<unrepresentable>, /", "Return an awaitable for the next item."), Fast: builtinAnext},
	{Name: "any", Doc: signed("any", "iterable, /", "Tell whether some item is true."), O: func(_, o *Object) *Object { return quantify(o, true) }},
	{Name: "ascii", Doc: signed("ascii", "obj, /", "Return repr(obj) with everything but ASCII escaped."), O: func(_, o *Object) *Object { return ASCII(o) }},
	{Name: "bin", Doc: signed("bin", "number, /", "Return an integer in base 2, with 0b in front."), O: func(_, o *Object) *Object { return inBase(o, 2, "0b") }},
	{Name: "breakpoint", Doc: "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).", FastKeys: builtinBreakpoint},
	{Name: "callable", Doc: signed("callable", "obj, /", "Tell whether obj can be called."), O: func(_, o *Object) *Object { return NewBool(Callable(o)) }},
	{Name: "chr", Doc: signed("chr", "i, /", "Return the one-character string with this code point."), O: builtinChr},
	{Name: "delattr", Doc: signed("delattr", "obj, name, /", "Delete an attribute."), Fast: builtinDelattr},
	{Name: "dir", Doc: "dir([object]) -> list of names", Fast: builtinDir},
	{Name: "divmod", Doc: signed("divmod", "x, y, /", "Return (x//y, x%y)."), Fast: builtinDivmod},
	{Name: "format", Doc: signed("format", "value, format_spec='', /", "Return value formatted as format_spec says."), Fast: builtinFormat},
	{Name: "getattr", Doc: "getattr(object, name[, default]) -> value", Fast: builtinGetattr},
	{Name: "globals", Doc: signed("globals", "/", "Return the dict of the global variables."), NoArgs: func(*Object) *Object { return XNewRef(currentGlobals()) }},
	{Name: "hasattr", Doc: signed("hasattr", "obj, name, /", "Tell whether obj has an attribute."), Fast: builtinHasattr},
	{Name: "hash", Doc: signed("hash", "obj, /", "Return the hash value of obj."), O: builtinHash},
	{Name: "hex", Doc: signed("hex", "number, /", "Return an integer in base 16, with 0x in front."), O: func(_, o *Object) *Object { return inBase(o, 16, "0x") }},
	{Name: "id", Doc: signed("id", "obj, /", "Return the identity of obj."), O: func(_, o *Object) *Object { return NewUint(uint64(uintptr(unsafe.Pointer(o)))) }},
	{Name: "input", Doc: signed("input", "prompt='', /", "Read a line from sys.stdin, without its end."), Fast: builtinInput},
	{Name: "isinstance", Doc: signed("isinstance", "obj, class_or_tuple, /", "Tell whether obj is an instance of a class."), Fast: builtinIsinstance},
	{Name: "issubclass", Doc: signed("issubclass", "cls, class_or_tuple, /", "Tell whether cls is derived from a class."), Fast: builtinIssubclass},
	{Name: "iter", Doc: "iter(iterable) or iter(callable, sentinel) -> iterator", Fast: builtinIter},
	{Name: "len", Doc: signed("len", "obj, /", "Return the number of items in a container."), O: builtinLen},
	{Name: "locals", Doc: signed("locals", "/", "Return a dict of the local variables."), NoArgs: func(*Object) *Object { return currentLocals() }},
	{Name: "max", Doc: "max(iterable, *[, default, key]) or max(a, b, *args, *[, key]) -> value", FastKeys: func(_ *Object, args **Object, n int, names *Object) *Object {
		return extreme("max", abi.GT, Args(args, n+KeywordCount(names)), n, names)
	}},
	{Name: "min", Doc: "min(iterable, *[, default, key]) or min(a, b, *args, *[, key]) -> value", FastKeys: func(_ *Object, args **Object, n int, names *Object) *Object {
		return extreme("min", abi.LT, Args(args, n+KeywordCount(names)), n, names)
	}},
	{Name: "next", Doc: "next(iterator[, default]) -> item", Fast: builtinNext},
	{Name: "oct", Doc: signed("oct", "number, /", "Return an integer in base 8, with 0o in front."), O: func(_, o *Object) *Object { return inBase(o, 8, "0o") }},
	{Name: "open", Doc: signed("open", "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None", "Open a file."), FastKeys: builtinOpen},
	{Name: "ord", Doc: signed("ord", "c, /", "Return the code point of a one-character string."), O: builtinOrd},
	{Name: "pow", Doc: signed("pow", "base, exp, mod=None", "Return base**exp, or base**exp % mod."), FastKeys: builtinPow},
	{Name: "print", Doc: signed("print", "*args, sep=' ', end='\\n', file=None, flush=False", "Write the values to a stream."), FastKeys: builtinPrint},
	{Name: "repr", Doc: signed("repr", "obj, /", "Return the representation of obj."), O: func(_, o *Object) *Object { return Repr(o) }},
	{Name: "round", Doc: signed("round", "number, ndigits=None", "Round a number to a number of digits."), FastKeys: builtinRound},
	{Name: "setattr", Doc: signed("setattr", "obj, name, value, /", "Set an attribute."), Fast: builtinSetattr},
	{Name: "sorted", Doc: signed("sorted", "iterable, /, *, key=None, reverse=False", "Return a sorted list of the items."), FastKeys: builtinSorted},
	{Name: "sum", Doc: signed("sum", "iterable, /, start=0", "Return the sum of start and the items."), FastKeys: builtinSum},
	{Name: "vars", Doc: "vars(object) -> dict", Fast: builtinVars},
}

// signed puts a signature line in front of a doc.
// AddBuiltins adds functions to the module builtins: for packages above this one, at their initialisation.
func AddBuiltins(methods ...Method) { builtinFunctions = append(builtinFunctions, methods...) }

// AddBuiltinsName puts __builtins__ into the globals of code that is about to run, unless it is there.
func AddBuiltinsName(globals *Object) bool {
	key := Intern("__builtins__")
	if DictGetInterned(globals, key) != nil {
		return true
	}
	builtins := Builtins()
	return builtins != nil && DictSet(globals, key, builtins)
}

func signed(name, parameters, doc string) string {
	return name + "($module, " + parameters + ")\n--\n\n" + doc
}

// quantify looks for an item whose truth is wanted.
func quantify(iterable *Object, wanted bool) *Object {
	it := Iter(iterable)
	if it == nil {
		return nil
	}
	defer Decref(it)
	for item := IterNext(it); item != nil; item = IterNext(it) {
		truth := IsTrue(item)
		Decref(item)
		if truth < 0 {
			return nil
		}
		if (truth != 0) == wanted {
			return NewBool(wanted)
		}
	}
	if Occurred() != nil {
		return nil
	}
	return NewBool(!wanted)
}

func inBase(o *Object, base int, prefix string) *Object {
	index := NumberIndex(o)
	if index == nil {
		return nil
	}
	defer Decref(index)
	digits := BigOf(index).Text(base)
	if digits[0] == '-' {
		return NewStr("-" + prefix + digits[1:])
	}
	return NewStr(prefix + digits)
}

func builtinChr(_, o *Object) *Object {
	v, ok := AsInt32(o)
	switch {
	case !ok:
		return nil
	case v < 0 || v > utf8.MaxRune:
		return Raise(ValueError, "chr() arg not in range(0x110000)")
	}
	return NewStrRunes([]rune{v})
}

func builtinOrd(_, o *Object) *Object {
	size := 0
	switch {
	case Is(o, StrType):
		if size = StrLen(o); size == 1 {
			return NewInt(int64(StrRunes(o)[0]))
		}
	case Is(o, BytesType):
		if size = len(BytesOf(o)); size == 1 {
			return NewInt(int64(BytesOf(o)[0]))
		}
	case Is(o, BytearrayType):
		if size = len(BytearrayOf(o)); size == 1 {
			return NewInt(int64(BytearrayOf(o)[0]))
		}
	default:
		return Raise(TypeError, "ord() expected string of length 1, but %s found", TypeName(o.Type))
	}
	return Raise(TypeError, "ord() expected a character, but string of length %d found", size)
}

func builtinHash(_, o *Object) *Object {
	hash := Hash(o)
	if hash == -1 {
		return nil
	}
	return NewInt(int64(hash))
}

func builtinLen(_, o *Object) *Object {
	size := Length(o)
	if size < 0 {
		return nil
	}
	return NewInt(int64(size))
}

func builtinDelattr(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("delattr", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	return noneIf(SetAttr(a[0], a[1], nil))
}

func builtinSetattr(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("setattr", n, 3, 3) {
		return nil
	}
	a := Args(args, n)
	return noneIf(SetAttr(a[0], a[1], a[2]))
}

func noneIf(ok bool) *Object {
	if !ok {
		return nil
	}
	return NewRef(None)
}

func builtinDir(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("dir", n, 0, 1) {
		return nil
	}
	if n == 0 {
		locals := currentLocals()
		if locals == nil {
			return nil
		}
		defer Decref(locals)
		names := MappingKeys(locals)
		if names != nil && !ListSort(names, nil, false) {
			Clear(&names)
		}
		return names
	}
	return Dir(Args(args, n)[0])
}

func builtinVars(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("vars", n, 0, 1) {
		return nil
	}
	if n == 0 {
		return currentLocals()
	}
	dict, ok := LookupAttrString(Args(args, n)[0], "__dict__")
	if ok && dict == nil {
		return Raise(TypeError, "vars() argument must have __dict__ attribute")
	}
	return dict
}

func builtinDivmod(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("divmod", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	return Divmod(a[0], a[1])
}

func builtinFormat(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("format", n, 1, 2) {
		return nil
	}
	a := Args(args, n)
	if n == 1 {
		return Format(a[0], nil)
	}
	if !Is(a[1], StrType) {
		return Raise(TypeError, "format() argument 2 must be str, not %s", TypeName(a[1].Type))
	}
	return Format(a[0], a[1])
}

func builtinGetattr(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("getattr", n, 2, 3) {
		return nil
	}
	a := Args(args, n)
	if n == 2 {
		return GetAttr(a[0], a[1])
	}
	value, ok := LookupAttr(a[0], a[1])
	if ok && value == nil {
		return NewRef(a[2])
	}
	return value
}

func builtinHasattr(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("hasattr", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	value, ok := LookupAttr(a[0], a[1])
	if !ok {
		return nil
	}
	XDecref(value)
	return NewBool(value != nil)
}

func builtinIsinstance(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("isinstance", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	return boolOrNil(IsInstance(a[0], a[1]))
}

func builtinIssubclass(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("issubclass", n, 2, 2) {
		return nil
	}
	a := Args(args, n)
	return boolOrNil(IsSubclass(a[0], a[1]))
}

func builtinIter(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("iter", n, 1, 2) {
		return nil
	}
	a := Args(args, n)
	if n == 1 {
		return Iter(a[0])
	}
	if !Callable(a[0]) {
		return Raise(TypeError, "iter(v, w): v must be callable")
	}
	return NewCallIter(a[0], a[1])
}

func builtinNext(_ *Object, args **Object, n int) *Object {
	if !CheckPositional("next", n, 1, 2) {
		return nil
	}
	a := Args(args, n)
	if !IsIterator(a[0]) {
		return Raise(TypeError, "'%s' object is not an iterator", TypeName(a[0].Type))
	}
	item := ctier.CallUnary(a[0].Type.Iternext, a[0])
	ended := item == nil && (Occurred() == nil || Matches(StopIteration))
	switch {
	case ended && n == 2:
		ClearErr()
		return NewRef(a[1])
	case ended && Occurred() == nil:
		return RaiseNone(StopIteration)
	}
	return item // or what was raised: a StopIteration may carry a value
}
