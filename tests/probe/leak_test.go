package probe

import (
	"fmt"
	"io"
	"slices"

	"github.com/d95905aa/gilded/internal/object"
)

// leaks runs the cases of each function again, and writes what is alive after that and was not before.
func (p *prober) leaks(cases []Case, w io.Writer) {
	for len(cases) > 0 {
		n := slices.IndexFunc(cases, func(c Case) bool { return c.Function != cases[0].Function })
		if n < 0 {
			n = len(cases)
		}
		before := p.alive()
		for _, c := range cases[:n] {
			p.answer(c)
		}
		for name, count := range p.alive() {
			if more := count - before[name]; more > 0 {
				fmt.Fprintf(w, "%s: %d more of %s are alive after a second run\n", cases[0].Function, more, name)
			}
		}
		cases = cases[n:]
	}
}

// alive counts the objects that are alive, by their types.
func (p *prober) alive() map[string]int {
	for object.Collect(2) > 0 {
	}
	return p.in.Count()
}
