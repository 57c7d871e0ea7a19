package object

import (
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Struct sequences: tuples whose items have names, and which may have more fields than items. A type's dict says how many
// of each it has; the fields beyond the visible ones lie behind the tuple's items.

// StructField is PyStructSequence_Field.
type StructField struct {
	Name, Doc *byte
}

// StructDesc is PyStructSequence_Desc.
type StructDesc struct {
	Name, Doc  *byte
	Fields     *StructField
	InSequence int32
}

// unnamedField is the name that a field without one has: its address counts.
var unnamedField = *(**byte)(ctier.Data("PyStructSequence_UnnamedField"))

func (d *StructDesc) fields() []StructField {
	n := 0
	for p := d.Fields; p.Name != nil; p = (*StructField)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(*p))) {
		n++
	}
	return unsafe.Slice(d.Fields, n)
}

// structCounts are a type's numbers of items, of fields, and of fields without a name.
func structCounts(t *Type) (items, fields, unnamed int, ok bool) {
	for _, c := range []struct {
		name string
		to   *int
	}{{"n_sequence_fields", &items}, {"n_fields", &fields}, {"n_unnamed_fields", &unnamed}} {
		v := Lookup(t, Intern(c.name))
		if v == nil {
			Raise(TypeError, "Missed attribute '%s' of type %s", c.name, TypeName(t))
			return 0, 0, 0, false
		}
		n, good := AsInt(v)
		if !good {
			return 0, 0, 0, false
		}
		*c.to = n
	}
	return items, fields, unnamed, true
}

// NewStruct makes a struct sequence with empty fields. The caller fills them before anyone looks.
func NewStruct(t *Type) *Object {
	items, fields, _, ok := structCounts(t)
	if !ok {
		return nil
	}
	o := NewSized(t, varSize(t, fields), items)
	if o != nil {
		GCTrack(o)
	}
	return o
}

// structFields views all fields of a struct sequence.
func structFields(o *Object) []*Object {
	_, fields, _, ok := structCounts(o.Type)
	if !ok {
		ClearErr()
		return TupleItems(o)
	}
	return unsafe.Slice((**Object)(unsafe.Pointer(&As[*abi.Tuple](o).Items)), fields)
}

// StructItem is a field, borrowed; it may be nil.
func StructItem(o *Object, i int) *Object { return structFields(o)[i] }

// SetStructItem sets a field and takes over the reference to v.
func SetStructItem(o *Object, i int, v *Object) { Replace(&structFields(o)[i], v) }

func structDealloc(o *Object) {
	GCUntrack(o)
	t := o.Type
	for i := range structFields(o) {
		Clear(&structFields(o)[i])
	}
	FreeInstance(o)
	if HasFlag(t, abi.TPFlagsHeaptype) {
		Decref(Head(t))
	}
}

func structTraverse(o *Object, visit abi.Func, arg unsafe.Pointer) int32 {
	if HasFlag(o.Type, abi.TPFlagsHeaptype) {
		if r := Visit(visit, arg, Head(o.Type)); r != 0 {
			return r
		}
	}
	return Visit(visit, arg, structFields(o)...)
}

// structNames are the names that repr shows: those of the first members, even where an item in between has none.
func structNames(t *Type) []string {
	items, fields, unnamed, ok := structCounts(t)
	if !ok {
		ClearErr()
		return nil
	}
	names := make([]string, min(items, fields-unnamed))
	members := unsafe.Slice(t.Members, fields-unnamed)
	for i := range names {
		names[i] = cString(members[i].Name)
	}
	return names
}

const tupleItemsOffset = int(unsafe.Offsetof(abi.Tuple{}.Items))

func structRepr(o *Object) *Object {
	names := structNames(o.Type)
	var b strings.Builder
	b.WriteString(TypeName(o.Type) + "(")
	for i, v := range TupleItems(o) {
		if i > 0 {
			b.WriteString(", ")
		}
		if i < len(names) && names[i] != "" {
			b.WriteString(names[i] + "=")
		}
		r := Repr(v)
		if r == nil {
			return nil
		}
		b.WriteString(StrOf(r))
		Decref(r)
	}
	return NewStr(b.String() + ")")
}

