package object

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// promote gives a built-in type's slots the C bodies that internal/ctier/hot.inc has for them. A body is found by its
// name: gl_ and the type's name and the slot's (gl_int_nb_add, gl_str_hash). The Go function stays as its twin.
func promote(t *Type, name string) {
	if dot := strings.LastIndexByte(name, '.'); dot >= 0 {
		name = name[dot+1:]
	}
	prefix := "gl_" + name + "_"
	if t.Dealloc == nil && ctier.HasHot(prefix+"dealloc") {
		t.Dealloc = ctier.Destructor(objectDealloc) // what the type would inherit
	}
	for _, s := range typeSlots(t) {
		if *s.at != nil {
			*s.at = ctier.Promote(*s.at, prefix+s.name)
		}
	}
}

type namedSlot struct {
	name string
	at   *abi.Func
}

// typeSlots names those slots of a type that may have a C body.
func typeSlots(t *Type) []namedSlot {
	list := []namedSlot{
		{"dealloc", &t.Dealloc}, {"free", &t.Free}, {"new", &t.New}, {"init", &t.Init}, {"alloc", &t.Alloc},
		{"traverse", &t.Traverse}, {"clear", &t.Clear},
		{"repr", &t.Repr}, {"str", &t.Str}, {"hash", &t.Hash}, {"call", &t.Call}, {"richcompare", &t.Richcompare},
		{"getattro", &t.Getattro}, {"setattro", &t.Setattro}, {"descr_get", &t.DescrGet}, {"descr_set", &t.DescrSet},
		{"iter", &t.Iter}, {"iternext", &t.Iternext},
	}
	if n := t.AsNumber; n != nil {
		list = append(list, []namedSlot{
			{"nb_add", &n.Add}, {"nb_subtract", &n.Subtract}, {"nb_multiply", &n.Multiply}, {"nb_remainder", &n.Remainder},
			{"nb_floor_divide", &n.FloorDivide}, {"nb_true_divide", &n.TrueDivide}, {"nb_negative", &n.Negative},
			{"nb_and", &n.And}, {"nb_or", &n.Or}, {"nb_xor", &n.Xor}, {"nb_bool", &n.Bool}, {"nb_index", &n.Index},
			{"nb_int", &n.Int}, {"nb_float", &n.Float},
		}...)
	}
	if s := t.AsSequence; s != nil {
		list = append(list, []namedSlot{
			{"sq_length", &s.Length}, {"sq_item", &s.Item}, {"sq_ass_item", &s.AssItem}, {"sq_contains", &s.Contains},
		}...)
	}
	if m := t.AsMapping; m != nil {
		list = append(list, []namedSlot{
			{"mp_length", &m.Length}, {"mp_subscript", &m.Subscript}, {"mp_ass_subscript", &m.AssSubscript},
		}...)
	}
	if b := t.AsBuffer; b != nil {
		list = append(list, namedSlot{"bf_getbuffer", &b.Getbuffer}, namedSlot{"bf_releasebuffer", &b.Releasebuffer})
	}
	return list
}

func init() { AtBoot(fillKnown) }

// fillKnown tells the C tier the shared objects that it must recognise.
func fillKnown() {
	known := ctier.Known()
	known.ClassName = Intern("__class__")
	known.ClassDescriptor = DictGetInterned(ObjectType.Dict, known.ClassName)
	known.SetDummy, known.WeakrefVectorcall = setDummy, weakrefVectorcall
	known.EmptyTuple, known.EmptyStr, known.EmptyBytes = emptyTuple, emptyStr(), emptyBytes()
	known.ManagedBuffer = managedBufferType
	for c := range known.Latin1 {
		known.Latin1[c] = newStrChar(rune(c))
		known.Byte[c] = NewBytes([]byte{byte(c)})
	}
}
