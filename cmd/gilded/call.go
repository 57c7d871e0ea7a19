package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

type callCommand struct {
	search
	On     string   `placeholder:"EXPR" help:"Call a method of the object that this expression makes, for instance 'Type(1, 2)'; names are the module's."`
	Repeat int      `short:"n" placeholder:"N" help:"Call N times, and print the time of one call after the result."`
	Module string   `arg:"" help:"A module's file, or its dotted name."`
	Func   string   `arg:"" help:"The function; may be dotted."`
	Args   []string `arg:"" optional:"" help:"Arguments: Python literals such as 1, -2.5, \"'text'\", \"b'\\x00'\", \"[1, (2,)]\"; NAME=LITERAL passes one by name."`
}

func (c *callCommand) Help() string {
	return `An ARG is a Python literal, so a str keeps its quotes inside the shell's: "'text'".

    gilded call ./spam.abi3.so repeat "'na'" times=3
    gilded call --path /usr/lib/python3/dist-packages zstd ZSTD_version
    gilded call --on 'Samples([1, 2])' ./spam.abi3.so __repr__

The exit status is 1 for an exception, 2 for a wrong command line, 3 for a module that can't be loaded.`
}

func (c *callCommand) Run(out *output) error {
	if c.Repeat < 0 {
		return usage("--repeat %d: a number of calls is not negative", c.Repeat)
	}
	var args []argument
	for _, text := range c.Args {
		a, err := parseArgument(strings.TrimPrefix(text, guard))
		if err != nil {
			return err
		}
		args = append(args, a)
	}
	var on pyexpr.Expr
	if c.On != "" {
		var err error
		if on, err = pyexpr.Parse(c.On); err != nil {
			return usage("--on %s: %v", c.On, err)
		}
	}
	return c.search.with(out, func(s *session) error {
		m, err := s.load(c.Module)
		if err != nil {
			return err
		}
		defer object.Decref(m)
		return c.call(s, m, on, args)
	})
}

// call runs in a loaded module; m is borrowed.
func (c *callCommand) call(s *session, m *object.Object, on pyexpr.Expr, args []argument) error {
	ns := pyeval.NewNamespace()
	defer ns.Close()
	bindModule(ns, m)
	target := object.NewRef(m)
	defer func() { object.XDecref(target) }()
	if on != nil {
		o, err := pyexpr.Eval(ns, on)
		if err != nil {
			return s.failed(err)
		}
		object.Replace(&target, o)
	}
	for _, name := range strings.Split(c.Func, ".") {
		o := object.GetAttrString(target, name)
		if o == nil {
			return s.raised()
		}
		object.Replace(&target, o)
	}
	values, names, err := evaluate(ns, args)
	defer func() {
		for _, v := range values {
			object.Decref(v)
		}
	}()
	if err != nil {
		return s.failed(err)
	}
	start := time.Now()
	var result *object.Object
	for range max(c.Repeat, 1) {
		object.XDecref(result)
		if result, err = ns.Call(target, values, names); err != nil {
			return s.failed(err)
		}
	}
	elapsed := time.Since(start)
	defer object.Decref(result)
	text := object.Repr(result)
	if text == nil {
		return s.raised()
	}
	defer object.Decref(text)
	fmt.Fprintln(s.out, object.StrOf(text))
	if c.Repeat > 0 {
		fmt.Fprintf(s.out, "%d calls, %s each\n", c.Repeat, perCall(elapsed, c.Repeat))
	}
	return nil
}

func perCall(d time.Duration, n int) string {
	ns := float64(d.Nanoseconds()) / float64(n)
	switch {
	case ns < 1e3:
		return fmt.Sprintf("%.1f ns", ns)
	case ns < 1e6:
		return fmt.Sprintf("%.2f µs", ns/1e3)
	case ns < 1e9:
		return fmt.Sprintf("%.2f ms", ns/1e6)
	}
	return fmt.Sprintf("%.2f s", ns/1e9)
}

// bindModule makes a module's names those of a namespace.
func bindModule(ns *pyeval.Namespace, m *object.Object) {
	if !object.Is(m, object.ModuleType) {
		return
	}
	var key, value *object.Object
	for pos := 0; object.DictNext(object.As[*abi.Module](m).Dict, &pos, &key, &value); {
		if object.Is(key, object.StrType) {
			ns.Bind(object.StrOf(key), value)
		}
	}
}

// failed ends the command for an error of an evaluation.
func (s *session) failed(err error) error {
	var raised *pyeval.Raised
	if !errors.As(err, &raised) {
		return usage("%v", err)
	}
	object.RestoreErr(object.XNewRef(raised.Type), object.XNewRef(raised.Value), object.XNewRef(raised.Traceback))
	raised.Release()
	return s.raised()
}

// argument is one ARG.
type argument struct {
	name string // "" for one by position
	expr pyexpr.Expr
}

var keywordArgument = regexp.MustCompile(`^([\pL_][\pL\pN_]*)=([^=].*|)$`)

func parseArgument(text string) (argument, error) {
	name, literal := "", text
	if m := keywordArgument.FindStringSubmatch(text); m != nil {
		name, literal = m[1], m[2]
	}
	e, err := pyexpr.Parse(literal)
	if err != nil {
		return argument{}, usage("argument %s: %v%s", text, err, hint(literal))
	}
	if !isLiteral(e) {
		return argument{}, usage("argument %s is not a Python literal%s", text, hint(literal))
	}
	return argument{name, e}, nil
}

// hint helps who forgot the quotes that the shell has taken away.
func hint(text string) string {
	if regexp.MustCompile(`^[\pL_][^'"(\[{]*$`).MatchString(text) {
		return fmt.Sprintf(`; a str is written "'%s'"`, text)
	}
	return ""
}

func isLiteral(e pyexpr.Expr) bool {
	all := func(list []pyexpr.Expr) bool {
		for _, x := range list {
			if x == nil || !isLiteral(x) {
				return false
			}
		}
		return true
	}
	switch e := e.(type) {
	case *pyexpr.Constant:
		return true
	case *pyexpr.Tuple:
		return all(e.Elts)
	case *pyexpr.List:
		return all(e.Elts)
	case *pyexpr.Set:
		return all(e.Elts)
	case *pyexpr.Dict:
		return all(e.Keys) && all(e.Values)
	case *pyexpr.UnaryOp:
		return (e.Op == "-" || e.Op == "+") && isLiteral(e.Operand)
	case *pyexpr.BinOp: // 1+2j
		return (e.Op == "-" || e.Op == "+") && isLiteral(e.Left) && isLiteral(e.Right)
	}
	return false
}

// evaluate makes the arguments' objects, those by name last. The objects are owned, also when it fails.
func evaluate(ns *pyeval.Namespace, args []argument) (values []*object.Object, names []string, err error) {
	for _, byName := range []bool{false, true} {
		for _, a := range args {
			if (a.name != "") != byName {
				continue
			}
			o, err := pyexpr.Eval(ns, a.expr)
			if err != nil {
				return values, nil, err
			}
			values = append(values, o)
			if byName {
				names = append(names, a.name)
			}
		}
	}
	return values, names, nil
}
