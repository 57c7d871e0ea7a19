package os

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/d95905aa/gilded/internal/object"
)

// The module posixpath, which is os.path. A path is taken apart as bytes, and comes back as what it was, str or bytes.

type (
	obj = *object.Object
	def = object.Def
)

// A pathname is a path in the file system's encoding.
type pathname struct {
	text    string
	isBytes bool
}

// pathOf is os.fspath, in the file system's encoding: false with an exception.
func pathOf(o obj) (pathname, bool) {
	p := object.FSPath(o)
	if p == nil {
		return pathname{}, false
	}
	defer object.Decref(p)
	if object.IsBytes(p) {
		return pathname{string(object.BytesOf(p)), true}, true
	}
	encoded := object.EncodeFS(p)
	if encoded == nil {
		return pathname{}, false
	}
	defer object.Decref(encoded)
	return pathname{string(object.BytesOf(encoded)), false}, true
}

// with is another text of the same type.
func (p pathname) with(text string) obj {
	if p.isBytes {
		return object.NewBytes([]byte(text))
	}
	return object.DecodeFS([]byte(text))
}

// of1 is a function of one path.
func of1(f func(p pathname) obj) func(a []obj) obj {
	return func(a []obj) obj {
		p, ok := pathOf(a[0])
		if !ok {
			return nil
		}
		return f(p)
	}
}

// splitAt is the head and the tail of a path.
func splitAt(text string) (head, tail string) {
	i := strings.LastIndexByte(text, '/') + 1
	head, tail = text[:i], text[i:]
	if trimmed := strings.TrimRight(head, "/"); trimmed != "" {
		head = trimmed
	}
	return head, tail
}

// extensionAt is where the extension of a path begins; its length if it has none.
func extensionAt(text string) int {
	name := strings.LastIndexByte(text, '/') + 1
	dot := strings.LastIndexByte(text, '.')
	if dot < name || strings.Trim(text[name:dot], ".") == "" {
		return len(text)
	}
	return dot
}

func joinPaths(a []obj) obj {
	first, ok := pathOf(a[0])
	if !ok {
		return nil
	}
	path := first.text
	for _, o := range object.TupleItems(a[1]) {
		p, ok := pathOf(o)
		if !ok {
			if object.Matches(object.TypeError) {
				object.ClearErr()
				object.Raise(object.TypeError, "join() argument must be str, bytes, or os.PathLike object, not '%s'", object.TypeName(o.Type))
			}
			return nil
		}
		if p.isBytes != first.isBytes {
			return mixed()
		}
		switch {
		case strings.HasPrefix(p.text, "/"):
			path = p.text
		case path == "" || strings.HasSuffix(path, "/"):
			path += p.text
		default:
			path += "/" + p.text
		}
	}
	return first.with(path)
}

func mixed() obj {
	return object.Raise(object.TypeError, "Can't mix strings and bytes in path components")
}

// normal is a path without "." and what ".." undoes. Two slashes at the beginning stay, as POSIX has it.
func normal(text string) string {
	if text == "" {
		return "."
	}
	front := ""
	if strings.HasPrefix(text, "/") {
		front = "/"
		if strings.HasPrefix(text, "//") && !strings.HasPrefix(text, "///") {
			front = "//"
		}
	}
	var parts []string
	for _, part := range strings.Split(text, "/") {
		switch {
		case part == "" || part == ".":
		case part != "..", front == "" && len(parts) == 0, len(parts) > 0 && parts[len(parts)-1] == "..":
			parts = append(parts, part)
		case len(parts) > 0:
			parts = parts[:len(parts)-1]
		}
	}
	if text = front + strings.Join(parts, "/"); text == "" {
		return "."
	}
	return text
}

func absolute(text string) string {
	if !strings.HasPrefix(text, "/") {
		if cwd, err := os.Getwd(); err == nil {
			text = cwd + "/" + text
		}
	}
	return normal(text)
}

