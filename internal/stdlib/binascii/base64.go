package binascii

import (
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// unbase is what package base64 is too strict for: it ignores what is no digit, and ends where the padding does. problem is what is
// wrong, "" if nothing.
func unbase(data []byte, strict bool) (out []byte, problem string) {
	if strict && len(data) > 0 && data[0] == '=' {
		return nil, "Leading padding not allowed"
	}
	var bits uint
	quad, pads, padding := 0, 0, false
	for i, c := range data {
		if c == '=' {
			padding = true
			if quad < 2 {
				continue
			}
			if pads++; quad+pads < 4 {
				continue
			}
			if strict && i+1 < len(data) {
				return nil, "Excess data after padding"
			}
			return out, ""
		}
		digit := strings.IndexByte(digits, c)
		if digit < 0 {
			if strict {
				return nil, "Only base64 data is allowed"
			}
			continue
		}
		if strict && padding {
			return nil, "Discontinuous padding not allowed"
		}
		pads = 0
		bits = bits<<6 | uint(digit)
		if quad++; quad > 1 {
			out = append(out, byte(bits>>(8-2*quad)))
		}
		quad %= 4
	}
	switch quad {
	case 0:
		return out, ""
	case 1:
		return nil, fmt.Sprintf("Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4", len(out)/3*4+1)
	}
	return nil, "Incorrect padding"
}

func fromBase64(m obj, a []obj) obj {
	return onText(a[0], func(data []byte) obj {
		strict, ok := flag(a[1], false)
		if !ok {
			return nil
		}
		out, problem := unbase(data, strict)
		if problem != "" {
			return complain(m, problem)
		}
		return object.NewBytes(out)
	})
}

func toBase64(_ obj, a []obj) obj {
	return onBytes(a[0], func(data []byte) obj {
		newline, ok := flag(a[1], true)
		if !ok {
			return nil
		}
		out := base64.StdEncoding.AppendEncode(nil, data)
		if newline {
			out = append(out, '\n')
		}
		return object.NewBytes(out)
	})
}
