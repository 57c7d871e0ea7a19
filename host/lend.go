package host

import (
	"reflect"
	"runtime"
	"unsafe"

	"github.com/d95905aa/gilded/internal/object"
)

// Number is what memory that is lent may consist of: the numbers that Go and C have in common.
type Number interface {
	~bool | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 |
		~float32 | ~float64 | ~complex64 | ~complex128
}

// formats are the items' formats as the buffer protocol writes them.
var formats = map[reflect.Kind]string{
	reflect.Bool: "?", reflect.Int: "l", reflect.Int8: "b", reflect.Int16: "h", reflect.Int32: "i", reflect.Int64: "l",
	reflect.Uint: "L", reflect.Uint8: "B", reflect.Uint16: "H", reflect.Uint32: "I", reflect.Uint64: "L",
	reflect.Float32: "f", reflect.Float64: "d", reflect.Complex64: "Zf", reflect.Complex128: "Zd",
}

// Lender is what [Lend] and [LendWritable] return: an argument that lends memory.
type Lender struct {
	data     unsafe.Pointer
	count    int
	item     reflect.Type
	writable bool
}

// Lend passes a slice without a copy: the object has the buffer protocol, with one dimension and the format of the items ('B' for a
// []byte, 'd' for a []float64), and reads Go's memory, which stays in place as long as the extension holds the object. The items
// must not change meanwhile.
func Lend[T Number](data []T) Lender {
	return Lender{data: unsafe.Pointer(unsafe.SliceData(data)), count: len(data), item: reflect.TypeFor[T]()}
}

// LendWritable is Lend for an extension that writes to the memory.
func LendWritable[T Number](data []T) Lender {
	l := Lend(data)
	l.writable = true
	return l
}

func (rt *Runtime) lend(l Lender) (*object.Object, error) {
	pin := new(runtime.Pinner)
	if l.data != nil {
		pin.Pin(l.data)
	}
	o := object.NewGoMemory(object.GoMemory{
		Data: l.data, Count: l.count, Itemsize: int(l.item.Size()), Format: formats[l.item.Kind()], Readonly: !l.writable, Done: pin.Unpin,
	})
	if o == nil {
		pin.Unpin()
	}
	return rt.made(o)
}
