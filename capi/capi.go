// Package capi is the border of the C API: one Go function for each C function that needs a decision, under its C name,
// one file for each chapter of api.txt. A function here translates C's conventions (borrowed results, -1 and NULL, C
// strings) and calls package object; nothing that a host or another Go package could want may live here.
package capi

import "github.com/d95905aa/gilded/internal/object"

// notImplemented is behind every symbol that is missing in api.txt. A caller without the GIL only gets the result that
// stands for failure: there is nowhere to put an exception.
func notImplemented(symbol string) {
	if object.Thread() != nil {
		object.Raise(object.SystemError, "%s is not implemented by gilded", symbol)
	}
}
