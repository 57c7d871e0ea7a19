package abi

import "unsafe"

// ErrStackItem is _PyErr_StackItem: an exception that is being handled.
type ErrStackItem struct {
	_        OffHeap
	ExcValue *Object
	Previous *ErrStackItem
}

// CFrame is _PyCFrame.
type CFrame struct {
	_            OffHeap
	UseTracing   uint8
	CurrentFrame unsafe.Pointer
	Previous     *CFrame
}

// ThreadState is PyThreadState: the part that extensions read and write, at CPython 3.11's offsets, then gilded's own.
// The invariant of both tiers: the thread-local word points to it exactly while its thread holds the GIL.
type ThreadState struct {
	_                          OffHeap
	Prev, Next                 *ThreadState
	Interp                     *Interp
	Initialized, Static        int32
	RecursionRemaining         int32
	RecursionLimit             int32
	RecursionHeadroom          int32
	Tracing, TracingWhat       int32
	_                          int32
	CFrame                     *CFrame
	ProfileFunc, TraceFunc     Func
	ProfileObj, TraceObj       *Object
	CurexcType                 *Object
	CurexcValue                *Object
	CurexcTraceback            *Object
	ExcInfo                    *ErrStackItem
	Dict                       *Object
	GilstateCounter            int32
	_                          int32
	AsyncExc                   *Object
	ThreadID, NativeThreadID   uint
	TrashDeleteNesting         int32
	_                          int32
	TrashDeleteLater           *Object
	OnDelete                   Func
	OnDeleteData               unsafe.Pointer
	CoroutineOriginTracking    int32
	_                          int32
	AsyncGenFirstiter          *Object
	AsyncGenFinalizer          *Object
	Context                    *Object
	ContextVer                 uint64
	ID                         uint64
	TraceInfo                  [48]byte
	DatastackChunk             unsafe.Pointer
	DatastackTop, DatastackLim unsafe.Pointer
	ExcState                   ErrStackItem
	RootCFrame                 CFrame
}

// CrossData is _PyCrossInterpreterData: what crosses from one interpreter to another.
type CrossData struct {
	_         OffHeap
	Data      unsafe.Pointer
	Obj       *Object // owned, in the interpreter that it is of
	Interp    int64
	NewObject Func
	Free      Func
}

// Kinds of memory. An object's block says by its page which kind it is, so that any address can be accounted for.
const (
	KindObject = iota // an object without a GC header
	KindGC            // a GC header, then an object
	KindRaw           // memory that is not an object: tables, buffers
	Kinds
)

// Size classes: every multiple of ClassStep up to ClassMax bytes.
const (
	ClassStep = 16
	ClassMax  = 512
	Classes   = ClassMax / ClassStep
)

// PageSize is the size and the alignment of a page of blocks.
const PageSize = 64 << 10

// Page is the head of a page: the blocks of one size class and kind, of one interpreter.
type Page struct {
	_      OffHeap
	Owner  *Interp
	Next   *Page
	Index  uint32 // Kind*Classes + class: which free list its blocks go to
	Size   uint32 // of a block
	Carved uint32 // how many bytes of the page have ever been handed out
	_      uint32
	_      [4]uint64
}

// Large is the head of a block that is larger than ClassMax. It comes from malloc; the list makes it accountable.
type Large struct {
	_          OffHeap
	Next, Prev *Large
	Owner      *Interp
	Size       int
	Kind       int
	_          int
}

// GIL is the word of the lock that both tiers see; package gil has the policy.
type GIL struct {
	_                               OffHeap
	Locked, Waiters, DropRequest, _ uint32
}

// GCHead precedes every object of a type with Py_TPFLAGS_HAVE_GC. An untracked object has a nil Next. The two low bits
// of Prev are flags (GCFinalized, GCCollecting).
type GCHead struct {
	_    OffHeap
	Next *GCHead
	Prev uintptr
}

// Flags in GCHead.Prev.
const (
	GCFinalized  = uintptr(1) // the finalizer has run (PEP 442)
	GCCollecting = uintptr(2) // in the generation that is being collected
	GCFlags      = GCFinalized | GCCollecting
)

// GCHeadSize is the distance from a block to the object in it.
const GCHeadSize = int(unsafe.Sizeof(GCHead{}))

// GCGeneration is one generation of the collector.
type GCGeneration struct {
	_                OffHeap
	Head             GCHead
	Threshold, Count int32
	_                int64
}

// MethodCacheSize is the number of entries of an interpreter's method cache.
const MethodCacheSize = 4096

// MethodCacheEntry remembers what a name means on a type, for as long as the type keeps its version tag.
// Both pointers are borrowed: the name is interned and immortal for the interpreter, the value is in a type's dict.
type MethodCacheEntry struct {
	_       OffHeap
	Version uint32
	_       uint32
	Name    *Object
	Value   *Object
}

// FreeBlock is a block that nobody uses, in its free list.
type FreeBlock struct {
	_    OffHeap
	Next *FreeBlock
}

// Interp is PyInterpreterState, whose layout is gilded's own: what both tiers need at hand.
type Interp struct {
	_                       OffHeap
	GIL                     GIL
	ID                      int64
	Threads                 *ThreadState
	Free                    [Kinds * Classes]*FreeBlock
	Larges                  Large // the head of a ring
	Pages                   *Page
	GC                      [3]GCGeneration
	GCEnabled, GCCollecting int32
	// FailAfter counts allocations down; the one that brings it to 0 fails, and it stays there. -1 never fails.
	FailAfter   int64
	MethodCache *[MethodCacheSize]MethodCacheEntry
	// DictVersion is the last ma_version_tag given out. It starts at ID<<48: extensions cache tags process-wide.
	DictVersion uint64
	// Interned is the table of interned strs: a dict's table whose keys and values are the strs, owned once. Nil is empty.
	Interned *DictKeys
	// Shared is the interpreter of what is immortal, whose interned strs count for all; nil in that one itself.
	Shared *Interp
	// LongLived counts the objects that survived the last full collection, LongLivedPending those that reached the oldest
	// generation since.
	LongLived, LongLivedPending int64
}
