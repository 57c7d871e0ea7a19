// Text of the operating system, which is UTF-8. Programs decode their arguments before there is a runtime, so this needs none.
#include "state.h"
#include <locale.h>
#include <string.h>
#include <wchar.h>

GL_EXPORT _Py_error_handler _Py_GetErrorHandler(const char *name) {
  static const struct {
    const char *name;
    _Py_error_handler handler;
  } known[] = {
      {"strict", _Py_ERROR_STRICT},           {"surrogateescape", _Py_ERROR_SURROGATEESCAPE},
      {"replace", _Py_ERROR_REPLACE},         {"ignore", _Py_ERROR_IGNORE},
      {"surrogatepass", _Py_ERROR_SURROGATEPASS}, {"backslashreplace", _Py_ERROR_BACKSLASHREPLACE},
      {"xmlcharrefreplace", _Py_ERROR_XMLCHARREFREPLACE},
  };
  if (name == NULL) return _Py_ERROR_STRICT;
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (strcmp(name, known[i].name) == 0) return known[i].handler;
  return _Py_ERROR_OTHER;
}

static int is_surrogate(uint32_t c) { return c >= 0xd800 && c <= 0xdfff; }

// One character: how many bytes it takes, 0 if they are no UTF-8. Surrogates count as characters.
static int decode_one(const unsigned char *s, uint32_t *c) {
  static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  int n = s[0] < 0x80 ? 1 : s[0] >> 5 == 6 ? 2 : s[0] >> 4 == 14 ? 3 : s[0] >> 3 == 30 ? 4 : 0;
  *c = n == 1 ? s[0] : s[0] & (0x7f >> n);
  for (int i = 1; i < n; i++) {
    if (s[i] >> 6 != 2) return 0; // the zero at the end too
    *c = *c << 6 | (s[i] & 0x3f);
  }
  return n > 1 && (*c < least[n] || *c > 0x10ffff) ? 0 : n;
}

static int possible(_Py_error_handler errors) {
  return errors == _Py_ERROR_STRICT || errors == _Py_ERROR_SURROGATEESCAPE || errors == _Py_ERROR_SURROGATEPASS;
}

// 0, -1 without memory, -2 for what can't be decoded (*length is its position), -3 for another handler than these three.
GL_EXPORT int _Py_DecodeLocaleEx(const char *text, wchar_t **result, size_t *length, const char **reason, int current,
                                 _Py_error_handler errors) {
  if (!possible(errors)) return -3;
  size_t n = strlen(text), at = 0;
  wchar_t *out = n < PY_SSIZE_T_MAX / sizeof(wchar_t) ? PyMem_RawMalloc((n + 1) * sizeof(wchar_t)) : NULL;
  if (out == NULL) return -1;
  const unsigned char *s = (const unsigned char *)text;
  while (*s != 0) {
    uint32_t c;
    int took = decode_one(s, &c);
    if (took > 1 && is_surrogate(c) && errors != _Py_ERROR_SURROGATEPASS) took = 0;
    if (took == 0 && errors == _Py_ERROR_SURROGATEESCAPE) {
      c = 0xdc00 + *s;
      took = 1;
    }
    if (took == 0) {
      PyMem_RawFree(out);
      if (length != NULL) *length = (size_t)(s - (const unsigned char *)text);
      if (reason != NULL) *reason = "decoding error";
      return -2;
    }
    out[at++] = (wchar_t)c;
    s += took;
  }
  out[at] = 0;
  *result = out;
  if (length != NULL) *length = at;
  return 0;
}

// Where the size is wanted, it is -1 without memory. The result is freed with PyMem_RawFree.
GL_EXPORT wchar_t *Py_DecodeLocale(const char *text, size_t *size) {
  wchar_t *result = NULL;
  int r = _Py_DecodeLocaleEx(text, &result, size, NULL, 0, _Py_ERROR_SURROGATEESCAPE);
  if (r != 0 && size != NULL) *size = (size_t)r;
  return r == 0 ? result : NULL;
}

static char *put_utf8(char *p, uint32_t c) {
  static const uint32_t lead[] = {0, 0xc0, 0xe0, 0xf0};
  if (c < 0x80) {
    *p++ = (char)c;
    return p;
  }
  int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
  *p++ = (char)(lead[more] | c >> 6 * more);
  while (more-- > 0) *p++ = (char)(0x80 | (c >> 6 * more & 0x3f));
  return p;
}

static int encode(const wchar_t *text, char **result, size_t *error_position, const char **reason, _Py_error_handler errors,
                  void *(*get)(size_t), void (*release)(void *)) {
  if (!possible(errors)) return -3;
  size_t n = wcslen(text);
  char *out = n < PY_SSIZE_T_MAX / 4 ? get(4 * n + 1) : NULL, *p = out;
  if (out == NULL) return -1;
  for (size_t i = 0; i < n; i++) {
    uint32_t c = (uint32_t)text[i];
    if (errors == _Py_ERROR_SURROGATEESCAPE && c >= 0xdc80 && c <= 0xdcff) {
      *p++ = (char)(c & 0xff);
    } else if (c > 0x10ffff || (is_surrogate(c) && errors != _Py_ERROR_SURROGATEPASS)) {
      release(out);
      if (error_position != NULL) *error_position = i;
      if (reason != NULL) *reason = "encoding error";
      return -2;
    } else {
      p = put_utf8(p, c);
    }
  }
  *p = 0;
  *result = out;
  return 0;
}

// As _Py_DecodeLocaleEx. The result is freed with PyMem_RawFree.
GL_EXPORT int _Py_EncodeLocaleEx(const wchar_t *text, char **result, size_t *error_position, const char **reason, int current,
                                 _Py_error_handler errors) {
  return encode(text, result, error_position, reason, errors, PyMem_RawMalloc, PyMem_RawFree);
}

// The result is freed with PyMem_Free. NULL: where the position is wanted, it is -1 without memory.
GL_EXPORT char *Py_EncodeLocale(const wchar_t *text, size_t *error_position) {
  char *result = NULL;
  if (error_position != NULL) *error_position = (size_t)-1;
  encode(text, &result, error_position, NULL, _Py_ERROR_SURROGATEESCAPE, PyMem_Malloc, PyMem_Free);
  return result;
}

// What the environment says of a category, set: a name that the next setlocale may overwrite.
GL_EXPORT char *_Py_SetLocaleFromEnv(int category) { return setlocale(category, ""); }
