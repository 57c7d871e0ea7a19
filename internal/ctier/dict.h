/* The memory of a dict, and the lookups in it that need no decision.
   internal/abi/dict.go states the same layout, with the rules that bind both
   tiers; nothing here allocates, releases a reference or runs foreign code. */
#ifndef GILDED_DICT_H
#define GILDED_DICT_H

#include "hash.h"

enum { DICT_EMPTY = -1, DICT_DUMMY = -2, DICT_MIN_LOG2 = 3 };

/* What a lookup answers when it found no entry. */
enum { DICT_ABSENT = -1, DICT_DECIDE = -2 };

typedef struct _dictkeysobject {
    uint8_t log2_size;
    uint8_t log2_width;
    uint8_t unused[2];
    uint32_t stamp;
    int64_t usable;
    int64_t nentries;
} DictKeys;

typedef struct {
    Py_hash_t hash;
    PyObject *key;
    PyObject *value;
} DictEntry;

static inline int64_t dict_usable(int log2)
{
    return ((int64_t)1 << log2) * 2 / 3;
}

static inline int dict_log2_width(int log2)
{
    return log2 < 8 ? 0 : log2 < 16 ? 1 : log2 < 32 ? 2 : 3;
}

static inline size_t dict_keys_bytes(int log2)
{
    return sizeof(DictKeys) + ((size_t)1 << (log2 + dict_log2_width(log2)))
        + (size_t)dict_usable(log2) * sizeof(DictEntry);
}

static inline void dict_keys_init(DictKeys *k, int log2)
{
    memset(k, 0, sizeof *k);
    k->log2_size = (uint8_t)log2;
    k->log2_width = (uint8_t)dict_log2_width(log2);
    k->usable = dict_usable(log2);
    memset(k + 1, 0xff, (size_t)1 << (log2 + k->log2_width));
}

static inline int64_t dict_index(const DictKeys *k, uint64_t i)
{
    switch (k->log2_width) {
    case 0: return ((const int8_t *)(k + 1))[i];
    case 1: return ((const int16_t *)(k + 1))[i];
    case 2: return ((const int32_t *)(k + 1))[i];
    }
    return ((const int64_t *)(k + 1))[i];
}

static inline void dict_set_index(DictKeys *k, uint64_t i, int64_t entry)
{
    switch (k->log2_width) {
    case 0: ((int8_t *)(k + 1))[i] = (int8_t)entry; return;
    case 1: ((int16_t *)(k + 1))[i] = (int16_t)entry; return;
    case 2: ((int32_t *)(k + 1))[i] = (int32_t)entry; return;
    }
    ((int64_t *)(k + 1))[i] = entry;
}

static inline DictEntry *dict_entries(const DictKeys *k)
{
    return (DictEntry *)((char *)(k + 1) + ((size_t)1 << (k->log2_size + k->log2_width)));
}

static inline uint64_t dict_start(Py_hash_t hash, int log2)
{
    return (uint64_t)hash * 0x9e3779b97f4a7c15u >> (64 - log2);
}

/* Two exact strs with equal hashes. */
static inline int dict_str_equal(PyObject *a, PyObject *b)
{
    const PyASCIIObject *x = (const PyASCIIObject *)a, *y = (const PyASCIIObject *)b;
    return x->length == y->length && x->state.kind == y->state.kind
        && memcmp(PyUnicode_DATA(a), PyUnicode_DATA(b), (size_t)x->length * x->state.kind) == 0;
}

/* Two exact ints. */
static inline int dict_long_equal(PyObject *a, PyObject *b)
{
    Py_ssize_t size = Py_SIZE(a);
    if (size != Py_SIZE(b))
        return 0;
    return memcmp(((PyLongObject *)a)->ob_digit, ((PyLongObject *)b)->ob_digit,
                  (size_t)(size < 0 ? -size : size) * sizeof(digit)) == 0;
}

/* The entry of an exact str. DICT_DECIDE: a key that is neither str nor int
   has the same hash, and only its __eq__ can tell. An int never equals a str. */
static inline int64_t dict_find_str(const DictKeys *k, PyObject *key, Py_hash_t hash)
{
    if (k == NULL)
        return DICT_ABSENT;
    const DictEntry *entries = dict_entries(k);
    uint64_t mask = ((uint64_t)1 << k->log2_size) - 1;
    uint64_t slot = dict_start(hash, k->log2_size);
    for (uint64_t step = 1;; slot = (slot + step++) & mask) {
        int64_t i = dict_index(k, slot);
        if (i >= 0) {
            const DictEntry *e = &entries[i];
            if (e->key == key)
                return i;
            if (e->hash != hash)
                continue;
            if (Py_IS_TYPE(e->key, &PyUnicode_Type)) {
                if (dict_str_equal(e->key, key))
                    return i;
            } else if (!Py_IS_TYPE(e->key, &PyLong_Type)) {
                return DICT_DECIDE;
            }
        } else if (i == DICT_EMPTY) {
            return DICT_ABSENT;
        }
    }
}

/* The entry of an exact int, likewise. */
static inline int64_t dict_find_long(const DictKeys *k, PyObject *key, Py_hash_t hash)
{
    if (k == NULL)
        return DICT_ABSENT;
    const DictEntry *entries = dict_entries(k);
    uint64_t mask = ((uint64_t)1 << k->log2_size) - 1;
    uint64_t slot = dict_start(hash, k->log2_size);
    for (uint64_t step = 1;; slot = (slot + step++) & mask) {
        int64_t i = dict_index(k, slot);
        if (i >= 0) {
            const DictEntry *e = &entries[i];
            if (e->key == key)
                return i;
            if (e->hash != hash)
                continue;
            if (Py_IS_TYPE(e->key, &PyLong_Type)) {
                if (dict_long_equal(e->key, key))
                    return i;
            } else if (!Py_IS_TYPE(e->key, &PyUnicode_Type)) {
                return DICT_DECIDE;
            }
        } else if (i == DICT_EMPTY) {
            return DICT_ABSENT;
        }
    }
}

/* Stores an entry for a key that is not in the table, which has room for it
   (usable > 0). Takes over the references to key and value. */
static inline void dict_append(DictKeys *k, Py_hash_t hash, PyObject *key, PyObject *value)
{
    uint64_t mask = ((uint64_t)1 << k->log2_size) - 1;
    uint64_t slot = dict_start(hash, k->log2_size);
    for (uint64_t step = 1; dict_index(k, slot) >= 0; step++)
        slot = (slot + step) & mask;
    dict_set_index(k, slot, k->nentries);
    dict_entries(k)[k->nentries] = (DictEntry){hash, key, value};
    k->nentries++;
    k->usable--;
}

/* Empties a live entry; its references are the caller's, who has read them. */
static inline void dict_remove(DictKeys *k, int64_t entry)
{
    DictEntry *e = &dict_entries(k)[entry];
    uint64_t mask = ((uint64_t)1 << k->log2_size) - 1;
    uint64_t slot = dict_start(e->hash, k->log2_size);
    for (uint64_t step = 1; dict_index(k, slot) != entry; step++)
        slot = (slot + step) & mask;
    dict_set_index(k, slot, DICT_DUMMY);
    e->key = e->value = NULL;
}

#endif
