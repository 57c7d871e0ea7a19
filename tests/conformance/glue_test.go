package conformance

import "github.com/d95905aa/gilded/internal/object"

// glue is what extension modules import from the Python source of their packages, made in Go: the few names that they use.
var glue = map[string]func() *object.Object{}

// defineGlue lets modules import what they need.
func defineGlue(needs []string) {
	for _, name := range needs {
		if make, ok := glue[name]; ok {
			object.DefineModule(name, make)
		}
	}
}
