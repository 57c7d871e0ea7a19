// What modules of the standard library use of the runtime: descriptors, FILE *, hash tables, writers of bytes and strings.
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe.h"

// CPython has these in its internal headers.
#ifndef GILDED_INTERNALS_H
typedef struct { PyObject *large, *small; } _PyAccu;
typedef struct _Py_hashtable_t { size_t nentries, nbuckets; } _Py_hashtable_t;
typedef struct { void *(*malloc)(size_t); void (*free)(void *); } _Py_hashtable_allocator_t;
int _PyAccu_Init(_PyAccu *);
int _PyAccu_Accumulate(_PyAccu *, PyObject *);
PyObject *_PyAccu_FinishAsList(_PyAccu *);
void _PyAccu_Destroy(_PyAccu *);
void *_PyBytesWriter_Alloc(_PyBytesWriter *, Py_ssize_t);
void *_PyBytesWriter_Prepare(_PyBytesWriter *, void *, Py_ssize_t);
void _PyBytesWriter_Init(_PyBytesWriter *);
void _PyBytesWriter_Dealloc(_PyBytesWriter *);
PyObject *_PyBytesWriter_Finish(_PyBytesWriter *, void *);
PyObject *_Py_strhex(const char *, Py_ssize_t);
PyObject *_Py_strhex_bytes_with_sep(const char *, Py_ssize_t, PyObject *, int);
int _Py_hashtable_compare_direct(const void *, const void *);
_Py_hashtable_t *_Py_hashtable_new(size_t (*)(const void *), int (*)(const void *, const void *));
_Py_hashtable_t *_Py_hashtable_new_full(size_t (*)(const void *), int (*)(const void *, const void *), void (*)(void *), void (*)(void *), _Py_hashtable_allocator_t *);
int _Py_hashtable_set(_Py_hashtable_t *, const void *, void *);
void *_Py_hashtable_get(_Py_hashtable_t *, const void *);
void *_Py_hashtable_steal(_Py_hashtable_t *, const void *);
int _Py_hashtable_foreach(_Py_hashtable_t *, int (*)(_Py_hashtable_t *, const void *, const void *, void *), void *);
void _Py_hashtable_clear(_Py_hashtable_t *);
void _Py_hashtable_destroy(_Py_hashtable_t *);
int _Py_open(const char *, int);
int _Py_open_noraise(const char *, int);
Py_ssize_t _Py_read(int, void *, size_t);
Py_ssize_t _Py_write(int, const void *, size_t);
Py_ssize_t _Py_write_noraise(int, const void *, size_t);
int _Py_fstat(int, struct stat *);
int _Py_fstat_noraise(int, struct stat *);
int _Py_dup(int);
int _Py_set_inheritable(int, int, int *);
int _Py_set_inheritable_async_safe(int, int, int *);
FILE *_Py_fopen_obj(PyObject *, const char *);
void _Py_RestoreSignals(void);
#endif

METHOD(freed) { // freed(which): what is no object any more, by its address or its type's
  struct { PyObject_HEAD } fake = {PyObject_HEAD_INIT(NULL)};
  int which;
  if (!PyArg_ParseTuple(args, "i", &which)) return NULL;
  PyObject *all[] = {NULL, (PyObject *)0xcdcdcdcdcdcdcdcd, (PyObject *)0xdddddddddddddddd, (PyObject *)0xfdfdfdfdfdfdfdfd};
  if (which < 4) return number(_PyObject_IsFreed(all[which]));
  if (which == 8) return number(_PyObject_IsFreed(self));
  ((PyObject *)&fake)->ob_type = (PyTypeObject *)all[which - 4];
  return number(_PyObject_IsFreed((PyObject *)&fake));
}

METHOD(hex_sized) { // hex_sized(n, how): a size that is wrong
  Py_ssize_t n;
  int how;
  if (!PyArg_ParseTuple(args, "ni", &n, &how)) return NULL;
  PyObject *sep = how == 2 ? PyUnicode_FromString(":") : NULL;
  PyObject *r = how == 0 ? _Py_strhex("ab", n) : _Py_strhex_bytes_with_sep("ab", n, sep, 1);
  Py_XDECREF(sep);
  return r;
}

