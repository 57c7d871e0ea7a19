package array

import (
	"bytes"
	"math"
	"slices"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

func setItem(o obj, i int, v obj) int32 {
	a := arrayOf(o)
	if i < 0 || i >= a.Size {
		object.Raise(object.IndexError, "array assignment index out of range")
		return -1
	}
	if v == nil {
		return object.Status(a.splice(i, i+1, nil))
	}
	return setItemOf(o, i, v)
}

func subscript(o, key obj) obj {
	if object.IndexCheck(key) {
		i, ok := object.AsIndex(key, object.IndexError)
		if !ok {
			return nil
		}
		if i < 0 {
			i += length(o)
		}
		return itemOf(o, i)
	}
	if key.Type != object.SliceType {
		return object.Raise(object.TypeError, "array indices must be integers")
	}
	start, stop, step, ok := object.SliceUnpack(key)
	if !ok {
		return nil
	}
	a := arrayOf(o)
	n := object.SliceAdjust(a.Size, &start, &stop, step)
	if step == 1 {
		return copyOf(a.kind, a.data()[start*a.size():(start+n)*a.size()])
	}
	part := makeArray(arrayType, a.kind, n)
	if part != nil {
		for i := range n {
			copy(arrayOf(part).at(i), a.at(start+i*step))
		}
	}
	return part
}

func assign(o, key, v obj) int32 {
	if object.IndexCheck(key) {
		i, ok := object.AsIndex(key, object.IndexError)
		if !ok {
			return -1
		}
		if i < 0 {
			i += length(o)
		}
		return setItem(o, i, v)
	}
	if key.Type != object.SliceType {
		object.Raise(object.TypeError, "array indices must be integers")
		return -1
	}
	start, stop, step, ok := object.SliceUnpack(key)
	if !ok {
		return -1
	}
	return object.Status(arrayOf(o).assignSlice(start, stop, step, v))
}

// assignSlice puts the items of another array, of none if v is nil, into a slice.
func (a *array) assignSlice(start, stop, step int, v obj) bool {
	n := object.SliceAdjust(a.Size, &start, &stop, step)
	var data []byte
	if v != nil {
		if !isArray(v) {
			object.Raise(object.TypeError, "can only assign array (not \"%.200s\") to array slice", object.TypeName(v.Type))
			return false
		}
		from := arrayOf(v)
		if from.kind != a.kind {
			object.BadArgument()
			return false
		}
		if data = from.data(); from == a {
			data = slices.Clone(data)
		}
	}
	size := a.size()
	needed := len(data) / size
	switch {
	case (needed == 0 || needed != n) && a.fixed():
		return false
	case step == 1:
		return a.splice(start, start+n, data)
	case needed == 0:
		return a.deleteSteps(start, step, n)
	case needed != n:
		object.Raise(object.ValueError, "attempt to assign array of size %d to extended slice of size %d", needed, n)
		return false
	}
	for i := range n {
		copy(a.at(start+i*step), data[i*size:(i+1)*size])
	}
	return true
}

// deleteSteps takes n items out, step apart.
func (a *array) deleteSteps(start, step, n int) bool {
	if n == 0 {
		return true
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	kept := start
	for i := start; i < a.Size; i++ {
		if (i-start)%step == 0 && (i-start)/step < n {
			continue
		}
		copy(a.at(kept), a.at(i))
		kept++
	}
	return a.resize(kept)
}

func concat(o, other obj) obj {
	if !isArray(other) {
		return object.Raise(object.TypeError, "can only append array (not \"%.200s\") to array", object.TypeName(other.Type))
	}
	a, b := arrayOf(o), arrayOf(other)
	if a.kind != b.kind {
		return object.BadArgument()
	}
	if a.Size > math.MaxInt-b.Size {
		return object.NoMemory()
	}
	both := makeArray(arrayType, a.kind, a.Size+b.Size)
	if both != nil {
		data := arrayOf(both).data()
		copy(data[copy(data, a.data()):], b.data())
	}
	return both
}

func extendWith(o, other obj) obj {
	if !isArray(other) {
		return object.Raise(object.TypeError, "can only extend array with array (not \"%.200s\")", object.TypeName(other.Type))
	}
	if !extend(o, other) {
		return nil
	}
	return object.NewRef(o)
}

func repeat(o obj, n int) obj {
	a := arrayOf(o)
	n = max(n, 0)
	if a.Size > 0 && n > math.MaxInt/a.Size {
		return object.NoMemory()
	}
	many := makeArray(arrayType, a.kind, a.Size*n)
	if many != nil && length(many) > 0 {
		object.RepeatBytes(arrayOf(many).data(), a.data())
	}
	return many
}

func repeatInPlace(o obj, n int) obj {
	a := arrayOf(o)
	if n = max(n, 0); a.Size > 0 && n != 1 {
		if n > math.MaxInt/a.size()/a.Size {
			return object.NoMemory()
		}
		old := a.Size * a.size()
		if !a.resize(a.Size * n) {
			return nil
		}
		if data := a.data(); len(data) > 0 {
			object.RepeatBytes(data, data[:old])
		}
	}
	return object.NewRef(o)
}

// find is the first place from start on, and before stop, that has a value: -1 if there is none, -2 with an exception. It may run
// code, which may change the array.
func find(o, v obj, start, stop int) int {
	for i := start; i < stop && i < length(o); i++ {
		item := itemOf(o, i)
		if item == nil {
			return -2
		}
		equal := object.RichCompareBool(item, v, abi.EQ)
		object.Decref(item)
		switch {
		case equal < 0:
			return -2
		case equal > 0:
			return i
		}
	}
	return -1
}

func contains(o, v obj) int32 {
	i := find(o, v, 0, math.MaxInt)
	if i == -2 {
		return -1
	}
	return object.Status(i >= 0) + 1
}

// compare compares as lists do. It may run code: that of int and float only.
func compare(v, w obj, op int32) obj {
	if !isArray(v) || !isArray(w) {
		return object.NewRef(object.NotImplemented)
	}
	a, b := arrayOf(v), arrayOf(w)
	if a.Size != b.Size && (op == abi.EQ || op == abi.NE) {
		return object.NewBool(op == abi.NE)
	}
	common := min(a.Size, b.Size)
	i := 0
	if a.kind == b.kind && a.kind.code != 'f' && a.kind.code != 'd' { // whose nan differs from itself
		for i < common && bytes.Equal(a.at(i), b.at(i)) {
			i++
		}
	}
	for ; i < common; i++ {
		x, y := a.kind.value(a.at(i)), b.kind.value(b.at(i))
		result, differ := object.NewRef(object.None), int32(-1)
		if x != nil && y != nil {
			differ = 1 - object.RichCompareBool(x, y, abi.EQ)
		}
		if differ == 1 {
			object.Replace(&result, object.RichCompare(x, y, op))
		}
		object.XDecref(x)
		object.XDecref(y)
		if differ == 1 {
			return result
		}
		object.Decref(result)
		if differ != 0 {
			return nil
		}
	}
	return object.NewBool(object.OrderedBy(a.Size-b.Size, op))
}

func repr(o obj) obj {
	a := arrayOf(o)
	name := object.ShortName(o.Type) + "('" + string(a.kind.code) + "'"
	if a.Size == 0 {
		return object.NewStr(name + ")")
	}
	var inner obj
	if a.kind.code == 'u' {
		inner = text(a.data())
	} else {
		inner = list(o)
	}
	if inner == nil {
		return nil
	}
	defer object.Decref(inner)
	shown := object.Repr(inner)
	if shown == nil {
		return nil
	}
	defer object.Decref(shown)
	return object.NewStr(name + ", " + object.StrOf(shown) + ")")
}

// list is the items as a list.
func list(o obj) obj {
	a := arrayOf(o)
	l := object.NewList(a.Size)
	if l == nil {
		return nil
	}
	for i := range a.Size {
		v := a.kind.value(a.at(i))
		if v == nil {
			object.Decref(l)
			return nil
		}
		object.ListItems(l)[i] = v
	}
	return l
}
