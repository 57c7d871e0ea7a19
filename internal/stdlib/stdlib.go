// Package stdlib brings the modules of Python's standard library that extension modules ask for when they start, written in
// Go: one package for each, named as the module is. They stand on package object alone, as extensions stand on the C API;
// what needs a lock, a file loader or the host does not belong here.
//
// A module registers itself with object.DefineModule and its types with object.Define; importing this package makes all of
// them available to every interpreter.
package stdlib

import (
	_ "github.com/d95905aa/gilded/internal/stdlib/abc"
	_ "github.com/d95905aa/gilded/internal/stdlib/array"
	_ "github.com/d95905aa/gilded/internal/stdlib/atexit"
	_ "github.com/d95905aa/gilded/internal/stdlib/binascii"
	_ "github.com/d95905aa/gilded/internal/stdlib/bisect"
	_ "github.com/d95905aa/gilded/internal/stdlib/collections"
	_ "github.com/d95905aa/gilded/internal/stdlib/collectionsabc"
	_ "github.com/d95905aa/gilded/internal/stdlib/contextlib"
	_ "github.com/d95905aa/gilded/internal/stdlib/copy"
	_ "github.com/d95905aa/gilded/internal/stdlib/copyreg"
	_ "github.com/d95905aa/gilded/internal/stdlib/datetime"
	_ "github.com/d95905aa/gilded/internal/stdlib/decimal"
	_ "github.com/d95905aa/gilded/internal/stdlib/enum"
	_ "github.com/d95905aa/gilded/internal/stdlib/errno"
	_ "github.com/d95905aa/gilded/internal/stdlib/functools"
	_ "github.com/d95905aa/gilded/internal/stdlib/gc"
	_ "github.com/d95905aa/gilded/internal/stdlib/heapq"
	_ "github.com/d95905aa/gilded/internal/stdlib/importlib"
	_ "github.com/d95905aa/gilded/internal/stdlib/io"
	_ "github.com/d95905aa/gilded/internal/stdlib/itertools"
	_ "github.com/d95905aa/gilded/internal/stdlib/keyword"
	_ "github.com/d95905aa/gilded/internal/stdlib/math"
	_ "github.com/d95905aa/gilded/internal/stdlib/numbers"
	_ "github.com/d95905aa/gilded/internal/stdlib/operator"
	_ "github.com/d95905aa/gilded/internal/stdlib/os"
	_ "github.com/d95905aa/gilded/internal/stdlib/string"
	_ "github.com/d95905aa/gilded/internal/stdlib/strptime"
	_ "github.com/d95905aa/gilded/internal/stdlib/struct"
	_ "github.com/d95905aa/gilded/internal/stdlib/thread"
	_ "github.com/d95905aa/gilded/internal/stdlib/time"
	_ "github.com/d95905aa/gilded/internal/stdlib/traceback"
	_ "github.com/d95905aa/gilded/internal/stdlib/types"
	_ "github.com/d95905aa/gilded/internal/stdlib/warnings"
	_ "github.com/d95905aa/gilded/internal/stdlib/weakref"
	_ "github.com/d95905aa/gilded/internal/stdlib/zlib"
)
