// How objects are shown: the same text in every host, without addresses.
#include "probe.h"
#include <stdarg.h>

int probe_add(PyObject *fields, const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *text = PyUnicode_FromFormatV(format, list);
  va_end(list);
  int ok = text != NULL && PyList_Append(fields, text) == 0;
  Py_XDECREF(text);
  return ok;
}

// plain tells whether the text of an object says its type.
static int plain(PyObject *o) {
  static PyTypeObject *const types[] = {&PyLong_Type,  &PyFloat_Type, &PyComplex_Type, &PyUnicode_Type, &PyBytes_Type, &PyByteArray_Type,
                                        &PyTuple_Type, &PyList_Type,  &PyDict_Type,    &PySet_Type,     &PyFrozenSet_Type, &PyBool_Type,
                                        &PyType_Type,  &PyRange_Type, &PySlice_Type,   &PyCFunction_Type, &PyModule_Type};
  if (o == Py_None || o == Py_NotImplemented || o == Py_Ellipsis) return 1;
  for (size_t i = 0; i < sizeof types / sizeof *types; i++)
    if (Py_IS_TYPE(o, types[i])) return 1;
  return 0;
}

int probe_counted(PyObject *o) {
  if (o == Py_None || o == Py_NotImplemented || o == Py_Ellipsis || PyBool_Check(o) || PyType_Check(o) || PyModule_Check(o) || PyCFunction_Check(o))
    return 0;
  // The attributes of built-in types are nobody's in gilded.
  PyTypeObject *const type = Py_TYPE(o);
  if (type == &PyMethodDescr_Type || type == &PyWrapperDescr_Type || type == &PyGetSetDescr_Type || type == &PyMemberDescr_Type ||
      type == &PyClassMethodDescr_Type)
    return 0;
  if (Py_REFCNT(o) > 1 << 30) return 0; // gilded's objects that runtimes share
  if (PyLong_CheckExact(o)) {
    int overflow;
    long n = PyLong_AsLongAndOverflow(o, &overflow);
    return overflow != 0 || n < -5 || n > 256;
  }
  // Which names are interned, and so shared with the host's own, is not the function's doing.
  if (PyUnicode_CheckExact(o)) return PyUnicode_GET_LENGTH(o) > 1 && !PyUnicode_CHECK_INTERNED(o) && !PyUnicode_IsIdentifier(o);
  if (PyBytes_CheckExact(o)) return PyBytes_GET_SIZE(o) > 1;
  return !PyTuple_CheckExact(o) || PyTuple_GET_SIZE(o) > 0;
}

// contents shows up to five items that an iterator still has, and takes them. The text is the reference that it replaces.
static PyObject *contents(PyObject *o, PyObject *text) {
  for (int i = 0; i < 5 && text != NULL; i++) {
    PyObject *item = PyIter_Next(o), *old = text;
    if (item == NULL) {
      if (PyErr_Occurred()) PyErr_Clear();
      break;
    }
    text = PyUnicode_FromFormat("%U %A", text, item);
    Py_DECREF(old);
    Py_DECREF(item);
  }
  return text;
}

// ordered shows a set with its members in the order of their texts: their own order may come from addresses.
static PyObject *ordered(PyObject *set) {
  PyObject *texts = PyList_New(0), *it = PyObject_GetIter(set), *item, *joined = NULL, *comma = PyUnicode_FromString(", ");
  while (texts != NULL && it != NULL && (item = PyIter_Next(it)) != NULL) {
    PyObject *text = probe_shown(item);
    if (text == NULL || PyList_Append(texts, text)) Py_CLEAR(texts);
    Py_XDECREF(text);
    Py_DECREF(item);
  }
  if (texts != NULL && !PyErr_Occurred() && PyList_Sort(texts) == 0) joined = PyUnicode_Join(comma, texts);
  PyObject *text = joined == NULL ? NULL : PyUnicode_FromFormat("%s {%U}", Py_TYPE(set)->tp_name, joined);
  Py_XDECREF(joined);
  Py_XDECREF(texts);
  Py_XDECREF(it);
  Py_XDECREF(comma);
  return text;
}

PyObject *probe_shown(PyObject *o) {
  if (PyAnySet_Check(o) && PySet_GET_SIZE(o) > 1) return ordered(o);
  PyObject *text = PyObject_ASCII(o), *raised, *value, *traceback;
  if (text == NULL) {
    PyErr_Fetch(&raised, &value, &traceback);
    text = PyUnicode_FromFormat("<ascii() raised %s>", ((PyTypeObject *)raised)->tp_name);
    Py_XDECREF(raised);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
  }
  if (text == NULL || plain(o)) return text;
  PyObject *typed = PyUnicode_FromFormat("%U (%s)", text, Py_TYPE(o)->tp_name);
  Py_DECREF(text);
  if (typed != NULL && PyMemoryView_Check(o)) {
    PyObject *list = PyObject_CallMethod(o, "tolist", NULL);
    if (list == NULL) PyErr_Clear();
    PyObject *with = PyUnicode_FromFormat("%U %A", typed, list == NULL ? Py_None : list);
    Py_XDECREF(list);
    Py_DECREF(typed);
    return with;
  }
  return typed;
}

