// An object that keeps what is written to it.
typedef struct sink {
  PyObject_HEAD
  PyObject *text;
} sink;

static PyObject *sink_write(PyObject *self, PyObject *s) {
  sink *k = (sink *)self;
  PyObject *both = PyUnicode_Concat(k->text, s);
  if (both == NULL) return NULL;
  Py_SETREF(k->text, both);
  return PyLong_FromSsize_t(PyUnicode_GetLength(s));
}
static PyObject *sink_flush(PyObject *self, PyObject *unused) { Py_RETURN_NONE; }
static void sink_dealloc(PyObject *self) {
  PyTypeObject *t = Py_TYPE(self);
  Py_XDECREF(((sink *)self)->text);
  t->tp_free(self);
  Py_DECREF(t);
}
static PyMethodDef sink_methods[] = {{"write", sink_write, METH_O, NULL}, {"flush", sink_flush, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyType_Slot sink_slots[] = {{Py_tp_methods, sink_methods}, {Py_tp_dealloc, sink_dealloc}, {0, NULL}};
static PyType_Spec sink_spec = {"probe.Sink", sizeof(sink), 0, Py_TPFLAGS_DEFAULT, sink_slots};

static sink *sink_new(void) {
  PyTypeObject *t = (PyTypeObject *)PyType_FromSpec(&sink_spec);
  sink *k = (sink *)PyType_GenericAlloc(t, 0);
  k->text = PyUnicode_FromString("");
  Py_DECREF(t);
  return k;
}

// What was written to the sink, which is given up.
static PyObject *sink_take(sink *k) {
  PyObject *text = Py_NewRef(k->text);
  Py_DECREF(k);
  return text;
}

// collect has a stream of sys written to a sink until collected, which returns the text.
static sink *collect(const char *stream, PyObject **before) {
  sink *k = sink_new();
  *before = PySys_GetObject(stream);
  Py_XINCREF(*before);
  PySys_SetObject(stream, (PyObject *)k);
  return k;
}
static PyObject *collected(const char *stream, PyObject *before, sink *k) {
  PySys_SetObject(stream, before);
  Py_XDECREF(before);
  return sink_take(k);
}
