package capi

// status is C's 0 for success and -1 for failure.
func status(ok bool) int32 {
	if ok {
		return 0
	}
	return -1
}

// truth is C's 1 and 0.
func truth(b bool) int32 {
	if b {
		return 1
	}
	return 0
}
