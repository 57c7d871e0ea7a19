// Ints that fit a machine word: made, read, computed with. What is larger, converts or raises is Go's.
#include "hot.h"
#include "formatted.h"
#include "long.h"
#include "str.h"
#include <limits.h>
#include <math.h>

// An int of a magnitude below 2**60 and a sign. One and two digits are of one size class.
static inline PyObject *two_digits(uint64_t magnitude, int negative) {
  PyLongObject *op = GL_NEW(PyLongObject, &PyLong_Type);
  if (GL_UNLIKELY(op == NULL)) return NULL;
  Py_ssize_t size = magnitude >> PyLong_SHIFT ? 2 : 1;
  op->ob_base.ob_size = negative ? -size : size;
  op->ob_digit[0] = magnitude & PyLong_MASK;
  op->ob_digit[1] = (digit)(magnitude >> PyLong_SHIFT);
  return (PyObject *)op;
}

static PyObject *three_digits(uint64_t magnitude, int negative) {
  enum { SIZE = sizeof(PyVarObject) + 3 * sizeof(digit) };
  PyLongObject *op = (PyLongObject *)gl_init(gl_pop(gl_tstate->interp, GL_INDEX(GL_OBJECT, SIZE)), &PyLong_Type);
  if (GL_UNLIKELY(op == NULL)) return NULL;
  op->ob_base.ob_size = negative ? -3 : 3;
  op->ob_digit[0] = magnitude & PyLong_MASK;
  op->ob_digit[1] = magnitude >> PyLong_SHIFT & PyLong_MASK;
  op->ob_digit[2] = (digit)(magnitude >> 2 * PyLong_SHIFT);
  return (PyObject *)op;
}

GL_HIDDEN PyObject *gl_long_new(int64_t v) {
  if (GL_LIKELY(v >= GL_SMALL_MIN && v <= GL_SMALL_MAX)) return gl_newref((PyObject *)&gl_small_ints[v - GL_SMALL_MIN]);
  uint64_t magnitude = v < 0 ? -(uint64_t)v : (uint64_t)v;
  if (GL_LIKELY(magnitude >> 2 * PyLong_SHIFT == 0)) return two_digits(magnitude, v < 0);
  return three_digits(magnitude, v < 0);
}

// Benchmark: PyLong_FromLong small, medium, large.
GL_EXPORT PyObject *PyLong_FromLong(long v) {
  PyObject *op = gl_long_new(v);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyLong_FromLong(v);
}

GL_EXPORT PyObject *PyLong_FromLongLong(long long v) { return PyLong_FromLong(v); }

// Benchmark: PyLong_FromSsize_t.
GL_EXPORT PyObject *PyLong_FromSsize_t(Py_ssize_t v) { return PyLong_FromLong(v); }

// Benchmark: PyLong_FromUnsignedLongLong.
GL_EXPORT PyObject *PyLong_FromUnsignedLongLong(unsigned long long v) {
  if (v <= LONG_MAX) return PyLong_FromLong((long)v);
  PyObject *op = three_digits(v, 0);
  return GL_LIKELY(op != NULL) ? op : gl_up_PyLong_FromUnsignedLongLong(v);
}

GL_EXPORT PyObject *PyLong_FromUnsignedLong(unsigned long v) { return PyLong_FromUnsignedLongLong(v); }

GL_EXPORT PyObject *PyLong_FromSize_t(size_t v) { return PyLong_FromUnsignedLongLong(v); }

// Benchmark: PyLong_FromDouble. What int64_t cannot hold, infinities and NaNs are decided in Go.
GL_EXPORT PyObject *PyLong_FromDouble(double v) {
  if (GL_LIKELY(fabs(v) < 0x1p62)) return PyLong_FromLong((long)v);
  return gl_up_PyLong_FromDouble(v);
}

// Benchmark: PyLong_FromString. Plain decimal digits that fit; everything else that int() accepts is Go's.
GL_EXPORT PyObject *PyLong_FromString(const char *text, char **end, int base) {
  const char *p = text;
  int negative = *p == '-';
  p += negative;
  int64_t v = 0;
  const char *digits = p;
  while (p - digits < 18 && *p >= '0' && *p <= '9') v = v * 10 + (*p++ - '0');
  if (GL_UNLIKELY(base != 10 || p == digits || *p != 0)) return gl_up_PyLong_FromString((void *)text, end, base);
  if (end != NULL) *end = (char *)p;
  return PyLong_FromLong(negative ? -v : v);
}

