package pyformat

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/pyfloat"
	"github.com/d95905aa/gilded/internal/pyint"
	"github.com/d95905aa/gilded/internal/ucd"
)

func floats(t *testing.T, text string) []float64 {
	b, err := hex.DecodeString(text)
	require.NoError(t, err)
	var out []float64
	for ; len(b) > 0; b = b[8:] {
		out = append(out, math.Float64frombits(binary.BigEndian.Uint64(b)))
	}
	return out
}

func hexFloats(x ...float64) string {
	var b []byte
	for _, f := range x {
		b = binary.BigEndian.AppendUint64(b, math.Float64bits(f))
	}
	return hex.EncodeToString(b)
}

func outcome(s []rune, err *Error) string {
	if err != nil {
		return "!" + err.Error()
	}
	return string(s)
}

func percent(text string, format func(*Percent) []rune) string {
	r := PercentReader{Text: []rune(text)}
	literal, p, err := r.Next()
	if err != nil {
		return outcome(nil, err)
	}
	return string(literal) + string(format(p))
}

func answer(t *testing.T, kind, value, spec string) string {
	ascii := pyint.TransformDecimals([]rune(value), ucd.IsSpace, ucd.ToDecimal)
	integer := func() *big.Int {
		n, ok := new(big.Int).SetString(value, 10)
		require.True(t, ok)
		return n
	}
	switch kind {
	case "int":
		return outcome(Int(integer(), []rune(spec), kind))
	case "float":
		return outcome(Float(floats(t, value)[0], []rune(spec), kind))
	case "complex":
		x := floats(t, value)
		return outcome(Complex(complex(x[0], x[1]), []rune(spec), kind))
	case "str":
		return outcome(Str([]rune(value), []rune(spec), kind))
	case "repr":
		return pyfloat.Repr(floats(t, value)[0])
	case "reprcomplex":
		x := floats(t, value)
		return pyfloat.ReprComplex(x[0], x[1])
	case "%int":
		return percent(spec, func(p *Percent) []rune { return p.Numeric(p.Int(integer())) })
	case "%float":
		return percent(spec, func(p *Percent) []rune { return p.Numeric(p.Float(floats(t, value)[0])) })
	case "%error":
		r := PercentReader{Text: []rune(spec)}
		_, p, err := r.Next()
		if err == nil {
			err = p.UnsupportedVerb()
		}
		return outcome(nil, err)
	case "readint":
		base, _ := strconv.Atoi(spec)
		n, _, result := pyint.Parse(ascii, base, pyint.MaxStrDigits)
		if result != pyint.OK {
			return "!"
		}
		return n.String()
	case "readfloat":
		x, ok := pyfloat.Parse(ascii)
		if !ok {
			return "!"
		}
		return hexFloats(x)
	case "readcomplex":
		re, im, ok := pyfloat.ParseComplex(ascii)
		if !ok {
			return "!"
		}
		return hexFloats(re, im)
	}
	return fmt.Sprintf("no such kind: %q", kind)
}

// TestGolden compares with what CPython 3.11 answered; gen.py records the answers again.
func TestGolden(t *testing.T) {
	recorded, err := os.ReadFile("testdata/golden.json")
	require.NoError(t, err)
	var rows [][4]string
	require.NoError(t, json.Unmarshal(recorded, &rows))
	require.Greater(t, len(rows), 6000)
	wrong := 0
	for _, row := range rows {
		got := answer(t, row[0], row[1], row[2])
		if got != row[3] {
			if wrong++; wrong < 40 {
				t.Errorf("%s %q as %q: got %q, CPython answered %q", row[0], row[1], row[2], got, row[3])
			}
		}
	}
	require.Zero(t, wrong, "of %d", len(rows))
}
