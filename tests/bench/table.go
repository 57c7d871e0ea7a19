package main

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// floor is the resolution in nanoseconds: what is faster counts as this, or two rows of nothing would have a ratio.
const floor = 1.0

// settle computes the ratios and what follows from them.
func (r *report) settle() {
	logs, n := 0.0, 0
	for i := range r.Rows {
		row := &r.Rows[i]
		if row.Gilded == 0 || row.CPython == 0 {
			continue
		}
		row.Ratio = math.Max(row.Gilded, floor) / math.Max(row.CPython, floor)
		logs += math.Log(row.Ratio)
		n++
		if row.Ratio > slow {
			r.Slow = append(r.Slow, row.Name)
		}
	}
	if n > 0 {
		r.GeoMean = math.Exp(logs / float64(n))
	}
}

func (r *report) print(w io.Writer) {
	t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tgilded ns\tCPython ns\tratio\t\t")
	for _, row := range r.Rows {
		mark := ""
		if row.Ratio > slow {
			mark = " <-- slow"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t\n", row.Name, number(row.Gilded, 1), number(row.CPython, 1), number(row.Ratio, 2), mark)
	}
	t.Flush()
	if r.GeoMean > 0 {
		fmt.Fprintf(w, "\ngeometric mean of the ratios: %.2f; rows above %g: %d\n", r.GeoMean, slow, len(r.Slow))
	}
	if len(r.FromGo) > 0 {
		fmt.Fprintln(w)
		t := tabwriter.NewWriter(w, 0, 8, 2, ' ', tabwriter.AlignRight)
		fmt.Fprintln(t, "from Go: a bytes argument, an int result\tns\tagainst gilded\t")
		for _, row := range r.FromGo {
			fmt.Fprintf(t, "%s\t%s\t%s\t\n", row.Name, number(row.Nanoseconds, 1), number(row.Nanoseconds/r.FromGo[0].Nanoseconds, 2))
		}
		t.Flush()
	}
	for _, text := range r.Failures {
		fmt.Fprintln(w, "failed:", text)
	}
	for _, text := range r.Missing {
		fmt.Fprintln(w, "not measured:", text)
	}
}

func number(v float64, digits int) string {
	if v == 0 {
		return "-"
	}
	return fmt.Sprintf("%.*f", digits, v)
}
