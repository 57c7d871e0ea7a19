//go:build race

package gil

import (
	"runtime"
	"unsafe"
)

// The race detector ignores atomics on memory that is not Go's, so it cannot see that the word orders what its holders do.
// These two tell it.

func raceAcquire(l *Lock) { runtime.RaceAcquire(unsafe.Pointer(&l.word)) }
func raceRelease(l *Lock) { runtime.RaceReleaseMerge(unsafe.Pointer(&l.word)) }
