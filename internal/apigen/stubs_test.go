package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The generators run against the project as it is, with what they write caught and compared.
func TestStubsAreCurrent(t *testing.T) {
	t.Chdir("../..")
	symbols := parseFile(t, "capi/api.txt")
	written := map[string][]byte{}
	write = func(path string, text []byte) error {
		written[path] = text
		return nil
	}
	defer func() { write = writeFile }()
	require.NoError(t, stubs(symbols))
	require.NoError(t, slots(symbols))
	require.NoError(t, probe(symbols))
	require.NotEmpty(t, written)
	for path, want := range written {
		have, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.True(t, string(want) == string(have), "%s is stale; run: make generate", path)
	}
}