// Reading. Each takes the int's value if that is what the C type can hold, and asks Go about everything else: wrong
// types, __index__, overflow.

// Benchmark: PyLong_AsLong, PyLong_AsLong large.
GL_EXPORT long PyLong_AsLong(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return v;
  return gl_up_PyLong_AsLong(op);
}

// Benchmark: PyLong_AsLongLong.
GL_EXPORT long long PyLong_AsLongLong(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return v;
  return gl_up_PyLong_AsLongLong(op);
}

GL_EXPORT int _PyLong_AsInt(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v) && v == (int)v)) return (int)v;
  return gl_up__PyLong_AsInt(op);
}

// Benchmark: PyLong_AsSsize_t.
GL_EXPORT Py_ssize_t PyLong_AsSsize_t(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return v;
  return gl_up_PyLong_AsSsize_t(op);
}

// Benchmark: PyLong_AsUnsignedLongLong.
GL_EXPORT unsigned long long PyLong_AsUnsignedLongLong(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v) && v >= 0)) return (uint64_t)v;
  return gl_up_PyLong_AsUnsignedLongLong(op);
}

GL_EXPORT unsigned long PyLong_AsUnsignedLong(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v) && v >= 0)) return (uint64_t)v;
  return gl_up_PyLong_AsUnsignedLong(op);
}

GL_EXPORT size_t PyLong_AsSize_t(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v) && v >= 0)) return (uint64_t)v;
  return gl_up_PyLong_AsSize_t(op);
}

// Benchmark: PyLong_AsUnsignedLongMask.
GL_EXPORT unsigned long PyLong_AsUnsignedLongMask(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return (uint64_t)v;
  return gl_up_PyLong_AsUnsignedLongMask(op);
}

GL_EXPORT unsigned long long PyLong_AsUnsignedLongLongMask(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return (uint64_t)v;
  return gl_up_PyLong_AsUnsignedLongLongMask(op);
}

// Benchmark: PyLong_AsLongAndOverflow.
GL_EXPORT long PyLong_AsLongAndOverflow(PyObject *op, int *overflow) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) {
    *overflow = 0;
    return v;
  }
  return gl_up_PyLong_AsLongAndOverflow(op, overflow);
}

GL_EXPORT long long PyLong_AsLongLongAndOverflow(PyObject *op, int *overflow) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) {
    *overflow = 0;
    return v;
  }
  return gl_up_PyLong_AsLongLongAndOverflow(op, overflow);
}

// Benchmark: PyLong_AsDouble. An int64_t becomes a double with the rounding that int.__float__ has.
GL_EXPORT double PyLong_AsDouble(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(op != NULL && PyLong_Check(op) && gl_long_value(op, &v))) return (double)v;
  return gl_up_PyLong_AsDouble(op);
}

// Benchmark: PyBool_FromLong.
GL_EXPORT PyObject *PyBool_FromLong(long v) { return gl_bool(v != 0); }

// Benchmark: _PyLong_AsByteArray. Little-endian and signed, as most ask for, of a word at most.
GL_EXPORT int _PyLong_AsByteArray(PyLongObject *op, unsigned char *bytes, size_t n, int little_endian, int is_signed) {
  int64_t v;
  if (GL_LIKELY(little_endian && is_signed && n > 0 && n <= 8 && gl_long_value((PyObject *)op, &v)) &&
      (n == 8 || (v >= -((int64_t)1 << (8 * n - 1)) && v < (int64_t)1 << (8 * n - 1)))) {
    memcpy(bytes, &v, n);
    return 0;
  }
  return gl_up__PyLong_AsByteArray(op, bytes, n, little_endian, is_signed);
}

GL_HIDDEN char *gl_decimal(int64_t v, char *end) {
  uint64_t rest = v < 0 ? -(uint64_t)v : (uint64_t)v;
  do {
    *--end = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest > 0);
  if (v < 0) *--end = '-';
  return end;
}

// Benchmark: PyObject_Str int.
GL_HIDDEN PyObject *gl_int_repr(PyObject *op) {
  int64_t v;
  char digits[20], *end = digits + sizeof digits;
  if (GL_LIKELY(gl_long_value(op, &v))) {
    char *begin = gl_decimal(v, end);
    PyObject *text = gl_ascii_from(begin, end - begin);
    if (GL_LIKELY(text != NULL)) return text;
  }
  return gl_twin_p_p(GL_TWIN_gl_int_repr, op);
}

