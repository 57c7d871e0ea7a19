// Package gc is the module gc: what can be asked of the collector of cycles and set in it. The collector itself is package
// object's and internal/gc's.
package gc

import (
	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

func init() {
	functions := object.GoModule("gc", "The collector of cycles.", &methods)
	object.DefineModule("gc", func() obj {
		m := functions()
		if m == nil || !fill(m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
}

func fill(m obj) bool {
	for name, v := range map[string]int64{
		"DEBUG_STATS": object.GCDebugStats, "DEBUG_COLLECTABLE": object.GCDebugCollectable,
		"DEBUG_UNCOLLECTABLE": object.GCDebugUncollectable, "DEBUG_SAVEALL": object.GCDebugSaveAll,
		"DEBUG_LEAK": object.GCDebugCollectable | object.GCDebugUncollectable | object.GCDebugSaveAll,
	} {
		if !object.AddObject(m, name, object.NewInt(v)) {
			return false
		}
	}
	return object.AddObject(m, "garbage", object.NewRef(object.GC().Garbage())) &&
		object.AddObject(m, "callbacks", object.XNewRef(object.GC().Callbacks()))
}

func none() obj { return object.NewRef(object.None) }

var (
	collectParams = object.Params{Func: "collect", Names: []string{"generation"}, Positional: 1}
	objectsParams = object.Params{Func: "get_objects", Names: []string{"generation"}, Positional: 1}
)

var methods = []object.Method{
	{Name: "enable", Doc: doc("enable", "/", "Collect automatically."), NoArgs: func(obj) obj { return enable(1) }},
	{Name: "disable", Doc: doc("disable", "/", "Do not collect automatically."), NoArgs: func(obj) obj { return enable(0) }},
	{Name: "isenabled", Doc: doc("isenabled", "/", "Tell whether the collector works automatically."), NoArgs: func(obj) obj {
		return object.NewBool(object.Thread().Interp.GCEnabled != 0)
	}},
	{Name: "collect", Doc: doc("collect", "/, generation=2", "Collect a generation and the younger ones; return how many objects were unreachable."), FastKeys: collect},
	{Name: "set_debug", Doc: doc("set_debug", "flags, /", "Set the flags for debugging."), O: func(_, flags obj) obj {
		v, ok := object.AsInt32(flags)
		if !ok {
			return nil
		}
		object.GC().SetDebug(int(v))
		return none()
	}},
	{Name: "get_debug", Doc: doc("get_debug", "/", "The flags for debugging."), NoArgs: func(obj) obj { return object.NewInt(int64(object.GC().Debug())) }},
	{Name: "set_threshold", Doc: "set_threshold(threshold0, [threshold1, [threshold2]]) -> None\nWhen the generations are collected; 0 for the first is never.", Varargs: setThreshold},
	{Name: "get_threshold", Doc: doc("get_threshold", "/", "When the generations are collected."), NoArgs: func(obj) obj {
		return perGeneration(func(i int) int64 { return int64(object.Thread().Interp.GC[i].Threshold) })
	}},
	{Name: "get_count", Doc: doc("get_count", "/", "How far the generations are from being collected."), NoArgs: func(obj) obj {
		return perGeneration(func(i int) int64 { return int64(object.Thread().Interp.GC[i].Count) })
	}},
	{Name: "get_stats", Doc: doc("get_stats", "/", "What has happened to each generation."), NoArgs: stats},
	{Name: "get_objects", Doc: doc("get_objects", "/, generation=None", "The objects that the collector knows, of one generation or of all."), FastKeys: objects},
	{Name: "get_referrers", Doc: "get_referrers(*objs) -> list\nThe objects that refer to some of these.", Varargs: referrers},
	{Name: "get_referents", Doc: "get_referents(*objs) -> list\nThe objects that these refer to.", Varargs: referents},
	{Name: "is_tracked", Doc: doc("is_tracked", "obj, /", "Tell whether the collector knows an object."), O: func(_, o obj) obj {
		return object.NewBool(object.HasHeader(o) && object.GCIsTracked(o))
	}},
	{Name: "is_finalized", Doc: doc("is_finalized", "obj, /", "Tell whether an object's finalizer has run."), O: func(_, o obj) obj {
		return object.NewBool(object.Finalized(o))
	}},
	{Name: "freeze", Doc: doc("freeze", "/", "Let no collection look at the objects that there are now."), NoArgs: func(obj) obj {
		object.GC().Freeze()
		return none()
	}},
	{Name: "unfreeze", Doc: doc("unfreeze", "/", "Let collections look at all objects again."), NoArgs: func(obj) obj {
		object.GC().Unfreeze()
		return none()
	}},
	{Name: "get_freeze_count", Doc: doc("get_freeze_count", "/", "How many objects no collection looks at."), NoArgs: func(obj) obj {
		return object.NewInt(int64(object.GC().Frozen()))
	}},
}

func doc(name, parameters, text string) string {
	if parameters != "/" {
		parameters = ", " + parameters
	} else {
		parameters = ", /"
	}
	return name + "($module" + parameters + ")\n--\n\n" + text
}

func enable(v int32) obj {
	object.Thread().Interp.GCEnabled = v
	return none()
}

func collect(_ obj, args *obj, n int, names obj) obj {
	var v [1]obj
	if !collectParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	generation := int32(2)
	if v[0] != nil {
		var ok bool
		if generation, ok = object.AsInt32(v[0]); !ok {
			return nil
		}
	}
	if generation < 0 || generation > 2 {
		return object.Raise(object.ValueError, "invalid generation")
	}
	return object.NewInt(int64(object.Collect(int(generation))))
}

func setThreshold(_, args obj) obj {
	items := object.TupleItems(args)
	if len(items) == 0 {
		return object.Raise(object.TypeError, "set_threshold() takes at least 1 argument (0 given)")
	}
	if len(items) > 3 {
		return object.Raise(object.TypeError, "set_threshold() takes at most 3 arguments (%d given)", len(items))
	}
	for i, o := range items {
		v, ok := object.AsInt32(o)
		if !ok {
			return nil
		}
		object.Thread().Interp.GC[i].Threshold = v
	}
	return none()
}

func perGeneration(f func(i int) int64) obj {
	return object.OwnedTuple(object.NewInt(f(0)), object.NewInt(f(1)), object.NewInt(f(2)))
}

func stats(obj) obj {
	list := object.NewList(0)
	if list == nil {
		return nil
	}
	for _, s := range object.GC().Stats() {
		d := object.NewDict()
		ok := d != nil && object.PutOwned(d, "collections", object.NewInt(int64(s.Collections))) &&
			object.PutOwned(d, "collected", object.NewInt(int64(s.Collected))) &&
			object.PutOwned(d, "uncollectable", object.NewInt(int64(s.Uncollectable))) && object.ListAppend(list, d)
		object.XDecref(d)
		if !ok {
			object.Decref(list)
			return nil
		}
	}
	return list
}

func objects(_ obj, args *obj, n int, names obj) obj {
	var v [1]obj
	if !objectsParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	generation := -1
	if v[0] != nil && v[0] != object.None {
		var ok bool
		if !object.IndexCheck(v[0]) {
			return object.Raise(object.TypeError, "argument should be integer or None, not '%.200s'", object.TypeName(v[0].Type))
		}
		if generation, ok = object.AsIndex(v[0], nil); !ok {
			return nil
		}
		if generation >= 3 {
			return object.Raise(object.ValueError, "generation parameter must be less than the number of available generations (3)")
		}
		if generation < -1 {
			return object.Raise(object.ValueError, "generation parameter cannot be negative")
		}
	}
	return object.ListFrom(object.GC().Members(generation))
}

func referrers(_, args obj) obj {
	wanted := map[obj]bool{}
	for _, o := range object.TupleItems(args) {
		wanted[o] = true
	}
	var found []obj
	for _, o := range object.GC().Members(-1) {
		if o == args {
			continue
		}
		refers := false
		object.GC().Referents(o, func(to obj) { refers = refers || wanted[to] })
		if refers {
			found = append(found, o)
		}
	}
	return object.ListFrom(found)
}

func referents(_, args obj) obj {
	var found []obj
	for _, o := range object.TupleItems(args) {
		if object.HasHeader(o) {
			object.GC().Referents(o, func(to obj) { found = append(found, to) })
		}
	}
	return object.ListFrom(found)
}
