package hash

import (
	"math"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

func TestNumberHashesAreCPythons(t *testing.T) {
	for v, want := range map[float64]int{
		0: 0, 1: 1, -1: -2, 0.5: 1152921504606846976, -2.5: -1152921504606846978, 1e300: 1224995262755759164,
		math.Pi: 326490430436040707, 1e-300: 482449582752280463, 5e-324: 16777216, math.Inf(1): 314159, math.Inf(-1): -314159,
	} {
		require.Equal(t, want, Double(v), "%v", v)
	}
	// 2**61-1, 2**61, -1, 0, -10**30
	require.Equal(t, int(0), Digits([]uint32{0x3fffffff, 0x3fffffff, 1}, false))
	require.Equal(t, int(1), Digits([]uint32{0, 0, 2}, false))
	require.Equal(t, int(-2), Digits([]uint32{1}, true))
	require.Equal(t, int(0), Digits(nil, false))
	require.Equal(t, int(-465258685558744706), Digits([]uint32{0, 433305513, 852086020, 807}, true))
}

func TestBytes(t *testing.T) {
	key := Key{1, 2}
	buf := []byte("the quick brown fox jumps over the lazy dog, twice")
	seen := map[int]int{}
	for n := range len(buf) {
		h := key.Bytes(unsafe.Pointer(&buf[0]), n)
		require.NotContains(t, seen, h, "lengths %d and %d", n, seen[h])
		seen[h] = n
	}
	other := Key{1, 3}
	require.NotEqual(t, key.Bytes(unsafe.Pointer(&buf[0]), 9), other.Bytes(unsafe.Pointer(&buf[0]), 9))
}
