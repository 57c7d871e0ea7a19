package object_test

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/capi"
	"github.com/d95905aa/gilded/internal/abi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

// raised takes the pending exception as "Type: text".
func raised(t *testing.T) string {
	t.Helper()
	exc := object.TakeException()
	require.NotNil(t, exc, "no exception is set")
	defer object.Decref(exc)
	return strings.TrimSuffix(object.MessageLine(exc), "\n")
}

func TestCapsules(t *testing.T) {
	name, other := ctier.CString("mod.api"), ctier.CString("mod.other")
	defer ctier.FreeStatic(unsafe.Pointer(name))
	defer ctier.FreeStatic(unsafe.Pointer(other))
	what := unsafe.Pointer(name)
	died := 0
	destructor := ctier.Destructor(func(o *abi.Object) {
		died++
		assert.Equal(t, what, capi.PyCapsule_GetPointer(o, name), "the destructor still sees the pointer")
	})
	defer ctier.Release(destructor)

	withRuntime(t, func() {
		c := capi.PyCapsule_New(what, name, destructor)
		require.NotNil(t, c)
		assert.Equal(t, what, capi.PyCapsule_GetPointer(c, name))
		assert.EqualValues(t, 1, capi.PyCapsule_IsValid(c, name))
		assert.EqualValues(t, 0, capi.PyCapsule_IsValid(c, other))
		assert.EqualValues(t, 0, capi.PyCapsule_IsValid(c, nil))
		assert.Nil(t, capi.PyCapsule_GetPointer(c, other))
		assert.Equal(t, "ValueError: PyCapsule_GetPointer called with incorrect name", raised(t))
		assert.EqualValues(t, -1, capi.PyCapsule_SetPointer(c, nil))
		assert.Equal(t, "ValueError: PyCapsule_SetPointer called with null pointer", raised(t))
		assert.Nil(t, capi.PyCapsule_GetContext(object.None))
		assert.Equal(t, "ValueError: PyCapsule_GetContext called with invalid PyCapsule object", raised(t))
		assert.Nil(t, capi.PyCapsule_New(nil, name, nil))
		assert.Equal(t, "ValueError: PyCapsule_New called with null pointer", raised(t))
		assert.Regexp(t, `^<capsule object "mod\.api" at 0x[0-9a-f]+>$`, object.ReprOf(c))

		assert.Nil(t, capi.PyCapsule_Import(name, 0))
		assert.Equal(t, `ImportError: PyCapsule_Import could not import module "mod"`, raised(t))
		m := object.NewModuleString("mod")
		require.True(t, object.SetAttrString(m, "api", c))
		require.True(t, object.SetAttrString(m, "other", c))
		require.True(t, object.DictSetString(object.State().Modules, "mod", m))
		assert.Equal(t, what, capi.PyCapsule_Import(name, 0))
		assert.Nil(t, capi.PyCapsule_Import(other, 0))
		assert.Equal(t, `AttributeError: PyCapsule_Import "mod.other" is not valid`, raised(t))

		require.True(t, object.DictDelString(object.State().Modules, "mod"))
		object.Decref(m)
		assert.Zero(t, died)
		object.Decref(c)
		assert.Equal(t, 1, died)
	})
}
