package warnings

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// How warnings look and where they go.

var functions = append(filterFunctions,
	def{
		Sig: "showwarning(message, category, filename, lineno, file=None, line=None)", Doc: "Write a warning to a file.",
		Do: func(a []obj) obj {
			msg := newMessage(a[0], a[1], a[2], a[3], a[4], a[5])
			if msg == nil {
				return nil
			}
			defer object.Decref(msg)
			return callOwn("_showwarnmsg_impl", msg)
		},
	},
	def{
		Sig: "formatwarning(message, category, filename, lineno, line=None)", Doc: "Say a warning as it is shown.",
		Do: func(a []obj) obj {
			msg := newMessage(a[0], a[1], a[2], a[3], object.None, a[4])
			if msg == nil {
				return nil
			}
			defer object.Decref(msg)
			return callOwn("_formatwarnmsg_impl", msg)
		},
	},
	def{Sig: "_showwarnmsg_impl(msg)", Do: func(a []obj) obj { return showMessage(a[0]) }},
	def{Sig: "_formatwarnmsg_impl(msg)", Do: func(a []obj) obj { return formatMessage(a[0]) }},
	def{Sig: "_showwarnmsg(msg)", Doc: "Show a warning by showwarning, if that was replaced.", Do: func(a []obj) obj {
		replaced, ok := replacement("showwarning")
		if !ok {
			return nil
		}
		if replaced == nil {
			return callOwn("_showwarnmsg_impl", a[0])
		}
		defer object.Decref(replaced)
		if !object.Callable(replaced) {
			return object.Raise(object.TypeError, "warnings.showwarning() must be set to a function or method")
		}
		r := callWith(replaced, a[0], "message", "category", "filename", "lineno", "file", "line")
		if r == nil {
			return nil
		}
		object.Decref(r)
		return object.NewRef(object.None)
	}},
	def{Sig: "_formatwarnmsg(msg)", Doc: "Say a warning by formatwarning, if that was replaced.", Do: func(a []obj) obj {
		replaced, ok := replacement("formatwarning")
		if !ok {
			return nil
		}
		if replaced == nil {
			return callOwn("_formatwarnmsg_impl", a[0])
		}
		defer object.Decref(replaced)
		return callWith(replaced, a[0], "message", "category", "filename", "lineno", "line")
	}},
)

// replacement is what somebody has put in place of a function of the module: a new reference, nil if nobody has.
func replacement(name string) (obj, bool) {
	f := own(name)
	if f == nil {
		if object.Matches(object.NameError) {
			object.ClearErr()
			return nil, true
		}
		return nil, false
	}
	original := own("_" + name + "_orig")
	if original == nil {
		return nil, false
	}
	if f == original {
		return nil, true
	}
	return object.NewRef(f), true
}

// callOwn calls a function of the module, as it is now.
func callOwn(name string, args ...obj) obj {
	f := own(name)
	if f == nil {
		return nil
	}
	object.Incref(f)
	defer object.Decref(f)
	return object.CallArgs(f, args...)
}

// callWith calls a function with attributes of a message.
func callWith(f, msg obj, attributes ...string) obj {
	var args []obj
	defer func() {
		for _, o := range args {
			object.Decref(o)
		}
	}()
	for _, name := range attributes {
		v := object.GetAttrString(msg, name)
		if v == nil {
			return nil
		}
		args = append(args, v)
	}
	return object.CallArgs(f, args...)
}

func newMessage(args ...obj) obj { return callOwn("WarningMessage", args...) }

func showMessage(msg obj) obj {
	file := object.GetAttrString(msg, "file")
	if file == nil {
		return nil
	}
	defer func() { object.Decref(file) }()
	if file == object.None {
		stderr := object.SysGet("stderr")
		if stderr == nil {
			return object.Raise(object.AttributeError, "module 'sys' has no attribute 'stderr'")
		}
		object.Replace(&file, object.NewRef(stderr))
		if file == object.None {
			return object.NewRef(object.None)
		}
	}
	text := callOwn("_formatwarnmsg", msg)
	if text == nil {
		return nil
	}
	defer object.Decref(text)
	r := object.CallMethod(file, "write", text)
	if r == nil {
		if !object.Matches(object.OSError) {
			return nil
		}
		object.ClearErr() // nobody is left to tell
		return object.NewRef(object.None)
	}
	object.Decref(r)
	return object.NewRef(object.None)
}

// text is str() of an attribute.
func text(o obj, attribute string) (string, bool) {
	v := object.GetAttrString(o, attribute)
	if v == nil {
		return "", false
	}
	defer object.Decref(v)
	s := object.Str(v)
	if s == nil {
		return "", false
	}
	defer object.Decref(s)
	return object.StrOf(s), true
}

func formatMessage(msg obj) obj {
	category := object.GetAttrString(msg, "category")
	if category == nil {
		return nil
	}
	defer object.Decref(category)
	name, ok := text(category, "__name__")
	if !ok {
		return nil
	}
	var parts [3]string
	for i, attribute := range []string{"filename", "lineno", "message"} {
		if parts[i], ok = text(msg, attribute); !ok {
			return nil
		}
	}
	out := parts[0] + ":" + parts[1] + ": " + name + ": " + parts[2] + "\n"
	line, ok := lineOf(msg, parts[0])
	if !ok {
		return nil
	}
	if line != "" {
		out += "  " + line + "\n"
	}
	source := object.GetAttrString(msg, "source")
	if source == nil {
		return nil
	}
	defer object.Decref(source)
	if source != object.None { // where it was made is not traced
		out += name + ": Enable tracemalloc to get the object allocation traceback\n"
	}
	return object.NewStr(out)
}

// lineOf is the line that a message shows, without spaces around it: "" for none.
func lineOf(msg obj, filename string) (string, bool) {
	line := object.GetAttrString(msg, "line")
	if line == nil {
		return "", false
	}
	defer func() { object.XDecref(line) }()
	if line == object.None {
		number := object.GetAttrString(msg, "lineno")
		if number == nil {
			return "", false
		}
		defer object.Decref(number)
		at, ok := object.AsSsize(number)
		if !ok {
			object.ClearErr()
			return "", true
		}
		object.Decref(line)
		if line = object.SourceLine(filename, at); line == nil {
			return "", true
		}
	}
	if !object.IsStr(line) {
		truth := object.IsTrue(line)
		if truth > 0 {
			object.Raise(object.AttributeError, "'%s' object has no attribute 'strip'", object.TypeName(line.Type))
		}
		return "", truth == 0
	}
	return strings.TrimSpace(object.StrOf(line)), true
}
