package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// childArg makes this program load one module and say what came of it.
const childArg = "-load"

// patience is how long a module may take.
const patience = 60 * time.Second

// request is what the program that loads is told.
type request struct {
	Name, File        string
	Path, LibraryDirs []string
}

// report is what it says: all empty for a module that was imported.
type report struct {
	Libraries []string // shared libraries that are nowhere
	Absent    string   // the module that an import did not find
	Text      string   // why it failed, in one line
}

// serve loads the module of a request and prints the report.
func serve(asked string) {
	var r request
	if err := json.Unmarshal([]byte(asked), &r); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	in := interp.New(interp.Options{Path: r.Path, LibraryDirs: r.LibraryDirs})
	pass, err := in.Threads.Enter(context.Background())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	var said report
	if m := in.Load(r.File, r.Name); m == nil {
		said = failure()
	} else {
		object.Decref(m)
	}
	in.Threads.Leave(pass)
	text, _ := json.Marshal(said)
	fmt.Println(marker + string(text))
	// What a module does when its interpreter ends counts too: a crash there is a crash.
	in.Close(func() {}, nil)
}

// marker begins the line with the report: modules print, too.
const marker = "census: "

// failure takes the exception and says what it means.
func failure() report {
	raised := pyeval.TakeRaised()
	defer raised.Release()
	said := report{Text: strings.ReplaceAll(pyeval.Describe(raised.Value), "\n", " ")}
	var missing *loader.MissingLibraryError
	if errors.As(interp.ErrorOf(raised.Value), &missing) {
		for _, library := range missing.Libraries {
			said.Libraries = append(said.Libraries, library.Name)
		}
	}
	for e := raised.Value; e != nil && said.Absent == ""; e = cause(e) {
		if e != raised.Value {
			said.Text += ", from " + strings.ReplaceAll(pyeval.Describe(e), "\n", " ")
		}
		if object.IsInstance(e, object.Head(object.ModuleNotFoundError)) > 0 {
			said.Absent = attribute(e, "name")
		}
	}
	return said
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

func attribute(o *object.Object, name string) string {
	v := object.GetAttrString(o, name)
	if v == nil {
		object.ClearErr()
		return ""
	}
	defer object.Decref(v)
	if !object.Is(v, object.StrType) {
		return ""
	}
	return object.StrOf(v)
}

// kind is what came of a module.
type kind int

const (
	imported kind = iota
	noLibrary
	noSource
	failed
	crashed
)

// result is one row of the table.
type result struct {
	module
	Kind kind
	Text string
}

func (r result) String() string {
	switch r.Kind {
	case imported:
		return "imported"
	case noLibrary:
		return "missing shared library " + r.Text
	case noSource:
		return "needs Python source of " + r.Text
	case failed:
		return "failed with " + r.Text
	default:
		return "crashed: " + r.Text
	}
}

// loadAll loads the modules, a few at a time, and prints each row when all before it are known.
func loadAll(trees *forest, modules []module, workers int) []result {
	requests := make([]request, len(modules)) // made here: the forest is not for several goroutines
	for i, m := range modules {
		requests[i] = request{Name: m.Name, File: m.File, Path: trees.path(m.Package), LibraryDirs: trees.libraryDirs(m.Package)}
	}
	results := make([]result, len(modules))
	done := make([]chan struct{}, len(modules))
	for i := range done {
		done[i] = make(chan struct{})
	}
	var group sync.WaitGroup
	next := make(chan int)
	for range workers {
		group.Go(func() {
			for i := range next {
				results[i] = load(trees, modules[i], requests[i])
				close(done[i])
			}
		})
	}
	go func() {
		for i := range modules {
			next <- i
		}
		close(next)
	}()
	for i := range modules {
		<-done[i]
		fmt.Printf("%4d/%d  %-52s %s\n", i+1, len(modules), modules[i].Name, results[i])
	}
	group.Wait()
	return results
}

// load loads a module in a process of its own.
func load(trees *forest, m module, r request) result {
	asked, err := json.Marshal(r)
	if err != nil {
		return result{m, failed, err.Error()}
	}
	self, err := os.Executable()
	if err != nil {
		return result{m, failed, err.Error()}
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, self, childArg, string(asked))
	var out, complaint strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &complaint
	err = cmd.Run()
	if ctx.Err() != nil {
		return result{m, crashed, fmt.Sprintf("no answer within %v", patience)}
	}
	if err != nil {
		return result{m, crashed, strings.TrimSpace(err.Error() + ": " + firstLine(complaint.String()))}
	}
	_, text, _ := strings.Cut(out.String(), marker)
	var said report
	if err := json.Unmarshal([]byte(firstLine(text)), &said); err != nil {
		return result{m, crashed, "ended without a report"}
	}
	switch {
	case said.Libraries != nil:
		return result{m, noLibrary, strings.Join(said.Libraries, ", ")}
	case said.Absent != "" && trees.isSource(r.Path, said.Absent):
		return result{m, noSource, said.Absent}
	case said.Text != "":
		if name := trees.unfilled(r.Path, said.Text); name != "" {
			return result{m, noSource, name}
		}
		return result{m, failed, said.Text}
	}
	return result{m, imported, ""}
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}
