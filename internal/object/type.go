package object

import (
	"sync/atomic"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// TypeName is tp_name: with the module in front for most static types, as it is in error messages.
func TypeName(t *Type) string { return ctier.GoString(t.Name) }

// ShortName is tp_name behind its last dot: __name__.
func ShortName(t *Type) string {
	if t.Flags&abi.TPFlagsHeaptype != 0 {
		return StrOf((*abi.HeapType)(unsafe.Pointer(t)).HTName)
	}
	name := TypeName(t)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return name[i+1:]
		}
	}
	return name
}

// IsSubtype tells whether a is b or derives from it. It runs no code.
func IsSubtype(a, b *Type) bool {
	if a == b {
		return true
	}
	if a.MRO != nil {
		for _, t := range TupleItems(a.MRO) {
			if t == Head(b) {
				return true
			}
		}
		return false
	}
	for t := a; t != nil; t = t.Base { // not ready yet
		if t == b {
			return true
		}
	}
	return b == ObjectType
}

// Version tags. 0 is no tag; a type gets one when something of it is first cached, and loses it when it changes.
var lastVersion atomic.Uint32

func assignVersion(t *Type) bool {
	if t.Flags&abi.TPFlagsValidVersionTag != 0 {
		return true
	}
	if t.Flags&abi.TPFlagsReady == 0 {
		return false
	}
	for _, b := range TupleItems(t.Bases) {
		if Is(b, TypeType) && !assignVersion(As[*Type](b)) {
			return false
		}
	}
	v := lastVersion.Add(1)
	if v == 0 {
		lastVersion.Store(^uint32(0)) // used up: nothing more is cached
		return false
	}
	t.VersionTag = v
	t.Flags |= abi.TPFlagsValidVersionTag
	return true
}

// Modified forgets what is cached of a type and its subtypes: it is PyType_Modified.
func Modified(t *Type) {
	if t.Flags&abi.TPFlagsValidVersionTag == 0 {
		return
	}
	t.Flags &^= abi.TPFlagsValidVersionTag
	t.VersionTag = 0
	for _, sub := range State().subclasses[t] {
		Modified(sub)
	}
}

func cacheEntry(version uint32, name *Object) *abi.MethodCacheEntry {
	cache := Thread().Interp.MethodCache
	i := (uintptr(version) ^ uintptr(unsafe.Pointer(name))>>4) & (abi.MethodCacheSize - 1)
	return &cache[i]
}

// Lookup finds a name in the dicts of a type's MRO. The result is borrowed; nil, and no error, if there is none. It runs
// no code when name is an interned string.
func Lookup(t *Type, name *Object) *Object {
	if t.Flags&abi.TPFlagsValidVersionTag != 0 {
		e := cacheEntry(t.VersionTag, name)
		if e.Version == t.VersionTag && e.Name == name {
			return e.Value
		}
	}
	v, ok := lookupUncached(t, name)
	if !ok {
		ClearErr()
		return nil
	}
	if isInterned(name) && assignVersion(t) {
		*cacheEntry(t.VersionTag, name) = abi.MethodCacheEntry{Version: t.VersionTag, Name: name, Value: v}
	}
	return v
}

// lookupUncached is false with an exception that comparing names raised. One that was set before stays.
func lookupUncached(t *Type, name *Object) (v *Object, ok bool) {
	mro := t.MRO
	if mro == nil {
		if t.Dict == nil {
			return nil, true
		}
		return DictGet(t.Dict, name)
	}
	Incref(mro) // a comparison of keys may replace it
	defer Decref(mro)
	for _, c := range TupleItems(mro) {
		dict := As[*Type](c).Dict
		if dict == nil {
			continue
		}
		if v, ok = DictGet(dict, name); v != nil || !ok {
			return v, ok
		}
	}
	return nil, true
}

// LookupString is Lookup for a name given as a Go string.
func LookupString(t *Type, name string) *Object { return Lookup(t, Intern(name)) }

// Qualname is __qualname__.
func Qualname(t *Type) *Object { return typeQualname(Head(t)) }

// ShortNameC is the part of tp_name behind its last dot, as a C string in tp_name.
func ShortNameC(t *Type) *byte {
	name := TypeName(t)
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			return (*byte)(unsafe.Add(unsafe.Pointer(t.Name), i+1))
		}
	}
	return t.Name
}

// ClearMethodCache forgets all cached lookups and returns the last version tag that was given out.
func ClearMethodCache() uint32 {
	clear(Thread().Interp.MethodCache[:])
	return lastVersion.Load()
}
