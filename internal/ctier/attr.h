// Attribute lookup, as the other chapters use it.
#ifndef GL_ATTR_H
#define GL_ATTR_H

#include "hot.h"

// What a generic lookup found out.
enum { GL_FOUND = 1, GL_ABSENT = 0, GL_DECIDE = -1, GL_RAISED = -2 };

// getattr(o, name) for an object whose type has the generic tp_getattro, without raising AttributeError: with GL_FOUND a
// new reference in *value. GL_RAISED: a descriptor raised. Runs the code of descriptors.
GL_HIDDEN int gl_generic_lookup(PyObject *o, PyObject *name, PyObject **value);

// A method found on the type is returned unbound, with *unbound set; otherwise this is getattr(o, name).
GL_HIDDEN PyObject *gl_get_method(PyObject *o, PyObject *name, int *unbound);

// The exact-str entry of a name in a dict: 1 and a borrowed value, 0, or -1 where only Go can tell.
GL_HIDDEN int gl_dict_get(PyObject *dict, PyObject *name, PyObject **value);

// Stores under a str or int; -1 where only Go can.
GL_HIDDEN int gl_dict_store(PyObject *op, PyObject *key, PyObject *value);

// Raises the AttributeError of a name that a generic lookup did not find; 0 where only Go can.
GL_HIDDEN int gl_raise_no_attribute(PyObject *o, PyObject *name);

// Whether the exception that is set is an AttributeError that says which name it is about.
GL_HIDDEN int gl_error_has_context(void);

// The body of object's tp_getattro as it stands in type slots.
GL_HIDDEN PyObject *gl_object_getattro(PyObject *o, PyObject *name);

#endif
