package abi_test

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"github.com/d95905aa/gilded/internal/abi"
)

// The expected figures were printed by offsetof and sizeof over CPython 3.11's headers on x86-64.
func TestLayouts(t *testing.T) {
	var ts *abi.ThreadState
	for _, c := range []struct {
		what       string
		want, have uintptr
	}{
		{"PyThreadState.cframe", 56, unsafe.Offsetof(ts.CFrame)},
		{"PyThreadState.curexc_type", 96, unsafe.Offsetof(ts.CurexcType)},
		{"PyThreadState.exc_info", 120, unsafe.Offsetof(ts.ExcInfo)},
		{"PyThreadState.gilstate_counter", 136, unsafe.Offsetof(ts.GilstateCounter)},
		{"PyThreadState.thread_id", 152, unsafe.Offsetof(ts.ThreadID)},
		{"PyThreadState.id", 240, unsafe.Offsetof(ts.ID)},
		{"PyThreadState.exc_state", 320, unsafe.Offsetof(ts.ExcState)},
		{"PyThreadState", 360, unsafe.Sizeof(*ts)},
		{"PyTypeObject", 408, unsafe.Sizeof(abi.Type{})},
		{"PyHeapTypeObject", 904, unsafe.Sizeof(abi.HeapType{})},
		{"PyModuleDef", 104, unsafe.Sizeof(abi.ModuleDef{})},
		{"PyDateTime_Delta", 40, unsafe.Sizeof(abi.Delta{})},
		{"PyDateTime_Delta.microseconds", 32, unsafe.Offsetof(abi.Delta{}.Microseconds)},
		{"PyDateTime_Date", 32, unsafe.Sizeof(abi.Date{})},
		{"PyDateTime_Date.data", 25, unsafe.Offsetof(abi.Date{}.Data)},
		{"PyDateTime_Time", 40, unsafe.Sizeof(abi.Time{})},
		{"PyDateTime_Time.fold", 31, unsafe.Offsetof(abi.Time{}.Fold)},
		{"PyDateTime_Time.tzinfo", 32, unsafe.Offsetof(abi.Time{}.TZInfo)},
		{"PyDateTime_DateTime", 48, unsafe.Sizeof(abi.DateTime{})},
		{"PyDateTime_DateTime.fold", 35, unsafe.Offsetof(abi.DateTime{}.Fold)},
		{"PyDateTime_DateTime.tzinfo", 40, unsafe.Offsetof(abi.DateTime{}.TZInfo)},
		{"PyDateTime_CAPI", 120, unsafe.Sizeof(abi.DatetimeAPI{})},
	} {
		assert.Equal(t, c.want, c.have, c.what)
	}
}
