package thread

import (
	"github.com/d95905aa/gilded/internal/object"
)

// shared is what the modules keep for an interpreter.
type shared struct {
	running int // threads that were started here and have not ended
	names   int // threads that were given a number for a name
}

type sharedKey struct{}

func local() *shared {
	s := object.State()
	if s.Local == nil {
		s.Local = map[any]any{}
	}
	known, ok := s.Local[sharedKey{}].(*shared)
	if !ok {
		known = &shared{}
		s.Local[sharedKey{}] = known
	}
	return known
}

// begin runs f on a thread of its own: its number is a new reference.
func begin(daemon bool, f func()) obj {
	id, ok := object.StartThread(daemon, func() {
		f()
		local().running--
	})
	if !ok {
		return object.Raise(object.RuntimeError, "can't start new thread")
	}
	local().running++
	return number(id)
}

func startNew(_ obj, args *obj, n int) obj {
	if !object.CheckPositional("start_new_thread", n, 2, 3) {
		return nil
	}
	a := object.Args(args, n)
	f, positional, keywords := a[0], a[1], obj(nil)
	switch {
	case !object.Callable(f):
		return object.Raise(object.TypeError, "first arg must be callable")
	case !object.IsTuple(positional):
		return object.Raise(object.TypeError, "2nd arg must be a tuple")
	case n == 3 && !object.IsDict(a[2]):
		return object.Raise(object.TypeError, "optional 3rd arg must be a dictionary")
	case n == 3:
		keywords = a[2]
	}
	shown := keywords
	if shown == nil {
		shown = object.None
	}
	if !object.AuditObjects("_thread.start_new_thread", f, positional, shown) {
		return nil
	}
	held := []obj{object.NewRef(f), object.NewRef(positional), object.XNewRef(keywords)}
	id := begin(true, func() {
		result := object.Call(f, positional, keywords)
		switch {
		case result != nil:
			object.Decref(result)
		case object.Matches(object.SystemExit):
			object.ClearErr()
		default:
			object.WriteUnraisableMessage("in thread started by", f)
		}
		object.ReleaseAll(held)
	})
	if id == nil {
		object.ReleaseAll(held)
	}
	return id
}

var hookArgsType = object.NewType()

func init() {
	object.DefineStruct(hookArgsType, "_thread._ExceptHookArgs", "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.", 4,
		"exc_type", "exc_value", "exc_traceback", "thread")
}

// exceptHook prints an exception that a thread ended with.
func exceptHook(_, args obj) obj {
	if args.Type != hookArgsType {
		return object.Raise(object.TypeError, "_thread.excepthook argument type must be ExceptHookArgs")
	}
	class, exc, thread := object.StructItem(args, 0), object.StructItem(args, 1), object.StructItem(args, 3)
	if class == object.Head(object.SystemExit) {
		return object.NewRef(object.None)
	}
	name := "<failed to get thread name>"
	if thread != object.None {
		v := object.GetAttrString(thread, "name")
		if v == nil {
			object.ClearErr()
		} else {
			name = object.TextOf(v)
			object.Decref(v)
		}
	} else {
		name = object.ReprOf(object.None)
	}
	text := "Exception in thread " + name + ":\n"
	if object.IsException(exc) {
		text += object.FormatException(exc)
	}
	object.WriteStream("stderr", text)
	return object.NewRef(object.None)
}
