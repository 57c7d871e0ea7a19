package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
)

// goRow is one way of getting from Go into C code and back with a result.
type goRow struct {
	Name        string  `json:"name"`
	Nanoseconds float64 `json:"ns"`

	peer *peer
	way  string // as the peer calls it
}

// callsPerRound is how many calls one measurement takes: long enough for the clock, short enough to fall between two
// disturbances.
const callsPerRound = 10000

// measureFromGo measures apibench.total(bytes) called from Go: in gilded, and in a program that embeds libpython. As with
// the rows, each way has its turn in every round, so that whatever slows the machine meets all of them.
func measureFromGo(r *report, root, dir string, opts options) error {
	gilded, err := startSelf(dir)
	if err != nil {
		return err
	}
	defer gilded.close()
	r.FromGo = []goRow{{Name: "gilded, host API", peer: gilded}}
	if exec.Command("pkg-config", "--exists", "python-3.11-embed").Run() == nil {
		embed, err := startEmbed(root, dir)
		if err != nil {
			return err
		}
		defer embed.close()
		r.FromGo = append(r.FromGo,
			goRow{Name: "one bare cgo call", peer: embed, way: "call"},
			goRow{Name: "two bare cgo calls", peer: embed, way: "pair"},
			goRow{Name: "libpython embedded, one cgo call each", peer: embed, way: "embed"},
			goRow{Name: "libpython embedded, all in one C function", peer: embed, way: "embed one"})
	} else {
		r.Missing = append(r.Missing, "a Go program that embeds CPython: apt-get install libpython3.11-dev pkg-config")
	}
	for range 10 * opts.rounds {
		for i := range r.FromGo {
			row := &r.FromGo[i]
			seconds, err := row.peer.seconds(callsFromGo, row.way, callsPerRound)
			if err != nil {
				return fmt.Errorf("%s: %w", row.Name, err)
			}
			if ns := seconds / callsPerRound * 1e9; row.Nanoseconds == 0 || ns < row.Nanoseconds {
				row.Nanoseconds = ns
			}
		}
	}
	return nil
}

// startEmbed builds tests/bench/embed and starts it.
func startEmbed(root, dir string) (*peer, error) {
	embed := filepath.Join(dir, "embed")
	build := exec.Command("go", "build", "-o", embed, ".")
	build.Dir = filepath.Join(root, "tests", "bench", "embed")
	if out, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building tests/bench/embed: %w\n%s", err, out)
	}
	return startPeer(embed, dir)
}
