package zlib

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// compressor and decompressor are the objects; the handles lead to the streams, which only a thread with the GIL uses.

type compressor struct {
	abi.Object
	handle uint64
}

type decompressor struct {
	abi.Object
	handle           uint64
	unused, tail     obj // bytes: what stands behind the stream's end, and what there was no room for
	dictionary       obj // bytes or what else the dictionary is in; nil
	eof, initialised byte
}

var (
	compressType   = object.NewType()
	decompressType = object.NewType()
)

func deflaterOf(o obj) *deflater { return object.Kept(object.As[*compressor](o).handle).(*deflater) }

func decompressorOf(o obj) *decompressor { return object.As[*decompressor](o) }

func inflaterOf(o obj) *inflater { return object.Kept(decompressorOf(o).handle).(*inflater) }

func newCompressor(d *deflater) obj {
	o := object.New(compressType)
	if o != nil {
		object.As[*compressor](o).handle = object.Keep(d)
	}
	return o
}

func compressobj(_ obj, args *obj, n int, names obj) obj {
	var a [6]obj
	if !compressobjParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	level, how, wbits, memory, strategy := -1, method, maxWbits, defaultMemory, 0
	if !numbers(a[:5], &level, &how, &wbits, &memory, &strategy) {
		return nil
	}
	make := func(dictionary []byte) obj {
		f, ok := writeFormat(wbits)
		if !ok || !validLevel(level) || how != method || memory < 1 || memory > maxMemory || strategy < 0 || strategy > lastStrategy {
			return object.Raise(object.ValueError, "Invalid initialization option")
		}
		d := newDeflater(f, level, strategy)
		if a[5] != nil {
			if f.kind == gzipKind {
				return object.Raise(object.ValueError, "Invalid dictionary")
			}
			d.setDictionary(dictionary)
		}
		return newCompressor(d)
	}
	if a[5] == nil {
		return make(nil)
	}
	return onBytes(a[5], make)
}

var (
	compressMoreParams = object.Params{Func: "compress", Names: []string{""}, Required: 1, Positional: 1}
	flushParams        = object.Params{Func: "flush", Names: []string{""}, Positional: 1}
)

func compressMore(o obj, args *obj, n int, names obj) obj {
	var a [1]obj
	if !compressMoreParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	return onBytes(a[0], func(data []byte) obj {
		d := deflaterOf(o)
		if d.done {
			return fail(-2, "compressing data", streamProblem)
		}
		d.write(data)
		return object.NewBytes(d.taken())
	})
}

func compressFlush(o obj, args *obj, n int, names obj) obj {
	var a [1]obj
	mode := finish
	if !flushParams.Unpack(args, n, names, a[:]) || !numbers(a[:], &mode) {
		return nil
	}
	d := deflaterOf(o)
	switch {
	case mode == noFlush:
		return object.NewBytes(nil)
	case d.done || mode < 0 || mode > blockFlush:
		return fail(-2, "flushing", streamProblem)
	case mode == finish:
		d.finish()
	default:
		d.flush(mode == fullFlush)
	}
	return object.NewBytes(d.taken())
}

func copyCompressor(o obj) obj {
	d := deflaterOf(o)
	if d.done {
		return object.Raise(object.ValueError, "Inconsistent stream state")
	}
	return newCompressor(d.clone())
}

// newDecompressor makes a decompressor, whose references to bytes are new.
func newDecompressor(z *inflater, unused, tail, dictionary obj) obj {
	o := object.New(decompressType)
	if o == nil {
		return nil
	}
	p := decompressorOf(o)
	p.handle, p.initialised = object.Keep(z), 1
	p.unused, p.tail, p.dictionary = object.XNewRef(unused), object.XNewRef(tail), object.XNewRef(dictionary)
	return o
}

func decompressobj(_ obj, args *obj, n int, names obj) obj {
	var a [2]obj
	if !decompressobjParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	wbits := maxWbits
	if !numbers(a[:1], &wbits) {
		return nil
	}
	if a[1] != nil && !object.CheckBuffer(a[1]) {
		return object.Raise(object.TypeError, "zdict argument must support the buffer protocol")
	}
	f, ok := readFormat(wbits)
	if !ok {
		return object.Raise(object.ValueError, "Invalid initialization option")
	}
	nothing := object.NewBytes(nil)
	if nothing == nil {
		return nil
	}
	defer object.Decref(nothing)
	o := newDecompressor(newInflater(f), nothing, nothing, a[1])
	if o != nil && f.kind == raw && a[1] != nil && !useDictionary(o) {
		object.Decref(o)
		return nil
	}
	return o
}

// useDictionary gives the stream its dictionary.
func useDictionary(o obj) bool {
	data, done, ok := object.BufferData(decompressorOf(o).dictionary)
	if !ok {
		return false
	}
	defer done()
	if !inflaterOf(o).setDictionary(data) {
		fail(-3, "setting zdict", "invalid input data")
		return false
	}
	return true
}

// decompressWith feeds the stream, and writes up to limit bytes.
func decompressWith(o obj, data []byte, limit int) obj {
	p, z := decompressorOf(o), inflaterOf(o)
	if p.initialised == 0 {
		return fail(-2, "decompressing data", streamProblem)
	}
	z.feed(data)
	out, how := z.run(limit)
	if how == wantsDictionary {
		if p.dictionary == nil {
			return fail(2, "decompressing data", "")
		}
		if !useDictionary(o) {
			return nil
		}
		out, how = z.run(limit)
	}
	if how == broken {
		return fail(-3, "decompressing data", z.problem)
	}
	result := object.NewBytes(out)
	if result == nil || !keepRest(p, z, how) {
		object.XDecref(result)
		return nil
	}
	return result
}

