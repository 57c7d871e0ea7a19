// The probe calls any C API function by name, with operands that are objects, and reports everything that came of it. The
// generated table in zcalls.c says what a function takes, by a letter for each parameter:
//
//   O object   i integer   d double   D complex   s text, from bytes   w wide text, from str   p address, from int
//   P place of an object, which is owned   Q the same, borrowed   4 8 place of an int, of a long (or of several, from a tuple)
//   S place of a text   B memory to write into, from bytes   A array of objects, from a tuple   V buffer of an object
//   W buffer to fill   Y identifier   M G R method, attribute and member definition, by number   F destructor or NULL
//   T J this thread, this interpreter   * any more objects
//
// and what it returns: o new object, b borrowed, i integer, u unsigned, d double, D complex, s text, w wide text, U UCS-4,
// p address, f function, v nothing.
#ifndef PROBE_H
#define PROBE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stddef.h>
#include <string.h>
#include <structmember.h>
#include <time.h>
#include <sys/time.h>

typedef union word {
  void *p;
  long long n;
  double d;
  Py_complex z;
} word;

typedef struct probe_function {
  const char *name;
  char result;
  const char *params;
  unsigned steals; // bit i: the argument i
  void *address;   // NULL where the host does not have it
  void (*call)(const word *a, word *r);
} probe_function;

extern const probe_function probe_functions[];

enum { MAX_ARGS = 12, MEMORY = 256 };

// operand is one argument: the object that it was made of, the word that is passed, and what the word points to.
typedef struct operand {
  char kind;
  PyObject *o; // owned; NULL for the operand NULL
  word w;
  union {
    void *p;
    int i[8];
    long long n[8];
    char bytes[MEMORY];
    Py_buffer view;
  } at;
  Py_ssize_t size;   // how many ints, how many bytes
  Py_ssize_t count;  // references to o before the call
  Py_ssize_t during; // and when they were last counted
  PyObject *text;    // what o looked like before the call
} operand;

// prepare makes an argument; 0 with an exception set when the operand does not fit. It takes the reference over.
int probe_prepare(operand *a, char kind, PyObject *o);

// report_operand adds what the call changed; release gives everything back.
int probe_report_operand(PyObject *fields, operand *a, int number, operand *all, int n);
void probe_release(operand *a);

// report adds the result, the exception, what changed, and the references that changed while the result lives (refs) and
// after it (left). It releases the result and the exception.
int probe_report(PyObject *fields, const probe_function *f, word r, operand *a, int n);

// shown writes an object: its ascii, its type where that does not say it, what an iterator still holds. New reference.
PyObject *probe_shown(PyObject *o);

// counted tells whether the references to an object mean something: not to what the whole interpreter shares.
int probe_counted(PyObject *o);

// add appends a formatted line; 0 for a failure.
int probe_add(PyObject *fields, const char *format, ...);

extern PyMethodDef probe_helpers[];
int probe_add_names(PyObject *module);

#endif