METHOD(hex) { // hex(data, sep, group): group 99 for the one without separator
  const char *data;
  Py_ssize_t n;
  PyObject *sep;
  int group;
  if (!PyArg_ParseTuple(args, "y#Oi", &data, &n, &sep, &group)) return NULL;
  if (group == 99) return _Py_strhex(data, n);
  return _Py_strhex_bytes_with_sep(data, n, sep == Py_None ? NULL : sep, group);
}

METHOD(writer) { // writer(first, pieces, bytearray, overallocate): first is prepared at the start, pieces one by one
  Py_ssize_t first;
  PyObject *pieces;
  _PyBytesWriter w;
  _PyBytesWriter_Init(&w);
  if (!PyArg_ParseTuple(args, "nOii", &first, &pieces, &w.use_bytearray, &w.overallocate)) return NULL;
  char *at = _PyBytesWriter_Alloc(&w, first);
  if (at == NULL) return NULL;
  PyObject *sizes = PyList_New(0);
  for (Py_ssize_t i = 0; i < PySequence_Size(pieces); i++) {
    PyObject *piece = PySequence_GetItem(pieces, i);
    Py_ssize_t n = PyBytes_GET_SIZE(piece);
    at = _PyBytesWriter_Prepare(&w, at, n);
    if (at == NULL) return NULL;
    memcpy(at, PyBytes_AS_STRING(piece), n);
    at += n;
    PyObject *size = Py_BuildValue("nni", w.allocated, w.min_size, w.use_small_buffer);
    PyList_Append(sizes, size);
    Py_DECREF(size);
    Py_DECREF(piece);
  }
  PyObject *result = _PyBytesWriter_Finish(&w, at);
  return result == NULL ? NULL : Py_BuildValue("NN", result, sizes);
}

METHOD(writer_fails) { // room that no memory has, after n bytes; and a writer that is given up
  Py_ssize_t n;
  if (!PyArg_ParseTuple(args, "n", &n)) return NULL;
  _PyBytesWriter w;
  _PyBytesWriter_Init(&w);
  char *at = _PyBytesWriter_Alloc(&w, n);
  if (at == NULL) return NULL;
  if (n < 0) return NULL;
  _PyBytesWriter_Dealloc(&w);
  _PyBytesWriter_Init(&w);
  at = _PyBytesWriter_Alloc(&w, n);
  at = _PyBytesWriter_Prepare(&w, at, PY_SSIZE_T_MAX);
  return at == NULL ? NULL : PyLong_FromLong(0);
}

METHOD(accumulated) { // accumulated(strings, how): how 0 finish, 1 destroy
  PyObject *strings;
  int how;
  _PyAccu a;
  if (!PyArg_ParseTuple(args, "Oi", &strings, &how) || _PyAccu_Init(&a) < 0) return NULL;
  for (Py_ssize_t i = 0, n = PyList_Size(strings); i < n; i++) // a hundred thousand of them: nothing else for each
    if (_PyAccu_Accumulate(&a, PyList_GET_ITEM(strings, i)) < 0) {
      _PyAccu_Destroy(&a);
      return NULL;
    }
  if (how == 1) {
    _PyAccu_Destroy(&a);
    _PyAccu_Destroy(&a);
    Py_RETURN_NONE;
  }
  PyObject *list = _PyAccu_FinishAsList(&a);
  if (list == NULL && !PyErr_Occurred()) Py_RETURN_NOTIMPLEMENTED;
  return list;
}

static size_t hash_seven(const void *key) { return (size_t)key % 7; }
static int destroyed;
static void destroy(void *p) { destroyed += (int)(size_t)p; }
static int sum(_Py_hashtable_t *ht, const void *key, const void *value, void *to) {
  *(size_t *)to += (size_t)value;
  return (size_t)key == 13 ? 99 : 0;
}