// structNew is type(sequence, dict=None): the hidden fields come from the dict, or from a sequence that is long enough.
func structNew(t *Type, args, kwargs *Object) *Object {
	v, ok := bindArgs("structseq", args, kwargs, 1, "sequence", "dict")
	if !ok {
		return nil
	}
	dict := v[1]
	if dict != nil && !HasFlag(dict.Type, abi.TPFlagsDictSubclass) {
		return Raise(TypeError, "%.500s() takes a dict as second arg, if any", TypeName(t))
	}
	items, fields, unnamed, ok := structCounts(t)
	if !ok {
		return nil
	}
	values := SequenceFast(v[0], "constructor requires a sequence")
	if values == nil {
		return nil
	}
	defer Decref(values)
	given := fastItems(values)
	n := len(given)
	switch {
	case items == fields && n != items:
		return Raise(TypeError, "%.500s() takes a %d-sequence (%d-sequence given)", TypeName(t), items, n)
	case n < items:
		return Raise(TypeError, "%.500s() takes an at least %d-sequence (%d-sequence given)", TypeName(t), items, n)
	case n > fields:
		return Raise(TypeError, "%.500s() takes an at most %d-sequence (%d-sequence given)", TypeName(t), fields, n)
	}
	o := NewStruct(t)
	if o == nil {
		return nil
	}
	to := structFields(o)
	for i, v := range given {
		to[i] = NewRef(v)
	}
	members := unsafe.Slice(t.Members, fields-unnamed)
	for i := n; i < fields; i++ {
		to[i] = NewRef(None)
		if dict != nil && i-unnamed < len(members) {
			if v, ok := DictGetString(dict, cString(members[i-unnamed].Name)); v != nil {
				to[i] = NewRef(v)
			} else if !ok {
				Decref(o)
				return nil
			}
		}
	}
	return o
}

func structReduce(o *Object) *Object {
	all := structFields(o)
	visible := TupleItems(o)
	values, hidden := Pack(visible...), NewDict()
	if values == nil || hidden == nil {
		XDecref(values)
		XDecref(hidden)
		return nil
	}
	defer Decref(values)
	defer Decref(hidden)
	for def := o.Type.Members; def.Name != nil; def = (*abi.MemberDef)(unsafe.Add(unsafe.Pointer(def), unsafe.Sizeof(*def))) {
		if i := (def.Offset - tupleItemsOffset) / 8; i >= len(visible) && all[i] != nil {
			if !DictSetString(hidden, cString(def.Name), all[i]) {
				return nil
			}
		}
	}
	pair := Pack(values, hidden)
	if pair == nil {
		return nil
	}
	defer Decref(pair)
	return Pack(Head(o.Type), pair)
}

// structSlots are the functions of every struct sequence type, registered once.
var structSlots struct {
	dealloc, traverse, repr, new abi.Func
	methods                      *abi.MethodDef
}

func init() {
	structSlots.dealloc = ctier.Destructor(structDealloc)
	structSlots.traverse = ctier.Traverse(structTraverse)
	structSlots.repr = ctier.Unary(structRepr)
	structSlots.new = ctier.New(structNew)
	structSlots.methods = MethodDefs([]Method{{Name: "__reduce__", NoArgs: structReduce}})
}

// structMembers makes the member table of a description, in memory that is never freed: types point to it.
func structMembers(d *StructDesc) (*abi.MemberDef, int) {
	fields := d.fields()
	defs := unsafe.Slice((*abi.MemberDef)(ctier.Static(uintptr(len(fields)+1)*unsafe.Sizeof(abi.MemberDef{}))), len(fields)+1)
	n := 0
	for i, f := range fields {
		if f.Name == unnamedField {
			continue
		}
		defs[n] = abi.MemberDef{Name: f.Name, Type: TObject, Offset: tupleItemsOffset + i*8, Flags: ReadOnly, Doc: f.Doc}
		n++
	}
	return &defs[0], len(fields) - n
}

