package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/d95905aa/gilded/include"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gilded": main})
}

// TestScripts runs the sessions of testdata; each finds the sample plugins in $PLUGINS.
func TestScripts(t *testing.T) {
	plugins := t.TempDir()
	headers := filepath.Join(plugins, "include")
	if err := include.Unpack(headers); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"hello", "spam"} {
		source := filepath.Join("../../extensions", name, name+".c")
		out, err := exec.Command("gcc", "-shared", "-fPIC", "-I"+headers, source, "-o", filepath.Join(plugins, name+".abi3.so")).CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			env.Setenv("PLUGINS", plugins)
			env.Setenv("HOME", env.WorkDir)
			env.Setenv("ASAN_OPTIONS", os.Getenv("ASAN_OPTIONS")) // what the sanitizer is told holds for the command too
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"status": status},
	})
}

// status runs a command and wants this exit status: status 2 gilded call.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command…")
	}
	got := "0"
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := err.(*exec.ExitError)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ProcessState.String()[len("exit status "):]
	}
	if got != args[0] {
		ts.Fatalf("exit status %s, want %s", got, args[0])
	}
}

// TestProtect: what begins with a minus and is a literal is no flag.
func TestProtect(t *testing.T) {
	for arg, literal := range map[string]bool{
		"-1": true, "-.5": true, "-(1)": true, "-p": false, "--path": false, "--": false, "-": false, "x": false, "- 1": true, "--1": true,
	} {
		if got := protect([]string{arg})[0] != arg; got != literal {
			t.Errorf("protect(%q) says literal: %v", arg, got)
		}
	}
}
