package loader

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"
)

// A file is mapped once in a process, with one set of static data, where many modules keep objects of the runtime that
// loaded them. The first loader to open a file gets the file; every other one gets a copy of its own, whose memory the
// dynamic linker does not share. That a loader's runtime has ended changes nothing: its static data still points there.

var claims struct {
	sync.Mutex
	by map[fileID]*Loader
}

// claim tells whether this loader is the one that a file itself is for.
func (l *Loader) claim(id fileID) bool {
	claims.Lock()
	defer claims.Unlock()
	if claims.by == nil {
		claims.by = map[fileID]*Loader{}
	}
	if claims.by[id] == nil {
		claims.by[id] = l
	}
	return claims.by[id] == l
}

// mapFile maps the file, or a copy of it, along with libraries.
func (l *Loader) mapFile(abs string, id fileID, libraries []*node) (uintptr, error) {
	if l.claim(id) {
		return openTogether(abs, libraries)
	}
	copied, err := privateCopy(abs)
	if err != nil {
		return 0, &FileError{File: abs, Err: err}
	}
	return openTogether(copied, libraries)
}

// privateCopy copies a file to memory and returns a path to it.
func privateCopy(abs string) (string, error) {
	source, err := os.Open(abs)
	if err != nil {
		return "", err
	}
	defer source.Close()
	return memoryFile(filepath.Base(abs), source)
}

// memoryFile makes a file in memory and returns a path to it. The descriptor stays open: the dynamic linker takes a path that it has
// seen for the file that it has mapped, so the number must not be used again.
func memoryFile(name string, content io.Reader) (string, error) {
	fd, err := unix.MemfdCreate(name[:min(len(name), longestName)], unix.MFD_CLOEXEC)
	if err != nil {
		return "", os.NewSyscallError("memfd_create", err)
	}
	if _, err := io.Copy(descriptor(fd), content); err != nil {
		_ = unix.Close(fd) // the copy's error is the one to report
		return "", err
	}
	return fmt.Sprintf("/proc/self/fd/%d", fd), nil
}

// longestName is what the kernel takes as the name of a file in memory.
const longestName = 249

// descriptor writes to a descriptor that no os.File may close.
type descriptor int

func (d descriptor) Write(p []byte) (int, error) { return unix.Write(int(d), p) }
