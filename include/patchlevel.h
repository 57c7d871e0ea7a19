/* patchlevel.h: the version of the C API that these headers describe. */
#ifndef GILDED_PATCHLEVEL_H
#define GILDED_PATCHLEVEL_H

/* Tells gilded's headers from CPython's. */
#define GILDED 1

#define PY_RELEASE_LEVEL_ALPHA 0xA
#define PY_RELEASE_LEVEL_BETA 0xB
#define PY_RELEASE_LEVEL_GAMMA 0xC
#define PY_RELEASE_LEVEL_FINAL 0xF

#define PY_MAJOR_VERSION 3
#define PY_MINOR_VERSION 11
#define PY_MICRO_VERSION 2
#define PY_RELEASE_LEVEL PY_RELEASE_LEVEL_FINAL
#define PY_RELEASE_SERIAL 0
#define PY_VERSION "3.11.2"
#define PY_VERSION_HEX 0x030b02f0

/* One number that every version guard of these headers compares with. An empty Py_LIMITED_API, or the value 3, means the
   oldest level. Without it the level is that of the layouts, so a name that a later version introduced stays free for
   sources that bring their own. The runtime itself (GILDED_BUILD) sees everything. */
#if defined(GILDED_BUILD)
#  define GILDED_API_LEVEL 0x7f000000
#elif !defined(Py_LIMITED_API)
#  define GILDED_API_LEVEL 0x030b00ff
#elif Py_LIMITED_API + 0 < 0x03020000
#  define GILDED_API_LEVEL 0x03020000
#else
#  define GILDED_API_LEVEL Py_LIMITED_API
#endif

#endif
