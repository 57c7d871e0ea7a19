package zlib

import (
	"encoding/binary"
	"hash/crc32"
)

// kind is what is around the compressed data.
type kind uint8

const (
	raw kind = iota
	zlibKind
	gzipKind
	either // when reading: the header says which
)

// format is what wbits says: the kind, and how large a window the stream may have, as a power of two; 0 for what the header says.
type format struct {
	kind kind
	bits int
}

// readFormat is the format that wbits says for decompression.
func readFormat(wbits int) (format, bool) {
	switch {
	case wbits < 0:
		return format{raw, -wbits}, wbits >= -15 && wbits <= -8
	case wbits >= 48:
		return format{}, false
	}
	f := format{[3]kind{zlibKind, gzipKind, either}[wbits/16], wbits % 16}
	return f, f.bits == 0 || f.bits >= 8
}

// writeFormat is the format that wbits says for compression.
func writeFormat(wbits int) (format, bool) {
	f := format{zlibKind, wbits}
	switch {
	case wbits < 0:
		f = format{raw, -wbits}
	case wbits > 15:
		f = format{gzipKind, wbits - 16}
	}
	if f.bits == 8 && f.kind == zlibKind {
		f.bits = 9
		return f, true
	}
	return f, f.bits >= 9 && f.bits <= 15
}

// head reads the header of a stream.
func (z *inflater) head() outcome {
	if z.kind == raw {
		z.state = atBlock
		return going
	}
	if !z.need(16) {
		return wantsInput
	}
	if z.kind != zlibKind && z.hold&0xffff == 0x8b1f {
		return z.gzipHead()
	}
	switch {
	case z.kind == gzipKind || (z.hold&0xff<<8+z.hold>>8&0xff)%31 != 0:
		return z.fail("incorrect header check")
	case z.pull(4) != 8:
		return z.fail("unknown compression method")
	}
	size := z.pull(4) + 8
	if z.bitsAllowed(); size > 15 || size > z.format.bits {
		return z.fail("invalid window size")
	}
	z.state = atBlock
	if z.pull(8)&0x20 != 0 {
		z.state = atDictionary
	}
	return going
}

// bitsAllowed makes a window of any size the largest.
func (z *inflater) bitsAllowed() {
	if z.format.bits == 0 {
		z.format.bits = 15
	}
}

// The flags of a gzip header, which say what follows it.
const (
	hasCRC     = 2
	hasExtra   = 4
	hasName    = 8
	hasComment = 16
)

// gzipHead reads the ten bytes that a gzip header always has. sum counts the header until the data begin.
func (z *inflater) gzipHead() outcome {
	if len(z.in) < 10-int(z.held/8) {
		return wantsInput
	}
	var head [10]byte
	for i := range head {
		z.need(8)
		head[i] = byte(z.pull(8))
	}
	switch {
	case head[2] != 8:
		return z.fail("unknown compression method")
	case head[3]&0xe0 != 0:
		return z.fail("unknown header flags set")
	}
	z.gzip, z.flags, z.state = true, head[3], atGzipExtra
	z.sum.crc = crc32.ChecksumIEEE(head[:])
	return going
}

// gzipPart reads one of the optional parts of a gzip header.
func (z *inflater) gzipPart() outcome {
	present := z.flags & map[state]byte{atGzipExtra: hasExtra, atGzipName: hasName, atGzipComment: hasComment, atGzipCRC: hasCRC}[z.state]
	if present != 0 {
		n := z.partLength()
		if n < 0 {
			return wantsInput
		}
		part := z.in[:n]
		z.in = z.in[n:]
		if z.state == atGzipCRC && binary.LittleEndian.Uint16(part) != uint16(z.sum.crc) {
			return z.fail("header crc mismatch")
		}
		z.sum.crc = crc32.Update(z.sum.crc, crc32.IEEETable, part)
	}
	if z.state++; z.state > atGzipCRC {
		z.state, z.sum.crc = atBlock, 0
	}
	return going
}

// partLength is how many bytes the part of a gzip header has that comes now: -1 if it is not all there.
func (z *inflater) partLength() int {
	n := 2
	switch z.state {
	case atGzipExtra:
		if len(z.in) >= 2 {
			n += int(binary.LittleEndian.Uint16(z.in))
		}
	case atGzipName, atGzipComment:
		for n = 1; n <= len(z.in) && z.in[n-1] != 0; n++ {
		}
	}
	if n > len(z.in) {
		return -1
	}
	return n
}

// dictionary reads which dictionary the stream needs.
func (z *inflater) dictionary() outcome {
	if !z.sawDict {
		if !z.need(32) {
			return wantsInput
		}
		for range 4 {
			z.dictID = z.dictID<<8 | uint32(z.pull(8))
		}
		z.sawDict = true
		return going
	}
	return wantsDictionary
}

// setDictionary gives the stream a dictionary: false if it is not the one.
func (z *inflater) setDictionary(data []byte) bool {
	if z.state == atDictionary {
		if adler32(1, data) != z.dictID {
			return false
		}
		z.state = atBlock
	}
	z.out = append(z.out, data[max(0, len(data)-window):]...)
	z.written, z.checked = len(z.out), len(z.out)
	return true
}

// trailer compares the checksum, and the size, that end a stream.
func (z *inflater) trailer() outcome {
	if !z.need(32) {
		return wantsInput
	}
	z.count()
	var word [4]byte
	for i := range word {
		word[i] = byte(z.pull(8))
	}
	switch {
	case z.state == atLength:
		z.state = atEnd
		if binary.LittleEndian.Uint32(word[:]) != z.sum.size {
			return z.fail("incorrect length check")
		}
	case z.gzip:
		z.state = atLength
		if binary.LittleEndian.Uint32(word[:]) != z.sum.crc {
			return z.fail("incorrect data check")
		}
	default:
		z.state = atEnd
		if binary.BigEndian.Uint32(word[:]) != z.sum.adler {
			return z.fail("incorrect data check")
		}
	}
	return going
}
