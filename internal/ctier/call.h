// Trampolines: Go calls a C function pointer. The name says the result (p pointer, i int, l Py_ssize_t, v nothing) and
// the arguments. Pointers arrive as integers: all of them are C memory, and cgo would look each one up otherwise.
#ifndef GL_CALL_H
#define GL_CALL_H
#include <stddef.h>
#include <stdint.h>

typedef void *gl_p;
typedef uintptr_t gl_a;
static inline gl_p gl_p_(gl_a f) { return ((gl_p(*)(void))f)(); }
static inline gl_p gl_p_p(gl_a f, gl_a a) { return ((gl_p(*)(gl_a))f)(a); }
static inline gl_p gl_p_pp(gl_a f, gl_a a, gl_a b) { return ((gl_p(*)(gl_a, gl_a))f)(a, b); }
static inline gl_p gl_p_ppp(gl_a f, gl_a a, gl_a b, gl_a c) { return ((gl_p(*)(gl_a, gl_a, gl_a))f)(a, b, c); }
static inline gl_p gl_p_pl(gl_a f, gl_a a, int64_t n) { return ((gl_p(*)(gl_a, int64_t))f)(a, n); }
static inline gl_p gl_p_ppi(gl_a f, gl_a a, gl_a b, int32_t i) { return ((gl_p(*)(gl_a, gl_a, int32_t))f)(a, b, i); }
static inline gl_p gl_p_ppl(gl_a f, gl_a a, gl_a b, int64_t n) { return ((gl_p(*)(gl_a, gl_a, int64_t))f)(a, b, n); }
static inline gl_p gl_p_pppp(gl_a f, gl_a a, gl_a b, gl_a c, gl_a d) {
  return ((gl_p(*)(gl_a, gl_a, gl_a, gl_a))f)(a, b, c, d);
}
static inline gl_p gl_p_pplp(gl_a f, gl_a a, gl_a b, int64_t n, gl_a c) {
  return ((gl_p(*)(gl_a, gl_a, int64_t, gl_a))f)(a, b, n, c);
}
static inline gl_p gl_p_ppplp(gl_a f, gl_a a, gl_a b, gl_a c, int64_t n, gl_a d) {
  return ((gl_p(*)(gl_a, gl_a, gl_a, int64_t, gl_a))f)(a, b, c, n, d);
}
static inline int32_t gl_i_p(gl_a f, gl_a a) { return ((int32_t(*)(gl_a))f)(a); }
static inline int32_t gl_i_pp(gl_a f, gl_a a, gl_a b) { return ((int32_t(*)(gl_a, gl_a))f)(a, b); }
static inline int32_t gl_i_ppp(gl_a f, gl_a a, gl_a b, gl_a c) { return ((int32_t(*)(gl_a, gl_a, gl_a))f)(a, b, c); }
static inline int32_t gl_i_plp(gl_a f, gl_a a, int64_t n, gl_a b) { return ((int32_t(*)(gl_a, int64_t, gl_a))f)(a, n, b); }
static inline int32_t gl_i_ppi(gl_a f, gl_a a, gl_a b, int32_t i) { return ((int32_t(*)(gl_a, gl_a, int32_t))f)(a, b, i); }
static inline int64_t gl_l_p(gl_a f, gl_a a) { return ((int64_t(*)(gl_a))f)(a); }
static inline void gl_v_p(gl_a f, gl_a a) { ((void (*)(gl_a))f)(a); }
static inline void gl_v_pp(gl_a f, gl_a a, gl_a b) { ((void (*)(gl_a, gl_a))f)(a, b); }
#endif
