package io

import "github.com/d95905aa/gilded/internal/object"

// BufferedRWPair: a reader (inner) and a writer (second).

type pairState struct{}

var pairType = object.NewType()

func init() {
	object.Define(pairType, func() object.Spec {
		s := spec("BufferedRWPair", "BufferedRWPair(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)\n--\n\nReads from one raw stream and writes to another.", bufferedBaseType)
		s.Init = initPair
		s.Getset = []object.GetSet{{Name: "closed", Get: func(o obj) obj {
			if stateOf[pairState](o) == nil {
				return nil
			}
			return object.GetAttrString(of(o).second, "closed")
		}}}
		s.Methods = pairMethods()
		return s
	})
}

func initPair(o, args, kwargs obj) int32 {
	given := object.TupleItems(args)
	if !object.NoKeywords("BufferedRWPair", kwargs) || !object.CheckPositional("BufferedRWPair", len(given), 2, 3) {
		return -1
	}
	var v [3]obj
	copy(v[:], given)
	for i, need := range []string{"readable", "writable"} {
		switch able := ask(v[i], need); {
		case able < 0:
			return -1
		case able == 0:
			unsupported("File or stream is not " + need + ".")
			return -1
		}
	}
	sized := func(t *object.Type, raw obj) obj {
		if v[2] == nil {
			return object.CallArgs(object.Head(t), raw)
		}
		return object.CallArgs(object.Head(t), raw, v[2])
	}
	reader := sized(readerType, v[0])
	if reader == nil {
		return -1
	}
	writer := sized(writerType, v[1])
	if writer == nil {
		object.Decref(reader)
		return -1
	}
	object.Replace(&of(o).inner, reader)
	object.Replace(&of(o).second, writer)
	setState(o, &pairState{})
	return 0
}

func pairMethods() []object.Method {
	to := func(name string, half func(s *stream) obj) object.Method {
		return object.Method{Name: name, Varargs: func(o, args obj) obj {
			if stateOf[pairState](o) == nil {
				return nil
			}
			return object.CallMethod(half(of(o)), name, object.TupleItems(args)...)
		}}
	}
	reader := func(s *stream) obj { return s.inner }
	writer := func(s *stream) obj { return s.second }
	return []object.Method{
		to("read", reader), to("peek", reader), to("read1", reader), to("readinto", reader), to("readinto1", reader), to("readable", reader),
		to("write", writer), to("flush", writer), to("writable", writer),
		plain("close", "Close both streams.", func(o obj) obj {
			if stateOf[pairState](o) == nil {
				return nil
			}
			w := object.CallMethod(of(o).second, "close")
			t, v, tb := object.FetchErr()
			r := object.CallMethod(of(o).inner, "close")
			object.ChainExceptions(t, v, tb)
			object.XDecref(w)
			object.XDecref(r)
			return noneIf(w != nil && r != nil)
		}),
		plain("isatty", "Tell whether one of them is a terminal.", func(o obj) obj {
			if stateOf[pairState](o) == nil {
				return nil
			}
			r := object.CallMethod(of(o).second, "isatty")
			if r != object.False {
				return r
			}
			object.Decref(r)
			return object.CallMethod(of(o).inner, "isatty")
		}),
	}
}
