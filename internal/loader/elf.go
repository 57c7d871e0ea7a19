package loader

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"syscall"
)

// image is what one ELF file says of itself, read as the dynamic linker reads it: from the program headers and the dynamic
// section, never from section headers, which may be stripped.
//
// The file is not trusted: each table is read only after its place was checked against the file's length, so that memory
// stays in proportion to the file.
type image struct {
	soname    string
	needed    []string
	rpath     string
	runpath   string
	undefined []string // strong references to elsewhere
	weak      []string // weak ones
	defined   map[string]struct{}
	inits     []string // defined names that begin like an init function
	buildID   string
}

// fileID tells files apart, and versions of a file.
type fileID struct {
	dev, ino uint64
	size     int64
	modified int64
}

func identify(info os.FileInfo) fileID {
	st := info.Sys().(*syscall.Stat_t)
	return fileID{dev: uint64(st.Dev), ino: st.Ino, size: info.Size(), modified: info.ModTime().UnixNano()}
}

// openFile opens a regular file for reading.
func openFile(file string) (*os.File, os.FileInfo, error) {
	info, err := os.Stat(file)
	switch {
	case err != nil:
		return nil, nil, &FileError{File: file, Err: underlying(err)}
	case info.IsDir():
		return nil, nil, &DirectoryError{File: file}
	case !info.Mode().IsRegular():
		return nil, nil, &FileError{File: file, Err: fmt.Errorf("not a regular file (%v)", info.Mode().Type())}
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, &FileError{File: file, Err: underlying(err)}
	}
	return f, info, nil
}

// underlying takes the path out of an error whose message will begin with it.
func underlying(err error) error {
	if e, ok := err.(*os.PathError); ok {
		return e.Err
	}
	return err
}

// readImage reads the file.
func readImage(file string) (*image, fileID, error) {
	f, info, err := openFile(file)
	if err != nil {
		return nil, fileID{}, err
	}
	defer f.Close()
	img, err := parseImage(file, f, info.Size())
	return img, identify(info), err
}

// reader is the state of reading one image.
type reader struct {
	file  string
	r     io.ReaderAt
	size  uint64
	progs []elf.Prog64
	dyn   map[elf.DynTag]uint64
	lists map[elf.DynTag][]uint64 // of tags that may come more than once
	str   []byte
}

func parseImage(file string, r io.ReaderAt, size int64) (*image, error) {
	p := &reader{file: file, r: r, size: uint64(size)}
	if err := p.readHeaders(); err != nil {
		return nil, err
	}
	if err := p.readDynamic(); err != nil {
		return nil, err
	}
	img := &image{buildID: p.buildID(), defined: map[string]struct{}{}}
	if err := p.readNames(img); err != nil {
		return nil, err
	}
	if err := p.readSymbols(img); err != nil {
		return nil, err
	}
	return img, nil
}

func (p *reader) corrupt(format string, args ...any) error {
	return &CorruptError{File: p.file, What: fmt.Sprintf(format, args...)}
}

// bytes reads a part of the file.
func (p *reader) bytes(off, n uint64) ([]byte, error) {
	if off+n < off || off+n > p.size {
		return nil, &TruncatedError{File: p.file, Size: p.size, Need: max(off+n, p.size+1)}
	}
	b := make([]byte, n)
	if _, err := p.r.ReadAt(b, int64(off)); err != nil {
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return nil, &TruncatedError{File: p.file, Size: p.size, Need: off + n}
		}
		return nil, &FileError{File: p.file, Err: underlying(err)}
	}
	return b, nil
}

const (
	headerSize = 64
	progSize   = 56
	dynSize    = 16
	relaSize   = 24
	pageSize   = 4096
)

