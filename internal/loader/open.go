package loader

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/ebitengine/purego"
)

// Library is a module's file, mapped. It stays mapped until the process ends.
type Library struct {
	Info   *Info
	file   string // absolute
	handle uintptr
}

// Open checks the file and maps it, with the libraries in [Loader.LibraryDirs] that it needs; its symbols stay private to it
// (RTLD_LOCAL). A file that was opened before, under this path or another, is not opened again: the
// result is the same Library. The errors are those of [Loader.Check], *OpenError and *ReplacedError.
//
// The constructors of the libraries run now, on the caller's thread.
func (l *Loader) Open(file string) (*Library, error) {
	abs, err := filepath.Abs(file)
	if err != nil {
		return nil, &FileError{File: file, Err: err}
	}
	if lib, err := l.lookup(file, abs); lib != nil || err != nil {
		return lib, err
	}
	info, err := l.Check(file)
	if err != nil {
		return nil, err
	}
	handle, err := l.mapFile(abs, info.id, info.outside)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if lib := l.openedAs(info.id); lib != nil { // by another goroutine in the meantime
		return lib, nil
	}
	lib := &Library{Info: info, file: abs, handle: handle}
	l.opened = append(l.opened, lib)
	return lib, nil
}

// lookup finds the library of a file that was opened before.
func (l *Loader) lookup(file, abs string) (*Library, error) {
	f, stat, err := openFile(file)
	if err != nil {
		return nil, err
	}
	f.Close()
	l.mu.Lock()
	defer l.mu.Unlock()
	id := identify(stat)
	if lib := l.openedAs(id); lib != nil {
		return lib, nil
	}
	for _, lib := range l.opened {
		if old := lib.Info.id; lib.file == abs || old.dev == id.dev && old.ino == id.ino {
			return nil, &ReplacedError{File: file}
		}
	}
	return nil, nil
}

// openedAs finds an opened library by its file; mu is held.
func (l *Loader) openedAs(id fileID) *Library {
	for _, lib := range l.opened {
		if lib.Info.id == id {
			return lib
		}
	}
	return nil
}

// Init returns the address and the name of the init function for a module name, or a *NoInitError. A function that gives slots
// comes first, as in CPython: IsExport tells which it is.
func (lib *Library) Init(module string) (addr uintptr, symbol string, err error) {
	symbol = ExportName(module)
	if !slices.Contains(lib.Info.Inits, symbol) {
		symbol = InitName(module)
	}
	if !slices.Contains(lib.Info.Inits, symbol) {
		return 0, symbol, &NoInitError{File: lib.Info.File, Want: symbol, Have: lib.Info.Inits}
	}
	addr, err = lib.Sym(symbol)
	return addr, symbol, err
}

// IsExport tells whether an init function gives the slots of a module, and makes none itself.
func IsExport(symbol string) bool { return strings.HasPrefix(symbol, exportPrefix) }

// Sym returns the address of a symbol in the library or in those that it needs, or a *NoSymbolError.
func (lib *Library) Sym(symbol string) (uintptr, error) {
	addr := dlsym(lib.handle, symbol)
	if addr == 0 {
		return 0, &NoSymbolError{File: lib.Info.File, Symbol: symbol}
	}
	return addr, nil
}

// dlopen maps a file whose symbols must all be there. The linker keeps its last error by thread, so the goroutine stays on one until
// it was read.
func dlopen(file string) (uintptr, error) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	handle, err := purego.Dlopen(file, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return 0, &OpenError{File: file, Reason: err.Error()}
	}
	return handle, nil
}

// dlsym returns 0 for what is not there.
func dlsym(handle uintptr, symbol string) uintptr {
	if strings.ContainsRune(symbol, 0) {
		return 0
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	addr, err := purego.Dlsym(handle, symbol)
	if err != nil {
		return 0
	}
	return addr
}

// processProvides asks for a symbol of the program, the libraries it is linked with and those preloaded into it: where the
// dynamic linker looks first for every module.
func processProvides(symbol string) bool { return dlsym(purego.RTLD_DEFAULT, symbol) != 0 }

func handleHas(handle uintptr, symbol string) bool { return dlsym(handle, symbol) != 0 }

// rtldNoload makes dlopen return only what is loaded already.
const rtldNoload = 4

// loadedLibrary returns the handle of a library that the process has loaded under this name, or 0.
func loadedLibrary(name string) uintptr {
	if strings.ContainsRune(name, 0) {
		return 0
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	handle, err := purego.Dlopen(name, purego.RTLD_LAZY|rtldNoload)
	if err != nil {
		return 0
	}
	return handle
}
