package object

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
)

// How an exception is shown: its traceback, its message, and first those that led to it.

const (
	causeMessage   = "\nThe above exception was the direct cause of the following exception:\n\n"
	contextMessage = "\nDuring handling of the above exception, another exception occurred:\n\n"
	tracebackLimit = 1000 // entries; sys.tracebacklimit is another
	repeatsShown   = 3    // of the same entry in a row
	groupWidth     = 15   // exceptions of a group that are shown
	groupDepth     = 10   // groups in groups that are shown
)

// printer writes an exception. In a group the margin stands before each line.
type printer struct {
	out    strings.Builder
	seen   map[*Object]bool
	depth  int
	margin string
	close  bool // the last line of a group is due
}

// FormatException is what CPython prints for an exception: traceback, message and what led to it. It may run code.
func FormatException(exc *Object) string {
	p := printer{seen: map[*Object]bool{}}
	p.chain(exc)
	return p.out.String()
}

// write writes text with the margin before each line that has something in it.
func (p *printer) write(text string) {
	if p.margin == "" {
		p.out.WriteString(text)
		return
	}
	for _, line := range strings.SplitAfter(text, "\n") {
		if line != "" {
			p.out.WriteString(p.margin + line)
		}
	}
}

func (p *printer) chain(exc *Object) {
	if !EnterCall(" in print_exception_recursive") {
		ClearErr()
		return
	}
	defer LeaveCall()
	if IsException(exc) {
		p.seen[exc] = true
		e := excHead(exc)
		switch {
		case e.Cause != nil:
			if !p.seen[e.Cause] {
				p.chain(e.Cause)
				p.write(causeMessage)
			}
		case e.Context != nil && e.SuppressContext == 0:
			if !p.seen[e.Context] {
				p.chain(e.Context)
				p.write(contextMessage)
			}
		}
	}
	if Is(exc, BaseExceptionGroup) {
		p.group(exc)
	} else {
		p.single(exc, "Traceback (most recent call last):\n")
	}
}

func (p *printer) single(exc *Object, header string) {
	if !IsException(exc) {
		p.write("TypeError: print_exception(): Exception expected for value, " + TypeName(exc.Type) + " found\n")
		return
	}
	if tb := excHead(exc).Traceback; tb != nil {
		p.write(header + FormatTraceback(tb))
	}
	if place := syntaxPlace(exc); place != "" {
		p.write(place + messageLine(exc, As[*abi.SyntaxError](exc).Msg) + notesOf(exc))
		return
	}
	p.write(MessageLine(exc) + notesOf(exc))
}

// syntaxPlace is the place that a SyntaxError is about, with a caret under what is wrong; "" if it does not say.
func syntaxPlace(exc *Object) string {
	if !Is(exc, SyntaxError) {
		return ""
	}
	e := As[*abi.SyntaxError](exc)
	line, ok := sizeOf(e.Lineno)
	if !ok || e.Msg == nil {
		return ""
	}
	offset, end := -1, -1
	for _, f := range []struct {
		o  *Object
		to *int
	}{{e.Offset, &offset}, {e.EndOffset, &end}} {
		if f.o != nil && f.o != None {
			if *f.to, ok = sizeOf(f.o); !ok {
				return ""
			}
		}
	}
	file := "<string>"
	if e.Filename != nil && e.Filename != None {
		file = TextOf(e.Filename)
	}
	place := fmt.Sprintf("  File \"%s\", line %d\n", file, line)
	if e.Text != nil && HasFlag(e.Text.Type, abi.TPFlagsUnicodeSubclass) {
		place += caretText(StrOf(e.Text), offset, end)
	}
	return place
}

// sizeOf is an int's value; ok is false, and no error set, for anything else.
func sizeOf(o *Object) (n int, ok bool) {
	if o == nil {
		return 0, false
	}
	if n, ok = AsInt(o); !ok {
		ClearErr()
	}
	return n, ok
}

// caretText shows the line of a text that a column, counted from 1, is in, with carets under it; a column below 1 has none.
func caretText(text string, offset, end int) string {
	carets := 1
	if end > 0 && end > offset {
		carets = end - offset
	}
	offset--
	for text != "" && strings.IndexByte(" \t\f", text[0]) >= 0 {
		text = text[1:]
		offset--
	}
	offset = min(offset, len(strings.TrimSuffix(text, "\n")))
	for {
		newline := strings.IndexByte(text, '\n')
		if newline < 0 || newline >= offset {
			break
		}
		text = text[newline+1:]
		offset -= newline + 1
	}
	shown := "    " + strings.TrimSuffix(text, "\n") + "\n"
	if offset < 0 {
		return shown
	}
	return shown + "    " + strings.Repeat(" ", offset) + strings.Repeat("^", carets) + "\n"
}

