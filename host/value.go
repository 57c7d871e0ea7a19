package host

import (
	"context"
	"math/big"
	"runtime"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

type threadState = abi.ThreadState

// ref is a reference to an object, in the ring of its runtime. Everything in it is written under the GIL.
type ref struct {
	rt         *Runtime
	obj        *object.Object // nil when it was released
	prev, next *ref
}

// drop releases the object; inside.
func (r *ref) drop() {
	if r.obj == nil {
		return
	}
	r.prev.next, r.next.prev = r.next, r.prev
	o := r.obj
	r.obj = nil
	object.Decref(o)
}

// Value is a Python object. A Value that is forgotten is released some time after the Go collector found out; Release does it at
// once.
type Value struct {
	r *ref
}

// value wraps an object and takes over the reference; inside. In a Do it belongs to the Do.
func (rt *Runtime) value(o *object.Object) *Value {
	r := rt.newRef(o)
	v := &Value{r}
	if len(rt.scopes) > 0 {
		if t := rt.scopes[object.Thread()]; t != nil {
			t.refs = append(t.refs, r)
			return v
		}
	}
	runtime.AddCleanup(v, forget, r)
	return v
}

func (rt *Runtime) newRef(o *object.Object) *ref {
	r := &ref{rt: rt, obj: o, prev: rt.refs.prev, next: &rt.refs}
	r.prev.next, r.next.prev = r, r
	return r
}

// forget runs on the Go collector's goroutine, so it only queues.
func forget(r *ref) {
	rt := r.rt
	rt.queueMu.Lock()
	rt.queue = append(rt.queue, r)
	rt.queued.Store(true)
	rt.queueMu.Unlock()
}

// drain releases what was queued; inside.
func (rt *Runtime) drain() {
	rt.queueMu.Lock()
	queue := rt.queue
	rt.queue = nil
	rt.queued.Store(false)
	rt.queueMu.Unlock()
	for _, r := range queue {
		r.drop()
	}
}

// with runs f with the object, held, inside.
func (v *Value) with(ctx context.Context, f func(o *object.Object) error) error {
	if v == nil || v.r == nil {
		return ErrReleased
	}
	rt := v.r.rt
	p, err := rt.enter(ctx)
	if err != nil {
		return err
	}
	defer rt.leave(p)
	o := v.r.obj
	if o == nil {
		return ErrReleased
	}
	object.Incref(o)
	defer object.Decref(o)
	return f(o)
}

// result is with for an f that returns an object, or nil with an exception set.
func (v *Value) result(ctx context.Context, f func(o *object.Object) (*object.Object, error)) (*Value, error) {
	var made *Value
	err := v.with(ctx, func(o *object.Object) error {
		rt := v.r.rt
		r, err := f(o)
		if err != nil {
			return err
		}
		if r == nil {
			return rt.takeError()
		}
		made = rt.value(r)
		return nil
	})
	return made, err
}

// Release gives the object back. The Value cannot be used afterwards; a second Release does nothing.
func (v *Value) Release() {
	if v == nil || v.r == nil {
		return
	}
	rt := v.r.rt
	p, err := rt.enter(context.Background())
	if err != nil {
		return // Close has released it
	}
	v.r.drop()
	rt.leave(p)
}

// Keep returns a Value of the same object that the end of a Do does not release.
func (v *Value) Keep() (*Value, error) {
	var kept *Value
	err := v.with(context.Background(), func(o *object.Object) error {
		kept = &Value{v.r.rt.newRef(object.NewRef(o))}
		runtime.AddCleanup(kept, forget, kept.r)
		return nil
	})
	return kept, err
}

// Runtime returns the runtime that the object belongs to.
func (v *Value) Runtime() *Runtime { return v.r.rt }

// Call calls the object. A last argument of type Kwargs is passed by name.
func (v *Value) Call(ctx context.Context, args ...any) (*Value, error) {
	return v.result(ctx, func(o *object.Object) (*object.Object, error) { return v.r.rt.call(o, args) })
}

// Attr returns an attribute.
func (v *Value) Attr(ctx context.Context, name string) (*Value, error) {
	return v.result(ctx, func(o *object.Object) (*object.Object, error) { return object.GetAttrString(o, name), nil })
}

// SetAttr sets an attribute.
func (v *Value) SetAttr(ctx context.Context, name string, to any) error {
	return v.with(ctx, func(o *object.Object) error {
		x, err := v.r.rt.toObject(to)
		if err != nil {
			return at(err, name)
		}
		defer object.Decref(x)
		return v.r.rt.status(object.SetAttrString(o, name, x))
	})
}

// CallMethod calls a method.
func (v *Value) CallMethod(ctx context.Context, name string, args ...any) (*Value, error) {
	return v.result(ctx, func(o *object.Object) (*object.Object, error) {
		f := object.GetAttrString(o, name)
		if f == nil {
			return nil, nil
		}
		defer object.Decref(f)
		return v.r.rt.call(f, args)
	})
}

// Item returns value[key].
func (v *Value) Item(ctx context.Context, key any) (*Value, error) {
	return v.result(ctx, func(o *object.Object) (*object.Object, error) {
		k, err := v.r.rt.toObject(key)
		if err != nil {
			return nil, at(err, "key")
		}
		defer object.Decref(k)
		return object.GetItem(o, k), nil
	})
}

// SetItem is value[key] = to.
func (v *Value) SetItem(ctx context.Context, key, to any) error {
	return v.with(ctx, func(o *object.Object) error {
		rt := v.r.rt
		k, err := rt.toObject(key)
		if err != nil {
			return at(err, "key")
		}
		defer object.Decref(k)
		x, err := rt.toObject(to)
		if err != nil {
			return at(err, "value")
		}
		defer object.Decref(x)
		return rt.status(object.SetItem(o, k, x))
	})
}

// Len returns len(value).
func (v *Value) Len(ctx context.Context) (n int, err error) {
	err = v.with(ctx, func(o *object.Object) error {
		n = object.Length(o)
		return v.r.rt.status(n >= 0)
	})
	return n, err
}

// Type returns the name of the object's type.
func (v *Value) Type() string {
	name := ""
	_ = v.with(context.Background(), func(o *object.Object) error { // the name of nothing is empty
		name = object.TypeName(o.Type)
		return nil
	})
	return name
}

// IsNone tells whether the object is None.
func (v *Value) IsNone() bool { return v != nil && v.r != nil && v.r.obj == object.None }

// Repr returns repr(value).
func (v *Value) Repr() (string, error) { return v.text(object.Repr) }

// Text returns str(value).
func (v *Value) Text() (string, error) { return v.text(object.Str) }

func (v *Value) text(f func(*object.Object) *object.Object) (s string, err error) {
	err = v.with(context.Background(), func(o *object.Object) error {
		r := f(o)
		if r == nil {
			return v.r.rt.takeError()
		}
		s = object.StrOf(r)
		object.Decref(r)
		return nil
	})
	return s, err
}

// String is Text for fmt: where Text fails, it says so.
func (v *Value) String() string {
	s, err := v.Text()
	if err != nil {
		return "<" + err.Error() + ">"
	}
	return s
}

// Int returns an int, or what __index__ makes of the object.
func (v *Value) Int() (int64, error) { return As[int64](v) }

// Float returns a float, or what __float__ makes of the object.
func (v *Value) Float() (float64, error) { return As[float64](v) }

// Complex returns a complex, float or int.
func (v *Value) Complex() (complex128, error) { return As[complex128](v) }

// BigInt returns an int of any size.
func (v *Value) BigInt() (*big.Int, error) { return As[*big.Int](v) }

// Bytes returns a copy of the bytes of an object with the buffer protocol.
func (v *Value) Bytes() ([]byte, error) { return As[[]byte](v) }

// Bool returns the object's truth.
func (v *Value) Bool() (truth bool, err error) {
	err = v.with(context.Background(), func(o *object.Object) error {
		t := object.IsTrue(o)
		truth = t > 0
		return v.r.rt.status(t >= 0)
	})
	return truth, err
}

// View lends the memory of an object with the buffer protocol to f, which must not keep it.
func (v *Value) View(ctx context.Context, f func(data []byte) error) error {
	return v.with(ctx, func(o *object.Object) error {
		view := object.OpenBuffer(o, object.BufferSimple)
		if view == nil {
			return v.r.rt.takeError()
		}
		defer object.CloseBuffer(view)
		return f(object.ViewBytes(view))
	})
}

// status is nil for ok, and otherwise the exception that is set.
func (rt *Runtime) status(ok bool) error {
	if ok {
		return nil
	}
	return rt.takeError()
}
