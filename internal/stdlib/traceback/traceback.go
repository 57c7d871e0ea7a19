// Package traceback is the module traceback: exceptions and tracebacks as text.
package traceback

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

type (
	obj = *object.Object
	def = object.Def
)

func init() {
	object.DefineModule("traceback", func() obj {
		return object.NewModuleWith("traceback", "Exceptions and tracebacks as text.", functions)
	})
}

var functions = []def{
	{
		Sig: "format_exception(exc, /, value=unset, tb=unset, limit=None, chain=True)", Doc: "An exception with its traceback, as a list of strings.",
		Do: func(a []obj) obj { return listOf(describe(a[0], a[1], a[2], a[4])) },
	},
	{
		Sig: "print_exception(exc, /, value=unset, tb=unset, limit=None, file=None, chain=True)", Doc: "Write an exception with its traceback.",
		Do: func(a []obj) obj {
			text, ok := describe(a[0], a[1], a[2], a[5])
			return write(text, ok, a[4])
		},
	},
	{Sig: "format_exception_only(exc, /, value=unset)", Doc: "An exception without its traceback, as a list of strings.", Do: func(a []obj) obj {
		value := a[0]
		if a[1] != nil {
			value = a[1]
		}
		if value == object.None {
			return listOf("NoneType: None\n", true)
		}
		if !object.IsException(value) {
			return wrongType(value)
		}
		return listOf(object.MessageLine(value), true)
	}},
	{Sig: "format_exc(limit=None, chain=True)", Doc: "The exception that is being handled, as one string.", Do: func(a []obj) obj {
		text, ok := handled(a[1])
		if !ok {
			return nil
		}
		return object.NewStr(text)
	}},
	{Sig: "print_exc(limit=None, file=None, chain=True)", Doc: "Write the exception that is being handled.", Do: func(a []obj) obj {
		text, ok := handled(a[2])
		return write(text, ok, a[1])
	}},
	{Sig: "format_tb(tb, limit=None)", Doc: "A traceback, as a list of strings.", Do: func(a []obj) obj { return listOf(entriesOf(a[0])) }},
	{Sig: "print_tb(tb, limit=None, file=None)", Doc: "Write a traceback.", Do: func(a []obj) obj {
		text, ok := entriesOf(a[0])
		return write(text, ok, a[2])
	}},
	{Sig: "format_stack(f=None, limit=None)", Doc: "The frames of Python code that run: there are none.", Do: func([]obj) obj { return object.NewList(0) }},
	{Sig: "print_stack(f=None, limit=None, file=None)", Doc: "Write the frames of Python code that run: there are none.", Do: func([]obj) obj {
		return object.NewRef(object.None)
	}},
}

func wrongType(o obj) obj {
	return object.Raise(object.TypeError, "Exception expected for value, %s found", object.ShortName(o.Type))
}

// describe is an exception as text. value and tb, if they are given, count instead of exc and its own traceback.
func describe(exc, value, tb, chain obj) (string, bool) {
	if (value == nil) != (tb == nil) {
		object.Raise(object.ValueError, "Both or neither of value and tb must be given")
		return "", false
	}
	if value == nil {
		value = exc
	}
	if value == object.None {
		return "NoneType: None\n", true
	}
	if !object.IsException(value) {
		wrongType(value)
		return "", false
	}
	chained := object.IsTrue(chain)
	if chained < 0 {
		return "", false
	}
	if tb == nil {
		tb = object.GetAttrString(value, "__traceback__")
	} else {
		object.Incref(tb)
	}
	if tb == nil {
		return "", false
	}
	defer object.Decref(tb)
	if chained == 0 {
		text, ok := entriesOf(tb)
		if ok && text != "" {
			text = header + text
		}
		return text + object.MessageLine(value), ok
	}
	own := object.GetAttrString(value, "__traceback__")
	if own == nil {
		return "", false
	}
	defer object.Decref(own)
	if own != tb && !object.SetTraceback(value, tb) {
		return "", false
	}
	text := object.FormatException(value)
	if own != tb && !object.SetTraceback(value, own) {
		return "", false
	}
	return text, true
}

// handled describes the exception that is being handled.
func handled(chain obj) (string, bool) {
	exc := object.HandledException()
	if exc == nil {
		return "NoneType: None\n", true
	}
	object.Incref(exc)
	defer object.Decref(exc)
	return describe(exc, nil, nil, chain)
}

// entriesOf are the entries of a traceback, without a header.
func entriesOf(tb obj) (string, bool) {
	if tb == object.None {
		return "", true
	}
	if tb.Type != object.TraceBackType {
		object.Raise(object.AttributeError, "'%s' object has no attribute 'tb_frame'", object.TypeName(tb.Type))
		return "", false
	}
	return strings.TrimPrefix(object.FormatTraceback(tb), header), true
}

// between are the texts that stand between the exceptions of a chain.
var between = []string{
	"\nThe above exception was the direct cause of the following exception:\n\n",
	"\nDuring handling of the above exception, another exception occurred:\n\n",
}

const header = "Traceback (most recent call last):\n"

// listOf splits a text into a list: headers, entries, descriptions, and what stands between the exceptions of a chain.
func listOf(text string, ok bool) obj {
	if !ok {
		return nil
	}
	var items []obj
	defer func() {
		for _, o := range items {
			object.XDecref(o)
		}
	}()
	for _, part := range partsOf(text) {
		s := object.NewStr(part)
		if s == nil {
			return nil
		}
		items = append(items, s)
	}
	return object.ListFrom(items)
}

func partsOf(text string) []string {
	for _, sep := range between {
		if before, after, found := strings.Cut(text, sep); found {
			return append(append(partsOf(before), sep), partsOf(after)...)
		}
	}
	var parts []string
	if rest, found := strings.CutPrefix(text, header); found {
		parts, text = append(parts, header), rest
	}
	for strings.HasPrefix(text, "  File ") {
		n := strings.IndexByte(text, '\n') + 1
		for strings.HasPrefix(text[n:], "    ") {
			n += strings.IndexByte(text[n:], '\n') + 1
		}
		parts, text = append(parts, text[:n]), text[n:]
	}
	if text != "" {
		parts = append(parts, text)
	}
	return parts
}

// write writes a text to a file, sys.stderr if it is None.
func write(text string, ok bool, file obj) obj {
	if !ok {
		return nil
	}
	if file == object.None {
		object.WriteStream("stderr", text)
	} else if !object.WriteFile(file, text) {
		return nil
	}
	return object.NewRef(object.None)
}
