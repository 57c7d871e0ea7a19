package ctier

/*
#include <signal.h>
#include <stdlib.h>

static void gl_abort(void) {
  signal(SIGABRT, SIG_DFL); // the message was printed: Go's own report of the signal would bury it
  abort();
}
*/
import "C"

// Abort ends the process with SIGABRT.
func Abort() { C.gl_abort() }
