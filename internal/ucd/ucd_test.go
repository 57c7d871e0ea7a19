package ucd

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEveryCodePoint compares all facts of all code points with what CPython said, by their hashes.
func TestEveryCodePoint(t *testing.T) {
	recorded, err := os.ReadFile("testdata/hashes.txt")
	require.NoError(t, err)
	want := map[string]string{}
	for line := range strings.Lines(string(recorded)) {
		name, sum, _ := strings.Cut(strings.TrimSpace(line), " ")
		want[name] = sum
	}
	require.Len(t, want, 8)

	got := map[string]hash.Hash{}
	for name := range want {
		got[name] = sha256.New()
	}
	predicates := []func(rune) bool{
		IsAlpha, IsDecimal, IsDigit, IsNumeric, IsLower, IsUpper, IsTitle, IsSpace, IsPrintable,
		IsXIDStart, IsXIDContinue, IsCased, IsCaseIgnorable, IsLineBreak, IsAssigned,
	}
	mappings := map[string]func([]rune, rune) []rune{
		"upper": AppendUpper, "lower": AppendLower, "title": AppendTitle, "fold": AppendFold,
	}
	var buf []rune
	for c := rune(0); c <= MaxRune; c++ {
		var bits uint16
		for i, is := range predicates {
			if is(c) {
				bits |= 1 << i
			}
		}
		got["flags"].Write(binary.LittleEndian.AppendUint16(nil, bits))
		for name, appendTo := range mappings {
			buf = appendTo(buf[:0], c)
			text := fmt.Appendf(nil, "%x:", c)
			for i, m := range buf {
				if i > 0 {
					text = append(text, ',')
				}
				text = fmt.Appendf(text, "%x", m)
			}
			got[name].Write(append(text, ';'))
		}
		got["decimal"].Write([]byte{byte(ToDecimal(c))})
		got["digit"].Write([]byte{byte(ToDigit(c))})
		got["numeric"].Write(binary.LittleEndian.AppendUint64(nil, math.Float64bits(ToNumeric(c))))
	}
	for name, sum := range want {
		require.Equal(t, sum, hex.EncodeToString(got[name].Sum(nil)), name)
	}
}

func TestSimpleMappingIsFirstOfFull(t *testing.T) {
	require.Equal(t, 'S', ToUpper('ß'))
	require.Equal(t, 'i', ToLower('İ'))
	require.Equal(t, rune(0x1c5), ToTitle(0x1c4))
	require.Equal(t, rune(0x110000), ToLower(0x110000))
}

func TestFinalSigma(t *testing.T) {
	for in, want := range map[string]string{
		"ΑΣ": "ας", "ΑΣΑ": "ασα", "Σ": "σ", "ΑΣ.": "ας.", "Α.Σ": "α.ς", "ΑΣ.Β": "ασ.β", "ΑΣ'Β": "ασ'β", " Σ": " σ",
	} {
		s := []rune(in)
		var got []rune
		for i := range s {
			got = AppendLowerAt(got, s, i)
		}
		require.Equal(t, want, string(got), in)
	}
}

func TestIsIdentifier(t *testing.T) {
	for s, want := range map[string]bool{"": false, "_": true, "a1": true, "1a": false, "é": true, "a-b": false, "class": true} {
		require.Equal(t, want, IsIdentifier([]rune(s)), s)
	}
}
