package object

import (
	"math"
	"unsafe"

	"github.com/d95905aa/gilded/internal/abi"
)

// Sorting a list: a stable merge sort that makes use of runs which are in order already. Comparing runs code, so the
// list is empty while it is sorted, and what it holds belongs to the sorter.

// sorter sorts keys with < alone, and moves the values along if there are any.
type sorter struct {
	less         func(a, b *Object) int32 // 1, 0, or -1 with an error
	keys, values []*Object
	tmpK, tmpV   []*Object
}

// ListSort sorts a list in place: it may run code. key may be nil or None.
func ListSort(o, key *Object, reverse bool) bool {
	l := listHead(o)
	items, allocated := ListItems(o), l.Allocated
	base := l.Items
	l.Items, l.Size, l.Allocated = nil, 0, -1

	s := sorter{keys: items}
	ok := true
	if key != nil && key != None {
		s.values = items
		s.keys, ok = sortKeys(items, key)
	}
	if ok {
		s.less = lessFor(s.keys)
		if reverse {
			s.reverse(0, len(items))
		}
		ok = s.sort()
		if reverse {
			s.reverse(0, len(items))
		}
	}
	if s.values != nil {
		for _, k := range s.keys {
			Decref(k)
		}
	}
	if l.Allocated != -1 && ok {
		Raise(ValueError, "list modified during sort")
		ok = false
	}
	now := ListItems(o)
	l.Items, l.Size, l.Allocated = base, len(items), allocated
	releaseItems(now)
	return ok
}

// sortKeys calls the key function for each item. The result owns its references, also when it is short.
func sortKeys(items []*Object, key *Object) ([]*Object, bool) {
	keys := make([]*Object, 0, len(items))
	for _, item := range items {
		k := CallArgs(key, item)
		if k == nil {
			return keys, false
		}
		keys = append(keys, k)
	}
	return keys, true
}

// lessFor chooses how to compare: without a call if all keys are of one exact type whose < is known here.
func lessFor(keys []*Object) func(a, b *Object) int32 {
	if len(keys) == 0 {
		return lessGeneric
	}
	t := keys[0].Type
	for _, k := range keys {
		if k.Type != t {
			return lessGeneric
		}
	}
	switch t {
	case FloatType:
		return func(a, b *Object) int32 { return boolInt(As[*abi.Float](a).Value < As[*abi.Float](b).Value) }
	case LongType:
		for _, k := range keys {
			if n := As[*abi.Long](k).Size; n > 2 || n < -2 {
				return lessGeneric
			}
		}
		return func(a, b *Object) int32 { return boolInt(smallLong(a) < smallLong(b)) }
	}
	return lessGeneric
}

func boolInt(b bool) int32 {
	if b {
		return 1
	}
	return 0
}

// smallLong is the value of an int of at most two digits.
func smallLong(o *Object) int64 {
	l := As[*abi.Long](o)
	digits := unsafe.Slice(&l.Digit[0], 2)
	switch l.Size {
	case 0:
		return 0
	case 1:
		return int64(digits[0])
	case -1:
		return -int64(digits[0])
	case 2:
		return int64(digits[0]) | int64(digits[1])<<30
	}
	return -(int64(digits[0]) | int64(digits[1])<<30)
}

func lessGeneric(a, b *Object) int32 {
	r := RichCompare(a, b, abi.LT)
	if r == nil {
		return -1
	}
	truth := IsTrue(r)
	Decref(r)
	return truth
}

func (s *sorter) reverse(from, to int) {
	for i, j := from, to-1; i < j; i, j = i+1, j-1 {
		s.keys[i], s.keys[j] = s.keys[j], s.keys[i]
		if s.values != nil {
			s.values[i], s.values[j] = s.values[j], s.values[i]
		}
	}
}

type run struct{ start, length int }