// readHeaders reads the ELF header and the program headers, and checks that the file is for this machine and complete.
func (p *reader) readHeaders() error {
	start, err := p.bytes(0, min(p.size, headerSize))
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(start, []byte(elf.ELFMAG)) {
		return &NotELFError{File: p.file, Is: looksLike(start)}
	}
	if len(start) < headerSize {
		return &TruncatedError{File: p.file, Size: p.size, Need: headerSize}
	}
	var h elf.Header64
	decode(start, &h)
	class, data, machine := elf.Class(h.Ident[elf.EI_CLASS]), elf.Data(h.Ident[elf.EI_DATA]), elf.Machine(h.Machine)
	if data == elf.ELFDATA2MSB {
		machine = elf.Machine(h.Machine>>8 | h.Machine<<8)
	}
	if class != elf.ELFCLASS64 || data != elf.ELFDATA2LSB || machine != thisMachine {
		return &MachineError{File: p.file, Have: describe(class, data, machine), Want: describe(elf.ELFCLASS64, elf.ELFDATA2LSB, thisMachine)}
	}
	switch t := elf.Type(h.Type); t {
	case elf.ET_DYN:
	case elf.ET_EXEC:
		return &NotSharedError{File: p.file, Is: "an executable"}
	case elf.ET_REL:
		return &NotSharedError{File: p.file, Is: "an object file that the linker has still to work on"}
	case elf.ET_CORE:
		return &NotSharedError{File: p.file, Is: "a core dump"}
	default:
		return p.corrupt("its header has the unknown type %d", h.Type)
	}
	if h.Phnum == 0 || h.Phentsize != progSize {
		return p.corrupt("it has %d program headers of %d bytes", h.Phnum, h.Phentsize)
	}
	table, err := p.bytes(h.Phoff, uint64(h.Phnum)*progSize)
	if err != nil {
		return err
	}
	p.progs = make([]elf.Prog64, h.Phnum)
	decode(table, p.progs)
	if end := h.Shoff + uint64(h.Shnum)*uint64(h.Shentsize); h.Shoff != 0 && (end < h.Shoff || end > p.size) {
		return &TruncatedError{File: p.file, Size: p.size, Need: max(end, h.Shoff)}
	}
	return p.checkSegments()
}

// checkSegments checks what the dynamic linker maps without a look: a page beyond the end of the file kills the process at
// its first touch.
func (p *reader) checkSegments() error {
	last, found := uint64(0), false
	for _, s := range p.progs {
		if elf.ProgType(s.Type) != elf.PT_LOAD {
			continue
		}
		end := s.Off + s.Filesz
		switch {
		case end < s.Off || end > p.size:
			return &TruncatedError{File: p.file, Size: p.size, Need: max(end, s.Off)}
		case s.Memsz < s.Filesz || s.Vaddr+s.Memsz < s.Vaddr || s.Vaddr+s.Memsz > 1<<46:
			return p.corrupt("a segment has %#x bytes at %#x, %#x of them in the file", s.Memsz, s.Vaddr, s.Filesz)
		case s.Vaddr%pageSize != s.Off%pageSize || s.Align&(s.Align-1) != 0:
			return p.corrupt("a segment is not aligned")
		case found && s.Vaddr < last:
			return p.corrupt("segments are not in order")
		}
		last, found = s.Vaddr+s.Memsz, true
	}
	if !found {
		return p.corrupt("it has nothing to load")
	}
	return nil
}

// at reads n bytes that will be at an address of the mapped file.
func (p *reader) at(addr, n uint64, what string) ([]byte, error) {
	for _, s := range p.progs {
		if elf.ProgType(s.Type) == elf.PT_LOAD && addr >= s.Vaddr && addr-s.Vaddr <= s.Filesz && n <= s.Filesz-(addr-s.Vaddr) {
			return p.bytes(s.Off+(addr-s.Vaddr), n)
		}
	}
	return nil, p.corrupt("its %s (%#x bytes at %#x) lies outside of what is loaded", what, n, addr)
}

