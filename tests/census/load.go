package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// patience is how long a module may take.
const patience = 60 * time.Second

// result is what came of a module.
type result struct {
	module
	Outcome outcome
	Cause   string // what is missing, or went wrong
}

// loadAll loads the modules, a few at a time; seen gets each result in the order of the modules, when all before it are known.
func loadAll(trees *forest, modules []module, workers int, seen func(i int, r result)) []result {
	requests := make([]request, len(modules)) // made here: the forest is not for several goroutines
	for i, m := range modules {
		requests[i] = request{Name: m.Name, File: m.File, Path: trees.path(m.Package), LibraryDirs: trees.libraryDirs(m.Package)}
	}
	results := make([]result, len(modules))
	done := make([]chan struct{}, len(modules))
	for i := range done {
		done[i] = make(chan struct{})
	}
	next := make(chan int)
	var group sync.WaitGroup
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
		seen(i, results[i])
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
		return result{m, crashed, err.Error() + ": " + firstLine(complaint.String()) + lastInVain(out.String())}
	}
	var said report
	_, text, found := strings.Cut("\n"+out.String(), "\n"+reportMarker)
	if line, _, _ := strings.Cut(text, "\n"); !found || json.Unmarshal([]byte(line), &said) != nil {
		return result{m, crashed, "ended without a report" + lastInVain(out.String())}
	}
	kind, cause := trees.judge(r.Path, said)
	return result{m, kind, cause}
}

// firstLine is the first line that says something.
func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); strings.Trim(line, "-=*") != "" {
			return line
		}
	}
	return "nothing was said"
}

// lastInVain says what a module asked for last that it did not get: where it did not look at what it got, that is why it died.
func lastInVain(out string) string {
	i := strings.LastIndex("\n"+out, "\n"+vainMarker)
	if i < 0 {
		return ""
	}
	name, _, _ := strings.Cut(out[i+len(vainMarker):], "\n")
	return "; the last that it asked for in vain was " + name
}
