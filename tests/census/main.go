// Command census loads every extension module of many Debian packages, each in a process of its own, and prints what came of
// it: which modules are imported, which need a shared library or Python source that is not there, which fail and which crash.
//
//	census [-only SUBSTRING] [PACKAGE...]
//
// The packages are those of packages.txt and those that are named. They are fetched into the cache of tests/debs; so are the
// libraries that their modules need, as far as their dependencies name the packages of those.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/d95905aa/gilded/tests/debs"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == childArg {
		serve(os.Args[2])
		return
	}
	only := flag.String("only", "", "load only modules whose name contains this")
	workers := flag.Int("jobs", 2, "how many modules are loaded at a time")
	flag.Parse()
	if err := run(*only, *workers, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "census:", err)
		os.Exit(1)
	}
}

func run(only string, workers int, more []string) error {
	cache, err := debs.Open()
	if err != nil {
		return err
	}
	names := append(listed(), more...)
	fmt.Fprintf(os.Stderr, "fetching what is missing of %d packages\n", len(names))
	if err := cache.Fetch(append(names, support...)...); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	trees := newForest(cache)
	var found []module
	for _, name := range names {
		for _, m := range trees.modules(name) {
			if strings.Contains(m.Name, only) {
				found = append(found, m)
			}
		}
	}
	if err := trees.fetchLibraries(found); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	results := loadAll(trees, found, workers)
	writeCounts(os.Stdout, results)
	return nil
}
