// Package spec reads capi/api.txt, the one specification of the C API border: every generator starts from its symbols.
// It knows the format of that file and nothing of what is generated from it.
package spec

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Tier says where a symbol is implemented.
type Tier string

const (
	Go      Tier = "go"      // a Go function in capi/<chapter>.go
	C       Tier = "c"       // a C function in internal/ctier/<chapter>.c
	Data    Tier = "data"    // a variable
	Missing Tier = "missing" // exported, raises SystemError when called
	Up      Tier = "up"      // not exported: a Go function in capi that the C tier calls
)

// Symbol is one line of api.txt.
type Symbol struct {
	Name    string
	Chapter string // the heading that the line stands under
	Tier    Tier
	Since   Version // zero when the symbol is not part of the stable ABI
	Result  string  // new, borrowed, null, or empty
	Steals  []int   // arguments whose reference is given up; 1 is the first
	Decl    string  // the C declaration as written

	// Parsed from Decl. For data, Return is the type of the variable and Params is empty.
	Return   string
	Params   []string // types, without names; empty for (void)
	Variadic bool     // the parameters end in ...
	Array    bool     // data declared as Name[]
}

// IsData tells variables from functions.
func (s Symbol) IsData() bool { return s.Tier == Data }

// Stable tells whether the symbol is part of the stable ABI of some version.
func (s Symbol) Stable() bool { return s.Since != Version{} }

// Version is a CPython feature version.
type Version struct{ Major, Minor int }

func (v Version) String() string {
	if v == (Version{}) {
		return "-"
	}
	return fmt.Sprintf("%d.%d", v.Major, v.Minor)
}

// Hex is the form that Py_LIMITED_API and PY_VERSION_HEX have.
func (v Version) Hex() string { return fmt.Sprintf("0x%02x%02x0000", v.Major, v.Minor) }

// After orders versions.
func (v Version) After(o Version) bool {
	return v.Major > o.Major || v.Major == o.Major && v.Minor > o.Minor
}

// ParseVersion reads 3.11; - is the zero Version.
func ParseVersion(text string) (Version, error) {
	if text == "-" {
		return Version{}, nil
	}
	major, minor, ok := strings.Cut(text, ".")
	if !ok {
		return Version{}, fmt.Errorf("version %q is neither - nor like 3.11", text)
	}
	a, errA := strconv.Atoi(major)
	b, errB := strconv.Atoi(minor)
	if errA != nil || errB != nil {
		return Version{}, fmt.Errorf("version %q is neither - nor like 3.11", text)
	}
	return Version{a, b}, nil
}

// Parse reads the whole file. An error names the line that it is in.
func Parse(r io.Reader) ([]Symbol, error) {
	var symbols []Symbol
	seen := map[string]int{}
	chapter := ""
	inHead := true // the comment at the top of the file is not a chapter
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimRight(lines.Text(), " \t")
		switch {
		case line == "":
			inHead = false
			continue
		case strings.HasPrefix(line, "#"):
			if !inHead {
				chapter = strings.TrimSpace(line[1:])
			}
			continue
		}
		sym, err := parseLine(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if chapter == "" {
			return nil, fmt.Errorf("line %d: %s stands before the first chapter", n, sym.Name)
		}
		if first, dup := seen[sym.Name]; dup {
			return nil, fmt.Errorf("line %d: %s is already declared in line %d", n, sym.Name, first)
		}
		seen[sym.Name] = n
		sym.Chapter = chapter
		symbols = append(symbols, sym)
	}
	return symbols, lines.Err()
}

func parseLine(line string) (Symbol, error) {
	var fields [4]string
	rest := line
	for i := range fields {
		field, tail, ok := strings.Cut(rest, " ")
		if !ok {
			return Symbol{}, fmt.Errorf("expected tier, since, result, steals and a declaration, found %q", line)
		}
		fields[i], rest = field, strings.TrimLeft(tail, " ")
	}
	sym := Symbol{Tier: Tier(fields[0]), Decl: rest}
	switch sym.Tier {
	case Go, C, Data, Missing, Up:
	default:
		return Symbol{}, fmt.Errorf("tier %q is none of go, c, data, missing", fields[0])
	}
	var err error
	if sym.Since, err = ParseVersion(fields[1]); err != nil {
		return Symbol{}, err
	}
	switch fields[2] {
	case "new", "borrowed", "null":
		sym.Result = fields[2]
	case "-":
	default:
		return Symbol{}, fmt.Errorf("result %q is none of new, borrowed, null, -", fields[2])
	}
	if fields[3] != "-" {
		for text := range strings.SplitSeq(fields[3], ",") {
			arg, err := strconv.Atoi(text)
			if err != nil || arg < 1 {
				return Symbol{}, fmt.Errorf("stolen argument %q is not a position", text)
			}
			sym.Steals = append(sym.Steals, arg)
		}
	}
	if sym.IsData() {
		err = sym.parseData()
	} else {
		err = sym.parseFunction()
	}
	if err == nil && len(sym.Steals) > 0 && sym.Steals[len(sym.Steals)-1] > len(sym.Params) {
		err = fmt.Errorf("%s steals argument %d of %d", sym.Name, sym.Steals[len(sym.Steals)-1], len(sym.Params))
	}
	return sym, err
}

func (s *Symbol) parseData() error {
	decl := s.Decl
	if before, after, ok := strings.Cut(decl, "(*"); ok { // a function pointer: the name stands inside
		name, params, closed := strings.Cut(after, ")")
		if !closed || name == "" {
			return fmt.Errorf("%q is not the declaration of a variable", s.Decl)
		}
		s.Name, s.Return = name, before+"(*)"+params
		return nil
	}
	decl, s.Array = strings.CutSuffix(decl, "[]")
	s.Return, s.Name = splitName(decl)
	if s.Return == "" || s.Name == "" {
		return fmt.Errorf("%q is not the declaration of a variable", s.Decl)
	}
	return nil
}

func (s *Symbol) parseFunction() error {
	head, tail, ok := strings.Cut(s.Decl, "(")
	params, closed := strings.CutSuffix(tail, ")")
	s.Return, s.Name = splitName(head)
	if !ok || !closed || s.Return == "" || s.Name == "" {
		return fmt.Errorf("%q is not the declaration of a function", s.Decl)
	}
	if params == "void" {
		return nil
	}
	s.Params = splitParams(params)
	for i, p := range s.Params {
		if p == "" {
			return fmt.Errorf("parameter %d of %s is empty", i+1, s.Name)
		}
	}
	if last := len(s.Params) - 1; s.Params[last] == "..." {
		s.Params, s.Variadic = s.Params[:last], true
	}
	return nil
}

// splitName takes the identifier off the end of a declarator.
func splitName(decl string) (typ, name string) {
	decl = strings.TrimSpace(decl)
	i := len(decl)
	for i > 0 && isIdent(decl[i-1]) {
		i--
	}
	return strings.TrimSpace(decl[:i]), decl[i:]
}

func isIdent(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// splitParams cuts at the commas that are not inside the parentheses of a function pointer.
func splitParams(list string) []string {
	var params []string
	depth, start := 0, 0
	for i, c := range list {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				params = append(params, strings.TrimSpace(list[start:i]))
				start = i + 1
			}
		}
	}
	return append(params, strings.TrimSpace(list[start:]))
}
