package loader

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"path/filepath"
	"slices"
	"strings"
)

// Libraries in Loader.LibraryDirs are nowhere where the dynamic linker looks, and mapping them one by one before the module is not
// what it would have done: some libraries use symbols of others without naming those, and count on the module to need them too;
// and a library is known by the name that it was asked for, which need not be its own. So the linker is given an object that
// consists of nothing but needs (the module, then those libraries by their names) and the directories to look in. It maps all of
// them at once, and each symbol is looked up in all of them, as when the module is mapped where its libraries are installed.

// openTogether maps a module's file along with libraries. What is mapped already is not mapped again.
func openTogether(module string, libraries []*node) (uintptr, error) {
	if allLoaded(libraries) {
		return dlopen(module)
	}
	needed, runpath := []string{module}, []string(nil)
	for _, n := range libraries {
		dir := filepath.Dir(n.file)
		if strings.ContainsAny(dir, ":$") { // such a directory can't be in a list
			needed = append(needed, n.file)
			continue
		}
		needed = append(needed, n.name)
		if !slices.Contains(runpath, dir) {
			runpath = append(runpath, dir)
		}
	}
	file, err := memoryFile("libraries", bytes.NewReader(needsOnly(needed, strings.Join(runpath, ":"))))
	if err != nil {
		return 0, &FileError{File: module, Err: err}
	}
	if _, err := dlopen(file); err != nil {
		err.(*OpenError).File = module
		return 0, err
	}
	return dlopen(module)
}

func allLoaded(libraries []*node) bool {
	for _, n := range libraries {
		if loadedLibrary(n.name) == 0 {
			return false
		}
	}
	return true
}

// needsOnly makes a shared object that needs others and has nothing else: a header, one segment, and in that the dynamic section
// with the tables that every object must have.
func needsOnly(needed []string, runpath string) []byte {
	const (
		headers  = 64 + 3*progSize
		progSize = 56
		page     = 0x10000 // the largest that a machine has
	)
	texts := []byte{0}
	text := func(s string) uint64 {
		at := len(texts)
		texts = append(append(texts, s...), 0)
		return uint64(at)
	}
	var dynamic []elf.Dyn64
	add := func(tag elf.DynTag, value uint64) { dynamic = append(dynamic, elf.Dyn64{Tag: int64(tag), Val: value}) }
	for _, name := range needed {
		add(elf.DT_NEEDED, text(name))
	}
	if runpath != "" {
		add(elf.DT_RUNPATH, text(runpath))
	}
	const more = 6 // entries that speak of what comes after the section
	hash := [4]uint32{1, 1}
	symbols := uint64(headers + (len(dynamic)+more)*binary.Size(elf.Dyn64{}))
	hashes := symbols + elf.Sym64Size
	strings := hashes + uint64(binary.Size(hash))
	size := strings + uint64(len(texts))
	add(elf.DT_SYMTAB, symbols)
	add(elf.DT_SYMENT, elf.Sym64Size)
	add(elf.DT_HASH, hashes)
	add(elf.DT_STRTAB, strings)
	add(elf.DT_STRSZ, uint64(len(texts)))
	add(elf.DT_NULL, 0)

	var b bytes.Buffer
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a Buffer takes everything
	put(elf.Header64{
		Ident: [elf.EI_NIDENT]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
		Type:  uint16(elf.ET_DYN), Machine: uint16(thisMachine), Version: uint32(elf.EV_CURRENT),
		Phoff: 64, Ehsize: 64, Phentsize: progSize, Phnum: 3, Shentsize: 64,
	})
	// The linker writes to the dynamic section; without a word about the stack it would make all stacks executable.
	const rw = uint32(elf.PF_R | elf.PF_W)
	put(elf.Prog64{Type: uint32(elf.PT_LOAD), Flags: rw, Filesz: size, Memsz: size, Align: page})
	put(elf.Prog64{Type: uint32(elf.PT_DYNAMIC), Flags: rw, Off: headers, Vaddr: headers, Filesz: symbols - headers, Memsz: symbols - headers, Align: 8})
	put(elf.Prog64{Type: uint32(elf.PT_GNU_STACK), Flags: rw, Align: 16})
	put(dynamic)
	put(elf.Sym64{})
	put(hash)
	b.Write(texts)
	return b.Bytes()
}
