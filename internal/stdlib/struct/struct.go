// Package structs is the module struct: values to bytes and back, by a format. What the codes of a format mean is package
// object's, which reads the formats of buffers.
package structs

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Object and Type are those of package object.
type (
	Object = object.Object
	Type   = object.Type
)

var (
	structType   = object.NewType()
	iteratorType = object.NewType()
)

// structure is a Struct. Before __init__ it has no layout. Extensions read the two numbers where CPython has them.
type structure struct {
	abi.Object
	size, values   int
	format, layout *Object // bytes; the StructFormat as a Go value
	weakrefs       *Object
}

// unready is the layout of a Struct before __init__: CPython counts -1 values in -1 bytes.
var unready = object.StructFormat{Size: -1, Values: -1}

func layoutOf(o *Object) *object.StructFormat {
	if l := object.As[*structure](o).layout; l != nil {
		v, _ := object.GoValueOf(l)
		return v.(*object.StructFormat)
	}
	return &unready
}

// formatText is a format, a str or bytes, as bytes.
func formatText(o *Object) *Object {
	switch {
	case object.IsStr(o):
		return object.StrEncode(o, "ascii", "strict")
	case object.IsBytes(o):
		return object.NewRef(o)
	}
	return object.Raise(object.TypeError, "Struct() argument 1 must be a str or bytes object, not %.200s", object.TypeName(o.Type))
}

// prepare gives a Struct its format, of which it may have had another.
func prepare(o, format *Object) bool {
	text := formatText(format)
	if text == nil {
		return false
	}
	s := string(object.BytesOf(text))
	f, problem := object.ParseStruct(s)
	if strings.IndexByte(s, 0) >= 0 {
		problem = "embedded null character"
	}
	if problem != "" {
		object.Decref(text)
		object.Raise(object.StructError, "%s", problem)
		return false
	}
	layout := object.NewGoValue(&f)
	if layout == nil {
		object.Decref(text)
		return false
	}
	p := object.As[*structure](o)
	p.size, p.values = f.Size, f.Values
	object.Replace(&p.format, text)
	object.Replace(&p.layout, layout)
	return true
}

// structOf makes a Struct for a function of the module. A format that can't be hashed is refused, as by CPython's cache.
func structOf(format *Object) *Object {
	if object.Hash(format) == -1 {
		return nil
	}
	o := object.New(structType)
	if o != nil && !prepare(o, format) {
		object.Decref(o)
		return nil
	}
	return o
}

// on is a function of the module that makes a Struct of its first argument and does something with it.
func on(format *Object, do func(o *Object) *Object) *Object {
	o := structOf(format)
	if o == nil {
		return nil
	}
	defer object.Decref(o)
	return do(o)
}

// readBytes calls f with the bytes of a buffer.
func readBytes(o *Object, f func(data []byte) *Object) *Object {
	view := object.OpenBuffer(o, object.BufferSimple)
	if view == nil {
		return nil
	}
	defer object.CloseBuffer(view)
	return f(object.ViewBytes(view))
}

func unpack(o, buffer *Object) *Object {
	f := layoutOf(o)
	return readBytes(buffer, func(data []byte) *Object {
		if len(data) != f.Size {
			return object.Raise(object.StructError, "unpack requires a buffer of %d bytes", f.Size)
		}
		return values(f, data)
	})
}

// values unpacks data, which is as long as the format says.
func values(f *object.StructFormat, data []byte) *Object {
	for _, field := range f.Runs {
		if field.Code == 'p' && field.Size == 0 {
			return object.Raise(object.SystemError, "Negative size passed to PyBytes_FromStringAndSize")
		}
	}
	return f.Unpack(data)
}

func unpackFrom(o, buffer *Object, offset int) *Object {
	f := layoutOf(o)
	return readBytes(buffer, func(data []byte) *Object {
		at, n := offset, len(data)
		switch {
		case at < 0 && at+f.Size > 0:
			return object.Raise(object.StructError, "not enough data to unpack %d bytes at offset %d", f.Size, at)
		case at < 0 && at+n < 0:
			return object.Raise(object.StructError, "offset %d out of range for %d-byte buffer", at, n)
		case at < 0:
			at += n
		}
		if n-at < f.Size || f.Size < 0 {
			return object.Raise(object.StructError, "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at offset %d "+
				"(actual buffer size is %d)", uint(f.Size)+uint(at), f.Size, at, n)
		}
		return values(f, data[at:at+f.Size])
	})
}

func pack(o *Object, args []*Object) *Object {
	f := layoutOf(o)
	if len(args) != f.Values {
		return object.Raise(object.StructError, "pack expected %d items for packing (got %d)", f.Values, len(args))
	}
	bytes := object.NewBytesSpace(f.Size)
	if bytes != nil && !write(f, object.BytesOf(bytes), args) {
		object.Decref(bytes)
		return nil
	}
	return bytes
}

func packInto(o *Object, args []*Object) *Object {
	f := layoutOf(o)
	switch {
	case len(args) == 0:
		return object.Raise(object.StructError, "pack_into expected buffer argument")
	case len(args) == 1:
		return object.Raise(object.StructError, "pack_into expected offset argument")
	case len(args)-2 != f.Values:
		return object.Raise(object.StructError, "pack_into expected %d items for packing (got %d)", f.Values, len(args)-2)
	}
	view := object.OpenBuffer(args[0], object.BufferWritable)
	if view == nil {
		object.ClearErr()
		return object.Raise(object.TypeError, "argument must be read-write bytes-like object, not %.50s", object.TypeName(args[0].Type))
	}
	defer object.CloseBuffer(view)
	at, ok := object.AsIndex(args[1], object.IndexError)
	if !ok {
		return nil
	}
	data := object.ViewBytes(view)
	switch {
	case at < 0 && at+f.Size > 0:
		return object.Raise(object.StructError, "no space to pack %d bytes at offset %d", f.Size, at)
	case at < 0 && at+len(data) < 0:
		return object.Raise(object.StructError, "offset %d out of range for %d-byte buffer", at, len(data))
	case at < 0:
		at += len(data)
	}
	if len(data)-at < f.Size {
		return object.Raise(object.StructError, "pack_into requires a buffer of at least %d bytes for packing %d bytes at offset %d "+
			"(actual buffer size is %d)", uint(f.Size)+uint(at), f.Size, at, len(data))
	}
	if !write(f, data[at:at+f.Size], args[2:]) {
		return nil
	}
	return object.NewRef(object.None)
}

// write packs values into out, which is as long as the format says. It may run code.
func write(f *object.StructFormat, out []byte, args []*Object) bool {
	clear(out)
	for _, field := range f.Runs {
		for i := range field.Count {
			at := field.Offset + i*field.Size
			if !packValue(out[at:at+field.Size], args[0], field, f.Big) {
				if object.IsLong(args[0]) && object.Matches(object.OverflowError) {
					wrong("int too large to convert")
				}
				return false
			}
			args = args[1:]
		}
	}
	return true
}
