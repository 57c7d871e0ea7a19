// Command apigen writes the generated files of the C API border from capi/api.txt. Run it from the project's root;
// make generate does.
//
//	apigen headers  include/gilded/z*.h
//	apigen stamp    internal/ctier/zinclude_stamp.h; after headers
//	apigen stubs    internal/ctier/zapi.c zup.h zdata.c zapi.go, capi/zdispatch.go
//	apigen slots    internal/ctier/zcalls.go
//	apigen probe    extensions/probe/zcalls.c
package main

import (
	"fmt"
	"os"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

var commands = map[string]func([]spec.Symbol) error{
	"headers": headers,
	"stamp":   stamp,
	"stubs":   stubs,
	"slots":   slots,
	"probe":   probe,
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "apigen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	f, err := os.Open("capi/api.txt")
	if err != nil {
		return fmt.Errorf("%w (run apigen from the project's root)", err)
	}
	defer f.Close()
	symbols, err := spec.Parse(f)
	if err != nil {
		return err
	}
	for _, name := range args {
		command, ok := commands[name]
		if !ok {
			return fmt.Errorf("no generator is called %q", name)
		}
		if err := command(symbols); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