// sort sorts, or stops at the first comparison that raises, with every key somewhere.
func (s *sorter) sort() bool {
	n := len(s.keys)
	if n < 2 {
		return true
	}
	least := minRun(n)
	var runs []run
	for at := 0; at < n; {
		length := s.countRun(at)
		if length < 0 {
			return false
		}
		if want := min(least, n-at); length < want {
			if !s.insertion(at, at+length, at+want) {
				return false
			}
			length = want
		}
		runs = append(runs, run{at, length})
		at += length
		for len(runs) > 1 {
			k := len(runs) - 2
			switch {
			case k > 0 && runs[k-1].length <= runs[k].length+runs[k+1].length,
				k > 1 && runs[k-2].length <= runs[k-1].length+runs[k].length:
				if runs[k-1].length < runs[k+1].length {
					k--
				}
			case runs[k].length > runs[k+1].length && at < n:
				k = -1
			}
			if k < 0 {
				break
			}
			if !s.merge(runs[k], runs[k+1]) {
				return false
			}
			runs[k].length += runs[k+1].length
			runs = append(runs[:k+1], runs[k+2:]...)
		}
	}
	return true
}

// minRun is the length that short runs are brought to: such that there are about a power of two of them.
func minRun(n int) int {
	odd := 0
	for n >= 64 {
		odd |= n & 1
		n >>= 1
	}
	return n + odd
}

// countRun is the length of the run that begins at from; a descending one is reversed. -1 if comparing raised.
func (s *sorter) countRun(from int) int {
	n := len(s.keys)
	if from+1 == n {
		return 1
	}
	descending := s.less(s.keys[from+1], s.keys[from])
	if descending < 0 {
		return -1
	}
	to := from + 2
	for ; to < n; to++ {
		r := s.less(s.keys[to], s.keys[to-1])
		if r < 0 {
			return -1
		}
		if r != descending {
			break
		}
	}
	if descending > 0 {
		s.reverse(from, to)
	}
	return to - from
}

// insertion sorts from..to, of which from..sorted is in order.
func (s *sorter) insertion(from, sorted, to int) bool {
	for i := sorted; i < to; i++ {
		key := s.keys[i]
		low, high := from, i
		for low < high {
			mid := int(uint(low+high) >> 1)
			r := s.less(key, s.keys[mid])
			if r < 0 {
				return false
			}
			if r > 0 {
				high = mid
			} else {
				low = mid + 1
			}
		}
		copy(s.keys[low+1:i+1], s.keys[low:i])
		s.keys[low] = key
		if s.values != nil {
			v := s.values[i]
			copy(s.values[low+1:i+1], s.values[low:i])
			s.values[low] = v
		}
	}
	return true
}

// search finds where key belongs in keys[from:to], which is in order: behind equal ones if after. It probes at doubling
// distances first, because runs often interleave little. -1 if comparing raised.
func (s *sorter) search(key *Object, from, to int, after bool) int {
	// before tells whether key belongs at or before i.
	before := func(i int) int32 {
		if after {
			return s.less(key, s.keys[i])
		}
		r := s.less(s.keys[i], key)
		if r < 0 {
			return r
		}
		return 1 - r
	}
	low, high := from, to
	for step := 1; from+step-1 < to; step *= 2 {
		r := before(from + step - 1)
		if r < 0 {
			return -1
		}
		if r > 0 {
			high = from + step - 1
			break
		}
		low = from + step
		if step > math.MaxInt/4 {
			break
		}
	}
	for low < high {
		mid := int(uint(low+high) >> 1)
		r := before(mid)
		if r < 0 {
			return -1
		}
		if r > 0 {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// merge merges two runs, the second right behind the first.
func (s *sorter) merge(a, b run) bool {
	// What is in place already stays there.
	skip := s.search(s.keys[b.start], a.start, b.start, true)
	if skip < 0 {
		return false
	}
	end := s.search(s.keys[b.start-1], b.start, b.start+b.length, false)
	if end < 0 {
		return false
	}
	s.tmpK = append(s.tmpK[:0], s.keys[skip:b.start]...)
	if s.values != nil {
		s.tmpV = append(s.tmpV[:0], s.values[skip:b.start]...)
	}
	i, j, to := 0, b.start, skip
	ok := true
	for i < len(s.tmpK) && j < end {
		r := s.less(s.keys[j], s.tmpK[i])
		if r < 0 {
			ok = false
			break
		}
		if r > 0 {
			s.keys[to] = s.keys[j]
			if s.values != nil {
				s.values[to] = s.values[j]
			}
			j++
		} else {
			s.keys[to] = s.tmpK[i]
			if s.values != nil {
				s.values[to] = s.tmpV[i]
			}
			i++
		}
		to++
	}
	copy(s.keys[to:], s.tmpK[i:])
	if s.values != nil {
		copy(s.values[to:], s.tmpV[i:])
	}
	return ok
}
