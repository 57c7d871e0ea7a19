// Arguments: made of operands, shown after the call, released.
#include "probe.h"

static int destroyed;
static void destructor_of_capsules(PyObject *capsule) {
  (void)capsule;
  destroyed++;
}

static PyObject *first_method(PyObject *self, PyObject *args) {
  (void)self;
  Py_INCREF(args);
  return args;
}
static PyObject *second_method(PyObject *self, PyObject *arg) {
  (void)self;
  Py_INCREF(arg);
  return arg;
}
static PyMethodDef methods[] = {{"first", first_method, METH_VARARGS, "first($self, *args)\n--\n\nthe first"},
                                {"second", second_method, METH_O, NULL}};

static PyObject *get_one(PyObject *self, void *closure) {
  (void)self;
  (void)closure;
  return PyLong_FromLong(1);
}
static PyGetSetDef getsets[] = {{"one", get_one, NULL, "the one", NULL}, {"nothing", NULL, NULL, NULL, NULL}};

// Members of the memory that the operand before lies in.
static PyMemberDef members[] = {
    {"byte", T_BYTE, 0, 0, "a byte"}, {"short", T_SHORT, 0, 0, NULL},       {"int", T_INT, 0, 0, NULL},
    {"long", T_LONG, 0, 0, NULL},     {"ubyte", T_UBYTE, 0, 0, NULL},       {"ushort", T_USHORT, 0, 0, NULL},
    {"uint", T_UINT, 0, 0, NULL},     {"ulong", T_ULONG, 0, 0, NULL},       {"float", T_FLOAT, 0, 0, NULL},
    {"double", T_DOUBLE, 0, 0, NULL}, {"bool", T_BOOL, 0, 0, NULL},         {"char", T_CHAR, 0, 0, NULL},
    {"text", T_STRING_INPLACE, 0, 0, NULL}, {"fixed", T_INT, 0, READONLY, NULL}, {"longlong", T_LONGLONG, 0, 0, NULL},
    {"ulonglong", T_ULONGLONG, 0, 0, NULL}, {"size", T_PYSSIZET, 0, 0, NULL}, {"none", T_NONE, 0, 0, NULL},
    {"unknown", 99, 0, 0, NULL}};

static _Py_Identifier identifiers[] = {{"a", -1}, {"nosuch", -1}, {"__len__", -1}, {"append", -1}, {"real", -1}, {"__class__", -1}};

#define LENGTH(array) ((Py_ssize_t)(sizeof(array) / sizeof *(array)))

static void *identifier(PyObject *o) {
  for (Py_ssize_t i = 0; i < LENGTH(identifiers); i++)
    if (PyBytes_Check(o) && strcmp(PyBytes_AS_STRING(o), identifiers[i].string) == 0) return &identifiers[i];
  PyErr_SetString(PyExc_AssertionError, "no such identifier");
  return NULL;
}

static void *element(void *array, Py_ssize_t length, size_t size, PyObject *o) {
  Py_ssize_t i = PyLong_AsSsize_t(o);
  if (i < 0 || i >= length) {
    PyErr_SetString(PyExc_AssertionError, "no such definition");
    return NULL;
  }
  return (char *)array + (size_t)i * size;
}

static int take_ints(operand *a) {
  PyObject *o = a->o;
  a->size = PyTuple_Check(o) ? PyTuple_GET_SIZE(o) : 1;
  if (a->size > 8) a->size = 8;
  for (Py_ssize_t i = 0; i < a->size; i++) {
    long long n = PyLong_AsLongLong(PyTuple_Check(o) ? PyTuple_GET_ITEM(o, i) : o);
    if (a->kind == '4')
      a->at.i[i] = (int)n;
    else
      a->at.n[i] = n;
  }
  return !PyErr_Occurred();
}