METHOD(table) { // table(n, full): n entries, then most of them out again
  size_t n;
  int full;
  if (!PyArg_ParseTuple(args, "ni", &n, &full)) return NULL;
  _Py_hashtable_t *ht = full ? _Py_hashtable_new_full(hash_seven, _Py_hashtable_compare_direct, destroy, destroy, NULL)
                             : _Py_hashtable_new(hash_seven, _Py_hashtable_compare_direct);
  destroyed = 0;
  for (size_t i = 1; i <= n; i++)
    if (_Py_hashtable_set(ht, (void *)i, (void *)(i * 10)) < 0) return PyErr_NoMemory();
  size_t grown = ht->nbuckets, entries = ht->nentries, total = 0, found = 0;
  for (size_t i = 0; i <= n + 1; i++) found += (size_t)_Py_hashtable_get(ht, (void *)i) / 10;
  int r = _Py_hashtable_foreach(ht, sum, &total);
  size_t stolen = (size_t)_Py_hashtable_steal(ht, (void *)2), nothing = (size_t)_Py_hashtable_steal(ht, (void *)(n + 5));
  for (size_t i = 3; i <= n; i++) _Py_hashtable_steal(ht, (void *)i);
  size_t shrunk = ht->nbuckets, left = ht->nentries;
  _Py_hashtable_clear(ht);
  size_t after = ht->nentries;
  _Py_hashtable_set(ht, (void *)5, (void *)7);
  _Py_hashtable_destroy(ht);
  return Py_BuildValue("(nnnin)(nnnnni)", grown, entries, found, r, n < 13 ? total : 0, stolen, nothing, shrunk, left, after, destroyed);
}

METHOD(descriptors) { // descriptors(path): written, read, copied, looked at
  const char *path;
  char buffer[16];
  struct stat status;
  if (!PyArg_ParseTuple(args, "s", &path)) return NULL;
  close(creat(path, 0600));
  int fd = _Py_open(path, O_RDWR | O_TRUNC);
  if (fd < 0) return NULL;
  int flags = fcntl(fd, F_GETFD);
  Py_ssize_t put = _Py_write(fd, "hello\0world", 11), more = _Py_write_noraise(fd, "!", 1);
  int copy = _Py_dup(fd);
  lseek(copy, 0, SEEK_SET);
  Py_ssize_t got = _Py_read(copy, buffer, 16);
  int r = _Py_fstat(copy, &status), again = _Py_fstat_noraise(copy, &status);
  int atomic = -1, made = _Py_set_inheritable(copy, 1, &atomic), now = fcntl(copy, F_GETFD);
  int unmade = _Py_set_inheritable_async_safe(copy, 0, NULL), later = fcntl(copy, F_GETFD);
  atomic = -1;
  int quick = _Py_set_inheritable(copy, 0, &atomic);
  close(fd);
  close(copy);
  int third = _Py_open_noraise(path, O_RDONLY), its = fcntl(third, F_GETFD);
  close(third);
  unlink(path);
  return Py_BuildValue("(inny#)(iin)(iiiiii)i", flags, put, more, buffer, got, r, again, (Py_ssize_t)status.st_size, made, now,
                       unmade, later, quick, atomic, its);
}

METHOD(bad_descriptor) { // bad_descriptor(which)
  int which;
  char c = 0;
  struct stat status;
  if (!PyArg_ParseTuple(args, "i", &which)) return NULL;
  errno = 0;
  switch (which) {
  case 0: return PyLong_FromLong(_Py_read(-1, &c, 1)), NULL;
  case 1: return PyLong_FromLong(_Py_write(-1, &c, 1)), NULL;
  case 2: return PyLong_FromLong(_Py_fstat(-1, &status)), NULL;
  case 3: return PyLong_FromLong(_Py_dup(-1)), NULL;
  case 4: return PyLong_FromLong(_Py_set_inheritable(-1, 1, NULL)), NULL;
  case 5: return PyLong_FromLong(_Py_open("/nothing/here", O_RDONLY)), NULL;
  case 6: which = _Py_write_noraise(-1, &c, 1); break;
  case 7: which = _Py_fstat_noraise(-1, &status); break;
  case 8: which = _Py_open_noraise("/nothing/here", O_RDONLY); break;
  case 9: which = _Py_set_inheritable_async_safe(-1, 1, NULL); break;
  }
  return Py_BuildValue("ii", which, errno);
}

