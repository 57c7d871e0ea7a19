package host

import (
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/d95905aa/gilded/internal/object"
)

// Kwargs are arguments that are passed by name.
type Kwargs map[string]any

// maxDepth bounds the nesting of Go values: pointers may go in circles.
const maxDepth = 500

// toObject makes a Python object of a Go value; inside. The error is a *ConvertError whose path is relative to v, or an
// exception that was set.
func (rt *Runtime) toObject(v any) (*object.Object, error) { return rt.to(v, 0) }

func (rt *Runtime) to(v any, depth int) (*object.Object, error) {
	switch v := v.(type) {
	case nil:
		return object.NewRef(object.None), nil
	case bool:
		return object.NewBool(v), nil
	case int:
		return rt.made(object.NewInt(int64(v)))
	case int64:
		return rt.made(object.NewInt(v))
	case float64:
		return rt.made(object.NewFloat(v))
	case string:
		return rt.made(object.NewStr(v))
	case []byte:
		return rt.made(object.NewBytes(v))
	case *Value:
		return rt.reuse(v)
	case *Module:
		if v == nil {
			return object.NewRef(object.None), nil
		}
		return rt.reuse(v.Value)
	case *Func:
		if v == nil {
			return object.NewRef(object.None), nil
		}
		return rt.reuse(v.Value)
	case *big.Int:
		if v == nil {
			return object.NewRef(object.None), nil
		}
		return rt.made(object.NewBig(v))
	case big.Int:
		return rt.made(object.NewBig(&v))
	case *ExceptionClass:
		return object.NewRef(object.Head(v.class)), nil
	case Lender:
		return rt.lend(v)
	case error:
		return rt.made(rt.newException(v))
	}
	return rt.reflected(reflect.ValueOf(v), depth)
}

// made passes an object on, or the exception that is set instead.
func (rt *Runtime) made(o *object.Object) (*object.Object, error) {
	if o == nil {
		return nil, rt.takeError()
	}
	return o, nil
}

func (rt *Runtime) reuse(v *Value) (*object.Object, error) {
	switch {
	case v == nil:
		return object.NewRef(object.None), nil
	case v.r == nil || v.r.obj == nil:
		return nil, cannot("the value was released")
	case v.r.rt != rt:
		return nil, cannot("the value belongs to another runtime")
	}
	return object.NewRef(v.r.obj), nil
}

func (rt *Runtime) reflected(v reflect.Value, depth int) (*object.Object, error) {
	if depth > maxDepth {
		return nil, cannot("%s is nested more than %d deep", v.Type(), maxDepth)
	}
	switch v.Kind() {
	case reflect.Bool:
		return object.NewBool(v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return rt.made(object.NewInt(v.Int()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return rt.made(object.NewUint(v.Uint()))
	case reflect.Float32, reflect.Float64:
		return rt.made(object.NewFloat(v.Float()))
	case reflect.Complex64, reflect.Complex128:
		return rt.made(object.NewComplex(real(v.Complex()), imag(v.Complex())))
	case reflect.String:
		return rt.made(object.NewStr(v.String()))
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return rt.made(object.NewBytes(v.Bytes()))
		}
		return rt.sequence(v, depth)
	case reflect.Array:
		return rt.sequence(v, depth)
	case reflect.Map:
		return rt.mapping(v, depth)
	case reflect.Struct:
		return rt.structure(v, depth)
	case reflect.Func:
		if v.IsNil() {
			return object.NewRef(object.None), nil
		}
		return rt.function(v)
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return object.NewRef(object.None), nil
		}
		return rt.to(v.Elem().Interface(), depth+1)
	}
	return nil, cannot("%s has no Python form", v.Type())
}

func (rt *Runtime) sequence(v reflect.Value, depth int) (*object.Object, error) {
	list, err := rt.made(object.NewList(v.Len()))
	if err != nil {
		return nil, err
	}
	for i := range v.Len() {
		item, err := rt.to(v.Index(i).Interface(), depth+1)
		if err != nil {
			object.Decref(list)
			return nil, at(err, "["+strconv.Itoa(i)+"]")
		}
		object.ListItems(list)[i] = item
	}
	return list, nil
}

func (rt *Runtime) mapping(v reflect.Value, depth int) (*object.Object, error) {
	dict, err := rt.made(object.NewDict())
	if err != nil {
		return nil, err
	}
	for iter := v.MapRange(); iter.Next(); {
		if err := rt.entry(dict, iter.Key(), iter.Value(), depth); err != nil {
			object.Decref(dict)
			return nil, err
		}
	}
	return dict, nil
}

func (rt *Runtime) entry(dict *object.Object, k, v reflect.Value, depth int) error {
	key, err := rt.to(k.Interface(), depth+1)
	if err != nil {
		return at(err, "key "+goKey(k))
	}
	defer object.Decref(key)
	value, err := rt.to(v.Interface(), depth+1)
	if err != nil {
		return at(err, "["+goKey(k)+"]")
	}
	defer object.Decref(value)
	return rt.status(object.DictSet(dict, key, value))
}

// goKey is how a map's key stands in a path.
func goKey(k reflect.Value) string {
	for k.Kind() == reflect.Interface && !k.IsNil() {
		k = k.Elem()
	}
	if k.Kind() == reflect.String {
		return strconv.Quote(k.String())
	}
	return fmt.Sprint(k.Interface())
}

// field is a struct's field that takes part.
type field struct {
	index     []int
	name      string
	omitEmpty bool
}

var structFields sync.Map // reflect.Type → []field

// fieldsOf returns the exported fields under the names of their tags, embedded structs' fields as their own.
func fieldsOf(t reflect.Type) []field {
	if cached, ok := structFields.Load(t); ok {
		return cached.([]field)
	}
	var fields []field
	for _, f := range reflect.VisibleFields(t) {
		tag, hasTag := f.Tag.Lookup("py")
		name, options, _ := strings.Cut(tag, ",")
		if !f.IsExported() || name == "-" || f.Anonymous && !hasTag || len(f.Index) > 1 && throughPointer(t, f.Index) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		fields = append(fields, field{f.Index, name, options == "omitempty"})
	}
	structFields.Store(t, fields)
	return fields
}

// throughPointer tells whether a promoted field is reached through a pointer, which may be nil: it is left out.
func throughPointer(t reflect.Type, index []int) bool {
	for _, i := range index[:len(index)-1] {
		if t = t.Field(i).Type; t.Kind() == reflect.Pointer {
			return true
		}
	}
	return false
}

func (rt *Runtime) structure(v reflect.Value, depth int) (*object.Object, error) {
	dict, err := rt.made(object.NewDict())
	if err != nil {
		return nil, err
	}
	for _, f := range fieldsOf(v.Type()) {
		x := v.FieldByIndex(f.index)
		if f.omitEmpty && x.IsZero() {
			continue
		}
		value, err := rt.to(x.Interface(), depth+1)
		if err == nil {
			err = rt.status(object.DictSetString(dict, f.name, value))
			object.Decref(value)
		}
		if err != nil {
			object.Decref(dict)
			return nil, at(err, "."+f.name)
		}
	}
	return dict, nil
}
