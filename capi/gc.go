package capi

import "github.com/d95905aa/gilded/internal/object"

// gl_collect_due is where the youngest generation is full.
func gl_collect_due() { object.CollectDue() }
