package loader

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/assert"
)

type cacheLine struct {
	flags        uint32
	name, file   string
	capabilities uint64
}

// makeCache writes a cache as ldconfig does.
func makeCache(lines ...cacheLine) []byte {
	b := append([]byte(cacheMagic), make([]byte, cacheHeader-len(cacheMagic)+cacheEntry*len(lines))...)
	binary.LittleEndian.PutUint32(b[20:], uint32(len(lines)))
	for i, line := range lines {
		e := b[cacheHeader+cacheEntry*i:]
		binary.LittleEndian.PutUint32(e, line.flags)
		binary.LittleEndian.PutUint32(e[4:], uint32(len(b)))
		binary.LittleEndian.PutUint32(e[8:], uint32(len(b)+len(line.name)+1))
		binary.LittleEndian.PutUint64(e[16:], line.capabilities)
		b = append(b, line.name+"\x00"+line.file+"\x00"...)
	}
	return b
}

func TestLdCache(t *testing.T) {
	b := makeCache(
		cacheLine{libraryFlags, "libx.so.1", "/hwcaps/libx.so.1", 1 << 62},
		cacheLine{0x0003, "libx.so.1", "/lib32/libx.so.1", 0},
		cacheLine{libraryFlags, "libx.so.1", "/lib/libx.so.1", 0},
		cacheLine{libraryFlags, "libx.so.1", "/other/libx.so.1", 0},
		cacheLine{libraryFlags, "liby.so", "/lib/liby.so", 0},
	)
	want := ldCache{"libx.so.1": "/lib/libx.so.1", "liby.so": "/lib/liby.so"}
	assert.Equal(t, want, parseLdCache(b))

	behindOld := append([]byte(oldMagic+"\x00"), 1, 0, 0, 0)
	behindOld = append(behindOld, make([]byte, oldEntry)...)
	behindOld = append(behindOld, make([]byte, (8-len(behindOld)%8)%8)...)
	assert.Equal(t, want, parseLdCache(append(behindOld, b...)))

	assert.Empty(t, parseLdCache(nil))
	assert.Empty(t, parseLdCache([]byte("glibc-ld.so.cache9.9")))
	for n := range b {
		parseLdCache(b[:n]) // must not panic
	}
}

// TestSystemCache: the C library is where this machine's ldconfig says it is.
func TestSystemCache(t *testing.T) {
	n := &node{image: &image{}}
	found := new(Loader).findLibrary(n, "libc.so.6")
	if assert.NotNil(t, found) {
		assert.Contains(t, found.image.defined, "strlen")
	}
}

func FuzzLdCache(f *testing.F) {
	f.Add(makeCache(cacheLine{libraryFlags, "libx.so.1", "/lib/libx.so.1", 0}))
	f.Add([]byte(oldMagic + "\x00\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) { parseLdCache(b) })
}
