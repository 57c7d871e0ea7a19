package capi

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/threads"
	"github.com/d95905aa/gilded/internal/tls"
)

// The GIL where C cannot take or release it alone. These run without it.

func gl_gil_acquire(interp *abi.Interp) int32                { return truth(threads.Acquire(interp)) }
func gl_gil_release(interp *abi.Interp)                      { threads.Release(interp) }
func gl_gil_wake(interp *abi.Interp)                         { threads.Wake(interp) }
func gl_native_enter(caller unsafe.Pointer) *abi.ThreadState { return threads.NativeEnter(caller) }
func gl_native_leave(ts *abi.ThreadState)                    { threads.NativeLeave(ts) }
func PyThreadState_Clear(ts *abi.ThreadState)                { object.ClearThread(ts) }
func PyInterpreterState_Main() *abi.Interp                   { return threads.Main() }
func PyInterpreterState_Head() *abi.Interp                   { return threads.Newest() }
func PyThreadState_EnterTracing(ts *abi.ThreadState)         { ts.Tracing++ }
func PyThreadState_LeaveTracing(ts *abi.ThreadState)         { ts.Tracing-- }

// PyInterpreterState_Next goes on to the interpreter made before.
func PyInterpreterState_Next(interp *abi.Interp) *abi.Interp { return threads.Before(interp) }

// PyThreadState_New makes a thread state, which becomes the calling thread's own if it has none. The GIL need not be held.
func PyThreadState_New(interp *abi.Interp) *abi.ThreadState {
	ts := object.NewThread(interp)
	ts.GilstateCounter = 1
	ts.ThreadID = uint(tls.Self())
	if tls.Own() == nil {
		tls.SetOwn(unsafe.Pointer(ts))
	}
	return ts
}

// PyThreadState_Delete frees a cleared thread state that is not the current one.
func PyThreadState_Delete(ts *abi.ThreadState) {
	if tls.Own() == unsafe.Pointer(ts) {
		tls.SetOwn(nil)
	}
	object.DeleteThread(ts)
}

// PyThreadState_DeleteCurrent frees the current thread state and releases the GIL.
func PyThreadState_DeleteCurrent() {
	ts := object.Thread()
	interp := ts.Interp
	tls.Set(nil)
	PyThreadState_Delete(ts)
	threads.Release(interp)
}

// PyThreadState_GetDict is borrowed; nil, and no error, where there is no thread state.
func PyThreadState_GetDict() *abi.Object {
	ts := object.Thread()
	if ts == nil {
		return nil
	}
	return _PyThreadState_GetDict(ts)
}

// _PyThreadState_GetDict is borrowed.
func _PyThreadState_GetDict(ts *abi.ThreadState) *abi.Object {
	if ts.Dict == nil {
		if ts.Dict = object.NewDict(); ts.Dict == nil {
			object.ClearErr()
		}
	}
	return ts.Dict
}

// PyInterpreterState_GetDict is borrowed.
func PyInterpreterState_GetDict(interp *abi.Interp) *abi.Object { return object.StateDict(interp) }

func PyThreadState_SetAsyncExc(id uint, exc *abi.Object) int32 {
	return int32(object.SetAsyncException(id, exc))
}

// PyThread_GetInfo is a struct sequence: sys.thread_info.
func PyThread_GetInfo() *abi.Object { return object.ThreadInfo() }

// _PyThreadState_Prealloc makes a thread state that _PyThreadState_Init makes known to the calling thread.
func _PyThreadState_Prealloc(interp *abi.Interp) *abi.ThreadState {
	ts := object.NewThread(interp)
	ts.GilstateCounter = 1
	return ts
}

// _PyThreadState_Init makes a thread state the calling thread's own, if it has none.
func _PyThreadState_Init(ts *abi.ThreadState) {
	ts.ThreadID = uint(tls.Self())
	if tls.Own() == nil {
		tls.SetOwn(unsafe.Pointer(ts))
	}
}

