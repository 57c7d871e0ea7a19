package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"regexp"
	"strings"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

// class is how a C type travels in a word.
type class struct {
	c     string // the C type in the stub
	field string // of gl_word
	words int
}

var (
	pointer = class{"void *", "p", 1}
	signed  = class{"int64_t", "i", 1}
	float   = class{"double", "d", 1}
	nothing = class{"void", "", 0}
	pair    = class{"struct gl_complex", "", 2}
)

var classes = map[string]class{
	"void": nothing, "double": float, "Py_complex": pair,
	"int": {"int32_t", "i", 1}, "unsigned int": {"uint32_t", "i", 1}, "Py_UCS4": {"uint32_t", "i", 1}, "char": {"int8_t", "i", 1},
	"int32_t": {"int32_t", "i", 1}, "uint32_t": {"uint32_t", "i", 1}, "gid_t": {"uint32_t", "i", 1}, "bool": {"uint8_t", "i", 1},
	"unsigned char": {"uint8_t", "i", 1},
	"PySendResult":  {"int32_t", "i", 1}, "PyLockStatus": {"int32_t", "i", 1}, "PyGILState_STATE": {"int32_t", "i", 1},
	"PyMemAllocatorDomain": {"int32_t", "i", 1}, "_PyTime_round_t": {"int32_t", "i", 1}, "_Py_error_handler": {"int32_t", "i", 1},
	"long": signed, "long int": signed, "long unsigned int": signed, "unsigned long": signed, "long long": signed, "long long int": signed,
	"long long unsigned int": signed, "unsigned long long": signed, "Py_ssize_t": signed, "size_t": signed, "Py_hash_t": signed,
	"int64_t": signed, "uint64_t": signed, "uintptr_t": signed, "time_t": signed, "_PyTime_t": signed,
}

func classOf(ctype string) class {
	ctype = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(ctype), "const "))
	if c, ok := classes[ctype]; ok {
		return c
	}
	return pointer // pointers, arrays, va_list, and the typedefs of function pointers
}

// twin is a Go function of package capi that a symbol can be dispatched to.
type twin struct {
	params []string
	result string
}

// twins reads the Go functions of package capi whose names are C names.
func twins() (map[string]twin, error) {
	fset := token.NewFileSet()
	found := map[string]twin{}
	files, err := fs.Glob(os.DirFS("capi"), "*.go")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if strings.HasPrefix(name, "z") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, "capi/"+name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, decl := range file.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv != nil {
				continue
			}
			var t twin
			for _, field := range fn.Type.Params.List {
				for range max(1, len(field.Names)) {
					t.params = append(t.params, types.ExprString(field.Type))
				}
			}
			if fn.Type.Results != nil {
				t.result = types.ExprString(fn.Type.Results.List[0].Type)
			}
			found[fn.Name.Name] = t
		}
	}
	return found, nil
}

// inC finds what a pattern captures in the C tier's own sources: the functions it defines, the Go twins it calls.
func inC(pattern *regexp.Regexp) (map[string]bool, error) {
	found := map[string]bool{}
	files, err := fs.Glob(os.DirFS("internal/ctier"), "*.c")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if strings.HasPrefix(name, "z") {
			continue
		}
		text, err := os.ReadFile("internal/ctier/" + name)
		if err != nil {
			return nil, err
		}
		for _, m := range pattern.FindAllStringSubmatch(string(text), -1) {
			found[m[1]] = true
		}
	}
	return found, nil
}

