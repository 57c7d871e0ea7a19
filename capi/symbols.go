package capi

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

//go:embed api.txt
var apiText string

// Symbols is what api.txt says of every exported symbol, for tools to show.
var Symbols = sync.OnceValue(func() []spec.Symbol {
	all, err := spec.Parse(strings.NewReader(apiText))
	if err != nil {
		panic("capi: api.txt: " + err.Error()) // the generator has read the same text
	}
	exported := all[:0]
	for _, s := range all {
		if s.Tier != spec.Up {
			exported = append(exported, s)
		}
	}
	return exported
})
