package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/d95905aa/gilded/capi"
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/apigen/spec"
	"github.com/d95905aa/gilded/internal/loader"
	"github.com/d95905aa/gilded/internal/object"
)

type inspectCommand struct {
	search
	JSON   bool   `help:"As JSON, for machines."`
	Module string `arg:"" help:"A module's file, or its dotted name."`
}

// moduleInfo is what there is to say of a module.
type moduleInfo struct {
	Name      string         `json:"name"`
	File      string         `json:"file,omitempty"`
	Doc       string         `json:"doc,omitempty"`
	Init      string         `json:"init"` // single-phase or multi-phase
	StateSize int            `json:"state_size"`
	GC        bool           `json:"gc"` // whether the collector can look into the module's state
	StableABI bool           `json:"stable_abi"`
	Libraries []string       `json:"libraries,omitempty"`
	Symbols   symbolInfo     `json:"symbols"`
	Functions []functionInfo `json:"functions"`
	Types     []typeInfo     `json:"types"`
	Constants []constantInfo `json:"constants"`
}

type symbolInfo struct {
	Used    []string `json:"used"`
	Missing []string `json:"missing"` // used, and not implemented by gilded
}

type functionInfo struct {
	Name      string `json:"name"`
	Signature string `json:"signature,omitempty"`
	Doc       string `json:"doc,omitempty"`
}

type typeInfo struct {
	Name    string         `json:"name"`
	Bases   []string       `json:"bases"`
	Doc     string         `json:"doc,omitempty"`
	GC      bool           `json:"gc"`
	Size    int            `json:"size"` // of an instance, in bytes
	Methods []functionInfo `json:"methods"`
	Members []string       `json:"members"`
}

type constantInfo struct {
	Name  string `json:"name"`
	Type  string `json:"type"`
	Value string `json:"value"`
}

func (c *inspectCommand) Run(out *output) error {
	return c.search.with(out, func(s *session) error {
		m, err := s.load(c.Module)
		if err != nil {
			return err
		}
		defer object.Decref(m)
		info := s.describe(m)
		if c.JSON {
			return writeJSON(out, info)
		}
		info.write(out)
		return nil
	})
}

// describe looks into a loaded module; m is borrowed. It may run code: attributes and reprs are the module's own.
func (s *session) describe(m *object.Object) *moduleInfo {
	info := &moduleInfo{Name: object.AttrText(m, "__name__"), File: object.AttrText(m, "__file__"), Doc: object.AttrText(m, "__doc__"),
		Functions: []functionInfo{}, Types: []typeInfo{}, Constants: []constantInfo{}}
	info.Symbols = symbolInfo{Used: []string{}, Missing: []string{}}
	if info.File != "" {
		if file, err := s.Loader.Check(info.File); err == nil {
			info.addFile(file)
		}
	}
	if !object.Is(m, object.ModuleType) {
		return info
	}
	mod := object.As[*abi.Module](m)
	if def := mod.Def; def != nil {
		info.Init, info.StateSize, info.GC = "single-phase", max(def.Size, 0), def.Traverse != nil
		if def.Slots != nil {
			info.Init = "multi-phase"
		}
	}
	for _, e := range sortedItems(mod.Dict) {
		if isDunder(e.name) {
			continue
		}
		switch {
		case object.Is(e.value, object.TypeType):
			info.Types = append(info.Types, describeType(e.name, object.As[*object.Type](e.value)))
		case e.value.Type.Call != nil:
			info.Functions = append(info.Functions, describeFunction(e.name, e.value))
		default:
			info.Constants = append(info.Constants, constantInfo{e.name, object.TypeName(e.value.Type), object.ReprOf(e.value)})
		}
	}
	return info
}

func (info *moduleInfo) addFile(file *loader.Info) {
	info.StableABI = file.ABI3
	for _, l := range file.Libraries {
		info.Libraries = append(info.Libraries, l.Name)
	}
	byName := map[string]spec.Symbol{}
	for _, s := range capi.Symbols() {
		byName[s.Name] = s
	}
	for _, name := range slices.Concat(file.Symbols, file.Weak) {
		s, ok := byName[name]
		if !ok {
			continue
		}
		info.Symbols.Used = append(info.Symbols.Used, name)
		if s.Tier == spec.Missing {
			info.Symbols.Missing = append(info.Symbols.Missing, name)
		}
	}
}

