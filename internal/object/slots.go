package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// The arrays of PySlot, from which CPython 3.15 makes types and modules (PEP 820). An array may hold others, and arrays of the
// structures that came before.

// Flags of a slot, and numbers that both kinds of array know.
const (
	slotOptional = 1
	slotStatic   = 2

	subslots     = 92
	slotsNesting = 5
)

// slotWalker goes through an array and what is nested in it.
type slotWalker struct {
	kind   string // of what is made, for messages
	nested uint16 // the slot that holds an array of PyType_Slot or PyModuleDef_Slot: both structures are the same
	first  uint16 // the first of four numbers that stand for 1 to 4: those mean something else for types than for modules
	seen   map[uint16]bool

	// take uses a slot. known is false for a number that it does not know; ok is false if it raised.
	take func(id uint16, v slotValue) (known, ok bool)
}

// slotValue is what stands in a slot.
type slotValue struct {
	bits   uint64
	static bool // what it points to stays as long as the process
}

func (v slotValue) pointer() unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&v.bits)) }
func (v slotValue) object() *Object         { return (*Object)(v.pointer()) }
func (v slotValue) size() int               { return int(v.bits) }

func (w *slotWalker) walk(s *abi.Slot, depth int) bool {
	if depth > slotsNesting {
		Raise(SystemError, "slots of a %s are nested more than %d levels deep", w.kind, slotsNesting)
		return false
	}
	for ; s.ID != 0; s = (*abi.Slot)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s))) {
		v := slotValue{s.Value, s.Flags&slotStatic != 0}
		ok := true
		switch s.ID {
		case subslots:
			if s.Value != 0 {
				ok = w.walk((*abi.Slot)(v.pointer()), depth+1)
			}
		case w.nested:
			ok = w.walkNested(v)
		default:
			ok = w.one(s.ID, v, s.Flags&slotOptional != 0)
		}
		if !ok {
			return false
		}
	}
	return true
}

func (w *slotWalker) walkNested(v slotValue) bool {
	if v.bits == 0 {
		return true
	}
	for s := (*abi.TypeSlot)(v.pointer()); s.Slot != 0; s = (*abi.TypeSlot)(unsafe.Add(unsafe.Pointer(s), unsafe.Sizeof(*s))) {
		if s.Slot < 0 || s.Slot > math.MaxUint16 {
			return w.unknown(int(s.Slot))
		}
		if !w.one(uint16(s.Slot), slotValue{uint64(uintptr(s.Pfunc)), v.static}, false) {
			return false
		}
	}
	return true
}

func (w *slotWalker) one(id uint16, v slotValue, optional bool) bool {
	if id >= w.first && id < w.first+4 {
		id -= w.first - 1
	}
	known, ok := w.take(id, v)
	switch {
	case !known:
		return optional || w.unknown(int(id))
	case !ok:
		return false
	case w.seen[id] && id != modABI:
		Raise(SystemError, "%s has more than one slot with ID %d", w.kind, id)
		return false
	}
	w.seen[id] = true
	return true
}

func (w *slotWalker) unknown(id int) bool {
	Raise(SystemError, "%s has a slot with the unknown ID %d", w.kind, id)
	return false
}

// Numbers of slots of types beyond those of PyType_Slot.
const (
	tpSlots         = 93
	tpName          = 95
	tpBasicsize     = 96
	tpExtra         = 97
	tpItemsize      = 98
	tpFlags         = 99
	tpMetaclass     = 107
	tpModule        = 108
	tpFirstRenumber = 88
)

// typeParts is what an array of slots says about a type.
type typeParts struct {
	spec   abi.TypeSpec
	slots  []abi.TypeSlot
	meta   *Type
	module *Object
}

// FromSlots makes a heap type from an array of slots: it is PyType_FromSlots.
func FromSlots(first *abi.Slot) *Object {
	var p typeParts
	w := slotWalker{kind: "type", nested: tpSlots, first: tpFirstRenumber, seen: map[uint16]bool{}, take: p.take}
	if !w.walk(first, 0) {
		return nil
	}
	p.slots = append(p.slots, abi.TypeSlot{})
	p.spec.Slots = &p.slots[0]
	return FromMetaclass(p.meta, p.module, &p.spec, nil)
}

func (p *typeParts) take(id uint16, v slotValue) (known, ok bool) {
	switch id {
	case tpName:
		if v.bits == 0 {
			return true, rejectNull("type", id)
		}
		p.spec.Name = (*byte)(v.pointer())
		return true, true
	case tpBasicsize, tpExtra, tpItemsize:
		return true, p.takeSize(id, v.size())
	case tpFlags:
		if v.bits > math.MaxUint32 {
			Raise(SystemError, "type has flags that are not known")
			return true, false
		}
		p.spec.Flags = uint32(v.bits)
		return true, true
	case tpMetaclass, tpModule:
		return true, p.takeObject(id, v)
	}
	if int(id) >= len(specSlots) {
		return false, true
	}
	return true, p.takePointer(id, v)
}

func (p *typeParts) takeSize(id uint16, n int) bool {
	if n <= 0 || n > math.MaxInt32 {
		Raise(SystemError, "type has a slot with ID %d whose size is out of range: %d", id, n)
		return false
	}
	if id == tpItemsize {
		p.spec.Itemsize = int32(n)
		return true
	}
	if p.spec.Basicsize != 0 && (p.spec.Basicsize < 0) != (id == tpExtra) {
		Raise(SystemError, "type has both Py_tp_basicsize and Py_tp_extra_basicsize")
		return false
	}
	if p.spec.Basicsize = int32(n); id == tpExtra {
		p.spec.Basicsize = -p.spec.Basicsize
	}
	return true
}

