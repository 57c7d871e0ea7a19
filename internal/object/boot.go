package object

import (
	"runtime"
	"sync"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/mem"
	"github.com/d95905aa/gilded/internal/tls"
)

// The objects that every runtime shares. They are immortal: their count starts so high that the unsynchronised counting
// of several runtimes can't bring it to zero.
var (
	None           = (*Object)(ctier.Data("_Py_NoneStruct"))
	NotImplemented = (*Object)(ctier.Data("_Py_NotImplementedStruct"))
	Ellipsis       = (*Object)(ctier.Data("_Py_EllipsisObject"))
	True           = (*Object)(ctier.Data("_Py_TrueStruct"))
	False          = (*Object)(ctier.Data("_Py_FalseStruct"))
)

// Immortal is what the count of a shared object starts at.
const Immortal = 1 << 40

var bootOnce sync.Once

// bootState is the interpreter that the built-in types and all they consist of belong to. It never ends, and nothing in
// it changes once it is made.
var bootState *InterpState

// Boot makes the built-in types, once for the process. The thread is attached to nothing afterwards.
func Boot() {
	bootOnce.Do(boot)
}

func boot() {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	before := tls.Get()
	defer tls.Set(before)
	bootState = newInterp()
	bootState.Interp.GCEnabled = 0 // what Boot makes is for ever
	tls.Set(unsafe.Pointer(NewThread(bootState.Interp)))
	for _, fill := range builtinTypes {
		fill()
	}
	for o, t := range map[*Object]*Type{None: NoneType, NotImplemented: NotImplementedType, Ellipsis: EllipsisType, True: BoolType, False: BoolType} {
		o.Refcnt, o.Type = Immortal, t
	}
	t := As[*abi.Long](True)
	t.Size, t.Digit[0] = 1, 1
	makeSlotDefs()
	for _, t := range readyOrder {
		if !Ready(t) {
			panic("object: a built-in type is wrong: " + TypeName(t) + ": " + errorText())
		}
	}
	for _, f := range afterTypes {
		f()
	}
	for _, t := range readyOrder {
		assignVersion(t) // now, since runtimes that share the type must not write to it
	}
	for _, t := range readyOrder {
		t.Refcnt = Immortal
	}
	mem.Live(bootState.Interp, func(b mem.Block) bool {
		switch b.Kind {
		case abi.KindObject:
			(*Object)(b.Address).Refcnt = Immortal
		case abi.KindGC:
			o := (*Object)(unsafe.Add(b.Address, abi.GCHeadSize))
			o.Refcnt = Immortal
			*gcHead(o) = abi.GCHead{} // no collector may ever walk what is shared
		}
		return true
	})
}

// afterTypes run at the end of Boot, when every built-in type is ready: for shared objects other than types.
var afterTypes []func()

// AtBoot registers f to run at the end of Boot. What it makes is shared by all runtimes and immortal.
func AtBoot(f func()) { afterTypes = append(afterTypes, f) }

// errorText is the pending error, for a panic's message.
func errorText() string {
	et, ev, tb := FetchErr()
	defer RestoreErr(et, ev, tb)
	if ev == nil {
		return "no error is set"
	}
	return ReprOf(ev)
}