// mapped reports whether n bytes at an address are inside of one segment, be it in the file or zeros.
func (p *reader) mapped(addr, n uint64) bool {
	for _, s := range p.progs {
		if elf.ProgType(s.Type) == elf.PT_LOAD && addr >= s.Vaddr && addr-s.Vaddr <= s.Memsz && n <= s.Memsz-(addr-s.Vaddr) {
			return true
		}
	}
	return false
}

// readDynamic reads the dynamic section and the string table.
func (p *reader) readDynamic() error {
	var dynamic *elf.Prog64
	for i := range p.progs {
		if elf.ProgType(p.progs[i].Type) == elf.PT_DYNAMIC {
			dynamic = &p.progs[i]
		}
	}
	if dynamic == nil {
		return &NotSharedError{File: p.file, Is: "linked statically"}
	}
	table, err := p.at(dynamic.Vaddr, dynamic.Filesz/dynSize*dynSize, "dynamic section")
	if err != nil {
		return err
	}
	entries := make([]elf.Dyn64, len(table)/dynSize)
	decode(table, entries)
	p.dyn, p.lists = map[elf.DynTag]uint64{}, map[elf.DynTag][]uint64{}
	ended := false
	for _, e := range entries {
		tag := elf.DynTag(e.Tag)
		if ended = tag == elf.DT_NULL; ended {
			break
		}
		p.dyn[tag] = e.Val
		if tag == elf.DT_NEEDED {
			p.lists[tag] = append(p.lists[tag], e.Val)
		}
	}
	if !ended {
		return p.corrupt("its dynamic section has no end")
	}
	return p.checkDynamic()
}

// checkDynamic checks what the dynamic linker takes for granted or answers with an abort.
func (p *reader) checkDynamic() error {
	if elf.DynFlag1(p.dyn[elf.DT_FLAGS_1])&elf.DF_1_PIE != 0 {
		return &NotSharedError{File: p.file, Is: "an executable (position independent)"}
	}
	for _, tag := range []elf.DynTag{elf.DT_STRTAB, elf.DT_SYMTAB} {
		if _, ok := p.dyn[tag]; !ok {
			return p.corrupt("its dynamic section has no %v", tag)
		}
	}
	for tag, want := range map[elf.DynTag]uint64{
		elf.DT_PLTREL: uint64(elf.DT_RELA), elf.DT_RELAENT: relaSize, elf.DT_SYMENT: elf.Sym64Size, relrEnt: 8,
	} {
		if have, ok := p.dyn[tag]; ok && have != want {
			return p.corrupt("its %v is %d, not %d", tag, have, want)
		}
	}
	for _, rel := range []elf.DynTag{elf.DT_REL, elf.DT_RELSZ} {
		if _, ok := p.dyn[rel]; ok {
			return p.corrupt("it has relocations (%v) that this machine does not use", rel)
		}
	}
	for _, array := range [][2]elf.DynTag{{elf.DT_INIT_ARRAY, elf.DT_INIT_ARRAYSZ}, {elf.DT_FINI_ARRAY, elf.DT_FINI_ARRAYSZ}} {
		if addr, ok := p.dyn[array[0]]; ok && !p.mapped(addr, p.dyn[array[1]]) {
			return p.corrupt("its %v lies outside of what is loaded", array[0])
		}
	}
	var err error
	p.str, err = p.at(p.dyn[elf.DT_STRTAB], p.dyn[elf.DT_STRSZ], "string table")
	return err
}

// relrEnt is DT_RELRENT, which debug/elf does not name.
const relrEnt = elf.DynTag(37)

// string returns a string of the string table.
func (p *reader) string(off uint64) (string, error) {
	if off < uint64(len(p.str)) {
		if n := bytes.IndexByte(p.str[off:], 0); n >= 0 {
			return string(p.str[off : off+uint64(n)]), nil
		}
	}
	return "", p.corrupt("a name lies outside of its string table")
}

