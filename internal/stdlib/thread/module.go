package thread

import (
	"strconv"
	"syscall"

	"github.com/d95905aa/gilded/internal/object"
)

func init() {
	low := object.GoModule("_thread", "Locks and threads.", &functions)
	object.DefineModule("_thread", func() obj {
		m := low()
		if m == nil || !fillLow(m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
	object.DefineModule("threading", func() obj {
		m := object.NewModuleString("threading")
		if m == nil || !object.SetDoc(m, "Locks and threads.") || !fillHigh(m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
}

var functions = []object.Method{
	{Name: "get_ident", Doc: "get_ident() -> integer\n\nThe number of the current thread.", NoArgs: func(obj) obj { return number(ident()) }},
	{Name: "get_native_id", Doc: "get_native_id() -> integer\n\nThe system's number of the current thread.", NoArgs: func(obj) obj {
		return object.NewInt(int64(syscall.Gettid()))
	}},
	{Name: "allocate_lock", Doc: "allocate_lock() -> lock object\n\nMake a lock.", NoArgs: func(obj) obj { return newLock(lockType) }},
	{Name: "allocate", Doc: "The same as allocate_lock.", NoArgs: func(obj) obj { return newLock(lockType) }},
	{Name: "_count", Doc: "_count() -> integer\n\nHow many threads were started here: none.", NoArgs: func(obj) obj { return object.NewInt(0) }},
}

func fillLow(m obj) bool {
	return object.AddObject(m, "LockType", object.TypeObject(lockType)) && object.AddObject(m, "RLock", object.TypeObject(rlockType)) &&
		object.AddObject(m, "_local", object.TypeObject(localType)) &&
		object.AddObject(m, "error", object.TypeObject(object.RuntimeError)) && object.AddObject(m, "TIMEOUT_MAX", object.NewFloat(timeoutMax))
}

func fillHigh(m obj) bool {
	low := object.Import("_thread")
	if low == nil {
		return false
	}
	defer object.Decref(low)
	for to, from := range map[string]string{
		"Lock": "allocate_lock", "RLock": "RLock", "local": "_local", "get_ident": "get_ident", "get_native_id": "get_native_id", "TIMEOUT_MAX": "TIMEOUT_MAX",
		"ThreadError": "error",
	} {
		if !object.AddObject(m, to, object.GetAttrString(low, from)) {
			return false
		}
	}
	class := object.Class{Name: "Thread", Module: "threading", NoSlots: true, Doc: "A thread of the process.", Defs: threadDefs}
	made := class.Make()
	if !object.AddObject(m, "Thread", made) {
		return false
	}
	main := object.Class{Name: "_MainThread", Module: "threading", NoSlots: true, Bases: []obj{made}}
	foreign := object.Class{Name: "_DummyThread", Module: "threading", NoSlots: true, Bases: []obj{made}}
	if !object.AddObject(m, "_MainThread", main.Make()) || !object.AddObject(m, "_DummyThread", foreign.Make()) {
		return false
	}
	threads := object.NewDict()
	return object.AddObject(m, "_active", threads) && object.AddObject(m, "_main_thread", newThread(m, "_MainThread", "MainThread")) &&
		object.AddDefs(m, threadingDefs)
}

// newThread makes the object of the calling thread, and remembers it: a new reference.
func newThread(m obj, class, name string) obj {
	o := object.CallArgs(object.ModuleObject(m, class))
	if o == nil {
		return nil
	}
	key := number(ident())
	defer object.XDecref(key)
	ok := key != nil
	for attribute, v := range map[string]obj{
		"name": object.NewStr(name), "ident": number(ident()), "native_id": object.NewInt(int64(syscall.Gettid())),
		"daemon": object.NewBool(class == "_DummyThread"),
	} {
		ok = ok && v != nil && object.SetAttrString(o, attribute, v)
		object.XDecref(v)
	}
	if !ok || !object.DictSet(object.ModuleObject(m, "_active"), key, o) {
		object.Decref(o)
		return nil
	}
	return o
}

var threadDefs = []def{
	{Sig: "is_alive(self)", Do: func([]obj) obj { return object.NewBool(true) }},
	{Sig: "getName(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "name") }},
	{Sig: "isDaemon(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "daemon") }},
	{Sig: "start(self)", Do: func([]obj) obj {
		return object.Raise(object.RuntimeError, "threads are started by the program that this runtime is part of")
	}},
	{Sig: "__repr__(self)", Do: func(a []obj) obj {
		name, ok := object.LookupAttrString(a[0], "name")
		if !ok {
			return nil
		}
		text := "None"
		if name != nil {
			text = object.TextOf(name)
			object.Decref(name)
		}
		return object.NewStr("<" + object.ShortName(a[0].Type) + "(" + text + ", started " + strconv.FormatUint(ident(), 10) + ")>")
	}},
}

var threadingDefs = []def{
	{Sig: "current_thread()", Doc: "The object of the calling thread.", Do: currentThread},
	{Sig: "currentThread()", Doc: "The object of the calling thread.", Do: currentThread},
	{Sig: "main_thread()", Doc: "The object of the thread that imported the module.", Do: func([]obj) obj {
		return ofModule(func(m obj) obj { return object.XNewRef(object.ModuleObject(m, "_main_thread")) })
	}},
	{Sig: "active_count()", Doc: "How many threads have asked for their object.", Do: func([]obj) obj {
		return ofModule(func(m obj) obj { return object.NewInt(int64(object.DictLen(object.ModuleObject(m, "_active")))) })
	}},
	{Sig: "enumerate()", Doc: "The objects of the threads that have asked for one.", Do: func([]obj) obj {
		return ofModule(func(m obj) obj { return object.DictValues(object.ModuleObject(m, "_active")) })
	}},
}

func ofModule(f func(m obj) obj) obj {
	m := object.Import("threading")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	return f(m)
}

func currentThread([]obj) obj {
	return ofModule(func(m obj) obj {
		key := number(ident())
		if key == nil {
			return nil
		}
		defer object.Decref(key)
		known, ok := object.DictGet(object.ModuleObject(m, "_active"), key)
		if known != nil || !ok {
			return object.XNewRef(known)
		}
		return newThread(m, "_DummyThread", "Dummy-"+strconv.FormatUint(ident(), 10))
	})
}
