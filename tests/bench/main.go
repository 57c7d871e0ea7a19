// Command bench measures what single calls of the C API cost in gilded and in CPython 3.11, with the same binary of
// extensions/apibench in both, and what a call from Go into an extension costs against its alternatives. make bench runs
// it; figures are ratios taken in one run on one machine.
//
//	bench [--json] [--rounds N] [--row SUBSTRING] [--embed=false]
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// slow is the ratio from which a row is marked.
const slow = 2.0

// report is everything that was measured; --json prints it.
type report struct {
	Rows     []row    `json:"rows"`
	GeoMean  float64  `json:"geometric_mean"`
	Slow     []string `json:"slow,omitempty"`
	FromGo   []goRow  `json:"from_go,omitempty"`
	Missing  []string `json:"missing,omitempty"`
	Failures []string `json:"failures,omitempty"`
}

// row is one line of the table: nanoseconds for one step.
type row struct {
	Name    string  `json:"name"`
	Gilded  float64 `json:"gilded_ns,omitempty"`
	CPython float64 `json:"cpython_ns,omitempty"`
	Ratio   float64 `json:"ratio,omitempty"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == childArg {
		if err := serve(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(1)
		}
		return
	}
	var opts options
	flag.BoolVar(&opts.json, "json", false, "print the measurements as JSON")
	flag.IntVar(&opts.rounds, "rounds", 5, "how often each row is measured in each host; the fastest counts")
	flag.StringVar(&opts.row, "row", "", "measure only rows whose name contains this")
	flag.BoolVar(&opts.embed, "embed", true, "measure calls from Go as well")
	flag.Parse()
	if err := run(opts); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	json, embed bool
	rounds      int
	row         string
}

// run builds, measures and prints. A peer that is not installed is named with what to install, and the rest is measured.
func run(opts options) error {
	root, err := projectRoot()
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "gilded-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := buildModules(root, dir); err != nil {
		return err
	}
	var r report
	python, err := findPython()
	if err != nil {
		r.Missing = append(r.Missing, err.Error())
	}
	if err := measureRows(&r, dir, python, opts); err != nil {
		return err
	}
	if opts.embed {
		if err := measureFromGo(&r, root, dir, opts); err != nil {
			return err
		}
	}
	if opts.json {
		enc := json.NewEncoder(os.Stdout)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	r.print(os.Stdout)
	return nil
}

// projectRoot is the folder of go.mod, from the working folder upwards.
func projectRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		text, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(text), "module github.com/d95905aa/gilded\n") {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("run it inside the gilded source tree")
		}
		dir = parent
	}
}
