package abi

import (
	"runtime"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// arena gives keys and values their addresses. It must not move, as what is on a stack may.
var arena [4096]Object

// tableModel grows like a dict does, over Go memory: keys are addresses
// inside arena, told apart by identity only.
type tableModel struct {
	keys  *DictKeys
	block []uint // of keys
	live  map[int]int
	order []int
}

// newTable is a table in Go's memory, which only block keeps: Go's collector does not follow a *DictKeys.
func newTable(log2 uint8) (k *DictKeys, block []uint) {
	block = make([]uint, (DictKeysBytes(log2)+7)/8)
	k = (*DictKeys)(unsafe.Pointer(&block[0]))
	k.Init(log2)
	return k, block
}

func (m *tableModel) ptr(i int) *Object { return &arena[i] }

func (m *tableModel) find(hash int, key int) int {
	slot := DictStart(hash, m.keys.Log2Size)
	for step := uint(1); ; step++ {
		i := m.keys.Index(slot)
		if i == DictEmpty {
			return -1
		}
		if i >= 0 && m.keys.Entry(i).Key == m.ptr(key) {
			return i
		}
		slot = DictNext(slot, step, m.keys.Log2Size)
	}
}

func TestDictTableBehavesLikeAnOrderedMap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &tableModel{live: map[int]int{}}
		m.keys, m.block = newTable(DictMinLog2)
		hashOf := func(key int) int { return int(key%37) << 40 }
		for range rapid.IntRange(1, 600).Draw(t, "steps") {
			key := rapid.IntRange(0, 299).Draw(t, "key")
			hash := hashOf(key)
			at := m.find(hash, key)
			_, known := m.live[key]
			require.Equal(t, known, at >= 0)
			switch {
			case known:
				gotKey, gotValue := m.keys.Remove(at)
				require.Same(t, m.ptr(key), gotKey)
				require.Same(t, m.ptr(m.live[key]), gotValue)
				delete(m.live, key)
			default:
				if m.keys.Usable == 0 {
					bigger, block := newTable(DictLog2For(int(len(m.live))*3 + 1))
					m.keys.CopyTo(bigger)
					m.keys, m.block = bigger, block
				}
				value := rapid.IntRange(0, 4095).Draw(t, "value")
				m.keys.Append(hash, m.ptr(key), m.ptr(value))
				m.live[key] = value
				m.order = append(m.order, key)
			}
			require.Equal(t, DictUsable(m.keys.Log2Size), m.keys.Usable+m.keys.Nentries)
		}
		seen := 0
		for _, e := range m.keys.Entries() {
			if e.Value != nil {
				seen++
				require.Equal(t, hashOf(int(uintptr(unsafe.Pointer(e.Key))-uintptr(unsafe.Pointer(m.ptr(0))))/int(unsafe.Sizeof(Object{}))), e.Hash)
			}
		}
		require.Equal(t, len(m.live), seen)
		runtime.KeepAlive(m.block)
	})
}

func TestDictGeometry(t *testing.T) {
	for log2, width := range map[uint8]uint8{3: 0, 7: 0, 8: 1, 15: 1, 16: 2, 31: 2, 32: 3} {
		require.Equal(t, width, DictLog2Width(log2), "log2 %d", log2)
		require.LessOrEqual(t, DictUsable(log2), int(1)<<(8<<width-1)-1, "log2 %d", log2)
	}
	require.Equal(t, uintptr(24+8+5*24), DictKeysBytes(3))
	require.Equal(t, uint8(3), DictLog2For(5))
	require.Equal(t, uint8(4), DictLog2For(6))
}
