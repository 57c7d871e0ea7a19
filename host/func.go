package host

import (
	"context"
	"fmt"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// Func is a callable that was looked up once.
type Func struct {
	*Value
}

// Func returns the value as a Func; a *ConvertError if it can't be called.
func (v *Value) Func() (*Func, error) {
	err := v.with(context.Background(), func(o *object.Object) error {
		if o.Type.Call == nil {
			return at(cannot("%s is not callable", object.TypeName(o.Type)), "value")
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &Func{v}, nil
}

// call calls a callable with Go arguments; inside. A nil result without an error means that an exception is set.
func (rt *Runtime) call(callable *object.Object, args []any) (*object.Object, error) {
	var space [8]*object.Object
	vector := space[:0]
	defer func() {
		for _, o := range vector {
			object.Decref(o)
		}
	}()
	var kwargs Kwargs
	if n := len(args); n > 0 {
		if k, ok := args[n-1].(Kwargs); ok {
			kwargs, args = k, args[:n-1]
		}
	}
	for i, arg := range args {
		o, err := rt.toObject(arg)
		if err != nil {
			return nil, at(err, fmt.Sprintf("args[%d]", i))
		}
		vector = append(vector, o)
	}
	if len(kwargs) == 0 {
		return object.Vectorcall(callable, vector, nil), nil
	}
	names := object.NewTuple(len(kwargs))
	if names == nil {
		return nil, nil
	}
	defer object.Decref(names)
	i := 0
	for name, value := range kwargs {
		key := object.Intern(name)
		if key == nil {
			return nil, nil
		}
		object.TupleItems(names)[i] = object.NewRef(key)
		i++
		o, err := rt.toObject(value)
		if err != nil {
			return nil, at(err, name)
		}
		vector = append(vector, o)
	}
	return object.Vectorcall(callable, vector, names), nil
}

// Func0 binds a callable without arguments to Go types. The result may be called from any goroutine.
func Func0[R any](f *Func) func(context.Context) (R, error) {
	return func(ctx context.Context) (R, error) {
		rt := f.r.rt
		p, err := rt.enter(ctx)
		if err != nil {
			return *new(R), err
		}
		var r R
		if callable := f.r.obj; callable != nil {
			r, err = finish[R](rt, object.CallNone(callable))
		} else {
			err = ErrReleased
		}
		rt.leave(p)
		return r, err
	}
}

// Func1 binds a callable with one argument to Go types: the fastest way to call it. An argument that is a string, a []byte, an
// int, a float64 or a bool and a result of these types cost no allocation in Go, but for the result's own memory.
func Func1[A, R any](f *Func) func(context.Context, A) (R, error) {
	return func(ctx context.Context, a A) (R, error) {
		rt := f.r.rt
		p, err := rt.enter(ctx)
		if err != nil {
			return *new(R), err
		}
		var r R
		if callable := f.r.obj; callable != nil {
			r, err = call1[A, R](rt, callable, a)
		} else {
			err = ErrReleased
		}
		rt.leave(p)
		return r, err
	}
}

func call1[A, R any](rt *Runtime, callable *object.Object, a A) (R, error) {
	if data, ok := any(&a).(*[]byte); ok {
		return finish[R](rt, ctier.CallBytes(callable, *data))
	}
	x, err := argument(rt, a, 0)
	if err != nil {
		return *new(R), err
	}
	o := object.CallOne(callable, x)
	object.Decref(x)
	return finish[R](rt, o)
}

// Func2 binds a callable with two arguments to Go types; see [Func1].
func Func2[A, B, R any](f *Func) func(context.Context, A, B) (R, error) {
	return func(ctx context.Context, a A, b B) (R, error) {
		rt := f.r.rt
		p, err := rt.enter(ctx)
		if err != nil {
			return *new(R), err
		}
		var r R
		if callable := f.r.obj; callable != nil {
			r, err = call2[A, B, R](rt, callable, a, b)
		} else {
			err = ErrReleased
		}
		rt.leave(p)
		return r, err
	}
}

func call2[A, B, R any](rt *Runtime, callable *object.Object, a A, b B) (R, error) {
	x, err := argument(rt, a, 0)
	if err != nil {
		return *new(R), err
	}
	y, err := argument(rt, b, 1)
	if err != nil {
		object.Decref(x)
		return *new(R), err
	}
	o := object.CallTwo(callable, x, y)
	object.Decref(x)
	object.Decref(y)
	return finish[R](rt, o)
}

// argument converts the types that need no reflection here, and leaves the others to toObject.
func argument[A any](rt *Runtime, a A, i int) (*object.Object, error) {
	var o *object.Object
	switch p := any(&a).(type) {
	case *[]byte:
		o = object.NewBytes(*p)
	case *string:
		o = object.NewStr(*p)
	case *int:
		o = object.NewInt(int64(*p))
	case *int64:
		o = object.NewInt(*p)
	case *float64:
		o = object.NewFloat(*p)
	case *bool:
		o = object.NewBool(*p)
	default:
		return slowArgument(rt, a, i)
	}
	if o == nil {
		return nil, rt.takeError()
	}
	return o, nil
}

func slowArgument[A any](rt *Runtime, a A, i int) (*object.Object, error) {
	o, err := rt.toObject(a)
	return o, at(err, fmt.Sprintf("args[%d]", i))
}

// finish converts the result of a call, which it takes over; nil means that an exception is set.
func finish[R any](rt *Runtime, o *object.Object) (r R, err error) {
	if o == nil {
		return r, rt.takeError()
	}
	switch p := any(&r).(type) {
	case *int:
		if n, ok := object.IntValue(o); ok {
			*p = int(n)
			object.Decref(o)
			return r, nil
		}
	case *int64:
		if n, ok := object.IntValue(o); ok {
			*p = n
			object.Decref(o)
			return r, nil
		}
	case *bool:
		if o == object.True || o == object.False {
			*p = o == object.True
			object.Decref(o)
			return r, nil
		}
	}
	return slowResult[R](rt, o)
}

// slowResult takes over the object.
func slowResult[R any](rt *Runtime, o *object.Object) (R, error) {
	v := Value{&ref{rt: rt, obj: o}}
	r, err := As[R](&v)
	object.Decref(o)
	if e, ok := err.(*ConvertError); ok {
		e.Path = "result" + e.Path[len("value"):]
	}
	return r, err
}
