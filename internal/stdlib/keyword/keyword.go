// Package keyword is the module keyword: which words Python keeps for itself.
package keyword

import (
	"slices"

	"github.com/d95905aa/gilded/internal/object"
)

var hard = []string{
	"False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
	"except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise",
	"return", "try", "while", "with", "yield",
}

var soft = []string{"_", "case", "match"}

// Is tells whether a name is a keyword.
func Is(name string) bool {
	_, found := slices.BinarySearch(hard, name)
	return found
}

func init() {
	var none []object.Method
	empty := object.GoModule("keyword", "The keywords of Python 3.11.", &none)
	object.DefineModule("keyword", func() *object.Object {
		return object.Fill(empty(), func(set func(name string, v *object.Object)) {
			for _, kind := range []struct {
				check, list string
				words       []string
			}{{"iskeyword", "kwlist", hard}, {"issoftkeyword", "softkwlist", soft}} {
				words := make([]*object.Object, len(kind.words))
				for i, word := range kind.words {
					words[i] = object.Intern(word)
				}
				set(kind.list, object.ListFrom(words))
				set(kind.check, contains(words))
			}
		})
	})
}

// contains is frozenset(words).__contains__, as CPython has it.
func contains(words []*object.Object) *object.Object {
	list := object.ListFrom(words)
	if list == nil {
		return nil
	}
	defer object.Decref(list)
	set := object.NewFrozenSet(list)
	if set == nil {
		return nil
	}
	defer object.Decref(set)
	return object.GetAttrString(set, "__contains__")
}
