package contextlib

import "github.com/d95905aa/gilded/internal/object"

// Context managers that are ready for use.

var closingDefs = []def{
	{Sig: "__init__(self, thing)", Do: func(a []obj) obj { return set(a[0], []string{"thing"}, a[1]) }},
	{Sig: "__enter__(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "thing") }},
	{Sig: "__exit__(self, *exc_info)", Do: func(a []obj) obj {
		thing := object.GetAttrString(a[0], "thing")
		if thing == nil {
			return nil
		}
		defer object.Decref(thing)
		return object.NoneIf(object.Finished(object.CallMethod(thing, "close")))
	}},
}

var suppressDefs = []def{
	{Sig: "__init__(self, *exceptions)", Do: func(a []obj) obj { return set(a[0], []string{"_exceptions"}, a[1]) }},
	{Sig: "__enter__(self)", Do: func([]obj) obj { return none() }},
	{Sig: "__exit__(self, exctype, excinst, exctb)", Do: func(a []obj) obj {
		if a[1] == object.None {
			return object.NewBool(false)
		}
		classes := object.GetAttrString(a[0], "_exceptions")
		if classes == nil {
			return nil
		}
		defer object.Decref(classes)
		return object.Truth(object.IsSubclass(a[1], classes))
	}},
}

var nullDefs = []def{
	{Sig: "__init__(self, enter_result=None)", Do: func(a []obj) obj { return set(a[0], []string{"enter_result"}, a[1]) }},
	{Sig: "__enter__(self)", Do: func(a []obj) obj { return object.GetAttrString(a[0], "enter_result") }},
	{Sig: "__exit__(self, *excinfo)", Do: func([]obj) obj { return none() }},
	{Sig: "__aenter__(self)", Do: func(a []obj) obj {
		v := object.GetAttrString(a[0], "enter_result")
		if v == nil {
			return nil
		}
		defer object.Decref(v)
		return later(v)
	}},
	{Sig: "__aexit__(self, *excinfo)", Do: func([]obj) obj { return later(object.None) }},
}

// stream is what a class that redirects one calls it, as its name in sys.
func stream(name string) func(namespace obj) bool {
	return func(namespace obj) bool {
		if name == "" {
			return object.PutOwned(namespace, "_stream", none())
		}
		return object.PutOwned(namespace, "_stream", object.NewStr(name))
	}
}

var redirectDefs = []def{
	{Sig: "__init__(self, new_target)", Do: func(a []obj) obj {
		old := object.NewList(0)
		if old == nil {
			return nil
		}
		defer object.Decref(old)
		return set(a[0], []string{"_new_target", "_old_targets"}, a[1], old)
	}},
	{Sig: "__enter__(self)", Do: func(a []obj) obj {
		target := object.GetAttrString(a[0], "_new_target")
		if target == nil {
			return nil
		}
		if !redirect(a[0], target) {
			object.Decref(target)
			return nil
		}
		return target
	}},
	{Sig: "__exit__(self, exctype, excinst, exctb)", Do: func(a []obj) obj {
		before := popOld(a[0], "_old_targets")
		if before == nil {
			return nil
		}
		defer object.Decref(before)
		return object.NoneIf(onSys(a[0], func(sys, name obj) bool { return object.SetAttr(sys, name, before) }))
	}},
}

// onSys calls f with the module sys and the name of a redirection's stream.
func onSys(self obj, f func(sys, name obj) bool) bool {
	name := object.GetAttrString(self, "_stream")
	if name == nil {
		return false
	}
	defer object.Decref(name)
	sys := object.Import("sys")
	if sys == nil {
		return false
	}
	defer object.Decref(sys)
	return f(sys, name)
}

func redirect(self, target obj) bool {
	return onSys(self, func(sys, name obj) bool {
		before := object.GetAttr(sys, name)
		return before != nil && pushOld(self, "_old_targets", before) && object.SetAttr(sys, name, target)
	})
}

// pushOld and popOld keep what was before in a list that is an attribute; pushOld takes the reference over.
func pushOld(self obj, list string, before obj) bool {
	defer object.Decref(before)
	l := object.GetAttrString(self, list)
	if l == nil {
		return false
	}
	defer object.Decref(l)
	return object.Finished(object.CallMethod(l, "append", before))
}

func popOld(self obj, list string) obj {
	l := object.GetAttrString(self, list)
	if l == nil {
		return nil
	}
	defer object.Decref(l)
	return object.CallMethod(l, "pop")
}

var chdirDefs = []def{
	{Sig: "__init__(self, path)", Do: func(a []obj) obj {
		old := object.NewList(0)
		if old == nil {
			return nil
		}
		defer object.Decref(old)
		return set(a[0], []string{"path", "_old_cwd"}, a[1], old)
	}},
	{Sig: "__enter__(self)", Do: func(a []obj) obj {
		path := object.GetAttrString(a[0], "path")
		if path == nil {
			return nil
		}
		defer object.Decref(path)
		before := callOS("getcwd")
		if before == nil || !pushOld(a[0], "_old_cwd", before) {
			return nil
		}
		return object.NoneIf(object.Finished(callOS("chdir", path)))
	}},
	{Sig: "__exit__(self, *excinfo)", Do: func(a []obj) obj {
		before := popOld(a[0], "_old_cwd")
		if before == nil {
			return nil
		}
		defer object.Decref(before)
		return object.NoneIf(object.Finished(callOS("chdir", before)))
	}},
}

func callOS(name string, args ...obj) obj {
	os := object.Import("os")
	if os == nil {
		return nil
	}
	defer object.Decref(os)
	return object.CallMethod(os, name, args...)
}
