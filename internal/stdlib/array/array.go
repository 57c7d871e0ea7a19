// Package array is the module array: rows of numbers as C has them. Extensions know the layout of its objects (Cython has a header
// of its own for them), take the type's allocator to make some, and resize what items points to as memory of PyMem_Malloc.
package array

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// array is an arrayobject: the size of its head counts items. While a buffer of it is lent out (exports), its size must not
// change. An empty one has no items.
type array struct {
	abi.VarObject
	items     *byte
	allocated int // in items
	kind      *kind
	weakrefs  obj
	exports   int32
}

// kind is an arraydescr: what a typecode stands for. It lies in C's memory, and foreign code calls its functions.
type kind struct {
	_                         abi.OffHeap
	code                      byte
	itemsize                  int32
	getitem, setitem, compare abi.Func
	format                    *byte
	integer, signed           int32
}

var (
	arrayType = object.NewType()
	iterType  = object.NewType()

	kinds = makeKinds()
)

const typecodes = "bBuhHiIlLqQfd"

func makeKinds() []*kind {
	sizes := map[byte]int32{'b': 1, 'B': 1, 'u': 4, 'h': 2, 'H': 2, 'i': 4, 'I': 4, 'l': 8, 'L': 8, 'q': 8, 'Q': 8, 'f': 4, 'd': 8}
	get, set := ctier.Index(itemOf), ctier.SetIndex(setItemOf)
	n := len(typecodes)
	table := ctier.Static(uintptr(n+1) * unsafe.Sizeof(kind{})) // one more ends the table for C
	all := make([]*kind, n)
	for i := range all {
		k := (*kind)(unsafe.Add(table, uintptr(i)*unsafe.Sizeof(kind{})))
		all[i] = k
		k.code, k.itemsize, k.getitem, k.setitem = typecodes[i], sizes[typecodes[i]], get, set
		format := typecodes[i : i+1]
		switch k.code {
		case 'u':
			format = "w"
		case 'f', 'd':
		default:
			k.integer = 1
			if k.code >= 'a' {
				k.signed = 1
			}
		}
		k.format = ctier.CString(format)
	}
	return all
}

// kindOf is what a typecode stands for, nil if nothing.
func kindOf(code rune) *kind {
	for _, k := range kinds {
		if rune(k.code) == code {
			return k
		}
	}
	return nil
}

func isArray(o obj) bool { return object.Is(o, arrayType) }

func arrayOf(o obj) *array { return object.As[*array](o) }

func length(o obj) int { return arrayOf(o).Size }

// size is how many bytes an item has.
func (a *array) size() int { return int(a.kind.itemsize) }

// data views all items. The view is good until the size changes.
func (a *array) data() []byte {
	if a.Size == 0 {
		return nil
	}
	return unsafe.Slice(a.items, a.Size*a.size())
}

// at views the i-th item.
func (a *array) at(i int) []byte { return a.data()[i*a.size() : (i+1)*a.size()] }

// make makes an array of n items, which hold anything.
func makeArray(t *object.Type, k *kind, n int) obj {
	if n > math.MaxInt/int(k.itemsize) {
		return object.NoMemory()
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	a := arrayOf(o)
	a.kind = k
	if n == 0 {
		return o
	}
	if a.items = (*byte)(object.RawAlloc(uintptr(n * a.size()))); a.items == nil {
		object.Decref(o)
		return object.NoMemory()
	}
	a.Size, a.allocated = n, n
	return o
}

// copyOf makes an array of data of the same kind.
func copyOf(k *kind, data []byte) obj {
	o := makeArray(arrayType, k, len(data)/int(k.itemsize))
	if o != nil {
		copy(arrayOf(o).data(), data)
	}
	return o
}

// fixed raises if the size can't be changed.
func (a *array) fixed() bool {
	if a.exports > 0 {
		object.Raise(object.BufferError, "cannot resize an array that is exporting buffers")
		return true
	}
	return false
}

// resize changes the number of items; new ones at the end hold anything. An array that grows gets room to grow on.
func (a *array) resize(n int) bool {
	if n != a.Size && a.fixed() {
		return false
	}
	if a.allocated >= n && a.Size < n+16 && a.items != nil {
		a.Size = n
		return true
	}
	if n == 0 {
		object.RawFree(unsafe.Pointer(a.items))
		a.items, a.Size, a.allocated = nil, 0, 0
		return true
	}
	room := n + n>>4 + 7
	if a.Size < 8 {
		room = n + n>>4 + 3
	}
	if n > math.MaxInt/2/a.size() {
		object.NoMemory()
		return false
	}
	items := object.RawResize(unsafe.Pointer(a.items), uintptr(room*a.size()))
	if items == nil {
		object.NoMemory()
		return false
	}
	a.items, a.Size, a.allocated = (*byte)(items), n, room
	return true
}

// splice replaces the items from i to j by data of the same kind, which must not be a view of the array itself.
func (a *array) splice(i, j int, data []byte) bool {
	n, size := a.Size, a.size()
	grow := len(data)/size - (j - i)
	if grow != 0 && a.fixed() {
		return false
	}
	if grow < 0 {
		copy(a.data()[(j+grow)*size:], a.data()[j*size:])
	}
	if grow != 0 && !a.resize(n+grow) {
		return false
	}
	if grow > 0 {
		copy(a.data()[(j+grow)*size:], a.data()[j*size:n*size])
	}
	copy(a.data()[i*size:], data)
	return true
}

// insert puts a value before the i-th item. It may run code.
func insert(o obj, i int, v obj) bool {
	a := arrayOf(o)
	var word [8]byte
	if !a.kind.put(word[:], v) {
		return false
	}
	if i < 0 {
		i = max(i+a.Size, 0)
	}
	i = min(i, a.Size)
	return a.splice(i, i, word[:a.size()])
}

// pushEach appends what an iterable yields. It may run code.
func pushEach(o, iterable obj) bool {
	return object.Each(iterable, func(v obj) bool { return insert(o, math.MaxInt, v) })
}

// extend appends what another array has, or an iterable yields. It may run code.
func extend(o, other obj) bool {
	if !isArray(other) {
		return pushEach(o, other)
	}
	a, b := arrayOf(o), arrayOf(other)
	if a.kind != b.kind {
		object.Raise(object.TypeError, "can only extend with array of same kind")
		return false
	}
	n, more := a.Size, b.Size
	if n > math.MaxInt-more {
		object.NoMemory()
		return false
	}
	if !a.resize(n + more) {
		return false
	}
	copy(a.data()[n*a.size():], b.data()[:more*b.size()])
	return true
}

// emptyBuffer is where the buffer of an array without items is.
var emptyBuffer = ctier.Static(8)

func getBuffer(o obj, view *abi.Buffer, flags int32) int32 {
	a := arrayOf(o)
	data := unsafe.Pointer(a.items)
	if data == nil {
		data = emptyBuffer
	}
	if !object.FillBuffer(view, o, data, a.Size*a.size(), false, flags) {
		return -1
	}
	view.Itemsize = a.size()
	if flags&object.BufferND != 0 {
		view.Shape = &a.Size
	}
	if flags&object.BufferFormat != 0 {
		view.Format = a.kind.format
	}
	a.exports++
	return 0
}

func dealloc(o obj) {
	object.GCUntrack(o)
	object.ClearWeakrefs(o)
	object.RawFree(unsafe.Pointer(arrayOf(o).items))
	object.FreeInstance(o)
}
