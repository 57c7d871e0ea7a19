package object_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
)

// A look-up that the cache does not know finds the name, and leaves alone an exception that is set: __getattr__ is looked up while
// AttributeError is.
func TestLookupWithException(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	interp := object.NewInterp()
	defer interp.Free()
	object.Raise(object.AttributeError, "first")
	object.ClearMethodCache()
	require.NotNil(t, object.LookupString(object.ListType, "append"))
	require.True(t, object.Matches(object.AttributeError))
	object.ClearErr()
}
