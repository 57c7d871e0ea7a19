package object

import (
	"runtime"
	"strings"

	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/tls"
)

// A function of the C API that is given NULL where it may have none, because its caller did not look at what the last one
// returned, raises SystemError, where CPython crashes. Any other panic is a mistake of ours, and ends the process.
func init() {
	fatal := ctier.OnPanic
	ctier.OnPanic = func(r any) {
		err, ok := r.(runtime.Error)
		if !ok || !strings.Contains(err.Error(), "nil pointer dereference") || tls.Get() == nil {
			fatal(r)
			return
		}
		if Occurred() == nil {
			Raise(SystemError, "null argument to internal routine")
		}
	}
}
