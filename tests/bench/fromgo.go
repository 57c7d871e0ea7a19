package main

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
)

// goRow is one way of getting from Go into C code and back with a result.
type goRow struct {
	Name        string  `json:"name"`
	Nanoseconds float64 `json:"ns"`
}

// measureFromGo measures apibench.total(bytes) called from Go: in gilded, and in a program that embeds libpython.
func measureFromGo(r *report, root, dir string, opts options) error {
	gilded, err := startSelf(dir)
	if err != nil {
		return err
	}
	defer gilded.close()
	answer, err := gilded.ask(callsFromGo, "", 0)
	if err != nil {
		return err
	}
	ns, err := strconv.ParseFloat(answer, 64)
	if err != nil {
		return err
	}
	r.FromGo = append(r.FromGo, goRow{"gilded, host API", ns})

	embed := filepath.Join(dir, "embed")
	build := exec.Command("go", "build", "-o", embed, ".")
	build.Dir = filepath.Join(root, "tests", "bench", "embed")
	if err := exec.Command("pkg-config", "--exists", "python-3.11-embed").Run(); err != nil {
		r.Missing = append(r.Missing, "a Go program that embeds CPython: apt-get install libpython3.11-dev pkg-config")
		return nil
	}
	if out, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building tests/bench/embed: %w\n%s", err, out)
	}
	out, err := exec.Command(embed, dir).Output()
	if err != nil {
		return fmt.Errorf("tests/bench/embed: %w", err)
	}
	var ways struct {
		Call, Pair, Embed float64
		EmbedOne          float64 `json:"embed_one"`
	}
	if err := json.Unmarshal(out, &ways); err != nil {
		return err
	}
	r.FromGo = append(r.FromGo,
		goRow{"one bare cgo call", ways.Call},
		goRow{"two bare cgo calls", ways.Pair},
		goRow{"libpython embedded, one cgo call each", ways.Embed},
		goRow{"libpython embedded, all in one C function", ways.EmbedOne})
	return nil
}