// MessageLine is the last line of what is printed for an exception: "module.Name: text".
func MessageLine(exc *Object) string { return messageLine(exc, exc) }

// messageLine takes the text from another object: a SyntaxError's place is shown apart, so its message alone is left.
func messageLine(exc, from *Object) string {
	line := qualifiedName(exc.Type)
	s := Str(from)
	if s == nil {
		ClearErr()
		return line + ": <exception str() failed>\n"
	}
	defer Decref(s)
	if text := StrOf(s); text != "" {
		line += ": " + text
	}
	return line + "\n"
}

// qualifiedName is a class with the module it is in, unless that is builtins or __main__. It may run code.
func qualifiedName(t *Type) string {
	name := shortName(t)
	if q := GetAttrString(Head(t), "__qualname__"); q == nil {
		ClearErr()
	} else {
		if HasFlag(q.Type, abi.TPFlagsUnicodeSubclass) {
			name = StrOf(q)
		}
		Decref(q)
	}
	m := GetAttrString(Head(t), "__module__")
	if m == nil {
		ClearErr()
		return "<unknown>." + name
	}
	defer Decref(m)
	if !HasFlag(m.Type, abi.TPFlagsUnicodeSubclass) {
		return "<unknown>." + name
	}
	if module := StrOf(m); module != "builtins" && module != "__main__" {
		return module + "." + name
	}
	return name
}

func notesOf(exc *Object) string {
	notes, ok := LookupAttr(exc, Intern("__notes__"))
	if !ok {
		ClearErr()
		return ""
	}
	if notes == nil {
		return ""
	}
	defer Decref(notes)
	if !SequenceCheck(notes) {
		return ReprOf(notes)
	}
	list := ToList(notes)
	if list == nil {
		ClearErr()
		return ""
	}
	defer Decref(list)
	text := ""
	for _, note := range ListItems(list) {
		line := "<note str() failed>"
		if s := Str(note); s == nil {
			ClearErr()
		} else {
			line = StrOf(s)
			Decref(s)
		}
		text += line + "\n"
	}
	return text
}

func (p *printer) group(exc *Object) {
	if p.depth > groupDepth {
		p.write(fmt.Sprintf("... (max_group_depth is %d)\n", groupDepth))
		return
	}
	outer := p.margin
	text := &p.out
	// The first line of the outermost group stands at the margin with a + before it.
	header := "Exception Group Traceback (most recent call last):\n"
	if p.depth == 0 {
		p.margin = "  | "
		if tb := excHead(exc).Traceback; tb != nil {
			text.WriteString("  + " + header)
			p.write(FormatTraceback(tb))
		}
		p.write(MessageLine(exc) + notesOf(exc))
	} else {
		p.single(exc, header)
	}
	excs := TupleItems(As[*abi.ExceptionGroup](exc).Excs)
	indent := strings.Repeat(" ", 2*(p.depth+1))
	p.depth++
	shown := min(len(excs), groupWidth)
	for i := range shown {
		mark := "  "
		if i == 0 {
			mark = "+-"
		}
		label := fmt.Sprint(i + 1)
		text.WriteString(indent + mark + "+---------------- " + label + " ----------------\n")
		p.margin = indent + "  | "
		p.close = i == shown-1 && shown == len(excs)
		p.chain(excs[i])
		if p.close {
			text.WriteString(indent + "  +------------------------------------\n")
			p.close = false
		}
	}
	if more := len(excs) - shown; more > 0 {
		text.WriteString(indent + "  +---------------- ... ----------------\n")
		p.margin = indent + "  | "
		p.write(fmt.Sprintf("and %d more exception%s\n", more, plural(more)))
		text.WriteString(indent + "  +------------------------------------\n")
	}
	p.depth--
	p.margin = outer
}

