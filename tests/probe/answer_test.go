package probe

import (
	"context"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// prober is an interpreter that has the module probe, in the calling goroutine.
type prober struct {
	in          *interp.Interp
	module      *object.Object
	definitions []definition
	leave       func()
}

// newProber loads the module from a file. The goroutine is inside the interpreter from then on.
func newProber(file string) (*prober, error) {
	p := &prober{in: interp.New(interp.Options{})}
	var err error
	if p.definitions, err = definitions(); err != nil {
		return nil, err
	}
	pass, err := p.in.Threads.Enter(context.Background())
	if err != nil {
		return nil, err
	}
	p.leave = func() { p.in.Threads.Leave(pass) }
	var l loader.Loader
	library, err := l.Open(file)
	if err != nil {
		return nil, err
	}
	address, _, err := library.Init("probe")
	if err != nil {
		return nil, err
	}
	if p.module = object.RunInit(*(*abi.Func)(unsafe.Pointer(&address)), "probe", file); p.module == nil {
		return nil, pyeval.TakeRaised()
	}
	return p, nil
}

// answer runs one case and returns what belongs behind it, or why it could not be run.
func (p *prober) answer(c Case) string {
	names := pyeval.NewNamespace()
	defer names.Close()
	text, err := p.call(names, c)
	if err != nil {
		return "cannot be run: " + err.Error()
	}
	return text
}

func (p *prober) call(names *pyeval.Namespace, c Case) (string, error) {
	call := object.GetAttrString(p.module, "call")
	if call == nil {
		return "", pyeval.TakeRaised()
	}
	defer object.Decref(call)
	items := make([]*object.Object, 0, len(c.Operands))
	defer func() {
		for _, item := range items {
			object.Decref(item)
		}
	}()
	for _, expression := range c.Operands {
		item, err := p.value(names, expression)
		if err != nil {
			return "", fmt.Errorf("%s: %w", expression, err)
		}
		items = append(items, item)
	}
	raised := object.NewRef(object.None)
	if c.Raised != "" {
		object.Decref(raised)
		var err error
		if raised, err = p.value(names, c.Raised); err != nil {
			return "", err
		}
	}
	list := object.ListFrom(items)
	for _, item := range items {
		object.Decref(item) // the list has its own
	}
	items = nil
	name, number := object.NewStr(c.Function), object.NewInt(int64(c.Errno))
	args := []*object.Object{name, list, raised, number}
	result := object.Vectorcall(call, args, nil)
	for _, arg := range args {
		object.Decref(arg)
	}
	if result == nil {
		raised := pyeval.TakeRaised()
		defer raised.Release()
		return "", fmt.Errorf("%s", raised)
	}
	defer object.Decref(result)
	var fields []string
	for _, field := range object.ListItems(result) {
		fields = append(fields, object.StrOf(field))
	}
	return masked(strings.ReplaceAll(strings.Join(fields, "\t"), "\n", `\n`)), nil
}

var identifier = regexp.MustCompile(`[A-Za-z_]\w*`)

// value evaluates an operand: a new reference. The names that it uses are made first.
func (p *prober) value(names *pyeval.Namespace, expression string) (*object.Object, error) {
	if err := p.bind(names, expression, len(p.definitions)); err != nil {
		return nil, err
	}
	return names.Eval(expression)
}

// bind makes the names that an expression uses: a definition uses those above it, and what the module has.
func (p *prober) bind(names *pyeval.Namespace, expression string, before int) error {
	for _, name := range identifier.FindAllString(expression, -1) {
		if names.Vars()[name] != nil {
			continue
		}
		at := slices.IndexFunc(p.definitions[:before], func(d definition) bool { return d.name == name })
		if at < 0 {
			if helper, _ := object.LookupAttrString(p.module, name); helper != nil {
				names.Bind(name, helper)
				object.Decref(helper)
			}
			continue
		}
		if err := p.bind(names, p.definitions[at].expression, at); err != nil {
			return err
		}
		value, err := names.Eval(p.definitions[at].expression)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		names.Bind(name, value)
		object.Decref(value)
	}
	return nil
}

var (
	place   = regexp.MustCompile(`(\.\./)?\w+/\w+\.c:\d+: `)
	address = regexp.MustCompile(`0x[0-9a-f]{6,}`)
)

// masked does what record.py's function of this name does.
func masked(text string) string {
	text = address.ReplaceAllString(place.ReplaceAllString(text, ""), "0x")
	if characters := []rune(text); len(characters) > 300 {
		digest := sha256.Sum256([]byte(text))
		return fmt.Sprintf("%s… %x", string(characters[:120]), digest[:8])
	}
	return text
}
