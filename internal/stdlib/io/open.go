package io

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

// The function open.

var openParams = object.Params{
	Func: "open", Names: []string{"file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"}, Required: 1, Positional: 8,
}

// A fileMode is what the parameter mode of open says.
type fileMode struct {
	raw          string // as FileIO wants it
	text, binary bool
	reading      bool
	updating     bool
}

func fileModeOf(mode string) (fileMode, bool) {
	var m fileMode
	kinds := 0
	seen := ""
	for _, c := range mode {
		if !strings.ContainsRune("xrwa+tb", c) || strings.ContainsRune(seen, c) {
			object.Raise(object.ValueError, "invalid mode: '%s'", mode)
			return m, false
		}
		seen += string(c)
		switch c {
		case 'x', 'w', 'a':
			kinds++
			m.raw += string(c)
		case 'r':
			kinds++
			m.reading = true
			m.raw += "r"
		case '+':
			m.updating = true
		case 't':
			m.text = true
		case 'b':
			m.binary = true
		}
	}
	if m.updating {
		m.raw += "+"
	}
	if m.text && m.binary {
		object.Raise(object.ValueError, "can't have text and binary mode at once")
		return m, false
	}
	if kinds > 1 { // none at all is FileIO's to complain of
		object.Raise(object.ValueError, "must have exactly one of create/read/write/append mode")
		return m, false
	}
	return m, true
}

func openStream(_ obj, args *obj, n int, names obj) obj {
	var v [8]obj
	if !openParams.Unpack(args, n, names, v[:]) {
		return nil
	}
	mode := "r"
	if v[1] != nil {
		if !object.IsStr(v[1]) {
			return object.Raise(object.TypeError, "open() argument 'mode' must be str, not %.50s", object.ArgumentTypeName(v[1]))
		}
		mode = object.StrOf(v[1])
	}
	buffering := int32(-1)
	if v[2] != nil {
		var ok bool
		if buffering, ok = object.AsInt32(v[2]); !ok {
			return nil
		}
	}
	var given [3]bool
	for i, name := range []string{"encoding", "errors", "newline"} {
		var ok bool
		if _, given[i], ok = textArgument("open", name, v[3+i], ""); !ok {
			return nil
		}
	}
	path := object.NewRef(v[0])
	defer func() { object.XDecref(path) }()
	if !object.IsLong(v[0]) {
		object.Decref(path)
		if path = object.FSPath(v[0]); path == nil {
			return nil
		}
	}
	m, ok := fileModeOf(mode)
	if !ok {
		return nil
	}
	if m.binary {
		for i, name := range []string{"an encoding", "an errors", "a newline"} {
			if given[i] {
				return object.Raise(object.ValueError, "binary mode doesn't take %s argument", name)
			}
		}
		if buffering == 1 && !object.Warn(object.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1) {
			return nil
		}
	}
	return m.open(mode, path, int(buffering), v[:])
}

// open makes the layers of a file.
func (m fileMode) open(mode string, path obj, buffering int, v []obj) obj {
	rawMode := object.NewStr(m.raw)
	if rawMode == nil {
		return nil
	}
	defer object.Decref(rawMode)
	closefd, opener := object.True, object.None
	if v[6] != nil {
		closefd = v[6]
	}
	if v[7] != nil {
		opener = v[7]
	}
	raw := object.CallArgs(object.Head(fileIOType), path, rawMode, closefd, opener)
	if raw == nil {
		return nil
	}
	top := raw
	fail := func() obj {
		t, v, tb := object.FetchErr()
		if !drop(object.CallMethod(top, "close")) {
			object.ClearErr()
		}
		object.Decref(top)
		object.RestoreErr(t, v, tb)
		return nil
	}
	tty := ask(raw, "isatty")
	if tty < 0 {
		return fail()
	}
	lineBuffering := buffering == 1 || buffering < 0 && tty > 0
	if buffering < 0 || lineBuffering {
		buffering = bufferSize
	}
	if buffering == 0 {
		if m.binary {
			return raw
		}
		object.Raise(object.ValueError, "can't have unbuffered text I/O")
		return fail()
	}
	kind := writerType
	if m.updating {
		kind = randomType
	} else if m.reading {
		kind = readerType
	}
	size := number(buffering)
	if size == nil {
		return fail()
	}
	buffer := object.CallArgs(object.Head(kind), raw, size)
	object.Decref(size)
	if buffer == nil {
		return fail()
	}
	object.Decref(raw)
	if top = buffer; m.binary {
		return buffer
	}
	args := [3]obj{object.None, object.None, object.None}
	for i := range args {
		if v[3+i] != nil {
			args[i] = v[3+i]
		}
	}
	lines := object.NewBool(lineBuffering)
	defer object.Decref(lines)
	text := object.CallArgs(object.Head(textType), buffer, args[0], args[1], args[2], lines)
	if text == nil {
		return fail()
	}
	object.Decref(buffer)
	top = text
	name := object.NewStr(mode)
	if name == nil || !object.SetAttrString(text, "mode", name) {
		object.XDecref(name)
		return fail()
	}
	object.Decref(name)
	return text
}