// FormatTraceback is the entries of a traceback, with source lines where their files can be read.
func FormatTraceback(tb *Object) string {
	var entries []*abi.Traceback
	for t := As[*abi.Traceback](tb); t != nil; t = t.Next {
		entries = append(entries, t)
	}
	if limit := tracebackLimitOf(); len(entries) > limit {
		entries = entries[len(entries)-limit:]
	}
	var out strings.Builder
	type place struct {
		file, name *Object // the very same strs: another code object's are another place
		line       int
	}
	var last place
	repeats := 0
	flush := func() {
		if n := repeats - repeatsShown; n > 0 {
			fmt.Fprintf(&out, "  [Previous line repeated %d more time%s]\n", n, plural(n))
		}
	}
	for _, t := range entries {
		code := As[*abi.Frame](t.Frame).Data.Code
		at := place{code.Filename, code.Name, TracebackLine(Head(t))}
		if at != last {
			flush()
			last, repeats = at, 0
		}
		if repeats++; repeats > repeatsShown {
			continue
		}
		file := StrOf(code.Filename)
		fmt.Fprintf(&out, "  File \"%s\", line %d, in %s\n", file, at.line, StrOf(code.Name))
		if source := strings.TrimSpace(sourceLine(file, at.line)); source != "" {
			out.WriteString("    " + source + "\n")
		}
	}
	flush()
	return out.String()
}

func tracebackLimitOf() int {
	limit := SysGet("tracebacklimit")
	if limit == nil || !HasFlag(limit.Type, abi.TPFlagsLongSubclass) {
		return tracebackLimit
	}
	n, ok := AsInt(limit)
	if !ok {
		ClearErr()
		return tracebackLimit
	}
	return max(0, n)
}

// sourceLine reads one line of a source file: the file that is named, or one of that name in a folder of sys.path.
func sourceLine(name string, line int) string {
	if line <= 0 || strings.HasPrefix(name, "<") {
		return ""
	}
	file, err := os.Open(name)
	if err != nil {
		path := SysGet("path")
		if path == nil || !HasFlag(path.Type, abi.TPFlagsListSubclass) {
			return ""
		}
		tail := filepath.Base(name)
		for _, folder := range ListItems(path) {
			if HasFlag(folder.Type, abi.TPFlagsUnicodeSubclass) {
				if file, err = os.Open(filepath.Join(StrOf(folder), tail)); err == nil {
					break
				}
			}
		}
		if err != nil {
			return ""
		}
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		if n == line {
			return lines.Text()
		}
	}
	return ""
}

// PrintException shows an exception on sys.stderr: PyErr_DisplayException. It may run code.
func PrintException(exc *Object) { writeStderr(FormatException(exc)) }

// Print shows the exception that is set and clears it: PyErr_PrintEx. SystemExit ends the process. It may run code.
func Print(setSysLast bool) {
	if Matches(SystemExit) {
		exitWith(TakeException())
	}
	exc := TakeException()
	if exc == nil {
		return
	}
	defer Decref(exc)
	class, tb := Head(exc.Type), excHead(exc).Traceback
	if tb == nil {
		tb = None
	}
	if setSysLast {
		for name, v := range map[string]*Object{"last_type": class, "last_value": exc, "last_traceback": tb} {
			if !SysSet(name, v) {
				ClearErr()
			}
		}
	}
	hook := SysGet("excepthook")
	if hook == nil {
		PrintException(exc)
		return
	}
	Incref(hook)
	r := CallArgs(hook, class, exc, tb)
	Decref(hook)
	if r == nil {
		second := TakeException()
		writeStderr("Error in sys.excepthook:\n")
		PrintException(second)
		Decref(second)
		writeStderr("\nOriginal exception was:\n")
		PrintException(exc)
		return
	}
	Decref(r)
}

// exitWith ends the process as SystemExit asks.
func exitWith(exc *Object) {
	code := As[*abi.SystemExit](exc).Code
	status := 0
	switch {
	case code == nil || code == None:
	case HasFlag(code.Type, abi.TPFlagsLongSubclass):
		n, ok := AsInt64(code)
		if status = int(n); !ok {
			status = -1
		}
	default:
		writeStderr(TextOf(code) + "\n")
		status = 1
	}
	os.Exit(status & 0xff)
}

// WriteUnraisable reports the exception that is set where nobody can catch it, and clears it. o, which may be nil, is what
// it happened in. It may run code.
func WriteUnraisable(o *Object) { WriteUnraisableMessage("", o) }

// WriteUnraisableMessage is WriteUnraisable with "Exception ignored MESSAGE" in front.
func WriteUnraisableMessage(message string, o *Object) {
	XIncref(o)
	defer XDecref(o)
	exc := TakeException()
	if exc == nil {
		return
	}
	defer Decref(exc)
	head := ""
	switch {
	case o != nil && message != "":
		head = "Exception ignored " + message + ": " + ReprOf(o) + "\n"
	case o != nil:
		head = "Exception ignored in: " + ReprOf(o) + "\n"
	case message != "":
		head = "Exception ignored " + message + ":\n"
	}
	if tb := excHead(exc).Traceback; tb != nil {
		head += "Traceback (most recent call last):\n" + FormatTraceback(tb)
	}
	writeStderr(head + MessageLine(exc))
}