static int take_number(operand *a) {
  switch (a->kind) {
  case 'd': a->w.d = PyFloat_AsDouble(a->o); break;
  case 'D': a->w.z = PyComplex_AsCComplex(a->o); break;
  case '4':
  case '8': a->w.p = &a->at; return take_ints(a);
  default: a->w.n = (long long)PyLong_AsUnsignedLongLongMask(a->o);
  }
  return !PyErr_Occurred();
}

static int take_memory(operand *a) {
  a->w.p = a->at.bytes;
  a->size = PyBytes_Size(a->o);
  if (a->size < 0 || a->size > MEMORY) return 0;
  memset(a->at.bytes, 0, MEMORY);
  memcpy(a->at.bytes, PyBytes_AS_STRING(a->o), (size_t)a->size);
  return 1;
}

// take fills the word of an argument whose operand is not NULL.
static int take(operand *a) {
  PyObject *o = a->o;
  switch (a->kind) {
  case 'O': a->w.p = o; return 1;
  case 's': a->w.p = PyBytes_AsString(o); return a->w.p != NULL;
  case 'w': return (a->w.p = PyUnicode_AsWideCharString(o, NULL)) != NULL;
  case 'B': return take_memory(a);
  case 'A':
    if (!PyTuple_Check(o)) break;
    a->w.p = ((PyTupleObject *)o)->ob_item;
    return 1;
  case 'P':
    a->at.p = o; // the place owns the reference from now on
    a->o = NULL;
    a->w.p = &a->at.p;
    return 1;
  case 'V': a->w.p = &a->at.view; return PyObject_GetBuffer(o, &a->at.view, PyBUF_FULL_RO) == 0;
  case 'Y': return (a->w.p = identifier(o)) != NULL;
  case 'M': return (a->w.p = element(methods, LENGTH(methods), sizeof *methods, o)) != NULL;
  case 'G': return (a->w.p = element(getsets, LENGTH(getsets), sizeof *getsets, o)) != NULL;
  case 'R': return (a->w.p = element(members, LENGTH(members), sizeof *members, o)) != NULL;
  case 'F': a->w.p = PyObject_IsTrue(o) ? (void *)destructor_of_capsules : NULL; return 1;
  case 'T': a->w.p = PyThreadState_Get(); return 1;
  case 'J': a->w.p = PyInterpreterState_Get(); return 1;
  case 'i':
  case 'p':
  case 'd':
  case 'D':
  case '4':
  case '8': return take_number(a);
  }
  PyErr_SetString(PyExc_AssertionError, "no argument of this kind can be made of it");
  return 0;
}

int probe_prepare(operand *a, char kind, PyObject *o) {
  memset(a, 0, sizeof *a);
  a->kind = kind;
  a->o = o;
  if (o != NULL) {
    if (!take(a)) return 0;
  } else if (strchr("PQS", kind)) {
    a->w.p = &a->at.p;
  } else if (kind == 'W') {
    a->w.p = &a->at.view;
  }
  if (a->o == NULL) return 1;
  a->count = Py_REFCNT(a->o);
  if (strchr("OAV", kind)) a->text = probe_shown(a->o);
  return !PyErr_Occurred();
}

// text_place shows where a char ** points: into one of the texts that were passed, or to a text of its own.
static int text_place(PyObject *fields, int number, const char *at, operand *all, int n) {
  if (at == NULL) return 1;
  for (int i = 0; i < n; i++) {
    const char *text = all[i].w.p;
    if (all[i].kind == 's' && text != NULL && at >= text && at <= text + PyBytes_GET_SIZE(all[i].o))
      return probe_add(fields, "%d: at %zd", number, at - text);
  }
  PyObject *bytes = PyBytes_FromString(at);
  int ok = bytes != NULL && probe_add(fields, "%d: %A", number, bytes);
  Py_XDECREF(bytes);
  return ok;
}

