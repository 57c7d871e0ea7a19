package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// modules are the binaries of extensions/apibench: the sources of each and its flags.
var modules = []struct {
	name, file string
	flags      []string
	sources    []string
}{
	{"apibench", "apibench.abi3.so", []string{"-DPy_LIMITED_API=0x030B0000"}, []string{
		"apibench.c", "probe.c", "rows_object.c", "rows_number.c", "rows_text.c", "rows_container.c", "rows_call.c", "rows_state.c",
	}},
	{"apibench_full", "apibench_full.cpython-311-x86_64-linux-gnu.so", nil, []string{"apibench.c", "probe.c", "rows_full.c"}},
}

// buildModules compiles the benchmark modules into dir, against gilded's own headers.
func buildModules(root, dir string) error {
	for _, m := range modules {
		args := []string{"-shared", "-fPIC", "-O2", "-std=c99", "-D_POSIX_C_SOURCE=200809L", "-I" + filepath.Join(root, "include")}
		args = append(args, m.flags...)
		args = append(args, "-o", filepath.Join(dir, m.file))
		for _, source := range m.sources {
			args = append(args, filepath.Join(root, "extensions", "apibench", source))
		}
		if out, err := exec.Command("gcc", args...).CombinedOutput(); err != nil {
			return fmt.Errorf("compiling %s: %w\n%s", m.name, err, out)
		}
	}
	return nil
}

// findPython returns a python3.11. $PYTHON311 says which; without it, Debian's comes first.
func findPython() (string, error) {
	for _, candidate := range []string{os.Getenv("PYTHON311"), "/usr/bin/python3.11", "python3.11"} {
		if candidate == "" {
			continue
		}
		out, err := exec.Command(candidate, "-c", "import sys; print(sys.version_info[:2])").Output()
		if err == nil && string(out) == "(3, 11)\n" {
			return candidate, nil
		}
	}
	return "", errors.New("CPython 3.11 is not installed: apt-get install python3.11 (or set PYTHON311)")
}
