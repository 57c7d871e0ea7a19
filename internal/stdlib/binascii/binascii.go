// Package binascii is the module binascii: bytes to printable text and back, and checksums.
package binascii

import (
	"encoding/hex"
	"hash/crc32"

	"github.com/d95905aa/gilded/internal/object"
)

type obj = *object.Object

// complain raises the module's Error.
func complain(m obj, text string) obj {
	return object.RaiseString(object.ModuleObject(m, "Error"), text)
}

// onBytes calls do with the bytes of a buffer.
func onBytes(v obj, do func(data []byte) obj) obj {
	data, done, ok := object.BufferData(v)
	if !ok {
		return nil
	}
	defer done()
	return do(data)
}

// onText calls do with the bytes of a buffer or of a str that is ASCII.
func onText(v obj, do func(data []byte) obj) obj {
	if !object.IsStr(v) {
		if !object.CheckBuffer(v) {
			return object.Raise(object.TypeError, "argument should be bytes, buffer or ASCII string, not '%.100s'", object.TypeName(v.Type))
		}
		return onBytes(v, do)
	}
	if !object.StrIsASCII(v) {
		return object.Raise(object.ValueError, "string argument should contain only ASCII characters")
	}
	return do([]byte(object.StrOf(v)))
}

// flag is the truth of an argument that has to be an int; deflt if it is not given.
func flag(v obj, deflt bool) (set, ok bool) {
	if v == nil {
		return deflt, true
	}
	n, ok := object.AsInt32(v)
	return n != 0, ok
}

// function is a function of the module that takes keywords: do gets the module and an argument for each parameter.
func function(name, doc string, p object.Params, do func(m obj, a []obj) obj) object.Method {
	p.Func = name
	return object.Method{Name: name, Doc: doc, FastKeys: func(m obj, args *obj, n int, names obj) obj {
		a := make([]obj, len(p.Names))
		if !p.Unpack(args, n, names, a) {
			return nil
		}
		return do(m, a)
	}}
}

func hexlify(_ obj, a []obj) obj {
	group := 1
	if a[2] != nil {
		n, ok := object.AsInt32(a[2])
		if !ok {
			return nil
		}
		group = int(n)
	}
	return onBytes(a[0], func(data []byte) obj { return object.HexBytesOf(data, a[1], group) })
}

func unhexlify(m, v obj) obj {
	return onText(v, func(data []byte) obj {
		if len(data)%2 != 0 {
			return complain(m, "Odd-length string")
		}
		out := make([]byte, len(data)/2)
		if _, err := hex.Decode(out, data); err != nil {
			return complain(m, "Non-hexadecimal digit found")
		}
		return object.NewBytes(out)
	})
}

func crc(_ obj, args *obj, n int) obj {
	if !object.CheckPositional("crc32", n, 1, 2) {
		return nil
	}
	a := object.Args(args, n)
	return onBytes(a[0], func(data []byte) obj {
		before := uint64(0)
		if n == 2 {
			var ok bool
			if before, ok = object.AsMask(a[1]); !ok {
				return nil
			}
		}
		return object.NewInt(int64(crc32.Update(uint32(before), crc32.IEEETable, data)))
	})
}

// hqxPolynomial is that of the checksum of 16 bits, CCITT's.
const hqxPolynomial = 0x1021

func crcHqx(_ obj, args *obj, n int) obj {
	if !object.CheckPositional("crc_hqx", n, 2, 2) {
		return nil
	}
	a := object.Args(args, n)
	return onBytes(a[0], func(data []byte) obj {
		before, ok := object.AsMask(a[1])
		if !ok {
			return nil
		}
		sum := uint16(before)
		for _, c := range data {
			sum ^= uint16(c) << 8
			for range 8 {
				top := sum & 0x8000
				sum <<= 1
				if top != 0 {
					sum ^= hqxPolynomial
				}
			}
		}
		return object.NewInt(int64(sum))
	})
}

var hexParams = object.Params{Names: []string{"data", "sep", "bytes_per_sep"}, Required: 1, Positional: 3}

var functions = []object.Method{
	function("a2b_base64", "a2b_base64($module, data, /, *, strict_mode=False)\n--\n\nThe bytes of a line of base64.",
		object.Params{Names: []string{"", "strict_mode"}, Required: 1, Positional: 1}, fromBase64),
	function("b2a_base64", "b2a_base64($module, data, /, *, newline=True)\n--\n\nBytes as a line of base64.",
		object.Params{Names: []string{"", "newline"}, Required: 1, Positional: 1}, toBase64),
	{Name: "a2b_uu", Doc: "a2b_uu($module, data, /)\n--\n\nThe bytes of a line of uuencoded data.", O: fromUU},
	function("b2a_uu", "b2a_uu($module, data, /, *, backtick=False)\n--\n\nBytes as a uuencoded line.",
		object.Params{Names: []string{"", "backtick"}, Required: 1, Positional: 1}, toUU),
	function("a2b_qp", "a2b_qp($module, /, data, header=False)\n--\n\nThe bytes of quoted-printable text.",
		object.Params{Names: []string{"data", "header"}, Required: 1, Positional: 2}, fromQP),
	function("b2a_qp", "b2a_qp($module, /, data, quotetabs=False, istext=True, header=False)\n--\n\nBytes as quoted-printable text.",
		object.Params{Names: []string{"data", "quotetabs", "istext", "header"}, Required: 1, Positional: 4}, toQP),
	function("hexlify", "Bytes as hexadecimal digits, with a separator, if there is one, after so many bytes from the right, or from the left if that "+
		"is negative.", hexParams, hexlify),
	function("b2a_hex", "The same as hexlify.", hexParams, hexlify),
	{Name: "unhexlify", Doc: "unhexlify($module, hexstr, /)\n--\n\nThe bytes of hexadecimal digits.", O: unhexlify},
	{Name: "a2b_hex", Doc: "a2b_hex($module, hexstr, /)\n--\n\nThe same as unhexlify.", O: unhexlify},
	{Name: "crc32", Doc: "crc32($module, data, crc=0, /)\n--\n\nThe checksum CRC-32 of data, from that of what came before.", Fast: crc},
	{Name: "crc_hqx", Doc: "crc_hqx($module, data, crc, /)\n--\n\nThe checksum CRC-CCITT of data, from that of what came before.", Fast: crcHqx},
}

func init() {
	empty := object.GoModule("binascii", "Bytes to printable text and back.", &functions)
	object.DefineModule("binascii", func() obj {
		return object.Fill(empty(), func(set func(name string, v obj)) {
			set("Error", object.NewException("binascii.Error", "", object.Head(object.ValueError), nil))
			set("Incomplete", object.NewException("binascii.Incomplete", "", nil, nil))
		})
	})
}
