package object_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	_ "github.com/d95905aa/gilded/capi"
	"github.com/d95905aa/gilded/internal/object"
)

func withRuntime(t *testing.T, f func()) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	f()
	checkNothingLeft(t, s)
	if object.Occurred() != nil {
		t.Errorf("an exception is left: %s", object.ReprOf(object.Thread().CurexcValue))
	}
}

func TestBoot(t *testing.T) {
	withRuntime(t, func() {
		o := object.NewInt(42)
		r := object.Repr(o)
		require.NotNil(t, r)
		require.Equal(t, "42", object.StrOf(r))
		object.Decref(r)
		object.Decref(o)
	})
}

// checkNothingLeft ends the modules and fails the test for every object that is alive after that.
func checkNothingLeft(t *testing.T, s *object.InterpState) {
	t.Helper()
	s.Shutdown()
	s.Leftover(func(o *object.Object) {
		t.Errorf("alive at the end: a %s with %d references: %s", object.TypeName(o.Type), o.Refcnt, object.ReprOf(o))
	})
}
