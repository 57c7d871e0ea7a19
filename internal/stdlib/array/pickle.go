package array

import (
	"github.com/d95905aa/gilded/internal/object"
)

// What a pickle says of an array: its typecode, and in which form the items are, so that another machine can read them.

// form is a machine format: two numbers each, the even one for little-endian (and for unsigned bytes). The size of an item is what
// CPython checks the length against; it takes a character for twice as long as it is.
type form struct {
	size   int
	signed bool
	codec  string
}

var forms = []form{
	{size: 1}, {size: 2}, {size: 2, signed: true}, {size: 4}, {size: 4, signed: true}, {size: 8}, {size: 8, signed: true},
	{size: 4, codec: "f"}, {size: 8, codec: "d"}, {size: 4, codec: "utf-16"}, {size: 8, codec: "utf-32"},
}

const lastForm = 21

// formOf splits the number of a machine format: the first two are bytes, without and with a sign.
func formOf(number int) (f form, big bool) {
	if number < 2 {
		return form{size: 1, signed: number == 1}, false
	}
	return forms[number/2], number%2 == 1
}

// native is the number of the format that a typecode's items have here.
func (k *kind) native() int {
	switch k.code {
	case 'u':
		return 20
	case 'f':
		return 14
	case 'd':
		return 16
	}
	number := map[int32]int{1: 0, 2: 2, 4: 6, 8: 10}[k.itemsize]
	switch {
	case k.signed == 0:
		return number
	case number == 0:
		return 1
	}
	return number + 2
}

var reduceParams = object.Params{Func: "__reduce_ex__", Names: []string{""}, Required: 1, Positional: 1}

func reduce(o obj, args *obj, n int, names obj) obj {
	var a [1]obj
	if !reduceParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	protocol := a[0]
	if !object.IsLong(protocol) {
		return object.Raise(object.TypeError, "__reduce_ex__ argument should be an integer")
	}
	version, ok := object.AsInt64(protocol)
	if !ok {
		return nil
	}
	dict, ok := object.LookupAttrString(o, "__dict__")
	switch {
	case !ok:
		return nil
	case dict == nil:
		dict = object.NewRef(object.None)
	}
	k := arrayOf(o).kind
	code := string(k.code)
	if version < 3 {
		return object.OwnedTuple(object.TypeObject(o.Type), object.OwnedTuple(object.NewStr(code), list(o)), dict)
	}
	m := object.Import("array")
	if m == nil {
		object.Decref(dict)
		return nil
	}
	defer object.Decref(m)
	made := object.OwnedTuple(object.TypeObject(o.Type), object.NewStr(code), object.NewInt(int64(k.native())), object.NewBytes(arrayOf(o).data()))
	return object.OwnedTuple(object.GetAttrString(m, "_array_reconstructor"), made, dict)
}

// reconstruct makes an array of what reduce returned, here or elsewhere. It may run code.
func reconstruct(_ obj, args *obj, n int) obj {
	if !object.CheckPositional("_array_reconstructor", n, 4, 4) {
		return nil
	}
	a := object.Args(args, n)
	if !object.IsStr(a[1]) || object.StrLen(a[1]) != 1 {
		object.BadArgumentType("_array_reconstructor", "argument 2", "a unicode character", a[1])
		return nil
	}
	number, ok := object.AsInt32(a[2])
	if !ok {
		return nil
	}
	if !object.Is(a[0], object.TypeType) {
		return object.Raise(object.TypeError, "first argument must be a type object, not %.200s", object.TypeName(a[0].Type))
	}
	t := object.As[*object.Type](a[0])
	if !object.IsSubtype(t, arrayType) {
		return object.Raise(object.TypeError, "%.200s is not a subtype of %.200s", object.TypeName(t), object.TypeName(arrayType))
	}
	k := kindOf(object.StrAt(a[1], 0))
	switch {
	case k == nil:
		return object.Raise(object.ValueError, "second argument must be a valid type code")
	case number < 0 || number > lastForm:
		return object.Raise(object.ValueError, "third argument must be a valid machine format code.")
	case !object.IsBytes(a[3]):
		return object.Raise(object.TypeError, "fourth argument should be bytes, not %.200s", object.TypeName(a[3].Type))
	case int(number) == k.native():
		return made(t, k, a[3])
	}
	return convert(t, k, int(number), object.BytesOf(a[3]))
}

// made calls the type with a typecode and items.
func made(t *object.Type, k *kind, items obj) obj {
	code := object.NewStr(string(k.code))
	if code == nil {
		return nil
	}
	defer object.Decref(code)
	return object.CallArgs(object.Head(t), code, items)
}

// convert makes an array of items in another machine format.
func convert(t *object.Type, k *kind, number int, data []byte) obj {
	f, big := formOf(number)
	var items obj
	switch {
	case len(data)%f.size != 0:
		return object.Raise(object.ValueError, "string length not a multiple of item size")
	case len(f.codec) > 1:
		end := map[bool]string{false: "-le", true: "-be"}[big]
		items = object.Decode(data, f.codec+end, "strict")
	default:
		items = object.NewList(len(data) / f.size)
		for i := 0; items != nil && i < len(data)/f.size; i++ {
			v := f.value(data[i*f.size:(i+1)*f.size], big)
			if v == nil {
				object.Decref(items)
				return nil
			}
			object.ListItems(items)[i] = v
		}
		if f.codec == "" {
			k = f.fitting(k)
		}
	}
	if items == nil {
		return nil
	}
	defer object.Decref(items)
	return made(t, k, items)
}

func (f form) value(item []byte, big bool) obj {
	if f.codec == "" {
		return object.LongFromBytes(item, !big, f.signed)
	}
	return object.NewFloat(object.UnpackFloat(item, !big))
}

// fitting is the integer kind that has a format's items, or k if there is none.
func (f form) fitting(k *kind) *kind {
	for _, c := range kinds {
		if c.integer == 1 && int(c.itemsize) == f.size && (c.signed == 1) == f.signed {
			k = c
		}
	}
	return k
}
