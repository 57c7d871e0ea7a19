package object

import (
	"math"

	"github.com/d95905aa/gilded/internal/abi"
)

// memoryview.cast: the same contiguous memory under another format or shape.

var castParams = Params{Func: "cast", Names: []string{"format", "shape"}, Required: 1, Positional: 2}

const wrongNative = "memoryview: destination format must be a native single character format prefixed with an optional '@'"

func memoryviewCast(o *Object, args **Object, n int, names *Object) *Object {
	var a [2]*Object
	if !castParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	format, shape := a[0], a[1]
	if !IsStr(format) {
		return Raise(TypeError, "cast() argument 'format' must be str, not %.50s", argumentType(format))
	}
	v := As[*memoryView](o)
	if !v.alive() {
		return nil
	}
	if v.Flags&memoryviewC == 0 {
		return Raise(TypeError, "memoryview: casts are restricted to C-contiguous views")
	}
	if (shape != nil || v.View.Ndim != 1) && hasZero(&v.View) {
		return Raise(TypeError, "memoryview: cannot cast view with zeros in shape or strides")
	}
	ndim := 1
	if shape != nil {
		if !IsList(shape) && !IsTuple(shape) {
			return Raise(TypeError, "shape must be a list or a tuple")
		}
		ndim = len(FastItems(shape))
		if ndim > maxDimensions {
			return Raise(ValueError, "memoryview: number of dimensions must not exceed 64")
		}
		if v.View.Ndim != 1 && ndim != 1 {
			return Raise(TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	from, to := nativeCode(v.format()), nativeCode(StrOf(format))
	switch {
	case to == 0:
		return Raise(ValueError, wrongNative)
	case !byteCode(from) && !byteCode(to):
		return Raise(TypeError, "memoryview: cannot cast between two non-byte formats")
	case v.View.Len%nativeSize(to) != 0:
		return Raise(TypeError, "memoryview: length is not a multiple of itemsize")
	}
	c := v.Mbuf.newView(&v.View, ndim)
	if c == nil {
		return nil
	}
	c.View.Format, c.View.Itemsize = nativeFormats[StrOf(format)], nativeSize(to)
	if !c.setShape(shape) {
		Decref(Head(c))
		return nil
	}
	FillStrides(viewStrides(&c.View), viewShape(&c.View), c.View.Itemsize, false)
	c.setFlags()
	return Head(c)
}

// setShape checks and takes over the shape of a cast; nil means one dimension.
func (v *memoryView) setShape(shape *Object) bool {
	dims := viewShape(&v.View)
	if shape == nil {
		dims[0] = v.View.Len / v.View.Itemsize
		return true
	}
	size := v.View.Itemsize
	for i, o := range FastItems(shape) {
		if !IsLong(o) {
			Raise(TypeError, "memoryview.cast(): elements of shape must be integers")
			return false
		}
		n, ok := AsSsize(o)
		if !ok {
			return false
		}
		if n <= 0 {
			Raise(ValueError, "memoryview.cast(): elements of shape must be integers > 0")
			return false
		}
		if n > math.MaxInt/size {
			Raise(ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX")
			return false
		}
		size *= n
		dims[i] = n
	}
	if size != v.View.Len {
		Raise(TypeError, "memoryview: product(shape) * itemsize != buffer size")
		return false
	}
	return true
}

func byteCode(code byte) bool { return code == 'b' || code == 'B' || code == 'c' }

func hasZero(view *abi.Buffer) bool {
	for _, n := range viewShape(view) {
		if n == 0 {
			return true
		}
	}
	for _, n := range viewStrides(view) {
		if n == 0 {
			return true
		}
	}
	return false
}
