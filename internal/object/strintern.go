package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
)

// Interned strs: of each text there is one, so that names can be compared by address. The table owns a reference, and an
// interned str lives as long as its interpreter. What is interned while the built-in types are made is shared by all
// interpreters, and read without a lock because nothing is added any more. The tables lie in C memory, where the C tier finds names in them.

// textState is what an interpreter knows about text.
type textState struct {
	chars [256]*Object // strs of one character; owned
	bytes [256]*Object // bytes objects of one byte; owned

	emptyBytes *Object
	codecs     codecState
}

const internedImmortal = 2

func isInterned(o *Object) bool { return strHead(o).State&abi.UnicodeInternedMask != 0 }

// findInterned asks the interpreter's table, then the shared one. The C tier does the same.
func findInterned(find func(*abi.DictKeys) *Object) *Object {
	interp := Thread().Interp
	if interp.Interned != nil {
		if o := find(interp.Interned); o != nil {
			return o
		}
	}
	if interp.Shared != nil {
		return find(interp.Shared.Interned)
	}
	return nil
}

// internedEqual finds the str with a hash for which same is true.
func internedEqual(k *abi.DictKeys, hash int, same func(*Object) bool) *Object {
	slot := abi.DictStart(hash, k.Log2Size)
	for step := uint(1); ; step++ {
		i := k.Index(slot)
		if i == abi.DictEmpty {
			return nil
		}
		if e := k.Entry(i); e.Hash == hash && same(e.Key) {
			return e.Key
		}
		slot = abi.DictNext(slot, step, k.Log2Size)
	}
}

// addInterned enters a str, taking over the reference; false, and the reference is given back, if memory is out.
func addInterned(o *Object) bool {
	interp := Thread().Interp
	k := interp.Interned
	if k == nil || k.Usable == 0 {
		log2 := uint8(8)
		if k != nil {
			log2 = k.Log2Size + 1
		}
		bigger := (*abi.DictKeys)(RawAlloc(abi.DictKeysBytes(log2)))
		if bigger == nil {
			Decref(o)
			return false
		}
		bigger.Init(log2)
		if k != nil {
			k.CopyTo(bigger)
			RawFree(unsafe.Pointer(k))
		}
		k, interp.Interned = bigger, bigger
	}
	strHead(o).State = strHead(o).State&^abi.UnicodeInternedMask | internedImmortal
	k.Append(StrHash(o), o, o)
	return true
}

// Intern returns the interned str of a text: BORROWED, alive as long as the interpreter. Nil, and MemoryError, if memory
// is out.
func Intern(s string) *Object {
	text := unsafe.Slice(unsafe.StringData(s), len(s))
	if isASCII(text) {
		hash := ctier.HashKey.Bytes(unsafe.Pointer(unsafe.SliceData(text)), len(text))
		if o := findInterned(func(k *abi.DictKeys) *Object {
			return internedEqual(k, hash, func(o *Object) bool { return StrIsASCII(o) && string(strBytes(o)) == s })
		}); o != nil {
			return o
		}
	}
	var o *Object
	if s == "" { // the empty str is what newStrASCII looks for here
		o = newStrSpace(0, 0)
	} else {
		o = NewStr(s)
	}
	InternInPlace(&o)
	if o == nil || !isInterned(o) {
		XDecref(o)
		return NoMemory()
	}
	Decref(o) // the table keeps it
	return o
}

// InternInPlace replaces a str, a reference to which the caller holds in *p, by the interned one of the same text. A
// subtype's object stays as it is, and so does every str when memory is out.
func InternInPlace(p **Object) {
	o := *p
	if o == nil || !isExactStr(o) || isInterned(o) {
		return
	}
	hash := StrHash(o)
	if known := findInterned(func(k *abi.DictKeys) *Object {
		return internedEqual(k, hash, func(other *Object) bool { return StrEqual(o, other) })
	}); known != nil {
		*p = NewRef(known)
		Decref(o)
		return
	}
	addInterned(NewRef(o))
}
