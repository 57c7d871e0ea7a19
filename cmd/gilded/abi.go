package main

import (
	"encoding/json"
	"fmt"

	"github.com/d95905aa/gilded/capi"
	"github.com/d95905aa/gilded/internal/apigen/spec"
)

type abiCommand struct {
	Missing bool `help:"Only those that are not implemented yet."`
	JSON    bool `help:"As JSON, for machines."`
}

type abiSymbol struct {
	Name        string `json:"name"`
	Kind        string `json:"kind"`        // function or data
	Implemented string `json:"implemented"` // C, Go, data or missing
	Since       string `json:"since"`       // the CPython version whose stable ABI has it first; empty: no stable ABI has it
	Chapter     string `json:"chapter"`
	Declaration string `json:"declaration"`
}

var tiers = map[spec.Tier]string{spec.C: "C", spec.Go: "Go", spec.Data: "data", spec.Missing: "missing"}

func (c *abiCommand) Run(out *output) error {
	var list []abiSymbol
	counts := map[spec.Tier]int{}
	for _, s := range capi.Symbols() {
		counts[s.Tier]++
		if c.Missing && s.Tier != spec.Missing {
			continue
		}
		kind, since := "function", ""
		if s.IsData() {
			kind = "data"
		}
		if s.Stable() {
			since = s.Since.String()
		}
		list = append(list, abiSymbol{s.Name, kind, tiers[s.Tier], since, s.Chapter, s.Decl})
	}
	if c.JSON {
		return writeJSON(out, list)
	}
	rows := make([][]string, 0, len(list))
	for _, s := range list {
		since := s.Since
		if since == "" {
			since = "-"
		}
		rows = append(rows, []string{s.Name, s.Implemented, since, s.Chapter})
	}
	fmt.Fprintln(out, out.heading("symbol, implemented in, in the stable ABI since, chapter"))
	out.table("", rows)
	fmt.Fprintf(out, "\n%d symbols: %d in C, %d in Go, %d data, %d not yet (calling one raises SystemError)\n",
		len(capi.Symbols()), counts[spec.C], counts[spec.Go], counts[spec.Data], counts[spec.Missing])
	return nil
}

func writeJSON(out *output, v any) error {
	e := json.NewEncoder(out)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
