// Package io is the modules _io and io: streams of bytes and of text, in memory, over file descriptors, and over whatever has the
// methods. Every object has the same layout and a state of its own in Go (base.go); what is read ahead and what is yet to be
// written are in that state, so that nothing of it is seen from outside.
package io

import (
	"github.com/d95905aa/gilded/internal/object"
)

func init() {
	functions := object.GoModule("_io", "Streams.", &ioFunctions)
	object.DefineModule("_io", func() obj {
		m := functions()
		if m == nil || !fillInner(m) {
			object.XDecref(m)
			return nil
		}
		return m
	})
	object.DefineModule("io", object.FilledModule("io", "Streams.", nil, fillOuter))
	object.OpenStandard = openStandard
}

var ioFunctions = []object.Method{
	{
		Name:     "open",
		Doc:      "open($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)\n--\n\nOpen a file, as bytes or as text.",
		FastKeys: openStream,
	},
	{Name: "open_code", Doc: "open_code($module, /, path)\n--\n\nOpen a file that is to be executed, as bytes.", O: func(_, path obj) obj {
		if !object.IsStr(path) {
			return object.Raise(object.TypeError, "open_code() argument 'path' must be str, not %.50s", object.ArgumentTypeName(path))
		}
		if file, hooked := object.OpenHooked(path); hooked {
			return file
		}
		return fileMode{raw: "r", reading: true, binary: true}.open("rb", path, -1, make([]obj, 8))
	}},
	{Name: "text_encoding", Doc: "text_encoding($module, encoding, stacklevel=2, /)\n--\n\nThe encoding, or \"utf-8\" for None.", Fast: func(_ obj, args *obj, n int) obj {
		if !object.CheckPositional("text_encoding", n, 1, 2) {
			return nil
		}
		v := object.Args(args, n)
		if v[0] == object.None { // sys.flags.utf8_mode is set
			return object.NewStr("utf-8")
		}
		return object.NewRef(v[0])
	}},
}

// shared are the types that both modules have.
var shared = map[string]*object.Type{
	"FileIO": fileIOType, "BytesIO": bytesIOType, "StringIO": stringIOType, "BufferedReader": readerType, "BufferedWriter": writerType,
	"BufferedRandom": randomType, "BufferedRWPair": pairType, "TextIOWrapper": textType, "IncrementalNewlineDecoder": newlineDecoderType,
}

func fillInner(m obj) bool {
	for name, t := range shared {
		if !object.AddObject(m, name, object.NewRef(object.Head(t))) {
			return false
		}
	}
	for name, t := range map[string]*object.Type{
		"_IOBase": ioBaseType, "_RawIOBase": rawBaseType, "_BufferedIOBase": bufferedBaseType, "_TextIOBase": textBaseType,
		"_BytesIOBuffer": bytesViewType,
	} {
		if !object.AddObject(m, name, object.NewRef(object.Head(t))) {
			return false
		}
	}
	class := object.Class{
		Name: "UnsupportedOperation", Module: "io", NoSlots: true, Bases: []obj{object.Head(object.OSError), object.Head(object.ValueError)},
	}
	return object.AddObject(m, "DEFAULT_BUFFER_SIZE", number(bufferSize)) &&
		object.AddObject(m, "BlockingIOError", object.NewRef(object.Head(object.BlockingIOError))) &&
		object.AddObject(m, "UnsupportedOperation", class.Make())
}

var exported = []string{
	"BlockingIOError", "open", "open_code", "IOBase", "RawIOBase", "FileIO", "BytesIO", "StringIO", "BufferedIOBase", "BufferedReader",
	"BufferedWriter", "BufferedRWPair", "BufferedRandom", "TextIOBase", "TextIOWrapper", "UnsupportedOperation", "SEEK_SET", "SEEK_CUR",
	"SEEK_END",
}

