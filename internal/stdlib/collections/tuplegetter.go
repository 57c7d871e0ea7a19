package collections

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// tuplegetter is the descriptor of a named tuple's field.
type tuplegetter struct {
	abi.Object
	index int
	doc   *Object
}

var tuplegetterType = object.NewType()

func newTuplegetter(t *Type, index int, doc *Object) *Object {
	o := object.NewInstance(t, 0)
	if o != nil {
		g := object.As[*tuplegetter](o)
		g.index, g.doc = index, object.NewRef(doc)
	}
	return o
}

func init() {
	object.Define(tuplegetterType, func() object.Spec {
		s := object.FieldSpec(unsafe.Sizeof(tuplegetter{}), 0, func(o *Object) []**Object { return []**Object{&object.As[*tuplegetter](o).doc} })
		s.Name, s.Doc = "_collections._tuplegetter", "The descriptor of a named tuple's field."
		s.Flags = abi.TPFlagsHaveGC
		s.New = func(t *Type, args, kwargs *Object) *Object {
			items := object.TupleItems(args)
			if !object.NoKeywords("_tuplegetter", kwargs) || !object.CheckPositional("_tuplegetter", len(items), 2, 2) {
				return nil
			}
			i, ok := index(items[0])
			if !ok {
				return nil
			}
			return newTuplegetter(t, i, items[1])
		}
		s.DescrGet = func(self, obj, _ *Object) *Object {
			if obj == nil || obj == object.None {
				return object.NewRef(self)
			}
			i := object.As[*tuplegetter](self).index
			if !object.IsTuple(obj) {
				return object.Raise(object.TypeError, "descriptor for index '%d' for tuple subclasses doesn't apply to '%s' object", i, object.TypeName(obj.Type))
			}
			items := object.TupleItems(obj)
			if i < 0 || i >= len(items) {
				return object.Raise(object.IndexError, "tuple index out of range")
			}
			return object.NewRef(items[i])
		}
		s.DescrSet = func(_, _, v *Object) int32 {
			if v == nil {
				object.Raise(object.AttributeError, "can't delete attribute")
			} else {
				object.Raise(object.AttributeError, "can't set attribute")
			}
			return -1
		}
		s.Repr = func(o *Object) *Object {
			g := object.As[*tuplegetter](o)
			n := object.NewInt(int64(g.index))
			if n == nil {
				return nil
			}
			defer object.Decref(n)
			text := object.Repr(g.doc)
			if text == nil {
				return nil
			}
			defer object.Decref(text)
			return object.NewStr("_tuplegetter(" + object.ReprOf(n) + ", " + object.StrOf(text) + ")")
		}
		s.Members = []object.Member{{Name: "__doc__", Type: object.TObject, Offset: unsafe.Offsetof(tuplegetter{}.doc)}}
		s.Methods = []object.Method{{Name: "__reduce__", NoArgs: func(o *Object) *Object {
			g := object.As[*tuplegetter](o)
			return object.OwnedTuple(object.NewRef(object.Head(o.Type)), object.OwnedTuple(object.NewInt(int64(g.index)), object.NewRef(g.doc)))
		}, Doc: "What pickling needs."}}
		return s
	})
}
