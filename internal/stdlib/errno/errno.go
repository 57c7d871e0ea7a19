// Package errno is the module errno: the system's error numbers by name, and their names by number.
package errno

import (
	"golang.org/x/sys/unix"

	"github.com/d95905aa/gilded/internal/object"
)

// last is the highest number that CPython 3.11 knows on Linux.
const last = unix.ERFKILL

// names are those that a number has in CPython, where package unix has another one or fewer. The last one is the number's name
// in errorcode.
var names = map[unix.Errno][]string{
	unix.EAGAIN: {"EWOULDBLOCK", "EAGAIN"}, unix.EDEADLK: {"EDEADLK", "EDEADLOCK"}, unix.ENOTSUP: {"EOPNOTSUPP", "ENOTSUP"}, unix.EUCLEAN: {"EUCLEAN"},
}

const doc = "The system's error numbers by name. The dict errorcode has their names by number."

func init() {
	empty := object.GoModule("errno", doc, &[]object.Method{})
	object.DefineModule("errno", func() *object.Object {
		m := empty()
		if m != nil && !fill(m) {
			object.Decref(m)
			return nil
		}
		return m
	})
}

func fill(m *object.Object) bool {
	codes := object.NewDict()
	if codes == nil {
		return false
	}
	defer object.Decref(codes)
	for number := unix.Errno(1); number <= last; number++ {
		of, more := names[number]
		if !more {
			of = []string{unix.ErrnoName(number)}
		}
		if of[0] != "" && !add(m, codes, number, of) {
			return false
		}
	}
	return object.SetAttrString(m, "errorcode", codes)
}

func add(m, codes *object.Object, number unix.Errno, of []string) bool {
	n := object.NewInt(int64(number))
	if n == nil {
		return false
	}
	defer object.Decref(n)
	for _, name := range of {
		text := object.NewStr(name)
		if text == nil {
			return false
		}
		ok := object.SetAttr(m, text, n) && object.DictSet(codes, n, text)
		object.Decref(text)
		if !ok {
			return false
		}
	}
	return true
}
