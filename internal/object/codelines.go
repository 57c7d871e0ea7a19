package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The line table of a code object: which instructions come from where in the source. An entry begins with a byte 1KKKKLLL:
// a kind, and one less than the number of code units of two bytes that it is about.

// codeRange is one entry. What the entry does not say is -1.
type codeRange struct {
	start, end                       int // offsets of instructions, in bytes
	line, endLine, column, endColumn int
	running                          int // the line that the next entry counts from
}

// Kinds of entries: below entryOneLine columns are in one more byte.
const (
	entryOneLine   = 10 // to 12: the line, 0 to 2 further, with columns in a byte each
	entryNoColumns = 13
	entryLong      = 14
	entryNone      = 15
)

type lineReader struct {
	rest []byte
	at   codeRange
}

func newLineReader(code *Object) *lineReader {
	c := As[*abi.Code](code)
	return &lineReader{rest: BytesOf(c.Linetable), at: codeRange{running: int(c.Firstlineno)}}
}

func (r *lineReader) byte() int {
	if len(r.rest) == 0 {
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return int(b)
}

// unsigned reads a number in pieces of six bits, the lowest first.
func (r *lineReader) unsigned() int {
	n := 0
	for shift := 0; ; shift += 6 {
		b := r.byte()
		n |= b & 0x3f << shift
		if b&0x40 == 0 || shift > 30 {
			return n
		}
	}
}

// signed reads a number whose lowest bit is the sign.
func (r *lineReader) signed() int {
	n := r.unsigned()
	if n&1 != 0 {
		return -(n >> 1)
	}
	return n >> 1
}

// next reads an entry; false at the end.
func (r *lineReader) next() bool {
	if len(r.rest) == 0 {
		return false
	}
	head := r.byte()
	kind := head >> 3 & 15
	at := codeRange{start: r.at.end, end: r.at.end + 2*(head&7+1), column: -1, endColumn: -1, running: r.at.running}
	lines := 0
	rest := r.rest
	switch {
	case kind == entryNone:
	case kind == entryLong:
		at.running += r.signed()
		lines = r.unsigned()
		at.column, at.endColumn = r.unsigned()-1, r.unsigned()-1
	case kind == entryNoColumns:
		at.running += r.signed()
	case kind >= entryOneLine:
		at.running += kind - entryOneLine
		at.column, at.endColumn = r.byte(), r.byte()
	default:
		b := r.byte()
		at.column = kind<<3 | b>>4
		at.endColumn = at.column + b&15
	}
	at.line, at.endLine = at.running, at.running+lines
	if kind == entryNone {
		at.line, at.endLine = -1, -1
	}
	// Where the next entry begins is said by its highest bit, whatever this one's kind wanted to read.
	for r.rest = rest; len(r.rest) > 0 && r.rest[0]&0x80 == 0; {
		r.rest = r.rest[1:]
	}
	r.at = at
	return true
}

// CodeLine is the line of the instruction at an offset in bytes, -1 if it has none: PyCode_Addr2Line.
func CodeLine(code *Object, offset int) int {
	if offset < 0 {
		return int(As[*abi.Code](code).Firstlineno)
	}
	for r := newLineReader(code); r.next(); {
		if offset < r.at.end {
			return r.at.line
		}
	}
	return -1
}

// CodeLocation is where the instruction at an offset comes from, from 0: PyCode_Addr2Location. What is not known is -1.
func CodeLocation(code *Object, offset int) (line, column, endLine, endColumn int) {
	if offset < 0 {
		line = int(As[*abi.Code](code).Firstlineno)
		return line, 0, line, 0
	}
	for r := newLineReader(code); r.next(); {
		if offset < r.at.end {
			return r.at.line, r.at.column, r.at.endLine, r.at.endColumn
		}
	}
	return -1, -1, -1, -1
}

// codeLines is co_lines(): (start, end, line) for each run of instructions on one line.
func codeLines(o *Object) *Object {
	list := NewList(0)
	if list == nil {
		return nil
	}
	var run codeRange
	ok := true
	flush := func() {
		if run.end > run.start {
			ok = ok && appendNumbers(list, run.start, run.end, max(run.line, -1))
		}
	}
	for r := newLineReader(o); r.next(); {
		if run.end > run.start && r.at.line == run.line {
			run.end = r.at.end
			continue
		}
		flush()
		run = r.at
	}
	flush()
	return newCodeIterator(lineIteratorType, list, ok)
}

// codePositions is co_positions(): (line, end line, column, end column) for each code unit.
func codePositions(o *Object) *Object {
	list := NewList(0)
	if list == nil {
		return nil
	}
	ok := true
	for r := newLineReader(o); ok && r.next(); {
		for at := r.at.start; at < r.at.end; at += 2 {
			ok = ok && appendNumbers(list, r.at.line, r.at.endLine, r.at.column, r.at.endColumn)
		}
	}
	return newCodeIterator(positionsIteratorType, list, ok)
}

// appendNumbers appends a tuple of ints, where -1 is None.
func appendNumbers(list *Object, numbers ...int) bool {
	var items []*Object
	for _, n := range numbers {
		if n == -1 {
			items = append(items, NewRef(None))
		} else {
			items = append(items, NewInt(int64(n)))
		}
	}
	defer ReleaseAll(items)
	tuple := Pack(items...)
	if tuple == nil {
		return false
	}
	defer Decref(tuple)
	return ListAppend(list, tuple)
}

// codeLnotab is co_lnotab: the form in which line tables were before 3.10.
func codeLnotab(o *Object) *Object {
	var table []byte
	code, line := 0, int(As[*abi.Code](o).Firstlineno)
	for r := newLineReader(o); r.next(); {
		if r.at.running == line {
			continue
		}
		step, lines := r.at.start-code, r.at.running-line
		for ; step > 255; step -= 255 {
			table = append(table, 255, 0)
		}
		for ; lines > 127; lines -= 127 {
			table = append(table, byte(step), 127)
			step = 0
		}
		for ; lines < -128; lines += 128 {
			table = append(table, byte(step), 0x80)
			step = 0
		}
		table = append(table, byte(step), byte(lines))
		code, line = r.at.start, r.at.running
	}
	return NewBytes(table)
}

// codeIterator is what co_lines and co_positions return: an iterator over a list that nobody else has.
type codeIterator struct {
	abi.Object
	items *Object
	index int
}

var lineIteratorType, positionsIteratorType = NewType(), NewType()

// newCodeIterator takes the list over. Where filling it failed it is released, and nil returned.
func newCodeIterator(t *Type, list *Object, filled bool) *Object {
	if filled {
		if o := New(t); o != nil {
			As[*codeIterator](o).items = list
			return o
		}
	}
	Decref(list)
	return nil
}

func init() {
	for _, t := range []struct {
		name string
		*Type
	}{{"line_iterator", lineIteratorType}, {"positions_iterator", positionsIteratorType}} {
		Define(t.Type, func() Spec {
			return Spec{
				Name: t.name, Basicsize: unsafe.Sizeof(codeIterator{}),
				Dealloc: func(o *Object) {
					items := As[*codeIterator](o).items
					Release(o)
					Decref(items)
				},
				Iter: SelfIter,
				Iternext: func(o *Object) *Object {
					it := As[*codeIterator](o)
					if items := ListItems(it.items); it.index < len(items) {
						it.index++
						return NewRef(items[it.index-1])
					}
					return nil
				},
			}
		})
	}
}
