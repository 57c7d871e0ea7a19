package loader

import (
	"errors"
	"slices"
	"strings"
)

// Info is what can be said of a module without loading it.
type Info struct {
	File      string
	Tag       string // what the file name says it was built for: "abi3", "cpython-311-x86_64-linux-gnu", or nothing
	ABI3      bool   // built with the limited API, by its tag
	BuildID   string // in hexadecimal; empty if it has none
	Libraries []LibraryInfo
	Symbols   []string // what it needs from elsewhere, sorted; without these it can't be loaded
	Weak      []string // what it takes from elsewhere if it is there, sorted
	Inits     []string // its init functions, PyInit_… and PyModExport_… (with a U before _ too), sorted

	outside []*node // libraries that the dynamic linker does not find alone
	id      fileID
}

// LibraryInfo is a shared library that a module needs.
type LibraryInfo struct {
	Name     string
	File     string // where it is; empty if it is not found, or in the process and nowhere else
	NeededBy string // the file that asks for it: the module or another library
}

// Check reads a module's file and the libraries that it needs, and returns what it found, or why it can't be loaded. If only
// libraries or symbols are missing, there is an Info as well, for tools to show. Nothing is loaded.
//
// The errors are *FileError, *DirectoryError, *NotELFError, *MachineError, *NotSharedError, *TruncatedError, *CorruptError,
// *TagError, *MissingLibraryError and *MissingSymbolsError; of the last two both may be there, joined.
func (l *Loader) Check(file string) (*Info, error) {
	img, id, err := readImage(file)
	if err != nil {
		return nil, err
	}
	info := &Info{
		File: file, Tag: tagOf(file), BuildID: img.buildID, id: id,
		Symbols: sorted(img.undefined), Weak: sorted(img.weak), Inits: sorted(img.inits),
	}
	info.ABI3 = info.Tag == "abi3" || strings.HasPrefix(info.Tag, "abi3-")
	if foreignTag(info.Tag) {
		return info, &TagError{File: file, Tag: info.Tag}
	}
	nodes, missing := l.graph(file, img)
	for _, n := range nodes[1:] {
		info.Libraries = append(info.Libraries, LibraryInfo{Name: n.name, File: n.file, NeededBy: n.parent.file})
	}
	for _, m := range missing {
		info.Libraries = append(info.Libraries, LibraryInfo{Name: m.Name, NeededBy: m.NeededBy})
	}
	info.outside = outside(nodes)
	var problems []error
	if len(missing) > 0 {
		problems = append(problems, &MissingLibraryError{Module: file, Libraries: missing, Searched: slices.Clone(l.LibraryDirs)})
	}
	if symbols := l.missingSymbols(info.Symbols, nodes, len(missing) > 0); len(symbols) > 0 {
		problems = append(problems, &MissingSymbolsError{Module: file, Symbols: symbols})
	}
	return info, joined(problems)
}

// joined is errors.Join that leaves a single error as it is.
func joined(errs []error) error {
	if len(errs) == 1 {
		return errs[0]
	}
	return errors.Join(errs...)
}

// missingSymbols returns those that neither the process nor a library has. With a library missing, anything that is not
// Python's may be in there, and is not called missing.
func (l *Loader) missingSymbols(symbols []string, nodes []*node, incomplete bool) []string {
	var missing []string
	for _, s := range symbols {
		if incomplete && !isPython(s) || l.provides(s) {
			continue
		}
		if !slices.ContainsFunc(nodes[1:], func(n *node) bool { return n.has(s) }) {
			missing = append(missing, s)
		}
	}
	return missing
}

// has reports whether a library defines a symbol for others.
func (n *node) has(symbol string) bool {
	if n.image == nil {
		return n.origin == inProcess && handleHas(n.handle, symbol)
	}
	_, ok := n.image.defined[symbol]
	return ok
}

// outside returns the libraries that the dynamic linker will not find by itself, in the order in which it would look for symbols.
func outside(nodes []*node) []*node {
	return slices.DeleteFunc(slices.Clone(nodes[1:]), func(n *node) bool { return n.origin != inDirs })
}

func sorted(names []string) []string {
	slices.Sort(names)
	return slices.Compact(names)
}
