package pyeval

import (
	"github.com/d95905aa/gilded/internal/object"
)

// Raised is an exception that was taken from the thread's error indicator. It owns its references until Release.
type Raised struct {
	Type, Value, Traceback *object.Object // normalized; Traceback may be nil

	placed bool // the frame of the program that runs is in the traceback
}

// TakeRaised takes the exception that is set.
func TakeRaised() *Raised {
	t, v, tb := object.Normalize(object.FetchErr())
	return &Raised{Type: t, Value: v, Traceback: tb}
}

// Restore sets the exception again, and gives it its references.
func (r *Raised) Restore() {
	object.RestoreErr(r.Type, r.Value, r.Traceback)
	*r = Raised{}
}

// Release gives the references back: it may run code.
func (r *Raised) Release() {
	for _, o := range []*object.Object{r.Type, r.Value, r.Traceback} {
		object.XDecref(o)
	}
	*r = Raised{}
}

// Error is the exception as the last line of a traceback shows it: "module.Type: text".
func (r *Raised) Error() string { return Describe(r.Value) }

// Describe writes an exception as the last line of a traceback shows it.
func Describe(exception *object.Object) string {
	name := typeName(exception.Type)
	text := object.Str(exception)
	if text == nil {
		object.ClearErr()
		return name + ": <exception str() failed>"
	}
	defer object.Decref(text)
	if object.StrLen(text) == 0 {
		return name
	}
	return name + ": " + object.StrOf(text)
}

// typeName is the qualified name of a type, with the module in front unless it is builtins.
func typeName(t *object.Type) string {
	part := func(name string) string {
		value := object.GetAttrString(object.Head(t), name)
		if value == nil {
			object.ClearErr()
			return ""
		}
		defer object.Decref(value)
		if !object.IsStr(value) {
			return ""
		}
		return object.StrOf(value)
	}
	module, name := part("__module__"), part("__qualname__")
	if module == "" || module == "builtins" {
		return name
	}
	return module + "." + name
}
