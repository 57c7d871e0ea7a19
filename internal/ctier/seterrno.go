package ctier

// #include <errno.h>
// static void gl_set_errno(int e) { errno = e; }
import "C"

// The values of errno that Go functions answer C callers with.
const (
	EDOM   = int(C.EDOM)
	ERANGE = int(C.ERANGE)
)

// SetErrno sets the calling thread's errno.
func SetErrno(e int) { C.gl_set_errno(C.int(e)) }
