package host

import (
	"context"
	"math/big"
	"reflect"
	"strconv"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// As makes a Go value of a Python one. any gets what the object most resembles: nil, bool, int64 or *big.Int, float64,
// complex128, string, []byte, []any, map[string]any or map[any]any, and a *Value for everything else. A value that does not fit
// is a *ConvertError.
func As[T any](v *Value) (T, error) {
	var out T
	err := v.with(context.Background(), func(o *object.Object) error {
		return at(v.r.rt.from(o, reflect.ValueOf(&out).Elem(), 0), "value")
	})
	return out, err
}

var (
	valueType  = reflect.TypeFor[*Value]()
	bigIntType = reflect.TypeFor[*big.Int]()
	anyType    = reflect.TypeFor[any]()
)

// from stores a Python object in a Go variable; inside.
func (rt *Runtime) from(o *object.Object, to reflect.Value, depth int) error {
	if depth > maxDepth {
		return cannot("nested more than %d deep", maxDepth)
	}
	switch to.Type() {
	case valueType:
		to.Set(reflect.ValueOf(rt.value(object.NewRef(o))))
		return nil
	case bigIntType:
		if !object.IsLong(o) {
			return mismatch(o, to)
		}
		to.Set(reflect.ValueOf(object.BigOf(o)))
		return nil
	}
	switch to.Kind() {
	case reflect.Bool:
		if o != object.True && o != object.False {
			return mismatch(o, to)
		}
		to.SetBool(o == object.True)
		return nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rt.fromInt(o, to)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return rt.fromUint(o, to)
	case reflect.Float32, reflect.Float64:
		f, ok := object.FloatOf(o)
		if !ok {
			return rt.refused(o, to)
		}
		to.SetFloat(f)
		return nil
	case reflect.Complex64, reflect.Complex128:
		return rt.fromComplex(o, to)
	case reflect.String:
		if !object.Is(o, object.StrType) {
			return mismatch(o, to)
		}
		to.SetString(object.StrOf(o))
		return nil
	case reflect.Slice, reflect.Array:
		return rt.fromSequence(o, to, depth)
	case reflect.Map:
		return rt.fromMapping(o, to, depth)
	case reflect.Struct:
		return rt.fromStruct(o, to, depth)
	case reflect.Pointer:
		if o == object.None {
			to.SetZero()
			return nil
		}
		p := reflect.New(to.Type().Elem())
		if err := rt.from(o, p.Elem(), depth+1); err != nil {
			return err
		}
		to.Set(p)
		return nil
	case reflect.Interface:
		if to.NumMethod() == 0 {
			x, err := rt.natural(o, depth)
			if err == nil && x != nil {
				to.Set(reflect.ValueOf(x))
			}
			return err
		}
	}
	return cannot("%s is no type for a Python value", to.Type())
}

func mismatch(o *object.Object, to reflect.Value) error {
	return cannot("%s is not a %s", object.TypeName(o.Type), to.Type())
}

// refused is mismatch when the object's own conversion raised TypeError, and that exception when it was another.
func (rt *Runtime) refused(o *object.Object, to reflect.Value) error {
	if object.Occurred() == nil || object.Matches(object.TypeError) {
		object.ClearErr()
		return mismatch(o, to)
	}
	return rt.takeError()
}

func (rt *Runtime) fromInt(o *object.Object, to reflect.Value) error {
	n, ok := object.AsInt64(o)
	if !ok {
		if object.Matches(object.OverflowError) {
			object.ClearErr()
			return cannot("%s overflows %s", object.ReprOf(o), to.Type())
		}
		return rt.refused(o, to)
	}
	if to.OverflowInt(n) {
		return cannot("%d overflows %s", n, to.Type())
	}
	to.SetInt(n)
	return nil
}

func (rt *Runtime) fromUint(o *object.Object, to reflect.Value) error {
	index := object.NumberIndex(o)
	if index == nil {
		return rt.refused(o, to)
	}
	defer object.Decref(index)
	n, ok := object.AsUint64(index)
	if !ok {
		object.ClearErr()
		return cannot("%s overflows %s", object.ReprOf(o), to.Type())
	}
	if to.OverflowUint(n) {
		return cannot("%d overflows %s", n, to.Type())
	}
	to.SetUint(n)
	return nil
}

func (rt *Runtime) fromComplex(o *object.Object, to reflect.Value) error {
	if object.Is(o, object.ComplexType) {
		c := object.As[*abi.Complex](o)
		to.SetComplex(complex(c.Real, c.Imag))
		return nil
	}
	f, ok := object.FloatOf(o)
	if !ok {
		return rt.refused(o, to)
	}
	to.SetComplex(complex(f, 0))
	return nil
}

// fromSequence takes the buffer of what has one for bytes, and the items of any iterable but str for other elements.
func (rt *Runtime) fromSequence(o *object.Object, to reflect.Value, depth int) error {
	if object.CheckBuffer(o) {
		if to.Type().Elem().Kind() == reflect.Uint8 {
			return rt.fromBuffer(o, to)
		}
		if done, err := rt.fromItems(o, to); done {
			return err
		}
	}
	if to.Kind() == reflect.Slice && o == object.None {
		to.SetZero()
		return nil
	}
	if object.Is(o, object.StrType) || o.Type.Iter == nil && o.Type.AsSequence == nil {
		return mismatch(o, to)
	}
	it := object.Iter(o)
	if it == nil {
		return rt.refused(o, to)
	}
	defer object.Decref(it)
	out, n := to, 0
	if to.Kind() == reflect.Slice {
		out = reflect.MakeSlice(to.Type(), 0, 0)
	}
	for ; ; n++ {
		item := object.IterNext(it)
		if item == nil {
			break
		}
		if to.Kind() == reflect.Array && n >= to.Len() {
			object.Decref(item)
			return cannot("more items than a %s has", to.Type())
		}
		element := reflect.New(to.Type().Elem()).Elem()
		err := rt.from(item, element, depth+1)
		object.Decref(item)
		if err != nil {
			return at(err, "["+strconv.Itoa(n)+"]")
		}
		if to.Kind() == reflect.Slice {
			out = reflect.Append(out, element)
		} else {
			to.Index(n).Set(element)
		}
	}
	if object.Occurred() != nil {
		return rt.takeError()
	}
	if to.Kind() == reflect.Array {
		if n < to.Len() {
			return cannot("%d items, a %s has %d", n, to.Type(), to.Len())
		}
		return nil
	}
	to.Set(out)
	return nil
}

// fromItems copies what a buffer has, if that is one row of just the numbers that to consists of.
func (rt *Runtime) fromItems(o *object.Object, to reflect.Value) (done bool, err error) {
	format := formats[to.Type().Elem().Kind()]
	if format == "" {
		return false, nil
	}
	view := object.OpenBuffer(o, object.BufferCContiguous|object.BufferFormat)
	if view == nil {
		object.ClearErr() // then it is a sequence like others
		return false, nil
	}
	defer object.CloseBuffer(view)
	if view.Ndim != 1 || object.ViewFormat(view) != format {
		return false, nil
	}
	n := view.Len / view.Itemsize
	if to.Kind() == reflect.Array && n != to.Len() {
		return true, cannot("%d items, a %s has %d", n, to.Type(), to.Len())
	}
	items := reflect.SliceAt(to.Type().Elem(), view.Buf, n)
	if to.Kind() == reflect.Slice {
		to.Set(reflect.MakeSlice(to.Type(), n, n))
	}
	reflect.Copy(to, items)
	return true, nil
}

func (rt *Runtime) fromBuffer(o *object.Object, to reflect.Value) error {
	view := object.OpenBuffer(o, object.BufferSimple)
	if view == nil {
		return rt.takeError()
	}
	defer object.CloseBuffer(view)
	data := object.ViewBytes(view)
	if to.Kind() == reflect.Slice {
		out := reflect.MakeSlice(to.Type(), len(data), len(data))
		reflect.Copy(out, reflect.ValueOf(data))
		to.Set(out)
		return nil
	}
	if len(data) != to.Len() {
		return cannot("%d bytes, a %s has %d", len(data), to.Type(), to.Len())
	}
	reflect.Copy(to, reflect.ValueOf(data))
	return nil
}

func (rt *Runtime) fromMapping(o *object.Object, to reflect.Value, depth int) error {
	if o == object.None {
		to.SetZero()
		return nil
	}
	if !object.Is(o, object.DictType) {
		return mismatch(o, to)
	}
	out := reflect.MakeMap(to.Type())
	err := eachItem(o, func(k, v *object.Object) error {
		key := reflect.New(to.Type().Key()).Elem()
		if err := rt.from(k, key, depth+1); err != nil {
			return at(err, "key "+pythonKey(k))
		}
		if to.Type().Key().Kind() == reflect.Interface && !key.IsNil() && !key.Elem().Comparable() {
			return at(cannot("%s is no key for a Go map", object.TypeName(k.Type)), "key "+pythonKey(k))
		}
		value := reflect.New(to.Type().Elem()).Elem()
		if err := rt.from(v, value, depth+1); err != nil {
			return at(err, "["+pythonKey(k)+"]")
		}
		out.SetMapIndex(key, value)
		return nil
	})
	if err == nil {
		to.Set(out)
	}
	return err
}

// eachItem calls f with what is in a dict now; f may run code.
func eachItem(dict *object.Object, f func(k, v *object.Object) error) error {
	var held []*object.Object
	var k, v *object.Object
	for pos := 0; object.DictNext(dict, &pos, &k, &v); {
		held = append(held, object.NewRef(k), object.NewRef(v))
	}
	defer func() {
		for _, o := range held {
			object.Decref(o)
		}
	}()
	for i := 0; i < len(held); i += 2 {
		if err := f(held[i], held[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// pythonKey is how a dict's key stands in a path.
func pythonKey(k *object.Object) string {
	if object.Is(k, object.StrType) {
		return strconv.Quote(object.StrOf(k))
	}
	return object.ReprOf(k)
}

// fromStruct takes fields from a dict's items or from attributes. What is missing stays as it is.
func (rt *Runtime) fromStruct(o *object.Object, to reflect.Value, depth int) error {
	isDict := object.Is(o, object.DictType)
	for _, f := range fieldsOf(to.Type()) {
		var v *object.Object
		var ok bool
		if isDict {
			v, ok = object.DictGetString(o, f.name)
			object.XIncref(v)
		} else {
			v, ok = object.LookupAttrString(o, f.name)
		}
		if !ok {
			return at(rt.takeError(), "."+f.name)
		}
		if v == nil {
			if !isDict && !f.omitEmpty {
				return cannot("%s has no attribute %s", object.TypeName(o.Type), f.name)
			}
			continue
		}
		err := rt.from(v, to.FieldByIndex(f.index), depth+1)
		object.Decref(v)
		if err != nil {
			return at(err, "."+f.name)
		}
	}
	return nil
}

// natural makes the Go value that an object most resembles.
func (rt *Runtime) natural(o *object.Object, depth int) (any, error) {
	target := reflect.Type(nil)
	switch {
	case o == object.None:
		return nil, nil
	case o.Type == object.BoolType:
		return o == object.True, nil
	case o.Type == object.LongType:
		n, overflow, _ := object.AsInt64Overflow(o)
		if overflow != 0 {
			return object.BigOf(o), nil
		}
		return n, nil
	case o.Type == object.FloatType:
		f, _ := object.FloatOf(o)
		return f, nil
	case o.Type == object.ComplexType:
		target = reflect.TypeFor[complex128]()
	case o.Type == object.StrType:
		return object.StrOf(o), nil
	case o.Type == object.BytesType, o.Type == object.BytearrayType:
		target = reflect.TypeFor[[]byte]()
	case o.Type == object.ListType, o.Type == object.TupleType, o.Type == object.SetType, o.Type == object.FrozenSetType:
		target = reflect.TypeFor[[]any]()
	case o.Type == object.DictType:
		target = reflect.TypeFor[map[string]any]()
		var k, v *object.Object
		for pos := 0; object.DictNext(o, &pos, &k, &v); {
			if !object.Is(k, object.StrType) {
				target = reflect.MapOf(anyType, anyType)
				break
			}
		}
	default:
		return rt.value(object.NewRef(o)), nil
	}
	out := reflect.New(target).Elem()
	err := rt.from(o, out, depth+1)
	return out.Interface(), err
}
