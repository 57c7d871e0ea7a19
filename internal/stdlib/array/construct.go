package array

import (
	"math"

	"github.com/d95905aa/gilded/internal/object"
)

const badCode = "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"

// newArray is tp_new. It may run code.
func newArray(t *object.Type, args, kwargs obj) obj {
	if (t == arrayType || t.Init == arrayType.Init) && !object.NoKeywords("array.array", kwargs) {
		return nil
	}
	a := object.TupleItems(args)
	if !object.CheckGiven("array", len(a), 1, 2) {
		return nil
	}
	if !object.IsStr(a[0]) || object.StrLen(a[0]) != 1 {
		return object.Raise(object.TypeError, "array() argument 1 must be a unicode character, not %.50s", object.TypeName(a[0].Type))
	}
	initial := object.None
	if len(a) == 2 {
		initial = a[1]
	}
	if !object.AuditObjects("array.__new__", a[0], initial) {
		return nil
	}
	if len(a) == 1 {
		initial = nil
	}
	return construct(t, object.StrAt(a[0], 0), initial)
}

// construct makes an array of what initial has, which may be nil.
func construct(t *object.Type, code rune, initial obj) obj {
	if initial != nil && code != 'u' {
		kind := ""
		switch {
		case object.IsStr(initial):
			kind = "str"
		case isArray(initial) && arrayOf(initial).kind.code == 'u':
			kind = "unicode array"
		}
		if kind != "" {
			return object.Raise(object.TypeError, "cannot use a %s to initialize an array with typecode '%c'", kind, code)
		}
	}
	var each obj // what goes in one by one
	if initial != nil && !direct(initial, code) {
		if each = object.Iter(initial); each == nil {
			return nil
		}
		defer object.Decref(each)
		initial = nil
	}
	k := kindOf(code)
	if k == nil {
		return object.Raise(object.ValueError, badCode)
	}
	o := begin(t, k, initial)
	if o != nil && each != nil && !pushEach(o, each) {
		object.Decref(o)
		return nil
	}
	return o
}

// direct tells whether an array's initial value is of a type that has a way of its own.
func direct(initial obj, code rune) bool {
	return object.IsList(initial) || object.IsTuple(initial) || object.IsBytes(initial) || object.IsBytearray(initial) ||
		code == 'u' && object.IsStr(initial) || isArray(initial) && rune(arrayOf(initial).kind.code) == code
}

// begin makes an array of an initial value that is direct, or nil.
func begin(t *object.Type, k *kind, initial obj) obj {
	n := 0
	switch {
	case initial == nil:
	case object.IsList(initial) || object.IsTuple(initial):
		n = object.SequenceLength(initial)
	case isArray(initial):
		n = length(initial)
	}
	o := makeArray(t, k, n)
	if o == nil || initial == nil {
		return o
	}
	clear(arrayOf(o).data())
	ok := true
	switch {
	case object.IsBytes(initial) || object.IsBytearray(initial):
		ok = appendBuffer(o, initial)
	case object.IsStr(initial):
		ok = appendText(o, initial)
	case isArray(initial):
		copy(arrayOf(o).data(), arrayOf(initial).data())
	default:
		ok = fillItems(o, 0, n, initial)
	}
	if !ok {
		object.Decref(o)
		return nil
	}
	return o
}

// fillItems sets n items, from one on, to those of a list or tuple. It may run code, which may change that list.
func fillItems(o obj, from, n int, items obj) bool {
	for i := range n {
		v := object.SequenceGetItem(items, i)
		if v == nil {
			return false
		}
		ok := setItemOf(o, from+i, v) == 0
		object.Decref(v)
		if !ok {
			return false
		}
	}
	return true
}

// appendBuffer appends the bytes of a buffer as items.
func appendBuffer(o, buffer obj) bool {
	view := object.OpenBuffer(buffer, object.BufferSimple)
	if view == nil {
		return false
	}
	defer object.CloseBuffer(view)
	if view.Itemsize != 1 {
		object.Raise(object.TypeError, "a bytes-like object is required")
		return false
	}
	a := arrayOf(o)
	data := object.ViewBytes(view)
	n := len(data) / a.size()
	if n*a.size() != len(data) {
		object.Raise(object.ValueError, "bytes length not a multiple of item size")
		return false
	}
	old := a.Size
	if n > math.MaxInt-old {
		object.NoMemory()
		return false
	}
	if n > 0 && !a.resize(old+n) {
		return false
	}
	copy(a.data()[old*a.size():], data)
	return true
}

// appendText appends the characters of a str.
func appendText(o, s obj) bool {
	a := arrayOf(o)
	old := a.Size
	runes := object.StrRunes(s)
	if len(runes) > 0 && !a.resize(old+len(runes)) {
		return false
	}
	for i, c := range runes {
		order.PutUint32(a.at(old+i), uint32(c))
	}
	return true
}

// appendList appends a list's items: all or none. It may run code.
func appendList(o, l obj) obj {
	if !object.IsList(l) {
		return object.Raise(object.TypeError, "arg must be list")
	}
	n := len(object.ListItems(l))
	if n == 0 {
		return object.NewRef(object.None)
	}
	a := arrayOf(o)
	old := a.Size
	if !a.resize(old + n) {
		return nil
	}
	clear(a.data()[old*a.size():])
	for i := range n {
		ok := i < len(object.ListItems(l)) && fillOne(o, old+i, object.ListItems(l)[i])
		if ok && n != len(object.ListItems(l)) {
			object.Raise(object.RuntimeError, "list changed size during iteration")
			ok = false
		}
		if !ok {
			t, v, tb := object.FetchErr()
			if !a.resize(old) {
				object.ClearErr()
			}
			object.RestoreErr(t, v, tb)
			return nil
		}
	}
	return object.NewRef(object.None)
}

func fillOne(o obj, i int, v obj) bool {
	object.Incref(v)
	defer object.Decref(v)
	return setItemOf(o, i, v) == 0
}
