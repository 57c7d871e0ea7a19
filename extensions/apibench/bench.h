/* How a row of the benchmark is written.

   A row times one thing that C code does with the API: BENCH(id, SETUP, STEP, CLEANUP) repeats STEP n times between two
   readings of the clock. SETUP owns what it makes until CLEANUP, and neither is timed. A STEP must leave the world as it
   found it, so that n does not matter. Where a step can fail it says CHECK(…), and the row then raises; a SETUP says
   REQUIRE(…), and gives up without CLEANUP. */
#ifndef APIBENCH_BENCH_H
#define APIBENCH_BENCH_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <string.h>
#include <time.h>

typedef struct {
    const char *name;
    int (*run)(Py_ssize_t n, double *seconds);
} Row;

static inline double clock_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Keeps the compiler from joining one step with the next. */
#define FENCE() __asm__ volatile("" ::: "memory")

#define CHECK(ok)        \
    do {                 \
        if (!(ok))       \
            goto failed; \
    } while (0)

#define REQUIRE(ok)    \
    do {               \
        if (!(ok))     \
            return -1; \
    } while (0)

#define BENCH(id, SETUP, STEP, CLEANUP)                    \
    static int bench_##id(Py_ssize_t n, double *seconds)   \
    {                                                      \
        int status = -1;                                   \
        SETUP;                                             \
        double start = clock_now();                        \
        for (Py_ssize_t i = 0; i < n; i++) {               \
            STEP;                                          \
            FENCE();                                       \
        }                                                  \
        *seconds = clock_now() - start;                    \
        status = 0;                                        \
        goto failed;                                       \
    failed:                                                \
        CLEANUP;                                           \
        return status;                                     \
    }

#define NOTHING ((void)0)

/* A new object that is dropped at once. */
#define MAKE(expression)               \
    do {                               \
        PyObject *made = (expression); \
        CHECK(made != NULL);           \
        Py_DECREF(made);               \
    } while (0)

extern const Row object_rows[], number_rows[], text_rows[], container_rows[], call_rows[], state_rows[], full_rows[];

/* A heap type with everything an instance can have: a member, a getset, a method of each convention, __dict__, weak
   references. Made once by the module; borrowed by the rows. */
extern PyObject *probe_type;
/* An instance of it, and the module itself. */
extern PyObject *probe;
extern PyObject *bench_module;

#define CALLEE(name) PyObject *f = PyObject_GetAttrString(bench_module, name); REQUIRE(f != NULL)

int add_probe(PyObject *module);

#endif
