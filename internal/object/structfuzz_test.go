package object_test

import (
	"strings"
	"testing"

	"github.com/d95905aa/gilded/internal/object"
)

// FuzzStruct reads PEP 3118's struct formats: a format has a size or an exception, and what has a size can be read from that
// many bytes, whatever they are. Counts promise memory, so the fuzzer leaves out what asks for a lot of it.
func FuzzStruct(f *testing.F) {
	for _, seed := range []string{"", "i", "@iq", "<hhl", ">3sx2d", "=0s", "5p", "!e?", "99999999999i", "4611686018427387904q", "3", "z", " i i ", "0i", "T{i:a:}"} {
		f.Add(seed, []byte("0123456789abcdef"))
	}
	f.Fuzz(func(t *testing.T, format string, fill []byte) {
		if strings.IndexByte(format, 0) >= 0 || len(fill) == 0 {
			return
		}
		fuzzing(t, func() {
			size := object.StructSize(format)
			if (size < 0) != (object.Occurred() != nil) {
				t.Fatalf("%q: size %d, exception %v", format, size, object.Occurred())
			}
			if size < 0 || size > 4096 {
				return
			}
			data := make([]byte, size)
			for i := range data {
				data[i] = fill[i%len(fill)]
			}
			v := object.UnpackStruct(format, data)
			if v == nil {
				t.Fatalf("%q: %d bytes cannot be read", format, size)
			}
			object.Decref(v)
		})
	})
}
