// Command fetch brings Debian packages into the cache: those that are named, or all of tests/conformance/modules.txt, and then it says
// which module cannot be had. With -missing it fetches nothing and names only the modules that tests went without. It exits with
// status 1 when one is missing and $CI is set.
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/d95905aa/gilded/tests/conformance"
	"github.com/d95905aa/gilded/tests/debs"
)

func main() {
	only := flag.Bool("missing", false, "fetch nothing, name what is missing")
	flag.Parse()
	var missing int
	var err error
	if names := flag.Args(); len(names) > 0 {
		err = fetchNamed(names)
	} else {
		missing, err = fetch(*only)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "fetch:", err)
	}
	if err != nil && missing == 0 || missing > 0 && os.Getenv("CI") != "" {
		os.Exit(1)
	}
}

func fetchNamed(names []string) error {
	cache, err := debs.Open()
	if err != nil {
		return err
	}
	return cache.Fetch(names...)
}

func fetch(onlyMissing bool) (missing int, err error) {
	modules, err := conformance.Modules()
	if err != nil {
		return 0, err
	}
	cache, err := debs.Open()
	if err != nil {
		return 0, err
	}
	var fetched error
	if !onlyMissing {
		packages := conformance.Packages(modules)
		fmt.Fprintf(os.Stderr, "fetching what the cache lacks of %d packages\n", len(packages))
		fetched = cache.Fetch(packages...)
	}
	for _, module := range modules {
		if module.BuiltIn() {
			continue
		}
		file, _, absent := module.Files(cache)
		switch {
		case absent != nil:
			missing++
			fmt.Printf("not run: %s: %v\n", module.Name, absent)
		case !onlyMissing:
			fmt.Printf("%-28s %s\n", module.Name, file)
		}
	}
	return missing, fetched
}
