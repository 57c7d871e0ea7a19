package loader

import (
	"debug/elf"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestCheck(t *testing.T) {
	file := build(t, t.TempDir(), "spam.abi3.so", `
extern void *PyLong_FromLong(long);
extern void *PyErr_New(void) __attribute__((weak));
#include <stdio.h>
void *PyInit_spam(void) { return PyErr_New ? PyErr_New() : PyLong_FromLong(printf("x")); }
void *PyInit_eggs(void) { return 0; }
static void *PyInit_private(void) { return 0; }
`, "-Wl,--build-id=0xabcdef")
	asked := map[string]bool{}
	l := &Loader{Provides: func(s string) bool { asked[s] = true; return s == "PyLong_FromLong" }}
	info, err := l.Check(file)
	require.NoError(t, err)
	assert.Equal(t, file, info.File)
	assert.Equal(t, "abi3", info.Tag)
	assert.True(t, info.ABI3)
	assert.Equal(t, "abcdef", info.BuildID)
	assert.Equal(t, []string{"PyInit_eggs", "PyInit_spam"}, info.Inits)
	assert.Equal(t, []string{"PyLong_FromLong", "printf"}, info.Symbols)
	assert.Contains(t, info.Weak, "PyErr_New")
	assert.Contains(t, asked, "PyLong_FromLong")
	assert.NotContains(t, asked, "PyErr_New", "a weak symbol may be missing")
	require.NotEmpty(t, info.Libraries)
	assert.Equal(t, "libc.so.6", info.Libraries[0].Name)
	assert.FileExists(t, info.Libraries[0].File)
	assert.Equal(t, file, info.Libraries[0].NeededBy)
}

// TestCheckWithoutSections: the dynamic linker needs no section headers, and neither does Check.
func TestCheckWithoutSections(t *testing.T) {
	for _, hash := range []string{"gnu", "sysv", "both"} {
		file := build(t, t.TempDir(), "spam.so", spam, "-Wl,--hash-style="+hash)
		cut := patch(t, file, func(b []byte) []byte {
			sections := binary.LittleEndian.Uint64(b[40:])
			binary.LittleEndian.PutUint64(b[40:], 0)
			binary.LittleEndian.PutUint16(b[60:], 0)
			return b[:sections]
		})
		info, err := new(Loader).Check(cut)
		require.NoError(t, err, hash)
		assert.Equal(t, []string{"PyInit_spam"}, info.Inits, hash)
		assert.Equal(t, []string{"strlen"}, info.Symbols, hash)
	}
}

func TestBadFiles(t *testing.T) {
	dir := t.TempDir()
	good := build(t, dir, "spam.so", spam)
	write := func(name, content string) string {
		file := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(file, []byte(content), 0o644))
		return file
	}
	executable := filepath.Join(dir, "program")
	run(t, "int main(void) { return 0; }", "-o", executable, "-pie", "-fPIE")
	fixed := filepath.Join(dir, "fixed")
	run(t, "int main(void) { return 0; }", "-o", fixed, "-no-pie")
	static := filepath.Join(dir, "static")
	run(t, "int main(void) { return 0; }", "-o", static, "-static", "-no-pie")
	object := filepath.Join(dir, "spam.o")
	run(t, spam, "-c", "-o", object)
	pipe := filepath.Join(dir, "pipe")
	require.NoError(t, syscall.Mkfifo(pipe, 0o644))

	for _, c := range []struct {
		what, file, message string
		as                  any
	}{
		{"missing", filepath.Join(dir, "none.so"), "no such file or directory", new(*FileError)},
		{"a directory", dir, "is a directory: name the module's file", new(*DirectoryError)},
		{"a pipe", pipe, "not a regular file", new(*FileError)},
		{"empty", write("empty.so", ""), "not an ELF file but empty", new(*NotELFError)},
		{"text", write("text.so", "import os\nprint(1)\n"), `text that begins with "import os\nprint(1)\n"`, new(*NotELFError)},
		{"a linker script", write("ld.so", "/* GNU ld script */"), "text that begins with", new(*NotELFError)},
		{"a DLL", write("dll.so", "MZ\x90\x00\x03"), "Windows DLL", new(*NotELFError)},
		{"a wheel", write("zip.so", "PK\x03\x04xxxx"), "unpack it", new(*NotELFError)},
		{"data", write("data.so", "\x00\x01\x02"), "data that begins with 00 01 02", new(*NotELFError)},
		{"only the magic number", write("magic.so", "\x7fELF\x02\x01\x01"), "truncated: it has 7 bytes of at least 64", new(*TruncatedError)},
		{"an executable", executable, "is an executable (position independent), not a shared object: link it with -shared", new(*NotSharedError)},
		{"an old executable", fixed, "is an executable, not", new(*NotSharedError)},
		{"a static executable", static, "is an executable, not", new(*NotSharedError)},
		{"an object file", object, "is an object file that the linker", new(*NotSharedError)},
		{"another machine", patch(t, good, func(b []byte) []byte { b[18] = byte(elf.EM_AARCH64); return b }), "is built for arm64 (64 bits, little endian), this process is " + describe(elf.ELFCLASS64, elf.ELFDATA2LSB, thisMachine), new(*MachineError)},
		{"32 bits", patch(t, good, func(b []byte) []byte { b[4], b[18] = 1, 3; return b }), "is built for i386 (32 bits, little endian)", new(*MachineError)},
		{"big endian", patch(t, good, func(b []byte) []byte { b[5], b[18], b[19] = 2, 0, byte(elf.EM_S390); return b }), "is built for s390x (64 bits, big endian)", new(*MachineError)},
		{"an unknown class", patch(t, good, func(b []byte) []byte { b[4] = 7; return b }), "unknown kind of machine", new(*MachineError)},
		{"another Python", func() string {
			b, _ := os.ReadFile(good)
			return write("spam.cpython-312-x86_64-linux-gnu.so", string(b))
		}(), "is built for cpython-312-x86_64-linux-gnu; this process has the layouts of CPython 3.11", new(*TagError)},
	} {
		t.Run(c.what, func(t *testing.T) {
			_, err := new(Loader).Check(c.file)
			require.ErrorAs(t, err, c.as)
			assert.ErrorContains(t, err, c.message)
			assert.True(t, strings.HasPrefix(err.Error(), c.file), "the message begins with the file: %v", err)
			_, err = new(Loader).Open(c.file)
			assert.ErrorAs(t, err, c.as, "Open")
		})
	}
	_, err := new(Loader).Check(filepath.Join(dir, "none.so"))
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// TestTruncated cuts the file at every length: none of them loads, and none is called anything but cut off or empty.
func TestTruncated(t *testing.T) {
	file := build(t, t.TempDir(), "spam.so", spam)
	whole, err := os.ReadFile(file)
	require.NoError(t, err)
	for n := len(whole) - 1; n > 0; n -= 1 + n/50 {
		cut := patch(t, file, func(b []byte) []byte { return b[:n] })
		_, err := new(Loader).Open(cut)
		var truncated *TruncatedError
		if n < 4 {
			var not *NotELFError
			require.ErrorAs(t, err, &not, "%d bytes", n)
			continue
		}
		require.ErrorAs(t, err, &truncated, "%d of %d bytes", n, len(whole))
		assert.EqualValues(t, n, truncated.Size)
		assert.Greater(t, truncated.Need, truncated.Size)
	}
}

// TestUnreadable takes away the right to read, from root as well: a thread with another file system user has none.
func TestUnreadable(t *testing.T) {
	file := build(t, t.TempDir(), "spam.so", spam)
	require.NoError(t, os.Chmod(file, 0))
	if os.Geteuid() == 0 {
		runtime.LockOSThread() // and never unlocked: the thread ends with the test
		require.NoError(t, unix.Setfsuid(65534))
		defer func() { _ = unix.Setfsuid(0) }()
	}
	_, err := new(Loader).Check(file)
	var unreadable *FileError
	require.ErrorAs(t, err, &unreadable)
	assert.ErrorIs(t, err, fs.ErrPermission)
	assert.EqualError(t, err, file+": permission denied")
}

func TestMissingSymbols(t *testing.T) {
	file := build(t, t.TempDir(), "spam.so", `
extern void *PyFoo_New(void), *_PyBar_Private(void);
extern int elsewhere(void);
extern int maybe(void) __attribute__((weak));
#include <string.h>
void *PyInit_spam(void) { return elsewhere() + maybe() + strlen("x") ? PyFoo_New() : _PyBar_Private(); }
`)
	info, err := new(Loader).Check(file)
	var missing *MissingSymbolsError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, file, missing.Module)
	assert.Equal(t, []string{"PyFoo_New", "_PyBar_Private", "elsewhere"}, missing.Symbols)
	assert.EqualError(t, err, file+" uses the symbols PyFoo_New, _PyBar_Private, elsewhere, which nothing provides: Py… names are not part of the C API here (private to CPython, or newer than 3.11); for the others link the module with the library that has them")
	require.NotNil(t, info, "there is something to inspect all the same")
	assert.Equal(t, []string{"PyInit_spam"}, info.Inits)

	_, err = new(Loader).Open(file)
	assert.ErrorAs(t, err, &missing, "Open says the same")

	all := &Loader{Provides: func(string) bool { return true }}
	_, err = all.Check(file)
	require.NoError(t, err)
	_, err = all.Open(file)
	var refused *OpenError
	require.ErrorAs(t, err, &refused, "what Provides got wrong, the dynamic linker finds, and lives")
	assert.ErrorContains(t, err, "undefined symbol")
}

