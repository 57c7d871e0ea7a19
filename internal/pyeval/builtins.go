package pyeval

import (
	"strings"

	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/object"
)

// The built-in functions that compile source text. Package object can't have them, being below this one.

func init() {
	object.AddBuiltins(
		object.Method{
			Name: "eval", Fast: builtinEval,
			Doc: "eval($module, source, globals=None, locals=None, /)\n--\n\nEvaluate an expression, or a code object, with these names.",
		},
		object.Method{
			Name: "exec", FastKeys: builtinExec,
			Doc: "exec($module, source, globals=None, locals=None, /, *, closure=None)\n--\n\nRun statements, or a code object, with these names.",
		},
		object.Method{
			Name: "compile", FastKeys: builtinCompile,
			Doc: "compile($module, /, source, filename, mode, flags=0,\n        dont_inherit=False, optimize=-1, *, _feature_version=-1)\n--\n\n" +
				"Make a code object of source text, for exec() or eval().",
		},
	)
}

// names are the globals and locals that eval and exec run with, borrowed; false when an exception is set.
func names(globals, locals *object.Object) (*object.Object, *object.Object, bool) {
	frame := object.CurrentFrame()
	switch {
	case globals != object.None:
		if locals == object.None {
			locals = globals
		}
	case frame == nil:
		object.Raise(object.SystemError, "frame does not exist")
		return nil, nil, false
	default:
		globals = object.As[*abi.Frame](frame).Data.Globals
		if locals == object.None {
			if locals = object.FrameLocals(frame); locals == nil {
				return nil, nil, false
			}
			object.Decref(locals) // the frame holds it
		}
	}
	return globals, locals, object.AddBuiltinsName(globals)
}

func optional(args []*object.Object, i int) *object.Object {
	if i < len(args) {
		return args[i]
	}
	return object.None
}

func builtinEval(_ *object.Object, vector **object.Object, n int) *object.Object {
	if !object.CheckPositional("eval", n, 1, 3) {
		return nil
	}
	args := object.Args(vector, n)
	globals, locals := optional(args, 1), optional(args, 2)
	if locals != object.None && !object.MappingCheck(locals) {
		return object.Raise(object.TypeError, "locals must be a mapping")
	}
	if globals != object.None && !object.HasFlag(globals.Type, abi.TPFlagsDictSubclass) {
		if object.MappingCheck(globals) {
			return object.Raise(object.TypeError, "globals must be a real dict; try eval(expr, {}, mapping)")
		}
		return object.Raise(object.TypeError, "globals must be a dict")
	}
	globals, locals, ok := names(globals, locals)
	if !ok {
		return nil
	}
	if args[0].Type == object.CodeType {
		return runCode("eval", args[0], globals, locals)
	}
	source, ok := sourceOf(args[0], nil, "eval", "string, bytes or code")
	if !ok {
		return nil
	}
	return RunSource(strings.TrimLeft(source, " \t"), nil, EvalInput, globals, locals)
}

var execParams = object.Params{Func: "exec", Names: []string{"", "", "", "closure"}, Required: 1, Positional: 3}

func builtinExec(_ *object.Object, vector **object.Object, n int, keywords *object.Object) *object.Object {
	v := [4]*object.Object{nil, object.None, object.None, object.None}
	if !execParams.Unpack(vector, n, keywords, v[:]) {
		return nil
	}
	globals, locals, closure := v[1], v[2], v[3]
	if globals != object.None && !object.HasFlag(globals.Type, abi.TPFlagsDictSubclass) {
		return object.Raise(object.TypeError, "exec() globals must be a dict, not %.100s", object.TypeName(globals.Type))
	}
	if locals != object.None && !object.MappingCheck(locals) {
		return object.Raise(object.TypeError, "locals must be a mapping or None, not %.100s", object.TypeName(locals.Type))
	}
	globals, locals, ok := names(globals, locals)
	if !ok {
		return nil
	}
	var value *object.Object
	if v[0].Type == object.CodeType {
		value = runCode("exec", v[0], globals, locals)
	} else {
		if closure != object.None {
			return object.Raise(object.TypeError, "closure can only be used when source is a code object")
		}
		source, ok := sourceOf(v[0], nil, "exec", "string, bytes or code")
		if !ok {
			return nil
		}
		value = RunSource(source, nil, FileInput, globals, locals)
	}
	if value == nil {
		return nil
	}
	object.Decref(value)
	return object.NewRef(object.None)
}

