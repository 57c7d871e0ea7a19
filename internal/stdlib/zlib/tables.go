package zlib

// lengthOrder is the order in which the lengths for the code of lengths come.
var lengthOrder = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// tables reads the codes of a block that brings its own.
func (z *inflater) tables() outcome {
	if !z.need(14) {
		return wantsInput
	}
	literals, dists, lengths := z.pull(5)+257, z.pull(5)+1, z.pull(4)+4
	if literals > 286 || dists > 30 {
		return z.fail("too many length or distance symbols")
	}
	var own [19]uint8
	for _, at := range lengthOrder[:lengths] {
		if !z.need(3) {
			return wantsInput
		}
		own[at] = uint8(z.pull(3))
	}
	code, left := newPrefixCode(own[:])
	if left != 0 && len(code.symbols) > 0 || left < 0 {
		return z.fail("invalid code lengths set")
	}
	all := make([]uint8, 0, literals+dists)
	for len(all) < literals+dists {
		var o outcome
		if all, o = z.lengths(code, all, literals+dists); o != going {
			return o
		}
	}
	if all[256] == 0 {
		return z.fail("invalid code -- missing end-of-block")
	}
	if z.literals, left = newPrefixCode(all[:literals]); !z.literals.complete(left) {
		return z.fail("invalid literal/lengths set")
	}
	if z.dists, left = newPrefixCode(all[literals:]); !z.dists.complete(left) {
		return z.fail("invalid distances set")
	}
	z.state = atSymbol
	return going
}

// lengths reads the next length of a code, or several that are the same.
func (z *inflater) lengths(code *prefixCode, all []uint8, limit int) ([]uint8, outcome) {
	symbol := z.decode(code)
	if symbol == -1 {
		return all, wantsInput
	}
	if symbol == -2 { // a code of no symbols at all, which zlib reads as zeros of one bit
		z.pull(1)
		symbol = 0
	}
	if symbol < 16 {
		return append(all, uint8(symbol)), going
	}
	repeat := [3]span{{3, 2}, {3, 3}, {11, 7}}[symbol-16]
	n, ok := z.extend(repeat)
	if !ok {
		return all, wantsInput
	}
	var value uint8
	if symbol == 16 {
		if len(all) == 0 {
			return all, z.fail("invalid bit length repeat")
		}
		value = all[len(all)-1]
	}
	if len(all)+n > limit {
		return all, z.fail("invalid bit length repeat")
	}
	for range n {
		all = append(all, value)
	}
	return all, going
}
