//go:build asan

package conformance

import (
	"os"
	"strings"
)

// blinded are the modules that the address sanitizer can't watch, and why. All other builds run them.
var blinded = map[string]string{
	"greenlet._greenlet": "greenlet copies stacks, which the sanitizer takes for overflows",
}

// The sanitizer looks for what throws C++ exceptions when the process begins, and ends it later if there was nothing: so
// make asan has the C++ library loaded by then.
func init() {
	if strings.Contains(os.Getenv("LD_PRELOAD"), "libstdc++") {
		return
	}
	for _, name := range []string{"_sass", "kiwisolver._cext"} {
		blinded[name] = "it throws C++ exceptions, and the sanitizer found no C++ library when the process began: see make asan"
	}
}