func runCode(function string, code, globals, locals *object.Object) *object.Object {
	if !object.AuditObjects("exec", code) {
		return nil
	}
	if object.As[*abi.Code](code).Nfreevars > 0 {
		return object.Raise(object.TypeError, "code object passed to %s() may not contain free variables", function)
	}
	return object.EvalCode(code, globals, locals, 0, nil)
}

// RunSource compiles source text and runs it. A nil filename is "<string>".
func RunSource(source string, filename *object.Object, mode int, globals, locals *object.Object) *object.Object {
	if filename == nil {
		if filename = object.NewStr("<string>"); filename == nil {
			return nil
		}
		defer object.Decref(filename)
	}
	code := Compile(source, filename, mode)
	if code == nil {
		return nil
	}
	defer object.Decref(code)
	if globals != nil && !object.AddBuiltinsName(globals) || !object.AuditObjects("exec", code) {
		return nil
	}
	return object.EvalCode(code, globals, locals, 0, nil)
}

var compileParams = object.Params{
	Func: "compile", Names: []string{"source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"},
	Required: 3, Positional: 6,
}

// Flags of compile: those of the future statements, which change nothing in this subset, and those that ask for more.
const (
	flagOnlyAST   = 0x400
	flagsCompile  = 0x400 | 0x1000 | 0x2000 | 0x200 | 0x4000
	flagsFuture   = 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | 0x1000000
	flagsObsolete = 0x10
)

var modes = map[string]int{"exec": FileInput, "eval": EvalInput, "single": SingleInput}

func builtinCompile(_ *object.Object, vector **object.Object, n int, keywords *object.Object) *object.Object {
	var v [7]*object.Object
	if !compileParams.Unpack(vector, n, keywords, v[:]) {
		return nil
	}
	filename := object.FSDecode(v[1])
	if filename == nil {
		return nil
	}
	defer object.Decref(filename)
	if !object.HasFlag(v[2].Type, abi.TPFlagsUnicodeSubclass) {
		return object.Raise(object.TypeError, "compile() argument 'mode' must be str, not %.50s", object.ArgumentTypeName(v[2]))
	}
	flags, optimize := int32(0), int32(-1)
	for i, field := range map[int]*int32{3: &flags, 5: &optimize} {
		if v[i] == nil {
			continue
		}
		var ok bool
		if *field, ok = object.AsInt32(v[i]); !ok {
			return nil
		}
	}
	mode, known := modes[object.StrOf(v[2])]
	switch {
	case flags&^(flagsCompile|flagsFuture|flagsObsolete) != 0:
		return object.Raise(object.ValueError, "compile(): unrecognised flags")
	case optimize < -1 || optimize > 2:
		return object.Raise(object.ValueError, "compile(): invalid optimize value")
	case flags&flagOnlyAST != 0:
		return object.Raise(object.NotImplementedError, "gilded does not run Python source yet: it makes no syntax trees")
	case object.StrOf(v[2]) == "func_type":
		return object.Raise(object.ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
	case !known:
		return object.Raise(object.ValueError, "compile() mode must be 'exec', 'eval' or 'single'")
	}
	source, ok := sourceOf(v[0], filename, "compile", "string, bytes or AST")
	if !ok || !object.AuditObjects("compile", v[0], filename) {
		return nil
	}
	return Compile(source, filename, mode)
}
