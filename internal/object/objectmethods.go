package object

import (
	"github.com/d95905aa/gilded/internal/abi"
)

var objectMethods = []Method{
	{Name: "__reduce_ex__", O: reduceEx, Doc: "__reduce_ex__($self, protocol, /)\n--\n\nHelper for pickle."},
	{Name: "__reduce__", NoArgs: func(self *Object) *Object { return commonReduce(self, 0) }, Doc: "__reduce__($self, /)\n--\n\nHelper for pickle."},
	{Name: "__getstate__", NoArgs: func(self *Object) *Object { return defaultState(self, false) },
		Doc: "__getstate__($self, /)\n--\n\nHelper for pickle."},
	{Name: "__subclasshook__", Flags: abi.MethClass, Varargs: func(_, _ *Object) *Object { return NewRef(NotImplemented) },
		Doc: "Abstract classes can override this to customize issubclass().\n\nThis is invoked early on by abc.ABCMeta.__subclasscheck__().\nIt should return True, False or NotImplemented.  If it returns\nNotImplemented, the normal algorithm is used.  Otherwise, it\noverrides the normal algorithm (and the outcome is cached).\n"},
	{Name: "__init_subclass__", Flags: abi.MethClass, NoArgs: func(*Object) *Object { return NewRef(None) },
		Doc: "This method is called when a class is subclassed.\n\nThe default implementation does nothing. It may be\noverridden to extend subclasses.\n"},
	{Name: "__format__", O: func(self, spec *Object) *Object {
		if !Is(spec, StrType) {
			return Raise(TypeError, "__format__() argument must be str, not %.50s", TypeName(spec.Type))
		}
		if StrLen(spec) > 0 {
			return Raise(TypeError, "unsupported format string passed to %.200s.__format__", TypeName(self.Type))
		}
		return Str(self)
	}, Doc: "__format__($self, format_spec, /)\n--\n\nDefault object formatter."},
	{Name: "__sizeof__", NoArgs: func(self *Object) *Object {
		n := self.Type.Basicsize
		if self.Type.Itemsize > 0 {
			items := As[*abi.VarObject](self).Size
			n += max(items, -items) * self.Type.Itemsize
		}
		return NewInt(int64(n))
	}, Doc: "__sizeof__($self, /)\n--\n\nSize of object in memory, in bytes."},
	{Name: "__dir__", NoArgs: objectDir, Doc: "__dir__($self, /)\n--\n\nDefault dir() implementation."},
}

func objectDir(self *Object) *Object {
	all := NewDict()
	if all == nil {
		return nil
	}
	defer Decref(all)
	if d, ok := LookupAttrString(self, "__dict__"); !ok {
		return nil
	} else if d != nil {
		defer Decref(d)
		if Is(d, DictType) && !DictUpdate(all, d) {
			return nil
		}
	}
	for _, c := range TupleItems(self.Type.MRO) {
		if d := As[*Type](c).Dict; d != nil && !DictUpdate(all, d) {
			return nil
		}
	}
	return keysList(all)
}