METHOD(printed) { // printed(o, flags): what PyObject_Print writes; flags -1 for NULL, -2 for a file that only reads
  PyObject *o;
  int flags;
  char buffer[256];
  if (!PyArg_ParseTuple(args, "Oi", &o, &flags)) return NULL;
  FILE *fp = flags == -2 ? fopen("/dev/null", "r") : tmpfile();
  if (flags == -2) setvbuf(fp, NULL, _IONBF, 0);
  int r = PyObject_Print(flags == -1 ? NULL : o, fp, flags < 0 ? 0 : flags);
  rewind(fp);
  size_t n = fread(buffer, 1, sizeof buffer, fp);
  fclose(fp);
  return r < 0 ? NULL : PyBytes_FromStringAndSize(buffer, (Py_ssize_t)n);
}

METHOD(lines) { // lines(data, n): the lines that Py_UniversalNewlineFgets finds with room for n
  const char *data;
  Py_ssize_t size;
  int n;
  char buffer[64], *line;
  if (!PyArg_ParseTuple(args, "y#i", &data, &size, &n)) return NULL;
  FILE *fp = tmpfile();
  fwrite(data, 1, (size_t)size, fp);
  rewind(fp);
  PyObject *list = PyList_New(0);
  while ((line = Py_UniversalNewlineFgets(buffer, n, fp, NULL)) != NULL) {
    PyObject *o = PyBytes_FromString(line);
    PyList_Append(list, o);
    Py_DECREF(o);
  }
  errno = 0;
  line = Py_UniversalNewlineFgets(buffer, n, fp, list);
  int refused = line == NULL && errno == ENXIO, interactive = Py_FdIsInteractive(fp, "a file");
  fclose(fp);
  return Py_BuildValue("Nii", list, refused, interactive);
}

METHOD(opened) { // opened(path, mode): whether exec closes it, and its first bytes
  PyObject *path;
  const char *mode;
  char buffer[8] = "";
  if (!PyArg_ParseTuple(args, "Os", &path, &mode)) return NULL;
  FILE *fp = _Py_fopen_obj(path, mode);
  if (fp == NULL) return NULL;
  int flags = fcntl(fileno(fp), F_GETFD);
  size_t n = fread(buffer, 1, 4, fp);
  fclose(fp);
  return Py_BuildValue("iy#", flags, buffer, (Py_ssize_t)n);
}

static volatile int handled;
static void handler(int signum) { handled += signum; }

METHOD(handlers) {
  PyOS_sighandler_t before = PyOS_getsig(SIGUSR2), replaced = PyOS_setsig(SIGUSR2, handler), now = PyOS_getsig(SIGUSR2);
  handled = 0;
  raise(SIGUSR2);
  int first = handled;
  raise(SIGUSR2);
  PyOS_setsig(SIGUSR2, before);
  int wrong = PyOS_getsig(9999) == SIG_ERR, also = PyOS_setsig(9999, handler) == SIG_ERR;
  return Py_BuildValue("iiiiii", before == replaced, now == handler, first == SIGUSR2, handled == 2 * SIGUSR2, wrong, also);
}

METHOD(method_of) { // method_of(o): the function in an instancemethod
  PyObject *f;
  if (!PyArg_ParseTuple(args, "O", &f)) return NULL;
  PyObject *m = PyInstanceMethod_New(f), *r = Py_XNewRef(PyInstanceMethod_Function(m));
  Py_DECREF(m);
  return r;
}

static PyObject *wrap(PyObject *o, PyObject *args, void *wrapped) { return Py_BuildValue("OOs", o, args, wrapped); }
static PyObject *wrap_keywords(PyObject *o, PyObject *args, void *wrapped, PyObject *kwargs) {
  return Py_BuildValue("OOsO", o, args, wrapped, kwargs ? kwargs : Py_None);
}
static struct wrapperbase plain_base = {"plain", 0, NULL, wrap, "plain($self, x)\n--\n\nThe doc."};
static struct wrapperbase keyword_base = {"__len__", 0, NULL, (wrapperfunc)(void (*)(void))wrap_keywords, NULL, PyWrapperFlag_KEYWORDS};

