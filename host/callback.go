package host

import (
	"fmt"
	"reflect"
	"runtime"
	"runtime/debug"

	"github.com/d95905aa/gilded/internal/object"
)

var (
	errorType  = reflect.TypeFor[error]()
	kwargsType = reflect.TypeFor[Kwargs]()
)

// function makes a callable of a Go func. Its arguments are converted to the parameters' types, a parameter of type Kwargs, which
// must be the last, gets those passed by name; results become the result, several a tuple. A last result of type error that is
// not nil is raised, and so is a panic.
//
// The func runs inside the runtime, on the goroutine of whoever called into it. What it raises has a traceback with the func in it,
// as what a function in Python raises: extensions pass the traceback on without asking whether there is one.
func (rt *Runtime) function(v reflect.Value) (*object.Object, error) {
	t := v.Type()
	name, file, line := place(v)
	for i := range t.NumIn() {
		if in := t.In(i); in.Kind() == reflect.Chan || in.Kind() == reflect.Func || in.Kind() == reflect.UnsafePointer {
			return nil, cannot("%s has a parameter of type %s, which no Python value converts to", t, in)
		}
	}
	return rt.made(object.NewGoFunc(name, func(args []*object.Object, names *object.Object) (result *object.Object) {
		defer func() {
			if r := recover(); r != nil {
				object.ClearErr()
				result = rt.raise(&PanicError{Value: r, Stack: string(debug.Stack())})
			}
			if result == nil {
				object.TracebackAdd(name, file, line)
			}
		}()
		rt.in.Threads.Lock.Yield() // as CPython does where it begins to run Python code
		in, err := rt.arguments(name, t, args, names)
		if err != nil {
			return rt.raise(err)
		}
		return rt.results(v.Call(in))
	}))
}

// place is what a Go func is called, and where it is.
func place(v reflect.Value) (name, file string, line int) {
	f := runtime.FuncForPC(v.Pointer())
	if f == nil {
		return v.Type().String(), "", 0
	}
	file, line = f.FileLine(f.Entry())
	return f.Name(), file, line
}

func (rt *Runtime) arguments(name string, t reflect.Type, args []*object.Object, names *object.Object) ([]reflect.Value, error) {
	var kwargs Kwargs
	params := t.NumIn()
	takesNames := params > 0 && t.In(params-1) == kwargsType
	if takesNames {
		params--
		kwargs = Kwargs{}
	}
	if names != nil {
		keys := object.TupleItems(names)
		if len(keys) > 0 && !takesNames {
			return nil, TypeError.Errorf("%s() takes no keyword arguments", name)
		}
		first := len(args) - len(keys)
		for i, key := range keys {
			x, err := rt.natural(args[first+i], 0)
			if err != nil {
				return nil, at(err, object.StrOf(key))
			}
			kwargs[object.StrOf(key)] = x
		}
		args = args[:first]
	}
	if few := params - variadic(t); len(args) < few || len(args) > params && !t.IsVariadic() {
		return nil, TypeError.Errorf("%s() takes %s (%d given)", name, arity(few, t.IsVariadic()), len(args))
	}
	in := make([]reflect.Value, 0, len(args)+1)
	for i, arg := range args {
		param := t.In(min(i, t.NumIn()-1))
		if t.IsVariadic() && i >= t.NumIn()-1 {
			param = param.Elem()
		}
		x := reflect.New(param).Elem()
		if err := rt.from(arg, x, 0); err != nil {
			return nil, at(err, fmt.Sprintf("args[%d]", i))
		}
		in = append(in, x)
	}
	if takesNames {
		in = append(in, reflect.ValueOf(kwargs))
	}
	return in, nil
}

func variadic(t reflect.Type) int {
	if t.IsVariadic() {
		return 1
	}
	return 0
}

func arity(n int, more bool) string {
	at := ""
	if more {
		at = "at least "
	}
	if n == 1 {
		return at + "1 argument"
	}
	return fmt.Sprintf("%s%d arguments", at, n)
}

func (rt *Runtime) results(out []reflect.Value) *object.Object {
	if n := len(out); n > 0 && out[n-1].Type() == errorType {
		if !out[n-1].IsNil() {
			return rt.raise(out[n-1].Interface().(error))
		}
		out = out[:n-1]
	}
	switch len(out) {
	case 0:
		return object.NewRef(object.None)
	case 1:
		o, err := rt.toObject(out[0].Interface())
		if err != nil {
			return rt.raise(at(err, "result"))
		}
		return o
	}
	tuple := object.NewTuple(len(out))
	if tuple == nil {
		return nil
	}
	for i, x := range out {
		o, err := rt.toObject(x.Interface())
		if err != nil {
			object.Decref(tuple)
			return rt.raise(at(err, fmt.Sprintf("result[%d]", i)))
		}
		object.TupleItems(tuple)[i] = o
	}
	return tuple
}
