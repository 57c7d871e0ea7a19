package ctier

/*
#include "upcall.h"
extern void *gl_datetime_api(void);
*/
import "C"

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// The numbers of the functions in DatetimeAPI.
const (
	DateFromDate = iota
	DateTimeFromDateAndTimeAndFold
	TimeFromTimeAndFold
	DeltaFromDelta
	TimeZoneFromTimeZone
	DateTimeFromTimestamp
	DateFromTimestamp
	datetimeFunctions
)

// DatetimeAPI is the Go side of the functions of PyDateTime_CAPI, filled by the module datetime. Each returns a new reference.
var DatetimeAPI [datetimeFunctions]func(*Words) *abi.Object

// DatetimeCapsule is the PyDateTime_CAPI that the capsule holds. Its functions are there; the module fills in the rest.
func DatetimeCapsule() *abi.DatetimeAPI { return (*abi.DatetimeAPI)(C.gl_datetime_api()) }

//export gildedDatetime
func gildedDatetime(id C.uint32_t, w *C.gl_word) {
	words := (*Words)(unsafe.Pointer(w))
	defer func() {
		if r := recover(); r != nil {
			OnPanic(r)
			words.SetP(nil)
		}
	}()
	words.SetP(unsafe.Pointer(DatetimeAPI[id](words)))
}