METHOD(wrapper) { return PyDescr_NewWrapper(&PyList_Type, &plain_base, "wrapped"); }
METHOD(keyword_wrapper) { return PyDescr_NewWrapper(&PyList_Type, &keyword_base, "wrapped"); }

METHOD(redocumented) { // what Cython does to the wrappers of special methods that have a docstring
  static struct wrapperbase copy;
  static char text[] = "another text";
  PyTypeObject *type;
  const char *name;
  if (!PyArg_ParseTuple(args, "Os", &type, &name)) return NULL;
  PyObject *w = PyDict_GetItemString(type->tp_dict, name);
  if (w == NULL || !Py_IS_TYPE(w, &PyWrapperDescr_Type)) return PyErr_Format(PyExc_TypeError, "%s is no wrapper", name);
  PyWrapperDescrObject *d = (PyWrapperDescrObject *)w;
  struct wrapperbase *before = d->d_base;
  copy = *before;
  copy.doc = text;
  d->d_base = &copy;
  PyObject *doc = PyObject_GetAttrString(w, "__doc__"), *signature = PyObject_GetAttrString(w, "__text_signature__");
  d->d_base = before;
  return Py_BuildValue("sNNO", before->name, doc, signature, w);
}

METHOD(called_wrapper) { // through d_base, as C may
  PyObject *o, *rest;
  const char *name;
  if (!PyArg_ParseTuple(args, "OsO", &o, &name, &rest)) return NULL;
  PyWrapperDescrObject *d = (PyWrapperDescrObject *)PyDict_GetItemString(Py_TYPE(o)->tp_dict, name);
  return d->d_base->wrapper(o, rest, d->d_wrapped);
}

METHOD(hash_def) {
  PyHash_FuncDef *def = PyHash_GetFuncDef();
  PyObject *s = PyUnicode_FromString("some text");
  int same = def->hash("some text", 9) == PyObject_Hash(s);
  Py_DECREF(s);
  return Py_BuildValue("ii", same, def->hash_bits);
}

METHOD(warned_explicitly) {
  PyObject *category, *registry;
  const char *module;
  if (!PyArg_ParseTuple(args, "OzO", &category, &module, &registry)) return NULL;
  if (PyErr_WarnExplicitFormat(category, "file.py", 7, module, registry == Py_None ? NULL : registry, "%d of %R", 3, category) < 0) return NULL;
  Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"hex", hex, METH_VARARGS, NULL},
    {"hex_sized", hex_sized, METH_VARARGS, NULL}, {"freed", freed, METH_VARARGS, NULL},
    {"writer", writer, METH_VARARGS, NULL}, {"writer_fails", writer_fails, METH_VARARGS, NULL},
    {"accumulated", accumulated, METH_VARARGS, NULL}, {"table", table, METH_VARARGS, NULL},
    {"descriptors", descriptors, METH_VARARGS, NULL}, {"bad_descriptor", bad_descriptor, METH_VARARGS, NULL},
    {"printed", printed, METH_VARARGS, NULL}, {"lines", lines, METH_VARARGS, NULL}, {"opened", opened, METH_VARARGS, NULL},
    {"handlers", handlers, METH_NOARGS, NULL}, {"method_of", method_of, METH_VARARGS, NULL}, {"wrapper", wrapper, METH_NOARGS, NULL},
    {"keyword_wrapper", keyword_wrapper, METH_NOARGS, NULL}, {"redocumented", redocumented, METH_VARARGS, NULL},
    {"called_wrapper", called_wrapper, METH_VARARGS, NULL}, {"hash_def", hash_def, METH_NOARGS, NULL},
    {"warned_explicitly", warned_explicitly, METH_VARARGS, NULL}, {NULL}};
static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "probe_internals", NULL, -1, methods};
PyMODINIT_FUNC PyInit_probe_internals(void) { return PyModule_Create(&module); }
