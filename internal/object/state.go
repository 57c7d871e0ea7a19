package object

import (
	"slices"
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/tls"
)

// InterpState is the part of an interpreter's state that only Go needs. It is found by the interpreter's number.
type InterpState struct {
	Interp  *abi.Interp
	Modules *Object // sys.modules
	SysDict *Object // sys.__dict__
	dict    *Object // PyInterpreterState_GetDict

	// Path is where modules are looked for, as sys.path has it at first.
	Path []string

	// First loads a module that is chosen before those that Go implements are looked at: found is false for all others.
	First func(name string) (m *Object, found bool)

	// Find loads a module that is in neither sys.modules nor Go: found is false when there is none of the name.
	Find func(name string) (m *Object, found bool)

	// Allow gives up the GIL while f runs; nil where there is none. See WithoutGIL.
	Allow func(f func())

	// Start runs f on a thread of its own; nil where there is no way. See StartThread.
	Start func(daemon bool, f func()) uint64

	text       textState
	repr       reprState
	subclasses map[*Type][]*Type   // direct subtypes, borrowed: a dying type leaves its bases' lists
	statics    map[*Type]typeBytes // static types of extensions, as they were before Ready
	modsByDef  []*Object           // PyState_FindModule, by ModuleDef.Index
	atExit     []func()
	warnings   warningState
	collector  collectorState
	importing  string // the module whose init function runs
	handles    handleTable
	audit      auditState
	inittab    map[string]abi.Func
	programs   map[*Object]Program // what code objects do, by their addresses
	holders    holderState
	places     placeState
	crossing   map[*Type]abi.Func // what crosses to other interpreters, and how; the types are owned

	// EndSub ends the interpreter, from outside; nil where C code did not make it.
	EndSub func()

	// Local is what packages of the library keep for the interpreter, by keys of their own. Objects belong into modules and
	// not here, where nothing releases them.
	Local map[any]any
}

var states struct {
	sync.RWMutex
	byID []*InterpState
}

// StateDict is a dict in which extensions keep what is theirs in an interpreter, borrowed; nil, and no error, if it can't be
// made.
func StateDict(interp *abi.Interp) *Object {
	s := stateOf(interp)
	if s.dict == nil {
		if s.dict = NewDict(); s.dict == nil {
			ClearErr()
		}
	}
	return s.dict
}

// ClearStateDict releases the dict of StateDict.
func ClearStateDict(interp *abi.Interp) { Clear(&stateOf(interp).dict) }

// MainModule is the module __main__ of an interpreter, new; nil, and no error, if it has none.
func MainModule(interp *abi.Interp) *Object {
	m, _ := DictGetString(stateOf(interp).Modules, "__main__")
	return XNewRef(m)
}

// SetAsyncException makes a program raise exc, which may be nil for none, in the thread of an identity before its next
// statement. The result is how many threads that is.
func SetAsyncException(id uint, exc *Object) int {
	interp := Thread().Interp
	for ts := interp.Threads; ts != nil; ts = ts.Next {
		if ts.ThreadID == id {
			Replace(&ts.AsyncExc, XNewRef(exc))
			return 1
		}
	}
	return 0
}

// State returns the calling thread's interpreter.
func State() *InterpState { return stateOf(Thread().Interp) }

func stateOf(interp *abi.Interp) *InterpState {
	states.RLock()
	defer states.RUnlock()
	return states.byID[interp.ID]
}

func newInterp() *InterpState {
	interp := mem.NewInterp()
	interp.DictVersion = uint64(interp.ID) << 48
	for i := range interp.GC {
		g := &interp.GC[i]
		g.Head.Next = &g.Head
		setPrev(&g.Head, &g.Head)
		g.Threshold = [...]int32{700, 10, 10}[i]
	}
	interp.GCEnabled = 1
	if bootState != nil {
		interp.Shared = bootState.Interp
	}
	s := &InterpState{
		Interp: interp, subclasses: map[*Type][]*Type{}, statics: map[*Type]typeBytes{}, inittab: earlyInittab(), Local: map[any]any{},
	}
	states.Lock()
	defer states.Unlock()
	for int64(len(states.byID)) <= interp.ID {
		states.byID = append(states.byID, nil)
	}
	states.byID[interp.ID] = s
	return s
}

// NewInterp makes an interpreter with its first thread state, which becomes the calling thread's. The caller has locked
// the goroutine to its thread and holds the new interpreter's GIL, which nobody else can know of yet.
func NewInterp() *InterpState {
	Boot()
	s := newInterp()
	ts := NewThread(s.Interp)
	ts.ThreadID = uint(tls.Self())
	tls.Set(unsafe.Pointer(ts))
	s.Modules = NewDict()
	return s
}