// Benchmark: call int(float).
GL_HIDDEN PyObject *gl_int_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  if (GL_LIKELY(type == &PyLong_Type && kwargs == NULL && Py_SIZE(args) == 1)) {
    PyObject *from = ((PyTupleObject *)args)->ob_item[0];
    if (PyFloat_CheckExact(from) || PyLong_CheckExact(from)) return PyNumber_Long(from);
  }
  return gl_twin_p_ppp(GL_TWIN_gl_int_new, type, args, kwargs);
}

// Slots of int. Both operands have to be exact ints that fit a word, the result too.
#define OPERANDS(a, b) \
  int64_t x, y;        \
  if (GL_LIKELY(PyLong_CheckExact(a) && PyLong_CheckExact(b) && gl_long_value(a, &x) && gl_long_value(b, &y)))

// Benchmark: PyNumber_Add int.
GL_HIDDEN PyObject *gl_int_nb_add(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    int64_t sum;
    if (!__builtin_add_overflow(x, y, &sum)) return PyLong_FromLong(sum);
  }
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_add, a, b);
}

// Benchmark: PyNumber_Subtract int.
GL_HIDDEN PyObject *gl_int_nb_subtract(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    int64_t difference;
    if (!__builtin_sub_overflow(x, y, &difference)) return PyLong_FromLong(difference);
  }
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_subtract, a, b);
}

// Benchmark: PyNumber_Multiply int.
GL_HIDDEN PyObject *gl_int_nb_multiply(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    int64_t product;
    if (!__builtin_mul_overflow(x, y, &product)) return PyLong_FromLong(product);
  }
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_multiply, a, b);
}

// Benchmark: PyNumber_FloorDivide int.
GL_HIDDEN PyObject *gl_int_nb_floor_divide(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    if (y != 0 && y != -1) return PyLong_FromLong(x / y - (x % y != 0 && (x < 0) != (y < 0)));
  }
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_floor_divide, a, b);
}

// Benchmark: PyNumber_FloorDivide int (its sibling).
GL_HIDDEN PyObject *gl_int_nb_remainder(PyObject *a, PyObject *b) {
  OPERANDS(a, b) {
    if (y != 0 && y != -1) {
      int64_t rest = x % y;
      return PyLong_FromLong(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest);
    }
  }
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_remainder, a, b);
}

// Benchmark: PyNumber_And int.
GL_HIDDEN PyObject *gl_int_nb_and(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyLong_FromLong(x & y);
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_and, a, b);
}

GL_HIDDEN PyObject *gl_int_nb_or(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyLong_FromLong(x | y);
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_or, a, b);
}

GL_HIDDEN PyObject *gl_int_nb_xor(PyObject *a, PyObject *b) {
  OPERANDS(a, b) return PyLong_FromLong(x ^ y);
  return gl_twin_p_pp(GL_TWIN_gl_int_nb_xor, a, b);
}

// Benchmark: PyNumber_Negative int.
GL_HIDDEN PyObject *gl_int_nb_negative(PyObject *op) {
  int64_t v;
  if (GL_LIKELY(PyLong_CheckExact(op) && gl_long_value(op, &v) && v != INT64_MIN)) return PyLong_FromLong(-v);
  return gl_twin_p_p(GL_TWIN_gl_int_nb_negative, op);
}

// Benchmark: PyObject_RichCompare int. The operands of a slot may be of any type.
GL_HIDDEN PyObject *gl_int_richcompare(PyObject *a, PyObject *b, int op) {
  int order;
  if (GL_LIKELY(PyLong_Check(a) && PyLong_Check(b) && gl_long_order(a, b, &order))) return gl_compared(order, op);
  return gl_twin_p_ppi(GL_TWIN_gl_int_richcompare, a, b, op);
}

// Benchmark: PyObject_Hash int.
GL_HIDDEN Py_hash_t gl_int_hash(PyObject *op) { return hash_long(op); }

GL_HIDDEN int gl_int_nb_bool(PyObject *op) { return Py_SIZE(op) != 0; }

// Benchmark: PyLong_FromLong medium, large. Frees the block without a look at its page when the class is known.
GL_HIDDEN void gl_int_dealloc(PyObject *op) {
  Py_ssize_t size = Py_SIZE(op);
  if (GL_UNLIKELY(!PyLong_CheckExact(op)))
    Py_TYPE(op)->tp_free(op);
  else if (GL_LIKELY(size >= -2 && size <= 2))
    gl_push(gl_tstate->interp, GL_INDEX(GL_OBJECT, sizeof(PyLongObject)), op);
  else
    gl_free(op);
}
