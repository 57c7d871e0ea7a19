package loader

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// This file finds shared libraries as glibc does: the requester's DT_RPATH (and that of who asked for it) unless it has a
// DT_RUNPATH, $LD_LIBRARY_PATH as it was when the process began, the requester's DT_RUNPATH, ldconfig's cache, the default
// directories; and after all that, which glibc does not know, Loader.LibraryDirs.

// origin says where a library was found.
type origin int

const (
	bySystem  origin = iota // the dynamic linker finds it alone
	inDirs                  // in Loader.LibraryDirs: the linker has to be told
	inProcess               // nowhere, but the process has loaded one of that name
)

// node is a file in the graph of who needs whom.
type node struct {
	name   string // as the one that needs it writes it
	file   string
	origin origin
	image  *image
	parent *node // the first that asked for it
	needs  []*node
	handle uintptr // of a library inProcess
}

// startLibraryPath is $LD_LIBRARY_PATH as the dynamic linker saw it; it does not look again.
var startLibraryPath = sync.OnceValue(func() []string {
	environ, err := os.ReadFile("/proc/self/environ")
	if err != nil {
		return splitPath(os.Getenv("LD_LIBRARY_PATH"))
	}
	for entry := range strings.SplitSeq(string(environ), "\x00") {
		if v, ok := strings.CutPrefix(entry, "LD_LIBRARY_PATH="); ok {
			return splitPath(v)
		}
	}
	return nil
})

// systemCache is ldconfig's cache as it was at the first need, like the dynamic linker's view of it.
var systemCache = sync.OnceValue(readLdCache)

func splitPath(path string) []string {
	if path == "" {
		return nil
	}
	return strings.FieldsFunc(path, func(r rune) bool { return r == ':' || r == ';' })
}

// defaultDirs are the directories that the dynamic linker was built with, Debian's and others'.
func defaultDirs() []string {
	tag := platform()
	return []string{"/lib/" + tag, "/usr/lib/" + tag, "/lib64", "/usr/lib64", "/lib", "/usr/lib"}
}

// graph finds everything that the module needs, breadth first, as the dynamic linker orders its search for symbols. Libraries
// that are nowhere are returned as missing.
func (l *Loader) graph(file string, img *image) (nodes []*node, missing []MissingLibrary) {
	root := &node{file: file, image: img}
	nodes = []*node{root}
	failed := map[string]bool{}
	for i := 0; i < len(nodes); i++ {
		n := nodes[i]
		if n.image == nil {
			continue
		}
		for _, name := range n.image.needed {
			if known := sameLibrary(nodes, name); known != nil {
				n.needs = append(n.needs, known)
				continue
			}
			found := l.findLibrary(n, name)
			if found == nil {
				if !failed[name] {
					missing = append(missing, MissingLibrary{Name: name, NeededBy: n.file})
				}
				failed[name] = true
				continue
			}
			n.needs = append(n.needs, found)
			nodes = append(nodes, found)
		}
	}
	return nodes, missing
}

// sameLibrary finds a library that is already in the graph by its file's or its own name: it is not loaded twice.
func sameLibrary(nodes []*node, name string) *node {
	for _, n := range nodes[1:] {
		if n.name == name || n.image != nil && n.image.soname == name {
			return n
		}
	}
	return nil
}

// findLibrary finds what is needed under a name, or returns nil.
func (l *Loader) findLibrary(by *node, name string) *node {
	found := &node{name: name, parent: by}
	if strings.Contains(name, "/") {
		found.file = expand(name, by.file)
		found.image = l.libraryImage(found.file)
		if found.image == nil {
			return nil
		}
		return found
	}
	for _, dir := range systemDirs(by) {
		if found.file = filepath.Join(dir, name); l.accept(found) {
			return found
		}
	}
	if found.file = systemCache()[name]; found.file != "" && l.accept(found) {
		return found
	}
	for _, dir := range defaultDirs() {
		if found.file = filepath.Join(dir, name); l.accept(found) {
			return found
		}
	}
	found.origin = inDirs
	for _, dir := range l.LibraryDirs {
		if abs, err := filepath.Abs(filepath.Join(dir, name)); err == nil {
			if found.file = abs; l.accept(found) {
				return found
			}
		}
	}
	if handle := loadedLibrary(name); handle != 0 {
		return &node{name: name, parent: by, origin: inProcess, handle: handle}
	}
	return nil
}

// accept reads the library at n.file. One that is not there, or is made for another machine, is passed over.
func (l *Loader) accept(n *node) bool {
	n.image = l.libraryImage(n.file)
	return n.image != nil
}

// systemDirs are the directories that come before ldconfig's cache for what a library needs.
func systemDirs(by *node) []string {
	var dirs []string
	if by.image.runpath == "" {
		for n := by; n != nil; n = n.parent {
			if n.image != nil && n.image.runpath == "" {
				dirs = append(dirs, expandAll(n.image.rpath, n.file)...)
			}
		}
	}
	dirs = append(dirs, startLibraryPath()...)
	return append(dirs, expandAll(by.image.runpath, by.file)...)
}

func expandAll(path, file string) []string {
	dirs := splitPath(path)
	for i := range dirs {
		dirs[i] = expand(dirs[i], file)
	}
	return dirs
}

// expand puts in what the dynamic linker puts in for $ORIGIN, $LIB and $PLATFORM.
func expand(s, file string) string {
	if !strings.Contains(s, "$") {
		return s
	}
	dir := filepath.Dir(file)
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	machine, _, _ := strings.Cut(platform(), "-")
	return strings.NewReplacer(
		"$ORIGIN", dir, "${ORIGIN}", dir,
		"$LIB", "lib/"+platform(), "${LIB}", "lib/"+platform(),
		"$PLATFORM", machine, "${PLATFORM}", machine,
	).Replace(s)
}

// libraryImage reads a shared library, once for each version of its file; nil if that is impossible.
func (l *Loader) libraryImage(file string) *image {
	info, err := os.Stat(file)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	id := identify(info)
	l.mu.Lock()
	img, ok := l.images[id]
	l.mu.Unlock()
	if ok {
		return img
	}
	img, id, err = readImage(file)
	if err != nil {
		img = nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.images == nil {
		l.images = map[fileID]*image{}
	}
	l.images[id] = img
	return img
}
