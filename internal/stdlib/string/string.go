// Package strings is the module string: groups of characters, capwords and Template. Formatter is not here, and neither are the patterns
// that a subclass of Template can give it, which are regular expressions.
package strings

import (
	"strings"

	"github.com/d95905aa/gilded/internal/object"
)

type (
	obj = *object.Object
	def = object.Def
)

const (
	lower       = "abcdefghijklmnopqrstuvwxyz"
	upper       = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	digits      = "0123456789"
	punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
	whitespace  = " \t\n\r\v\f"
)

var constants = map[string]string{
	"whitespace": whitespace, "ascii_lowercase": lower, "ascii_uppercase": upper, "ascii_letters": lower + upper, "digits": digits,
	"hexdigits": digits + "abcdefABCDEF", "octdigits": "01234567", "punctuation": punctuation,
	"printable": digits + lower + upper + punctuation + whitespace,
}

var functions = []def{
	{Sig: "capwords(s, sep=None)", Doc: "Capitalize the words of a str.", Do: capwords},
}

// capwords goes through the methods of what it is given, which need not be a str.
func capwords(a []obj) obj {
	words := object.CallMethod(a[0], "split", a[1])
	if words == nil {
		return nil
	}
	defer object.Decref(words)
	all := object.NewList(0)
	if all == nil {
		return nil
	}
	defer object.Decref(all)
	if !object.Each(words, func(word obj) bool {
		c := object.CallMethod(object.Head(object.StrType), "capitalize", word)
		if c == nil {
			return false
		}
		defer object.Decref(c)
		return object.ListAppend(all, c)
	}) {
		return nil
	}
	sep := object.NewRef(a[1])
	truth := object.IsTrue(sep)
	if truth == 0 {
		object.Decref(sep)
		sep = object.NewStr(" ")
	}
	if truth < 0 || sep == nil {
		object.XDecref(sep)
		return nil
	}
	defer object.Decref(sep)
	return object.CallMethod(sep, "join", all)
}

func init() {
	object.DefineModule("string", func() obj {
		m := object.NewModuleWith("string", "Groups of characters.", functions)
		if m == nil {
			return nil
		}
		class := object.Class{Name: "Template", Module: "string", NoSlots: true, Doc: "A text with names of what is put into it.", Defs: templateDefs,
			More: func(namespace obj) bool {
				return object.PutOwned(namespace, "delimiter", object.NewStr("$")) &&
					object.PutOwned(namespace, "idpattern", object.NewStr("(?a:[_a-z][_a-z0-9]*)"))
			}}
		return object.Fill(m, func(set func(name string, v obj)) {
			for name, text := range constants {
				set(name, object.NewStr(text))
			}
			set("Template", class.Make())
			all := object.NewStrs("ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable",
				"punctuation", "whitespace", "Template")
			set("__all__", object.ToList(all))
			object.XDecref(all)
		})
	})
}

// piece is a part of a template: text, or a name for which something is put in. invalid is a delimiter that begins neither.
type piece struct {
	text    string
	name    string
	invalid bool
}

// parse takes a template apart.
func parse(text, delimiter string) (pieces []piece) {
	for text != "" {
		at := strings.Index(text, delimiter)
		if at < 0 {
			return append(pieces, piece{text: text})
		}
		if at > 0 {
			pieces = append(pieces, piece{text: text[:at]})
		}
		rest := text[at+len(delimiter):]
		p := piece{text: delimiter, invalid: true}
		if strings.HasPrefix(rest, delimiter) {
			p = piece{text: delimiter}
			rest = rest[len(delimiter):]
			pieces, text = append(pieces, p), rest
			continue
		}
		if name := identifier(rest); name != "" {
			p = piece{text: delimiter + name, name: name}
		} else if strings.HasPrefix(rest, "{") {
			if name := identifier(rest[1:]); name != "" && strings.HasPrefix(rest[1+len(name):], "}") {
				p = piece{text: delimiter + "{" + name + "}", name: name}
			}
		}
		pieces, text = append(pieces, p), rest[len(p.text)-len(delimiter):]
	}
	return pieces
}

// identifier is the name of ASCII characters that a text begins with.
func identifier(text string) string {
	n := 0
	for n < len(text) {
		c := text[n]
		if c != '_' && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(n > 0 && c >= '0' && c <= '9') {
			break
		}
		n++
	}
	return text[:n]
}

