package host

import (
	"context"

	"github.com/d95905aa/gilded/internal/object"
)

// Thread is a stay inside the runtime: see [Runtime.Do].
type Thread struct {
	rt   *Runtime
	ctx  context.Context
	refs []*ref
}

// Do runs f inside the runtime: the lock is taken once for all that f does, and every Value made meanwhile is released when f
// returns, unless Keep was asked to keep it. Between two operations others may run, when they have waited for a switch interval.
// The error is f's, or that of the wait for the lock.
func (rt *Runtime) Do(ctx context.Context, f func(*Thread) error) error {
	p, err := rt.enter(ctx)
	if err != nil {
		return err
	}
	defer rt.leave(p)
	t := &Thread{rt: rt, ctx: ctx}
	ts := object.Thread()
	outer := rt.scopes[ts]
	rt.scopes[ts] = t
	defer func() {
		if outer == nil {
			delete(rt.scopes, ts)
		} else {
			rt.scopes[ts] = outer
		}
		for _, r := range t.refs {
			r.drop()
		}
	}()
	return f(t)
}

// Context returns the context that Do was given.
func (t *Thread) Context() context.Context { return t.ctx }

// Runtime returns the runtime.
func (t *Thread) Runtime() *Runtime { return t.rt }

// Import is [Runtime.Import].
func (t *Thread) Import(name string) (*Module, error) { return t.rt.Import(t.ctx, name) }

// Load is [Runtime.Load].
func (t *Thread) Load(file string) (*Module, error) { return t.rt.Load(t.ctx, file) }

// Value is [Runtime.Value].
func (t *Thread) Value(x any) (*Value, error) { return t.rt.Value(t.ctx, x) }

// Allow gives up the lock while f runs, for what takes long and does not touch the runtime.
func (t *Thread) Allow(f func()) { t.rt.in.Threads.Allow(f) }

// Value makes a Python object of a Go value.
func (rt *Runtime) Value(ctx context.Context, x any) (*Value, error) {
	p, err := rt.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer rt.leave(p)
	o, err := rt.toObject(x)
	if err != nil {
		return nil, at(err, "value")
	}
	return rt.value(o), nil
}
