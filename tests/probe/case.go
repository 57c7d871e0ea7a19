// Package probe compares single C API functions with CPython 3.11: extensions/probe calls any of them by name, with the same
// operands in both hosts. answers/ holds what CPython reported, a file for each family (a chapter of capi/api.txt); record.py
// makes the cases, from operands.py, and asks. The tests replay the cases in gilded, with no Python.
package probe

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
)

//go:embed answers names.txt differs.txt
var files embed.FS

// Case is one call: a function, its operands as expressions, what is set before it, and CPython's answer.
type Case struct {
	Function string
	Operands []string
	Raised   string // the exception that is set before the call, as an expression, or ""
	Errno    int
	Text     string // the line up to the answer
	Answer   string
}

// ParseCase reads a line of an answers file, or one without an answer.
func ParseCase(line string) Case {
	fields := strings.Split(line, "\t")
	c := Case{Function: fields[0]}
	n := 1
	for ; n < len(fields) && !strings.HasPrefix(fields[n], "="); n++ {
		if raised, ok := strings.CutPrefix(fields[n], "? "); ok {
			c.Raised = raised
		} else if number, ok := strings.CutPrefix(fields[n], "errno "); ok {
			c.Errno, _ = strconv.Atoi(number)
		} else {
			c.Operands = append(c.Operands, fields[n])
		}
	}
	c.Text, c.Answer = strings.Join(fields[:n], "\t"), strings.Join(fields[n:], "\t")
	return c
}

// String shows the case as a call.
func (c Case) String() string {
	text := c.Function + "(" + strings.Join(c.Operands, ", ") + ")"
	if c.Raised != "" {
		text += " while " + c.Raised + " is set"
	}
	if c.Errno != 0 {
		text += fmt.Sprintf(" with errno %d", c.Errno)
	}
	return text
}

// Families returns the names of the answer files.
func Families() ([]string, error) {
	found, err := fs.Glob(files, "answers/*.txt")
	for i, name := range found {
		found[i] = strings.TrimSuffix(strings.TrimPrefix(name, "answers/"), ".txt")
	}
	return found, err
}

// Cases returns the cases of a family.
func Cases(family string) ([]Case, error) {
	text, err := files.ReadFile("answers/" + family + ".txt")
	if err != nil {
		return nil, err
	}
	var cases []Case
	for line := range strings.Lines(string(text)) {
		cases = append(cases, ParseCase(strings.TrimSuffix(line, "\n")))
	}
	return cases, nil
}

// definition is a name that operands use.
type definition struct{ name, expression string }

func definitions() ([]definition, error) {
	text, err := files.ReadFile("names.txt")
	if err != nil {
		return nil, err
	}
	var found []definition
	for line := range strings.Lines(string(text)) {
		if name, expression, ok := strings.Cut(strings.TrimSpace(line), " = "); ok && !strings.HasPrefix(line, "#") {
			found = append(found, definition{name, expression})
		}
	}
	return found, nil
}

// exception is a kind of case in which gilded may answer otherwise, and why.
type exception struct {
	function, line *regexp.Regexp
	reason         string
}

// exceptions reads differs.txt: the function, the rest of the line with its answer, both as expressions, and the reason.
func exceptions() ([]exception, error) {
	text, err := files.ReadFile("differs.txt")
	if err != nil {
		return nil, err
	}
	var found []exception
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) < 3 {
			continue
		}
		function, err := regexp.Compile("^(" + fields[0] + ")$")
		if err != nil {
			return nil, err
		}
		rest, err := regexp.Compile(fields[1])
		if err != nil {
			return nil, err
		}
		found = append(found, exception{function, rest, fields[2]})
	}
	return found, nil
}

// excuses tells whether the list has a case.
func (e exception) excuses(c Case) bool {
	return e.function.MatchString(c.Function) && e.line.MatchString(strings.Join(c.Operands, ", ")+" "+c.Answer)
}
