package capi

import "github.com/d95905aa/gilded/internal/object"

// gl_collect_due is where the youngest generation is full.
func gl_collect_due() { object.CollectDue() }

// PyGC_Collect does nothing while the collector is disabled.
func PyGC_Collect() int {
	if object.Thread().Interp.GCEnabled == 0 {
		return 0
	}
	return object.Collect(2)
}

func PyGC_Enable() int32  { return setGC(1) }
func PyGC_Disable() int32 { return setGC(0) }

func PyGC_IsEnabled() int32 { return object.Thread().Interp.GCEnabled }

// setGC returns what was set before.
func setGC(enabled int32) int32 {
	interp := object.Thread().Interp
	before := interp.GCEnabled
	interp.GCEnabled = enabled
	return before
}