func TestMissingLibrary(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, "libdeep.so.1", `int deep(void) { return 5; }`, "-Wl,-soname,libdeep.so.1")
	build(t, dir, "libwide.so.1", `int deep(void); int wide(void) { return deep(); }`,
		"-Wl,-soname,libwide.so.1", "-Wl,--no-as-needed", "-L"+dir, "-l:libdeep.so.1")
	module := build(t, dir, "spam.so", `int wide(void); int PyFoo(void); int PyInit_spam(void) { return wide() + PyFoo(); }`,
		"-L"+dir, "-l:libwide.so.1", "-Wl,--allow-shlib-undefined", "-Wl,-rpath-link,"+dir)

	info, err := new(Loader).Check(module)
	var missing *MissingLibraryError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, []MissingLibrary{{Name: "libwide.so.1", NeededBy: module}}, missing.Libraries)
	assert.ErrorContains(t, err, module+" needs the shared library libwide.so.1, not found in the system's library directories: install")
	var symbols *MissingSymbolsError
	require.True(t, errors.As(err, &symbols), "both problems at once")
	assert.Equal(t, []string{"PyFoo"}, symbols.Symbols, "wide may well be in the library")
	require.NotNil(t, info)
	assert.Equal(t, LibraryInfo{Name: "libwide.so.1", NeededBy: module}, info.Libraries[0])

	only := t.TempDir()
	require.NoError(t, os.Rename(filepath.Join(dir, "libwide.so.1"), filepath.Join(only, "libwide.so.1")))
	l := &Loader{LibraryDirs: []string{only}, Provides: func(s string) bool { return s == "PyFoo" }}
	_, err = l.Check(module)
	missing = nil
	require.ErrorAs(t, err, &missing)
	wide := filepath.Join(only, "libwide.so.1")
	assert.Equal(t, []MissingLibrary{{Name: "libdeep.so.1", NeededBy: wide}}, missing.Libraries)
	assert.ErrorContains(t, err, "libdeep.so.1 (needed by "+wide+"), not found in the system's library directories and in "+only+": ")

	l = &Loader{LibraryDirs: []string{only, dir}, Provides: l.Provides}
	_, err = l.Check(module)
	require.NoError(t, err)
}

