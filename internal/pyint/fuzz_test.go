package pyint

import (
	"math/big"
	"strings"
	"testing"
)

// FuzzParse holds Parse to math/big: what Go takes for a number in a base, Python does, too, with the same value, and what
// Parse takes is what it says: without the blanks and underscores it is Go's number.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", " 12 ", "-0x1F", "1_000", "1__0", "_1", "0b102", "+ 1", "0o17", "00", "012", "z", "\x00", "\u0661", "0x", "-"} {
		f.Add(s, 0)
		f.Add(s, 10)
		f.Add(s, 36)
	}
	f.Fuzz(func(t *testing.T, s string, base int) {
		if base != 0 && (base < 2 || base > 36) || len(s) > 4000 {
			return
		}
		n, digits, result := Parse(s, base, 4300)
		if result != OK {
			return
		}
		if digits < 0 || digits > len(s) {
			t.Errorf("%q in base %d has %d digits", s, base, digits)
		}
		plain := strings.ReplaceAll(strings.Trim(s, " \t\n\v\f\r\x1c\x1d\x1e\x1f\u0085\u00a0"), "_", "")
		for prefix, of := range map[string]int{"0x": 16, "0o": 8, "0b": 2} {
			for _, sign := range []string{"", "+", "-"} {
				if base == of && strings.HasPrefix(strings.ToLower(plain), sign+prefix) {
					plain = sign + plain[len(sign)+2:]
				}
			}
		}
		expected, ok := new(big.Int).SetString(plain, base)
		if !ok {
			t.Fatalf("%q in base %d is %s here and no number for math/big", s, base, n)
		}
		if n.Cmp(expected) != 0 {
			t.Errorf("%q in base %d is %s, math/big says %s", s, base, n, expected)
		}
		if again, _, result := Parse(Text(n, 10, false), 10, 0); result != OK || again.Cmp(n) != 0 {
			t.Errorf("%s does not come back", n)
		}
	})
}
