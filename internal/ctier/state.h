// The structures that both tiers share, C's side. package abi mirrors each field; TestSharedLayouts holds them together.
//
// Invariants: gl_tstate points to the thread state exactly while its thread holds the GIL of gl_tstate->interp.
// Everything behind it is written with that GIL held, except gil, which is atomic.
#ifndef GL_STATE_H
#define GL_STATE_H

#include "Python.h"
#include <stdatomic.h>
#include <stdint.h>

#define GL_HIDDEN __attribute__((visibility("hidden")))
#define GL_EXPORT __attribute__((visibility("default")))
#define GL_LIKELY(x) __builtin_expect(!!(x), 1)
#define GL_UNLIKELY(x) __builtin_expect(!!(x), 0)

enum { GL_OBJECT, GL_GC, GL_RAW, GL_KINDS };
enum { GL_STEP = 16, GL_MAX = 512, GL_CLASSES = GL_MAX / GL_STEP, GL_PAGE = 64 << 10, GL_CACHE = 4096 };

typedef struct gl_gil {
  _Atomic uint32_t locked, waiters, drop_request, unused;
} gl_gil;

typedef struct gl_page {
  PyInterpreterState *owner;
  struct gl_page *next;
  uint32_t index, size, carved, unused;
  uint64_t spare[4];
} gl_page;

typedef struct gl_large {
  struct gl_large *next, *prev;
  PyInterpreterState *owner;
  Py_ssize_t size, kind, unused;
} gl_large;

typedef struct gl_gchead {
  struct gl_gchead *next;
  uintptr_t prev;
} gl_gchead;

typedef struct gl_generation {
  gl_gchead head;
  int32_t threshold, count;
  int64_t unused;
} gl_generation;

typedef struct gl_cache_entry {
  uint32_t version, unused;
  PyObject *name, *value;
} gl_cache_entry;

struct _is {
  gl_gil gil;
  int64_t id;
  PyThreadState *threads;
  void *free[GL_KINDS * GL_CLASSES];
  gl_large larges;
  gl_page *pages;
  gl_generation gc[3];
  int32_t gc_enabled, gc_collecting;
  int64_t fail_after;
  gl_cache_entry *method_cache;
  uint64_t dict_version;
  struct _dictkeysobject *interned;
  PyInterpreterState *shared;
};

extern GL_HIDDEN __thread PyThreadState *gl_tstate __attribute__((tls_model("local-exec")));

// The address range that pages are cut from. Both are written once, before the first allocation.
extern GL_HIDDEN char *gl_arena;
extern GL_HIDDEN size_t gl_arena_size;

enum { GL_SMALL_MIN = -5, GL_SMALL_MAX = 256, GL_SMALL_COUNT = GL_SMALL_MAX - GL_SMALL_MIN + 1 };
extern GL_HIDDEN PyLongObject gl_small_ints[GL_SMALL_COUNT];

#define GL_INDEX(kind, size) ((kind) * GL_CLASSES + ((size) - 1) / GL_STEP)
#define GL_AS_GC(op) ((gl_gchead *)(op) - 1)
#define GL_FROM_GC(g) ((PyObject *)((gl_gchead *)(g) + 1))

GL_HIDDEN void *gl_alloc(unsigned kind, size_t size);
GL_HIDDEN void gl_free(void *block);
GL_HIDDEN void *gl_resize(unsigned kind, void *p, size_t size);

// Pops a block of a free list that is known at compile time; the slow way refills it.
static inline void *gl_pop(PyInterpreterState *interp, unsigned index) {
  void *block = interp->free[index];
  if (GL_LIKELY(block != NULL)) {
    interp->free[index] = *(void **)block;
    return block;
  }
  extern void *gl_refill(void *, uint32_t);
  return gl_refill(interp, index);
}

static inline void gl_push(PyInterpreterState *interp, unsigned index, void *block) {
  *(void **)block = interp->free[index];
  interp->free[index] = block;
}

#endif
