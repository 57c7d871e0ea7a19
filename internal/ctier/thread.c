// Locks, threads and storage per thread: the system's own, which need no GIL and no decision. A lock is a semaphore, so
// any thread may release it; whoever may wait for one gives up the GIL before.
#include "state.h"
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

GL_EXPORT PyThread_type_lock PyThread_allocate_lock(void) {
  sem_t *lock = malloc(sizeof *lock);
  if (lock != NULL) sem_init(lock, 0, 1);
  return lock;
}

GL_EXPORT void PyThread_free_lock(PyThread_type_lock lock) {
  if (lock == NULL) return;
  sem_destroy(lock);
  free(lock);
}

// When a wait of so many microseconds ends; as far as the clock reaches for one that ends later.
static struct timespec deadline(long long microseconds) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  long long seconds = microseconds / 1000000;
  if (seconds > LONG_MAX / 2 - t.tv_sec) seconds = LONG_MAX / 2 - t.tv_sec;
  t.tv_sec += seconds;
  t.tv_nsec += microseconds % 1000000 * 1000;
  if (t.tv_nsec >= 1000000000) {
    t.tv_nsec -= 1000000000;
    t.tv_sec++;
  }
  return t;
}

// 0 microseconds does not wait, less waits for ever. A signal ends the wait only of who asks for it.
GL_EXPORT PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, long long microseconds, int interruptible) {
  if (sem_trywait(lock) == 0) return PY_LOCK_ACQUIRED;
  if (microseconds == 0) return PY_LOCK_FAILURE;
  struct timespec end;
  if (microseconds > 0) end = deadline(microseconds);
  for (;;) {
    int failed = microseconds > 0 ? sem_clockwait(lock, CLOCK_MONOTONIC, &end) : sem_wait(lock);
    if (!failed) return PY_LOCK_ACQUIRED;
    if (errno != EINTR) return PY_LOCK_FAILURE;
    if (interruptible) return PY_LOCK_INTR;
  }
}

GL_EXPORT int PyThread_acquire_lock(PyThread_type_lock lock, int wait) {
  return PyThread_acquire_lock_timed(lock, wait ? -1 : 0, 0) == PY_LOCK_ACQUIRED;
}

GL_EXPORT void PyThread_release_lock(PyThread_type_lock lock) { sem_post(lock); }

GL_EXPORT void PyThread_init_thread(void) {}

GL_EXPORT unsigned long PyThread_get_thread_ident(void) { return (unsigned long)pthread_self(); }

GL_EXPORT unsigned long PyThread_get_thread_native_id(void) { return (unsigned long)syscall(SYS_gettid); }

GL_EXPORT _Noreturn void PyThread_exit_thread(void) { pthread_exit(NULL); }

static _Atomic size_t stack_size;

GL_EXPORT size_t PyThread_get_stacksize(void) { return stack_size; }

// 0 stands for the system's own choice; -1 is the answer to a size that is not possible.
GL_EXPORT int PyThread_set_stacksize(size_t size) {
  if (size != 0 && (size < PTHREAD_STACK_MIN || size < 0x8000)) return -1;
  stack_size = size;
  return 0;
}

struct start {
  void (*function)(void *);
  void *argument;
};

static void *run(void *p) {
  struct start start = *(struct start *)p;
  free(p);
  start.function(start.argument);
  return NULL;
}

GL_EXPORT unsigned long PyThread_start_new_thread(void (*function)(void *), void *argument) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return PYTHREAD_INVALID_THREAD_ID;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if (stack_size != 0) pthread_attr_setstacksize(&attributes, stack_size);
  struct start *start = malloc(sizeof *start);
  pthread_t thread;
  int failed = ENOMEM;
  if (start != NULL) {
    *start = (struct start){function, argument};
    failed = pthread_create(&thread, &attributes, run, start);
  }
  pthread_attr_destroy(&attributes);
  if (failed) {
    free(start);
    return PYTHREAD_INVALID_THREAD_ID;
  }
  return (unsigned long)thread;
}

GL_EXPORT Py_tss_t *PyThread_tss_alloc(void) { return calloc(1, sizeof(Py_tss_t)); }

GL_EXPORT int PyThread_tss_is_created(Py_tss_t *key) { return key->_is_initialized; }

GL_EXPORT int PyThread_tss_create(Py_tss_t *key) {
  if (key->_is_initialized) return 0;
  if (pthread_key_create(&key->_key, NULL) != 0) return -1;
  key->_is_initialized = 1;
  return 0;
}

GL_EXPORT void PyThread_tss_delete(Py_tss_t *key) {
  if (!key->_is_initialized) return;
  pthread_key_delete(key->_key);
  key->_is_initialized = 0;
}

GL_EXPORT void PyThread_tss_free(Py_tss_t *key) {
  if (key == NULL) return;
  PyThread_tss_delete(key);
  free(key);
}

GL_EXPORT int PyThread_tss_set(Py_tss_t *key, void *value) { return pthread_setspecific(key->_key, value) ? -1 : 0; }

GL_EXPORT void *PyThread_tss_get(Py_tss_t *key) { return pthread_getspecific(key->_key); }

// The form of the above before 3.7, where a key is an int.
GL_EXPORT int PyThread_create_key(void) {
  pthread_key_t key;
  if (pthread_key_create(&key, NULL) != 0) return -1;
  if (key > INT_MAX) {
    pthread_key_delete(key);
    return -1;
  }
  return (int)key;
}

GL_EXPORT void PyThread_delete_key(int key) { pthread_key_delete((pthread_key_t)key); }

GL_EXPORT int PyThread_set_key_value(int key, void *value) { return pthread_setspecific((pthread_key_t)key, value) ? -1 : 0; }

GL_EXPORT void *PyThread_get_key_value(int key) { return pthread_getspecific((pthread_key_t)key); }

GL_EXPORT void PyThread_delete_key_value(int key) { pthread_setspecific((pthread_key_t)key, NULL); }

GL_EXPORT void PyThread_ReInitTLS(void) {}
