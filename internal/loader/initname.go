package loader

import (
	"strings"
)

// InitName returns the name of the init function of a module: PyInit_ and the last part of its dotted name, or for a name with
// characters beyond ASCII PyInitU_ and its Punycode; hyphens become underscores in both (PEP 489).
func InitName(name string) string { return hookName("PyInit", name) }

// ExportName returns the name of the function that gives the slots of a module, where it has one: it is built as InitName's is
// (PEP 793).
func ExportName(name string) string { return hookName(exportPrefix, name) }

const exportPrefix = "PyModExport"

func hookName(prefix, name string) string {
	last := name[strings.LastIndexByte(name, '.')+1:]
	if strings.ContainsFunc(last, func(r rune) bool { return r >= 0x80 }) {
		prefix += "U"
		last = punycode(last)
	}
	return prefix + "_" + strings.ReplaceAll(last, "-", "_")
}

// isHook tells whether a symbol is one by which a module is begun.
func isHook(symbol string) bool {
	for _, prefix := range []string{"PyInit_", "PyInitU_", exportPrefix + "_", exportPrefix + "U_"} {
		if strings.HasPrefix(symbol, prefix) {
			return true
		}
	}
	return false
}

// The parameters of RFC 3492, section 5.
const (
	punyBase        = 36
	punyMin         = 1
	punyMax         = 26
	punySkew        = 38
	punyDamp        = 700
	punyInitialBias = 72
	punyInitialN    = 0x80
)

// punycode encodes by RFC 3492, section 6.3, as CPython's codec does: without the xn-- of domain names, case kept.
func punycode(s string) string {
	runes := []rune(s)
	var out strings.Builder
	for _, r := range runes {
		if r < punyInitialN {
			out.WriteRune(r)
		}
	}
	basic := out.Len()
	if basic > 0 {
		out.WriteByte('-')
	}
	n, delta, bias := rune(punyInitialN), 0, punyInitialBias
	for done := basic; done < len(runes); {
		next := rune(0x7fffffff)
		for _, r := range runes {
			if r >= n && r < next {
				next = r
			}
		}
		delta += int(next-n) * (done + 1)
		n = next
		for _, r := range runes {
			if r < n {
				delta++
			}
			if r != n {
				continue
			}
			writePunyNumber(&out, delta, bias)
			bias = adaptBias(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return out.String()
}

// writePunyNumber writes a number in the variable-length form whose digit thresholds depend on bias.
func writePunyNumber(out *strings.Builder, q, bias int) {
	const digits = "abcdefghijklmnopqrstuvwxyz0123456789"
	for k := punyBase; ; k += punyBase {
		t := min(max(k-bias, punyMin), punyMax)
		if q < t {
			out.WriteByte(digits[q])
			return
		}
		out.WriteByte(digits[t+(q-t)%(punyBase-t)])
		q = (q - t) / (punyBase - t)
	}
}

func adaptBias(delta, points int, first bool) int {
	if first {
		delta /= punyDamp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := 0
	for delta > (punyBase-punyMin)*punyMax/2 {
		delta /= punyBase - punyMin
		k += punyBase
	}
	return k + (punyBase-punyMin+1)*delta/(delta+punySkew)
}