// test is a function that tells something of a file: a path that can't be one, or a file that is not there, is false.
func test(call string, f func(path string) bool) func(a []obj) obj {
	return func(a []obj) obj {
		if object.IsLong(a[0]) && call == "stat" {
			fd, ok := object.AsInt32(a[0])
			if !ok {
				return nil
			}
			return object.NewBool(f("/proc/self/fd/"+object.ReprOf(a[0])) && fd >= 0)
		}
		p, ok := pathOf(a[0])
		if !ok {
			if object.Matches(object.TypeError) {
				object.ClearErr()
				kinds := "string, bytes, os.PathLike or integer"
				if call == "lstat" {
					kinds = "string, bytes or os.PathLike"
				}
				return object.Raise(object.TypeError, "%s: path should be %s, not %s", call, kinds, object.TypeName(a[0].Type))
			}
			object.ClearErr()
			return object.NewBool(false)
		}
		return object.NewBool(!strings.ContainsRune(p.text, 0) && f(p.text))
	}
}

func modeIs(kind uint32, read func(string, *syscall.Stat_t) error) func(string) bool {
	return func(path string) bool {
		var s syscall.Stat_t
		return read(path, &s) == nil && (kind == 0 || s.Mode&syscall.S_IFMT == kind)
	}
}

// statField is a function that reads one thing out of stat.
func statField(field func(s *syscall.Stat_t) obj) func(a []obj) obj {
	return func(a []obj) obj {
		s, ok := statOf("stat", a[0], syscall.Stat)
		if !ok {
			return nil
		}
		return field(s)
	}
}

