package zlib

// Decoding of prefix codes. A code of up to fastBits bits is found with one look at a table; a longer one bit by bit, among the
// codes of each length, which are consecutive numbers.

const (
	maxBits  = 15
	fastBits = 9
)

// prefixCode says which symbol a sequence of bits stands for.
type prefixCode struct {
	fast    [1 << fastBits]uint16 // symbol<<4 | length by the bits to come; 0 for none
	count   [maxBits + 1]int      // codes of each length
	symbols []uint16              // in the order of their codes
	longest int                   // bits after which there can be no code; at least 1
}

// newPrefixCode makes the code in which each symbol has a length. left is how much of the space of codes is free: 0 for a complete
// code, less for one that can't be.
func newPrefixCode(lengths []uint8) (c *prefixCode, left int) {
	c = &prefixCode{longest: 1}
	for _, n := range lengths {
		c.count[n]++
	}
	c.count[0] = 0
	left = 1
	for n := 1; n <= maxBits; n++ {
		if left = left<<1 - c.count[n]; left < 0 {
			return c, left
		}
		if c.count[n] > 0 {
			c.longest = n
		}
	}
	var next, offset [maxBits + 2]int
	for n := 1; n <= maxBits; n++ {
		next[n+1] = (next[n] + c.count[n]) << 1
		offset[n+1] = offset[n] + c.count[n]
	}
	c.symbols = make([]uint16, offset[maxBits+1])
	for symbol, n := range lengths {
		if n == 0 {
			continue
		}
		c.symbols[offset[n]] = uint16(symbol)
		offset[n]++
		c.enter(next[n], int(n), symbol)
		next[n]++
	}
	return c, left
}

// enter puts a code, whose first bit is the highest, into the table, where the first bit is the lowest.
func (c *prefixCode) enter(code, n, symbol int) {
	if n > fastBits {
		return
	}
	reversed := 0
	for range n {
		reversed = reversed<<1 | code&1
		code >>= 1
	}
	for at := reversed; at < 1<<fastBits; at += 1 << n {
		c.fast[at] = uint16(symbol<<4 | n)
	}
}

// complete tells whether a code is one that zlib takes for literals and distances: complete, of one code of one bit, or of none.
func (c *prefixCode) complete(left int) bool { return left == 0 || left > 0 && c.longest == 1 }

var fixedLiterals, fixedDistances = fixedCodes()

func fixedCodes() (literals, distances *prefixCode) {
	var lengths [288]uint8
	for i := range lengths {
		switch {
		case i < 144:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		case i < 280:
			lengths[i] = 7
		default:
			lengths[i] = 8
		}
	}
	literals, _ = newPrefixCode(lengths[:])
	for i := range 32 {
		lengths[i] = 5
	}
	distances, _ = newPrefixCode(lengths[:32])
	return literals, distances
}

// span is what a symbol for a length or a distance stands for: base and as many numbers above as the extra bits say.
type span struct {
	base, extra int
}

var lengthSpans, distanceSpans = spans(3, 4, 28), spans(1, 2, 30)

// spans are n spans, of which the number of extra bits grows by one every few symbols, from the first 2*every on.
func spans(base, every, n int) []span {
	all := make([]span, 0, n+1)
	for i := range n {
		extra := max(i/every-1, 0)
		all = append(all, span{base, extra})
		base += 1 << extra
	}
	if every == 4 {
		all = append(all, span{258, 0}) // the longest has a symbol of its own
	}
	return all
}
