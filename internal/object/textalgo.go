package object

import (
	"bytes"
	"slices"
)

// What str, bytes and bytearray do alike, over slices of characters. Nothing here knows objects.

type char interface{ byte | rune }

// findIn is the index of the first sub in s, -1 if there is none.
func findIn[T char](s, sub []T) int {
	if b, ok := any(s).([]byte); ok {
		return bytes.Index(b, any(sub).([]byte))
	}
	if len(sub) == 0 {
		return 0
	}
	for i := 0; i+len(sub) <= len(s); i++ {
		at := slices.Index(s[i:len(s)-len(sub)+1], sub[0])
		if at < 0 {
			return -1
		}
		if i += at; slices.Equal(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}

// rfindIn is the index of the last sub in s, -1 if there is none.
func rfindIn[T char](s, sub []T) int {
	for i := len(s) - len(sub); i >= 0; i-- {
		if slices.Equal(s[i:i+len(sub)], sub) {
			return i
		}
	}
	return -1
}

// countIn counts the subs in s that don't overlap.
func countIn[T char](s, sub []T) int {
	if len(sub) == 0 {
		return len(s) + 1
	}
	n := 0
	for {
		at := findIn(s, sub)
		if at < 0 {
			return n
		}
		n++
		s = s[at+len(sub):]
	}
}

// replaceIn is s with at most limit (negative: all) of its olds replaced; nil if there is nothing to replace.
func replaceIn[T char](s, old, to []T, limit int) []T {
	n := min(countIn(s, old), unlimited(limit))
	if n == 0 {
		return nil
	}
	out := make([]T, 0, max(len(s)+n*(len(to)-len(old)), 0))
	for i := range n {
		at := 0
		if len(old) > 0 {
			at = findIn(s, old)
		} else if i > 0 {
			at = 1
		}
		out = append(append(out, s[:at]...), to...)
		s = s[at+len(old):]
	}
	return append(out, s...)
}

// unlimited reads a limit where a negative one means no limit.
func unlimited(limit int) int {
	if limit < 0 {
		return int(^uint(0) >> 1)
	}
	return limit
}

// splitOn cuts s at each sep, at most limit times (negative: no limit).
func splitOn[T char](s, sep []T, limit int) [][]T {
	var parts [][]T
	for limit = unlimited(limit); limit > 0; limit-- {
		at := findIn(s, sep)
		if at < 0 {
			break
		}
		parts = append(parts, s[:at])
		s = s[at+len(sep):]
	}
	return append(parts, s)
}

// rsplitOn is splitOn from the end.
func rsplitOn[T char](s, sep []T, limit int) [][]T {
	var parts [][]T
	for limit = unlimited(limit); limit > 0; limit-- {
		at := rfindIn(s, sep)
		if at < 0 {
			break
		}
		parts = append(parts, s[at+len(sep):])
		s = s[:at]
	}
	parts = append(parts, s)
	slices.Reverse(parts)
	return parts
}

// splitSpace cuts s at runs of spaces; there are no empty parts.
func splitSpace[T char](s []T, limit int, isSpace func(T) bool) [][]T {
	var parts [][]T
	limit = unlimited(limit)
	for {
		start := 0
		for start < len(s) && isSpace(s[start]) {
			start++
		}
		if s = s[start:]; len(s) == 0 {
			return parts
		}
		if limit == 0 {
			return append(parts, s)
		}
		end := 0
		for end < len(s) && !isSpace(s[end]) {
			end++
		}
		parts = append(parts, s[:end])
		s = s[end:]
		limit--
	}
}

// rsplitSpace is splitSpace from the end.
func rsplitSpace[T char](s []T, limit int, isSpace func(T) bool) [][]T {
	var parts [][]T
	limit = unlimited(limit)
	for {
		if s = trimRight(s, isSpace); len(s) == 0 {
			break
		}
		if limit == 0 {
			parts = append(parts, s)
			break
		}
		start := len(s)
		for start > 0 && !isSpace(s[start-1]) {
			start--
		}
		parts = append(parts, s[start:])
		s = s[:start]
		limit--
	}
	slices.Reverse(parts)
	return parts
}

func trimLeft[T char](s []T, drop func(T) bool) []T {
	for len(s) > 0 && drop(s[0]) {
		s = s[1:]
	}
	return s
}

func trimRight[T char](s []T, drop func(T) bool) []T {
	for len(s) > 0 && drop(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// splitLines cuts s behind each line break; \r\n is one.
func splitLines[T char](s []T, keep bool, isBreak func(T) bool) [][]T {
	var parts [][]T
	for len(s) > 0 {
		end := 0
		for end < len(s) && !isBreak(s[end]) {
			end++
		}
		next := end
		if next < len(s) {
			next++
			if s[end] == '\r' && next < len(s) && s[next] == '\n' {
				next++
			}
		}
		if keep {
			end = next
		}
		parts = append(parts, s[:end])
		s = s[next:]
	}
	return parts
}

// expandTabs replaces each tab by the spaces up to the next column that is a multiple of size.
func expandTabs[T char](s []T, size int) []T {
	var out []T
	column := 0
	for _, c := range s {
		switch c {
		case '\t':
			if size > 0 {
				n := size - column%size
				column += n
				for range n {
					out = append(out, ' ')
				}
			}
			continue
		case '\n', '\r':
			column = -1
		}
		column++
		out = append(out, c)
	}
	return out
}

// padded is s between left and right fills.
func padded[T char](s []T, left, right int, fill T) []T {
	out := make([]T, 0, left+len(s)+right)
	for range left {
		out = append(out, fill)
	}
	out = append(out, s...)
	for range right {
		out = append(out, fill)
	}
	return out
}

// zeroFilled is s with zeros behind its sign up to the width.
func zeroFilled[T char](s []T, width int) []T {
	out := padded(s, width-len(s), 0, '0')
	if at := width - len(s); len(s) > 0 && (s[0] == '+' || s[0] == '-') {
		out[0], out[at] = s[0], '0'
	}
	return out
}

// clipBounds adjusts the bounds of a slice to a length, as find and its like read them.
func clipBounds(start, end, n int) (int, int) {
	if end > n {
		end = n
	} else if end < 0 {
		end = max(end+n, 0)
	}
	if start < 0 {
		start = max(start+n, 0)
	}
	return start, end
}

// within runs a search on a slice of s; -1 where the bounds cross.
func within[T char](s, sub []T, start, end int, search func(s, sub []T) int) int {
	start, end = clipBounds(start, end, len(s))
	if end-start < len(sub) || start > end {
		return -1
	}
	at := search(s[start:end], sub)
	if at < 0 {
		return -1
	}
	return start + at
}

// tailMatch tells whether s between the bounds begins (or ends) with sub.
func tailMatch[T char](s, sub []T, start, end int, atEnd bool) bool {
	start, end = clipBounds(start, end, len(s))
	if end-start < len(sub) {
		return false
	}
	if atEnd {
		start = end - len(sub)
	}
	return slices.Equal(s[start:start+len(sub)], sub)
}
