package structs

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// The types Struct and unpack_iterator, and the module.

// iterator goes through a buffer.
type iterator struct {
	abi.Object
	structure *Object
	view      *abi.Buffer
	index     int
}

func iterUnpack(o, buffer *Object) *Object {
	f := layoutOf(o)
	if f.Size == 0 {
		return object.Raise(object.StructError, "cannot iteratively unpack with a struct of length 0")
	}
	it := object.New(iteratorType)
	if it == nil {
		return nil
	}
	p := object.As[*iterator](it)
	if p.view = object.OpenBuffer(buffer, object.BufferSimple); p.view == nil {
		object.Decref(it)
		return nil
	}
	if p.view.Len%f.Size != 0 {
		object.Decref(it)
		return object.Raise(object.StructError, "iterative unpacking requires a buffer of a multiple of %d bytes", f.Size)
	}
	p.structure = object.NewRef(o)
	return it
}

// left is how many bytes the iterator has still to unpack. Its Struct may have got another format meanwhile.
func (p *iterator) left() int {
	if p.view == nil {
		return 0
	}
	return p.view.Len - p.index
}

func iteratorNext(o *Object) *Object {
	p := object.As[*iterator](o)
	if p.structure == nil {
		return nil
	}
	f := layoutOf(p.structure)
	if f.Size <= 0 || p.left() < f.Size {
		structure, view := p.structure, p.view
		p.structure, p.view = nil, nil
		object.CloseBuffer(view)
		object.Decref(structure)
		return nil
	}
	data := object.ViewBytes(p.view)[p.index : p.index+f.Size]
	p.index += f.Size
	return values(f, data)
}

var (
	structParams     = object.Params{Func: "Struct", Names: []string{"format"}, Required: 1, Positional: 1}
	unpackFromParams = object.Params{Func: "unpack_from", Names: []string{"buffer", "offset"}, Required: 1, Positional: 2}
	moduleFromParams = object.Params{Func: "unpack_from", Names: []string{"", "buffer", "offset"}, Required: 2, Positional: 3}
)

// fromArgs calls unpack_from with its buffer and its offset, which may be nil.
func fromArgs(o, buffer, offset *Object) *Object {
	at := 0
	if offset != nil {
		n := object.NumberIndex(offset)
		if n == nil {
			return nil
		}
		var ok bool
		at, ok = object.AsSsize(n)
		object.Decref(n)
		if !ok {
			return nil
		}
	}
	return unpackFrom(o, buffer, at)
}

var structMethods = []object.Method{
	{Name: "iter_unpack", Doc: "iter_unpack($self, buffer, /)\n--\n\nAn iterator over the tuples that a buffer consists of.",
		O: iterUnpack},
	{Name: "pack", Doc: "pack($self, /, *values)\n--\n\nThe values as bytes in the format.",
		Fast: func(o *Object, args **Object, n int) *Object {
			return pack(o, object.Args(args, n))
		}},
	{Name: "pack_into", Doc: "pack_into($self, buffer, offset, /, *values)\n--\n\nWrite the values into a buffer.",
		Fast: func(o *Object, args **Object, n int) *Object {
			return packInto(o, object.Args(args, n))
		}},
	{Name: "unpack", Doc: "unpack($self, buffer, /)\n--\n\nThe values that a buffer, exactly as long as the format says, holds.",
		O: unpack},
	{Name: "unpack_from", Doc: "unpack_from($self, /, buffer, offset=0)\n--\n\nThe values in a buffer from an offset on.",
		FastKeys: func(o *Object, args **Object, n int, names *Object) *Object {
			var a [2]*Object
			if !unpackFromParams.Unpack(args, n, names, a[:]) {
				return nil
			}
			return fromArgs(o, a[0], a[1])
		}},
	{Name: "__sizeof__", Doc: "How many bytes it takes.", NoArgs: func(o *Object) *Object {
		const own, code = 56, 32
		return object.NewInt(int64(own + code*(len(layoutOf(o).Runs)+1)))
	}},
}

var functions = []object.Method{
	{Name: "_clearcache", Doc: "_clearcache($module, /)\n--\n\nForget what is kept of formats, which is nothing.",
		NoArgs: func(*Object) *Object {
			return object.NewRef(object.None)
		}},
	{Name: "calcsize", Doc: "calcsize($module, format, /)\n--\n\nHow many bytes a format stands for.",
		O: func(_, format *Object) *Object {
			return on(format, func(o *Object) *Object { return object.NewInt(int64(layoutOf(o).Size)) })
		}},
	{Name: "iter_unpack", Doc: "iter_unpack($module, format, buffer, /)\n--\n\nAn iterator over the tuples that a buffer consists of.",
		Fast: func(_ *Object, args **Object, n int) *Object {
			if !object.CheckPositional("iter_unpack", n, 2, 2) {
				return nil
			}
			return on(object.Args(args, n)[0], func(o *Object) *Object { return iterUnpack(o, object.Args(args, n)[1]) })
		}},
	{Name: "pack", Doc: "pack($module, format, /, *values)\n--\n\nThe values as bytes in the format.", Fast: withFormat(pack)},
	{Name: "pack_into", Doc: "pack_into($module, format, buffer, offset, /, *values)\n--\n\nWrite the values into a buffer.",
		Fast: withFormat(packInto)},
	{Name: "unpack", Doc: "unpack($module, format, buffer, /)\n--\n\nThe values that a buffer, exactly as long as the format says, holds.",
		Fast: func(_ *Object, args **Object, n int) *Object {
			if !object.CheckPositional("unpack", n, 2, 2) {
				return nil
			}
			return on(object.Args(args, n)[0], func(o *Object) *Object { return unpack(o, object.Args(args, n)[1]) })
		}},
	{Name: "unpack_from", Doc: "unpack_from($module, format, /, buffer, offset=0)\n--\n\nThe values in a buffer from an offset on.",
		FastKeys: func(_ *Object, args **Object, n int, names *Object) *Object {
			var a [3]*Object
			if !moduleFromParams.Unpack(args, n, names, a[:]) {
				return nil
			}
			return on(a[0], func(o *Object) *Object { return fromArgs(o, a[1], a[2]) })
		}},
}

