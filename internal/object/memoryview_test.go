package object_test

import "testing"

func TestMemoryview(t *testing.T) { answers(t, "testdata/memoryview.txt") }
