// Command census loads every extension module of many Debian packages, each in a process of its own, and prints what came of
// it: how many were imported, and for the others what they miss or why they failed, what most of them share first.
//
//	census [-v] [-only SUBSTRING] [-jobs N] [PACKAGE...]
//
// Without names of packages it is those of packages.txt. They are fetched into the cache of tests/debs; so are the packages with
// modules that they depend on, and those with the shared libraries that their modules need. Nothing is installed.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/d95905aa/gilded/tests/debs"
)

func main() {
	if len(os.Args) > 2 && os.Args[1] == childArg {
		runChild(os.Args[2])
		return
	}
	all := flag.Bool("v", false, "print a row for every module")
	only := flag.String("only", "", "load only modules whose name contains this")
	workers := flag.Int("jobs", 2, "how many modules are loaded at a time")
	flag.Parse()
	if err := run(*all, *only, *workers, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "census:", err)
		os.Exit(1)
	}
}

func run(all bool, only string, workers int, names []string) error {
	if workers < 1 {
		return fmt.Errorf("-jobs %d: at least one module has to be loaded at a time", workers)
	}
	cache, err := debs.Open()
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names = listed()
	}
	trees := newForest(cache)
	trees.fetch(append(names, support...))
	trees.fetch(trees.pythonDependencies(names))
	found := trees.find(names, only)
	if len(found) == 0 {
		return fmt.Errorf("none of the %d packages is there and has an extension module whose name contains %q", len(names), only)
	}
	trees.fetchLibraries(found)

	width, packages := 0, map[string]bool{}
	for _, m := range found {
		width = max(width, len(m.Name))
		packages[m.Package] = true
	}
	fmt.Fprintf(os.Stderr, "loading %d modules; packages that have them: %d\n", len(found), len(packages))
	bar := newProgress(len(found))
	results := loadAll(trees, found, workers, func(i int, r result) {
		bar.show(i, r.Name)
		if all {
			printRow(os.Stdout, r, width)
		}
	})
	fmt.Println()
	printCauses(os.Stdout, results)
	printCounts(os.Stdout, results)
	return nil
}
