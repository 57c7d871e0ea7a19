package zlib

import "slices"

// Decompression of streams in pieces. Package compress/flate reads from an io.Reader until the end; here the input comes in
// pieces, output is asked for in pieces, the state can be copied, and what was not read has to be given back to the byte: so this
// is a state machine. A step either does its work or, if the input ends first, nothing: what it had read is put back and kept for
// the next piece.

// window is how far back a distance can reach.
const window = 32 << 10

// state is what the stream is expected to go on with.
type state uint8

const (
	atHead state = iota
	atGzipExtra
	atGzipName
	atGzipComment
	atGzipCRC
	atDictionary
	atBlock
	atStoredHead
	atStored
	atTables
	atSymbol
	atLiteral
	atMatch
	atCheck
	atLength
	atEnd
	atProblem
)

// outcome is what a run or a step ended with.
type outcome uint8

const (
	going      outcome = iota // a step is done
	wantsInput                // the input is used up
	wantsRoom                 // as much is written as was asked for
	wantsDictionary
	broken
	ended
)

// inflater is a stream that is being decompressed. It holds no objects.
type inflater struct {
	format
	state    state
	in       []byte // what is still to be read
	hold     uint64 // bits that are read, the next one lowest
	held     uint
	out      []byte // what the window has, and behind it, from written on, what this run has written
	written  int
	checked  int // up to where the checksum counts
	sum      checksum
	final    bool // this block is the last
	flags    byte // of a gzip header
	literals *prefixCode
	dists    *prefixCode
	length   int  // what is left of a match or a stored block
	dist     int  // of a match
	literal  byte // that found no room
	problem  string
	gzip     bool // what the header says, where both are allowed
	sawDict  bool
	dictID   uint32
}

// newInflater is a stream at its beginning.
func newInflater(f format) *inflater { return &inflater{format: f, sum: checksum{adler: 1}} }

// clone is a stream that goes on from the same place.
func (z *inflater) clone() *inflater {
	c := *z
	c.in, c.out = slices.Clone(z.in), slices.Clone(z.out)
	return &c
}

// feed adds input.
func (z *inflater) feed(data []byte) {
	z.in = append(z.in[:len(z.in):len(z.in)], data...)
}

// take returns what was not read, and forgets it: whole bytes only.
func (z *inflater) take() []byte {
	rest := z.in
	z.in = nil
	return rest
}

// run goes on until limit bytes are written (any number, if it is negative) or something is missing.
func (z *inflater) run(limit int) (out []byte, o outcome) {
	if len(z.out) > 2*window {
		z.out = append([]byte(nil), z.out[len(z.out)-window:]...)
	}
	z.written, z.checked = len(z.out), len(z.out)
	for o = going; o == going; {
		o = z.attempt(limit)
	}
	z.count()
	return z.out[z.written:], o
}

// attempt does a step, or nothing if it lacks input.
func (z *inflater) attempt(limit int) outcome {
	in, hold, held := z.in, z.hold, z.held
	o := z.step(limit)
	if o == wantsInput {
		z.in, z.hold, z.held = in, hold, held
	}
	return o
}

// need makes sure that n bits are in hold.
func (z *inflater) need(n uint) bool {
	for z.held < n {
		if len(z.in) == 0 {
			return false
		}
		z.hold |= uint64(z.in[0]) << z.held
		z.in = z.in[1:]
		z.held += 8
	}
	return true
}

// pull takes n bits, which must be in hold.
func (z *inflater) pull(n uint) int {
	v := z.hold & (1<<n - 1)
	z.hold >>= n
	z.held -= n
	return int(v)
}

// align drops the bits up to the next byte.
func (z *inflater) align() { z.pull(z.held & 7) }

func (z *inflater) fail(problem string) outcome {
	z.problem, z.state = problem, atProblem
	return broken
}

// room is how many bytes can still be written.
func (z *inflater) room(limit int) int {
	if limit < 0 {
		return 1 << 30
	}
	return limit - (len(z.out) - z.written)
}

// count adds what was written to the checksum.
func (z *inflater) count() {
	if z.format.kind != raw {
		z.sum.add(z.gzip, z.out[z.checked:])
	}
	z.checked = len(z.out)
}

