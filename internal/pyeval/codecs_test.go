package pyeval_test

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/d95905aa/gilded/internal/object"
	"github.com/d95905aa/gilded/internal/pyeval"
)

// The answers are CPython 3.11's, but for what it has in the tuple of a codec.
func TestCodecs(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	space := pyeval.NewNamespace()
	defer space.Close()
	codecs := object.Import("codecs")
	require.NotNil(t, codecs)
	space.Bind("codecs", codecs)
	for _, c := range [][2]string{
		{"codecs.lookup(3)", "! TypeError: lookup() argument must be str, not int"},
		{"codecs.lookup('a\\x00b')", "! ValueError: embedded null character"},
		{"codecs.lookup('nosuch')", "! LookupError: unknown encoding: nosuch"},
		{"codecs.lookup('\\ud800')", "! UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 0: surrogates not allowed"},
		{"codecs.lookup_error('x')", "! LookupError: unknown error handler name 'x'"},
		{"codecs.lookup_error(3)", "! TypeError: lookup_error() argument must be str, not int"},
		{"codecs.lookup('utf8')[0]('é', 'strict')", "= (b'\\xc3\\xa9', 1)"},
		{"codecs.lookup('utf8')[1](b'a')", "= ('a', 1)"},
		{"codecs.lookup('utf8')[1]('a')", "! TypeError: a bytes-like object is required, not 'str'"},
		{"codecs.encode('a')", "= b'a'"},
		{"codecs.decode(b'\\xe9', 'latin1')", "= 'é'"},
		{"codecs.encode('a', 'nosuch')", "! LookupError: unknown encoding: nosuch"},
		{"codecs.register_error('x', 3)", "! TypeError: handler must be callable"},
		{"codecs.register(3)", "! TypeError: argument must be callable"},
		{"codecs.lookup_error('ignore')(UnicodeEncodeError('ascii', 'aé漢', 1, 3, 'r'))", "= ('', 3)"},
		{"codecs.lookup_error('replace')(UnicodeDecodeError('ascii', b'a\\xff\\xfe', 1, 3, 'r'))", "= ('�', 3)"},
		{"codecs.lookup_error('replace')(UnicodeTranslateError('aéb', 1, 2, 'r'))", "= ('�', 2)"},
		{"codecs.lookup_error('backslashreplace')(UnicodeTranslateError('aéb', 1, 2, 'r'))", "= ('\\\\xe9', 2)"},
		{"codecs.lookup_error('xmlcharrefreplace')(UnicodeEncodeError('ascii', 'aé漢', 1, 3, 'r'))", "= ('&#233;&#28450;', 3)"},
		{"codecs.lookup_error('namereplace')(UnicodeDecodeError('ascii', b'a\\xff\\xfe', 1, 3, 'r'))", "! TypeError: don't know how to handle UnicodeDecodeError in error callback"},
		{"codecs.lookup_error('surrogatepass')(UnicodeEncodeError('utf-8', '\\ud800', 0, 1, 'r'))", "= (b'\\xed\\xa0\\x80', 1)"},
		{"codecs.lookup_error('surrogatepass')(UnicodeEncodeError('ascii', 'é', 0, 1, 'r'))", "! UnicodeEncodeError: 'ascii' codec can't encode character '\\xe9' in position 0: r"},
		{"codecs.lookup_error('strict')(ValueError(3))", "! ValueError: 3"},
		{"codecs.lookup_error('strict')(3)", "! TypeError: codec must pass exception instance"},
		{"codecs.lookup_error('ignore')(3)", "! TypeError: don't know how to handle int in error callback"},
		{"codecs.register_error('mine', codecs.lookup_error('xmlcharrefreplace'))", "= None"},
		{"'aé'.encode('ascii', 'mine')", "= b'a&#233;'"},
		{"b'\\xff'.decode('ascii', 'mine')", "! TypeError: don't know how to handle UnicodeDecodeError in error callback"},
		{"'€é'.encode('cp1252')", "= b'\\x80\\xe9'"},
		{"b'\\x80\\x81'.decode('windows-1252')", "! UnicodeDecodeError: 'charmap' codec can't decode byte 0x81 in position 1: character maps to <undefined>"},
		{"'a漢'.encode('koi8-r', 'mine')", "= b'a&#28450;'"},
		{"codecs.register_error('odd', len)", "= None"},
		{"'é'.encode('ascii', 'odd')", "! TypeError: object of type 'UnicodeEncodeError' has no len()"},
		{"codecs.register_error('wrong', repr)", "= None"},
		{"'é'.encode('ascii', 'wrong')", "! TypeError: encoding error handler must return (str/bytes, int) tuple"},
		{"b'\\xff'.decode('ascii', 'wrong')", "! TypeError: decoding error handler must return (str, int) tuple"},
	} {
		require.Equal(t, c[1], answer(space, c[0]), c[0])
	}
	object.Decref(codecs)
}

// The answers are those of CPython's PyBytes_DecodeEscape.
func TestBytesDecodeEscape(t *testing.T) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	s := object.NewInterp()
	defer s.Free()
	for _, c := range [][3]string{
		{`a\n\t\\\'\"\x41\101\0\8\q`, "", "a\n\t\\'\"AA\x00\\8\\q"},
		{`\x4`, "", `! ValueError: invalid \x escape at position 0`},
		{`\x4`, "ignore", ""},
		{`\x4`, "replace", "?"},
		{`\x4`, "other", "! ValueError: decoding error; unknown error handling code: other"},
		{`\xg1z`, "replace", "?g1z"},
		{`a\`, "ignore", `! ValueError: Trailing \ in string`},
		{"\\\nb", "", "b"},
		{`\777`, "", "\xff"},
	} {
		o, _ := object.BytesDecodeEscape([]byte(c[0]), c[1])
		if o == nil {
			require.Equal(t, c[2], "! "+pyeval.TakeRaised().Error(), c[0])
			continue
		}
		require.Equal(t, c[2], string(object.BytesOf(o)), c[0])
		object.Decref(o)
	}
}
