package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// This file is what runs in the process of one module.

// childArg makes this program load one module and say what came of it.
const childArg = "-load"

// request is what the program that loads is told.
type request struct {
	Name, File        string
	Path, LibraryDirs []string
}

// report is what it says: all empty for a module that was imported.
type report struct {
	Libraries []string // shared libraries that are nowhere
	Chain     []link   // what the exception and those that led to it say is missing, the first of them first
	Text      string   // why it failed, in one line
}

// link is one exception: at most one field is set, none where it is about something else.
type link struct {
	Absent   string // the module that an import did not find
	Unfilled string // the name that a package does not have because nothing filled it, as "package:name"
	Lacks    string // the text of one that is about a name in any other module
}

// Lines that begin with these are for the program that started this one: modules print, too.
const (
	reportMarker = "census: "
	vainMarker   = "census asked for " // what an import did not find, or a package did not have
)

// serve loads the module of a request and prints the report.
func serve(asked string) error {
	var r request
	if err := json.Unmarshal([]byte(asked), &r); err != nil {
		return err
	}
	in := interp.New(interp.Options{Path: r.Path, LibraryDirs: r.LibraryDirs})
	pass, err := in.Threads.Enter(context.Background())
	if err != nil {
		return err
	}
	w := watch(in)
	var said report
	if m := in.Load(r.File, r.Name); m == nil {
		said = w.failure()
	} else {
		object.Decref(m)
	}
	in.Threads.Leave(pass)
	text, err := json.Marshal(said)
	if err != nil {
		return err
	}
	fmt.Println(reportMarker + string(text))
	// What a module does when its interpreter ends counts too: a crash there is a crash.
	in.Close(func() {}, nil)
	return nil
}

// watcher sees what is asked for in vain.
type watcher struct {
	asked []string // the names that packages did not have, as "package:name"
}

// watch puts a watcher between an interpreter and its finder. A folder becomes an empty package, because the Python code that
// would fill it does not run; such a package is given a __getattr__, which is called for what it does not have.
func watch(in *interp.Interp) *watcher {
	w := &watcher{}
	find := in.State.Find
	in.State.Find = func(name string) (*object.Object, bool) {
		m, found := find(name)
		switch {
		case m == nil:
			fmt.Println(vainMarker + name)
		case isFolder(m):
			w.attend(m, name)
		}
		return m, found
	}
	return w
}

// isFolder tells whether a module is a package that was made of nothing but a folder.
func isFolder(m *object.Object) bool {
	return object.Is(m, object.ModuleType) && has(m, "__path__") && !has(m, "__file__")
}

func has(o *object.Object, name string) bool {
	v, ok := object.LookupAttrString(o, name)
	if !ok {
		object.ClearErr()
	}
	object.XDecref(v)
	return v != nil
}

func (w *watcher) attend(m *object.Object, pkg string) {
	f := object.NewGoFunc("__getattr__", func(args []*object.Object, _ *object.Object) *object.Object {
		name := object.StrOf(args[0])
		if !strings.HasPrefix(name, "__") { // the import machinery asks for those of every module
			w.asked = append(w.asked, pkg+":"+name)
			fmt.Println(vainMarker + pkg + "." + name)
		}
		return object.Raise(object.AttributeError, "module '%s' has no attribute '%s'", pkg, name)
	})
	if f == nil || !object.SetAttrString(m, "__getattr__", f) {
		object.ClearErr()
	}
	object.XDecref(f)
}

// failure takes the exception and says what it means.
func (w *watcher) failure() report {
	raised := pyeval.TakeRaised()
	defer raised.Release()
	said := report{Text: oneLine(raised.Value)}
	var missing *loader.MissingLibraryError
	if errors.As(interp.ErrorOf(raised.Value), &missing) {
		for _, library := range missing.Libraries {
			said.Libraries = append(said.Libraries, library.Name)
		}
	}
	for e := raised.Value; e != nil; e = cause(e) {
		if e != raised.Value {
			said.Text += ", from " + oneLine(e)
		}
		said.Chain = append(said.Chain, w.link(e))
	}
	slices.Reverse(said.Chain)
	return said
}

func (w *watcher) link(e *object.Object) link {
	if object.IsInstance(e, object.Head(object.ModuleNotFoundError)) > 0 {
		return link{Absent: object.AttrText(e, "name")}
	}
	return w.explain(oneLine(e))
}

var (
	noName      = regexp.MustCompile(`cannot import name '?(\w+)'?`) // Cython's says no more than the name
	noAttribute = regexp.MustCompile(`module '([^']+)' has no attribute '(\w+)'`)
)

// explain says what an exception's text means: a name that a package did not have, or another module.
func (w *watcher) explain(text string) link {
	asked := ""
	if match := noName.FindStringSubmatch(text); match != nil {
		asked = ":" + match[1]
	} else if match := noAttribute.FindStringSubmatch(text); match != nil {
		asked = match[1] + ":" + match[2]
	}
	if asked == "" {
		return link{}
	}
	for _, known := range slices.Backward(w.asked) {
		if known == asked || asked[0] == ':' && strings.HasSuffix(known, asked) {
			return link{Unfilled: known}
		}
	}
	return link{Lacks: text}
}

func oneLine(e *object.Object) string {
	return strings.ReplaceAll(pyeval.Describe(e), "\n", " ")
}

// cause is the exception that e was raised from or in the handling of, borrowed; nil if there is none.
func cause(e *object.Object) *object.Object {
	for _, name := range []string{"__cause__", "__context__"} {
		from := object.GetAttrString(e, name)
		if from == nil {
			object.ClearErr()
			continue
		}
		object.Decref(from) // e holds it
		if from != object.None {
			return from
		}
	}
	return nil
}

// runChild is the whole of such a process.
func runChild(asked string) {
	if err := serve(asked); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}
