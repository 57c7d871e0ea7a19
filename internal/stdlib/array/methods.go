package array

import (
	"math"
	"math/bits"
	"slices"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// counted is the Py_ssize_t of an argument.
func counted(v obj) (int, bool) {
	n := object.NumberIndex(v)
	if n == nil {
		return 0, false
	}
	defer object.Decref(n)
	return object.AsSsize(n)
}

func pop(o obj, args *obj, n int) obj {
	if !object.CheckPositional("pop", n, 0, 1) {
		return nil
	}
	i := -1
	if n == 1 {
		var ok bool
		if i, ok = counted(*args); !ok {
			return nil
		}
	}
	a := arrayOf(o)
	if a.Size == 0 {
		return object.Raise(object.IndexError, "pop from empty array")
	}
	if i < 0 {
		i += a.Size
	}
	if i < 0 || i >= a.Size {
		return object.Raise(object.IndexError, "pop index out of range")
	}
	v := itemOf(o, i)
	if v != nil && !a.splice(i, i+1, nil) {
		object.Decref(v)
		return nil
	}
	return v
}

func index(o obj, args *obj, n int) obj {
	if !object.CheckPositional("index", n, 1, 3) {
		return nil
	}
	bounds := [2]int{0, math.MaxInt}
	for i, v := range object.Args(args, n)[1:] {
		if !object.EvalSliceIndexNotNone(v, &bounds[i]) {
			return nil
		}
		if bounds[i] < 0 {
			bounds[i] = max(bounds[i]+length(o), 0)
		}
	}
	switch i := find(o, *args, bounds[0], bounds[1]); i {
	case -2:
		return nil
	case -1:
		return object.Raise(object.ValueError, "array.index(x): x not in array")
	default:
		return object.NewInt(int64(i))
	}
}

func count(o, v obj) obj {
	found := int64(0)
	for i := 0; ; i++ {
		i = find(o, v, i, math.MaxInt)
		switch i {
		case -2:
			return nil
		case -1:
			return object.NewInt(found)
		}
		found++
	}
}

func remove(o, v obj) obj {
	switch i := find(o, v, 0, math.MaxInt); {
	case i == -2:
		return nil
	case i == -1 || i >= length(o): // what comparing ran may have made it shorter
		return object.Raise(object.ValueError, "array.remove(x): x not in array")
	default:
		return object.NoneIf(arrayOf(o).splice(i, i+1, nil))
	}
}

func insertAt(o obj, args *obj, n int) obj {
	if !object.CheckPositional("insert", n, 2, 2) {
		return nil
	}
	a := object.Args(args, n)
	i, ok := counted(a[0])
	return object.NoneIf(ok && insert(o, i, a[1]))
}

func byteswap(o obj) obj {
	a := arrayOf(o)
	data := a.data()
	for i := 0; i < len(data); i += a.size() {
		slices.Reverse(data[i : i+a.size()])
	}
	return object.NewRef(object.None)
}

func reverse(o obj) obj {
	a := arrayOf(o)
	var word [8]byte
	for i, j := 0, a.Size-1; i < j; i, j = i+1, j-1 {
		copy(word[:], a.at(i))
		copy(a.at(i), a.at(j))
		copy(a.at(j), word[:a.size()])
	}
	return object.NewRef(object.None)
}

var (
	fromfileParams = object.Params{Func: "fromfile", Names: []string{"", ""}, Required: 2, Positional: 2}
	tofileParams   = object.Params{Func: "tofile", Names: []string{""}, Required: 1, Positional: 1}
)

// fromfile reads n items from a file. It may run code.
func fromfile(o obj, args *obj, given int, names obj) obj {
	var a [2]obj
	if !fromfileParams.Unpack(args, given, names, a[:]) {
		return nil
	}
	n, ok := counted(a[1])
	switch {
	case !ok:
		return nil
	case n < 0:
		return object.Raise(object.ValueError, "negative count")
	}
	size := arrayOf(o).size()
	hi, bytes := bits.Mul(uint(n), uint(size))
	if hi != 0 || bytes > math.MaxInt {
		return object.NoMemory()
	}
	asked := object.NewInt(int64(bytes))
	if asked == nil {
		return nil
	}
	data := object.CallMethod(a[0], "read", asked)
	object.Decref(asked)
	if data == nil {
		return nil
	}
	defer object.Decref(data)
	if !object.IsBytes(data) {
		return object.Raise(object.TypeError, "read() didn't return bytes")
	}
	if !appendBuffer(o, data) {
		return nil
	}
	if len(object.BytesOf(data)) != int(bytes) {
		return object.Raise(object.EOFError, "read() didn't return enough bytes")
	}
	return object.NewRef(object.None)
}

// tofile writes the items to a file, a block at a time. It may run code, which may change the array.
func tofile(o obj, args *obj, n int, names obj) obj {
	var a [1]obj
	if !tofileParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	const block = 64 * 1024
	all := arrayOf(o).Size * arrayOf(o).size()
	for at := 0; at < all; at += block {
		now := arrayOf(o).data()
		part := object.NewBytes(now[min(at, len(now)):min(at+block, len(now))])
		if part == nil {
			return nil
		}
		result := object.CallMethod(a[0], "write", part)
		object.Decref(part)
		if result == nil {
			return nil
		}
		object.Decref(result)
	}
	return object.NewRef(object.None)
}

func fromunicode(o, s obj) obj {
	if !object.IsStr(s) {
		object.BadArgumentType("fromunicode", "argument", "str", s)
		return nil
	}
	if arrayOf(o).kind.code != 'u' {
		return object.Raise(object.ValueError, "fromunicode() may only be called on unicode type arrays")
	}
	return object.NoneIf(appendText(o, s))
}

func tounicode(o obj) obj {
	if arrayOf(o).kind.code != 'u' {
		return object.Raise(object.ValueError, "tounicode() may only be called on unicode type arrays")
	}
	return text(arrayOf(o).data())
}

func copied(o obj) obj { return copyOf(arrayOf(o).kind, arrayOf(o).data()) }

var methods = []object.Method{
	{Name: "append", Doc: "append($self, v, /)\n--\n\nPut a value at the end.", O: func(o, v obj) obj { return object.NoneIf(insert(o, math.MaxInt, v)) }},
	{Name: "buffer_info", Doc: "buffer_info($self, /)\n--\n\nWhere the items are in memory, and how many.", NoArgs: func(o obj) obj {
		a := arrayOf(o)
		return object.OwnedTuple(object.NewUint(uint64(uintptr(unsafe.Pointer(a.items)))), object.NewInt(int64(a.Size)))
	}},
	{Name: "byteswap", Doc: "byteswap($self, /)\n--\n\nReverse the bytes of each item.", NoArgs: byteswap},
	{Name: "__copy__", Doc: "__copy__($self, /)\n--\n\nA copy.", NoArgs: copied},
	{Name: "__deepcopy__", Doc: "__deepcopy__($self, unused, /)\n--\n\nA copy.", O: func(o, _ obj) obj { return copied(o) }},
	{Name: "count", Doc: "count($self, v, /)\n--\n\nHow many items are equal to a value.", O: count},
	{Name: "extend", Doc: "extend($self, bb, /)\n--\n\nAppend the items of an array or of an iterable.", O: func(o, v obj) obj { return object.NoneIf(extend(o, v)) }},
	{Name: "fromfile", Doc: "fromfile($self, f, n, /)\n--\n\nAppend n items that are read from a file.", FastKeys: fromfile},
	{Name: "fromlist", Doc: "fromlist($self, list, /)\n--\n\nAppend the items of a list: all, or none when one can't be.", O: appendList},
	{Name: "frombytes", Doc: "frombytes($self, buffer, /)\n--\n\nAppend items that a buffer has as bytes.", O: func(o, v obj) obj { return object.NoneIf(appendBuffer(o, v)) }},
	{Name: "fromunicode", Doc: "fromunicode($self, ustr, /)\n--\n\nAppend the characters of a str.", O: fromunicode},
	{Name: "index", Doc: "index($self, v, start=0, stop=sys.maxsize, /)\n--\n\nWhere a value is first.", Fast: index},
	{Name: "insert", Doc: "insert($self, i, v, /)\n--\n\nPut a value before the i-th item.", Fast: insertAt},
	{Name: "pop", Doc: "pop($self, i=-1, /)\n--\n\nTake an item out and return it.", Fast: pop},
	{Name: "__reduce_ex__", Doc: "__reduce_ex__($self, value, /)\n--\n\nWhat pickling needs.", FastKeys: reduce},
	{Name: "remove", Doc: "remove($self, v, /)\n--\n\nTake out the first item that is equal to a value.", O: remove},
	{Name: "reverse", Doc: "reverse($self, /)\n--\n\nTurn the order of the items round.", NoArgs: reverse},
	{Name: "tofile", Doc: "tofile($self, f, /)\n--\n\nWrite the items to a file as they are in memory.", FastKeys: tofile},
	{Name: "tolist", Doc: "tolist($self, /)\n--\n\nThe items as a list.", NoArgs: list},
	{Name: "tobytes", Doc: "tobytes($self, /)\n--\n\nThe items as bytes, as they are in memory.", NoArgs: func(o obj) obj { return object.NewBytes(arrayOf(o).data()) }},
	{Name: "tounicode", Doc: "tounicode($self, /)\n--\n\nThe characters as a str.", NoArgs: tounicode},
	{Name: "__sizeof__", Doc: "__sizeof__($self, /)\n--\n\nHow many bytes it takes.", NoArgs: func(o obj) obj {
		return object.NewInt(int64(o.Type.Basicsize + arrayOf(o).allocated*arrayOf(o).size()))
	}},
}
