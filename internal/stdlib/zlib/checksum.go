package zlib

import "hash/crc32"

// adlerBase is the largest prime below 2^16; adlerRun is after how many bytes the sums have to be reduced.
const (
	adlerBase = 65521
	adlerRun  = 5552
)

// adler32 continues a checksum, which hash/adler32 can't.
func adler32(sum uint32, data []byte) uint32 {
	a, b := sum&0xffff, sum>>16
	for len(data) > 0 {
		n := min(adlerRun, len(data))
		for _, c := range data[:n] {
			a += uint32(c)
			b += a
		}
		a, b, data = a%adlerBase, b%adlerBase, data[n:]
	}
	return b<<16 | a
}

// checksum is what stands at the end of a stream, of either format.
type checksum struct {
	adler, crc, size uint32
}

func (s *checksum) add(gzip bool, data []byte) {
	if gzip {
		s.crc = crc32.Update(s.crc, crc32.IEEETable, data)
		s.size += uint32(len(data))
	} else {
		s.adler = adler32(s.adler, data)
	}
}