func stubs(symbols []spec.Symbol) error {
	goFuncs, err := twins()
	if err != nil {
		return err
	}
	asked, err := inC(regexp.MustCompile(`\b(gl_up_\w+)`))
	if err != nil {
		return err
	}
	defined, err := inC(regexp.MustCompile(`(?m)^GL_EXPORT [^;{=]*?\b(\w+)\([^;]*?\) \{`))
	if err != nil {
		return err
	}
	var c, up, dispatch bytes.Buffer
	var errors []string
	c.WriteString(capiHead)
	up.WriteString(upHead)
	id := 0
	for _, s := range symbols {
		if s.IsData() {
			continue
		}
		if defined[s.Name] {
			s.Tier = spec.C // with a Go twin or, until it is written, with a stub that raises
		}
		t, hasTwin := goFuncs[s.Name]
		switch s.Tier {
		case spec.Go, spec.Up:
			if !hasTwin {
				return fmt.Errorf("%s is %s in api.txt, and package capi has no such function", s.Name, s.Tier)
			}
		case spec.Missing:
			if hasTwin {
				return fmt.Errorf("%s is missing in api.txt, and package capi has it", s.Name)
			}
		case spec.C:
			if !hasTwin && !asked["gl_up_"+s.Name] {
				continue
			}
		}
		name, linkage := s.Name, "GL_EXPORT"
		switch {
		case s.Tier == spec.C:
			name, linkage = "gl_up_"+s.Name, "GL_HIDDEN"
		case s.Tier == spec.Up:
			linkage = "GL_HIDDEN"
		case s.Variadic:
			if s.Tier == spec.Go {
				return fmt.Errorf("%s is variadic: it must be c, with an up function for what it decides", s.Name)
			}
		}
		failure := writeStub(&c, s, name, linkage, id)
		if linkage == "GL_HIDDEN" {
			fmt.Fprintf(&up, "GL_HIDDEN %s;\n", upPrototype(s, name))
		}
		errors = append(errors, failure)
		if s.Tier == spec.Missing || !hasTwin {
			fmt.Fprintf(&dispatch, "\tctier.API[%d] = func(w *ctier.Words) { notImplemented(%q); w.SetI(%s) }\n", id, s.Name, failure)
		} else if err := writeDispatch(&dispatch, s, t, id); err != nil {
			return err
		}
		id++
	}
	if err := write("internal/ctier/zapi.c", c.Bytes()); err != nil {
		return err
	}
	up.WriteString("\n#endif\n")
	if err := write("internal/ctier/zup.h", up.Bytes()); err != nil {
		return err
	}
	if err := writeGo("internal/ctier/zapi.go", fmt.Sprintf("%spackage ctier\n\n// APISize is the number of C API functions that are dispatched to Go.\nconst APISize = %d\n\n// apiErrors is what each of them returns when it fails.\nvar apiErrors = [APISize]int64{%s}\n", goHead, id, strings.Join(errors, ", "))); err != nil {
		return err
	}
	if err := writeGo("capi/zdispatch.go", goHead+"package capi\n\nimport (\n\t\"unsafe\"\n\n\t\"github.com/d95905aa/gilded/internal/abi\"\n\t\"github.com/d95905aa/gilded/internal/ctier\"\n)\n\nvar _ *abi.Object\nvar _ unsafe.Pointer\n\nfunc init() {\n"+dispatch.String()+"}\n"); err != nil {
		return err
	}
	return writeData(symbols)
}

// upPrototype declares a stub.
func upPrototype(s spec.Symbol, name string) string {
	var params []string
	for _, p := range s.Params {
		params = append(params, classOf(p).c)
	}
	if len(params) == 0 {
		params = []string{"void"}
	}
	return fmt.Sprintf("%s %s(%s)", classOf(s.Return).c, name, strings.Join(params, ", "))
}

