// Command gilded loads extension modules that were compiled for CPython and calls them from the command line.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
)

// Exit statuses.
const (
	exitException = 1 // Python code raised
	exitUsage     = 2 // the command line makes no sense
	exitLoad      = 3 // the module can't be loaded
)

// exitError ends the command with a status; what there is to say was said, or is in the message.
type exitError struct {
	status  int
	message string
}

func (e *exitError) Error() string { return e.message }

func usage(format string, args ...any) error {
	return &exitError{exitUsage, fmt.Sprintf(format, args...)}
}

// output is where a command writes, and how.
type output struct {
	io.Writer
	err   io.Writer
	color bool
}

type cli struct {
	Call       callCommand       `cmd:"" help:"Call a function of a module and print the result."`
	Inspect    inspectCommand    `cmd:"" help:"Show what is in a module."`
	ABI        abiCommand        `cmd:"" name:"abi" help:"List the symbols of the C API and where each is implemented."`
	Config     configCommand     `cmd:"" help:"Print what a plugin is compiled with."`
	Completion completionCommand `cmd:"" help:"Print a completion script for a shell."`
}

// search is how modules are found, in the commands that load one.
type search struct {
	Path        []string `short:"p" placeholder:"DIR" type:"path" help:"Look for modules and packages here first; repeatable. Then in $$GILDEDPATH."`
	PreferFiles []string `placeholder:"MODULE" help:"Take these modules from files, where there are any, although gilded has them built in; '*' is all."`
	Lib         []string `short:"L" placeholder:"DIR" type:"path" help:"Look for shared libraries that modules need here, after the system's own places; repeatable."`
}

func (s search) path() []string {
	path := s.Path
	if env := os.Getenv("GILDEDPATH"); env != "" {
		path = append(path, filepath.SplitList(env)...)
	}
	return path
}

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run is the command with its arguments; the result is the exit status.
func run(args []string, stdout, stderr *os.File) int {
	var grammar cli
	out := &output{Writer: stdout, err: stderr, color: isTerminal(stdout) && os.Getenv("NO_COLOR") == ""}
	exited := -1
	parser, err := kong.New(&grammar,
		kong.Name("gilded"),
		kong.Description("Load extension modules that were compiled for CPython, without Python."),
		kong.UsageOnError(),
		kong.Writers(stdout, stderr),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
		kong.Exit(func(status int) { exited = status }),
		kong.Bind(out),
	)
	if err != nil {
		fmt.Fprintln(stderr, "gilded:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(protect(args))
	if exited >= 0 { // --help
		return exited
	}
	if err != nil {
		fmt.Fprintln(stderr, "gilded:", strings.ReplaceAll(err.Error(), guard, ""))
		fmt.Fprintln(stderr, "Run \"gilded --help\" for the commands, \"gilded COMMAND --help\" for one.")
		return exitUsage
	}
	if err = parsed.Run(parser); err == nil {
		return 0
	}
	var e *exitError
	if !errors.As(err, &e) {
		e = &exitError{exitException, err.Error()}
	}
	if e.message != "" {
		fmt.Fprintln(stderr, "gilded:", e.message)
	}
	return e.status
}

// guard stands before an argument that begins with a minus but is a literal, so that it is not taken for a flag.
const guard = "\x00"

func protect(args []string) []string {
	out := make([]string, len(args))
	for i, arg := range args {
		if len(arg) > 1 && arg[0] == '-' && strings.ContainsRune("0123456789.([{-+~ ", rune(arg[1])) && !(arg[1] == '-' && len(arg) != 2 && isLetter(arg[2])) && arg != "--" {
			arg = guard + arg
		}
		out[i] = arg
	}
	return out
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
