package host

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/d95905aa/gilded/internal/loader"
)

var (
	// ErrClosed: the runtime is closed or closing.
	ErrClosed = errors.New("host: the runtime is closed")
	// ErrReleased: the Value was released.
	ErrReleased = errors.New("host: the value was released")
)

// The ways in which a module can't be found or opened; see [Runtime.Import].
type (
	NotFoundError       = loader.NotFoundError
	ModuleNameError     = loader.NameError
	FileError           = loader.FileError
	DirectoryError      = loader.DirectoryError
	NotELFError         = loader.NotELFError
	MachineError        = loader.MachineError
	TruncatedError      = loader.TruncatedError
	CorruptError        = loader.CorruptError
	NotSharedError      = loader.NotSharedError
	TagError            = loader.TagError
	MissingLibraryError = loader.MissingLibraryError
	MissingSymbolsError = loader.MissingSymbolsError
	NoInitError         = loader.NoInitError
	OpenError           = loader.OpenError
	ReplacedError       = loader.ReplacedError
)

// ConvertError: a value has no form on the other side.
type ConvertError struct {
	Path   string // where the value is, for instance args[1]["k"][3]
	Reason string
}

func (e *ConvertError) Error() string { return e.Path + ": " + e.Reason }

// at says where the value of a *ConvertError is: prefix stands before the path so far. Other errors stay as they are.
func at(err error, prefix string) error {
	if e, ok := err.(*ConvertError); ok {
		e.Path = prefix + e.Path
	}
	return err
}

func cannot(format string, args ...any) error {
	return &ConvertError{Reason: fmt.Sprintf(format, args...)}
}

// LeakError is what [Runtime.Close] found alive.
type LeakError struct {
	Types   map[string]int // how many objects of each type
	Threads int            // native threads that did not give back what PyGILState_Ensure gave them
}

func (e *LeakError) Error() string {
	names := make([]string, 0, len(e.Types))
	total := 0
	for name, n := range e.Types {
		names = append(names, name)
		total += n
	}
	slices.SortFunc(names, func(a, b string) int {
		if d := e.Types[b] - e.Types[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	var parts []string
	for _, name := range names {
		parts = append(parts, fmt.Sprintf("%d %s", e.Types[name], name))
	}
	var out []string
	if total == 1 {
		out = append(out, "1 object is still alive: "+names[0])
	} else if total > 1 {
		out = append(out, fmt.Sprintf("%d objects are still alive: %s", total, strings.Join(parts, ", ")))
	}
	if e.Threads > 0 {
		out = append(out, fmt.Sprintf("%d native threads still hold a thread state", e.Threads))
	}
	return "host: " + strings.Join(out, "; ")
}