// TestDamaged: what the dynamic linker would die of.
func TestDamaged(t *testing.T) {
	file := build(t, t.TempDir(), "spam.so", spam)
	f, err := elf.Open(file)
	require.NoError(t, err)
	defer f.Close()
	dynamic := f.SectionByType(elf.SHT_DYNAMIC)
	// set gives a dynamic tag another value.
	set := func(tag elf.DynTag, value uint64) func([]byte) []byte {
		return func(b []byte) []byte {
			for at := dynamic.Offset; at < dynamic.Offset+dynamic.FileSize; at += dynSize {
				if elf.DynTag(binary.LittleEndian.Uint64(b[at:])) == tag {
					binary.LittleEndian.PutUint64(b[at+8:], value)
					return b
				}
			}
			t.Fatalf("no %v", tag)
			return nil
		}
	}
	phoff := func(b []byte, kind elf.ProgType) uint64 {
		at := binary.LittleEndian.Uint64(b[32:])
		for elf.ProgType(binary.LittleEndian.Uint32(b[at:])) != kind {
			at += progSize
		}
		return at
	}
	for _, c := range []struct {
		what    string
		change  func([]byte) []byte
		message string
	}{
		{"no program headers", func(b []byte) []byte { b[56] = 0; return b }, "0 program headers"},
		{"an unknown type", func(b []byte) []byte { b[16] = 77; return b }, "unknown type 77"},
		{"a symbol table outside", set(elf.DT_SYMTAB, 1<<40), "symbol table"},
		{"a string table outside", set(elf.DT_STRTAB, 1<<40), "string table"},
		{"an endless string table", set(elf.DT_STRSZ, 1<<62), "string table"},
		{"no string table", set(elf.DT_STRSZ, 0), "a name lies outside"},
		{"a needed name outside", set(elf.DT_NEEDED, 1<<20), "a name lies outside"},
		{"a hash table outside", set(elf.DT_GNU_HASH, 1<<40), "GNU hash table"},
		{"relocations outside", set(elf.DT_RELA, 1<<40), "relocation table"},
		{"endless relocations", set(elf.DT_RELASZ, 1<<62), "relocation table"},
		{"odd relocations", set(elf.DT_RELAENT, 7), "DT_RELAENT is 7, not 24"},
		{"odd symbols", set(elf.DT_SYMENT, 7), "DT_SYMENT is 7, not 24"},
		{"constructors outside", set(elf.DT_INIT_ARRAY, 1<<40), "DT_INIT_ARRAY lies outside"},
		{"segments out of order", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[phoff(b, elf.PT_LOAD)+16:], 1<<30)
			return b
		}, "not in order"},
		{"a segment not aligned", func(b []byte) []byte { b[phoff(b, elf.PT_LOAD)+16]++; return b }, "not aligned"},
		{"a segment smaller than its content", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[phoff(b, elf.PT_LOAD)+40:], 1)
			return b
		}, "a segment has 0x1 bytes"},
		{"a dynamic section without end", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[phoff(b, elf.PT_DYNAMIC)+32:], 3*dynSize)
			return b
		}, "no end"},
		{"a dynamic section outside", func(b []byte) []byte {
			binary.LittleEndian.PutUint64(b[phoff(b, elf.PT_DYNAMIC)+16:], 1<<40)
			return b
		}, "dynamic section"},
	} {
		t.Run(c.what, func(t *testing.T) {
			bad := patch(t, file, c.change)
			_, err := new(Loader).Open(bad)
			var corrupt *CorruptError
			require.ErrorAs(t, err, &corrupt)
			assert.ErrorContains(t, err, c.message)
		})
	}
	gone := patch(t, file, func(b []byte) []byte { b[phoff(b, elf.PT_DYNAMIC)] = 0; return b })
	_, err = new(Loader).Open(gone)
	assert.EqualError(t, err, gone+" is linked statically, not a shared object: link it with -shared")
}
