package object

import (
	"slices"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/mem"
)

// AtExit registers f to run when the interpreter ends, the last one first.
func (s *InterpState) AtExit(f func()) { s.atExit = append(s.atExit, f) }

// Shutdown ends everything that runs code: exit functions, modules, what only refers to itself. Afterwards the objects that
// Leftover names are alive because something outside holds them. The caller is attached.
func (s *InterpState) Shutdown() {
	for len(s.atExit) > 0 {
		f := s.atExit[len(s.atExit)-1]
		s.atExit = s.atExit[:len(s.atExit)-1]
		f()
	}
	GC().Unfreeze()
	modules := s.takeModules()
	for i := range s.modsByDef {
		Clear(&s.modsByDef[i])
	}
	s.modsByDef = nil
	s.dropCrossing()
	Collect(2)
	// Whatever still holds a module, the module lets go of what it holds: a function's module is in its own dict.
	for _, m := range modules {
		if m.Refcnt > 1 && Is(m, ModuleType) {
			if d := As[*abi.Module](m).Dict; d != nil {
				DictClear(d)
			}
		}
		Decref(m)
	}
	s.warnings.clear()
	s.collector.end()
	for _, hook := range s.audit.hooks {
		Decref(hook)
	}
	s.audit = auditState{}
	Clear(&s.dict)
	Clear(&s.SysDict)
	Clear(&s.Modules)
	for ts := s.Interp.Threads; ts != nil; ts = ts.Next {
		ClearThread(ts)
	}
	for Collect(2) > 0 {
	}
	s.dropCaches()
}

// takeModules empties sys.modules and returns the modules in it, owned, the last one first.
func (s *InterpState) takeModules() []*Object {
	var modules []*Object
	var key, m *Object
	for pos := 0; DictNext(s.Modules, &pos, &key, &m); {
		modules = append(modules, NewRef(m))
	}
	DictClear(s.Modules)
	slices.Reverse(modules)
	return modules
}

// dropCaches releases the objects that the interpreter keeps to have them at hand, but for interned strs: what is left may
// still use those.
func (s *InterpState) dropCaches() {
	s.text.codecs.clear()
	for i := range s.text.chars {
		Clear(&s.text.chars[i])
		Clear(&s.text.bytes[i])
	}
	Clear(&s.text.emptyBytes)
}

// Leftover calls f for every object that is alive in the interpreter, except those it keeps for itself until it ends.
func (s *InterpState) Leftover(f func(*Object)) {
	mem.Live(s.Interp, func(b mem.Block) bool {
		var o *Object
		switch b.Kind {
		case abi.KindObject:
			o = (*Object)(b.Address)
		case abi.KindGC:
			o = (*Object)(unsafe.Add(b.Address, abi.GCHeadSize))
		default:
			return true
		}
		if o.Refcnt <= 0 || o.Type == nil || o.Type == StrType && isInterned(o) {
			return true
		}
		f(o)
		return true
	})
}
