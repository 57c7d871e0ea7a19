// Signal handlers. These run between fork and exec too, where no Go runs.
#include "state.h"
#include <signal.h>

GL_EXPORT PyOS_sighandler_t PyOS_getsig(int signum) {
  struct sigaction now;
  return sigaction(signum, NULL, &now) < 0 ? SIG_ERR : now.sa_handler;
}

// The handler runs on the signal stack, as Go demands of every handler in its process.
GL_EXPORT PyOS_sighandler_t PyOS_setsig(int signum, PyOS_sighandler_t handler) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK}, before;
  sigemptyset(&action.sa_mask);
  return sigaction(signum, &action, &before) < 0 ? SIG_ERR : before.sa_handler;
}

// Gives a program that is about to be started the usual answer to a closed pipe and a full file.
GL_EXPORT void _Py_RestoreSignals(void) {
  PyOS_setsig(SIGPIPE, SIG_DFL);
  PyOS_setsig(SIGXFSZ, SIG_DFL);
}
