package pyformat

import (
	"math/big"
	"testing"
	"unicode/utf8"
)

// A width is a promise of memory, so the fuzzers leave out what asks for a lot of it.
func modest(text string) bool {
	digits := 0
	for _, c := range text {
		if c < '0' || c > '9' {
			digits = 0
		} else if digits++; digits > 4 {
			return false
		}
	}
	return true
}

// FuzzSpec checks that no specification makes a formatter fail in its own way, and that a field is as wide as was asked.
func FuzzSpec(f *testing.F) {
	for _, s := range []string{"", ">5", "*^+#010,.3f", "=5", "_x", "z.1%", "é<7s", "999999999999999999999", ".", "c", "n"} {
		f.Add(s, int64(-255), 1.5)
	}
	f.Fuzz(func(t *testing.T, text string, n int64, x float64) {
		if !modest(text) {
			return
		}
		spec := []rune(text)
		for _, format := range []func() ([]rune, *Error){
			func() ([]rune, *Error) { return Int(big.NewInt(n), spec, "int") },
			func() ([]rune, *Error) { return Float(x, spec, "float") },
			func() ([]rune, *Error) { return Complex(complex(x, -x), spec, "complex") },
			func() ([]rune, *Error) { return Str([]rune("abc"), spec, "str") },
		} {
			out, err := format()
			if err != nil {
				continue
			}
			if s, err := ParseSpec(spec, "x", 0, '>'); err == nil && len(out) < s.Width {
				t.Errorf("%q has %d characters as %q, which asks for %d", string(out), len(out), text, s.Width)
			}
		}
	})
}

// FuzzPercent reads a format of % to its end: the literal parts and the conversions are all of it, in order.
func FuzzPercent(f *testing.F) {
	for _, s := range []string{"%s", "%(a)5.2f|", "%%", "%-+ #05d", "%*.*f", "%(", "%ld", "%"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		r := PercentReader{Text: []rune(text)}
		seen := 0
		for {
			literal, p, err := r.Next()
			seen += len(literal)
			if err != nil {
				return
			}
			if p == nil {
				break
			}
			if p.VerbAt < seen || p.VerbAt >= len(r.Text) {
				t.Fatalf("%q: the type is at %d after %d characters", text, p.VerbAt, seen)
			}
			seen = p.VerbAt + 1
		}
		if seen != len(r.Text) {
			t.Errorf("%q: %d of %d characters read", text, seen, len(r.Text))
		}
	})
}

// FuzzMarkup reads a text of str.format and the names of its fields.
func FuzzMarkup(f *testing.F) {
	for _, s := range []string{"{}", "{0.a[b]!r:>{w}}", "{{}}", "{a[}]}", "{", "}", "{!", "{a.}", "{:{}{}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if out := describe(text); utf8.ValidString(text) && !utf8.ValidString(out) {
			t.Errorf("%q became %q", text, out)
		}
	})
}

// FuzzCFormat formats with as many words as CFormatSlots counts, which must do.
func FuzzCFormat(f *testing.F) {
	for _, s := range []string{"%d %5s", "%lld%zu%x", "%V|%R", "%.3%", "%", "%09p", "%c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, format string) {
		if !modest(format) {
			return
		}
		args := make([]uint64, CFormatSlots(format))
		for i := range args {
			args[i] = 1
		}
		out, err := CFormat(format, args, words{})
		if err == nil && format != "" && len(args) == 0 && len(out) == 0 && format != "%%" && format[0] != '%' {
			t.Errorf("%q became nothing", format)
		}
	})
}
