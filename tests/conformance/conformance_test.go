package conformance

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/tests/debs"
)

// The test binary is two programs: the test, and one that answers the statements of a module. A module that crashes
// then takes only its own answers with it.
const (
	answerModule = "GILDED_CONFORMANCE_MODULE"
	answerGroup  = "GILDED_CONFORMANCE_GROUP" // only the group of this title, where it is set; of _testcapi, the statement
)

func TestMain(m *testing.M) {
	if name := os.Getenv(answerModule); name != "" {
		if err := answer(name, os.Getenv(answerGroup), os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	status := m.Run()
	if *showTable {
		WriteTable(os.Stdout, table)
		for _, row := range table {
			if row.NotRun != "" {
				fmt.Printf("not run: %s: %s\n", row.Module, row.NotRun)
			}
		}
	}
	os.Exit(status)
}

var showTable = flag.Bool("table", false, "print how many answers agree, module by module")

// table collects the rows that are printed in the end.
var table []Row

func TestConformance(t *testing.T) {
	modules, err := Modules()
	require.NoError(t, err)
	cache, err := debs.Open()
	require.NoError(t, err)
	fetched := cache.Fetch(Packages(modules)...)
	for _, module := range modules {
		t.Run(module.Name, func(t *testing.T) { replay(t, cache, module, fetched) })
	}
}

// replay runs one module in a process of its own and has one subtest for each group.
func replay(t *testing.T, cache *debs.Cache, module Module, fetched error) {
	golden, err := Golden(module.Name)
	require.NoError(t, err)
	row := Row{Module: module.Name}
	for _, group := range golden {
		row.Calls += len(group.Entries)
	}
	defer func() { table = append(table, row) }()
	if _, _, err := module.Files(cache); err != nil {
		row.NotRun = err.Error()
		if fetched != nil {
			row.NotRun = firstLine(fetched)
		}
		if os.Getenv("CI") != "" {
			t.Fatal(row.NotRun)
		}
		t.Skip(row.NotRun)
	}
	if why := blinded[module.Name]; why != "" {
		row.NotRun = why
		t.Skip(why)
	}
	if module.Name == SelfTests {
		selfTestsAgree(t, &row, golden[0])
		return
	}
	came, failure := ask(module.Name, onlyGroup(golden))
	for _, expected := range golden {
		t.Run(expected.Title, func(t *testing.T) {
			var answered Group
			for _, group := range came {
				if group.Title == expected.Title {
					answered = group
				}
			}
			differences := Compare(module.Name, expected, answered)
			row.Agreeing += len(expected.Entries) - len(differences)
			for i, difference := range differences {
				if i == 20 {
					t.Errorf("and %d more", len(differences)-i)
					break
				}
				t.Error(difference)
			}
			if len(differences) > 0 && failure != nil {
				t.Errorf("the process that answers ended with: %v", failure)
			}
		})
	}
}

// selfTestsAgree runs each function of _testcapi in a process of its own: a failed assertion of theirs ends it.
func selfTestsAgree(t *testing.T, row *Row, golden Group) {
	for _, expected := range golden.Entries {
		name := strings.TrimSuffix(strings.TrimPrefix(expected.Statement, "m."), "()")
		t.Run(name, func(t *testing.T) {
			came, failure := ask(SelfTests, expected.Statement)
			var answered Group
			if len(came) > 0 {
				answered = came[0]
			}
			differences := Compare(SelfTests, Group{Title: name, Entries: []Entry{expected}}, answered)
			if len(differences) > 0 {
				t.Errorf("%s\n%v", differences[0], failure)
				return
			}
			row.Agreeing++
		})
	}
}

// onlyGroup returns the title of the one group that -run selects, or "".
func onlyGroup(golden []Group) string {
	run := runFlag()
	parts := strings.SplitN(run, "/", 3)
	if len(parts) < 3 {
		return ""
	}
	wanted, err := regexp.Compile(parts[2])
	if err != nil {
		return ""
	}
	only := ""
	for _, group := range golden {
		if wanted.MatchString(subtest(group.Title)) {
			if only != "" {
				return ""
			}
			only = group.Title
		}
	}
	return only
}

func runFlag() string {
	for i, arg := range os.Args {
		if value, ok := strings.CutPrefix(arg, "-test.run="); ok {
			return value
		}
		if arg == "-test.run" && i+1 < len(os.Args) {
			return os.Args[i+1]
		}
	}
	return ""
}

// zone is the zone that answers are given in, as record.py has it.
const zone = "CET-1CEST,M3.5.0,M10.5.0/3"

// ask runs the answering program. Where it dies, the answers it had given and why it died are returned.
func ask(module, group string) ([]Group, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), answerModule+"="+module, answerGroup+"="+group, "TZ="+zone)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		return ReadAnswers(out.String()), fmt.Errorf("%w\n%s", err, firstLines(complaint.String(), 30))
	}
	return ReadAnswers(out.String()), nil
}

func firstLines(text string, n int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(lines[:min(n, len(lines))], "")
}

func firstLine(err error) string {
	var joined interface{ Unwrap() []error }
	if errors.As(err, &joined) && len(joined.Unwrap()) > 0 {
		err = joined.Unwrap()[0]
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}