// writeStub writes the C function that packs its arguments into words and calls up. It returns the result that stands
// for failure.
func writeStub(c *bytes.Buffer, s spec.Symbol, name, linkage string, id int) string {
	ret := classOf(s.Return)
	unknown := strings.HasPrefix(s.Decl, "?") || s.Return == "PyStatus"
	if unknown {
		ret = pointer
	}
	var params, stores []string
	n := 0
	for i, p := range s.Params {
		k := classOf(p)
		params = append(params, fmt.Sprintf("%s a%d", k.c, i))
		if k == pair {
			stores = append(stores, fmt.Sprintf("{.d = a%d.real}, {.d = a%d.imag}", i, i))
		} else {
			stores = append(stores, fmt.Sprintf("{.%s = a%d}", k.field, i))
		}
		n += k.words
	}
	if s.Variadic {
		params = append(params, "...")
	}
	if len(params) == 0 || unknown {
		params, stores, n = []string{"void"}, nil, 0
	}
	for n < max(1, ret.words) {
		stores = append(stores, "{.i = 0}")
		n++
	}
	fmt.Fprintf(c, "%s %s %s(%s) {\n  gl_word w[] = {%s};\n  gl_api_upcall(%d, w);\n", linkage, ret.c, name, strings.Join(params, ", "), strings.Join(stores, ", "), id)
	switch ret {
	case nothing:
	case pair:
		c.WriteString("  return (struct gl_complex){w[0].d, w[1].d};\n")
	default:
		fmt.Fprintf(c, "  return w[0].%s;\n", ret.field)
	}
	c.WriteString("}\n\n")
	switch {
	case ret == float:
		return "-4616189618054758400" // the bits of -1.0
	case ret == pointer || ret == nothing || ret == pair || s.Result == "new" || s.Result == "borrowed":
		return "0"
	}
	return "-1"
}

// writeDispatch writes the Go side: it takes the words apart by the types of the Go function.
func writeDispatch(d *bytes.Buffer, s spec.Symbol, t twin, id int) error {
	if len(t.params) != len(s.Params) {
		return fmt.Errorf("%s has %d parameters in api.txt and %d in package capi", s.Name, len(s.Params), len(t.params))
	}
	var args []string
	word := 0
	for i, p := range t.params {
		k := classOf(s.Params[i])
		var arg string
		switch {
		case k == pair:
			arg = fmt.Sprintf("abi.ComplexValue{Real: w.F(%d), Imag: w.F(%d)}", word, word+1)
		case k == float:
			arg = fmt.Sprintf("w.F(%d)", word)
		case k == pointer && (p == "unsafe.Pointer" || p == "abi.Func"):
			arg = fmt.Sprintf("w.P(%d)", word)
		case k == pointer:
			arg = fmt.Sprintf("(%s)(w.P(%d))", p, word)
		default:
			arg = fmt.Sprintf("%s(w.I(%d))", p, word)
		}
		args = append(args, arg)
		word += k.words
	}
	call := fmt.Sprintf("%s(%s)", s.Name, strings.Join(args, ", "))
	ret := classOf(s.Return)
	if (ret == nothing) != (t.result == "") {
		return fmt.Errorf("%s returns %q in api.txt and %q in package capi", s.Name, s.Return, t.result)
	}
	switch ret {
	case nothing:
	case pair:
		call = fmt.Sprintf("c := %s; w.SetF(c.Real); w[1] = 0; (*ctier.Words)(unsafe.Pointer(&w[1])).SetF(c.Imag)", call)
	case float:
		call = fmt.Sprintf("w.SetF(%s)", call)
	case pointer:
		call = fmt.Sprintf("w.SetP(unsafe.Pointer(%s))", call)
	default:
		call = fmt.Sprintf("w.SetI(int64(%s))", call)
	}
	fmt.Fprintf(d, "\tctier.API[%d] = func(w *ctier.Words) { %s }\n", id, call)
	return nil
}

const goHead = "// Code generated by apigen stubs from capi/api.txt; DO NOT EDIT.\n\n"

const capiHead = `// Code generated by apigen stubs from capi/api.txt; DO NOT EDIT.
//
// The exported functions that are written in Go. Parameters have the width of the C API's, not its names for types.
#include "upcall.h"

#define GL_EXPORT __attribute__((visibility("default")))
#define GL_HIDDEN __attribute__((visibility("hidden")))
struct gl_complex {
  double real, imag;
};

`

const upHead = `// Code generated by apigen stubs from capi/api.txt; DO NOT EDIT.
//
// The Go functions that C hot paths call for what they cannot decide: gl_up_NAME is the Go twin of the exported NAME.
#ifndef GL_ZUP_H
#define GL_ZUP_H
#include "state.h"

struct gl_complex;

`

// write stores a generated file; tests catch it.
var write = writeFile

func writeFile(path string, text []byte) error { return os.WriteFile(path, text, 0o644) }

func writeGo(path, text string) error {
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return write(path, formatted)
}
