package pyfloat

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

// FuzzParse holds Parse to strconv: the same texts are numbers, but for those that only Go reads, and they are the same ones. What
// repr writes comes back.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"1.5", " -2e3 ", "inf", "-nan", "Infinity", "1_0.5", "1__0", "1e400", "5e-324", ".5", "5.", ".", "1e", "0x1p3", "+-1", "1e1_0", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, ok := Parse(s)
		clean, valid := dropUnderscores(trim(s))
		expected, err := strconv.ParseFloat(clean, 64)
		goes := valid && (err == nil || math.IsInf(expected, 0)) && !strings.ContainsAny(clean, "xXpP_")
		if !goes && ok && !strings.HasSuffix(strings.ToLower(clean), "nan") { // Go has no signed NaN
			t.Fatalf("%q is %v here and no number for strconv", s, x)
		}
		if goes && !ok {
			t.Fatalf("%q is no number here and %v for strconv", s, expected)
		}
		if !ok || math.IsNaN(x) {
			return
		}
		if x != expected || math.Signbit(x) != math.Signbit(expected) {
			t.Errorf("%q is %v, strconv says %v", s, x, expected)
		}
		if again, ok := Parse(Repr(x)); !ok || again != x {
			t.Errorf("%v is written %q, which is %v", x, Repr(x), again)
		}
		for _, style := range "efgEFG" {
			for precision := range 18 {
				text, _ := Format(x, byte(style), precision, 0)
				if _, ok := Parse(text); !ok {
					t.Errorf("%v as %c with %d digits is %q, which is no number", x, style, precision, text)
				}
			}
		}
	})
}
