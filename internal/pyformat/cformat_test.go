package pyformat

import (
	"testing"

	"github.com/stretchr/testify/require"
)

type words struct{}

func (words) CString(address uint64, limit int) []rune {
	s := []rune(map[uint64]string{1: "abc", 2: "éa"}[address])
	if limit >= 0 && limit < len(s) {
		s = s[:limit]
	}
	return s
}

func (words) Object(unit byte, address uint64) ([]rune, error) {
	if address == 0 {
		return nil, valueError("no object")
	}
	return []rune(string(unit) + ":é"), nil
}

// What CPython 3.11 answered to the same calls through ctypes, texts of objects apart.
func TestCFormat(t *testing.T) {
	minus := func(n int64) uint64 { return uint64(-n) }
	for _, c := range []struct {
		format string
		args   []uint64
		want   string
	}{
		{"%05d|%5d|%.3d|%7.3d|%07.3d", []uint64{minus(5), minus(5), minus(5), minus(5), minus(5)}, "000-5|   -5|0-5|    0-5|00000-5"},
		{"%d %i", []uint64{0xffffffff_00000001, 7}, "1 7"},
		{"%x", []uint64{minus(1)}, "ffffffff"},
		{"%lx", []uint64{minus(1)}, "%lx"},
		{"%zu", []uint64{minus(1)}, "18446744073709551615"},
		{"%u", []uint64{minus(1)}, "4294967295"},
		{"%li %lli %zi", []uint64{minus(3), minus(3), minus(3)}, "-3 -3 -3"},
		{"%llu %llx", []uint64{5, 5}, "5 %llx"},
		{"%5s|%.2s|%5.2s|%05s", []uint64{1, 1, 1, 1}, "  abc|ab|   ab|  abc"},
		{"%.%d", []uint64{3}, "%.%d"},
		{"%5%", nil, "%"},
		{"%y abc", []uint64{1}, "%y abc"},
		{"abc%", nil, "abc%"},
		{"%lc", []uint64{65}, "%lc"},
		{"%5c|", []uint64{65}, "A|"},
		{"%5p|", []uint64{66}, "0x42|"},
		{"%5R|%.2R|%A|%S|%U|%-5d", []uint64{9, 9, 9, 9, 9, 3}, "  R:é|R:|A:é|S:é|U:é|%-5d"},
		{"%V|%V", []uint64{9, 1, 0, 2}, "U:é|éa"},
		{"%hd", []uint64{1}, "%hd"},
		{"%.3%i", []uint64{3}, "%.3%i"},
		{"%5.d|", []uint64{0}, "    0|"},
		{"%.s|", []uint64{1}, "abc|"},
		{"%0-5d|", []uint64{1}, "%0-5d|"},
		{"%s%y\xe9", []uint64{1}, "abc%yé"},
		{"%c", []uint64{minus(1)}, "OverflowError: character argument not in range(0x110000)"},
		{"\xe9", nil, "ValueError: PyUnicode_FromFormatV() expects an ASCII-encoded format string, got a non-ASCII byte: 0xe9"},
		{"%99999999999999999999d", []uint64{1}, "ValueError: width too big"},
		{"%.99999999999999999999d", []uint64{1}, "ValueError: precision too big"},
		{"%S", []uint64{0}, "ValueError: no object"},
	} {
		require.LessOrEqual(t, CFormatSlots(c.format), len(c.args), c.format)
		got, err := CFormat(c.format, c.args, words{})
		if err != nil {
			require.Equal(t, c.want, err.Error(), c.format)
			continue
		}
		require.Equal(t, c.want, string(got), c.format)
	}
}
