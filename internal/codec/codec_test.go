package codec

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func decoderFor(name string) Decoder {
	if decode, _, ok := Charmap(name); ok {
		return decode
	}
	wide := func(f func([]byte, Order, DecodeHandler, bool) ([]rune, int, Order, error), order Order) Decoder {
		return func(data []byte, h DecodeHandler, final bool) ([]rune, int, error) {
			text, n, _, err := f(data, order, h, final)
			return text, n, err
		}
	}
	return map[string]Decoder{
		"utf-7": DecodeUTF7, "utf-8": DecodeUTF8, "latin-1": DecodeLatin1, "ascii": DecodeASCII, "raw_unicode_escape": DecodeRawUnicodeEscape,
		"utf-16": wide(DecodeUTF16, Unknown), "utf-16-le": wide(DecodeUTF16, Little), "utf-16-be": wide(DecodeUTF16, Big),
		"utf-32": wide(DecodeUTF32, Unknown), "utf-32-le": wide(DecodeUTF32, Little), "utf-32-be": wide(DecodeUTF32, Big),
		"unicode_escape": func(data []byte, h DecodeHandler, final bool) ([]rune, int, error) {
			text, n, _, err := DecodeUnicodeEscape(data, h, final)
			return text, n, err
		},
	}[name]
}

func encoderFor(name string) Encoder {
	if _, encode, ok := Charmap(name); ok {
		return encode
	}
	wide := func(f func([]rune, Order, EncodeHandler) ([]byte, error), order Order) Encoder {
		return func(text []rune, h EncodeHandler) ([]byte, error) { return f(text, order, h) }
	}
	return map[string]Encoder{
		"utf-7": EncodeUTF7, "utf-8": EncodeUTF8, "latin-1": EncodeLatin1, "ascii": EncodeASCII,
		"raw_unicode_escape": EncodeRawUnicodeEscape, "unicode_escape": EncodeUnicodeEscape,
		"utf-16": wide(EncodeUTF16, Unknown), "utf-16-le": wide(EncodeUTF16, Little), "utf-16-be": wide(EncodeUTF16, Big),
		"utf-32": wide(EncodeUTF32, Unknown), "utf-32-le": wide(EncodeUTF32, Little), "utf-32-be": wide(EncodeUTF32, Big),
	}[name]
}

func shown[T byte | rune](out []T, err error) string {
	var d *DecodeError
	var e *EncodeError
	switch {
	case errors.As(err, &d):
		return fmt.Sprintf("%q", fmt.Sprintf("%s|%d|%d|%s", d.Encoding, d.Start, d.End, d.Reason))
	case errors.As(err, &e):
		return fmt.Sprintf("%q", fmt.Sprintf("%s|%d|%d|%s", e.Encoding, e.Start, e.End, e.Reason))
	}
	numbers := make([]int, len(out))
	for i, c := range out {
		numbers[i] = int(c)
	}
	b, _ := json.Marshal(numbers)
	return string(b)
}

// TestGolden compares with what CPython 3.11 answered; gen.py records the answers again.
func TestGolden(t *testing.T) {
	recorded, err := os.ReadFile("testdata/golden.json")
	require.NoError(t, err)
	var rows [][5]json.RawMessage
	require.NoError(t, json.Unmarshal(recorded, &rows))
	require.Greater(t, len(rows), 4000)
	wrong := 0
	for _, row := range rows {
		var kind, encoding, handler string
		var in []rune
		for i, to := range []any{&kind, &encoding, &handler, &in} {
			require.NoError(t, json.Unmarshal(row[i], to))
		}
		data := make([]byte, len(in))
		for i, c := range in {
			data[i] = byte(c)
		}
		var got string
		switch kind {
		case "decode", "partial":
			text, _, err := decoderFor(encoding)(data, DecodeHandlers[handler], kind == "decode")
			got = shown(text, err)
		case "encode":
			out, err := encoderFor(encoding)(in, EncodeHandlers[handler])
			got = shown(out, err)
		case "name":
			got = fmt.Sprintf("%q", CharacterName(in[0]))
		}
		var want string
		if row[4][0] == '"' {
			require.NoError(t, json.Unmarshal(row[4], &want))
			want = fmt.Sprintf("%q", want)
		} else {
			want = string(row[4])
		}
		if got != want {
			if wrong++; wrong < 40 {
				t.Errorf("%s %s %s of %q %v: got %s, CPython answered %s", kind, encoding, handler, data, in, got, want)
			}
		}
	}
	require.Zero(t, wrong, "of %d", len(rows))
}

// TestCharmaps checks that each table encodes what it decodes.
func TestCharmaps(t *testing.T) {
	require.Greater(t, len(charmaps), 60)
	for name, table := range charmaps {
		decode, encode, ok := Charmap(name)
		require.True(t, ok)
		require.Contains(t, []int{128, 256}, len([]rune(table)), name)
		for i := range 256 {
			text, _, err := decode([]byte{byte(i)}, DecodeHandlers["strict"], true)
			if err != nil {
				continue
			}
			back, err := encode(text, EncodeHandlers["strict"])
			require.NoError(t, err)
			again, _, err := decode(back, DecodeHandlers["strict"], true)
			require.NoError(t, err)
			require.Equal(t, text, again, name)
		}
	}
	for alias, name := range charmapAliases {
		require.Contains(t, charmaps, name, alias)
	}
}
