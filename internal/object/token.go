package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Tokens: addresses by which an extension knows its own types and modules again. What looks for one runs no code and raises
// nothing, so that tp_traverse may look.

// typeToken is the token of a type itself, nil without one.
func typeToken(t *Type) unsafe.Pointer {
	if t.Flags&abi.TPFlagsHeaptype == 0 {
		return nil
	}
	return (*abi.HeapType)(unsafe.Pointer(t)).Token
}

// BaseByToken is the first type in t's MRO that has a token, borrowed; nil if there is none.
func BaseByToken(t *Type, token unsafe.Pointer) *Type {
	for _, c := range TupleItems(t.MRO) {
		if c := As[*Type](c); typeToken(c) == token {
			return c
		}
	}
	return nil
}

// ModuleByToken is the module with a token of the first type in t's MRO that has one, borrowed; nil if there is none.
func ModuleByToken(t *Type, token unsafe.Pointer) *Object {
	for _, c := range TupleItems(t.MRO) {
		h := As[*abi.HeapType](c)
		if h.Flags&abi.TPFlagsHeaptype == 0 {
			continue
		}
		if m := h.Module; m != nil && Is(m, ModuleType) && ModuleToken(m) == token {
			return m
		}
	}
	return nil
}

// ModuleToken is the token of a module: its definition, or what its slots say. It may be nil.
func ModuleToken(m *Object) unsafe.Pointer {
	def := As[*abi.Module](m).Def
	if isSlotsDef(def) {
		return (*slotsDef)(unsafe.Pointer(def)).token
	}
	return unsafe.Pointer(def)
}

// ModuleStateSize is how much state a module's definition or slots ask for.
func ModuleStateSize(m *Object) int {
	if def := As[*abi.Module](m).Def; def != nil {
		return def.Size
	}
	return 0
}

// slotsDef is the definition of a module that was made from slots: extensions do not see it. It lies in the runtime's memory,
// its reference count is that of the modules that have it, and a number below 0 tells it from definitions of extensions.
type slotsDef struct {
	abi.ModuleDef
	token unsafe.Pointer
	slots [3]abi.ModuleDefSlot
}

const slotsDefIndex = -1

func isSlotsDef(def *abi.ModuleDef) bool { return def != nil && def.Index == slotsDefIndex }

// PublicDef is a module's definition as extensions see it: nil if it was made from slots.
func PublicDef(def *abi.ModuleDef) *abi.ModuleDef {
	if isSlotsDef(def) {
		return nil
	}
	return def
}

// setDef gives a module a definition, or takes it away.
func setDef(m *abi.Module, def *abi.ModuleDef) {
	if isSlotsDef(def) {
		def.Object.Refcnt++
	}
	old := m.Def
	m.Def = def
	releaseDef(old)
}

func releaseDef(def *abi.ModuleDef) {
	if !isSlotsDef(def) {
		return
	}
	if def.Object.Refcnt--; def.Object.Refcnt == 0 {
		RawFree(unsafe.Pointer(def))
	}
}

// newSlotsDef makes a definition with one reference; nil, and MemoryError, if it can't.
func newSlotsDef() *slotsDef {
	p := (*slotsDef)(RawAlloc(unsafe.Sizeof(slotsDef{})))
	if p == nil {
		NoMemory()
		return nil
	}
	clear(unsafe.Slice((*byte)(unsafe.Pointer(p)), unsafe.Sizeof(*p)))
	p.Object.Refcnt, p.Object.Type, p.Index = 1, ModuleDefType, slotsDefIndex
	p.Slots = &p.slots[0]
	return p
}
