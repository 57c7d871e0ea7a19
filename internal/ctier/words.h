// What follows a format in a variadic call, as words that Go reads.
#ifndef GL_WORDS_H
#define GL_WORDS_H

#include "zup.h"
#include "upcall.h"
#include <alloca.h>
#include <stdarg.h>

// For PyUnicode_FromFormat: fills words, or only counts them if it is NULL.
GL_HIDDEN int gl_text_words(const char *format, va_list va, gl_word *words);

// For Py_BuildValue: the same. Every conversion is at least one character, and takes at most two words.
GL_HIDDEN int gl_build_words(const char *format, va_list va, gl_word *words);

// The words of a format, in the caller's frame.
#define TAKE_WORDS(words, take, format, va)                                                                                        \
  gl_word *words;                                                                                                                  \
  do {                                                                                                                             \
    va_list again_;                                                                                                                \
    va_copy(again_, va);                                                                                                           \
    words = alloca((size_t)(take(format, again_, NULL) + 1) * sizeof(gl_word));                                                    \
    va_end(again_);                                                                                                                \
    take(format, va, words);                                                                                                       \
  } while (0)

#endif
