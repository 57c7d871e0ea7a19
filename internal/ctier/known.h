// Objects that the C tier must recognise. Go makes them at boot (object/hot.go) and they are immortal; each is NULL until
// then. package ctier's Known mirrors the struct.
#ifndef GL_KNOWN_H
#define GL_KNOWN_H

#include "state.h"

typedef struct gl_known_objects {
  PyObject *class_name;       // the str "__class__"
  PyObject *class_descriptor; // what object.__dict__ has under it
  PyObject *set_dummy;        // what stands in deleted slots of sets; nobody's object
  vectorcallfunc weakref_vectorcall;
  PyObject *empty_tuple;
  PyObject *empty_str;
  PyObject *empty_bytes;
  PyTypeObject *managed_buffer;
  PyObject *latin1[256]; // the str of each character up to U+00FF
  PyObject *byte[256];   // the bytes of each byte
  void *hash_not_implemented; // PyObject_HashNotImplemented, by which types say that they are unhashable
} gl_known_objects;

extern GL_HIDDEN gl_known_objects gl_known;

#endif
