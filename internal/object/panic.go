package object

import (
	"errors"
	"runtime"
	"strings"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/tls"
)

// misused are the texts of panics that a caller in C causes, with what the exception says: NULL where there may be none, because it
// did not look at what the last function returned, and a size that no memory has. CPython crashes there.
var misused = map[string]string{
	"nil pointer dereference":         "null argument to internal routine",
	"unsafe.Slice: ptr is nil":        "null argument to internal routine",
	"unsafe.Slice: len out of range":  "bad argument to internal function",
	"unsafe.String: ptr is nil":       "null argument to internal routine",
	"unsafe.String: len out of range": "bad argument to internal function",
}

// ErrNoMemory is what a function of the C API panics with that was given a size that no memory has: it raises MemoryError.
var ErrNoMemory = errors.New("no memory is as large as that")

// A misused function of the C API raises SystemError. Any other panic is a mistake of ours, and ends the process.
func init() {
	fatal := ctier.OnPanic
	ctier.OnPanic = func(r any) {
		err, ok := r.(runtime.Error)
		if tls.Get() != nil && (r == any(ErrNoMemory) || ok && strings.Contains(err.Error(), "makeslice: ")) {
			NoMemory() // for a size that no memory has
			return
		}
		if ok && tls.Get() != nil {
			for panicked, text := range misused {
				if strings.Contains(err.Error(), panicked) {
					if Occurred() == nil {
						Raise(SystemError, "%s", text)
					}
					return
				}
			}
		}
		fatal(r)
	}
}
