package main

import (
	"fmt"
	"math"
	"strings"
)

// slice is how long one measurement takes, in seconds: many timer ticks, few preemptions.
const slice = 0.003

// column is one column of the table: a host and where its figures go.
type column struct {
	name string
	peer *peer
	of   func(*row) *float64
}

// measureRows fills the table: round after round, each row in one host and at once in the other, so that whatever slows
// the machine meets both. The fastest round counts.
func measureRows(r *report, dir, python string, opts options) error {
	var hosts []column
	gilded, err := startSelf(dir)
	if err != nil {
		return err
	}
	defer gilded.close()
	hosts = append(hosts, column{"gilded", gilded, func(r *row) *float64 { return &r.Gilded }})
	if python != "" {
		cpython, err := startPeer(python, "-c", pythonPeer, dir)
		if err != nil {
			return err
		}
		defer cpython.close()
		hosts = append(hosts, column{"CPython", cpython, func(r *row) *float64 { return &r.CPython }})
	}
	for _, m := range modules {
		if err := measureModule(r, m.name, hosts, opts); err != nil {
			return err
		}
	}
	r.settle()
	return nil
}

func measureModule(r *report, module string, hosts []column, opts options) error {
	names, err := hosts[len(hosts)-1].peer.names(module)
	if err != nil {
		return fmt.Errorf("%s in %s: %w", module, hosts[len(hosts)-1].name, err)
	}
	first := len(r.Rows)
	for _, name := range names {
		if strings.Contains(name, opts.row) {
			r.Rows = append(r.Rows, row{Name: name})
		}
	}
	rows := r.Rows[first:]
	repeat := make([]map[string]int, len(hosts))
	for i := range repeat {
		repeat[i] = map[string]int{}
	}
	for range opts.rounds {
		for i := range rows {
			for h := range hosts {
				if err := measureOnce(r, module, &rows[i], hosts[h], repeat[h]); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// measureOnce runs a row in a host, as often as fills a slice of time; the first time finds out how often that is. A row
// that raises is reported once and stays empty.
func measureOnce(r *report, module string, row *row, h column, repeat map[string]int) error {
	n, known := repeat[row.Name]
	if known && n == 0 {
		return nil
	}
	for n = max(n, 64); ; n *= 4 {
		seconds, err := h.peer.seconds(module, row.Name, n)
		if raised(err) {
			r.Failures = append(r.Failures, fmt.Sprintf("%s in %s: %v", row.Name, h.name, err))
			repeat[row.Name] = 0
			return nil
		}
		if err != nil {
			return err
		}
		if !known && seconds < slice/4 && n < 1<<24 {
			continue
		}
		repeat[row.Name] = n
		best, ns := h.of(row), math.Max(seconds/float64(n)*1e9, 0.01)
		if *best == 0 || ns < *best {
			*best = ns
		}
		return nil
	}
}
