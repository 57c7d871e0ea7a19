package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Audit hooks: functions that are told what a runtime is about to do, and may stop it by raising. Each runtime has its own;
// none can be taken away.

// auditState is what listens: C functions with what each wants to be passed, then callables.
type auditState struct {
	native []func(event *byte, args *Object) bool
	hooks  []*Object // owned
}

func (s *auditState) silent() bool { return len(s.native) == 0 && len(s.hooks) == 0 }

// audit raises an event with these arguments; false if a hook raised. It may run code.
func audit(event string, args ...*Object) bool {
	if State().audit.silent() {
		return true
	}
	tuple := Pack(args...)
	if tuple == nil {
		return false
	}
	defer Decref(tuple)
	return Audit(event, tuple)
}

// AuditObjects is Audit for a caller that has the arguments as objects.
func AuditObjects(event string, args ...*Object) bool { return audit(event, args...) }

// Auditing tells whether anything listens to events: without, a caller need not make the arguments.
func Auditing() bool { return !State().audit.silent() }

// Audit raises an event with a tuple of arguments: PySys_Audit. False if a hook raised, and then the exception that was set
// before is gone; it stays otherwise. It may run code.
func Audit(event string, args *Object) bool {
	s := &State().audit
	if s.silent() {
		return true
	}
	t, v, tb := FetchErr()
	if !s.tell(event, args) {
		XDecref(t)
		XDecref(v)
		XDecref(tb)
		return false
	}
	RestoreErr(t, v, tb)
	return true
}

func (s *auditState) tell(event string, args *Object) bool {
	name := ctier.CString(event)
	defer ctier.FreeStatic(unsafe.Pointer(name))
	for i := 0; i < len(s.native); i++ { // a hook may add another
		if !s.native[i](name, args) {
			return false
		}
	}
	if len(s.hooks) == 0 {
		return true
	}
	text := NewStr(event)
	if text == nil {
		return false
	}
	defer Decref(text)
	for i := 0; i < len(s.hooks); i++ {
		r := CallArgs(s.hooks[i], text, args)
		if r == nil {
			return false
		}
		Decref(r)
	}
	return true
}

// AddAuditHook adds a C function, which is called with the event, its arguments and data: PySys_AddAuditHook. A hook that is
// there already can refuse: with RuntimeError nothing is added and nothing is wrong.
func AddAuditHook(hook abi.Func, data unsafe.Pointer) bool {
	if !audit("sys.addaudithook") {
		if Matches(RuntimeError) {
			ClearErr()
			return true
		}
		return false
	}
	s := &State().audit
	s.native = append(s.native, func(event *byte, args *Object) bool { return ctier.CallAudit(hook, event, args, data) >= 0 })
	return true
}

var addAuditHookParams = Params{Func: "addaudithook", Names: []string{"hook"}, Required: 1, Positional: 1}

// sysAddAuditHook is sys.addaudithook: a refusal by any Exception is silent.
func sysAddAuditHook(_, args, kwargs *Object) *Object {
	var hook [1]*Object
	if !addAuditHookParams.UnpackTuple(args, kwargs, hook[:]) {
		return nil
	}
	if !audit("sys.addaudithook") {
		if !Matches(Exception) {
			return nil
		}
		ClearErr()
		return NewRef(None)
	}
	s := &State().audit
	s.hooks = append(s.hooks, NewRef(hook[0]))
	return NewRef(None)
}

// sysAudit is sys.audit(event, *args).
func sysAudit(_ *Object, args **Object, n int) *Object {
	if n < 1 {
		return Raise(TypeError, "audit expected at least 1 argument, got %d", n)
	}
	all := Args(args, n)
	if State().audit.silent() {
		return NewRef(None)
	}
	if !HasFlag(all[0].Type, abi.TPFlagsUnicodeSubclass) {
		return Raise(TypeError, "expected str for argument 'event', not %.200s", TypeName(all[0].Type))
	}
	if !audit(StrOf(all[0]), all[1:]...) {
		return nil
	}
	return NewRef(None)
}
