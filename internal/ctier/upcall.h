#ifndef GL_UPCALL_H
#define GL_UPCALL_H
#include <stdint.h>

// One argument or the result of a call into Go; the result replaces the first argument.
typedef union gl_word {
  void *p;
  int64_t i;
  double d;
} gl_word;

__attribute__((visibility("hidden"))) void gl_api_upcall(uint32_t id, gl_word *w);
#endif
