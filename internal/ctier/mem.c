// Memory: blocks from the free lists of the interpreter, large ones from malloc with a header that makes them countable.
// What needs a decision (a new page, an allocation that must fail) is gl_refill's, in Go.
#include "state.h"
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

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

static void *own_malloc(void *ctx, size_t n) {
  (void)ctx;
  return gl_alloc(GL_RAW, n);
}
static void *own_calloc(void *ctx, size_t n, size_t size) {
  (void)ctx;
  return zeroed(gl_alloc(GL_RAW, n * size), n * size);
}
static void *own_realloc(void *ctx, void *p, size_t n) {
  (void)ctx;
  return gl_resize(GL_RAW, p, n);
}
static void own_free(void *ctx, void *p) {
  (void)ctx;
  gl_free(p);
}

// The raw domain needs no GIL and so no interpreter: it is the C library's.
static void *raw_malloc(void *ctx, size_t n) {
  (void)ctx;
  return malloc(n ? n : 1);
}
static void *raw_calloc(void *ctx, size_t n, size_t size) {
  (void)ctx;
  return n != 0 && size != 0 ? calloc(n, size) : calloc(1, 1);
}
static void *raw_realloc(void *ctx, void *p, size_t n) {
  (void)ctx;
  return realloc(p, n ? n : 1);
}
static void raw_free(void *ctx, void *p) {
  (void)ctx;
  free(p);
}

static const PyMemAllocatorEx own[] = {
    [PYMEM_DOMAIN_RAW] = {NULL, raw_malloc, raw_calloc, raw_realloc, raw_free},
    [PYMEM_DOMAIN_MEM] = {NULL, own_malloc, own_calloc, own_realloc, own_free},
    [PYMEM_DOMAIN_OBJ] = {NULL, own_malloc, own_calloc, own_realloc, own_free},
};

// What an extension put around the functions of a domain; malloc is NULL where there is nothing. It is one for the
// process, as PyMem_SetAllocator has no interpreter among its arguments. What the runtime allocates for itself and for
// the objects of built-in types does not pass here.
static PyMemAllocatorEx hooks[3];

GL_EXPORT void PyMem_GetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx *allocator) {
  if ((unsigned)domain > PYMEM_DOMAIN_OBJ) {
    memset(allocator, 0, sizeof *allocator);
    return;
  }
  *allocator = hooks[domain].malloc ? hooks[domain] : own[domain];
}

GL_EXPORT void PyMem_SetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx *allocator) {
  if ((unsigned)domain > PYMEM_DOMAIN_OBJ) return;
  hooks[domain] = *allocator;
  if (!memcmp(&allocator->malloc, &own[domain].malloc, sizeof *allocator - offsetof(PyMemAllocatorEx, malloc)))
    hooks[domain].malloc = NULL;
}

GL_EXPORT const char *_PyMem_GetCurrentAllocatorName(void) {
  return hooks[PYMEM_DOMAIN_MEM].malloc || hooks[PYMEM_DOMAIN_OBJ].malloc ? NULL : "gilded";
}

#define HOOKED(domain) GL_UNLIKELY(hooks[domain].malloc != NULL)

static inline void *domain_malloc(PyMemAllocatorDomain domain, size_t n) {
  if (HOOKED(domain)) return n > PY_SSIZE_T_MAX ? NULL : hooks[domain].malloc(hooks[domain].ctx, n);
  return gl_alloc(GL_RAW, n);
}

static inline void *domain_calloc(PyMemAllocatorDomain domain, size_t n, size_t size) {
  size_t all;
  if (!product(n, size, &all)) return NULL;
  if (HOOKED(domain)) return hooks[domain].calloc(hooks[domain].ctx, n, size);
  return zeroed(gl_alloc(GL_RAW, all), all);
}

static inline void *domain_realloc(PyMemAllocatorDomain domain, void *p, size_t n) {
  if (HOOKED(domain)) return n > PY_SSIZE_T_MAX ? NULL : hooks[domain].realloc(hooks[domain].ctx, p, n);
  return gl_resize(GL_RAW, p, n);
}

