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
	object.DefineModule("threading", object.FilledModule("threading", "Locks and threads.", nil, fillHigh))
}

var functions = []object.Method{
	{Name: "get_ident", Doc: "get_ident() -> integer\n\nThe number of the current thread.", NoArgs: func(obj) obj { return number(ident()) }},
	{Name: "get_native_id", Doc: "get_native_id() -> integer\n\nThe system's number of the current thread.", NoArgs: func(obj) obj {
		return object.NewInt(int64(syscall.Gettid()))
	}},
	{Name: "allocate_lock", Doc: "allocate_lock() -> lock object\n\nMake a lock.", NoArgs: func(obj) obj { return newLock(lockType) }},
	{Name: "allocate", Doc: "The same as allocate_lock.", NoArgs: func(obj) obj { return newLock(lockType) }},
	{Name: "_count", Doc: "_count() -> integer\n\nHow many threads that were started here are running.", NoArgs: func(obj) obj {
		return object.NewInt(int64(local().running))
	}},
	{Name: "start_new_thread", Doc: "start_new_thread(function, args[, kwargs])\n\nCall a function on a thread of its own.", Fast: startNew},
	{Name: "start_new", Doc: "The same as start_new_thread.", Fast: startNew},
	{Name: "exit", Doc: "exit()\n\nRaise SystemExit, which ends a thread silently.", NoArgs: func(obj) obj { return object.RaiseNone(object.SystemExit) }},
	{Name: "exit_thread", Doc: "The same as exit.", NoArgs: func(obj) obj { return object.RaiseNone(object.SystemExit) }},
	{Name: "_excepthook", Doc: "excepthook(exc_type, exc_value, exc_traceback, thread)\n\nPrint an exception that a thread ended with.", O: exceptHook},
}

func fillLow(m obj) bool {
	return object.AddObject(m, "LockType", object.TypeObject(lockType)) && object.AddObject(m, "RLock", object.TypeObject(rlockType)) &&
		object.AddObject(m, "_local", object.TypeObject(localType)) && object.AddObject(m, "_ExceptHookArgs", object.TypeObject(hookArgsType)) &&
		object.AddObject(m, "error", object.TypeObject(object.RuntimeError)) && object.AddObject(m, "TIMEOUT_MAX", object.NewFloat(timeoutMax))
}

// borrowed are the names that threading has from _thread.
var borrowed = map[string]string{
	"Lock": "allocate_lock", "RLock": "RLock", "local": "_local", "get_ident": "get_ident", "get_native_id": "get_native_id", "TIMEOUT_MAX": "TIMEOUT_MAX",
	"ThreadError": "error", "ExceptHookArgs": "_ExceptHookArgs", "excepthook": "_excepthook", "__excepthook__": "_excepthook",
	"_start_new_thread": "start_new_thread", "_allocate_lock": "allocate_lock", // private, and yet code takes them from here
}

func fillHigh(m obj) bool {
	low := object.Import("_thread")
	if low == nil {
		return false
	}
	defer object.Decref(low)
	for to, from := range borrowed {
		if !object.AddObject(m, to, object.GetAttrString(low, from)) {
			return false
		}
	}
	for _, c := range classes {
		class := c.class
		class.Module, class.NoSlots = "threading", true
		if c.base != "" {
			class.Bases = []obj{object.ModuleObject(m, c.base)}
		}
		if !object.AddObject(m, class.Name, class.Make()) {
			return false
		}
	}
	return object.AddObject(m, "_active", object.NewDict()) && object.AddObject(m, "_main_thread", foreignThread(m, "_MainThread", "MainThread")) &&
		object.AddDefs(m, threadingDefs)
}

// classes are those of threading, in order: bases come first.
var classes = []struct {
	class object.Class
	base  string
}{
	{object.Class{Name: "Event", Doc: "A flag that threads can wait for.", Defs: eventDefs}, ""},
	{object.Class{Name: "Condition", Doc: "A lock with threads that wait for somebody's notice.", Defs: conditionDefs}, ""},
	{object.Class{Name: "Semaphore", Doc: "A counter that threads wait for when it is zero.", Defs: semaphoreDefs}, ""},
	{object.Class{Name: "BoundedSemaphore", Doc: "A semaphore that never counts more than it began with.", Defs: boundedDefs}, "Semaphore"},
	{object.Class{Name: "Thread", Doc: "A thread of the process.", Defs: threadDefs, More: addProperties}, ""},
	{object.Class{Name: "Timer", Doc: "A thread that calls a function after a while, unless it is cancelled.", Defs: timerDefs}, "Thread"},
	{object.Class{Name: "_MainThread"}, "Thread"},
	{object.Class{Name: "_DummyThread"}, "Thread"},
}

var threadingDefs = []def{
	{Sig: "current_thread()", Doc: "The object of the calling thread.", Do: currentThread},
	{Sig: "currentThread()", Doc: "The object of the calling thread.", Do: currentThread},
	{Sig: "main_thread()", Doc: "The object of the thread that imported the module.", Do: func([]obj) obj {
		return ofModule(func(m obj) obj { return object.XNewRef(object.ModuleObject(m, "_main_thread")) })
	}},
	{Sig: "active_count()", Doc: "How many threads were started here or have asked for their object.", Do: func([]obj) obj {
		return ofModule(func(m obj) obj { return object.NewInt(int64(object.DictLen(object.ModuleObject(m, "_active")))) })
	}},
	{Sig: "enumerate()", Doc: "The objects of the threads that were started here or have asked for one.", Do: func([]obj) obj {
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
		return foreignThread(m, "_DummyThread", "Dummy-"+strconv.FormatUint(ident(), 10))
	})
}
