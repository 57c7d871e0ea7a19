package loader

import (
	"bytes"
	"encoding/binary"
	"os"
	"runtime"
)

// ldCache maps the names of shared libraries to the files that ldconfig knows of.
type ldCache map[string]string

const (
	cacheFile    = "/etc/ld.so.cache"
	cacheMagic   = "glibc-ld.so.cache1.1"
	oldMagic     = "ld.so-1.7.0"
	cacheHeader  = 48
	cacheEntry   = 24
	oldEntry     = 12
	oldHeader    = 16
	flagsMask    = 0xffff
	maxCacheFile = 64 << 20
)

// libraryFlags is what ldconfig writes beside libraries for this machine: ELF for libc 6, and the kind of machine.
var libraryFlags = map[string]uint32{"amd64": 0x0303, "arm64": 0x0a03}[runtime.GOARCH]

// readLdCache reads the system's cache; without one there is nothing in it.
func readLdCache() ldCache {
	info, err := os.Stat(cacheFile)
	if err != nil || info.Size() > maxCacheFile {
		return nil
	}
	b, err := os.ReadFile(cacheFile)
	if err != nil {
		return nil
	}
	return parseLdCache(b)
}

// parseLdCache reads glibc's format, alone or behind the table of libc 5 days. What it can't read it leaves out. Entries for
// special processors are passed over: the plain one beside them has the same symbols.
func parseLdCache(b []byte) ldCache {
	if bytes.HasPrefix(b, []byte(oldMagic)) && len(b) >= oldHeader {
		n := uint64(binary.LittleEndian.Uint32(b[12:]))
		at := (oldHeader + n*oldEntry + 7) &^ 7
		if at > uint64(len(b)) {
			return nil
		}
		b = b[at:]
	}
	if !bytes.HasPrefix(b, []byte(cacheMagic)) || len(b) < cacheHeader {
		return nil
	}
	cache := ldCache{}
	n := uint64(binary.LittleEndian.Uint32(b[20:]))
	for i := range min(n, uint64(len(b)-cacheHeader)/cacheEntry) {
		e := b[cacheHeader+i*cacheEntry:]
		flags, capabilities := binary.LittleEndian.Uint32(e), binary.LittleEndian.Uint64(e[16:])
		name, file := cString(b, binary.LittleEndian.Uint32(e[4:])), cString(b, binary.LittleEndian.Uint32(e[8:]))
		if flags&flagsMask != libraryFlags || capabilities != 0 || name == "" || file == "" {
			continue
		}
		if _, ok := cache[name]; !ok {
			cache[name] = file
		}
	}
	return cache
}

func cString(b []byte, off uint32) string {
	if uint64(off) >= uint64(len(b)) {
		return ""
	}
	s, _, _ := bytes.Cut(b[off:], []byte{0})
	return string(s)
}