// finishStruct puts what a struct sequence type's dict has to say into it.
func finishStruct(t *Type, d *StructDesc, unnamed int) bool {
	names := make([]*Object, 0, d.InSequence)
	for i, f := range d.fields() {
		if i < int(d.InSequence) && f.Name != unnamedField {
			names = append(names, Intern(cString(f.Name)))
		}
	}
	match := Pack(names...)
	if match == nil {
		return false
	}
	defer Decref(match)
	if !DictSetString(t.Dict, "__match_args__", match) {
		return false
	}
	for name, n := range map[string]int{"n_sequence_fields": int(d.InSequence), "n_fields": len(d.fields()), "n_unnamed_fields": unnamed} {
		v := NewInt(int64(n))
		if v == nil {
			return false
		}
		ok := DictSetString(t.Dict, name, v)
		Decref(v)
		if !ok {
			return false
		}
	}
	return true
}

// InitStructType makes a static type of an extension a struct sequence type.
func InitStructType(t *Type, d *StructDesc) bool {
	if t.Flags&abi.TPFlagsReady != 0 {
		return true // another runtime of the process has done it
	}
	members, unnamed := structMembers(d)
	*t = Type{}
	t.Refcnt = 1
	t.Name, t.Doc = d.Name, d.Doc
	t.Basicsize, t.Itemsize = TupleType.Basicsize, TupleType.Itemsize
	t.Flags = abi.TPFlagsHaveGC
	t.Base = TupleType
	t.Members, t.Methods = members, structSlots.methods
	t.Dealloc, t.Traverse, t.Repr, t.New = structSlots.dealloc, structSlots.traverse, structSlots.repr, structSlots.new
	Incref(Head(t))
	return Ready(t) && finishStruct(t, d, unnamed)
}

// DefineStruct registers a struct sequence type that all runtimes share. Of its fields the first items can be reached by index;
// one that is "" has no name.
func DefineStruct(t *Type, name, doc string, items int, fields ...string) {
	AtBoot(func() {
		list := (*StructField)(ctier.Static(uintptr(len(fields)+1) * unsafe.Sizeof(StructField{})))
		for i, field := range fields {
			unsafe.Slice(list, len(fields))[i].Name = unnamedField
			if field != "" {
				unsafe.Slice(list, len(fields))[i].Name = ctier.CString(field)
			}
		}
		desc := (*StructDesc)(ctier.Static(unsafe.Sizeof(StructDesc{})))
		*desc = StructDesc{Name: ctier.CString(name), Fields: list, InSequence: int32(items)}
		if doc != "" {
			desc.Doc = ctier.CString(doc)
		}
		if !InitStructType(t, desc) {
			panic("object: " + name + " can't be made: " + takeError())
		}
		t.Flags |= abi.TPFlagsImmutabletype
		readyOrder = append(readyOrder, t)
	})
}

// NewStructType makes a struct sequence type.
func NewStructType(d *StructDesc, flags uint) *Object {
	members, unnamed := structMembers(d)
	list := []abi.TypeSlot{
		{Slot: 52, Pfunc: structSlots.dealloc}, {Slot: 64, Pfunc: unsafe.Pointer(structSlots.methods)}, {Slot: 65, Pfunc: structSlots.new},
		{Slot: 66, Pfunc: structSlots.repr}, {Slot: 71, Pfunc: structSlots.traverse}, {Slot: 72, Pfunc: unsafe.Pointer(members)},
	}
	if d.Doc != nil {
		list = append(list, abi.TypeSlot{Slot: slotTpDoc, Pfunc: unsafe.Pointer(d.Doc)})
	}
	slots := (*abi.TypeSlot)(ctier.Static(uintptr(len(list)+1) * unsafe.Sizeof(abi.TypeSlot{})))
	copy(unsafe.Slice(slots, len(list)), list)
	spec := (*abi.TypeSpec)(ctier.Static(unsafe.Sizeof(abi.TypeSpec{})))
	*spec = abi.TypeSpec{Name: d.Name, Basicsize: int32(TupleType.Basicsize), Itemsize: int32(TupleType.Itemsize), Flags: uint32(flags) | abi.TPFlagsHaveGC, Slots: slots}
	t := FromSpec(nil, spec, Head(TupleType))
	if t == nil {
		return nil
	}
	if !finishStruct(As[*Type](t), d, unnamed) {
		Decref(t)
		return nil
	}
	return t
}

// fastItems views the items of a list or tuple.
func fastItems(o *Object) []*Object {
	if HasFlag(o.Type, abi.TPFlagsListSubclass) {
		return ListItems(o)
	}
	return TupleItems(o)
}
