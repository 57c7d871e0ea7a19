// What the hot paths share: allocation of objects whose size is known, tracking, the functions they call when something
// has to be decided. A hot path is a C function that extensions call (gl_up_NAME is then its Go twin) or the body of a
// type's slot (listed in hot.inc). Its comment names the benchmark rows it is there for.
#ifndef GL_HOT_H
#define GL_HOT_H

#include "dict.h"
#include "state.h"
#include "upcall.h"
#include "zup.h"

// A block for an object of a type without a GC header, and of a size known at compile time; one reference, other fields
// not set. NULL, and no exception, if memory is out: the caller then asks its Go twin, which raises.
#define GL_NEW(Struct, type) ((Struct *)gl_init(gl_pop(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(Struct))), type))

static inline PyObject *gl_init(void *block, PyTypeObject *type) {
  PyObject *op = block;
  if (GL_UNLIKELY(op == NULL)) return NULL;
  op->ob_refcnt = 1;
  op->ob_type = type;
  return op;
}

// Counts a new object with a GC header; a full youngest generation is collected, which may run code.
static inline void gl_count_gc(PyInterpreterState *interp) {
  if (GL_UNLIKELY(++interp->gc[0].count > interp->gc[0].threshold)) gl_collect_due();
}

// The same with a GC header, untracked.
#define GL_NEW_GC(Struct, type) ((Struct *)gl_new_gc(gl_tstate->interp, sizeof(Struct), type))

static inline PyObject *gl_new_gc(PyInterpreterState *interp, size_t size, PyTypeObject *type) {
  size += sizeof(gl_gchead);
  gl_count_gc(interp);
  gl_gchead *g = gl_pop(interp, GL_INDEX(GL_GC, size));
  if (GL_UNLIKELY(g == NULL)) return NULL;
  g->next = NULL;
  g->prev = 0;
  return gl_init(g + 1, type);
}

// Gives back the block of an untracked object with a GC header.
static inline void gl_free_gc(PyInterpreterState *interp, size_t size, PyObject *op) {
  if (interp->gc[0].count > 0) interp->gc[0].count--;
  gl_push(interp, GL_INDEX(GL_GC, size + sizeof(gl_gchead)), GL_AS_GC(op));
}

enum { GL_GC_FLAGS = 3, GL_GC_FINALIZED = 1 };

static inline void gl_track(PyInterpreterState *interp, PyObject *op) {
  gl_gchead *g = GL_AS_GC(op), *ring = &interp->gc[0].head;
  gl_gchead *last = (gl_gchead *)(ring->prev & ~(uintptr_t)GL_GC_FLAGS);
  g->next = ring;
  g->prev = (g->prev & GL_GC_FLAGS) | (uintptr_t)last;
  last->next = g;
  ring->prev = (ring->prev & GL_GC_FLAGS) | (uintptr_t)g;
}

static inline void gl_untrack(PyObject *op) {
  gl_gchead *g = GL_AS_GC(op);
  if (g->next == NULL) return;
  gl_gchead *prev = (gl_gchead *)(g->prev & ~(uintptr_t)GL_GC_FLAGS);
  prev->next = g->next;
  g->next->prev = (g->next->prev & GL_GC_FLAGS) | (uintptr_t)prev;
  g->next = NULL;
  g->prev &= GL_GC_FINALIZED;
}

static inline PyObject *gl_newref(PyObject *op) {
  op->ob_refcnt++;
  return op;
}

// The last reference gone, an object dies through its type at once.
static inline void gl_decref(PyObject *op) {
  if (--op->ob_refcnt == 0) Py_TYPE(op)->tp_dealloc(op);
}

static inline void gl_xdecref(PyObject *op) {
  if (op != NULL) gl_decref(op);
}

static inline int gl_is_interned(PyObject *str) {
  return Py_IS_TYPE(str, &PyUnicode_Type) && ((PyASCIIObject *)str)->state.interned != 0;
}

// What a type's method cache holds for an interned name: 1 and a borrowed value (NULL: the name is on no type of the
// MRO), or 0 if it does not know. object.Lookup writes the entries.
static inline int gl_cached(PyInterpreterState *interp, PyTypeObject *type, PyObject *name, PyObject **value) {
  if (!(type->tp_flags & Py_TPFLAGS_VALID_VERSION_TAG)) return 0;
  unsigned version = type->tp_version_tag;
  gl_cache_entry *e = &interp->method_cache[(version ^ (uintptr_t)name >> 4) & (GL_CACHE - 1)];
  if (e->version != version || e->name != name) return 0;
  *value = e->value;
  return 1;
}

// A new ma_version_tag.
static inline uint64_t gl_dict_version(void) { return ++gl_tstate->interp->dict_version; }

// The number of each slot body of hot.inc, which is also the number of its Go twin.
enum {
#define HOT(f) GL_TWIN_##f,
#include "hot.inc"
#undef HOT
};

GL_HIDDEN void gl_slot_upcall(uint32_t id, gl_word *w);

// A slot body hands what it cannot do to its Go twin. The letters are those of call.h: the result, then the arguments.
static inline void *gl_twin_p_p(uint32_t id, void *a) {
  gl_word w[1] = {{.p = a}};
  gl_slot_upcall(id, w);
  return w[0].p;
}

static inline void *gl_twin_p_pp(uint32_t id, void *a, void *b) {
  gl_word w[2] = {{.p = a}, {.p = b}};
  gl_slot_upcall(id, w);
  return w[0].p;
}

static inline void *gl_twin_p_ppp(uint32_t id, void *a, void *b, void *c) {
  gl_word w[3] = {{.p = a}, {.p = b}, {.p = c}};
  gl_slot_upcall(id, w);
  return w[0].p;
}

static inline void *gl_twin_p_ppi(uint32_t id, void *a, void *b, int i) {
  gl_word w[3] = {{.p = a}, {.p = b}, {.i = i}};
  gl_slot_upcall(id, w);
  return w[0].p;
}

static inline void *gl_twin_p_pplp(uint32_t id, void *a, void *b, int64_t n, void *c) {
  gl_word w[4] = {{.p = a}, {.p = b}, {.i = n}, {.p = c}};
  gl_slot_upcall(id, w);
  return w[0].p;
}

static inline int64_t gl_twin_i_p(uint32_t id, void *a) {
  gl_word w[1] = {{.p = a}};
  gl_slot_upcall(id, w);
  return w[0].i;
}

static inline int64_t gl_twin_i_ppp(uint32_t id, void *a, void *b, void *c) {
  gl_word w[3] = {{.p = a}, {.p = b}, {.p = c}};
  gl_slot_upcall(id, w);
  return w[0].i;
}

static inline void gl_twin_v_p(uint32_t id, void *a) {
  gl_word w[1] = {{.p = a}};
  gl_slot_upcall(id, w);
}

#endif
