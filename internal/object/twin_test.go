package object_test

import (
	"math/big"
	"strconv"
	"testing"
	"unsafe"

	"github.com/ebitengine/purego"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/d95905aa/gilded/internal/object"
)

// The C tier against the Go tier: the same operation on the same objects, once through the exported C function and once
// through its Go twin.

// cFunc calls an exported C function whose arguments and result are words.
func cFunc(t *testing.T, name string) func(args ...any) uintptr {
	self, err := purego.Dlopen("", purego.RTLD_NOW)
	require.NoError(t, err)
	fn, err := purego.Dlsym(self, name)
	require.NoError(t, err, "the test binary exports the C API")
	return func(args ...any) uintptr {
		var words []uintptr
		for _, a := range args {
			switch a := a.(type) {
			case *object.Object:
				words = append(words, uintptr(unsafe.Pointer(a)))
			case int:
				words = append(words, uintptr(a))
			}
		}
		r, _, _ := purego.SyscallN(fn, words...)
		return r
	}
}

func asObject(word uintptr) *object.Object {
	return *(**object.Object)(unsafe.Pointer(&word))
}

// text is an object's repr, or the exception that is set instead of it; it takes over the reference.
func text(o *object.Object) string {
	if o == nil {
		class, value, traceback := object.FetchErr()
		defer object.XDecref(traceback)
		defer object.XDecref(value)
		defer object.XDecref(class)
		return "raised " + object.ReprOf(class) + object.ReprOf(value)
	}
	defer object.Decref(o)
	return object.ReprOf(o)
}

// anInt draws ints at the borders of digits and words more often than others.
func anInt(t *rapid.T, label string) *object.Object {
	n := new(big.Int).Lsh(big.NewInt(1), uint(rapid.SampledFrom([]int{0, 1, 8, 29, 30, 31, 59, 60, 61, 62, 63, 64, 90}).Draw(t, label+" bits")))
	n.Add(n, big.NewInt(rapid.Int64Range(-300, 300).Draw(t, label+" offset")))
	if rapid.Bool().Draw(t, label+" negative") {
		n.Neg(n)
	}
	return object.NewBig(n)
}

func TestTwinsOfInts(t *testing.T) {
	binary := map[string]func(a, b *object.Object) *object.Object{
		"PyNumber_Add": object.Add, "PyNumber_Subtract": object.Subtract, "PyNumber_Multiply": object.Multiply,
		"PyNumber_FloorDivide": object.FloorDivide, "PyNumber_Remainder": object.Remainder,
		"PyNumber_And": object.And, "PyNumber_Or": object.Or, "PyNumber_Xor": object.Xor,
	}
	inC := map[string]func(...any) uintptr{}
	for _, name := range []string{"PyObject_RichCompareBool", "PyObject_Hash", "PyObject_Repr", "PyNumber_Negative"} {
		inC[name] = cFunc(t, name)
	}
	for name := range binary {
		inC[name] = cFunc(t, name)
	}
	withRuntime(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			a, b := anInt(t, "a"), anInt(t, "b")
			defer object.Decref(a)
			defer object.Decref(b)
			for name, twin := range binary {
				require.Equal(t, text(twin(a, b)), text(asObject(inC[name](a, b))), name)
			}
			for op := range 6 {
				require.Equal(t, object.RichCompareBool(a, b, int32(op)), int32(inC["PyObject_RichCompareBool"](a, b, op)), "comparison %d", op)
			}
			require.Equal(t, object.Hash(a), int(inC["PyObject_Hash"](a)))
			require.Equal(t, text(object.Repr(a)), text(asObject(inC["PyObject_Repr"](a))))
		})
	})
}

// aKey draws keys that collide with each other often, and some that only Go can compare.
func aKey(t *rapid.T) *object.Object {
	switch n := rapid.IntRange(0, 39).Draw(t, "key"); {
	case n < 15:
		return object.NewInt(int64(n) << 32)
	case n < 30:
		return object.NewStr("key " + string(rune('a'+n)))
	case n < 35:
		return object.NewFloat(float64(int64(n-30) << 32))
	default:
		return object.Pack(object.None, object.True)
	}
}

func TestTwinsOfDicts(t *testing.T) {
	get, set, del := cFunc(t, "PyDict_GetItemWithError"), cFunc(t, "PyDict_SetItem"), cFunc(t, "PyDict_DelItem")
	withRuntime(t, func() {
		rapid.Check(t, func(t *rapid.T) {
			d := object.NewDict()
			defer object.Decref(d)
			model := map[string]int64{}
			for range rapid.IntRange(1, 120).Draw(t, "steps") {
				key := aKey(t)
				hash := object.Hash(key)
				name := strconv.Itoa(hash) // equal keys hash alike; the others drawn here do not
				inGo := rapid.Bool().Draw(t, "in Go")
				want, known := model[name]
				found, ok := object.DictGet(d, key)
				require.True(t, ok)
				require.Equal(t, found, asObject(get(d, key)), "both tiers find the same")
				require.Equal(t, known, found != nil)
				if known {
					got, _ := object.AsInt64(found)
					require.Equal(t, want, got)
				}
				switch {
				case known && rapid.Bool().Draw(t, "delete"):
					if inGo {
						require.True(t, object.DictDel(d, key))
					} else {
						require.Equal(t, 0, int(int32(del(d, key))))
					}
					delete(model, name)
				default:
					n := rapid.Int64Range(0, 1000).Draw(t, "value")
					value := object.NewInt(n)
					if inGo {
						require.True(t, object.DictSet(d, key, value))
					} else {
						require.Equal(t, 0, int(int32(set(d, key, value))))
					}
					object.Decref(value)
					model[name] = n
				}
				object.Decref(key)
				require.Equal(t, len(model), object.DictLen(d))
			}
		})
	})
}
