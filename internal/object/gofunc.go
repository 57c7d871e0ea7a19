package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Objects that stand for something in Go: a func that extensions can call, memory lent to them, any other Go value. C
// memory holds no Go pointer, so each has a number in its interpreter's table, whose entry dies with the object.

type handleTable struct {
	last   uint64
	values map[uint64]any
}

// Keep puts a Go value into the interpreter's table, for an object whose C memory has the number: Kept reads it, Drop takes it out.
func Keep(v any) uint64 {
	t := &State().handles
	if t.values == nil {
		t.values = map[uint64]any{}
	}
	t.last++
	t.values[t.last] = v
	return t.last
}

// Kept is the value that Keep gave a number; nil for 0.
func Kept(handle uint64) any { return State().handles.values[handle] }

// GoFunction is what a callable made of a Go func does: args are borrowed, then come the values of the keywords in names,
// which may be nil. It must not panic.
type GoFunction = func(args []*Object, names *Object) *Object

type goFunc struct {
	abi.Object
	vectorcall abi.Func
	weakrefs   *Object
	name       *Object
	handle     uint64
}

type goValue struct {
	abi.Object
	handle uint64
}

type goMemory struct {
	abi.Object
	weakrefs *Object
	data     unsafe.Pointer
	count    int // items: what a view's shape points to
	itemsize int // and its strides
	format   *byte
	readonly int
	handle   uint64
}

var (
	goFuncType   = NewType()
	goValueType  = NewType()
	goMemoryType = NewType()

	goFuncVectorcall = ctier.FastcallKeywords(func(o *Object, args **Object, nargsf int, names *Object) *Object {
		f := State().handles.values[As[*goFunc](o).handle].(GoFunction)
		return CheckResult(o, f(Args(args, Positional(nargsf)+KeywordCount(names)), names), "")
	})
)

// NewGoFunc makes a callable of a Go function.
func NewGoFunc(name string, f GoFunction) *Object {
	n := NewStr(name)
	if n == nil {
		return nil
	}
	o := New(goFuncType)
	if o == nil {
		Decref(n)
		return nil
	}
	p := As[*goFunc](o)
	p.vectorcall, p.name, p.handle = goFuncVectorcall, n, Keep(f)
	return o
}

// NewGoValue makes an object that holds a Go value and can do nothing.
func NewGoValue(v any) *Object {
	o := New(goValueType)
	if o != nil {
		As[*goValue](o).handle = Keep(v)
	}
	return o
}

// GoValueOf returns what NewGoValue was given; false for any other object.
func GoValueOf(o *Object) (any, bool) {
	if o.Type != goValueType {
		return nil, false
	}
	v, ok := State().handles.values[As[*goValue](o).handle]
	return v, ok
}

// GoMemory is memory of the Go program, for NewGoMemory.
type GoMemory struct {
	Data     unsafe.Pointer // must not move
	Count    int            // items
	Itemsize int            // bytes of an item
	Format   string         // of an item, as the struct module writes it: one of those in itemFormats
	Readonly bool
	Done     func() // called when the object has died, and no view of it is left
}

// NewGoMemory makes an object that lends memory through the buffer protocol: one row of items.
func NewGoMemory(g GoMemory) *Object {
	o := New(goMemoryType)
	if o == nil {
		return nil
	}
	m := As[*goMemory](o)
	m.data, m.count, m.itemsize, m.format, m.handle = g.Data, g.Count, g.Itemsize, itemFormats[g.Format], Keep(g.Done)
	if g.Readonly {
		m.readonly = 1
	}
	return o
}

// itemFormats has the formats of the numbers that Go and C have in common.
var itemFormats = map[string]*byte{}

func init() {
	for _, format := range []string{"?", "b", "B", "h", "H", "i", "I", "l", "L", "f", "d", "Zf", "Zd"} {
		itemFormats[format] = ctier.CString(format)
	}
}

// lend describes memory of Go as a row of items.
func (m *goMemory) lend(view *abi.Buffer, flags int32) bool {
	if !FillBuffer(view, Head(m), m.data, m.count*m.itemsize, m.readonly != 0, flags) {
		return false
	}
	view.Itemsize = m.itemsize
	if view.Format != nil {
		view.Format = m.format
	}
	if view.Shape != nil {
		view.Shape = &m.count
	}
	return true
}

// Drop returns what a dying object stood for.
func Drop(handle uint64) any {
	t := &State().handles
	v := t.values[handle]
	delete(t.values, handle)
	return v
}

func init() {
	Define(goFuncType, func() Spec {
		return Spec{
			Name: "gilded.function", Doc: "A function of the Go program.", Basicsize: unsafe.Sizeof(goFunc{}),
			Flags:            abi.TPFlagsHaveVectorcall,
			VectorcallOffset: int(unsafe.Offsetof(goFunc{}.vectorcall)),
			Weaklistoffset:   int(unsafe.Offsetof(goFunc{}.weakrefs)),
			Call:             VectorcallCall,
			Dealloc: func(o *Object) {
				ClearWeakrefs(o)
				f := As[*goFunc](o)
				name := f.name
				Drop(f.handle)
				Release(o)
				Decref(name)
			},
			Repr:   func(o *Object) *Object { return NewStr("<Go function " + StrOf(As[*goFunc](o).name) + ">") },
			Getset: []GetSet{{Name: "__name__", Get: func(o *Object) *Object { return NewRef(As[*goFunc](o).name) }}},
		}
	})
	Define(goValueType, func() Spec {
		return Spec{
			Name: "gilded.value", Doc: "A value of the Go program.", Basicsize: unsafe.Sizeof(goValue{}),
			Dealloc: func(o *Object) {
				Drop(As[*goValue](o).handle)
				Release(o)
			},
		}
	})
	Define(goMemoryType, func() Spec {
		return Spec{
			Name: "gilded.memory", Doc: "Memory of the Go program.", Basicsize: unsafe.Sizeof(goMemory{}),
			Weaklistoffset: int(unsafe.Offsetof(goMemory{}.weakrefs)),
			Dealloc: func(o *Object) {
				ClearWeakrefs(o)
				done := Drop(As[*goMemory](o).handle).(func())
				Release(o)
				done()
			},
			Sequence: &Sequence{Length: func(o *Object) int { return As[*goMemory](o).count }},
			Buffer: &BufferProcs{
				Get: func(o *Object, view *abi.Buffer, flags int32) int32 {
					return Status(As[*goMemory](o).lend(view, flags))
				},
			},
		}
	})
}