func (p *typeParts) takeObject(id uint16, v slotValue) bool {
	o := v.object()
	if o == nil {
		return rejectNull("type", id)
	}
	if id == tpModule {
		if p.module = o; !Is(o, ModuleType) {
			Raise(TypeError, "Py_tp_module must be a module, not %s", TypeName(o.Type))
			return false
		}
		return true
	}
	if !Is(o, TypeType) {
		Raise(TypeError, "Py_tp_metaclass must be a type, not %s", TypeName(o.Type))
		return false
	}
	p.meta = As[*Type](o)
	return true
}

func (p *typeParts) takePointer(id uint16, v slotValue) bool {
	switch id {
	case slotTpDoc:
	case slotTpMethods, slotTpMembers, slotTpGetset:
		if !v.static {
			return rejectPassing("type", id)
		}
		fallthrough
	default:
		if v.bits == 0 {
			return rejectNull("type", id)
		}
	}
	p.slots = append(p.slots, abi.TypeSlot{Slot: int32(id), Pfunc: v.pointer()})
	return true
}

func rejectNull(kind string, id uint16) bool {
	Raise(SystemError, "%s has a slot with ID %d that may not be NULL", kind, id)
	return false
}

func rejectPassing(kind string, id uint16) bool {
	Raise(SystemError, "%s has a slot with ID %d that needs PySlot_STATIC", kind, id)
	return false
}

// Numbers of slots of modules.
const (
	modCreate        = 1
	modExec          = 2
	modInterpreters  = 3
	modGIL           = 4
	modFirstRenumber = 84
	modSlots         = 94
	modName          = 100
	modDoc           = 101
	modStateSize     = 102
	modMethods       = 103
	modTraverse      = 104
	modClear         = 105
	modFree          = 106
	modABI           = 109
	modToken         = 110
)

// moduleParts is what an array of slots says about a module.
type moduleParts struct {
	def          *slotsDef
	create, exec abi.Func
	checked      bool // there is a Py_mod_abi
}

// FromSlotsAndSpec makes a module from an array of slots and does not execute it: it is PyModule_FromSlotsAndSpec. It may run
// code.
func FromSlotsAndSpec(first *abi.Slot, spec *Object) *Object {
	def := newSlotsDef()
	if def == nil {
		return nil
	}
	defer releaseDef(&def.ModuleDef)
	p := moduleParts{def: def}
	w := slotWalker{kind: "module", nested: modSlots, first: modFirstRenumber, seen: map[uint16]bool{}, take: p.take}
	if !w.walk(first, 0) {
		return nil
	}
	if !p.checked {
		return Raise(SystemError, "module has no Py_mod_abi slot")
	}
	n := 0
	for _, s := range []abi.ModuleDefSlot{{Slot: modCreate, Value: p.create}, {Slot: modExec, Value: p.exec}} {
		if s.Value != nil {
			def.slots[n] = s
			n++
		}
	}
	m := FromDefAndSpec(&def.ModuleDef, spec)
	// The texts are the caller's, which may go once this returns.
	def.Name, def.Doc = nil, nil
	if m != nil && def.token != nil && !Is(m, ModuleType) {
		Decref(m)
		return Raise(SystemError, "module with a Py_mod_token slot is not a module object")
	}
	return m
}

func (p *moduleParts) take(id uint16, v slotValue) (known, ok bool) {
	switch id {
	case modInterpreters, modGIL: // of no consequence here
		return true, true
	case modStateSize:
		if p.def.Size = v.size(); p.def.Size < 0 {
			Raise(SystemError, "module has a negative Py_mod_state_size: %d", p.def.Size)
			return true, false
		}
		return true, true
	}
	place := p.place(id)
	switch {
	case place == nil && id != modABI:
		return false, true
	case v.bits == 0:
		return true, rejectNull("module", id)
	case id == modABI:
		p.checked = true
		return true, CheckABI((*abi.ABIInfo)(v.pointer()), ctier.GoString(p.def.Name))
	case id == modMethods && !v.static:
		return true, rejectPassing("module", id)
	}
	*place = v.pointer()
	return true, true
}

// place is where the pointer of a slot goes, nil for those that have no such place.
func (p *moduleParts) place(id uint16) *unsafe.Pointer {
	switch id {
	case modCreate:
		return &p.create
	case modExec:
		return &p.exec
	case modName:
		return (*unsafe.Pointer)(unsafe.Pointer(&p.def.Name))
	case modDoc:
		return (*unsafe.Pointer)(unsafe.Pointer(&p.def.Doc))
	case modMethods:
		return (*unsafe.Pointer)(unsafe.Pointer(&p.def.Methods))
	case modTraverse:
		return &p.def.Traverse
	case modClear:
		return &p.def.Clear
	case modFree:
		return &p.def.Free
	case modToken:
		return &p.def.token
	}
	return nil
}

// ExecModule runs the exec slots of a module: it is PyModule_Exec. It runs code.
func ExecModule(m *Object) bool {
	def := As[*abi.Module](m).Def
	if def == nil || def.Slots == nil {
		return true
	}
	if isSlotsDef(def) { // a slot may change the module's definition
		def.Object.Refcnt++
		defer releaseDef(def)
	}
	return ExecDef(m, def)
}