func (z *inflater) step(limit int) outcome {
	switch z.state {
	case atHead:
		return z.head()
	case atGzipExtra, atGzipName, atGzipComment, atGzipCRC:
		return z.gzipPart()
	case atDictionary:
		return z.dictionary()
	case atBlock:
		return z.block()
	case atStoredHead:
		return z.storedHead()
	case atStored:
		return z.stored(limit)
	case atTables:
		return z.tables()
	case atSymbol:
		return z.symbol(limit)
	case atLiteral:
		return z.putLiteral(limit)
	case atMatch:
		return z.match(limit)
	case atCheck, atLength:
		return z.trailer()
	case atProblem:
		return broken
	}
	return ended
}

// block reads the three bits that a block begins with.
func (z *inflater) block() outcome {
	if z.final {
		z.align()
		z.state = atCheck
		if z.format.kind == raw {
			z.state = atEnd
		}
		return going
	}
	if !z.need(3) {
		return wantsInput
	}
	z.final = z.pull(1) == 1
	switch z.pull(2) {
	case 0:
		z.align()
		z.state = atStoredHead
	case 1:
		z.literals, z.dists = fixedLiterals, fixedDistances
		z.state = atSymbol
	case 2:
		z.state = atTables
	default:
		return z.fail("invalid block type")
	}
	return going
}

func (z *inflater) storedHead() outcome {
	if !z.need(32) {
		return wantsInput
	}
	length, inverse := z.pull(16), z.pull(16)
	if length != inverse^0xffff {
		return z.fail("invalid stored block lengths")
	}
	z.length, z.state = length, atStored
	return going
}

func (z *inflater) stored(limit int) outcome {
	n := min(z.length, len(z.in), z.room(limit))
	z.out = append(z.out, z.in[:n]...)
	z.in = z.in[n:]
	switch z.length -= n; {
	case z.length == 0:
		z.state = atBlock
		return going
	case n > 0:
		return going
	case len(z.in) == 0:
		return wantsInput
	}
	return wantsRoom
}

// decode reads a symbol: -1 if the input ends before, -2 if there is no such code.
func (z *inflater) decode(c *prefixCode) int {
	for {
		if e := c.fast[z.hold&(1<<fastBits-1)]; e != 0 && uint(e&15) <= z.held {
			z.pull(uint(e & 15))
			return int(e >> 4)
		}
		if z.held >= fastBits || z.held >= uint(c.longest) {
			break
		}
		if !z.need(z.held + 1) {
			return -1
		}
	}
	code, first, index := 0, 0, 0
	for n := 1; n <= c.longest; n++ {
		if !z.need(uint(n)) {
			return -1
		}
		code |= int(z.hold>>(n-1)) & 1
		count := c.count[n]
		if code-count < first {
			z.pull(uint(n))
			return int(c.symbols[index+code-first])
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	return -2
}

func (z *inflater) symbol(limit int) outcome {
	symbol := z.decode(z.literals)
	switch {
	case symbol == -1:
		return wantsInput
	case symbol < 0 || symbol > 285:
		return z.fail("invalid literal/length code")
	case symbol == 256:
		z.state = atBlock
		return going
	case symbol < 256:
		z.literal, z.state = byte(symbol), atLiteral
		return z.putLiteral(limit)
	}
	length, ok := z.extend(lengthSpans[symbol-257])
	if !ok {
		return wantsInput
	}
	symbol = z.decode(z.dists)
	switch {
	case symbol == -1:
		return wantsInput
	case symbol < 0 || symbol > 29:
		return z.fail("invalid distance code")
	}
	dist, ok := z.extend(distanceSpans[symbol])
	switch {
	case !ok:
		return wantsInput
	case dist > len(z.out):
		return z.fail("invalid distance too far back")
	}
	z.length, z.dist, z.state = length, dist, atMatch
	return going
}

// extend reads the extra bits of a span.
func (z *inflater) extend(s span) (int, bool) {
	if !z.need(uint(s.extra)) {
		return 0, false
	}
	return s.base + z.pull(uint(s.extra)), true
}

func (z *inflater) putLiteral(limit int) outcome {
	if z.room(limit) <= 0 {
		return wantsRoom
	}
	z.out = append(z.out, z.literal)
	z.state = atSymbol
	return going
}

func (z *inflater) match(limit int) outcome {
	n := min(z.length, z.room(limit))
	if n <= 0 {
		return wantsRoom
	}
	for from := len(z.out) - z.dist; n > 0; {
		part := min(n, z.dist)
		z.out = append(z.out, z.out[from:from+part]...)
		from, n, z.length = from+part, n-part, z.length-part
	}
	if z.length == 0 {
		z.state = atSymbol
	}
	return going
}