func fillOuter(m obj) bool {
	inner := object.Import("_io")
	if inner == nil {
		return false
	}
	defer object.Decref(inner)
	names := object.NewList(0)
	if names == nil || !object.AddObject(m, "__all__", names) {
		return false
	}
	for i, name := range append(exported, "text_encoding", "DEFAULT_BUFFER_SIZE", "IncrementalNewlineDecoder") {
		if i < len(exported) && !object.ListAppend(names, object.Intern(name)) {
			return false
		}
		if v := object.ModuleObject(inner, name); v != nil && !object.AddObject(m, name, object.NewRef(v)) {
			return false
		}
	}
	for i, name := range []string{"SEEK_SET", "SEEK_CUR", "SEEK_END"} {
		if !object.AddObject(m, name, number(i)) {
			return false
		}
	}
	abc := object.Import("abc")
	if abc == nil {
		return false
	}
	defer object.Decref(abc)
	return addBases(m, object.ModuleObject(abc, "ABCMeta"))
}

// addBases makes the abstract bases, with the types that belong to them registered.
func addBases(m, meta obj) bool {
	for _, b := range []struct {
		name, doc string
		base      *object.Type
		members   []*object.Type
	}{
		{"IOBase", "The base of all streams.", ioBaseType, nil},
		{"RawIOBase", "The base of streams of bytes without a buffer.", rawBaseType, []*object.Type{fileIOType}},
		{"BufferedIOBase", "The base of streams of bytes with a buffer.", bufferedBaseType, []*object.Type{bytesIOType, readerType, writerType, randomType, pairType}},
		{"TextIOBase", "The base of streams of text.", textBaseType, []*object.Type{stringIOType, textType}},
	} {
		class := object.Class{Name: b.name, Module: "io", Doc: b.doc, Meta: meta, NoSlots: true, Bases: []obj{object.Head(b.base)}}
		if b.name != "IOBase" {
			class.Bases = append(class.Bases, object.ModuleObject(m, "IOBase"))
		}
		made := class.Make()
		if !object.AddObject(m, b.name, made) {
			return false
		}
		for _, t := range b.members {
			if !drop(object.CallMethod(made, "register", object.Head(t))) {
				return false
			}
		}
	}
	return true
}

// openStandard makes sys.stdin, sys.stdout or sys.stderr: None if the process has none. What is written goes out at once: the Go
// program that this is part of writes there, too.
func openStandard(fd int, name string) obj {
	descriptor, mode := number(fd), object.NewStr("w")
	if fd == 0 {
		object.Decref(mode)
		mode = object.NewStr("r")
	}
	defer object.XDecref(descriptor)
	defer object.XDecref(mode)
	if descriptor == nil || mode == nil {
		return nil
	}
	raw := object.CallArgs(object.Head(fileIOType), descriptor, mode, object.False)
	if raw == nil {
		if object.Matches(object.OSError) {
			object.ClearErr()
			return none()
		}
		return nil
	}
	defer object.Decref(raw)
	kind := writerType
	if fd == 0 {
		kind = readerType
	}
	buffer := object.CallArgs(object.Head(kind), raw)
	if buffer == nil {
		return nil
	}
	defer object.Decref(buffer)
	shown, encoding, errors := object.NewStr("<"+name+">"), object.NewStr("utf-8"), object.NewStr("strict")
	if fd == 2 {
		object.Decref(errors)
		errors = object.NewStr("backslashreplace")
	}
	defer object.XDecref(shown)
	defer object.XDecref(encoding)
	defer object.XDecref(errors)
	if shown == nil || encoding == nil || errors == nil || !object.SetAttrString(raw, "name", shown) {
		return nil
	}
	text := object.CallArgs(object.Head(textType), buffer, encoding, errors, object.None, object.True, object.True)
	if text == nil {
		return nil
	}
	object.Kept(of(text).handle).(*textState).atOnce = true
	if !object.SetAttrString(text, "mode", mode) {
		object.Decref(text)
		return nil
	}
	return text
}
