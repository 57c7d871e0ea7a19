// The key of the hashes of str and bytes.
#include "hash.h"
#include "state.h"

__attribute__((visibility("hidden"))) uint64_t gilded_hash_key[2];

static Py_hash_t hash(const void *data, Py_ssize_t n) { return hash_bytes(data, n); }

// What hashes str and bytes: sys.hash_info says the same.
GL_EXPORT PyHash_FuncDef *PyHash_GetFuncDef(void) {
  static PyHash_FuncDef def = {hash, "gilded", 64, 128};
  return &def;
}
