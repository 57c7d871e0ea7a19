package thread

import (
	"strconv"
	"syscall"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// Thread: the attributes are named as in CPython, for those who look at them; the Go state says what waits for what.

// life is the state of a Thread.
type life struct {
	started, ended event
	foreign        bool // it was not started here, and nothing tells when it ends
}

func newLife() *life {
	return &life{started: event{ch: make(chan struct{})}, ended: event{ch: make(chan struct{})}}
}

// setAll sets attributes to values that it takes over.
func setAll(o obj, values map[string]obj) bool {
	ok := true
	for name, v := range values {
		ok = ok && v != nil && object.SetAttrString(o, name, v)
		object.XDecref(v)
	}
	return ok
}

// foreignThread makes the object of the calling thread, which was not started here, and remembers it: a new reference.
func foreignThread(m obj, class, name string) obj {
	args, given := object.NewTuple(0), object.NewDict()
	defer object.XDecref(args)
	defer object.XDecref(given)
	if args == nil || given == nil || !object.PutOwned(given, "name", object.NewStr(name)) ||
		!object.PutOwned(given, "daemon", object.NewBool(class == "_DummyThread")) {
		return nil
	}
	o := object.Call(object.ModuleObject(m, class), args, given)
	if o == nil {
		return nil
	}
	l, ok := stateIn[*life](o)
	if ok {
		l.foreign = true
		l.started.raise()
	}
	key := number(ident())
	defer object.XDecref(key)
	ok = ok && key != nil && setAll(o, map[string]obj{
		"_ident": number(ident()), "_native_id": object.NewInt(int64(syscall.Gettid())),
	}) && object.DictSet(object.ModuleObject(m, "_active"), key, o)
	if !ok {
		object.Decref(o)
		return nil
	}
	return o
}

var threadDefs = []def{
	{Sig: "__init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None)", Do: initThread},
	{Sig: "__repr__(self)", Do: onLifeOr(object.AssertionError, "Thread.__init__() was not called", reprThread)},
	{Sig: "start(self)", Doc: "Run the thread.", Do: onLifeOr(object.RuntimeError, "thread.__init__() not called", startThread)},
	{Sig: "run(self)", Doc: "What the thread does: call the target.", Do: runThread},
	{Sig: "join(self, timeout=None)", Doc: "Wait until the thread ends.", Do: onLife(joinThread)},
	{Sig: "is_alive(self)", Doc: "Tell whether the thread was started and has not ended.", Do: onLifeOr(object.AssertionError, "Thread.__init__() not called", func(l *life, _ []obj) obj {
		return object.NewBool(l.started.set && !l.ended.set)
	})},
	{Sig: "isDaemon(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "daemon") }},
	{Sig: "getName(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "name") }},
	{Sig: "setName(self, name)", Do: func(a []obj) obj { return object.NoneIf(object.SetAttrString(a[0], "name", a[1])) }},
	{Sig: "setDaemon(self, daemonic)", Do: func(a []obj) obj { return object.NoneIf(object.SetAttrString(a[0], "daemon", a[1])) }},
}

// property is an attribute of Thread that is computed.
type property struct {
	get, set def
}

var threadProperties = []property{
	{attribute("name", "_name"), def{Sig: "name(self, name)", Do: func(a []obj) obj {
		return object.NoneIf(setAll(a[0], map[string]obj{"_name": object.Str(a[1])}))
	}}},
	{attribute("ident", "_ident"), def{}},
	{attribute("native_id", "_native_id"), def{}},
	{attribute("daemon", "_daemonic"), def{Sig: "daemon(self, daemonic)", Do: onLife(func(l *life, a []obj) obj {
		if l.started.set {
			return object.Raise(object.RuntimeError, "cannot set daemon status of active thread")
		}
		return object.NoneIf(object.SetAttrString(a[0], "_daemonic", a[1]))
	})}},
}

// attribute is a getter that returns another attribute.
func attribute(name, from string) def {
	return def{Sig: name + "(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], from) }}
}

func addProperties(namespace obj) bool {
	for i := range threadProperties {
		p := &threadProperties[i]
		args := []obj{object.NewDef(&p.get, "threading", "Thread")}
		if p.set.Sig != "" {
			args = append(args, object.NewDef(&p.set, "threading", "Thread"))
		}
		all := object.OwnedTuple(args...)
		if all == nil {
			return false
		}
		made := object.Call(object.Head(object.PropertyType), all, nil)
		object.Decref(all)
		if !object.PutOwned(namespace, object.DefName(&p.get), made) {
			return false
		}
	}
	return true
}

func onLife(do func(l *life, a []obj) obj) func(a []obj) obj {
	return onLifeOr(object.RuntimeError, "Thread.__init__() not called", do)
}

// onLifeOr is a method that raises if the object has not been initialised.
func onLifeOr(class *object.Type, complaint string, do func(l *life, a []obj) obj) func(a []obj) obj {
	return func(a []obj) obj {
		known, ok := object.LookupAttrString(a[0], stateName)
		if !ok {
			return nil
		}
		if known == nil {
			return object.Raise(class, "%s", complaint)
		}
		object.Decref(known)
		l, ok := stateIn[*life](a[0])
		if !ok {
			return nil
		}
		return do(l, a)
	}
}

func initThread(a []obj) obj {
	self, target, name, args, kwargs, daemon := a[0], a[2], a[3], a[4], a[5], a[6]
	if a[1] != object.None {
		return object.Raise(object.AssertionError, "group argument must be None for now")
	}
	var text obj
	if name == object.None {
		text = newName(target)
	} else {
		text = object.Str(name)
	}
	keywords := object.NewRef(kwargs)
	if kwargs == object.None {
		object.Decref(keywords)
		keywords = object.NewDict()
	}
	if args == nil {
		args = object.None
	}
	ok := setAll(self, map[string]obj{
		"_target": object.NewRef(target), "_name": text, "_args": object.NewRef(args), "_kwargs": keywords, "_daemonic": ofDaemon(daemon),
		"_ident": object.NewRef(object.None), "_native_id": object.NewRef(object.None), "_initialized": object.NewBool(true),
	})
	return object.NoneIf(ok && keepState(self, newLife()))
}

// ofDaemon is whether a new thread is a daemon: as its maker is, if nothing is said.
func ofDaemon(v obj) obj {
	if v != object.None {
		return object.NewRef(v)
	}
	me := currentThread(nil)
	if me == nil {
		return nil
	}
	defer object.Decref(me)
	return object.GetAttrString(me, "daemon")
}

func newName(target obj) obj {
	local().names++
	name := "Thread-" + strconv.Itoa(local().names)
	if target != object.None {
		of, ok := object.LookupAttrString(target, "__name__")
		if !ok {
			return nil
		}
		if of != nil {
			name += " (" + object.TextOf(of) + ")"
			object.Decref(of)
		}
	}
	return object.NewStr(name)
}

func reprThread(l *life, a []obj) obj {
	name := object.GetAttrString(a[0], "_name")
	if name == nil {
		return nil
	}
	defer object.Decref(name)
	daemon := object.GetAttrString(a[0], "_daemonic")
	if daemon == nil {
		return nil
	}
	defer object.Decref(daemon)
	id := object.GetAttrString(a[0], "_ident")
	if id == nil {
		return nil
	}
	defer object.Decref(id)
	status := "initial"
	switch {
	case l.ended.set:
		status = "stopped"
	case l.started.set:
		status = "started"
	}
	truth := object.IsTrue(daemon)
	if truth < 0 {
		return nil
	}
	if truth > 0 {
		status += " daemon"
	}
	if id != object.None {
		status += " " + object.ReprOf(id)
	}
	return object.NewStr("<" + object.ShortName(a[0].Type) + "(" + object.TextOf(name) + ", " + status + ")>")
}

// startThread returns when the thread runs.
func startThread(l *life, a []obj) obj {
	if l.started.set {
		return object.Raise(object.RuntimeError, "threads can only be started once")
	}
	daemon := object.GetAttrString(a[0], "daemon")
	if daemon == nil {
		return nil
	}
	truth := object.IsTrue(daemon)
	object.Decref(daemon)
	if truth < 0 {
		return nil
	}
	self := object.NewRef(a[0])
	id := begin(truth > 0, func() {
		bootstrap(l, self)
		object.Decref(self)
	})
	if id == nil {
		object.Decref(self)
		return nil
	}
	object.Decref(id)
	waitFor(l.started.ch, endless)
	return object.NewRef(object.None)
}

// bootstrap is what a thread runs. It ends with no exception set.
func bootstrap(l *life, self obj) {
	key := number(ident())
	ok := key != nil && setAll(self, map[string]obj{"_ident": object.NewRef(key), "_native_id": object.NewInt(int64(syscall.Gettid()))}) && remember(key, self)
	l.started.raise()
	if !ok || !object.Finished(object.CallMethod(self, "run")) {
		report(self)
	}
	if key != nil {
		remember(key, nil)
		object.Decref(key)
	}
	object.ClearErr()
	l.ended.raise()
}

// remember makes a thread the one of a number, or none if it is nil.
func remember(key, thread obj) bool {
	return object.Finished(ofModule(func(m obj) obj {
		active := object.ModuleObject(m, "_active")
		if thread != nil {
			return object.NoneIf(object.DictSet(active, key, thread))
		}
		if object.DictContains(active, key) > 0 && !object.DictDel(active, key) {
			return nil
		}
		return object.NewRef(object.None)
	}))
}

// report gives the exception that a thread ended with to threading.excepthook.
func report(self obj) {
	exc := object.TakeException()
	tb := object.As[*abi.BaseException](exc).Traceback
	if tb == nil {
		tb = object.None
	}
	parts := object.Pack(object.Head(exc.Type), exc, tb, self)
	object.Decref(exc)
	done := ofModule(func(m obj) obj {
		hook := object.GetAttrString(m, "excepthook")
		if hook == nil || parts == nil {
			object.XDecref(hook)
			return nil
		}
		defer object.Decref(hook)
		args := object.CallArgs(object.Head(hookArgsType), parts)
		if args == nil {
			return nil
		}
		defer object.Decref(args)
		return object.CallOne(hook, args)
	})
	object.XDecref(parts)
	if !object.Finished(done) {
		object.WriteUnraisableMessage("in thread", self)
	}
}

// runThread calls the target, and forgets it.
func runThread(a []obj) obj {
	result := callHeld(a[0], "_target", "_args", "_kwargs")
	class, v, tb := object.FetchErr()
	for _, name := range []string{"_target", "_args", "_kwargs"} {
		if !object.SetAttrString(a[0], name, nil) {
			object.ClearErr()
		}
	}
	object.RestoreErr(class, v, tb)
	return object.NoneIf(object.Finished(result))
}

func joinThread(l *life, a []obj) obj {
	if !l.started.set {
		return object.Raise(object.RuntimeError, "cannot join thread before it is started")
	}
	id := object.GetAttrString(a[0], "_ident")
	if id == nil {
		return nil
	}
	mine, ok := object.AsUint64(id)
	object.Decref(id)
	switch {
	case !ok:
		return nil
	case mine == ident():
		return object.Raise(object.RuntimeError, "cannot join current thread")
	}
	wait := endless
	if a[1] != object.None {
		zero := object.NewInt(0)
		below := object.RichCompareBool(zero, a[1], abi.GT)
		object.Decref(zero)
		if below < 0 {
			return nil
		}
		if wait, ok = patience(a[1]); !ok {
			return nil
		}
	}
	waitFor(l.ended.ch, wait)
	return object.NewRef(object.None)
}

// A Timer is a thread that waits for an event, and calls a function if that does not come.
var timerDefs = []def{
	{Sig: "__init__(self, interval, function, args=None, kwargs=None)", Do: func(a []obj) obj {
		args, kwargs := object.NewRef(a[3]), object.NewRef(a[4])
		if args == object.None {
			args = object.NewList(0)
		}
		if kwargs == object.None {
			kwargs = object.NewDict()
		}
		finished := ofModule(func(m obj) obj { return object.CallNone(object.ModuleObject(m, "Event")) })
		base := object.Finished(ofModule(func(m obj) obj { return object.CallMethod(object.ModuleObject(m, "Thread"), "__init__", a[0]) }))
		return object.NoneIf(setAll(a[0], map[string]obj{
			"interval": object.NewRef(a[1]), "function": object.NewRef(a[2]), "args": args, "kwargs": kwargs, "finished": finished,
		}) && base)
	}},
	{Sig: "cancel(self)", Doc: "Do not call the function.", Do: func(a []obj) obj { return onFinished(a[0], "set") }},
	{Sig: "run(self)", Do: func(a []obj) obj {
		interval := object.GetAttrString(a[0], "interval")
		if interval == nil {
			return nil
		}
		waited := onFinished(a[0], "wait", interval)
		object.Decref(interval)
		if !object.Finished(waited) {
			return nil
		}
		cancelled := onFinished(a[0], "is_set")
		if cancelled == nil {
			return nil
		}
		truth := object.IsTrue(cancelled)
		object.Decref(cancelled)
		if truth < 0 || truth == 0 && !object.Finished(callHeld(a[0], "function", "args", "kwargs")) {
			return nil
		}
		return onFinished(a[0], "set")
	}},
}

func onFinished(self obj, method string, args ...obj) obj {
	e := object.GetAttrString(self, "finished")
	if e == nil {
		return nil
	}
	defer object.Decref(e)
	return object.CallMethod(e, method, args...)
}

// callHeld calls a function with arguments, all of which are attributes: None if the function is None.
func callHeld(self obj, function, arguments, keywords string) obj {
	f := object.GetAttrString(self, function)
	if f == nil || f == object.None {
		return f
	}
	defer object.Decref(f)
	args := object.GetAttrString(self, arguments)
	if args == nil {
		return nil
	}
	defer object.Decref(args)
	kwargs := object.GetAttrString(self, keywords)
	if kwargs == nil {
		return nil
	}
	defer object.Decref(kwargs)
	all := object.Starred(args)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	dict := object.NewDict()
	if dict == nil {
		return nil
	}
	defer object.Decref(dict)
	if !object.DictUpdate(dict, kwargs) {
		return nil
	}
	return object.Call(f, all, dict)
}
