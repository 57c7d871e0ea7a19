package conformance

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
	"github.com/d95905aa/gilded/tests/debs"
)

// answer runs the statements of a module, or of one group of them, and writes the answers in the form of the golden
// files.
func answer(name, only string, w io.Writer) error {
	module, err := moduleNamed(name)
	if err != nil {
		return err
	}
	cache, err := debs.Open()
	if err != nil {
		return err
	}
	in := interp.New(interp.Options{})
	pass, err := in.Threads.Enter(context.Background())
	if err != nil {
		return err
	}
	defer in.Threads.Leave(pass)
	m, err := load(in, cache, module)
	if err != nil {
		return err
	}
	if module.Name == SelfTests {
		return selfTest(m, only, cache.Dir, w)
	}
	groups, err := Cases(name)
	if err != nil {
		return err
	}
	if os.Getenv(answerLeaks) != "" {
		leaks(in.State, m, groups, w)
		return nil
	}
	for _, group := range groups {
		if only != "" && group.Title != only {
			continue
		}
		fmt.Fprintf(w, "#: %s\n", group.Title)
		session := NewSession(m, cache.Dir)
		if !module.BuiltIn() {
			init, err := initFunction(cache, module)
			if err != nil {
				return err
			}
			session.names.Bind("init", init)
			object.Decref(init)
		}
		for _, entry := range group.Entries {
			fmt.Fprintf(w, ">>> %s\n", entry.Statement)
			for _, line := range session.Answer(entry.Statement) {
				fmt.Fprintln(w, line)
			}
		}
		session.Close()
	}
	return nil
}

// selfTest calls one of the functions of _testcapi that test something and take nothing. They ask for the frame of the program
// that calls them.
func selfTest(m *object.Object, statement, hide string, w io.Writer) error {
	session := NewSession(m, hide)
	defer session.Close()
	fmt.Fprintf(w, ">>> %s\n", statement)
	for _, line := range session.Answer(fmt.Sprintf("eval('%s', {'m': m})", statement)) {
		fmt.Fprintln(w, line)
	}
	return nil
}

func moduleNamed(name string) (Module, error) {
	modules, err := Modules()
	if err != nil {
		return Module{}, err
	}
	for _, module := range modules {
		if module.Name == name {
			return module, nil
		}
	}
	return Module{}, fmt.Errorf("no module %s in modules.txt", name)
}

// imported is the module that statements about no file are about; None where they are about the built-in types.
func imported(module Module) (*object.Object, error) {
	name := module.Imported()
	if name == "" {
		return object.None, nil
	}
	m := object.Import(name)
	if m == nil {
		return nil, pyeval.TakeRaised()
	}
	return m, nil
}

// prelude runs the program that stands in for the Python code that a module imports, if it has one.
func prelude(name string) error {
	source, err := files.ReadFile("cases/" + name + ".prelude")
	if err != nil {
		return nil // no module but a few has one
	}
	globals := object.NewDict()
	if globals == nil {
		return pyeval.TakeRaised()
	}
	defer object.Decref(globals)
	done := pyeval.RunSource(string(source), nil, pyeval.FileInput, globals, globals)
	if done == nil {
		return pyeval.TakeRaised()
	}
	object.Decref(done)
	return nil
}

// load loads the module without the package that it is in: what it imports comes from Go, from glue, or is another extension
// module beside it.
func load(in *interp.Interp, cache *debs.Cache, module Module) (*object.Object, error) {
	if module.BuiltIn() {
		return imported(module)
	}
	file, libraries, err := module.Files(cache)
	if err != nil {
		return nil, err
	}
	if len(module.Needs) > 0 {
		in.Path = []string{strings.TrimSuffix(file, strings.ReplaceAll(module.Name, ".", "/")+filepath.Base(file)[strings.IndexByte(filepath.Base(file), '.'):])}
		defineGlue(module.Needs)
	}
	for _, name := range module.Needs {
		if err := loadOther(in, cache, name); err != nil {
			return nil, err
		}
	}
	if err := prelude(module.Name); err != nil {
		return nil, err
	}
	var l loader.Loader
	for _, library := range libraries {
		l.LibraryDirs = append(l.LibraryDirs, filepath.Dir(library))
	}
	library, err := l.Open(file)
	if err != nil {
		return nil, err
	}
	m, err := initialise(library, module.Name, file)
	if m == nil && err == nil {
		return nil, pyeval.TakeRaised()
	}
	return m, err
}

// loadOther loads what a module needs, where that has a row of its own; import finds it then.
func loadOther(in *interp.Interp, cache *debs.Cache, name string) error {
	other, err := moduleNamed(name)
	if err != nil || other.BuiltIn() {
		return nil // it is found beside the module, or made in Go
	}
	m, err := load(in, cache, other)
	if err != nil {
		return err
	}
	object.Decref(m)
	return nil
}

// initialise runs the init function of a name. A nil module without an error is an exception that is set.
func initialise(library *loader.Library, name, file string) (*object.Object, error) {
	address, _, err := library.Init(name)
	if err != nil {
		return nil, err
	}
	return object.RunInit(*(*abi.Func)(unsafe.Pointer(&address)), name, file), nil
}

// initFunction is what statements call init: it loads the module's file again, under another name.
func initFunction(cache *debs.Cache, module Module) (*object.Object, error) {
	file, _, err := module.Files(cache)
	if err != nil {
		return nil, err
	}
	var l loader.Loader
	library, err := l.Open(file)
	if err != nil {
		return nil, err
	}
	return object.NewGoFunc("init", func(args []*object.Object, _ *object.Object) *object.Object {
		m, err := initialise(library, object.StrOf(args[0]), file)
		if err != nil {
			return object.Raise(object.ImportError, "%v", err)
		}
		return m
	}), nil
}
