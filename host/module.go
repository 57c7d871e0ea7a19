package host

import (
	"context"

	"github.com/d95905aa/gilded/internal/object"
)

// Module is a loaded module.
type Module struct {
	*Value
	name string
}

// Import loads a module by its dotted name from the runtime's path, if it is not loaded yet. A failure is an *Exception that is
// an ImportError and holds, for errors.As, what the loader found wrong: *NotFoundError, *NotELFError, *MachineError and so on.
func (rt *Runtime) Import(ctx context.Context, name string) (*Module, error) {
	return rt.module(ctx, name, func() *object.Object { return rt.in.Import(name) })
}

// Load loads the module in a file, under the name that the file's name says. Errors are those of Import.
func (rt *Runtime) Load(ctx context.Context, file string) (*Module, error) {
	return rt.module(ctx, "", func() *object.Object { return rt.in.Load(file, "") })
}

// LoadAs is Load under a dotted name, whose last part names the init function.
func (rt *Runtime) LoadAs(ctx context.Context, file, name string) (*Module, error) {
	return rt.module(ctx, name, func() *object.Object { return rt.in.Load(file, name) })
}

func (rt *Runtime) module(ctx context.Context, name string, load func() *object.Object) (*Module, error) {
	p, err := rt.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer rt.leave(p)
	o := load()
	if o == nil {
		return nil, rt.takeError()
	}
	if rt.config.CheckLeaks {
		rt.baseline = rt.in.Living()
	}
	if name == "" && object.Is(o, object.ModuleType) {
		if n := object.ModuleName(o); n != nil {
			name = object.StrOf(n)
			object.Decref(n)
		} else {
			object.ClearErr()
		}
	}
	return &Module{rt.value(o), name}, nil
}

// Name returns the name that the module was imported under.
func (m *Module) Name() string { return m.name }

// Call calls a function of the module. A last argument of type Kwargs is passed by name.
func (m *Module) Call(ctx context.Context, name string, args ...any) (*Value, error) {
	return m.CallMethod(ctx, name, args...)
}

// Func looks a function up, to be called many times.
func (m *Module) Func(ctx context.Context, name string) (*Func, error) {
	v, err := m.Attr(ctx, name)
	if err != nil {
		return nil, err
	}
	return v.Func()
}
