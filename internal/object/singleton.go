package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
)

// The types of the objects there is one of.
var (
	NoneType           = ctier.Type("_PyNone_Type")
	NotImplementedType = ctier.Type("_PyNotImplemented_Type")
	EllipsisType       = ctier.Type("PyEllipsis_Type")
)

func init() {
	only := func(name, text string, o *Object) Spec {
		return Spec{
			Name: name, Basicsize: unsafe.Sizeof(Object{}),
			Dealloc: func(o *Object) { o.Refcnt = Immortal },
			Repr:    func(*Object) *Object { return NewStr(text) },
			New: func(_ *Type, args, kwargs *Object) *Object {
				if excess(args, kwargs) {
					return Raise(TypeError, "%s takes no arguments", name)
				}
				return NewRef(o)
			},
		}
	}
	Define(NoneType, func() Spec {
		s := only("NoneType", "None", None)
		s.Number = &Number{Bool: func(*Object) int32 { return 0 }}
		return s
	})
	reduce := func(name string) []Method {
		return []Method{{Name: "__reduce__", NoArgs: func(*Object) *Object { return NewStr(name) }}}
	}
	Define(NotImplementedType, func() Spec {
		s := only("NotImplementedType", "NotImplemented", NotImplemented)
		s.Methods = reduce("NotImplemented")
		s.Number = &Number{Bool: func(*Object) int32 {
			if !Warn(DeprecationWarning, "NotImplemented should not be used in a boolean context", 1) {
				return -1
			}
			return 1
		}}
		return s
	})
	Define(EllipsisType, func() Spec {
		s := only("ellipsis", "Ellipsis", Ellipsis)
		s.Methods = reduce("Ellipsis")
		return s
	})
}
