package capi

// gl_collect_due is where the youngest generation is full.
func gl_collect_due() { object.CollectDue() }