var pathFunctions = []def{
	{Sig: "join(a, *p)", Doc: "Put path components together; an absolute one begins anew.", Do: joinPaths},
	{Sig: "split(p)", Doc: "Everything before the last slash, and what is behind it.", Do: of1(func(p pathname) obj {
		head, tail := splitAt(p.text)
		return object.OwnedTuple(p.with(head), p.with(tail))
	})},
	{Sig: "splitext(p)", Doc: "A path without its extension, and the extension.", Do: of1(func(p pathname) obj {
		i := extensionAt(p.text)
		return object.OwnedTuple(p.with(p.text[:i]), p.with(p.text[i:]))
	})},
	{Sig: "splitdrive(p)", Doc: "An empty drive, and the path.", Do: of1(func(p pathname) obj { return object.OwnedTuple(p.with(""), p.with(p.text)) })},
	{Sig: "basename(p)", Doc: "What is behind the last slash.", Do: of1(func(p pathname) obj {
		return p.with(p.text[strings.LastIndexByte(p.text, '/')+1:])
	})},
	{Sig: "dirname(p)", Doc: "What is before the last slash.", Do: of1(func(p pathname) obj {
		head, _ := splitAt(p.text)
		return p.with(head)
	})},
	{Sig: "normcase(s)", Doc: "The path as it is.", Do: func(a []obj) obj { return object.FSPath(a[0]) }},
	{Sig: "normpath(path)", Doc: "The path without . and .. and slashes too many.", Do: of1(func(p pathname) obj { return p.with(normal(p.text)) })},
	{Sig: "abspath(path)", Doc: "The path from the root.", Do: of1(func(p pathname) obj { return p.with(absolute(p.text)) })},
	{Sig: "realpath(filename, *, strict=False)", Doc: "The path from the root, without symbolic links.", Do: func(a []obj) obj {
		p, ok := pathOf(a[0])
		if !ok {
			return nil
		}
		strict := object.IsTrue(a[1])
		if strict < 0 {
			return nil
		}
		path := absolute(p.text)
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return p.with(real)
		}
		if strict > 0 {
			return raise(err, a[0])
		}
		return p.with(resolveWhatIsThere(path))
	}},
	{Sig: "isabs(s)", Doc: "Tell whether a path begins at the root.", Do: of1(func(p pathname) obj { return object.NewBool(strings.HasPrefix(p.text, "/")) })},
	{Sig: "exists(path)", Doc: "Tell whether there is such a file.", Do: test("stat", modeIs(0, syscall.Stat))},
	{Sig: "lexists(path)", Doc: "Tell whether there is such a file, or a link that leads nowhere.", Do: test("lstat", modeIs(0, syscall.Lstat))},
	{Sig: "isfile(path)", Doc: "Tell whether this is a regular file.", Do: test("stat", modeIs(syscall.S_IFREG, syscall.Stat))},
	{Sig: "isdir(s)", Doc: "Tell whether this is a directory.", Do: test("stat", modeIs(syscall.S_IFDIR, syscall.Stat))},
	{Sig: "islink(path)", Doc: "Tell whether this is a symbolic link.", Do: test("lstat", modeIs(syscall.S_IFLNK, syscall.Lstat))},
	{Sig: "getsize(filename)", Doc: "The size of a file.", Do: statField(func(s *syscall.Stat_t) obj { return object.NewInt(s.Size) })},
	{Sig: "getmtime(filename)", Doc: "When a file was changed.", Do: statField(func(s *syscall.Stat_t) obj { return seconds(s.Mtim) })},
	{Sig: "getatime(filename)", Doc: "When a file was read.", Do: statField(func(s *syscall.Stat_t) obj { return seconds(s.Atim) })},
	{Sig: "getctime(filename)", Doc: "When what is known of a file was changed.", Do: statField(func(s *syscall.Stat_t) obj { return seconds(s.Ctim) })},
	{Sig: "samefile(f1, f2)", Doc: "Tell whether two paths lead to the same file.", Do: func(a []obj) obj {
		x, ok := statOf("stat", a[0], syscall.Stat)
		if !ok {
			return nil
		}
		y, ok := statOf("stat", a[1], syscall.Stat)
		if !ok {
			return nil
		}
		return object.NewBool(x.Ino == y.Ino && x.Dev == y.Dev)
	}},
	{Sig: "expanduser(path)", Doc: "The path with ~ replaced by the home directory.", Do: of1(func(p pathname) obj {
		if p.text == "~" || strings.HasPrefix(p.text, "~/") {
			if home, err := os.UserHomeDir(); err == nil {
				if text := strings.TrimRight(home, "/") + p.text[1:]; text != "" {
					return p.with(text)
				}
				return p.with("/")
			}
		}
		return p.with(p.text)
	})},
	{Sig: "expandvars(path)", Doc: "The path with $variables replaced.", Do: of1(func(p pathname) obj { return p.with(expandVariables(p.text)) })},
	{Sig: "commonprefix(m)", Doc: "The longest text that all begin with.", Do: commonPrefix},
	{Sig: "commonpath(paths)", Doc: "The longest path that leads to all.", Do: commonPath},
	{Sig: "relpath(path, start=None)", Doc: "The path as seen from a directory, the current one if none is given.", Do: relativePath},
}

// resolveWhatIsThere follows the links of those components that exist.
func resolveWhatIsThere(path string) string {
	for i := len(path); i > 0; i = strings.LastIndexByte(path[:i], '/') {
		if real, err := filepath.EvalSymlinks(path[:i]); err == nil {
			return normal(real + path[i:])
		}
	}
	return path
}

func expandVariables(text string) string {
	var out strings.Builder
	for i := 0; i < len(text); {
		j := i + 1
		name := ""
		if text[i] == '$' {
			if j < len(text) && text[j] == '{' {
				if end := strings.IndexByte(text[j:], '}'); end > 0 {
					name, j = text[j+1:j+end], j+end+1
				}
			} else {
				for j < len(text) && (text[j] == '_' || text[j] >= '0' && text[j] <= '9' || text[j]|32 >= 'a' && text[j]|32 <= 'z') {
					j++
				}
				name = text[i+1 : j]
			}
		}
		if value, ok := os.LookupEnv(name); ok && name != "" {
			out.WriteString(value)
		} else {
			out.WriteString(text[i:j])
		}
		i = j
	}
	return out.String()
}

