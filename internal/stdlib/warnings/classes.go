package warnings

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// The classes of the module: what showing gets, and the context in which filters can be changed.

var details = []string{"message", "category", "filename", "lineno", "file", "line", "source"}

var classes = []*object.Class{
	{Name: "WarningMessage", Module: "warnings", NoSlots: true, Defs: messageDefs, More: func(namespace obj) bool {
		items := make([]obj, len(details))
		for i, name := range details {
			items[i] = object.NewStr(name)
		}
		return object.PutOwned(namespace, "_WARNING_DETAILS", object.OwnedTuple(items...))
	}},
	{
		Name: "catch_warnings", Module: "warnings", NoSlots: true, Defs: catchDefs,
		Doc: "Restores the filters, and what shows warnings, at the end; record=True collects the warnings in a list.",
	},
}

var messageDefs = []def{
	{Sig: "__init__(self, message, category, filename, lineno, file=None, line=None, source=None)", Do: func(a []obj) obj {
		for i, name := range details {
			if !object.SetAttrString(a[0], name, a[i+1]) {
				return nil
			}
		}
		truth := object.IsTrue(a[2])
		if truth < 0 {
			return nil
		}
		name := object.NewRef(object.None)
		if truth > 0 {
			object.Decref(name)
			if name = object.GetAttrString(a[2], "__name__"); name == nil {
				return nil
			}
		}
		defer object.Decref(name)
		return noneIf(object.SetAttrString(a[0], "_category_name", name))
	}},
	{Sig: "__str__(self)", Do: func(a []obj) obj {
		var parts []string
		for _, p := range []struct {
			attribute, shown string
			repr             bool
		}{{"message", "message", true}, {"_category_name", "category", true}, {"filename", "filename", true}, {"lineno", "lineno", false}, {"line", "line", true}} {
			v := object.GetAttrString(a[0], p.attribute)
			if v == nil {
				return nil
			}
			s := object.Str
			if p.repr {
				s = object.Repr
			}
			shown := s(v)
			object.Decref(v)
			if shown == nil {
				return nil
			}
			parts = append(parts, p.shown+" : "+object.StrOf(shown))
			object.Decref(shown)
		}
		return object.NewStr("{" + strings.Join(parts, ", ") + "}")
	}},
}

var catchDefs = []def{
	{Sig: "__init__(self, *, record=False, module=None, action=None, category=unset, lineno=0, append=False)", Do: func(a []obj) obj {
		module := object.NewRef(a[2])
		defer func() { object.XDecref(module) }()
		if module == object.None {
			object.Decref(module)
			if module = object.Import("warnings"); module == nil {
				return nil
			}
		}
		filter := object.NewRef(object.None)
		if a[3] != object.None {
			object.Decref(filter)
			if filter = object.Pack(a[3], categoryOr(a[4]), a[5], a[6]); filter == nil {
				return nil
			}
		}
		defer object.Decref(filter)
		return noneIf(object.SetAttrString(a[0], "_record", a[1]) && object.SetAttrString(a[0], "_module", module) &&
			object.SetAttrString(a[0], "_entered", object.False) && object.SetAttrString(a[0], "_filter", filter))
	}},
	{Sig: "__repr__(self)", Do: reprCatch},
	{Sig: "__enter__(self)", Do: enterCatch},
	{Sig: "__exit__(self, *exc_info)", Do: exitCatch},
}

func reprCatch(a []obj) obj {
	var args []string
	record := object.GetAttrString(a[0], "_record")
	if record == nil {
		return nil
	}
	truth := object.IsTrue(record)
	object.Decref(record)
	if truth < 0 {
		return nil
	}
	if truth > 0 {
		args = append(args, "record=True")
	}
	module := object.GetAttrString(a[0], "_module")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	known, ok := object.DictGetString(object.State().Modules, "warnings")
	if !ok {
		return nil
	}
	if module != known {
		r := object.Repr(module)
		if r == nil {
			return nil
		}
		args = append(args, "module="+object.StrOf(r))
		object.Decref(r)
	}
	return object.NewStr(object.ShortName(a[0].Type) + "(" + strings.Join(args, ", ") + ")")
}

// entered tells whether __enter__ was called: -1 and an exception if that can't be told.
func entered(self obj) int32 {
	v := object.GetAttrString(self, "_entered")
	if v == nil {
		return -1
	}
	defer object.Decref(v)
	return object.IsTrue(v)
}

// move sets an attribute of one object to what another has under a name.
func move(from obj, name string, to obj, as string) bool {
	v := object.GetAttrString(from, name)
	if v == nil {
		return false
	}
	defer object.Decref(v)
	return object.SetAttrString(to, as, v)
}

func enterCatch(a []obj) obj {
	self := a[0]
	switch already := entered(self); {
	case already < 0:
		return nil
	case already > 0:
		return object.Raise(object.RuntimeError, "Cannot enter %s twice", object.ReprOf(self))
	}
	module := object.GetAttrString(self, "_module")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	if !object.SetAttrString(self, "_entered", object.True) || !move(module, "filters", self, "_filters") {
		return nil
	}
	filters := object.GetAttrString(module, "filters")
	if filters == nil {
		return nil
	}
	defer object.Decref(filters)
	copied := object.ToList(filters)
	if copied == nil {
		return nil
	}
	defer object.Decref(copied)
	if !object.SetAttrString(module, "filters", copied) || !drop(object.CallMethod(module, "_filters_mutated")) ||
		!move(module, "showwarning", self, "_showwarning") || !move(module, "_showwarnmsg_impl", self, "_showwarnmsg_impl") ||
		!applyFilter(self) {
		return nil
	}
	record := object.GetAttrString(self, "_record")
	if record == nil {
		return nil
	}
	truth := object.IsTrue(record)
	object.Decref(record)
	if truth <= 0 {
		return noneIf(truth == 0)
	}
	log := object.NewList(0)
	if log == nil {
		return nil
	}
	if !move(log, "append", module, "_showwarnmsg_impl") || !move(module, "_showwarning_orig", module, "showwarning") {
		object.Decref(log)
		return nil
	}
	return log
}

// applyFilter is simplefilter with what the context was made with, if it was.
func applyFilter(self obj) bool {
	filter := object.GetAttrString(self, "_filter")
	if filter == nil {
		return false
	}
	defer object.Decref(filter)
	return filter == object.None || drop(callOwn("simplefilter", object.TupleItems(filter)...))
}

func exitCatch(a []obj) obj {
	self := a[0]
	switch already := entered(self); {
	case already < 0:
		return nil
	case already == 0:
		return object.Raise(object.RuntimeError, "Cannot exit %s without entering first", object.ReprOf(self))
	}
	module := object.GetAttrString(self, "_module")
	if module == nil {
		return nil
	}
	defer object.Decref(module)
	return noneIf(move(self, "_filters", module, "filters") && drop(object.CallMethod(module, "_filters_mutated")) &&
		move(self, "_showwarning", module, "showwarning") && move(self, "_showwarnmsg_impl", module, "_showwarnmsg_impl"))
}