static PyObject *dimensions(const Py_ssize_t *at, int n) {
  if (at == NULL) return Py_NewRef(Py_None);
  PyObject *tuple = PyTuple_New(n);
  for (int i = 0; tuple != NULL && i < n; i++) PyTuple_SET_ITEM(tuple, i, PyLong_FromSsize_t(at[i]));
  return tuple;
}

static int filled(PyObject *fields, int number, Py_buffer *b) {
  if (b->obj == NULL && b->buf == NULL) return 1;
  PyObject *shape = dimensions(b->shape, b->ndim), *strides = dimensions(b->strides, b->ndim);
  PyObject *data = b->buf != NULL && b->len >= 0 && b->len < 4096 ? PyBytes_FromStringAndSize(b->buf, b->strides == NULL ? b->len : 0) : NULL;
  int ok = probe_add(fields, "%d: %A len=%zd itemsize=%zd readonly=%d ndim=%d format=%s shape=%A strides=%A sub=%d obj=%s", number,
                     data == NULL ? Py_None : data, b->len, b->itemsize, b->readonly, b->ndim, b->format == NULL ? "NULL" : b->format,
                     shape, strides, b->suboffsets != NULL, b->obj == NULL ? "NULL" : Py_TYPE(b->obj)->tp_name);
  Py_XDECREF(data);
  Py_XDECREF(shape);
  Py_XDECREF(strides);
  return ok;
}

static int ints(PyObject *fields, operand *a, int number) {
  PyObject *tuple = PyTuple_New(a->size);
  for (Py_ssize_t i = 0; tuple != NULL && i < a->size; i++)
    PyTuple_SET_ITEM(tuple, i, PyLong_FromLongLong(a->kind == '4' ? a->at.i[i] : a->at.n[i]));
  int ok = tuple != NULL && (a->size == 1 ? probe_add(fields, "%d: %A", number, PyTuple_GET_ITEM(tuple, 0))
                                          : probe_add(fields, "%d: %A", number, tuple));
  Py_XDECREF(tuple);
  return ok;
}

static int changed(PyObject *fields, operand *a, int number) {
  PyObject *now = probe_shown(a->o);
  int ok = now != NULL && (PyUnicode_Compare(now, a->text) == 0 || probe_add(fields, "%d: %U", number, now));
  Py_XDECREF(now);
  return ok;
}

int probe_report_operand(PyObject *fields, operand *a, int number, operand *all, int n) {
  PyObject *o;
  int ok = 1;
  switch (a->kind) {
  case 'O':
  case 'A':
  case 'V': return a->o == NULL || changed(fields, a, number);
  case '4':
  case '8': return a->o == NULL || ints(fields, a, number);
  case 'S': return text_place(fields, number, a->at.p, all, n);
  case 'W': return filled(fields, number, &a->at.view);
  case 'B':
    if (a->o == NULL) return 1;
    o = PyBytes_FromStringAndSize(a->at.bytes, a->size);
    ok = o != NULL && probe_add(fields, "%d: %A", number, o);
    Py_XDECREF(o);
    return ok;
  case 'P':
  case 'Q':
    if (a->w.p == NULL) return 1;
    if (a->at.p == NULL) return probe_add(fields, "%d: NULL", number);
    if ((o = probe_shown(a->at.p)) == NULL) return 0;
    ok = probe_counted(a->at.p) ? probe_add(fields, "%d: %U #%zd", number, o, Py_REFCNT((PyObject *)a->at.p))
                                : probe_add(fields, "%d: %U", number, o);
    Py_DECREF(o);
  }
  return ok;
}

void probe_release(operand *a) {
  switch (a->kind) {
  case 'w': PyMem_Free(a->w.p); break;
  case 'P': Py_CLEAR(a->at.p); break;
  case 'V':
    if (a->o != NULL) PyBuffer_Release(&a->at.view);
    break;
  case 'W': PyBuffer_Release(&a->at.view); break;
  }
  Py_CLEAR(a->text);
  Py_CLEAR(a->o);
}
