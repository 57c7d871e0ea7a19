//go:build asan

package conformance

// blinded are the modules that the address sanitizer can't watch, and why. All other builds run them.
var blinded = map[string]string{
	"greenlet._greenlet": "greenlet copies stacks, which the sanitizer takes for overflows",
	"kiwisolver._cext":   "kiwisolver throws C++ exceptions, and the sanitizer found no C++ library when the process began",
	"_sass":              "libsass throws C++ exceptions, as kiwisolver does",
}
