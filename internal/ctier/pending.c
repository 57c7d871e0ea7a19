// Calls that any thread may ask for, with or without the GIL, and that run later under it: when Go leaves a call into
// the runtime, or when an extension asks.
#include "gil.h"
#include <pthread.h>

enum { CAPACITY = 32 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
  int (*function)(void *);
  void *argument;
} queue[CAPACITY];
static unsigned first, count;

_Atomic uint32_t gl_pending;

GL_EXPORT int Py_AddPendingCall(int (*function)(void *), void *argument) {
  int result = -1;
  pthread_mutex_lock(&lock);
  if (count < CAPACITY) {
    unsigned last = (first + count++) % CAPACITY;
    queue[last].function = function;
    queue[last].argument = argument;
    gl_pending = count;
    result = 0;
  }
  pthread_mutex_unlock(&lock);
  return result;
}

// Runs those that wait now, not those that they ask for in turn; the first that fails ends it, with its exception set.
GL_EXPORT int Py_MakePendingCalls(void) {
  static __thread int busy;
  if (busy) return 0;
  busy = 1;
  int result = 0;
  for (int i = 0; i < CAPACITY && result == 0; i++) {
    pthread_mutex_lock(&lock);
    int (*function)(void *) = NULL;
    void *argument = NULL;
    if (count > 0) {
      function = queue[first].function;
      argument = queue[first].argument;
      first = (first + 1) % CAPACITY;
      gl_pending = --count;
    }
    pthread_mutex_unlock(&lock);
    if (function == NULL) break;
    if (function(argument) != 0) result = -1;
  }
  busy = 0;
  return result;
}
