package interp

import (
	"github.com/d95905aa/gilded/internal/object"
)

// goError is the attribute of an exception that carries the Go error it was made of.
const goError = "__go_error__"

// raiseLoad raises ImportError for what the loader said.
func raiseLoad(err error, name, file string) *object.Object {
	object.RaiseImport(object.ImportError, err.Error(), name, file)
	return attach(err)
}

// raiseMissing is raiseLoad for a module that is nowhere: the text is CPython's, the error has where it was looked for.
func raiseMissing(err error, name string) *object.Object {
	object.RaiseNoModule(name)
	return attach(err)
}

// attach adds a Go error to the exception that is set, and returns nil.
func attach(err error) *object.Object {
	if exc := object.TakeException(); exc != nil {
		AttachError(exc, err)
		return object.GiveException(exc)
	}
	return nil
}

// AttachError makes an exception carry a Go error, as well as memory allows.
func AttachError(exc *object.Object, err error) {
	if v := object.NewGoValue(err); v == nil || !object.SetAttrString(exc, goError, v) {
		object.ClearErr()
		object.XDecref(v)
	} else {
		object.Decref(v)
	}
}

// ErrorOf returns the Go error that an exception carries, nil if none.
func ErrorOf(exc *object.Object) error {
	v, _ := object.LookupAttrString(exc, goError)
	if v == nil {
		object.ClearErr()
		return nil
	}
	defer object.Decref(v)
	if held, ok := object.GoValueOf(v); ok {
		err, _ := held.(error)
		return err
	}
	return nil
}
