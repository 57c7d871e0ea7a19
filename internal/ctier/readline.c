// A line from the terminal, for those who ask for one by the C API: the function that a library of line editing has registered
// reads it, or the C library.
#include "state.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void raise_no_memory(void) {
  PyEval_RestoreThread(_PyOS_ReadlineTState);
  PyErr_NoMemory();
  PyEval_SaveThread();
}

// getline, until it is no signal that interrupts it. -1 is the end of the file, -2 an exception.
static Py_ssize_t read_line(FILE *in, char **line, size_t *room) {
  for (;;) {
    if (PyOS_InputHook != NULL) PyOS_InputHook();
    errno = 0;
    clearerr(in);
    Py_ssize_t n = getline(line, room, in);
    if (n >= 0 || errno != EINTR) return n;
    PyEval_RestoreThread(_PyOS_ReadlineTState);
    int raised = PyErr_CheckSignals();
    PyEval_SaveThread();
    if (raised < 0) return -2;
  }
}

// Reads up to the end of a line into *text, which the caller frees: -1 is an exception. A zero byte hides the rest of its line, so
// that the text goes on with the next.
static int read_text(FILE *in, char **text, size_t *size) {
  char *line = NULL;
  size_t room = 0;
  Py_ssize_t n;
  while ((n = read_line(in, &line, &room)) > 0) {
    size_t more = strlen(line);
    char *longer = PyMem_RawRealloc(*text, *size + more + 1);
    if (longer == NULL) {
      raise_no_memory();
      n = -2;
      break;
    }
    *text = longer;
    memcpy(longer + *size, line, more + 1);
    *size += more;
    if (*size == 0 || longer[*size - 1] == '\n') break;
  }
  free(line);
  return n == -2 ? -1 : 0;
}

// A line with its end, and nothing at the end of the file: the caller gives it back with PyMem_RawFree. NULL is an exception. It
// is called without the GIL, as the function of a library is.
static char *plain_readline(FILE *in, FILE *out, const char *prompt) {
  fflush(out);
  if (prompt != NULL) fputs(prompt, stderr);
  fflush(stderr);
  char *text = PyMem_RawCalloc(1, 1);
  size_t size = 0;
  if (text == NULL)
    raise_no_memory();
  else if (read_text(in, &text, &size) == 0)
    return text;
  PyMem_RawFree(text);
  return NULL;
}

// One thread at a time reads from the terminal.
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

// The caller gives the line back with PyMem_Free. NULL is an exception, or that the function of a library has been interrupted.
GL_EXPORT char *PyOS_Readline(FILE *in, FILE *out, const char *prompt) {
  PyThreadState *self = PyThreadState_Get();
  if (_PyOS_ReadlineTState == self) {
    PyErr_SetString(PyExc_RuntimeError, "can't re-enter readline");
    return NULL;
  }
  PyThreadState *ts = PyEval_SaveThread();
  pthread_mutex_lock(&reading);
  _PyOS_ReadlineTState = ts;
  if (PyOS_ReadlineFunctionPointer == NULL) PyOS_ReadlineFunctionPointer = plain_readline;
  int interactive = isatty(fileno(in)) && isatty(fileno(out));
  char *line = (interactive ? PyOS_ReadlineFunctionPointer : plain_readline)(in, out, prompt);
  _PyOS_ReadlineTState = NULL;
  pthread_mutex_unlock(&reading);
  PyEval_RestoreThread(ts);
  if (line == NULL) return NULL;
  size_t size = strlen(line) + 1;
  char *copy = PyMem_Malloc(size);
  if (copy != NULL) memcpy(copy, line, size);
  PyMem_RawFree(line);
  if (copy == NULL) PyErr_NoMemory();
  return copy;
}
