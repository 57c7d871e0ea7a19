package mem_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/mem"
)

// A process may have 65,530 mappings; interpreters that come and go must not use them up.
func TestInterpretersLeaveNoMappings(t *testing.T) {
	mappings := func() int {
		text, err := os.ReadFile("/proc/self/maps")
		require.NoError(t, err)
		return strings.Count(string(text), "\n")
	}
	mem.FreeInterp(mem.NewInterp())
	before := mappings()
	for range 20000 {
		mem.FreeInterp(mem.NewInterp())
	}
	require.Less(t, mappings(), before+100)
}
