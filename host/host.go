// Package host runs extension modules that were compiled for CPython inside a Go program, and calls them.
//
//	rt, err := host.New(ctx, host.Config{Path: []string{"/usr/lib/python3/dist-packages"}})
//	mod, err := rt.Import(ctx, "zlib_extension")
//	value, err := mod.Call(ctx, "crc", []byte("data"))
//	n, err := value.Int()
//
// Everything may be called from any goroutine. Inside a [Runtime] one goroutine runs at a time, as in CPython: each call takes
// the runtime's lock (the GIL), unless the goroutine holds it already, and gives it back. A context ends the wait for it.
//
// Go values become Python objects and back by these rules; [As] and arguments use the same ones:
//
//	nil                         None
//	bool                        bool
//	every int and uint kind     int          *big.Int too
//	float32, float64            float
//	complex64, complex128       complex
//	string                      str
//	[]byte                      bytes        a copy; Lend lends the memory itself, of any numbers
//	slice, array                list         a tuple, set or any iterable on the way back
//	map                         dict
//	struct                      dict         fields by the tag py:"name", "-" leaves one out; attributes on the way back
//	func                        callable     only towards Python; a last result of type error raises
//	pointer                     what it points to
//	error                       exception
//	*Value, *Module, *Func      the object itself
//
// Extensions that start threads, give up the lock or keep references work; see [Runtime.Do] for many operations at once.
package host

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/threads"
)

// Config says how a runtime is made. The zero value is a runtime that finds no module by name.
type Config struct {
	// Path is where Import looks for modules, in order. A folder without Python code is a package of the modules in it.
	Path []string
	// LibraryDirs is where shared libraries that modules need are looked for, after the system's own places.
	LibraryDirs []string
	// PreferFiles names modules of the standard library that are taken from files on Path, where there are any, although gilded
	// has them built in; "*" is all.
	PreferFiles []string
	// SwitchInterval is how long a goroutine may keep the lock while others wait; 0 means 5 ms, as in CPython.
	SwitchInterval time.Duration
	// CheckLeaks makes Close report only objects that were made after the last import, which modules do not need for
	// themselves. It costs a walk over all objects at each import and is for tests.
	CheckLeaks bool
}

// Runtime is an interpreter: modules, objects, and the lock. Several may exist at once; they share nothing and run in parallel.
type Runtime struct {
	in     *interp.Interp
	config Config

	refs     ref // the head of the ring of references that Values hold; under the GIL
	scopes   map[*threadState]*Thread
	baseline map[unsafe.Pointer]struct{}

	queued  atomic.Bool
	queueMu sync.Mutex
	queue   []*ref // dropped by the Go collector, to be released by whoever is inside next
}

// New makes a runtime. It returns ctx's error if ctx has ended, and no other so far.
func New(ctx context.Context, config Config) (*Runtime, error) {
	if err := context.Cause(ctx); err != nil {
		return nil, err
	}
	rt := &Runtime{config: config, scopes: map[*threadState]*Thread{}}
	rt.refs.prev, rt.refs.next = &rt.refs, &rt.refs
	rt.in = interp.New(interp.Options{
		Path: config.Path, LibraryDirs: config.LibraryDirs, PreferFiles: config.PreferFiles, SwitchInterval: config.SwitchInterval,
	})
	return rt, nil
}

// Close refuses new calls, waits for those under way, and ends all modules and objects. Values and modules of the runtime
// cannot be used afterwards: that returns ErrClosed.
//
// What is alive although nothing in Go or in a module of this runtime should hold it is reported as a *LeakError. Many modules
// keep objects in static variables until the process ends, here as in CPython; that is reported too, unless
// [Config.CheckLeaks] tells it apart. Close must not be called by a goroutine that is inside the runtime. A second
// Close returns ErrClosed.
func (rt *Runtime) Close() error {
	left := rt.in.Close(func() {
		rt.drain()
		for r := rt.refs.next; r != &rt.refs; r = rt.refs.next {
			r.drop()
		}
	}, rt.baseline)
	switch {
	case left == nil:
		return ErrClosed
	case len(left.Types) == 0 && left.Threads == 0:
		return nil
	}
	return &LeakError{Types: left.Types, Threads: left.Threads}
}

// Live returns how many objects of each type are alive.
func (rt *Runtime) Live(ctx context.Context) (map[string]int, error) {
	p, err := rt.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer rt.leave(p)
	rt.drain()
	return rt.in.Count(), nil
}

// Collect runs the cycle collector over all objects and returns how many were garbage.
func (rt *Runtime) Collect(ctx context.Context) (int, error) {
	p, err := rt.enter(ctx)
	if err != nil {
		return 0, err
	}
	defer rt.leave(p)
	rt.drain()
	return object.Collect(2), nil
}

// enter takes the lock; see [threads.Group.Enter].
func (rt *Runtime) enter(ctx context.Context) (threads.Pass, error) {
	p, err := rt.in.Threads.Enter(ctx)
	if err == threads.ErrClosed {
		err = ErrClosed
	}
	return p, err
}

// leave undoes enter, and before it what others asked to be done inside.
func (rt *Runtime) leave(p threads.Pass) {
	if !p.Nested() {
		if rt.queued.Load() {
			rt.drain()
		}
		if ctier.HavePending() && !ctier.MakePending() {
			object.WriteUnraisable(nil)
		}
	}
	rt.in.Threads.Leave(p)
}
