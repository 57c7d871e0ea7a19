package object

import "slices"

// NormPath is a path (other than ".") without empty and "." components, where "name/.." is nothing. Only a path without a
// leading slash keeps a ".." that has nothing to take back, and one that starts with exactly two slashes keeps both. It works
// on characters, because what a path decodes to need not be text. The result is no longer than the path.
func NormPath(path []rune) []rune {
	if string(path) == "." {
		return path
	}
	slashes := 0
	for slashes < len(path) && path[slashes] == '/' {
		slashes++
	}
	if slashes > 2 {
		slashes = 1
	}
	var kept [][]rune
	for _, name := range splitPath(path) {
		up := string(name) == ".."
		switch {
		case len(name) == 0 || string(name) == ".":
		case !up:
			kept = append(kept, name)
		case len(kept) > 0 && string(kept[len(kept)-1]) != "..":
			kept = kept[:len(kept)-1]
		case slashes == 0:
			kept = append(kept, name)
		}
	}
	result := slices.Repeat([]rune{'/'}, slashes)
	for i, name := range kept {
		if i > 0 {
			result = append(result, '/')
		}
		result = append(result, name...)
	}
	return result
}

func splitPath(path []rune) (names [][]rune) {
	for {
		i := slices.Index(path, '/')
		if i < 0 {
			return append(names, path)
		}
		names = append(names, path[:i])
		path = path[i+1:]
	}
}
