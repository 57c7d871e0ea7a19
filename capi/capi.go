// Package capi is the border of the C API: one Go function for each C function that needs a decision, under its C name,
// one file for each chapter of api.txt. A function here translates C's conventions (borrowed results, -1 and NULL, C
// strings) and calls package object; nothing that a host or another Go package could want may live here.
package capi

// notImplemented is behind every symbol that is missing in api.txt.
func notImplemented(symbol string) {
	_ = symbol
}