// piecesOf takes the template of an object apart.
func piecesOf(self obj) (pieces []piece, ok bool) {
	text := object.GetAttrString(self, "template")
	if text == nil {
		return nil, false
	}
	defer object.Decref(text)
	delimiter := object.GetAttrString(self, "delimiter")
	if delimiter == nil {
		return nil, false
	}
	defer object.Decref(delimiter)
	if !object.IsStr(text) || !object.IsStr(delimiter) || object.StrLen(delimiter) == 0 {
		object.Raise(object.TypeError, "expected string or bytes-like object, got '%.200s'", object.TypeName(text.Type))
		return nil, false
	}
	return parse(object.StrOf(text), object.StrOf(delimiter)), true
}

var templateDefs = []def{
	{Sig: "__init__(self, template)", Do: func(a []obj) obj { return object.NoneIf(object.SetAttrString(a[0], "template", a[1])) }},
	{Sig: "substitute(self, mapping=unset, /, **kws)", Doc: "The text with everything put in.", Do: func(a []obj) obj { return substitute(a, false) }},
	{Sig: "safe_substitute(self, mapping=unset, /, **kws)", Doc: "The text with everything put in that there is.", Do: func(a []obj) obj {
		return substitute(a, true)
	}},
	{Sig: "is_valid(self)", Doc: "Tell whether substitute would understand the template.", Do: func(a []obj) obj {
		pieces, ok := piecesOf(a[0])
		if !ok {
			return nil
		}
		for _, p := range pieces {
			if p.invalid {
				return object.NewBool(false)
			}
		}
		return object.NewBool(true)
	}},
	{Sig: "get_identifiers(self)", Doc: "A list of the names, each once.", Do: func(a []obj) obj {
		pieces, ok := piecesOf(a[0])
		if !ok {
			return nil
		}
		seen := map[string]bool{}
		names := object.NewList(0)
		for _, p := range pieces {
			if names == nil || p.name == "" || seen[p.name] {
				continue
			}
			seen[p.name] = true
			name := object.NewStr(p.name)
			ok = ok && name != nil && object.ListAppend(names, name)
			object.XDecref(name)
		}
		if names != nil && !ok {
			object.Decref(names)
			return nil
		}
		return names
	}},
}

func substitute(a []obj, safe bool) obj {
	pieces, ok := piecesOf(a[0])
	if !ok {
		return nil
	}
	var out strings.Builder
	for _, p := range pieces {
		switch {
		case p.invalid && !safe:
			return badPlace(pieces, p)
		case p.name == "":
			out.WriteString(p.text)
		default:
			text, ok := filled(p, a[1], a[2], safe)
			if !ok {
				return nil
			}
			out.WriteString(text)
		}
	}
	return object.NewStr(out.String())
}

// filled is what is put in for a name: a keyword argument, or an item of the mapping, which may be nil.
func filled(p piece, mapping, keywords obj, safe bool) (string, bool) {
	key := object.NewStr(p.name)
	if key == nil {
		return "", false
	}
	defer object.Decref(key)
	v, ok := object.DictGet(keywords, key)
	switch {
	case !ok:
		return "", false
	case v != nil:
		object.Incref(v)
	case mapping != nil:
		v = object.GetItem(mapping, key)
	default:
		object.RaiseKeyError(key)
	}
	if v == nil {
		if safe && object.Matches(object.KeyError) {
			object.ClearErr()
			return p.text, true
		}
		return "", false
	}
	defer object.Decref(v)
	text := object.Str(v)
	if text == nil {
		return "", false
	}
	defer object.Decref(text)
	return object.StrOf(text), true
}

// badPlace raises for a delimiter that begins nothing, and says where it is.
func badPlace(pieces []piece, bad piece) obj {
	line, column := 1, 1
	for _, p := range pieces {
		if p == bad {
			break
		}
		text := p.text
		if p.name == "" && !p.invalid && text == bad.text {
			text += text // an escaped delimiter stands for two
		}
		for _, c := range text {
			if column++; c == '\n' {
				line, column = line+1, 1
			}
		}
	}
	return object.Raise(object.ValueError, "Invalid placeholder in string: line %d, col %d", line, column)
}