static int exception(PyObject *fields) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  PyObject *text = PyObject_Str(value), *from = NULL;
  if (text == NULL) {
    PyErr_Clear();
    text = PyUnicode_FromString("<str() failed>");
  }
  int ok = text != NULL && probe_add(fields, "! %s: %A", Py_TYPE(value)->tp_name, text);
  if (PyExceptionInstance_Check(value)) {
    from = PyException_GetCause(value);
    if (from == NULL) from = PyException_GetContext(value);
  }
  if (ok && from != NULL) ok = probe_add(fields, "from %s", Py_TYPE(from)->tp_name);
  Py_XDECREF(from);
  Py_XDECREF(text);
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return ok;
}

static int object_result(PyObject *fields, PyObject *o, operand *a, int n) {
  for (int i = 0; i < n; i++)
    if (o != NULL && a[i].kind == 'O' && a[i].o == o && probe_counted(o)) return probe_add(fields, "= argument %d", i + 1);
  Py_ssize_t count = Py_REFCNT(o);
  PyObject *text = probe_shown(o);
  if (text != NULL && PyIter_Check(o)) text = contents(o, text);
  int ok = text != NULL && (probe_counted(o) && count != 1 ? probe_add(fields, "= %U #%zd", text, count) : probe_add(fields, "= %U", text));
  Py_XDECREF(text);
  return ok;
}

static int text_result(PyObject *fields, char kind, void *p) {
  PyObject *o;
  if (kind == 's') {
    o = PyBytes_FromString(p);
  } else if (kind == 'w') {
    o = PyUnicode_FromWideChar(p, -1);
    PyMem_Free(p);
  } else {
    Py_ssize_t n = 0;
    while (((Py_UCS4 *)p)[n]) n++;
    o = PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, p, n);
  }
  int ok = o != NULL && probe_add(fields, "= %A", o);
  Py_XDECREF(o);
  return ok;
}

static int number_result(PyObject *fields, char kind, word r) {
  PyObject *o = kind == 'd'   ? PyFloat_FromDouble(r.d)
                : kind == 'D' ? PyComplex_FromCComplex(r.z)
                : kind == 'u' ? PyLong_FromUnsignedLongLong((unsigned long long)r.n)
                              : PyLong_FromLongLong(r.n);
  int ok = o != NULL && probe_add(fields, "= %A", o);
  Py_XDECREF(o);
  return ok;
}

static int result(PyObject *fields, char kind, word r, operand *a, int n) {
  switch (kind) {
  case 'v': return probe_add(fields, "=");
  case 'd':
  case 'D':
  case 'i':
  case 'u': return number_result(fields, kind, r);
  }
  if (r.p == NULL) return probe_add(fields, "= NULL");
  switch (kind) {
  case 'o':
  case 'b': return object_result(fields, r.p, a, n);
  case 'f': return probe_add(fields, "= a function");
  case 'p': return (size_t)r.p < 1 << 20 ? probe_add(fields, "= %zd", (Py_ssize_t)r.p) : probe_add(fields, "= an address");
  }
  return text_result(fields, kind, r.p);
}

// counts adds how many references more the arguments had, when they were last counted, than before the call.
static int counts(PyObject *fields, const char *when, operand *a, int n) {
  for (int i = 0; i < n; i++) {
    if (a[i].o == NULL || a[i].kind != 'O' || !probe_counted(a[i].o) || a[i].during == a[i].count) continue;
    Py_ssize_t more = a[i].during - a[i].count;
    if (!probe_add(fields, "%s%d%s%zd", when, i + 1, more < 0 ? "" : "+", more)) return 0;
  }
  return 1;
}

// without_traceback drops the frames of CPython's own Python code, which hold arguments, from an exception and those it came from.
static void without_traceback(PyObject *value) {
  while (value != NULL && PyExceptionInstance_Check(value)) {
    PyException_SetTraceback(value, Py_None);
    PyObject *from = PyException_GetContext(value);
    if (from == NULL) from = PyException_GetCause(value);
    if (from == NULL) return;
    Py_DECREF(from); // the exception holds it
    value = from;
  }
}

int probe_report(PyObject *fields, const probe_function *f, word r, operand *a, int n) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  Py_CLEAR(traceback);
  without_traceback(value);
  for (int i = 0; i < n; i++) a[i].during = a[i].o == NULL ? 0 : Py_REFCNT(a[i].o);
  int ok = result(fields, f->result, r, a, n);
  if (type != NULL) {
    PyErr_Restore(type, value, traceback);
    ok = exception(fields) && ok;
  } else {
    Py_XDECREF(value); // there may be one without a type
  }
  for (int i = 0; ok && i < n; i++)
    if (type == NULL || a[i].kind != 'W') ok = probe_report_operand(fields, &a[i], i + 1, a, n);
  ok = ok && counts(fields, "refs ", a, n);
  if (f->result == 'o' && r.p != NULL) Py_DECREF((PyObject *)r.p);
  for (int i = 0; i < n; i++) a[i].during = a[i].o == NULL ? 0 : Py_REFCNT(a[i].o);
  return ok && counts(fields, "left ", a, n);
}