static inline void domain_free(PyMemAllocatorDomain domain, void *p) {
  if (HOOKED(domain)) {
    hooks[domain].free(hooks[domain].ctx, p);
    return;
  }
  gl_free(p);
}

GL_EXPORT void *PyMem_Malloc(size_t n) { return domain_malloc(PYMEM_DOMAIN_MEM, n); }
GL_EXPORT void *PyMem_Calloc(size_t n, size_t size) { return domain_calloc(PYMEM_DOMAIN_MEM, n, size); }
GL_EXPORT void *PyMem_Realloc(void *p, size_t n) { return domain_realloc(PYMEM_DOMAIN_MEM, p, n); }
GL_EXPORT void PyMem_Free(void *p) { domain_free(PYMEM_DOMAIN_MEM, p); }

GL_EXPORT void *PyObject_Malloc(size_t n) { return domain_malloc(PYMEM_DOMAIN_OBJ, n); }
GL_EXPORT void *PyObject_Calloc(size_t n, size_t size) { return domain_calloc(PYMEM_DOMAIN_OBJ, n, size); }
GL_EXPORT void *PyObject_Realloc(void *p, size_t n) { return domain_realloc(PYMEM_DOMAIN_OBJ, p, n); }
GL_EXPORT void PyObject_Free(void *p) { domain_free(PYMEM_DOMAIN_OBJ, p); }

GL_EXPORT void *PyMem_RawMalloc(size_t n) {
  if (n > PY_SSIZE_T_MAX) return NULL;
  const PyMemAllocatorEx *a = HOOKED(PYMEM_DOMAIN_RAW) ? &hooks[PYMEM_DOMAIN_RAW] : &own[PYMEM_DOMAIN_RAW];
  return a->malloc(a->ctx, n);
}
GL_EXPORT void *PyMem_RawCalloc(size_t n, size_t size) {
  size_t all;
  if (!product(n, size, &all)) return NULL;
  const PyMemAllocatorEx *a = HOOKED(PYMEM_DOMAIN_RAW) ? &hooks[PYMEM_DOMAIN_RAW] : &own[PYMEM_DOMAIN_RAW];
  return a->calloc(a->ctx, n, size);
}
GL_EXPORT void *PyMem_RawRealloc(void *p, size_t n) {
  if (n > PY_SSIZE_T_MAX) return NULL;
  const PyMemAllocatorEx *a = HOOKED(PYMEM_DOMAIN_RAW) ? &hooks[PYMEM_DOMAIN_RAW] : &own[PYMEM_DOMAIN_RAW];
  return a->realloc(a->ctx, p, n);
}
GL_EXPORT void PyMem_RawFree(void *p) {
  const PyMemAllocatorEx *a = HOOKED(PYMEM_DOMAIN_RAW) ? &hooks[PYMEM_DOMAIN_RAW] : &own[PYMEM_DOMAIN_RAW];
  a->free(a->ctx, p);
}

GL_EXPORT char *_PyMem_Strdup(const char *s) {
  size_t size = strlen(s) + 1;
  char *copy = PyMem_Malloc(size);
  return copy == NULL ? NULL : memcpy(copy, s, size);
}

// Nothing traces allocations: -2 is how the API says so.
GL_EXPORT int PyTraceMalloc_Track(unsigned int domain, uintptr_t p, size_t size) {
  (void)domain, (void)p, (void)size;
  return -2;
}
GL_EXPORT int PyTraceMalloc_Untrack(unsigned int domain, uintptr_t p) {
  (void)domain, (void)p;
  return -2;
}
GL_EXPORT PyObject *_PyTraceMalloc_GetTraceback(unsigned int domain, uintptr_t p) {
  (void)domain, (void)p;
  return Py_NewRef(Py_None);
}

// The memory of arenas, for who frees what CPython allocates with these two: nothing here does.
static void *arena_alloc(void *ctx, size_t size) {
  (void)ctx;
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return p == MAP_FAILED ? NULL : p;
}
static void arena_free(void *ctx, void *p, size_t size) {
  (void)ctx;
  munmap(p, size);
}
GL_EXPORT void PyObject_GetArenaAllocator(PyObjectArenaAllocator *allocator) {
  *allocator = (PyObjectArenaAllocator){NULL, arena_alloc, arena_free};
}
