// Package loader finds the file of an extension module, reads it before the dynamic linker does, and maps it. It knows ELF,
// file names and shared libraries; what happens after PyInit_… was found, objects and modules, is not its business.
//
// The order of things is [Find], then [Loader.Open], which does [Loader.Check] first: dlopen stops at the first problem with a
// message for linker experts, and a file that is cut off or damaged it maps all the same and dies of it later. Everything
// that can be known from the file is therefore checked here, and each way to fail is an error type of its own.
//
// What was opened stays mapped until the process ends: dlclose is unsound as soon as a library has thread-local destructors,
// atexit handlers or pointers to its code anywhere in the process.
package loader

import (
	"sync"
)

// Loader opens modules for one runtime. The zero value is ready; the fields are set before its first use. All methods may be
// called at the same time.
type Loader struct {
	// LibraryDirs are looked through for shared libraries that modules need and the system's own search does not find.
	LibraryDirs []string
	// Provides says whether the process has a symbol for modules to link against. nil asks the dynamic linker.
	Provides func(symbol string) bool

	mu     sync.Mutex
	opened []*Library
	images map[fileID]*image // shared libraries read so far
}

func (l *Loader) provides(symbol string) bool {
	if l.Provides != nil {
		return l.Provides(symbol)
	}
	return processProvides(symbol)
}
