// The key of the hashes of str and bytes.
#include "hash.h"

__attribute__((visibility("hidden"))) uint64_t gilded_hash_key[2];
