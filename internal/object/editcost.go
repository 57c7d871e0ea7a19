package object

// How different two names are, for suggestions.

const (
	moveCost  = 2  // to add, drop or replace a byte
	caseCost  = 1  // to replace a letter by its other case
	editLimit = 40 // names that differ in more bytes than this are not compared
)

// EditCost is what it takes to make one text of the other, byte by byte, or limit+1 if it takes more than limit.
func EditCost(a, b string, limit int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 {
		return len(b) * moveCost
	}
	if len(b) > editLimit || (len(b)-len(a))*moveCost > limit {
		return limit + 1
	}
	row := make([]int, len(a)+1) // what it takes from each beginning of a to the present one of b
	for i := range row {
		row[i] = i * moveCost
	}
	for j := range len(b) {
		corner, least := row[0], limit+1
		row[0] = (j + 1) * moveCost
		for i := range len(a) {
			best := min(corner+replaceCost(a[i], b[j]), row[i]+moveCost, row[i+1]+moveCost)
			corner, row[i+1] = row[i+1], best
			least = min(least, best)
		}
		if least > limit {
			return limit + 1
		}
	}
	return min(row[len(a)], limit+1)
}

func replaceCost(a, b byte) int {
	switch {
	case a == b:
		return 0
	case a|0x20 == b|0x20 && 'a' <= a|0x20 && a|0x20 <= 'z':
		return caseCost
	}
	return moveCost
}
