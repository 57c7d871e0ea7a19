// Tables and addresses that extensions link to and whose C types the public headers do not show.
#define GL_EXPORT __attribute__((visibility("default")))

// 24 bytes at an address that a module may read keys from; CPython's layout has the random bytes first.
GL_EXPORT unsigned char _Py_HashSecret[24];

// Interpreter internals: CPython's own modules read the thread state that holds the GIL from the middle of them. The rest is
// empty, and as large as the structure, which is private to CPython 3.11.
enum { RUNTIME_SIZE = 1 << 18, CURRENT_THREAD = 0x240 };
GL_EXPORT __attribute__((aligned(16))) char _PyRuntime[RUNTIME_SIZE];
__attribute__((visibility("hidden"))) void **const gl_current_thread = (void **)(_PyRuntime + CURRENT_THREAD);

// Filled by gl_fill_tables.
GL_EXPORT unsigned char _PyLong_DigitValue[256], _Py_ascii_whitespace[128], _Py_ctype_tolower[256], _Py_ctype_toupper[256];
GL_EXPORT unsigned int _Py_ctype_table[256];

enum { LOWER = 1, UPPER = 2, DIGIT = 4, XDIGIT = 8, SPACE = 16 };

__attribute__((constructor)) static void gl_fill_tables(void) {
  for (int c = 0; c < 256; c++) {
    int lower = c >= 'a' && c <= 'z', upper = c >= 'A' && c <= 'Z', digit = c >= '0' && c <= '9';
    int space = c == ' ' || (c >= '\t' && c <= '\r');
    _PyLong_DigitValue[c] = digit ? c - '0' : lower ? c - 'a' + 10 : upper ? c - 'A' + 10 : 37;
    _Py_ctype_tolower[c] = upper ? c + 32 : c;
    _Py_ctype_toupper[c] = lower ? c - 32 : c;
    _Py_ctype_table[c] = (lower ? LOWER : 0) | (upper ? UPPER : 0) | (digit ? DIGIT | XDIGIT : 0) |
                         ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') ? XDIGIT : 0) | (space ? SPACE : 0);
    if (c < 128) _Py_ascii_whitespace[c] = space || (c >= 28 && c <= 31);
  }
}
