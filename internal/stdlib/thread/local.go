package thread

import (
	"strconv"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// local: an object with attributes of each thread. They are in a dict in the thread's own dict, under a key of the object, and go
// with the thread or with the object.

type localObject struct {
	abi.Object
	weakrefs, key, args, kwargs obj
}

var localType = object.NewType()

func localOf(o obj) *localObject { return object.As[*localObject](o) }

func newLocal(t *object.Type, args, kwargs obj) obj {
	if t.Init == object.ObjectType.Init && (len(object.TupleItems(args)) > 0 || kwargs != nil && object.DictLen(kwargs) > 0) {
		return object.Raise(object.TypeError, "Initialization arguments are not supported")
	}
	o := object.NewInstance(t, 0)
	if o == nil {
		return nil
	}
	l := localOf(o)
	l.key = object.NewStr("thread.local." + strconv.FormatUint(uint64(uintptr(unsafe.Pointer(o))), 10))
	l.args, l.kwargs = object.NewRef(args), object.XNewRef(kwargs)
	if l.key == nil || addDict(o) == nil {
		object.Decref(o)
		return nil
	}
	return o
}

// addDict makes the calling thread's dict: borrowed.
func addDict(o obj) obj {
	ts := object.Thread()
	if ts.Dict == nil {
		if ts.Dict = object.NewDict(); ts.Dict == nil {
			return nil
		}
	}
	dict := object.NewDict()
	if dict == nil {
		return nil
	}
	defer object.Decref(dict) // the thread has it
	if !object.DictSet(ts.Dict, localOf(o).key, dict) {
		return nil
	}
	return dict
}

// attributes are the calling thread's: borrowed. A thread that comes here for the first time runs __init__. It may run code.
func attributes(o obj) obj {
	l := localOf(o)
	if all := object.Thread().Dict; all != nil {
		if dict, ok := object.DictGet(all, l.key); dict != nil || !ok {
			return dict
		}
	}
	dict := addDict(o)
	if dict == nil || o.Type.Init == object.ObjectType.Init {
		return dict
	}
	if ctier.CallSet(o.Type.Init, o, l.args, l.kwargs) < 0 {
		t, v, tb := object.FetchErr()
		if !object.DictDel(object.Thread().Dict, l.key) {
			object.ClearErr()
		}
		object.RestoreErr(t, v, tb)
		return nil
	}
	return dict
}

// forget removes the object's attributes from all threads.
func forget(o obj) {
	key := localOf(o).key
	if key == nil {
		return
	}
	for ts := object.Thread().Interp.Threads; ts != nil; ts = ts.Next {
		if ts.Dict != nil && object.DictContains(ts.Dict, key) > 0 && !object.DictDel(ts.Dict, key) {
			object.ClearErr()
		}
	}
}

func init() {
	object.Define(localType, func() object.Spec {
		fields := func(o obj) []*obj { return []*obj{&localOf(o).key, &localOf(o).args, &localOf(o).kwargs} }
		s := object.FieldSpec(unsafe.Sizeof(localObject{}), int(unsafe.Offsetof(localObject{}.weakrefs)), fields)
		dealloc := s.Dealloc
		s.Name, s.Doc = "_thread._local", "An object with attributes of each thread."
		s.Flags |= abi.TPFlagsHaveGC | abi.TPFlagsBasetype
		s.Dealloc = func(o obj) {
			object.GCUntrack(o)
			forget(o)
			dealloc(o)
		}
		s.New = newLocal
		s.Getattro = func(o, name obj) obj {
			dict := attributes(o)
			if dict == nil {
				return nil
			}
			if object.IsStr(name) && object.StrOf(name) == "__dict__" {
				return object.NewRef(dict)
			}
			return object.GenericGetAttrWithDict(o, name, dict)
		}
		s.Setattro = func(o, name, v obj) int32 {
			dict := attributes(o)
			if dict == nil {
				return -1
			}
			if object.IsStr(name) && object.StrOf(name) == "__dict__" {
				object.Raise(object.AttributeError, "'%.50s' object attribute '__dict__' is read-only", object.TypeName(o.Type))
				return -1
			}
			return object.Status(object.GenericSetAttrWithDict(o, name, v, dict))
		}
		return s
	})
}
