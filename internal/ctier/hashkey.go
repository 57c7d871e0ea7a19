package ctier

/*
#include <stdint.h>
extern uint64_t gilded_hash_key[2];
*/
import "C"

import (
	"crypto/rand"
	"unsafe"

	"github.com/d95905aa/gilded/internal/hash"
)

// HashKey is the key that str and bytes are hashed with, in C's memory so that both tiers use the same.
var HashKey = drawHashKey()

func drawHashKey() *hash.Key {
	key := (*hash.Key)(unsafe.Pointer(&C.gilded_hash_key))
	rand.Read(unsafe.Slice((*byte)(unsafe.Pointer(key)), unsafe.Sizeof(*key)))
	return key
}