type item struct {
	name  string
	value *object.Object // borrowed
}

func sortedItems(dict *object.Object) []item {
	var items []item
	var key, value *object.Object
	for pos := 0; dict != nil && object.DictNext(dict, &pos, &key, &value); {
		if object.Is(key, object.StrType) {
			items = append(items, item{object.StrOf(key), value})
		}
	}
	slices.SortFunc(items, func(a, b item) int { return strings.Compare(a.name, b.name) })
	return items
}

func isDunder(name string) bool {
	return strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__")
}

func describeFunction(name string, o *object.Object) functionInfo {
	return functionInfo{name, object.AttrText(o, "__text_signature__"), object.AttrText(o, "__doc__")}
}

func describeType(name string, t *object.Type) typeInfo {
	info := typeInfo{Name: name, Bases: []string{}, Doc: object.AttrText(object.Head(t), "__doc__"), GC: object.HasGC(t), Size: t.Basicsize,
		Methods: []functionInfo{}, Members: []string{}}
	if t.Bases != nil {
		for _, b := range object.TupleItems(t.Bases) {
			info.Bases = append(info.Bases, object.TypeName(object.As[*object.Type](b)))
		}
	}
	for _, e := range sortedItems(t.Dict) {
		switch {
		case isDunder(e.name):
		case e.value.Type.Call != nil || e.value.Type == object.ClassMethodType || e.value.Type == object.StaticMethodType:
			info.Methods = append(info.Methods, describeFunction(e.name, e.value))
		default:
			info.Members = append(info.Members, e.name)
		}
	}
	return info
}

func (info *moduleInfo) write(out *output) {
	fmt.Fprintln(out, out.heading(info.Name))
	firstLine := func(doc string) string { line, _, _ := strings.Cut(doc, "\n"); return line }
	yesNo := map[bool]string{true: "yes", false: "no"}
	rows := [][]string{{"file", info.File}, {"doc", firstLine(info.Doc)}, {"init", info.Init}, {"state", fmt.Sprintf("%d bytes", info.StateSize)},
		{"gc", yesNo[info.GC]}, {"stable ABI", yesNo[info.StableABI]}, {"libraries", strings.Join(info.Libraries, ", ")},
		{"symbols", fmt.Sprintf("%d used, %d of them not implemented", len(info.Symbols.Used), len(info.Symbols.Missing))}}
	out.table("  ", slices.DeleteFunc(rows, func(r []string) bool { return r[1] == "" }))
	for _, name := range info.Symbols.Missing {
		fmt.Fprintln(out, "    "+out.alarm(name))
	}
	functions := func(indent string, list []functionInfo) {
		var rows [][]string
		for _, f := range list {
			signature := f.Signature
			if signature == "" {
				signature = "(...)"
			}
			rows = append(rows, []string{f.Name + signature, firstLine(f.Doc)})
		}
		out.table(indent, rows)
	}
	if len(info.Functions) > 0 {
		fmt.Fprintln(out, "\n"+out.heading("functions"))
		functions("  ", info.Functions)
	}
	for _, t := range info.Types {
		fmt.Fprintf(out, "\n%s(%s)  %s\n", out.heading("type "+t.Name), strings.Join(t.Bases, ", "), firstLine(t.Doc))
		fmt.Fprintf(out, "  %d bytes, gc %s\n", t.Size, yesNo[t.GC])
		functions("  ", t.Methods)
		if len(t.Members) > 0 {
			fmt.Fprintln(out, "  "+strings.Join(t.Members, ", "))
		}
	}
	if len(info.Constants) > 0 {
		fmt.Fprintln(out, "\n"+out.heading("constants"))
		var rows [][]string
		for _, c := range info.Constants {
			rows = append(rows, []string{c.Name, c.Type, shorten(c.Value)})
		}
		out.table("  ", rows)
	}
}

func shorten(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return text
}
