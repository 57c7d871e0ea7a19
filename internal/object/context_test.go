package object_test

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/capi"
	"github.com/d95905aa/gilded/internal/ctier"
	"github.com/d95905aa/gilded/internal/object"
)

func TestContextVars(t *testing.T) {
	name := ctier.CString("v")
	defer ctier.FreeStatic(unsafe.Pointer(name))
	withRuntime(t, func() {
		one, two := object.NewFloat(1), object.NewFloat(2)
		v := capi.PyContextVar_New(name, nil)
		require.NotNil(t, v)
		get := func(deflt *object.Object) *object.Object {
			var value *object.Object
			require.EqualValues(t, 0, capi.PyContextVar_Get(v, deflt, &value))
			object.XDecref(value) // one and two are held here
			return value
		}
		assert.Nil(t, get(nil))
		assert.Equal(t, one, get(one), "the default of the call")
		first := capi.PyContextVar_Set(v, one)
		require.NotNil(t, first)
		assert.Equal(t, one, get(two))

		copied := capi.PyContext_CopyCurrent()
		require.EqualValues(t, 0, capi.PyContext_Enter(copied))
		assert.EqualValues(t, -1, capi.PyContext_Enter(copied))
		assert.Regexp(t, "^RuntimeError: cannot enter context: .* is already entered$", raised(t))
		assert.EqualValues(t, -1, capi.PyContextVar_Reset(v, first))
		assert.Regexp(t, "^ValueError: <Token var=<ContextVar name='v' at 0x[0-9a-f]+> at 0x[0-9a-f]+> was created in a different Context$", raised(t))
		second := capi.PyContextVar_Set(v, two)
		assert.Equal(t, two, get(nil))
		require.EqualValues(t, 0, capi.PyContext_Exit(copied))
		assert.Equal(t, one, get(nil), "the value that was set in the copy stays there")

		assert.EqualValues(t, 0, capi.PyContextVar_Reset(v, first))
		assert.Nil(t, get(nil))
		assert.EqualValues(t, -1, capi.PyContextVar_Reset(v, first))
		assert.Regexp(t, "^RuntimeError: <Token used var=.*> has already been used once$", raised(t))
		assert.Nil(t, capi.PyContextVar_Set(one, two))
		assert.Equal(t, "TypeError: an instance of ContextVar was expected", raised(t))

		for _, o := range []*object.Object{first, second, copied, v} {
			object.Decref(o)
		}
		object.ClearThread(object.Thread())
		assert.Equal(t, 1, one.Refcnt, "nothing holds the first value")
		assert.Equal(t, 1, two.Refcnt, "nothing holds the second value")
		object.Decref(one)
		object.Decref(two)
	})
}
