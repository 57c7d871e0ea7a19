package host

import (
	"context"
	"iter"

	"github.com/d95905aa/gilded/internal/object"
)

// Iter iterates over the object. An exception on the way is the last pair's error. The runtime's lock is not held while the
// loop's body runs, unless the goroutine is inside anyway.
func (v *Value) Iter(ctx context.Context) iter.Seq2[*Value, error] {
	return func(yield func(*Value, error) bool) {
		it, err := v.result(ctx, func(o *object.Object) (*object.Object, error) { return object.Iter(o), nil })
		if err != nil {
			yield(nil, err)
			return
		}
		defer it.Release()
		for {
			item, err := it.next(ctx)
			if item == nil && err == nil || !yield(item, err) || err != nil {
				return
			}
		}
	}
}

// next returns nil and no error at the end.
func (v *Value) next(ctx context.Context) (*Value, error) {
	var item *Value
	err := v.with(ctx, func(it *object.Object) error {
		o := object.IterNext(it)
		if o == nil {
			return v.r.rt.status(object.Occurred() == nil)
		}
		item = v.r.rt.value(o)
		return nil
	})
	return item, err
}

// Each is [Value.Iter] with the items converted.
func Each[T any](ctx context.Context, v *Value) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for item, err := range v.Iter(ctx) {
			var x T
			if err == nil {
				x, err = As[T](item)
				item.Release()
			}
			if !yield(x, err) || err != nil {
				return
			}
		}
	}
}
