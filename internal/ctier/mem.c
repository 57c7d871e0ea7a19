// Memory: blocks from the free lists of the interpreter, large ones from malloc with a header that makes them countable.
// What needs a decision (a new page, an allocation that must fail) is gl_refill's, in Go.
#include "state.h"
#include <stdlib.h>
#include <string.h>

__thread PyThreadState *gl_tstate __attribute__((tls_model("local-exec")));
char *gl_arena;
size_t gl_arena_size;

static inline int in_arena(void *p) { return (size_t)((char *)p - gl_arena) < gl_arena_size; }

static inline gl_page *page_of(void *p) { return (gl_page *)((uintptr_t)p & ~(uintptr_t)(GL_PAGE - 1)); }

GL_HIDDEN void *gl_large_alloc(PyInterpreterState *interp, unsigned kind, size_t size) {
  if (size > PY_SSIZE_T_MAX - sizeof(gl_large)) return NULL;
  if (GL_UNLIKELY(interp->fail_after >= 0) && (interp->fail_after == 0 || --interp->fail_after == 0)) return NULL;
  gl_large *l = malloc(sizeof *l + size);
  if (l == NULL) return NULL;
  l->owner = interp;
  l->size = size;
  l->kind = kind;
  l->next = interp->larges.next;
  l->prev = &interp->larges;
  l->next->prev = l;
  interp->larges.next = l;
  return l + 1;
}

GL_HIDDEN void gl_large_free(void *p) {
  gl_large *l = (gl_large *)p - 1;
  l->next->prev = l->prev;
  l->prev->next = l->next;
  free(l);
}

GL_HIDDEN void *gl_alloc(unsigned kind, size_t size) {
  PyInterpreterState *interp = gl_tstate->interp;
  if (GL_LIKELY(size - 1 < GL_MAX)) return gl_pop(interp, GL_INDEX(kind, size));
  if (size == 0) return gl_pop(interp, GL_INDEX(kind, 1));
  return gl_large_alloc(interp, kind, size);
}

GL_HIDDEN void gl_free(void *p) {
  if (p == NULL) return;
  if (GL_LIKELY(in_arena(p))) {
    gl_page *page = page_of(p);
    gl_push(page->owner, page->index, p);
    return;
  }
  gl_large_free(p);
}

GL_HIDDEN size_t gl_size(void *p) {
  return in_arena(p) ? page_of(p)->size : (size_t)((gl_large *)p - 1)->size;
}

// Keeps the block where it is when the new size still fits and does not waste most of it.
GL_HIDDEN void *gl_resize(unsigned kind, void *p, size_t size) {
  if (p == NULL) return gl_alloc(kind, size);
  size_t old = gl_size(p);
  if (in_arena(p)) {
    if (size <= old && size * 4 > old * 3) return p;
  } else if (size > GL_MAX) {
    if (size > PY_SSIZE_T_MAX - sizeof(gl_large)) return NULL;
    PyInterpreterState *interp = ((gl_large *)p - 1)->owner;
    if (GL_UNLIKELY(interp->fail_after >= 0) && (interp->fail_after == 0 || --interp->fail_after == 0)) return NULL;
    gl_large *l = realloc((gl_large *)p - 1, sizeof *l + size);
    if (l == NULL) return NULL;
    l->size = size;
    l->next->prev = l->prev->next = l;
    return l + 1;
  }
  void *q = gl_alloc(kind, size);
  if (q == NULL) return NULL;
  memcpy(q, p, old < size ? old : size);
  gl_free(p);
  return q;
}

static void *zeroed(void *p, size_t size) { return p == NULL ? NULL : memset(p, 0, size); }

static int product(size_t a, size_t b, size_t *out) {
  return !__builtin_mul_overflow(a, b, out) && *out <= PY_SSIZE_T_MAX;
}

GL_EXPORT void *PyMem_Malloc(size_t n) { return gl_alloc(GL_RAW, n); }
GL_EXPORT void *PyMem_Realloc(void *p, size_t n) { return gl_resize(GL_RAW, p, n); }
GL_EXPORT void PyMem_Free(void *p) { gl_free(p); }
GL_EXPORT void *PyMem_Calloc(size_t n, size_t size) {
  size_t all;
  return product(n, size, &all) ? zeroed(gl_alloc(GL_RAW, all), all) : NULL;
}

GL_EXPORT void *PyObject_Malloc(size_t n) { return gl_alloc(GL_RAW, n); }
GL_EXPORT void *PyObject_Realloc(void *p, size_t n) { return gl_resize(GL_RAW, p, n); }
GL_EXPORT void PyObject_Free(void *p) { gl_free(p); }
GL_EXPORT void *PyObject_Calloc(size_t n, size_t size) {
  size_t all;
  return product(n, size, &all) ? zeroed(gl_alloc(GL_RAW, all), all) : NULL;
}

// The raw domain needs no GIL and so no interpreter: it is the C library's.
GL_EXPORT void *PyMem_RawMalloc(size_t n) { return n > PY_SSIZE_T_MAX ? NULL : malloc(n ? n : 1); }
GL_EXPORT void *PyMem_RawRealloc(void *p, size_t n) { return n > PY_SSIZE_T_MAX ? NULL : realloc(p, n ? n : 1); }
GL_EXPORT void PyMem_RawFree(void *p) { free(p); }
GL_EXPORT void *PyMem_RawCalloc(size_t n, size_t size) {
  size_t all;
  return product(n, size, &all) ? calloc(all ? all : 1, 1) : NULL;
}
