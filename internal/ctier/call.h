// Trampolines: Go calls a C function pointer. The name says the result (p pointer, i int, l Py_ssize_t, v nothing) and
// the arguments.
#ifndef GL_CALL_H
#define GL_CALL_H
#include <stddef.h>
#include <stdint.h>

typedef void *gl_p;
static inline gl_p gl_p_(gl_p f) { return ((gl_p(*)(void))f)(); }
static inline gl_p gl_p_p(gl_p f, gl_p a) { return ((gl_p(*)(gl_p))f)(a); }
static inline gl_p gl_p_pp(gl_p f, gl_p a, gl_p b) { return ((gl_p(*)(gl_p, gl_p))f)(a, b); }
static inline gl_p gl_p_ppp(gl_p f, gl_p a, gl_p b, gl_p c) { return ((gl_p(*)(gl_p, gl_p, gl_p))f)(a, b, c); }
static inline gl_p gl_p_pl(gl_p f, gl_p a, int64_t n) { return ((gl_p(*)(gl_p, int64_t))f)(a, n); }
static inline gl_p gl_p_ppi(gl_p f, gl_p a, gl_p b, int32_t i) { return ((gl_p(*)(gl_p, gl_p, int32_t))f)(a, b, i); }
static inline gl_p gl_p_ppl(gl_p f, gl_p a, gl_p b, int64_t n) { return ((gl_p(*)(gl_p, gl_p, int64_t))f)(a, b, n); }
static inline gl_p gl_p_pplp(gl_p f, gl_p a, gl_p b, int64_t n, gl_p c) {
  return ((gl_p(*)(gl_p, gl_p, int64_t, gl_p))f)(a, b, n, c);
}
static inline gl_p gl_p_ppplp(gl_p f, gl_p a, gl_p b, gl_p c, int64_t n, gl_p d) {
  return ((gl_p(*)(gl_p, gl_p, gl_p, int64_t, gl_p))f)(a, b, c, n, d);
}
static inline int32_t gl_i_p(gl_p f, gl_p a) { return ((int32_t(*)(gl_p))f)(a); }
static inline int32_t gl_i_pp(gl_p f, gl_p a, gl_p b) { return ((int32_t(*)(gl_p, gl_p))f)(a, b); }
static inline int32_t gl_i_ppp(gl_p f, gl_p a, gl_p b, gl_p c) { return ((int32_t(*)(gl_p, gl_p, gl_p))f)(a, b, c); }
static inline int32_t gl_i_plp(gl_p f, gl_p a, int64_t n, gl_p b) { return ((int32_t(*)(gl_p, int64_t, gl_p))f)(a, n, b); }
static inline int32_t gl_i_ppi(gl_p f, gl_p a, gl_p b, int32_t i) { return ((int32_t(*)(gl_p, gl_p, int32_t))f)(a, b, i); }
static inline int64_t gl_l_p(gl_p f, gl_p a) { return ((int64_t(*)(gl_p))f)(a); }
static inline void gl_v_p(gl_p f, gl_p a) { ((void (*)(gl_p))f)(a); }
static inline void gl_v_pp(gl_p f, gl_p a, gl_p b) { ((void (*)(gl_p, gl_p))f)(a, b); }
#endif
