/* Rows of int, bool, float, complex and the number protocol. */
#include "bench.h"

BENCH(long_small, NOTHING, MAKE(PyLong_FromLong(7)), NOTHING)
BENCH(long_large, NOTHING, MAKE(PyLong_FromLong(123456789012345)), NOTHING)
BENCH(long_medium, NOTHING, MAKE(PyLong_FromLong(100000)), NOTHING)
BENCH(long_ssize, NOTHING, MAKE(PyLong_FromSsize_t(100000)), NOTHING)
BENCH(long_unsigned, NOTHING, MAKE(PyLong_FromUnsignedLongLong(18446744073709551615u)), NOTHING)
BENCH(long_double, NOTHING, MAKE(PyLong_FromDouble(100000.5)), NOTHING)
BENCH(long_string, NOTHING, MAKE(PyLong_FromString("123456789", NULL, 10)), NOTHING)
BENCH(long_as_long, PyObject *o = PyLong_FromLong(100000), CHECK(PyLong_AsLong(o) == 100000), Py_XDECREF(o))
BENCH(long_as_large, PyObject *o = PyLong_FromLong(123456789012345), CHECK(PyLong_AsLong(o) > 0), Py_XDECREF(o))
BENCH(long_as_longlong, PyObject *o = PyLong_FromLong(100000), CHECK(PyLong_AsLongLong(o) == 100000), Py_XDECREF(o))
BENCH(long_as_ssize, PyObject *o = PyLong_FromLong(100000), CHECK(PyLong_AsSsize_t(o) == 100000), Py_XDECREF(o))
BENCH(long_as_unsigned, PyObject *o = PyLong_FromLong(100000),
      CHECK(PyLong_AsUnsignedLongLong(o) == 100000), Py_XDECREF(o))
BENCH(long_as_mask, PyObject *o = PyLong_FromLong(100000),
      CHECK(PyLong_AsUnsignedLongMask(o) == 100000), Py_XDECREF(o))
BENCH(long_as_double, PyObject *o = PyLong_FromLong(100000), CHECK(PyLong_AsDouble(o) == 100000.0), Py_XDECREF(o))
BENCH(long_overflow, PyObject *o = PyLong_FromLong(100000); int overflow,
      CHECK(PyLong_AsLongAndOverflow(o, &overflow) == 100000), Py_XDECREF(o))
BENCH(bool_new, NOTHING, MAKE(PyBool_FromLong(1)), NOTHING)
BENCH(float_new, NOTHING, MAKE(PyFloat_FromDouble(1.5)), NOTHING)
BENCH(float_as, PyObject *o = PyFloat_FromDouble(1.5), CHECK(PyFloat_AsDouble(o) == 1.5), Py_XDECREF(o))
BENCH(float_as_int, PyObject *o = PyLong_FromLong(3), CHECK(PyFloat_AsDouble(o) == 3.0), Py_XDECREF(o))
BENCH(complex_new, NOTHING, MAKE(PyComplex_FromDoubles(1.5, 2.5)), NOTHING)
BENCH(complex_real, PyObject *o = PyComplex_FromDoubles(1.5, 2.5),
      CHECK(PyComplex_RealAsDouble(o) == 1.5), Py_XDECREF(o))

#define TWO_INTS PyObject *a = PyLong_FromLong(1234567); PyObject *b = PyLong_FromLong(7654321)
#define TWO_FLOATS PyObject *a = PyFloat_FromDouble(1.25); PyObject *b = PyFloat_FromDouble(2.5)
#define DROP_TWO Py_XDECREF(a); Py_XDECREF(b)

BENCH(add_int, TWO_INTS, MAKE(PyNumber_Add(a, b)), DROP_TWO)
BENCH(subtract_int, TWO_INTS, MAKE(PyNumber_Subtract(a, b)), DROP_TWO)
BENCH(multiply_int, TWO_INTS, MAKE(PyNumber_Multiply(a, b)), DROP_TWO)
BENCH(floordivide_int, TWO_INTS, MAKE(PyNumber_FloorDivide(b, a)), DROP_TWO)
BENCH(and_int, TWO_INTS, MAKE(PyNumber_And(a, b)), DROP_TWO)
BENCH(negative_int, TWO_INTS, MAKE(PyNumber_Negative(a)), DROP_TWO)
BENCH(add_float, TWO_FLOATS, MAKE(PyNumber_Add(a, b)), DROP_TWO)
BENCH(multiply_float, TWO_FLOATS, MAKE(PyNumber_Multiply(a, b)), DROP_TWO)
BENCH(divide_float, TWO_FLOATS, MAKE(PyNumber_TrueDivide(a, b)), DROP_TWO)
BENCH(number_index, TWO_INTS, MAKE(PyNumber_Index(a)), DROP_TWO)
BENCH(number_long, TWO_FLOATS, MAKE(PyNumber_Long(a)), DROP_TWO)
BENCH(number_float, TWO_INTS, MAKE(PyNumber_Float(a)), DROP_TWO)
BENCH(number_ssize, TWO_INTS, CHECK(PyNumber_AsSsize_t(a, PyExc_OverflowError) == 1234567), DROP_TWO)
BENCH(number_check, TWO_INTS, CHECK(PyNumber_Check(a)), DROP_TWO)
BENCH(index_check, TWO_INTS, CHECK(PyIndex_Check(a)), DROP_TWO)

const Row number_rows[] = {
    {"PyLong_FromLong small", bench_long_small},
    {"PyLong_FromLong medium", bench_long_medium},
    {"PyLong_FromLong large", bench_long_large},
    {"PyLong_FromSsize_t", bench_long_ssize},
    {"PyLong_FromUnsignedLongLong", bench_long_unsigned},
    {"PyLong_FromDouble", bench_long_double},
    {"PyLong_FromString", bench_long_string},
    {"PyLong_AsLong", bench_long_as_long},
    {"PyLong_AsLong large", bench_long_as_large},
    {"PyLong_AsLongLong", bench_long_as_longlong},
    {"PyLong_AsSsize_t", bench_long_as_ssize},
    {"PyLong_AsUnsignedLongLong", bench_long_as_unsigned},
    {"PyLong_AsUnsignedLongMask", bench_long_as_mask},
    {"PyLong_AsDouble", bench_long_as_double},
    {"PyLong_AsLongAndOverflow", bench_long_overflow},
    {"PyBool_FromLong", bench_bool_new},
    {"PyFloat_FromDouble", bench_float_new},
    {"PyFloat_AsDouble", bench_float_as},
    {"PyFloat_AsDouble int", bench_float_as_int},
    {"PyComplex_FromDoubles", bench_complex_new},
    {"PyComplex_RealAsDouble", bench_complex_real},
    {"PyNumber_Add int", bench_add_int},
    {"PyNumber_Subtract int", bench_subtract_int},
    {"PyNumber_Multiply int", bench_multiply_int},
    {"PyNumber_FloorDivide int", bench_floordivide_int},
    {"PyNumber_And int", bench_and_int},
    {"PyNumber_Negative int", bench_negative_int},
    {"PyNumber_Add float", bench_add_float},
    {"PyNumber_Multiply float", bench_multiply_float},
    {"PyNumber_TrueDivide float", bench_divide_float},
    {"PyNumber_Index", bench_number_index},
    {"PyNumber_Long float", bench_number_long},
    {"PyNumber_Float int", bench_number_float},
    {"PyNumber_AsSsize_t", bench_number_ssize},
    {"PyNumber_Check", bench_number_check},
    {"PyIndex_Check", bench_index_check},
    {NULL, NULL},
};
