package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// words are how outcomes are called: in a row, in the counts, and as the heading of a list of causes.
var words = [...]struct{ row, count, heading string }{
	imported:   {"imported", "imported", ""},
	noLibrary:  {"misses library", "miss a shared library", "Shared libraries that no fetched package has"},
	noModule:   {"misses module", "miss a module of another package", "Modules that no fetched package has"},
	noSource:   {"needs source", "need Python source of packages, which gilded does not run", "Python source of packages"},
	noStandard: {"needs standard", "need a module of Python's library that gilded does not have", "Modules of Python's library that gilded does not have"},
	failed:     {"failed", "failed", "Failed"},
	crashed:    {"crashed", "crashed", "Crashed"},
}

// progress says on stderr how far it is: in one line on a terminal, now and then in a file.
type progress struct {
	total    int
	terminal bool
}

func newProgress(total int) progress {
	info, err := os.Stderr.Stat()
	return progress{total: total, terminal: err == nil && info.Mode()&os.ModeCharDevice != 0}
}

func (p progress) show(i int, name string) {
	switch n := i + 1; {
	case p.terminal && n == p.total:
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	case p.terminal:
		fmt.Fprintf(os.Stderr, "\r\x1b[K%d of %d  %s", n, p.total, name)
	case n%100 == 0:
		fmt.Fprintf(os.Stderr, "%d of %d\n", n, p.total)
	}
}

// printRow prints one module, in columns.
func printRow(w io.Writer, r result, width int) {
	row := fmt.Sprintf("%-*s  %-14s  %s", width, r.Name, words[r.Outcome].row, r.Cause)
	fmt.Fprintln(w, strings.TrimRight(row, " "))
}

// printCauses prints what was missing or went wrong, what most modules share first.
func printCauses(w io.Writer, results []result) {
	for kind := noLibrary; kind <= crashed; kind++ {
		groups := grouped(results, kind)
		if len(groups) == 0 {
			continue
		}
		fmt.Fprintf(w, "%s\n", words[kind].heading)
		if kind >= failed {
			printEach(w, groups)
		} else {
			printGroups(w, groups)
		}
		fmt.Fprintln(w)
	}
}

// group is the modules that share a cause.
type group struct {
	cause   string
	modules []string
}

// grouped returns the causes of a kind. Of what is in Python source only the package counts: the first part of the name.
func grouped(results []result, kind outcome) []group {
	modules := map[string][]string{}
	for _, r := range results {
		if r.Outcome != kind {
			continue
		}
		cause := r.Cause
		if kind == noSource || kind == noStandard {
			cause, _, _ = strings.Cut(cause, ".")
		}
		modules[cause] = append(modules[cause], r.Name)
	}
	var groups []group
	for cause, names := range modules {
		groups = append(groups, group{cause, names})
	}
	slices.SortFunc(groups, func(a, b group) int {
		return cmp.Or(len(b.modules)-len(a.modules), strings.Compare(a.cause, b.cause))
	})
	return groups
}

func printGroups(w io.Writer, groups []group) {
	width := 0
	for _, g := range groups {
		width = max(width, len(g.cause))
	}
	for _, g := range groups {
		fmt.Fprintf(w, "%5d  %-*s  %s\n", len(g.modules), width, g.cause, some(g.modules))
	}
}

// some names a few modules.
func some(names []string) string {
	const few = 3
	if len(names) <= few {
		return strings.Join(names, " ")
	}
	return strings.Join(names[:few], " ") + " …"
}

// printEach prints every module, with its cause below.
func printEach(w io.Writer, groups []group) {
	for _, g := range groups {
		fmt.Fprintf(w, "       %s\n           %s\n", strings.Join(g.modules, " "), g.cause)
	}
}

// printCounts prints how many modules there are of each kind, and how many of those that miss nothing were imported.
func printCounts(w io.Writer, results []result) {
	var count [crashed + 1]int
	for _, r := range results {
		count[r.Outcome]++
	}
	for kind, n := range count {
		if n > 0 {
			fmt.Fprintf(w, "%5d  %s\n", n, words[kind].count)
		}
	}
	fmt.Fprintf(w, "%5d  modules\n", len(results))
	if able := count[imported] + count[failed] + count[crashed]; able > 0 {
		fmt.Fprintf(w, "\nOf the %d that miss nothing, %d are imported: %.1f %%.\n", able, count[imported], 100*float64(count[imported])/float64(able))
	}
}
