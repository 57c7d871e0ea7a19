package object

import (
	"github.com/d95905aa/gilded/internal/ctier"
)

// The strs and bytes of one character or none are made at boot: all runtimes share them, and the C tier hands them out.
func init() {
	AtBoot(func() {
		known := ctier.Known()
		known.EmptyStr = emptyStr()
		known.EmptyBytes = emptyBytes()
		for i := range 256 {
			for _, o := range []*Object{newStrChar(rune(i)), newByte(byte(i))} {
				if o == nil {
					panic("object: no memory at boot")
				}
				Decref(o)
			}
			known.Latin1[i], known.Byte[i] = bootState.text.chars[i], bootState.text.bytes[i]
		}
	})
}