// withFormat is a function whose first argument is a format and whose others are do's.
func withFormat(do func(o *Object, args []*Object) *Object) func(_ *Object, args **Object, n int) *Object {
	return func(_ *Object, args **Object, n int) *Object {
		if n == 0 {
			return object.Raise(object.TypeError, "missing format argument")
		}
		all := object.Args(args, n)
		return on(all[0], func(o *Object) *Object { return do(o, all[1:]) })
	}
}

func defineStruct() object.Spec {
	return object.Spec{
		Name: "_struct.Struct", Doc: "Struct(format)\n--\n\nA format that has been read.", Basicsize: unsafe.Sizeof(structure{}), Flags: abi.TPFlagsBasetype,
		Weaklistoffset: int(unsafe.Offsetof(structure{}.weakrefs)),
		New:            object.GenericNew,
		Init: func(o, args, kwargs *Object) int32 {
			var a [1]*Object
			if !structParams.UnpackTuple(args, kwargs, a[:]) || !prepare(o, a[0]) {
				return -1
			}
			return 0
		},
		Dealloc: func(o *Object) {
			object.ClearWeakrefs(o)
			p := object.As[*structure](o)
			format, layout := p.format, p.layout
			ctier.CallFree(o.Type.Free, unsafe.Pointer(o))
			object.XDecref(format)
			object.XDecref(layout)
		},
		Getset: []object.GetSet{
			{Name: "format", Doc: "The format.", Get: func(o *Object) *Object {
				if f := object.As[*structure](o).format; f != nil {
					return object.NewStrLatin1(object.BytesOf(f))
				}
				return object.NewRef(object.None)
			}},
			{Name: "size", Doc: "How many bytes the format stands for.", Get: func(o *Object) *Object { return object.NewInt(int64(layoutOf(o).Size)) }},
		},
		Methods: structMethods,
	}
}

func defineIterator() object.Spec {
	return object.Spec{
		Name: "_struct.unpack_iterator", Basicsize: unsafe.Sizeof(iterator{}),
		New: func(*Type, *Object, *Object) *Object {
			return object.Raise(object.TypeError, "Cannot create 'unpack_iterator objects")
		},
		Dealloc: func(o *Object) {
			p := object.As[*iterator](o)
			structure, view := p.structure, p.view
			object.Release(o)
			if view != nil {
				object.CloseBuffer(view)
			}
			object.XDecref(structure)
		},
		Iter:     object.NewRef,
		Iternext: iteratorNext,
		Methods: []object.Method{{Name: "__length_hint__", NoArgs: func(o *Object) *Object {
			p := object.As[*iterator](o)
			if p.structure == nil || layoutOf(p.structure).Size <= 0 {
				return object.NewInt(0)
			}
			return object.NewInt(int64(p.left() / layoutOf(p.structure).Size))
		}}},
	}
}

func init() {
	object.Define(structType, defineStruct)
	object.Define(iteratorType, defineIterator)
	empty := object.GoModule("_struct", doc, &functions)
	object.DefineModule("_struct", func() *Object {
		m := empty()
		if m != nil && !(object.SetAttrString(m, "Struct", object.Head(structType)) && object.SetAttrString(m, "error", object.Head(object.StructError))) {
			object.Decref(m)
			return nil
		}
		return m
	})
	object.DefineModule("struct", func() *Object {
		from := object.Import("_struct")
		if from == nil {
			return nil
		}
		defer object.Decref(from)
		m := object.NewModuleString("struct")
		if m == nil || !object.SetDoc(m, doc) || !share(from, m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
}

const doc = "Values to bytes and back, by a format."

// share gives a module what _struct has.
func share(from, m *Object) bool {
	names := []string{"Struct", "error"}
	for _, f := range functions {
		names = append(names, f.Name)
	}
	for _, name := range names {
		v := object.GetAttrString(from, name)
		if v == nil {
			return false
		}
		ok := object.SetAttrString(m, name, v)
		object.Decref(v)
		if !ok {
			return false
		}
	}
	return true
}
