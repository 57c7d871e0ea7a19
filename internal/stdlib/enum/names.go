package enum

import "strings"

// Names that begin and end with underscores are special: with two they are Python's, with one the module's. What is private to the
// class statement is not a member.

func isDunder(name string) bool {
	n := len(name)
	return n > 4 && strings.HasPrefix(name, "__") && strings.HasSuffix(name, "__") && name[2] != '_' && name[n-3] != '_'
}

func isSunder(name string) bool {
	n := len(name)
	return n > 2 && name[0] == '_' && name[n-1] == '_' && name[1] != '_' && name[n-2] != '_'
}

func isPrivate(class, name string) bool {
	pattern := "_" + class + "__"
	n := len(name)
	return n > len(pattern) && strings.HasPrefix(name, pattern) && name[len(pattern)] != '_' && (name[n-1] != '_' || name[n-2] != '_')
}