// readNames fills in what the dynamic section names.
func (p *reader) readNames(img *image) (err error) {
	for tag, to := range map[elf.DynTag]*string{
		elf.DT_SONAME: &img.soname, elf.DT_RPATH: &img.rpath, elf.DT_RUNPATH: &img.runpath,
	} {
		if off, ok := p.dyn[tag]; ok {
			if *to, err = p.string(off); err != nil {
				return err
			}
		}
	}
	for _, off := range p.lists[elf.DT_NEEDED] {
		name, err := p.string(off)
		if err != nil {
			return err
		}
		img.needed = append(img.needed, name)
	}
	return nil
}

// buildID returns the build ID in hexadecimal, or nothing; a damaged note is no reason not to load.
func (p *reader) buildID() string {
	const typeBuildID, most = 3, 1 << 16
	for _, s := range p.progs {
		if elf.ProgType(s.Type) != elf.PT_NOTE || s.Filesz > most {
			continue
		}
		note, err := p.bytes(s.Off, s.Filesz)
		for err == nil && len(note) >= 12 {
			nameLen, descLen := uint64(binary.LittleEndian.Uint32(note)), uint64(binary.LittleEndian.Uint32(note[4:]))
			kind := binary.LittleEndian.Uint32(note[8:])
			desc := 12 + (nameLen+3)&^3
			end := desc + (descLen+3)&^3
			if desc+descLen > uint64(len(note)) {
				break
			}
			if kind == typeBuildID && string(note[12:12+nameLen]) == "GNU\x00" {
				return hex.EncodeToString(note[desc : desc+descLen])
			}
			note = note[min(end, uint64(len(note))):]
		}
	}
	return ""
}

// decode fills in a structure or slice; there are enough bytes for it.
func decode(b []byte, to any) {
	if _, err := binary.Decode(b, binary.LittleEndian, to); err != nil {
		panic(err)
	}
}

var thisMachine = map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64}[runtime.GOARCH]

func describe(class elf.Class, data elf.Data, machine elf.Machine) string {
	names := map[elf.Machine]string{
		elf.EM_X86_64: "x86-64", elf.EM_386: "i386", elf.EM_AARCH64: "arm64", elf.EM_ARM: "arm", elf.EM_PPC64: "ppc64",
		elf.EM_RISCV: "riscv", elf.EM_S390: "s390x", elf.EM_MIPS: "mips", elf.EM_LOONGARCH: "loongarch",
	}
	name, ok := names[machine]
	if !ok {
		name = strings.ToLower(strings.TrimPrefix(machine.String(), "EM_"))
	}
	bits := map[elf.Class]string{elf.ELFCLASS32: "32 bits", elf.ELFCLASS64: "64 bits"}[class]
	order := map[elf.Data]string{elf.ELFDATA2LSB: "little endian", elf.ELFDATA2MSB: "big endian"}[data]
	if bits == "" || order == "" {
		return fmt.Sprintf("an unknown kind of machine (class %d, data %d)", class, data)
	}
	return fmt.Sprintf("%s (%s, %s)", name, bits, order)
}

// looksLike says what a file that begins so probably is.
func looksLike(start []byte) string {
	for _, known := range []struct{ magic, is string }{
		{"MZ", "a Windows DLL (.pyd) or program"},
		{"\xcf\xfa\xed\xfe", "a macOS library (Mach-O)"},
		{"\xca\xfe\xba\xbe", "a macOS library for several machines"},
		{"!<arch>\n", "a static library or a Debian package"},
		{"PK\x03\x04", "a zip archive (a wheel is one: unpack it)"},
		{"\x1f\x8b", "compressed with gzip"},
		{"\x00asm", "WebAssembly"},
	} {
		if bytes.HasPrefix(start, []byte(known.magic)) {
			return known.is
		}
	}
	if len(start) == 0 {
		return "empty"
	}
	for _, c := range start {
		if c < ' ' && !strings.ContainsRune("\t\r\n\f\x1b", rune(c)) {
			return fmt.Sprintf("data that begins with % x", start[:min(8, len(start))])
		}
	}
	return fmt.Sprintf("text that begins with %q", start[:min(24, len(start))])
}
