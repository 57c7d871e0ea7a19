package conformance

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// Entry is one statement and what came of it, as record.py describes: the value or the exception, and below it what the
// exception holds and which reference counts changed.
type Entry struct {
	Statement string
	Answer    []string
}

// Group is a run of statements that starts with nothing but the module, named m.
type Group struct {
	Title   string
	Entries []Entry
}

// Cases returns the groups of cases/<module>.case, without answers.
func Cases(module string) ([]Group, error) {
	text, err := files.ReadFile("cases/" + module + ".case")
	if err != nil {
		return nil, err
	}
	var groups []Group
	for _, line := range strings.Split(string(text), "\n") {
		title, isTitle := strings.CutPrefix(line, "#: ")
		switch {
		case isTitle:
			groups = append(groups, Group{Title: title})
		case strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#"):
		case len(groups) == 0:
			return nil, fmt.Errorf("%s.case: a statement before the first group: %s", module, line)
		default:
			last := &groups[len(groups)-1]
			last.Entries = append(last.Entries, Entry{Statement: line})
		}
	}
	return groups, nil
}

// Golden returns the groups with the answers that CPython gave.
func Golden(module string) ([]Group, error) {
	text, err := files.ReadFile("golden/" + module + ".txt")
	if err != nil {
		return nil, err
	}
	return ReadAnswers(string(text)), nil
}

// ReadAnswers reads the format of the golden files, up to where the text ends.
func ReadAnswers(text string) []Group {
	groups := []Group{}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if title, ok := strings.CutPrefix(line, "#: "); ok {
			groups = append(groups, Group{Title: title})
			continue
		}
		if len(groups) == 0 {
			groups = append(groups, Group{})
		}
		entries := &groups[len(groups)-1].Entries
		if statement, ok := strings.CutPrefix(line, ">>> "); ok {
			*entries = append(*entries, Entry{Statement: statement})
		} else if len(*entries) > 0 {
			last := &(*entries)[len(*entries)-1]
			last.Answer = append(last.Answer, line)
		}
	}
	return groups
}

// Difference is a statement that was answered otherwise than CPython answers it.
type Difference struct {
	Module, Group, Statement string
	Expected, Came           []string // Came is empty where no answer came at all
}

// Again is the command that runs this case again.
func (d Difference) Again() string {
	return fmt.Sprintf("go test ./tests/conformance -run 'TestConformance/%s/%s$'", d.Module, subtest(d.Group))
}

// subtest is how the testing package writes a title in the name of a subtest.
func subtest(title string) string { return strings.ReplaceAll(title, " ", "_") }

func (d Difference) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s, %s:\n>>> %s\n", d.Module, d.Group, d.Statement)
	part := func(name string, lines []string) {
		fmt.Fprintf(&out, "%s\n", name)
		for _, line := range lines {
			fmt.Fprintf(&out, "    %s\n", line)
		}
	}
	part("expected", d.Expected)
	if len(d.Came) == 0 {
		part("came", []string{"(nothing: the process did not get that far)"})
	} else {
		part("came", d.Came)
	}
	fmt.Fprintf(&out, "run it again: %s\n", d.Again())
	return out.String()
}

// Compare returns the differences between the expected answers of one group and those that came.
func Compare(module string, expected, came Group) []Difference {
	var differences []Difference
	for i, entry := range expected.Entries {
		var answer []string
		if i < len(came.Entries) && came.Entries[i].Statement == entry.Statement {
			answer = came.Entries[i].Answer
		}
		if !slices.Equal(answer, entry.Answer) {
			differences = append(differences, Difference{module, expected.Title, entry.Statement, entry.Answer, answer})
		}
	}
	return differences
}

// Row is one line of the table.
type Row struct {
	Module          string
	Calls, Agreeing int
	NotRun          string // why, or ""
}

// WriteTable prints what make conformance prints.
func WriteTable(w io.Writer, rows []Row) {
	calls, agreeing := 0, 0
	fmt.Fprintf(w, "%-28s %7s %9s\n", "module", "calls", "agreeing")
	for _, row := range rows {
		if row.NotRun != "" {
			fmt.Fprintf(w, "%-28s %7d %9s  %s\n", row.Module, row.Calls, "not run", row.NotRun)
			continue
		}
		fmt.Fprintf(w, "%-28s %7d %9d\n", row.Module, row.Calls, row.Agreeing)
		calls, agreeing = calls+row.Calls, agreeing+row.Agreeing
	}
	fmt.Fprintf(w, "%-28s %7d %9d\n", "all", calls, agreeing)
}
