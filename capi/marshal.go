package capi

import (
	"bytes"
	"io"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// cFile reads from a FILE *.
type cFile struct{ fp unsafe.Pointer }

func (f cFile) Read(to []byte) (int, error) {
	n := ctier.Fread(f.fp, to)
	if n == 0 && len(to) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func PyMarshal_WriteObjectToString(o *abi.Object, version int32) *abi.Object {
	data, ok := object.Marshal(o, int(version))
	if !ok {
		return nil
	}
	return object.NewBytes(data)
}

// PyMarshal_WriteObjectToFile writes what can be written, and reports nothing, as in CPython.
func PyMarshal_WriteObjectToFile(o *abi.Object, fp unsafe.Pointer, version int32) {
	data, ok := object.Marshal(o, int(version))
	if !ok {
		object.ClearErr()
	}
	ctier.Fwrite(fp, data)
}

func PyMarshal_WriteLongToFile(v int64, fp unsafe.Pointer, _ int32) {
	ctier.Fwrite(fp, []byte{byte(v), byte(v >> 8), byte(v >> 16), byte(v >> 24)})
}

func PyMarshal_ReadObjectFromString(data *byte, n int) *abi.Object {
	return object.Unmarshal(bytes.NewReader(bytesAt(data, n)), n)
}

func PyMarshal_ReadObjectFromFile(fp unsafe.Pointer) *abi.Object {
	return object.Unmarshal(cFile{fp}, -1)
}

// PyMarshal_ReadLastObjectFromFile reads the rest of the file, for one object.
func PyMarshal_ReadLastObjectFromFile(fp unsafe.Pointer) *abi.Object {
	rest, err := io.ReadAll(cFile{fp})
	if err != nil {
		return object.Raise(object.EOFError, "marshal data too short")
	}
	return object.Unmarshal(bytes.NewReader(rest), len(rest))
}

func PyMarshal_ReadLongFromFile(fp unsafe.Pointer) int64 {
	v, _ := object.UnmarshalInt(cFile{fp}, 4)
	return v
}

func PyMarshal_ReadShortFromFile(fp unsafe.Pointer) int32 {
	v, _ := object.UnmarshalInt(cFile{fp}, 2)
	return int32(v)
}