// _PyState_AddModule makes a module known to PyState_FindModule.
func _PyState_AddModule(_ *abi.ThreadState, m *abi.Object, def *abi.ModuleDef) int32 {
	return status(object.RegisterModule(m, def))
}

// _PyInterpreterState_GetMainModule is a new reference to the module __main__.
func _PyInterpreterState_GetMainModule(interp *abi.Interp) *abi.Object {
	m := object.MainModule(interp)
	if m == nil && object.Occurred() == nil {
		return object.Raise(object.KeyError, "'__main__'")
	}
	return m
}

// Guards, views and what they let a thread of C do: see package threads. All but the first two need no thread state.

func PyInterpreterGuard_FromCurrent() unsafe.Pointer {
	g := threads.NewGuard()
	if g == nil {
		object.Raise(object.RuntimeError, "cannot guard an interpreter that is ending")
	}
	return g
}

func PyInterpreterView_FromCurrent() unsafe.Pointer {
	v := threads.NewView(false)
	if v == nil {
		object.NoMemory()
	}
	return v
}

func PyInterpreterView_FromMain() unsafe.Pointer { return threads.NewView(true) }

func PyInterpreterView_Close(v unsafe.Pointer) { threads.CloseView(v) }

func PyInterpreterGuard_FromView(v unsafe.Pointer) unsafe.Pointer { return threads.GuardOf(v) }

func PyInterpreterGuard_Close(g unsafe.Pointer) { threads.CloseGuard(g) }

func PyThreadState_Ensure(g unsafe.Pointer) unsafe.Pointer { return threads.Ensure(g) }

func PyThreadState_EnsureFromView(v unsafe.Pointer) unsafe.Pointer { return threads.EnsureView(v) }

func PyThreadState_Release(token unsafe.Pointer) { threads.EndEnsure(token) }

// PyInterpreterState_New makes an interpreter without a thread state; NULL if that can't be done here.
func PyInterpreterState_New() *abi.Interp { return threads.NewSub() }

// PyInterpreterState_Clear releases what extensions keep for an interpreter. What else is in it ends with it.
func PyInterpreterState_Clear(interp *abi.Interp) { object.ClearStateDict(interp) }

// PyInterpreterState_Delete ends an interpreter that no thread is in.
func PyInterpreterState_Delete(interp *abi.Interp) { threads.DeleteSub(interp) }

// Numbers of interpreters as objects, and what crosses from one interpreter to another: see package object.

func _PyInterpreterID_New(number int64) *abi.Object { return object.NewInterpreterID(number) }

func _PyInterpreterID_LookUp(o *abi.Object) *abi.Interp { return object.InterpByObject(o) }

func _PyInterpreterState_GetIDObject(interp *abi.Interp) *abi.Object {
	return object.NewInterpreterID(interp.ID)
}

func _PyInterpreterState_RequireIDRef(interp *abi.Interp, required int32) {
	object.RequireHolders(interp, required != 0)
}

func _PyCrossInterpreterData_RegisterClass(t *abi.Type, fn abi.Func) int32 {
	return status(object.RegisterCrossing(t, fn))
}

func _PyObject_CheckCrossInterpreterData(o *abi.Object) int32 { return status(object.Crosses(o)) }

func _PyObject_GetCrossInterpreterData(o *abi.Object, d *abi.CrossData) int32 {
	return status(object.Cross(o, d))
}

func _PyCrossInterpreterData_NewObject(d *abi.CrossData) *abi.Object { return object.Arrive(d) }

// _PyCrossInterpreterData_Release goes into the interpreter that this came from, and waits for its GIL without holding one.
func _PyCrossInterpreterData_Release(d *abi.CrossData) {
	if d.Data == nil && d.Obj == nil {
		return
	}
	home := object.InterpByID(d.Interp)
	switch {
	case home == nil: // it ended, and its objects with it
	case home == object.Thread().Interp:
		object.EndCrossing(d)
	default:
		there := PyThreadState_New(home)
		here := ctier.SwapThread(there)
		object.EndCrossing(d)
		PyThreadState_Clear(there)
		ctier.SwapThread(here)
		PyThreadState_Delete(there)
	}
}
