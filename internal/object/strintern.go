package object

import (
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Interned strs: of each text there is one, so that names can be compared by address. The table owns a reference, and an
// interned str lives as long as its interpreter. What is interned while the built-in types are made is shared by all
// interpreters, and read without a lock because nothing is added any more.

// textState is what an interpreter knows about text.
type textState struct {
	interned map[string]*Object // the keys are the characters themselves where they are ASCII
	chars    [256]*Object       // strs of one character; owned
	bytes    [256]*Object       // bytes objects of one byte; owned

	emptyBytes *Object
	codecs     codecState
}

const internedImmortal = 2

func isInterned(o *Object) bool { return strHead(o).State&abi.UnicodeInternedMask != 0 }

func findInterned(text string) *Object {
	if o := State().text.interned[text]; o != nil {
		return o
	}
	return bootState.text.interned[text]
}

// addInterned takes over the reference.
func addInterned(key string, o *Object) {
	t := &State().text
	if t.interned == nil {
		t.interned = map[string]*Object{}
	}
	if strIsASCII(o) {
		key = unsafe.String((*byte)(StrData(o)), StrLen(o))
	}
	strHead(o).State = strHead(o).State&^abi.UnicodeInternedMask | internedImmortal
	StrHash(o)
	t.interned[key] = o
}

// Intern returns the interned str of a text: BORROWED, alive as long as the interpreter. Nil if memory is out.
func Intern(s string) *Object {
	if o := findInterned(s); o != nil {
		return o
	}
	var o *Object
	if s == "" { // the empty str is what newStrASCII looks for here
		if o = newStrSpace(0, 0); o == nil {
			return nil
		}
	} else if o = NewStr(s); o == nil {
		return nil
	}
	addInterned(StrOf(o), o)
	return o
}

// InternInPlace replaces a str, a reference to which the caller holds in *p, by the interned one of the same text. A
// subtype's object stays as it is.
func InternInPlace(p **Object) {
	o := *p
	if o == nil || !isExactStr(o) || isInterned(o) {
		return
	}
	var key string
	if strIsASCII(o) {
		key = unsafe.String((*byte)(StrData(o)), StrLen(o))
	} else {
		key = StrOf(o)
	}
	if known := findInterned(key); known != nil {
		*p = NewRef(known)
		Decref(o)
		return
	}
	addInterned(key, NewRef(o))
}
