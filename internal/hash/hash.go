// Package hash computes the hashes that both tiers agree on; internal/ctier/hash.h is the same in C.
//
// Numbers hash as in CPython (modulo the Mersenne prime 2**61-1, so that 1, 1.0 and True hash alike); str and bytes
// hash with a keyed function of our own. No hash is -1. Nothing that needs an object's protocol may enter here.
package hash

import (
	"math"
	"math/bits"
	"unsafe"
)

// Key is drawn once per process, before the first str is hashed, and
// copied to the C tier. Equal strs must hash alike in every runtime of a
// process, since immortal interned strs are shared.
type Key [2]uint64

const (
	mul0 = 0xa0761d6478bd642f
	mul1 = 0xe7037ed1a0b428db

	// Modulus is 2**61-1, CPython's sys.hash_info.modulus.
	Bits    = 61
	Modulus = 1<<Bits - 1
	// Inf is the hash of inf; that of -inf is its negative.
	Inf = 314159
	// Imag multiplies the hash of a complex number's imaginary part.
	Imag = 1000003
)

func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// Bytes hashes n bytes at p. The empty string hashes to 0.
func (key *Key) Bytes(p unsafe.Pointer, n int) int {
	if n == 0 {
		return 0
	}
	seed := key[0]
	at := func(i int) uint64 { return *(*uint64)(unsafe.Add(p, i)) }
	var a, b uint64
	switch {
	case n > 16:
		i := 0
		for ; n-i > 16; i += 16 {
			seed = mix(at(i)^mul0, at(i+8)^seed)
		}
		a, b = at(n-16), at(n-8)
	case n >= 8:
		a, b = at(0), at(n-8)
	case n >= 4:
		a, b = uint64(*(*uint32)(p)), uint64(*(*uint32)(unsafe.Add(p, n-4)))
	default:
		a = uint64(*(*uint8)(p))<<16 | uint64(*(*uint8)(unsafe.Add(p, n>>1)))<<8 | uint64(*(*uint8)(unsafe.Add(p, n-1)))
	}
	h := int(mix(mul1^uint64(n), mix(a^mul0^key[1], b^seed)))
	if h == -1 {
		return -2
	}
	return h
}

// Digits hashes an int of 30-bit digits, least significant first.
func Digits(digits []uint32, negative bool) int {
	var x uint64
	for i := len(digits) - 1; i >= 0; i-- {
		x = x<<30&Modulus | x>>(Bits-30)
		x += uint64(digits[i])
		if x >= Modulus {
			x -= Modulus
		}
	}
	h := int(x)
	if negative {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// Double hashes a float that is not a NaN (a NaN hashes by its address,
// see Pointer).
func Double(v float64) int {
	if math.IsInf(v, 0) {
		if v > 0 {
			return Inf
		}
		return -Inf
	}
	m, e := math.Frexp(math.Abs(v))
	var x uint64
	for m != 0 {
		x = x<<28&Modulus | x>>(Bits-28)
		m *= 1 << 28
		e -= 28
		y := uint64(m)
		m -= float64(y)
		x += y
		if x >= Modulus {
			x -= Modulus
		}
	}
	if e %= Bits; e < 0 {
		e += Bits
	}
	x = x<<e&Modulus | x>>(Bits-e)
	h := int(x)
	if v < 0 {
		h = -h
	}
	if h == -1 {
		return -2
	}
	return h
}

// Pointer hashes an object by its address.
func Pointer(p unsafe.Pointer) int {
	// Objects are 16-byte aligned: rotate the low bits, which are always 0, away.
	h := int(bits.RotateLeft64(uint64(uintptr(p)), -4))
	if h == -1 {
		return -2
	}
	return h
}
