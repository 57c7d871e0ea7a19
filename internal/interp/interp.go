// Package interp is an interpreter that can load modules: it ties the object runtime to threads, to the GIL and to the
// loader, from the first object to the last. It is apart from package host because the C API's own tools and tests want an
// interpreter without Go's conversions, and because what is here works on objects and what is there on Go values.
package interp

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unsafe"

	_ "github.com/d95905aa/gilded/capi" // what modules link against
	"github.com/d95905aa/gilded/gil"
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
	_ "github.com/d95905aa/gilded/internal/stdlib" // what modules import
	"github.com/d95905aa/gilded/internal/threads"
)

// Options say how an interpreter is made.
type Options struct {
	Path           []string // where modules are looked for
	LibraryDirs    []string // where shared libraries that modules need are looked for, after the system's own
	SwitchInterval time.Duration
	// PreferFiles names modules that are taken from files on the path, where there are any, although Go implements them; "*"
	// is all.
	PreferFiles []string
}

// Interp is an interpreter. Enter and Leave are those of its Threads; every other method that says so is called inside.
type Interp struct {
	Threads *threads.Group
	State   *object.InterpState
	Loader  *loader.Loader
	Path    []string

	options Options
	subs    []*Interp // that C code made in it and did not end; under the GIL
}

// New makes an interpreter.
func New(o Options) *Interp {
	in := &Interp{Loader: &loader.Loader{LibraryDirs: o.LibraryDirs}, Path: o.Path, options: o}
	in.Threads, in.State = threads.Open(func(word *gil.Word) *gil.Lock { return gil.New(word, o.SwitchInterval) })
	in.State.Path = o.Path
	in.State.Find = in.find
	in.State.First = in.first
	in.Threads.Subs = threads.Subs{New: in.newSub, End: in.end}
	return in
}

// newSub makes an interpreter for C code that runs in this one, inside.
func (in *Interp) newSub() *threads.Group {
	sub := New(in.options)
	in.subs = append(in.subs, sub)
	sub.State.EndSub = func() { threads.DeleteSub(sub.Threads.Interp) }
	return sub.Threads
}

func (in *Interp) end() { in.Close(func() {}, nil) }

// Import is import name, inside. A failure is an exception that is set; LoadError has what the loader said.
func (in *Interp) Import(name string) *object.Object { return object.Import(name) }

// Load loads the module in a file under a name, "" for the one that the file's name says, inside.
func (in *Interp) Load(file, name string) *object.Object {
	if name == "" {
		name = loader.ModuleName(file)
	}
	m, ok := object.DictGetString(in.State.Modules, name)
	if !ok {
		return nil
	}
	if m != nil {
		if sameFile(object.AttrText(m, "__file__"), file) {
			return object.NewRef(m)
		}
		return object.RaiseImport(object.ImportError, "a module named '"+name+"' from "+described(m)+" is loaded already", name, file)
	}
	return in.open(file, name)
}

func described(m *object.Object) string {
	if file := object.AttrText(m, "__file__"); file != "" {
		return file
	}
	return "elsewhere"
}

func sameFile(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// open maps a file and runs its init function.
func (in *Interp) open(file, name string) *object.Object {
	if !object.AuditLoad(name, file) {
		return nil
	}
	var lib *loader.Library
	var addr uintptr
	var symbol string
	var err error
	in.Threads.Allow(func() {
		if lib, err = in.Loader.Open(file); err == nil {
			addr, symbol, err = lib.Init(name)
		}
	})
	if err != nil {
		return raiseLoad(err, name, file)
	}
	init := *(*unsafe.Pointer)(unsafe.Pointer(&addr))
	in.Threads.Owns(init)
	if loader.IsExport(symbol) {
		return object.RunExport(init, name, file)
	}
	return object.RunInit(init, name, file)
}

// first is what an import of a module comes to that is taken from a file, where there is one, although Go implements it.
func (in *Interp) first(name string) (*object.Object, bool) {
	if prefer := in.options.PreferFiles; !slices.Contains(prefer, name) && !slices.Contains(prefer, "*") {
		return nil, false
	}
	file, err := loader.Find(in.path(), name)
	if err != nil {
		return nil, false // what is there but can't be used is no better than what Go has
	}
	return in.open(file, name), true
}

// find is what an import that nothing else satisfies comes to: a file on the path, or a folder on it, which becomes an
// empty package because no Python code is there to fill it.
func (in *Interp) find(name string) (*object.Object, bool) {
	file, err := loader.Find(in.path(), name)
	if err == nil {
		return in.open(file, name), true
	}
	var unnameable *loader.NameError
	if errors.As(err, &unnameable) {
		return raiseMissing(err, name), true
	}
	var missing *loader.NotFoundError
	if !errors.As(err, &missing) {
		return raiseLoad(err, name, ""), true
	}
	if folders := in.folders(name); len(folders) > 0 {
		return in.makePackage(name, folders), true
	}
	return raiseMissing(err, name), true
}

// path is where modules are looked for now: what sys.path has, which code may change, or what it would start with.
func (in *Interp) path() []string {
	if in.State.SysDict == nil {
		return in.Path
	}
	list := object.SysGet("path")
	if list == nil || !object.HasFlag(list.Type, abi.TPFlagsListSubclass) {
		return nil
	}
	var folders []string
	for _, entry := range object.ListItems(list) {
		if name, ok := object.FSName(entry); ok {
			folders = append(folders, name)
		}
	}
	return folders
}

func (in *Interp) folders(name string) []string {
	var folders []string
	for _, dir := range in.path() {
		folder := filepath.Join(dir, filepath.Join(strings.Split(name, ".")...))
		if info, err := os.Stat(folder); err == nil && info.IsDir() {
			folders = append(folders, folder)
		}
	}
	return folders
}

func (in *Interp) makePackage(name string, folders []string) *object.Object {
	m := object.NewModuleString(name)
	path := object.NewList(0)
	ok := m != nil && path != nil
	for _, folder := range folders {
		s := object.NewStr(folder)
		ok = ok && s != nil && object.ListAppend(path, s)
		object.XDecref(s)
	}
	ok = ok && object.SetAttrString(m, "__path__", path) && object.DictSetString(in.State.Modules, name, m)
	object.XDecref(path)
	if !ok {
		object.XDecref(m)
		return nil
	}
	return m
}