// keepRest sets the attributes that say what was not read.
func keepRest(p *decompressor, z *inflater, how outcome) bool {
	var unread []byte
	switch how {
	case ended:
		p.eof = 1
		if rest := z.take(); len(rest) > 0 {
			all := object.NewBytes(append(append([]byte(nil), object.BytesOf(p.unused)...), rest...))
			if all == nil {
				return false
			}
			object.Replace(&p.unused, all)
			unread = rest // which replaces a tail that there was
		}
	case wantsRoom:
		unread = z.take()
	}
	if (len(unread) == 0 || how == ended) && len(object.BytesOf(p.tail)) == 0 {
		return true
	}
	tail := object.NewBytes(unread)
	if tail == nil {
		return false
	}
	object.Replace(&p.tail, tail)
	return true
}

var moreParams = object.Params{Func: "decompress", Names: []string{"", "max_length"}, Required: 1, Positional: 2}

func decompressMore(o obj, args *obj, n int, names obj) obj {
	var a [2]obj
	if !moreParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	return onBytes(a[0], func(data []byte) obj {
		limit, ok := sizeOf(a[1], 0)
		switch {
		case !ok:
			return nil
		case limit < 0:
			return object.Raise(object.ValueError, "max_length must be non-negative")
		case limit == 0:
			limit = -1
		}
		return decompressWith(o, data, limit)
	})
}

// sizeOf is the Py_ssize_t of an argument, deflt if it is not given.
func sizeOf(v obj, deflt int) (int, bool) {
	if v == nil {
		return deflt, true
	}
	n := object.NumberIndex(v)
	if n == nil {
		return 0, false
	}
	defer object.Decref(n)
	return object.AsSsize(n)
}

// decompressFlush decompresses what there was no room for. When that is the end, nothing can follow.
func decompressFlush(o obj, args *obj, n int, names obj) obj {
	var a [1]obj
	if !flushParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	length, ok := sizeOf(a[0], defBufSize)
	switch {
	case !ok:
		return nil
	case length <= 0:
		return object.Raise(object.ValueError, "length must be greater than zero")
	}
	p := decompressorOf(o)
	if p.initialised == 0 {
		return object.NewBytes(nil)
	}
	tail := object.NewRef(p.tail)
	defer object.Decref(tail)
	result := decompressWith(o, object.BytesOf(tail), -1)
	if result == nil && inflaterOf(o).state == atProblem { // which flush leaves for others to find
		object.ClearErr()
		return object.NewBytes(nil)
	}
	if p.eof != 0 {
		p.initialised = 0
	}
	return result
}

func copyDecompressor(o obj) obj {
	p := decompressorOf(o)
	if p.initialised == 0 {
		return object.Raise(object.ValueError, "Inconsistent stream state")
	}
	c := newDecompressor(inflaterOf(o).clone(), p.unused, p.tail, p.dictionary)
	if c != nil {
		decompressorOf(c).eof = p.eof
	}
	return c
}

// copying are the methods that copy: copy and the two of module copy.
func copying(do func(o obj) obj) []object.Method {
	return []object.Method{
		{Name: "copy", Doc: "copy($self, /)\n--\n\nAn object that goes on from the same place.", NoArgs: do},
		{Name: "__copy__", Doc: "__copy__($self, /)\n--\n\n", NoArgs: do},
		{Name: "__deepcopy__", Doc: "__deepcopy__($self, memo, /)\n--\n\n", O: func(o, _ obj) obj { return do(o) }},
	}
}

func init() {
	object.Define(compressType, func() object.Spec {
		return object.Spec{
			Name: "zlib.Compress", Basicsize: unsafe.Sizeof(compressor{}), Flags: abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o obj) {
				object.Drop(object.As[*compressor](o).handle)
				object.Release(o)
			},
			Methods: append(copying(copyCompressor),
				object.Method{Name: "compress", Doc: "compress($self, data, /)\n--\n\nCompress data: as much as comes out now.", FastKeys: compressMore},
				object.Method{Name: "flush", Doc: "flush($self, mode=zlib.Z_FINISH, /)\n--\n\nWhat is still to come out.", FastKeys: compressFlush},
			),
		}
	})
	object.Define(decompressType, func() object.Spec {
		const readonly = 1
		return object.Spec{
			Name: "zlib.Decompress", Basicsize: unsafe.Sizeof(decompressor{}), Flags: abi.TPFlagsDisallowInstantiation,
			Dealloc: func(o obj) {
				p := decompressorOf(o)
				object.Drop(p.handle)
				for _, field := range []*obj{&p.unused, &p.tail, &p.dictionary} {
					object.Clear(field)
				}
				object.Release(o)
			},
			Methods: append(copying(copyDecompressor),
				object.Method{Name: "decompress", Doc: "decompress($self, data, /, max_length=0)\n--\n\nDecompress data: up to max_length bytes, if it is not 0.",
					FastKeys: decompressMore},
				object.Method{Name: "flush", Doc: "flush($self, length=zlib.DEF_BUF_SIZE, /)\n--\n\nWhat is still to come out.", FastKeys: decompressFlush},
			),
			Members: []object.Member{
				{Name: "unused_data", Doc: "What stands behind the end of the stream.", Type: object.TObject, Offset: unsafe.Offsetof(decompressor{}.unused), Flags: readonly},
				{Name: "unconsumed_tail", Doc: "What max_length left no room for.", Type: object.TObject, Offset: unsafe.Offsetof(decompressor{}.tail), Flags: readonly},
				{Name: "eof", Doc: "Whether the end of the stream was reached.", Type: object.TBool, Offset: unsafe.Offsetof(decompressor{}.eof), Flags: readonly},
			},
		}
	})
}
