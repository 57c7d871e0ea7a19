// Package zlib is the module zlib. Compression is compress/flate's: the stream differs from the C library's at the same level, and
// is as good. Decompression is its own, because that of compress/flate can't be fed in pieces.
package zlib

import (
	"fmt"
	"hash/crc32"

	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// Numbers of the C library.
const (
	finish        = 4
	noFlush       = 0
	partialFlush  = 1
	syncFlush     = 2
	fullFlush     = 3
	blockFlush    = 5
	maxWbits      = 15
	defBufSize    = 16384
	method        = 8
	bestLevel     = 9
	defaultMemory = 8
	maxMemory     = 9
	lastStrategy  = 4
)

// releaseFrom is the size of data from which on other threads may run meanwhile.
const releaseFrom = 5 << 10

// streamProblem is what the C library says of calls that make no sense.
const streamProblem = "inconsistent stream state"

// fail raises the module's error: the number of the C library, what was being done, and why, which may be empty.
func fail(number int, doing, why string) obj {
	m := object.Import("zlib")
	if m == nil {
		return nil
	}
	defer object.Decref(m)
	class := object.GetAttrString(m, "error")
	if class == nil {
		return nil
	}
	defer object.Decref(class)
	text := fmt.Sprintf("Error %d while %s", number, doing)
	if why != "" {
		text += ": " + why
	}
	return object.RaiseString(class, text)
}

// working does something for data, without the GIL if there is much.
func working(data []byte, do func()) {
	if len(data) >= releaseFrom {
		object.WithoutGIL(do)
	} else {
		do()
	}
}

// onBytes calls do with the bytes of a buffer.
func onBytes(v obj, do func(data []byte) obj) obj {
	data, done, ok := object.BufferData(v)
	if !ok {
		return nil
	}
	defer done()
	return do(data)
}

// numbers are the C ints that arguments are; what is not given keeps its value.
func numbers(a []obj, to ...*int) bool {
	for i, v := range a {
		if v == nil {
			continue
		}
		n, ok := object.AsInt32(v)
		if !ok {
			return false
		}
		*to[i] = int(n)
	}
	return true
}

// sumOf is a function that continues a checksum.
func sumOf(name, doc string, start uint32, update func(sum uint32, data []byte) uint32) object.Method {
	return object.Method{Name: name, Doc: doc, Fast: func(_ obj, args *obj, n int) obj {
		if !object.CheckPositional(name, n, 1, 2) {
			return nil
		}
		a := object.Args(args, n)
		return onBytes(a[0], func(data []byte) obj {
			sum := start
			if n == 2 {
				before, ok := object.AsMask(a[1])
				if !ok {
					return nil
				}
				sum = uint32(before)
			}
			working(data, func() { sum = update(sum, data) })
			return object.NewInt(int64(sum))
		})
	}}
}

var (
	compressParams      = object.Params{Func: "compress", Names: []string{"", "level", "wbits"}, Required: 1, Positional: 3}
	decompressParams    = object.Params{Func: "decompress", Names: []string{"", "wbits", "bufsize"}, Required: 1, Positional: 3}
	compressobjParams   = object.Params{Func: "compressobj", Names: []string{"level", "method", "wbits", "memLevel", "strategy", "zdict"}, Positional: 6}
	decompressobjParams = object.Params{Func: "decompressobj", Names: []string{"wbits", "zdict"}, Positional: 2}
)

func validLevel(level int) bool { return level >= -1 && level <= bestLevel }

func compress(m obj, args *obj, n int, names obj) obj {
	var a [3]obj
	level, wbits := -1, maxWbits
	if !compressParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	return onBytes(a[0], func(data []byte) obj {
		if !numbers(a[1:], &level, &wbits) {
			return nil
		}
		f, ok := writeFormat(wbits)
		if !ok || !validLevel(level) {
			return object.RaiseString(object.ModuleObject(m, "error"), "Bad compression level")
		}
		d := newDeflater(f, level, 0)
		working(data, func() {
			d.write(data)
			d.finish()
		})
		return object.NewBytes(d.out.Bytes())
	})
}

func decompress(_ obj, args *obj, n int, names obj) obj {
	var a [3]obj
	wbits := maxWbits
	if !decompressParams.Unpack(args, n, names, a[:]) {
		return nil
	}
	return onBytes(a[0], func(data []byte) obj {
		if !numbers(a[1:2], &wbits) || !validSize(a[2]) {
			return nil
		}
		f, ok := readFormat(wbits)
		if !ok {
			return fail(-2, "preparing to decompress data", streamProblem)
		}
		z := newInflater(f)
		var out []byte
		var o outcome
		working(data, func() {
			z.in = data
			out, o = z.run(-1)
		})
		switch o {
		case ended:
			return object.NewBytes(out)
		case broken:
			return fail(-3, "decompressing data", z.problem)
		case wantsDictionary:
			return fail(2, "decompressing data", "")
		}
		return fail(-5, "decompressing data", "incomplete or truncated stream")
	})
}

// validSize checks the first size of a buffer, which needs none here.
func validSize(v obj) bool {
	if v == nil {
		return true
	}
	n := object.NumberIndex(v)
	if n == nil {
		return false
	}
	defer object.Decref(n)
	size, ok := object.AsSsize(n)
	if ok && size < 0 {
		object.Raise(object.ValueError, "bufsize must be non-negative")
		return false
	}
	return ok
}

var functions = []object.Method{
	sumOf("adler32", "adler32($module, data, value=1, /)\n--\n\nThe checksum Adler-32 of data, from that of what came before.", 1, adler32),
	sumOf("crc32", "crc32($module, data, value=0, /)\n--\n\nThe checksum CRC-32 of data, from that of what came before.", 0,
		func(sum uint32, data []byte) uint32 { return crc32.Update(sum, crc32.IEEETable, data) }),
	{Name: "compress", FastKeys: compress, Doc: "compress($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)\n--\n\n" +
		"Data, compressed."},
	{Name: "decompress", FastKeys: decompress, Doc: "decompress($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)\n--\n\n" +
		"What was compressed."},
	{Name: "compressobj", FastKeys: compressobj, Doc: "compressobj($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED,\n" +
		"            wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL,\n            strategy=Z_DEFAULT_STRATEGY, zdict=None)\n--\n\n" +
		"An object that compresses data that come in pieces."},
	{Name: "decompressobj", FastKeys: decompressobj, Doc: "decompressobj($module, /, wbits=MAX_WBITS, zdict=b'')\n--\n\n" +
		"An object that decompresses data that come in pieces."},
}

// version is that of the C library whose behaviour this is.
const version = "1.2.13"

func init() {
	empty := object.GoModule("zlib", "Compression of the kind that zip and gzip use.", &functions)
	object.DefineModule("zlib", func() obj {
		return object.Fill(empty(), func(set func(name string, v obj)) {
			set("error", object.NewException("zlib.error", "", nil, nil))
			set("ZLIB_VERSION", object.NewStr(version))
			set("ZLIB_RUNTIME_VERSION", object.NewStr(version))
			set("__version__", object.NewStr("1.0"))
			for name, n := range map[string]int{
				"MAX_WBITS": maxWbits, "DEFLATED": method, "DEF_MEM_LEVEL": defaultMemory, "DEF_BUF_SIZE": defBufSize,
				"Z_NO_COMPRESSION": 0, "Z_BEST_SPEED": 1, "Z_BEST_COMPRESSION": bestLevel, "Z_DEFAULT_COMPRESSION": -1,
				"Z_DEFAULT_STRATEGY": 0, "Z_FILTERED": 1, "Z_HUFFMAN_ONLY": huffmanOnly, "Z_RLE": 3, "Z_FIXED": lastStrategy,
				"Z_NO_FLUSH": noFlush, "Z_PARTIAL_FLUSH": partialFlush, "Z_SYNC_FLUSH": syncFlush, "Z_FULL_FLUSH": fullFlush,
				"Z_FINISH": finish, "Z_BLOCK": blockFlush, "Z_TREES": 6,
			} {
				set(name, object.NewInt(int64(n)))
			}
		})
	})
}
