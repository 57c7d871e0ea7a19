package conformance

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// Session answers the statements of one module in the form of the golden files: record.py, in Go. The caller holds the
// GIL for as long as a session lives.
type Session struct {
	module *object.Object // borrowed
	hide   string         // a directory that is shown as "…"
	names  *pyeval.Namespace
}

// NewSession starts a group: with nothing but the module, which is borrowed. Close must follow.
func NewSession(module *object.Object, hide string) *Session {
	s := &Session{module: module, hide: hide, names: pyeval.NewNamespace()}
	s.names.Bind("m", module)
	return s
}

// Close releases the variables.
func (s *Session) Close() { s.names.Close() }

// Answer runs a statement and returns the lines that belong below it.
func (s *Session) Answer(statement string) []string {
	bound, before := s.counts()
	lines := s.run(statement)
	now, after := s.counts()
	var names, changes []string
	for name := range after {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		switch {
		case bound[name] != now[name]:
			changes = append(changes, fmt.Sprintf("%s=%d", name, after[name]))
		case before[name] != after[name]:
			changes = append(changes, fmt.Sprintf("%s%+d", name, after[name]-before[name]))
		}
	}
	if len(changes) > 0 {
		lines = append(lines, "  refs: "+strings.Join(changes, " "))
	}
	return lines
}

func (s *Session) run(statement string) []string {
	value, err := s.names.Exec(statement)
	if err == nil {
		defer object.Decref(value)
		text, failed := s.repr(value)
		if failed == nil {
			return []string{"= " + text}
		}
		err = failed
	}
	var raised *pyeval.Raised
	if !errors.As(err, &raised) {
		return []string{"! " + err.Error()}
	}
	defer raised.Release()
	return s.exception(raised.Value)
}

func (s *Session) exception(e *object.Object) []string {
	lines := []string{"! " + s.shown(pyeval.Describe(e))}
	args := object.GetAttrString(e, "args")
	if args == nil {
		object.ClearErr()
		return append(lines, "  args: (none)")
	}
	defer object.Decref(args)
	if !saidByText(e, args) {
		text, err := s.repr(args)
		if err != nil {
			text = err.Error()
		}
		lines = append(lines, "  args: "+text)
	}
	for _, name := range []string{"__cause__", "__context__"} {
		from := object.GetAttrString(e, name)
		if from == nil {
			object.ClearErr()
			continue
		}
		defer object.Decref(from)
		if from != object.None {
			return append(lines, "  from: "+s.shown(pyeval.Describe(from)))
		}
	}
	return lines
}

// saidByText tells whether the arguments are none, or the one string that is the exception's text.
func saidByText(e, args *object.Object) bool {
	items := object.TupleItems(args)
	if len(items) != 1 {
		return len(items) == 0
	}
	text := object.Str(e)
	if text == nil {
		object.ClearErr()
		return false
	}
	defer object.Decref(text)
	same := object.RichCompareBool(items[0], text, 2)
	object.ClearErr()
	return same > 0
}

func (s *Session) repr(value *object.Object) (string, error) {
	text := object.Repr(value)
	if text == nil {
		return "", pyeval.TakeRaised()
	}
	defer object.Decref(text)
	return s.shown(object.StrOf(text)), nil
}

// How long a text may be, and how much is shown of a longer one, in characters.
const long, beginning = 400, 120

var address = regexp.MustCompile(`\b(at |otid=|cdata '[^']*' )0x[0-9a-f]+`)

// shown masks what differs from run to run, and shortens what is long.
func (s *Session) shown(text string) string {
	text = strings.ReplaceAll(text, s.hide, "…")
	text = address.ReplaceAllString(text, "${1}0x…")
	text = strings.ReplaceAll(surrogatesEscaped(text), "\n", `\n`)
	if characters := []rune(text); len(characters) > long {
		digest := sha256.Sum256([]byte(text))
		return fmt.Sprintf("%s… (%d characters, %x)", string(characters[:beginning]), len(characters), digest[:8])
	}
	return text
}

// surrogatesEscaped writes lone surrogates, which come as the three bytes that UTF-8 does not allow, as \udXXX.
func surrogatesEscaped(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); i++ {
		if i+2 < len(text) && text[i] == 0xed && text[i+1] >= 0xa0 {
			fmt.Fprintf(&out, `\ud%03x`, (int(text[i+1])&0x3f)<<6|int(text[i+2])&0x3f)
			i += 2
			continue
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// counts returns what each variable is bound to and how many references that has, one being the namespace's.
func (s *Session) counts() (bound map[string]*object.Object, counts map[string]int) {
	bound, counts = map[string]*object.Object{}, map[string]int{}
	for name, value := range s.names.Vars() {
		bound[name] = value
		if name != "m" && name != "init" && counted(value) {
			counts[name] = int(value.Refcnt)
		}
	}
	return bound, counts
}

// counted leaves out what is shared by the whole interpreter or held by code in CPython.
func counted(value *object.Object) bool {
	for _, t := range []*object.Type{
		object.None.Type, object.BoolType, object.LongType, object.FloatType, object.ComplexType, object.StrType, object.TypeType,
		object.CFunctionType, object.ModuleType, object.NotImplemented.Type, object.Ellipsis.Type,
	} {
		if object.Is(value, t) {
			return false
		}
	}
	switch {
	case object.Is(value, object.TupleType):
		return len(object.TupleItems(value)) > 1
	case object.Is(value, object.BytesType):
		return len(object.BytesOf(value)) > 1
	}
	return true
}
