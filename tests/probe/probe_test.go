package probe

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/include"
)

// The test binary is two programs: the test, and one that answers cases from its input. A case that crashes then takes only
// its own answer with it.
const (
	answerLibrary = "GILDED_PROBE_LIBRARY"
	answerTwice   = "GILDED_PROBE_TWICE" // run everything again and say what a second run leaves alive
)

var showTable = flag.Bool("table", false, "print how many cases agree, family by family")

// row is a line of the table.
type row struct {
	family                  string
	functions               map[string]bool
	cases, agreeing, listed int
}

var table []*row

func TestMain(m *testing.M) {
	if file := os.Getenv(answerLibrary); file != "" {
		if err := serve(file, os.Getenv(answerTwice) != ""); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	status := m.Run()
	if *showTable {
		printTable()
	}
	os.Exit(status)
}

func printTable() {
	functions, cases, agreeing, listed := 0, 0, 0, 0
	fmt.Printf("%-14s %9s %7s %9s %7s\n", "family", "functions", "cases", "agreeing", "listed")
	for _, r := range table {
		fmt.Printf("%-14s %9d %7d %9d %7d\n", r.family, len(r.functions), r.cases, r.agreeing, r.listed)
		functions, cases, agreeing, listed = functions+len(r.functions), cases+r.cases, agreeing+r.agreeing, listed+r.listed
	}
	fmt.Printf("%-14s %9d %7d %9d %7d\n", "all", functions, cases, agreeing, listed)
}

// serve answers the cases of the input, one line each.
func serve(file string, twice bool) error {
	p, err := newProber(file)
	if err != nil {
		return err
	}
	defer p.leave()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	var all []Case
	for lines.Scan() {
		c := ParseCase(lines.Text())
		fmt.Println(p.answer(c))
		all = append(all, c)
	}
	if twice {
		p.leaks(all, os.Stdout)
	}
	return lines.Err()
}

// build compiles the module against gilded's headers.
func build(t testing.TB) string {
	t.Helper()
	headers, file := t.TempDir(), filepath.Join(t.TempDir(), "probe.so")
	require.NoError(t, include.Unpack(headers))
	sources, err := filepath.Glob("../../extensions/probe/*.c")
	require.NoError(t, err)
	require.NotEmpty(t, sources)
	args := append([]string{"-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror", "-I" + headers, "-o", file}, sources...)
	out, err := exec.Command("gcc", args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	return file
}

// ask runs the answering program over cases, again after each death. What it said to the case that killed it is in died.
func ask(file string, cases []Case, twice bool) (answers []string, died map[int]string, leaks []string, err error) {
	died = map[int]string{}
	for len(answers) < len(cases) {
		rest := cases[len(answers):]
		came, complaint, failure := askOnce(file, rest, twice && len(died) == 0)
		answers = append(answers, came[:min(len(came), len(rest))]...)
		if len(came) > len(rest) {
			leaks = came[len(rest):]
		}
		if len(answers) == len(cases) {
			break
		}
		if failure == nil {
			return nil, nil, nil, errors.New("the answering process ended early")
		}
		died[len(answers)] = fmt.Sprintf("%v\n%s", failure, firstLines(complaint, 40))
		answers = append(answers, "died")
		if len(died) > 50 {
			return nil, nil, nil, fmt.Errorf("the answering process died %d times; first: %v", len(died), died)
		}
	}
	return answers, died, leaks, nil
}

// silence is how long the answering process may take for one case.
const silence = 60 * time.Second

func askOnce(file string, cases []Case, twice bool) (answers []string, complaint string, failure error) {
	self, err := os.Executable()
	if err != nil {
		return nil, "", err
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), answerLibrary+"="+file)
	if twice {
		cmd.Env = append(cmd.Env, answerTwice+"=1")
	}
	var input, stderr bytes.Buffer
	for _, c := range cases {
		fmt.Fprintln(&input, c.Text)
	}
	cmd.Stdin, cmd.Stderr = &input, &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, "", err
	}
	if err := cmd.Start(); err != nil {
		return nil, "", err
	}
	watch := time.AfterFunc(silence, func() { _ = cmd.Process.Kill() })
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		watch.Reset(silence)
		answers = append(answers, strings.TrimSuffix(line, "\n"))
	}
	failure = cmd.Wait()
	watch.Stop()
	return answers, stderr.String(), failure
}

func firstLines(text string, n int) string {
	lines := strings.SplitAfter(text, "\n")
	return strings.Join(lines[:min(n, len(lines))], "")
}

// TestProbe replays what CPython answered, a family at a time.
func TestProbe(t *testing.T) {
	file := build(t)
	families, err := Families()
	require.NoError(t, err)
	require.NotEmpty(t, families)
	excused, err := exceptions()
	require.NoError(t, err)
	used := make([]bool, len(excused))
	for _, family := range families {
		t.Run(family, func(t *testing.T) { replay(t, file, family, excused, used) })
	}
	if len(table) < len(families) {
		return // not all were run
	}
	for i, e := range excused {
		if !used[i] {
			t.Errorf("differs.txt: no case of %s differs any more: strike the line (%s)", e.function, e.reason)
		}
	}
}

func replay(t *testing.T, file, family string, excused []exception, used []bool) {
	cases, err := Cases(family)
	require.NoError(t, err)
	r := &row{family: family, functions: map[string]bool{}, cases: len(cases)}
	table = append(table, r)
	came, died, leaks, err := ask(file, cases, true)
	require.NoError(t, err)
	for i, c := range cases {
		r.functions[c.Function] = true
		if came[i] == c.Answer {
			r.agreeing++
			continue
		}
		if at := excuse(excused, c); at >= 0 && died[i] == "" {
			used[at] = true
			r.listed++
			continue
		}
		t.Errorf("%s\nexpected %s\ncame     %s\n%s", c, c.Answer, came[i], died[i])
	}
	for _, leak := range leaks {
		t.Error(leak)
	}
}

// excuse is the place of a case in the list of those that may differ, or -1.
func excuse(excused []exception, c Case) int {
	for i, e := range excused {
		if e.excuses(c) {
			return i
		}
	}
	return -1
}
