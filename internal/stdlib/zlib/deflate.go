package zlib

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"slices"
)

// Compression is compress/flate's. What it can't do is done with what it can: a window of less than 32 kB is one that is begun anew
// whenever it is full; a copy of a stream is a new one that has the last 32 kB as its dictionary.

// deflater is a stream that is being compressed. It holds no objects.
type deflater struct {
	format
	level    int
	strategy int
	dictID   uint32
	hasDict  bool
	w        *flate.Writer
	plain    bool // w has no dictionary
	out      bytes.Buffer
	recent   []byte // the end of the input, what distances may reach
	begun    bool   // the header is out
	flushed  bool   // nothing came since the last flush
	done     bool
	sum      checksum
}

const huffmanOnly = 2

func newDeflater(f format, level, strategy int) *deflater {
	d := &deflater{format: f, level: level, strategy: strategy, sum: checksum{adler: 1}}
	d.begin(nil)
	return d
}

// begin starts compression anew: what follows can reach back into recent only.
func (d *deflater) begin(recent []byte) {
	level := d.level
	if d.strategy == huffmanOnly && level != 0 {
		level = flate.HuffmanOnly
	}
	d.recent = recent
	if d.plain && recent == nil {
		d.w.Reset(&d.out)
		return
	}
	d.plain = recent == nil
	d.w, _ = flate.NewWriterDict(&d.out, level, recent) // it fails for other levels only
}

func (d *deflater) window() int { return 1 << d.format.bits }

// setDictionary gives a stream that has not begun what its data may refer to.
func (d *deflater) setDictionary(data []byte) {
	d.dictID, d.hasDict = adler32(1, data), true
	d.begin(slices.Clone(data[max(0, len(data)-d.window()):]))
}

// header writes the header, once.
func (d *deflater) header() {
	if d.begun {
		return
	}
	d.begun = true
	switch d.kind {
	case zlibKind:
		speed := uint16(0)
		switch {
		case d.strategy >= huffmanOnly || d.level == 0 || d.level == 1:
		case d.level > 0 && d.level < 6:
			speed = 1
		case d.level == 6 || d.level < 0:
			speed = 2
		default:
			speed = 3
		}
		head := uint16(8+(d.format.bits-8)<<4)<<8 | speed<<6
		if d.hasDict {
			head |= 0x20
		}
		head += 31 - head%31
		d.out.Write(binary.BigEndian.AppendUint16(nil, head))
		if d.hasDict {
			d.out.Write(binary.BigEndian.AppendUint32(nil, d.dictID))
		}
	case gzipKind:
		speed := byte(0)
		switch {
		case d.level == 9:
			speed = 2
		case d.strategy >= huffmanOnly || d.level == 0 || d.level == 1:
			speed = 4
		}
		const unix = 3
		d.out.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, speed, unix})
	}
}

// The writer writes to memory, so none of what follows can fail.

// write compresses data.
func (d *deflater) write(data []byte) {
	d.header()
	d.sum.add(d.kind == gzipKind, data)
	for len(data) > 0 {
		n := len(data)
		if d.window() < window {
			if len(d.recent) == d.window() {
				d.flush(true)
			}
			n = min(n, d.window()-len(d.recent))
		}
		d.w.Write(data[:n])
		d.flushed = false
		d.remember(data[:n])
		data = data[n:]
	}
}

func (d *deflater) remember(data []byte) {
	d.recent = append(d.recent, data[max(0, len(data)-window):]...)
	if len(d.recent) > 4*window {
		d.recent = slices.Clone(d.recent[len(d.recent)-window:])
	}
}

// flush writes all that was compressed, up to a whole byte. After a full one decompression can begin there.
func (d *deflater) flush(full bool) {
	d.header()
	if !d.flushed {
		d.w.Flush()
		d.flushed = true
	}
	if full {
		d.begin(nil)
	}
}

// finish ends the stream.
func (d *deflater) finish() {
	d.header()
	d.w.Close()
	d.done = true
	switch d.kind {
	case zlibKind:
		d.out.Write(binary.BigEndian.AppendUint32(nil, d.sum.adler))
	case gzipKind:
		d.out.Write(binary.LittleEndian.AppendUint32(nil, d.sum.crc))
		d.out.Write(binary.LittleEndian.AppendUint32(nil, d.sum.size))
	}
}

// taken is what was written since the last time.
func (d *deflater) taken() []byte {
	out := slices.Clone(d.out.Bytes())
	d.out.Reset()
	return out
}

// clone is a stream that goes on from the same place. What is compressed so far goes out in both.
func (d *deflater) clone() *deflater {
	if d.begun {
		d.flush(false)
	}
	c := &deflater{
		format: d.format, level: d.level, strategy: d.strategy, dictID: d.dictID, hasDict: d.hasDict, begun: d.begun, flushed: d.flushed,
		sum: d.sum,
	}
	c.out.Write(d.out.Bytes())
	c.begin(slices.Clone(d.recent[max(0, len(d.recent)-d.window()):]))
	return c
}
