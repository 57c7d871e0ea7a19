package copyreg

import (
	"github.com/d95905aa/gilded/internal/object"
)

// registries are the two dicts of extension codes: from what they stand for to the codes, and back. New references.
func registries() (codes, keys *Object) {
	codes, keys = attribute("_extension_registry"), attribute("_inverted_registry")
	if codes == nil || keys == nil {
		object.XDecref(codes)
		object.XDecref(keys)
		return nil, nil
	}
	return codes, keys
}

// known says whether a code and a key belong together: 1, 0, -1.
func known(codes, keys, key, code *Object) int32 {
	for _, pair := range [][3]*Object{{codes, key, code}, {keys, code, key}} {
		v, ok := object.DictGet(pair[0], pair[1])
		switch {
		case !ok:
			return -1
		case v == nil:
			return 0
		}
		object.Incref(v)
		equal := object.RichCompareBool(v, pair[2], 2)
		object.Decref(v)
		if equal <= 0 {
			return equal
		}
	}
	return 1
}

// taken raises if a key, or a code, has a partner in its dict already.
func taken(dict, key *Object, format string) bool {
	v, ok := object.DictGet(dict, key)
	if !ok {
		return true
	}
	if v != nil {
		object.Raise(object.ValueError, format, object.TextOf(key), object.TextOf(v))
		return true
	}
	return false
}

func addExtension(a []*Object) *Object {
	code := object.CallArgs(object.Head(object.LongType), a[2])
	if code == nil {
		return nil
	}
	defer object.Decref(code)
	n, ok := object.AsInt64(code)
	if !ok {
		object.ClearErr()
	}
	if !ok || n < 1 || n > 0x7fffffff {
		return object.Raise(object.ValueError, "code out of range")
	}
	codes, keys := registries()
	if codes == nil {
		return nil
	}
	defer object.Decref(codes)
	defer object.Decref(keys)
	key := object.Pack(a[0], a[1])
	if key == nil {
		return nil
	}
	defer object.Decref(key)
	if r := known(codes, keys, key, code); r != 0 {
		return object.NoneIf(r > 0)
	}
	if taken(codes, key, "key %s is already registered with code %s") || taken(keys, code, "code %s is already in use for key %s") {
		return nil
	}
	return object.NoneIf(object.DictSet(codes, key, code) && object.DictSet(keys, code, key))
}

func removeExtension(a []*Object) *Object {
	codes, keys := registries()
	if codes == nil {
		return nil
	}
	defer object.Decref(codes)
	defer object.Decref(keys)
	key := object.Pack(a[0], a[1])
	if key == nil {
		return nil
	}
	defer object.Decref(key)
	switch known(codes, keys, key, a[2]) {
	case -1:
		return nil
	case 0:
		return object.Raise(object.ValueError, "key %s is not registered with code %s", object.TextOf(key), object.TextOf(a[2]))
	}
	if !object.DictDel(codes, key) || !object.DictDel(keys, a[2]) {
		return nil
	}
	cache := attribute("_extension_cache")
	if cache == nil {
		return nil
	}
	defer object.Decref(cache)
	has := object.Contains(cache, a[2])
	return object.NoneIf(has == 0 || has > 0 && object.DelItem(cache, a[2]))
}

func clearCache() bool {
	cache := attribute("_extension_cache")
	if cache == nil {
		return false
	}
	defer object.Decref(cache)
	r := object.CallMethod(cache, "clear")
	object.XDecref(r)
	return r != nil
}
