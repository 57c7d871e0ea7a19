package conformance

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/interp"
	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// TestNothingIsLeftAlive runs every group of statements about built-in types and modules again and again: after the first time,
// which fills caches, each must leave as many objects of each type behind as it found.
func TestNothingIsLeftAlive(t *testing.T) {
	modules, err := Modules()
	require.NoError(t, err)
	in := interp.New(interp.Options{})
	pass, err := in.Threads.Enter(context.Background())
	require.NoError(t, err)
	defer in.Close(func() {}, nil)
	defer in.Threads.Leave(pass)
	for c := range rune(256) { // the strs and bytes of one character are kept
		object.Decref(object.NewStrRunes([]rune{c}))
		object.Decref(object.NewBytes([]byte{byte(c)}))
	}
	alive := func() map[string]int {
		for object.Collect(2) > 0 {
		}
		n := map[string]int{}
		in.State.Leftover(func(o *object.Object) { n[object.TypeName(o.Type)]++ })
		return n
	}
	for _, module := range modules {
		if !module.BuiltIn() {
			continue
		}
		groups, err := Cases(module.Name)
		require.NoError(t, err)
		m, err := imported(module)
		require.NoError(t, err)
		for _, group := range groups {
			run(t, m, group)
			before := alive()
			run(t, m, group)
			require.Equal(t, before, alive(), "%s, %s: objects before and after", module.Name, group.Title)
		}
	}
}

// run runs a group of statements, whatever they answer.
func run(t *testing.T, m *object.Object, group Group) {
	names := pyeval.NewNamespace()
	defer names.Close()
	names.Bind("m", m)
	for _, entry := range group.Entries {
		value, err := names.Exec(entry.Statement)
		var raised *pyeval.Raised
		switch {
		case err == nil:
			object.Decref(value)
		case errors.As(err, &raised):
			raised.Release()
		default:
			require.NoError(t, err, entry.Statement)
		}
	}
}
