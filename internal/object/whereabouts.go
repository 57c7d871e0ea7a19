package object

import (
	"os"
	"strings"
	"unsafe"

	"github.com/d95905aa/gilded/internal/ctier"
)

// Where an installed Python would be found, and what the program is called. No Python is installed: the answers are those of
// the module sys as it starts, and what C code has set since. They are texts of C, and belong to the interpreter.

// Place is one of the answers.
type Place int

const (
	ProgramName Place = iota // what the process was started as
	ProgramPath              // sys.executable: no program of that name would run Python
	PythonHome               // none, until somebody sets one
	ModulePath               // where modules are looked for
	Prefix
	ExecPrefix
	places
)

// placeState is the answers as far as they have been asked for. One that is not known yet is found out when it is.
type placeState struct {
	known [places]bool
	texts [places]*int32
}

// WidePlace is the text of a place for C, which the interpreter owns until it is set again; nil for none.
func WidePlace(p Place) *int32 {
	s := State()
	if !s.places.known[p] {
		if text, found := s.placeAtStart(p); found {
			s.places.set(p, NewWide(text))
		} else {
			s.places.set(p, nil)
		}
	}
	return s.places.texts[p]
}

func (s *InterpState) placeAtStart(p Place) (string, bool) {
	switch p {
	case ProgramName:
		if all := Arguments(); len(all) > 0 {
			return all[0], true
		}
	case PythonHome:
		return "", false
	case ModulePath:
		return FSText(strings.Join(s.Path, ":")), true
	}
	return "", true
}

// SetProgramName and SetPythonHome take "" for none.
func SetProgramName(name string) { setOrClear(ProgramName, name) }
func SetPythonHome(home string)  { setOrClear(PythonHome, home) }

func setOrClear(p Place, text string) {
	s := State()
	if text == "" {
		s.places.set(p, nil)
		return
	}
	s.places.set(p, NewWide(text))
}

// SetModulePath sets where modules are said to be looked for, and says with that that nothing is installed anywhere. What is
// in sys.path already stays there.
func SetModulePath(path string) {
	s := State()
	for p, text := range map[Place]string{ModulePath: path, Prefix: "", ExecPrefix: ""} {
		s.places.set(p, NewWide(text))
	}
}

// ForgetPlaces leaves no answer.
func ForgetPlaces() {
	for p := range places {
		State().places.set(p, nil)
	}
}

// set takes a text over.
func (s *placeState) set(p Place, text *int32) {
	ctier.FreeStatic(unsafe.Pointer(s.texts[p]))
	s.known[p] = true
	s.texts[p] = text
}

func (s *placeState) free() {
	for p := range places {
		s.set(p, nil)
	}
}

// NewWide is a text as C's wchar_t, for the caller to give back with ctier.FreeStatic.
func NewWide(text string) *int32 {
	runes := RunesOf(text)
	w := (*int32)(ctier.Static(uintptr(len(runes)+1) * 4))
	copy(unsafe.Slice(w, len(runes)), runes)
	return w
}

// Arguments is what the process was started with. Bytes that are no UTF-8 are lone surrogates, as in names of files.
func Arguments() []string {
	var texts []string
	for _, arg := range os.Args {
		texts = append(texts, FSText(arg))
	}
	return texts
}
