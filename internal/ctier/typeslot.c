// PyType_GetSlot: which field of a type a slot number of typeslots.h is.
#include "hot.h"

typedef struct {
  uint16_t table; // the offset of the protocol table's address in the type; 0 for the type itself
  uint16_t field; // the offset in there; 0 when there is no such number
} Place;

#define TYPE(f) [Py_##f] = {0, offsetof(PyTypeObject, f)}
#define NUMBER(f) [Py_##f] = {offsetof(PyTypeObject, tp_as_number), offsetof(PyNumberMethods, f) + 1}
#define SEQUENCE(f) [Py_##f] = {offsetof(PyTypeObject, tp_as_sequence), offsetof(PySequenceMethods, f) + 1}
#define MAPPING(f) [Py_##f] = {offsetof(PyTypeObject, tp_as_mapping), offsetof(PyMappingMethods, f) + 1}
#define BUFFER(f) [Py_##f] = {offsetof(PyTypeObject, tp_as_buffer), offsetof(PyBufferProcs, f) + 1}

// Fields of tables are stored with 1 added, so that the first is not 0. The rest of the numbers is Go's.
static const Place places[] = {
    TYPE(tp_alloc), TYPE(tp_base), TYPE(tp_bases), TYPE(tp_call), TYPE(tp_clear), TYPE(tp_dealloc), TYPE(tp_del),
    TYPE(tp_descr_get), TYPE(tp_descr_set), TYPE(tp_doc), TYPE(tp_finalize), TYPE(tp_free), TYPE(tp_getattr),
    TYPE(tp_getattro), TYPE(tp_hash), TYPE(tp_init), TYPE(tp_is_gc), TYPE(tp_iter), TYPE(tp_iternext), TYPE(tp_new),
    TYPE(tp_repr), TYPE(tp_richcompare), TYPE(tp_setattr), TYPE(tp_setattro), TYPE(tp_str), TYPE(tp_traverse),
    NUMBER(nb_add), NUMBER(nb_bool), NUMBER(nb_index), NUMBER(nb_int), NUMBER(nb_float), NUMBER(nb_multiply),
    NUMBER(nb_subtract), NUMBER(nb_or), NUMBER(nb_and),
    SEQUENCE(sq_contains), SEQUENCE(sq_item), SEQUENCE(sq_length), SEQUENCE(sq_concat),
    MAPPING(mp_length), MAPPING(mp_subscript), MAPPING(mp_ass_subscript),
    BUFFER(bf_getbuffer), BUFFER(bf_releasebuffer),
};

// Benchmark: PyType_GetSlot.
GL_EXPORT void *PyType_GetSlot(PyTypeObject *type, int slot) {
  if (GL_LIKELY(slot > 0 && (size_t)slot < sizeof places / sizeof *places && places[slot].field != 0)) {
    Place p = places[slot];
    if (p.table == 0) return *(void **)((char *)type + p.field);
    char *table = *(char **)((char *)type + p.table);
    return table == NULL ? NULL : *(void **)(table + p.field - 1);
  }
  return gl_up_PyType_GetSlot(type, slot);
}
