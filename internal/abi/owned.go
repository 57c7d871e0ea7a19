package abi

// Structures of the C API that its users own, and that are neither objects nor types.

// BytesWriter is _PyBytesWriter, which lies in its user's frame.
type BytesWriter struct {
	_              OffHeap
	Buffer         *Object // bytes or bytearray, owned; nil while the small buffer is in use
	Allocated      int
	MinSize        int
	UseBytearray   int32
	Overallocate   int32
	UseSmallBuffer int32
	Small          [512]byte
}

// Accu is _PyAccu: strings that are to be joined. They are joined many at a time, so that neither a string per piece nor a
// copy per piece is paid for.
type Accu struct {
	_     OffHeap
	Large *Object // list of strings that were joined, or nil
	Small *Object // list of strings that are still to be joined
}
