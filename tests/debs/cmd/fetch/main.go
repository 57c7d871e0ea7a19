// Command fetch brings the Debian packages of tests/conformance/modules.txt into the cache and says which module cannot
// be had. It exits with status 1 when one is missing and $CI is set.
package main

import (
	"fmt"
	"os"

	"github.com/d95905aa/gilded/tests/conformance"
	"github.com/d95905aa/gilded/tests/debs"
)

func main() {
	missing, err := fetch()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fetch:", err)
	}
	if err != nil && (missing == 0 || os.Getenv("CI") != "") {
		os.Exit(1)
	}
}

func fetch() (missing int, err error) {
	modules, err := conformance.Modules()
	if err != nil {
		return 0, err
	}
	cache, err := debs.Open()
	if err != nil {
		return 0, err
	}
	err = cache.Fetch(conformance.Packages(modules)...)
	for _, module := range modules {
		file, _, absent := module.Files(cache)
		if absent != nil {
			missing++
			fmt.Printf("%-28s missing\n", module.Name)
			if err == nil {
				err = absent
			}
			continue
		}
		fmt.Printf("%-28s %s\n", module.Name, file)
	}
	return missing, err
}
