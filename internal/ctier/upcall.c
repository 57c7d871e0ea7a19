// The two ways up: a C API function written in Go, and a slot of a type written in Go.
#include "state.h"
#include "upcall.h"
#include "gil.h"
#include "_cgo_export.h"

void gl_api_upcall(uint32_t id, gl_word *w) { gildedAPI(id, w); }

GL_HIDDEN void gl_slot_upcall(uint32_t id, gl_word *w) { gildedSlot(id, w); }

GL_HIDDEN const char *gl_hot_names[] = {
#define HOT(f) #f,
#include "hot.inc"
    NULL};

GL_HIDDEN uintptr_t gl_tls_offset(void) {
  uintptr_t base;
  __asm__("mov %%fs:0, %0" : "=r"(base));
  return (uintptr_t)&gl_tstate - base;
}

GL_HIDDEN uintptr_t gl_own_offset(void) {
  uintptr_t base;
  __asm__("mov %%fs:0, %0" : "=r"(base));
  return (uintptr_t)&gl_own - base;
}