// WithoutGIL runs f, which must not touch any object, while other threads may run.
func WithoutGIL(f func()) {
	if allow := State().Allow; allow != nil {
		allow(f)
		return
	}
	f()
}

// StartThread runs f, which holds the GIL, on a thread of its own, and returns its number: false, and no exception, if there can be no
// other threads here. The end of the interpreter waits for f, if it is no daemon.
func StartThread(daemon bool, f func()) (id uint64, ok bool) {
	start := State().Start
	if start == nil {
		return 0, false
	}
	return start(daemon, f), true
}

// typeBytes is a copy of a type's memory.
type typeBytes [unsafe.Sizeof(Type{})]byte

func bytesOf(t *Type) *typeBytes { return (*typeBytes)(unsafe.Pointer(t)) }

// Free ends an interpreter: what is still alive in it is forgotten, and its memory goes back. The calling thread is
// attached to it, and to nothing afterwards.
func (s *InterpState) Free() {
	for t, before := range s.statics {
		*bytesOf(t) = before
	}
	for ts := s.Interp.Threads; ts != nil; {
		next := ts.Next
		freeThread(ts)
		ts = next
	}
	ctier.FreeStatic(unsafe.Pointer(s.collector.permanent))
	s.places.free()
	tls.Set(nil)
	states.Lock()
	states.byID[s.Interp.ID] = nil
	states.Unlock()
	mem.FreeInterp(s.Interp)
}

// threadIDs also guards the interpreters' lists of threads.
var threadIDs struct {
	sync.Mutex
	last uint64
}

// RecursionLimit is how many calls may nest, as in CPython.
const RecursionLimit = 1000

// NewThread makes a thread state. No GIL is needed.
func NewThread(interp *abi.Interp) *abi.ThreadState {
	ts := (*abi.ThreadState)(ctier.Static(unsafe.Sizeof(abi.ThreadState{})))
	threadIDs.Lock()
	defer threadIDs.Unlock()
	threadIDs.last++
	ts.ID = threadIDs.last
	ts.Interp = interp
	ts.Initialized = 1
	ts.RecursionLimit, ts.RecursionRemaining = RecursionLimit, RecursionLimit
	ts.ExcInfo = &ts.ExcState
	ts.CFrame = &ts.RootCFrame
	ts.Next = interp.Threads
	if ts.Next != nil {
		ts.Next.Prev = ts
	}
	interp.Threads = ts
	return ts
}

// ClearThread releases the references a thread state holds: it may run code.
func ClearThread(ts *abi.ThreadState) {
	for _, field := range []**Object{
		&ts.CurexcType, &ts.CurexcValue, &ts.CurexcTraceback, &ts.ExcState.ExcValue, &ts.Dict, &ts.AsyncExc, &ts.Context,
		&ts.AsyncGenFirstiter, &ts.AsyncGenFinalizer, &ts.ProfileObj, &ts.TraceObj,
	} {
		Clear(field)
	}
}

// freeThread gives a thread state's memory back, and that of the vectors it lent to C.
func freeThread(ts *abi.ThreadState) {
	ctier.FreeStatic(ts.DatastackChunk)
	ctier.FreeStatic(unsafe.Pointer(ts))
}

// DeleteThread frees a cleared thread state. The caller holds the GIL.
func DeleteThread(ts *abi.ThreadState) {
	threadIDs.Lock()
	defer threadIDs.Unlock()
	if ts.Prev != nil {
		ts.Prev.Next = ts.Next
	} else {
		ts.Interp.Threads = ts.Next
	}
	if ts.Next != nil {
		ts.Next.Prev = ts.Prev
	}
	freeThread(ts)
}

// addSubclass and dropSubclass keep what __subclasses__ answers, apart from the types, which runtimes may share.
func (s *InterpState) addSubclass(base, t *Type) { s.subclasses[base] = append(s.subclasses[base], t) }

func (s *InterpState) dropSubclass(base, t *Type) {
	s.subclasses[base] = slices.DeleteFunc(s.subclasses[base], func(x *Type) bool { return x == t })
	if len(s.subclasses[base]) == 0 {
		delete(s.subclasses, base)
	}
}

// defIndices numbers module definitions for PyState_FindModule, across the process: definitions are static data.
var defIndices struct {
	sync.Mutex
	last int
}

// defsLock guards the definitions that GoModule makes once.
var defsLock sync.Mutex

// maxAtExit is how many functions an interpreter calls at its end, as in CPython.
const maxAtExit = 32

// AtExit registers a function that is called when the interpreter ends, the last one first; false if there are too many.
func AtExit(f func()) bool {
	s := State()
	if len(s.atExit) >= maxAtExit {
		return false
	}
	s.atExit = append(s.atExit, f)
	return true
}
