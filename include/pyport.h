/* pyport.h: the basic types, the words that a compiler needs to hear, and how symbols are exported. */
#ifndef GILDED_PYPORT_H
#define GILDED_PYPORT_H

#include "patchlevel.h"
#include "pyconfig.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>
#if !defined(Py_LIMITED_API) || GILDED_API_LEVEL < 0x030b0000
#  include <errno.h>
#  include <stdio.h>
#  include <stdlib.h>
#  include <string.h>
#endif

/* Casts that C++ accepts without a warning where it has a stricter spelling. */
#define _Py_CAST(type, expr) ((type)(expr))
#ifdef __cplusplus
#  define _Py_STATIC_CAST(type, expr) static_cast<type>(expr)
#  define _Py_NULL nullptr
#else
#  define _Py_STATIC_CAST(type, expr) ((type)(expr))
#  define _Py_NULL NULL
#endif

typedef ssize_t Py_ssize_t;
typedef Py_ssize_t Py_hash_t;
typedef size_t Py_uhash_t;
typedef Py_ssize_t Py_ssize_clean_t;
typedef uintptr_t Py_uintptr_t;
typedef intptr_t Py_intptr_t;

#define PY_SSIZE_T_MAX SSIZE_MAX
#define PY_SSIZE_T_MIN (-PY_SSIZE_T_MAX - 1)
#define PY_SIZE_MAX SIZE_MAX
#define PY_FORMAT_SIZE_T "z"
#define SIZEOF_PY_HASH_T SIZEOF_SIZE_T
#define SIZEOF_PY_UHASH_T SIZEOF_SIZE_T

#ifndef HAVE_LONG_LONG
#  define HAVE_LONG_LONG 1
#endif
#define PY_LONG_LONG long long
#define PY_LLONG_MIN LLONG_MIN
#define PY_LLONG_MAX LLONG_MAX
#define PY_ULLONG_MAX ULLONG_MAX
#define PY_INT32_T int32_t
#define PY_UINT32_T uint32_t
#define PY_INT64_T int64_t
#define PY_UINT64_T uint64_t
#define PY_DWORD_MAX 4294967295U
#define Py_LL(x) x##LL
#define Py_ULL(x) x##ULL

#ifdef WORDS_BIGENDIAN
#  define PY_BIG_ENDIAN 1
#  define PY_LITTLE_ENDIAN 0
#else
#  define PY_BIG_ENDIAN 0
#  define PY_LITTLE_ENDIAN 1
#endif

/* gcc and clang are the compilers that gilded supports; both know these attributes. */
#define Py_GCC_ATTRIBUTE(x) __attribute__(x)
#define Py_ALIGNED(x) __attribute__((aligned(x)))
#define Py_DEPRECATED(version) __attribute__((__deprecated__))
#define Py_ALWAYS_INLINE __attribute__((always_inline))
#define Py_NO_INLINE __attribute__((noinline))
#define _Py_NO_RETURN __attribute__((__noreturn__))
#define _Py_HOT_FUNCTION __attribute__((hot))
#define _Py_COMP_DIAG_PUSH _Pragma("GCC diagnostic push")
#define _Py_COMP_DIAG_IGNORE_DEPR_DECLS _Pragma("GCC diagnostic ignored \"-Wdeprecated-declarations\"")
#define _Py_COMP_DIAG_POP _Pragma("GCC diagnostic pop")
#ifdef __has_builtin
#  define _Py__has_builtin(x) __has_builtin(x)
#else
#  define _Py__has_builtin(x) 0
#endif

#define Py_LOCAL(type) static type
#define Py_LOCAL_INLINE(type) static inline type
#define Py_FORCE_EXPANSION(x) x
#define Py_VA_COPY va_copy
#if !defined(Py_LIMITED_API) || GILDED_API_LEVEL < 0x030b0000
#  define Py_MEMCPY memcpy
#endif
#define Py_ARITHMETIC_RIGHT_SHIFT(type, i, j) ((i) >> (j))
#ifdef Py_DEBUG
#  define Py_SAFE_DOWNCAST(value, wide, narrow) \
      (assert((wide)(narrow)(value) == (value)), _Py_STATIC_CAST(narrow, (value)))
#else
#  define Py_SAFE_DOWNCAST(value, wide, narrow) _Py_STATIC_CAST(narrow, (value))
#endif

/* An extension imports these symbols and the runtime defines them; the visibility is the same on both sides, so a file that
   is compiled with -fvisibility=hidden exports the API and nothing else. */
#define Py_IMPORTED_SYMBOL __attribute__((visibility("default")))
#define Py_EXPORTED_SYMBOL __attribute__((visibility("default")))
#define Py_LOCAL_SYMBOL __attribute__((visibility("hidden")))
#define PyAPI_FUNC(type) extern Py_EXPORTED_SYMBOL type
#define PyAPI_DATA(type) extern Py_EXPORTED_SYMBOL type
#ifdef __cplusplus
#  define PyMODINIT_FUNC extern "C" Py_EXPORTED_SYMBOL PyObject *
#else
#  define PyMODINIT_FUNC Py_EXPORTED_SYMBOL PyObject *
#endif

#endif
