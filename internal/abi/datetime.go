package abi

// Delta is PyDateTime_Delta.
type Delta struct {
	Object
	Hash                        int
	Days, Seconds, Microseconds int32
}

// Date is PyDateTime_Date: Data is the year, in two bytes, the higher first, the month and the day.
type Date struct {
	Object
	Hash      int
	HasTZInfo byte
	Data      [4]byte
}

// Time is PyDateTime_Time: Data is hour, minute, second and the microsecond in three bytes, the highest first. An object
// without a zone ends before TZInfo.
type Time struct {
	Object
	Hash      int
	HasTZInfo byte
	Data      [6]byte
	Fold      byte
	TZInfo    *Object
}

// DateTime is PyDateTime_DateTime: Data is that of a Date and that of a Time. An object without a zone ends before TZInfo.
type DateTime struct {
	Object
	Hash      int
	HasTZInfo byte
	Data      [10]byte
	Fold      byte
	TZInfo    *Object
}

// DatetimeAPI is PyDateTime_CAPI.
type DatetimeAPI struct {
	_                                                       OffHeap
	DateType, DateTimeType, TimeType, DeltaType, TZInfoType *Type
	UTC                                                     *Object
	_                                                       [9]Func
}