// pathsOf are all paths of an iterable.
func pathsOf(o obj) (paths []pathname, ok bool) {
	ok = object.Each(o, func(item obj) bool {
		p, ok := pathOf(item)
		if ok && len(paths) > 0 && p.isBytes != paths[0].isBytes {
			mixed()
			ok = false
		}
		paths = append(paths, p)
		return ok
	})
	return paths, ok
}

func commonPrefix(a []obj) obj {
	paths, ok := pathsOf(a[0])
	if !ok {
		return nil
	}
	if len(paths) == 0 {
		return object.NewStr("")
	}
	prefix := paths[0].text
	for _, p := range paths[1:] {
		n := 0
		for n < len(prefix) && n < len(p.text) && prefix[n] == p.text[n] {
			n++
		}
		prefix = prefix[:n]
	}
	return paths[0].with(prefix)
}

func components(text string) []string {
	var parts []string
	for _, part := range strings.Split(text, "/") {
		if part != "" && part != "." {
			parts = append(parts, part)
		}
	}
	return parts
}

func sharedLength(a, b []string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

func commonPath(a []obj) obj {
	paths, ok := pathsOf(a[0])
	if !ok {
		return nil
	}
	if len(paths) == 0 {
		return object.Raise(object.ValueError, "commonpath() arg is an empty sequence")
	}
	rooted := strings.HasPrefix(paths[0].text, "/")
	common := components(paths[0].text)
	for _, p := range paths[1:] {
		if strings.HasPrefix(p.text, "/") != rooted {
			return object.Raise(object.ValueError, "Can't mix absolute and relative paths")
		}
		common = common[:sharedLength(common, components(p.text))]
	}
	text := strings.Join(common, "/")
	if rooted {
		text = "/" + text
	}
	return paths[0].with(text)
}

func relativePath(a []obj) obj {
	p, ok := pathOf(a[0])
	if !ok {
		return nil
	}
	if p.text == "" {
		return object.Raise(object.ValueError, "no path specified")
	}
	start := pathname{".", p.isBytes}
	if a[1] != object.None {
		if start, ok = pathOf(a[1]); !ok {
			return nil
		}
	}
	if start.isBytes != p.isBytes {
		return mixed()
	}
	from, to := components(absolute(start.text)), components(absolute(p.text))
	n := sharedLength(from, to)
	var parts []string
	for range len(from) - n {
		parts = append(parts, "..")
	}
	if parts = append(parts, to[n:]...); len(parts) == 0 {
		return p.with(".")
	}
	return p.with(strings.Join(parts, "/"))
}

func newPathModule() obj {
	m := object.NewModuleString("posixpath")
	if m == nil {
		return nil
	}
	ok := object.SetDoc(m, "Paths.") && object.AddDefs(m, pathFunctions) && object.AddObject(m, "altsep", object.NewRef(object.None)) &&
		object.AddObject(m, "supports_unicode_filenames", object.NewBool(false)) && addNames(m)
	for name, value := range pathNames {
		ok = ok && object.AddObject(m, name, object.NewStr(value))
	}
	if !ok {
		object.Decref(m)
		return nil
	}
	return m
}

var pathNames = map[string]string{
	"curdir": ".", "pardir": "..", "extsep": ".", "sep": "/", "pathsep": ":", "defpath": "/bin:/usr/bin", "devnull": "/dev/null",
}

// addNames adds __all__: everything that does not begin with an underscore.
func addNames(m obj) bool {
	list := object.NewList(0)
	if list == nil || !object.AddObject(m, "__all__", list) {
		return false
	}
	for i := range pathFunctions {
		name, _, _ := strings.Cut(pathFunctions[i].Sig, "(")
		if !object.ListAppend(list, object.Intern(name)) {
			return false
		}
	}
	return true
}
