package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/apigen/spec"
)

func parse(t *testing.T) []spec.Symbol {
	t.Helper()
	return parseFile(t, "../../capi/api.txt")
}

func parseFile(t *testing.T, path string) []spec.Symbol {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	symbols, err := spec.Parse(f)
	require.NoError(t, err)
	return symbols
}

func TestHeadersAreCurrent(t *testing.T) {
	texts := headerTexts(parse(t))
	for path, want := range texts {
		have, err := os.ReadFile(filepath.Join("../..", path))
		require.NoError(t, err, "run: go run ./internal/apigen headers stamp")
		assert.Equal(t, string(want), string(have), "%s is stale; run: go run ./internal/apigen headers stamp", path)
	}
	files, err := filepath.Glob("../../include/gilded/z*.h")
	require.NoError(t, err)
	assert.Len(t, files, len(texts), "a header of a chapter that is gone; run: go run ./internal/apigen headers stamp")
}

func TestStampIsCurrent(t *testing.T) {
	want, err := stampOf(os.DirFS("../../include"))
	require.NoError(t, err)
	have, err := os.ReadFile(filepath.Join("../..", stampPath))
	require.NoError(t, err, "run: go run ./internal/apigen stamp")
	assert.Equal(t, string(want), string(have), "the headers changed; run: go run ./internal/apigen stamp")
}

// Every chapter's declarations are included somewhere: a chapter that no header reads would be invisible.
func TestEveryChapterIsIncluded(t *testing.T) {
	var text []byte
	for _, pattern := range []string{"*.h", "cpython/*.h", "gilded/[a-y]*.h"} {
		files, err := filepath.Glob(filepath.Join("../../include", pattern))
		require.NoError(t, err)
		for _, name := range files {
			data, err := os.ReadFile(name)
			require.NoError(t, err)
			text = append(text, data...)
		}
	}
	for path := range headerTexts(parse(t)) {
		assert.Contains(t, string(text), `"gilded/`+filepath.Base(path)+`"`)
	}
}

// The tables of exceptions name symbols that exist and change something.
func TestExceptionsNameSymbols(t *testing.T) {
	byName := map[string]spec.Symbol{}
	for _, s := range parse(t) {
		byName[s.Name] = s
	}
	for name, v := range shownEarlier {
		assert.True(t, byName[name].Since.After(v), "%s is shown from %s on anyway", name, v)
	}
	for name := range inLayout {
		assert.True(t, byName[name].Since.After(layout), "%s is not younger than the layouts", name)
	}
	for name := range attributes {
		assert.NotEmpty(t, byName[name].Decl, "%s is not in api.txt", name)
	}
}
