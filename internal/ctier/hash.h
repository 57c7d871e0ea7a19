/* Hashes that both tiers compute: internal/abi/hash.go is the same text in Go.
   Numbers hash as in CPython, str and bytes with a keyed function of our own.
   No hash is -1. */
#ifndef GILDED_HASH_H
#define GILDED_HASH_H

#include <Python.h>
#include <stdint.h>
#include <string.h>

/* Drawn by Go, set before the first str is hashed, then constant. */
extern uint64_t gilded_hash_key[2];

static inline uint64_t hash_mix(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_read8(const uint8_t *p)
{
    uint64_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline uint64_t hash_read4(const uint8_t *p)
{
    uint32_t v;
    memcpy(&v, p, sizeof v);
    return v;
}

static inline Py_hash_t hash_bytes(const void *data, Py_ssize_t n)
{
    const uint64_t mul0 = 0xa0761d6478bd642f, mul1 = 0xe7037ed1a0b428db;
    const uint8_t *p = data;
    uint64_t seed = gilded_hash_key[0], a, b;
    if (n == 0)
        return 0;
    if (n > 16) {
        const uint8_t *q = p;
        for (; p + n - q > 16; q += 16)
            seed = hash_mix(hash_read8(q) ^ mul0, hash_read8(q + 8) ^ seed);
        a = hash_read8(p + n - 16);
        b = hash_read8(p + n - 8);
    } else if (n >= 8) {
        a = hash_read8(p);
        b = hash_read8(p + n - 8);
    } else if (n >= 4) {
        a = hash_read4(p);
        b = hash_read4(p + n - 4);
    } else {
        a = (uint64_t)p[0] << 16 | (uint64_t)p[n >> 1] << 8 | p[n - 1];
        b = 0;
    }
    Py_hash_t h = (Py_hash_t)hash_mix(mul1 ^ (uint64_t)n, hash_mix(a ^ mul0 ^ gilded_hash_key[1], b ^ seed));
    return h == -1 ? -2 : h;
}

extern void gl_str_settle(void *);

/* The hash of an exact str that was not asked for it before. */
static __attribute__((noinline, unused)) Py_hash_t hash_str_first(PyObject *str)
{
    PyASCIIObject *u = (PyASCIIObject *)str;
    if (!u->state.ready)
        gl_str_settle(str);
    return u->hash = hash_bytes(PyUnicode_DATA(str), u->length * (Py_ssize_t)u->state.kind);
}

/* The hash of an exact str, computed once and kept in the object. */
static inline Py_hash_t hash_str(PyObject *str)
{
    Py_hash_t hash = ((PyASCIIObject *)str)->hash;
    return __builtin_expect(hash != -1, 1) ? hash : hash_str_first(str);
}

/* The hash of an exact int: its value modulo 2**61-1. */
static inline Py_hash_t hash_long(PyObject *v)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    const PyLongObject *l = (const PyLongObject *)v;
    Py_ssize_t size = Py_SIZE(v);
    if (size >= -1 && size <= 1) {
        Py_hash_t h = size * (Py_hash_t)l->ob_digit[0];
        return size == 0 ? 0 : h == -1 ? -2 : h;
    }
    uint64_t x = 0;
    for (Py_ssize_t i = (size < 0 ? -size : size) - 1; i >= 0; i--) {
        x = (x << 30 & modulus) | x >> 31;
        x += l->ob_digit[i];
        if (x >= modulus)
            x -= modulus;
    }
    Py_hash_t h = size < 0 ? -(Py_hash_t)x : (Py_hash_t)x;
    return h == -1 ? -2 : h;
}

#endif
