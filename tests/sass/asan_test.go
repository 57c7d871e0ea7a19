//go:build asan

package sass_test

import (
	"os"
	"strings"
)

// libsass throws C++ exceptions, and the sanitizer ends the process if it found no C++ library when that began.
func init() {
	if !strings.Contains(os.Getenv("LD_PRELOAD"), "libstdc++") {
		blinded = "the address sanitizer found no C++ library when the process began: see make asan"
	}
}
