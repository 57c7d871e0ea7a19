// Signal handlers. These run between fork and exec too, where no Go runs.
#include "state.h"
#include <errno.h>
#include <signal.h>
#include <unistd.h>

GL_EXPORT PyOS_sighandler_t PyOS_getsig(int signum) {
  struct sigaction now;
  return sigaction(signum, NULL, &now) < 0 ? SIG_ERR : now.sa_handler;
}

// What was there before PyOS_setsig replaced it. Go's own handlers want more than their address says, so that a caller who puts
// one back gets all of it back.
static struct sigaction displaced[NSIG];

// The handler runs on the signal stack, as Go demands of every handler in its process.
GL_EXPORT PyOS_sighandler_t PyOS_setsig(int signum, PyOS_sighandler_t handler) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_ONSTACK}, before;
  sigemptyset(&action.sa_mask);
  if (signum > 0 && signum < NSIG && displaced[signum].sa_flags & SA_SIGINFO && displaced[signum].sa_handler == handler)
    action = displaced[signum];
  if (sigaction(signum, &action, &before) < 0) return SIG_ERR;
  if (before.sa_flags & SA_SIGINFO) displaced[signum] = before;
  return before.sa_handler;
}

// Gives a program that is about to be started the usual answer to a closed pipe and a full file.
GL_EXPORT void _Py_RestoreSignals(void) {
  PyOS_setsig(SIGPIPE, SIG_DFL);
  PyOS_setsig(SIGXFSZ, SIG_DFL);
}

GL_HIDDEN _Atomic int gl_interrupted;
static _Atomic int wakeup_fd = -1;

GL_HIDDEN int gl_interrupt(void) {
  if (!atomic_exchange(&gl_interrupted, 0)) return 0;
  PyErr_SetNone(PyExc_KeyboardInterrupt);
  return -1;
}

// Does as if a signal had come. Only SIGINT has a handler: the next PyErr_CheckSignals raises KeyboardInterrupt. A signal
// handler may call it, with no thread state.
GL_EXPORT int PyErr_SetInterruptEx(int signum) {
  if (signum < 1 || signum >= NSIG) return -1;
  if (signum != SIGINT) return 0;
  atomic_store(&gl_interrupted, 1);
  int fd = atomic_load(&wakeup_fd), error = errno;
  if (fd >= 0) {
    unsigned char number = (unsigned char)signum;
    if (write(fd, &number, 1) < 0) errno = error; // there is nobody to tell
  }
  return 0;
}

GL_EXPORT void PyErr_SetInterrupt(void) { PyErr_SetInterruptEx(SIGINT); }

// The descriptor that gets the number of each signal that comes, -1 for none; returns the one before.
GL_EXPORT int PySignal_SetWakeupFd(int fd) { return atomic_exchange(&wakeup_fd, fd < 0 ? -1 : fd); }
