package pyeval

import (
	"errors"
	"strings"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyexpr"
)

// Modes of Compile: what the source is to be.
const (
	SingleInput = 256 // one interactive statement, which shows the values of its expressions
	FileInput   = 257 // statements
	EvalInput   = 258 // one expression
)

// Compile makes a code object of source text. What is wrong Python raises SyntaxError, what is Python that can't be run here
// NotImplementedError. The result is new, nil when an exception is set.
func Compile(source string, filename *object.Object, mode int) *object.Object {
	p := &program{source: source, mode: mode}
	if mode != FileInput && strings.TrimSpace(source) == "" {
		return object.RaiseSyntax(object.SyntaxError, "invalid syntax", filename, 0, 0, "")
	}
	var err error
	switch mode {
	case EvalInput:
		p.expr, p.line, err = pyexpr.ParseExpression(source)
	case FileInput:
		p.body, err = pyexpr.ParseProgram(source)
	case SingleInput:
		p.body, err = pyexpr.ParseInteractive(source)
	default: // there is nothing that could begin with any token
		return object.RaiseSyntax(object.SyntaxError, "invalid syntax", filename, 1, 1, source)
	}
	if err != nil {
		return refuse(err, source, filename)
	}
	return object.NewProgram(p, filename, "<module>", 0)
}

// refuse raises what the parser said.
func refuse(err error, source string, filename *object.Object) *object.Object {
	var wrong *pyexpr.SyntaxError
	if !errors.As(err, &wrong) {
		return object.Raise(object.SystemError, "%s", err.Error())
	}
	if wrong.Outside {
		return object.Raise(object.NotImplementedError, "gilded does not run Python source yet: %s, line %d: %s",
			object.TextOf(filename), wrong.Line, wrong.Found)
	}
	line := max(wrong.Line, 1)
	text := ""
	if lines := strings.SplitAfter(source, "\n"); line <= len(lines) {
		text = lines[line-1]
	}
	class := object.SyntaxError
	if wrong.Indentation {
		class = object.IndentationError
	}
	return object.RaiseSyntax(class, syntaxMessage(wrong), filename, line, wrong.Column, text)
}

// syntaxMessage is what CPython says, as far as the parser knows more than that it is wrong.
func syntaxMessage(wrong *pyexpr.SyntaxError) string {
	switch {
	case wrong.Message != "":
		return wrong.Message
	case wrong.Expected != "":
		return "invalid syntax"
	}
	return wrong.Found
}
