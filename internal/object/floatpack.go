package object

import "math"

// Floats as bytes, in the interchange formats of IEEE 754.

func putBytes(out []byte, bits uint64, littleEndian bool) {
	for i := range out {
		b := byte(bits >> (8 * i))
		if littleEndian {
			out[i] = b
		} else {
			out[len(out)-1-i] = b
		}
	}
}

func getBytes(in []byte, littleEndian bool) (bits uint64) {
	for i := range in {
		b := in[i]
		if !littleEndian {
			b = in[len(in)-1-i]
		}
		bits |= uint64(b) << (8 * i)
	}
	return bits
}

// PackFloat writes v in 2, 4 or 8 bytes, or raises OverflowError if so few can't hold it.
func PackFloat(v float64, out []byte, littleEndian bool) bool {
	switch len(out) {
	case 2:
		bits, ok := halfBits(v)
		if !ok {
			Raise(OverflowError, "float too large to pack with e format")
			return false
		}
		putBytes(out, uint64(bits), littleEndian)
	case 4:
		f := float32(v)
		if math.IsInf(float64(f), 0) && !math.IsInf(v, 0) {
			Raise(OverflowError, "float too large to pack with f format")
			return false
		}
		putBytes(out, uint64(math.Float32bits(f)), littleEndian)
	default:
		putBytes(out, math.Float64bits(v), littleEndian)
	}
	return true
}

// UnpackFloat reads a float of 2, 4 or 8 bytes.
func UnpackFloat(in []byte, littleEndian bool) float64 {
	bits := getBytes(in, littleEndian)
	switch len(in) {
	case 2:
		return halfFloat(uint16(bits))
	case 4:
		return float64(math.Float32frombits(uint32(bits)))
	}
	return math.Float64frombits(bits)
}

// halfBits rounds to a 16-bit float, half to even; false if that would be infinite.
func halfBits(v float64) (uint16, bool) {
	var sign uint16
	if math.Signbit(v) {
		sign = 1 << 15
	}
	v = math.Abs(v)
	const infinite = 0x7c00
	switch {
	case math.IsNaN(v):
		return sign | 0x7e00, true
	case math.IsInf(v, 0):
		return sign | infinite, true
	}
	// The distance between neighbours is 2**-24 for what is smaller than 2**-14, and 2**-10 of the leading power of 2 above.
	_, exponent := math.Frexp(v)
	exponent = max(exponent-1, -14)
	units := math.RoundToEven(math.Ldexp(v, 10-exponent)) // 1024 to 2048 for a normal number
	bits := uint64(exponent+14)<<10 + uint64(units)
	if units < 1024 {
		bits = uint64(units)
	}
	if bits >= infinite {
		return 0, false
	}
	return sign | uint16(bits), true
}

func halfFloat(bits uint16) float64 {
	mantissa, exponent := float64(bits&0x3ff), int(bits>>10&0x1f)
	var v float64
	switch {
	case exponent == 0x1f && mantissa != 0:
		v = math.NaN()
	case exponent == 0x1f:
		v = math.Inf(1)
	case exponent == 0:
		v = math.Ldexp(mantissa, -24)
	default:
		v = math.Ldexp(mantissa+1024, exponent-25)
	}
	if bits>>15 == 1 {
		v = math.Copysign(v, -1)
	}
	return v
}
