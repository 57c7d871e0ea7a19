/* slots.h: the entries of the arrays from which types and modules are made. */
#ifndef Py_PYTHON_H
#  include "Python.h"
#elif !defined(GILDED_SLOTS_H)
#  define GILDED_SLOTS_H

#if GILDED_API_LEVEL >= 0x030f0000
struct PySlot {
    uint16_t sl_id;
    uint16_t sl_flags;
    union {
        uint32_t sl_reserved; /* 0 */
    };
    union {
        void *sl_ptr;
        void (*sl_func)(void);
        Py_ssize_t sl_size;
        int64_t sl_int64;
        uint64_t sl_uint64;
    };
};

#  define PySlot_OPTIONAL 0x0001 /* ignored where the number is not known */
#  define PySlot_STATIC 0x0002   /* what it points to stays */
#  define PySlot_INTPTR 0x0004   /* the value is in sl_ptr, whatever it is */

#  define PySlot_DATA(id, value) {.sl_id = (id), .sl_flags = PySlot_INTPTR, .sl_ptr = (void *)(value)}
#  define PySlot_FUNC(id, value) {.sl_id = (id), .sl_func = (void (*)(void))(value)}
#  define PySlot_SIZE(id, value) {.sl_id = (id), .sl_size = (Py_ssize_t)(value)}
#  define PySlot_INT64(id, value) {.sl_id = (id), .sl_int64 = (int64_t)(value)}
#  define PySlot_UINT64(id, value) {.sl_id = (id), .sl_uint64 = (uint64_t)(value)}
#  define PySlot_STATIC_DATA(id, value) {.sl_id = (id), .sl_flags = PySlot_STATIC, .sl_ptr = (void *)(value)}
#  define PySlot_PTR(id, value) {(id), PySlot_INTPTR, {0}, {(void *)(value)}}
#  define PySlot_PTR_STATIC(id, value) {(id), PySlot_INTPTR | PySlot_STATIC, {0}, {(void *)(value)}}
#  define PySlot_END {0}

#  define Py_slot_end 0
#  define Py_slot_subslots 92
#  define Py_slot_invalid 0xffff
#endif

#endif
