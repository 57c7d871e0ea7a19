package object

import (
	"maps"
	"sync"

	"github.com/d95905aa/gilded/internal/abi"
)

// Modules that C code brings along: init functions by the names of their modules, which an import finds after the modules
// that Go implements and before any file.

// early are the modules that were added where no runtime was attached: every runtime made afterwards has them.
var early struct {
	sync.Mutex
	table map[string]abi.Func
}

// AppendInittab adds a module to the calling thread's runtime, or to all that are made later where there is none.
func AppendInittab(name string, init abi.Func) {
	if Thread() != nil {
		s := State()
		if s.inittab == nil {
			s.inittab = map[string]abi.Func{}
		}
		s.inittab[name] = init
		return
	}
	early.Lock()
	defer early.Unlock()
	if early.table == nil {
		early.table = map[string]abi.Func{}
	}
	early.table[name] = init
}

func earlyInittab() map[string]abi.Func {
	early.Lock()
	defer early.Unlock()
	return maps.Clone(early.table)
}

// importBuiltin makes a module of the table; found is false for a name that is not in it.
func (s *InterpState) importBuiltin(name string) (m *Object, found bool) {
	init, found := s.inittab[name]
	if !found {
		return nil, false
	}
	if init == nil {
		return RaiseImport(ImportError, "Cannot re-init internal module "+name, name, ""), true
	}
	return RunInit(init, name, ""), true
}

// auditImport raises the event of an import that has to look for the module.
func auditImport(name string) bool {
	if !Auditing() {
		return true
	}
	text := NewStr(name)
	if text == nil {
		return false
	}
	defer Decref(text)
	return audit("import", text, None, sysOrNone("path"), sysOrNone("meta_path"), sysOrNone("path_hooks"))
}

// AuditLoad raises the event of a file that is about to be opened as a module.
func AuditLoad(name, file string) bool {
	if !Auditing() {
		return true
	}
	text, path := NewStr(name), NewStr(file)
	defer ReleaseAll([]*Object{text, path})
	return text != nil && path != nil && audit("import", text, path, None, None, None)
}

// sysOrNone is borrowed.
func sysOrNone(name string) *Object {
	if v := SysGet(name); v != nil {
		return v
	}
	return None
}
