"""What the probe's functions are given: a list of operands for each parameter, by its kind, its place and the family.

An operand with a tab in it stands for two parameters that belong together (memory and its length).
"""

import re


def lines(text):
    return [line for line in text.strip("\n").split("\n")]


VALUES = lines(r"""
5
-1
True
2 ** 70
1.5
1 + 2j
'ab c'
''
'\xe9\u20ac'
b'a b'
bytearray(b'a b')
(1, 2)
[1, 2]
{1: 2}
{1, 7}
None
...
range(3)
slice(1, 2)
int
len
C()
D()
NULL""")

LISTS = lines("[1, 2, 3]\n[]\n[[1], 'a b']\nL([1, 2])\nknot([1])\n(1, 2)\n{1: 2}\nNone\n5\nNULL")
TUPLES = lines("(1, 2, 3)\n()\n([1], 'a b')\nT((1, 2))\n[1, 2]\n'ab'\nNone\nNULL")
DICTS = lines("{1: 2, 'a': 3}\n{}\nM({1: 2})\nknot({})\n{Equal(): 5}\n{BadEqual(): 5}\n[1]\nmappingproxy({1: 2})\nNone\nNULL")
SETS = lines("{1, 7}\nset()\nfrozenset({1, 7})\nSetLike({1})\n{Equal()}\n{BadEqual()}\n[1]\n{1: 2}\n5\nNULL")
STRS = lines(r"""
'ab c'
''
'a'
'a\xe9b'
'a\u20ac b'
'\U0001f600 x'
'\ud800x'
'a\x00b'
S('ab c')
b'a b'
5
None
NULL""")
FRESH = [f"str({text.encode()}, 'utf-8')" for text in ("ab c", "a\xe9b", "a\u20ac b", "\U0001f600 x")] + ["'ab c'.upper()", "S('ab c')", "b'a b'"]
BYTES = lines(r"b'a b c'" "\n" r"b''" "\n" r"b'a\x00b'" "\n" r"b'\xff\xfe'" "\nB(b'a b')\nbytearray(b'a b')\n'a b'\n5\nNone\nNULL")
ARRAYS = lines("bytearray(b'a b c')\nbytearray()\nb'a b'\n'a b'\n5\n[1, 2]\nNone\nmemoryview(b'ab')\nNULL")
BUFFERS = lines(r"""
b'a b c'
bytearray(b'abcdef')
memoryview(b'abcdef')
memoryview(bytearray(b'abcdef'))[::2]
memoryview(bytearray(b'abcdef'))[::-1]
memoryview(b'abcdefgh').cast('B', (2, 4))
memoryview(b'abcdefgh').cast('I')
b''
'a b'
5
None
[1]
NULL""")
NUMBERS = lines("""
0
5
-7
True
2 ** 30
-2 ** 31
2 ** 63 - 1
2 ** 63
-2 ** 63 - 1
2 ** 64
-10 ** 40
I(6)
1.5
-0.0
float('inf')
float('nan')
F(2.5)
1 + 2j
'12'
' -7 '
'x'
b'12'
None
[1]
Index()
BadIndex()
NoIndex()
SubIndex()
Int()
BadInt()
NoInt()
SubInt()
Trunc()
BadTrunc()
Num()
NULL""")
SEQUENCES = lines(r"""
[1, 2, 3]
(1, 2, 3)
{1: 2, 'a': 3}
{1, 2}
'a\u20ac'
b'abc'
bytearray(b'abc')
range(3)
{1: 2}.keys()
iter([1, 2])
memoryview(b'abc')
L([1, 2])
T((1, 2))
M({1: 2})
Seq()
BadSeq()
HugeSeq()
TextLen()
Hint()
BadHint()
NoHint()
BadNext()
Keys()
BadKeys()
drained
C()
5
None
NULL""")
KEYS = lines("1\n'a'\n-1\n7\n[]\nslice(0, 2)\n1.0\n(1, 2)\n2 ** 70\nIndex()\nNoIndex()\nDrainer()\nEqual()\nBadEqual()\nBadHash()\nTextHash()\nNone")
TYPES = lines("int\nlist\ntype\nobject\nC\nD\nSub\nL\nMeta\nFinal\nValueError\nInstance\nbool\nNULL")
CALLABLES = lines("len\necho\nint\nC\nCall()\nBadCall()\ngive(5)\nfail(KeyError('k'))\n[].append\n[].__len__\nlist.append\nlist.__len__\n"
                  "dict.fromkeys\nbound(echo, 5)\nMeta\nstaticmethod(echo)\n5\nNone\nNULL")
EXCEPTIONS = lines("ValueError('v')\nKeyError('k')\nOSError(2, 'no')\nE('e')\nStopIteration(5)\nude\nCaused\nValueError\n5\nNULL")
CLASSES = lines("ValueError\nKeyError\nOSError\nE\nStopIteration\nBaseException\nException\nWarning\nint\n5\n(ValueError, KeyError)\n()\n(5, KeyError)\n"
                "ValueError('v')\nNULL")
UNICODE_ERRORS = ["ude", "uee", "ute",
                  "UnicodeDecodeError('x', b'', 0, 0, '')", "UnicodeEncodeError('x', '', 5, 9, '')", "UnicodeTranslateError('abc', -3, 70, '')",
                  "UnicodeEncodeError('utf-8', '\\u20ac\\U0001f600\\ud800', 0, 3, 'r')", "UnicodeDecodeError('utf-8', b'\\xed\\xa0\\x80', 0, 3, 'r')"]
CODES = lines("code('f', 'g', 3)\n5\nNULL")
MODULES = lines("ModuleType('m')\nhaving(ModuleType('m'), '__file__', 'f.py')\nhaving(ModuleType('m'), '__file__', 5)\n"
                "having(ModuleType('m'), '__name__', 5)\ntype('SubModule', (ModuleType,), {})('n')\n5\nNone\nNULL")

INDICES = "0 1 2 -1 -2 5 -9".split() + ["2 ** 63 - 1", "-2 ** 63"]
SMALL = "0 1 2 -1".split()
SIZES = "0 1 3 -1".split() + ["2 ** 62"]
INTS = ["0", "1", "-1", "300", "2 ** 31 - 1", "2 ** 31", "2 ** 63 - 1", "-2 ** 63", "2 ** 64 - 1"]
CHARACTERS = ["65", "0x30", "0x20", "0xe9", "0x2155", "0x660", "0x20ac", "0x1f600", "0xd800", "0x10ffff", "0x110000", "0xffffffff", "0"]
DOUBLES = "0.0 -0.0 1.5 -2.5 1e300 -1e16 5e-324 0.1 123456.789 65519.99 65520.0 1e22 float('inf') float('-inf') float('nan')".split()
COMPLEXES = ["0j", "1 + 2j", "-1.5j", "complex('inf-nanj')", "2 + 0j", "complex(1e300, 1e300)", "complex(-0.0, -0.0)"]
COMPARISONS = "0 1 2 3 4 5".split()
NAMES = ["b'a'", "b'nosuch'", "b''", "b'a.b'", r"b'\xe9\xff'", r"b'\xe2\x82\xac'", "b'__class__'", "NULL"]
ENCODINGS = ["b'utf-8'", "b'ascii'", "b'latin-1'", "b'UTF-16-LE'", "b'utf_32'", "b'cp1252'", "b'nosuch'", "b''", "b'unicode_escape'", "NULL"]
ERRORS = ["b'strict'", "b'ignore'", "b'replace'", "b'backslashreplace'", "b'surrogateescape'", "b'xmlcharrefreplace'", "b'surrogatepass'",
          "b'namereplace'", "b'nosuch'", "NULL"]
MEMORY = [f"{text}\t{len(eval(text)) - less}" for text, less in (
    ("b''", 0), ("b'abc'", 0), ("b'abc'", 1), (r"b'a\xe9\xffb'", 0), (r"b'\xe2\x82\xac\xf0\x9f\x98\x80'", 0), (r"b'\xe2\x82'", 0), (r"b'a\x00b\x00'", 0),
    (r"b'\xff\xfea\x00'", 0), (r"b'\xfe\xff\x00a'", 0), (r"b'\xed\xa0\x80x'", 0), (r"b'\x00\xd8\x00\xdc'", 0), (r"b'\x00\xd8x'", 0),
    (r"b'\x00\x00\xfe\xff\x00\x00\x00a'", 0), ("b'+IKw-x+'", 0), (r"b'a\\x41\\u20ac\\N{BULLET}\\'", 0), (r"b'\\x4'", 0), ("b'abc'", 4))]
MEMORY += ["NULL\t0", "NULL\t3"]
TEXTS = ["'a\\u20ac'\t2", "'abc'\t2", "'abc'\t-1", "''\t0", "'\\U0001f600'\t1", "NULL\t0", "NULL\t3"]
IDENTIFIERS = "b'a' b'nosuch' b'__len__' b'append' b'real' b'__class__'".split()

# What belongs to a kind, wherever it stands.
KINDS = {
    "i": INTS, "d": DOUBLES, "D": COMPLEXES, "s": NAMES, "w": ["'a\\u20ac'", "''", "NULL"], "P": ["NULL"], "Q": ["NULL"], "4": ["7"], "8": ["7"],
    "S": ["NULL"], "B": [r"b'12345678\x00\x00\x00\x00\x00\x00\x00\x00'"], "A": ["()", "(1, 2)", "([1], 'a b')"], "V": BUFFERS, "W": ["NULL"],
    "Y": IDENTIFIERS, "M": ["0", "1"], "G": ["0", "1"], "R": [str(i) for i in range(19)], "F": ["0", "1"], "T": ["NULL", "1"], "J": ["1"],
    "p": ["0", "1", "77"], "O": VALUES,
}

# The first object of a family's functions, and the ones after it.
FAMILIES = {
    "long": (NUMBERS, NUMBERS), "float": (NUMBERS, VALUES), "complex": (NUMBERS, VALUES), "number": (NUMBERS, NUMBERS), "bool": (VALUES, VALUES),
    "unicode": (STRS, STRS), "bytes": (BYTES, BYTES), "bytearray": (ARRAYS, ARRAYS + ["range(3)", "[1, 300]", "Index()"]),
    "tuple": (TUPLES, VALUES), "list": (LISTS, VALUES), "dict": (DICTS, KEYS), "set": (SETS, KEYS + ["(1, 7)", "{7, 8}", "'xy'", "NULL"]),
    "slice": (["slice(None)", "slice(2)", "slice(1, None, -1)", "slice(-3, -1, 2)", "slice(1, 2, 0)", "slice('a')", "slice(2 ** 70)",
               "slice(None, -2 ** 70, -1)", "slice(None, None, -2 ** 70)", "slice(None, None, 1.5)", "slice(Index(), 4)", "slice(NoIndex())", "5"],
              ["1", "'b c'", "None", "NULL"]),
    "iter": (SEQUENCES + CALLABLES, VALUES), "abstract": (SEQUENCES, KEYS), "object": (VALUES + ["BadRepr()", "IntRepr()", "Repr()", "Compared()",
             "BadEqual()", "BadHash()", "BadBool()", "TextBool()", "False_()", "BadSeq()", "Getattr()", "Prop()", "Final()", "Call()", "L()"],
             VALUES + ["Compared()", "BadEqual()"]),
    "type": (TYPES, VALUES), "buffer": (BUFFERS, BUFFERS), "memoryview": (BUFFERS, BUFFERS),
    "weakref": (["held", "C", "ref(held)", "ref(C())", "{1}", "len", "5", "[]", "None", "NULL"], ["NULL", "None", "echo", "5"]),
    "capsule": (["capsule(5, 'probe.c')", "capsule(7, NULL and None)", "capsule(9, 'other')", "5", "None", "NULL"], VALUES),
    "module": (MODULES, VALUES), "err": (EXCEPTIONS, VALUES), "codecs": (STRS + BYTES, VALUES), "descr": (VALUES + TYPES, VALUES),
    "call": (CALLABLES, ["()", "(1,)", "([1], 'a b')", "[1]", "5", "{}", "{'a': 1}", "{1: 2}", "None", "NULL"]), "method": (CALLABLES, VALUES),
    "func": (CALLABLES, VALUES), "code": (CODES, CODES), "genericalias": (["list", "5", "C", "dict"], ["int", "(int, str)", "()", "...", "[int]"]),
    "context": (["cv", "5", "None"], ["NULL", "5", "[1]"]), "os": (STRS + ["Repr()", "IntRepr()", "B(b'x')"], CLASSES[:3] + ["NULL"]),
    "file": (VALUES + ["Fileno()", "BadFileno()", "TextFileno()", "2 ** 31", "-5", "True"], ["Writer()", "BadWriter()", "5", "NULL"]),
    "args": (MODULES, VALUES), "time": (NUMBERS, NUMBERS), "structseq": (TUPLES, VALUES), "sys": (VALUES, VALUES),
    "eval": (CALLABLES + NUMBERS, VALUES), "warnings": (CLASSES, STRS), "import": (["'sys'", "'nosuch'", "'a.b'", "''", "5", "NULL"], ["NULL", "{}", "5"]),
    "gc": (VALUES, VALUES), "gen": (VALUES, VALUES), "hash": (VALUES, VALUES), "internals": (VALUES, VALUES), "state": (VALUES, VALUES),
}

ATTRIBUTES = lines("'a'\n'__class__'\n'__dict__'\n'__module__'\n'f'\n'b'\n'c'\n'nosuch'\n''\n5\n'\\ud800'\nS('a')\nNone")
WITH_ATTRIBUTES = lines("C()\nD()\nD\nSub()\nProp()\nGetattr()\nNoAttr()\nFinal()\nhaving(D(), 'a', 5)\nint\n5\nlen\nNone\nModuleType('m')\n[1]\nNULL")
ITERABLES = lines("[7, 8]\n(7,)\n'xy'\n{7: 8}\n5\nrange(2)\niter([9])\n{1, 7}\n[[]]\nHint()\nNoHint()\nBadNext()\nBadHint()\ndrained\nNULL")
PAIRS = lines("[]\n[(1, 2)]\n{5: 6}\n[(1, 2, 3)]\n[1]\n['ab']\n{1: 7, 9: 9}\n5\n[([], 1)]\nM({1: 8})\nKeys()\nBadKeys()\nNULL")

# By function (a regular expression, the last that matches counts): the list of each parameter; None is what the kind and the family say.
SPECIAL = [
    (r"PyObject_(Get|Has|Del|GenericGet)Attr", (WITH_ATTRIBUTES, ATTRIBUTES)),
    (r"PyObject_(Get|Has|Del)AttrString", (WITH_ATTRIBUTES, NAMES[:-1] + ["b'c'", "b'b'"])),
    (r"_PyObject_LookupAttr|PyObject_GetOptionalAttr", (WITH_ATTRIBUTES, ATTRIBUTES, None)),
    (r"PyObject_(Generic)?SetAttr", ([o for o in WITH_ATTRIBUTES if o not in ("D", "int")], ATTRIBUTES, ["9", "[1]", "NULL"])),
    (r"PyObject_SetAttrString", (WITH_ATTRIBUTES, NAMES[:-1] + ["b'c'"], ["9", "[1]", "NULL"])),
    (r"_PyObject_(GetAttrId|LookupAttrId|LookupSpecialId)", (WITH_ATTRIBUTES, None, None)),
    (r"_PyObject_SetAttrId", (WITH_ATTRIBUTES, None, ["9", "NULL"])),
    (r"_PyObject_GenericGetAttrWithDict", (WITH_ATTRIBUTES, ATTRIBUTES, ["{'a': 7}", "NULL"], ["0", "1"])),
    (r"PyObject_GenericSetDict", (["C()", "D", "5"], ["0"], None)),
    (r"PyObject_RichCompare(Bool)?|PyUnicode_RichCompare", (None, None, COMPARISONS)),
    (r"PyObject_CallFinalizer", (["C()", "[1]", "5"],)),
    (r"_PyType_Lookup", (TYPES[:-1], ATTRIBUTES[:8])),
    (r"PyType_IsSubtype", (TYPES[:-1], TYPES[:-1])),
    (r"PyType_GetSlot", (TYPES, ["1", "10", "47", "52", "60", "66", "79", "81", "0", "-1", "99", "82"])),
    (r"PyType_GenericAlloc", (["C", "L", "T", "D", "object"], ["0", "1", "3"])),
    (r"PyType_GenericNew", (["C", "L", "T", "D", "I", "object"], None, None)),
    (r"PyObject_Hash", ([v for v in NUMBERS if v != "None"] + ["b''", "()", "(1, 2)", "[]", "BadHash()", "TextHash()", "Equal()", "range(3)", "slice(1)"],)),
    (r"_PyUnicode_Copy", (STRS[:9],)),
    (r"_PyUnicode_Equal|PyUnicode_(AsUCS4Copy)", (STRS[:9], STRS[:9])),
    (r"PyLong_FromString|PyOS_strtou?l", (["b'12'", "b' 12 '", "b'-12'", "b'12x'", "b''", "b'0x1f'", "b'012'", "b'0b2'", "b'7_0'", "b'7__0'", "b'z'",
                                            "b'+ 1'", "b'9' * 50", "b'0'", r"b'\xe9'", "b'-'", "b'00'", "b'1' * 30"], None, ["0", "2", "8", "10", "16", "36", "1", "37", "-1"])),
    (r"PyLong_FromUnicodeObject", (["'12'", "' -7 '", "'\\u0661\\u0662'", "'1_2'", "'x'", "''", "'0x1f'", "'\\ud800'", "'\\xe9'", "'a\\x00'"], ["0", "10", "16", "1"])),
    (r"PyLong_From(Double)", (DOUBLES,)),
    (r"PyNumber_ToBase", (None, ["2", "8", "10", "16", "3", "0"])),
    (r"_PyLong_Format", (None, ["2", "8", "10", "16"])),
    (r"_PyLong_(Lshift|Rshift)", (["5", "-7", "0", "2 ** 70", "True", "I(6)"], ["0", "1", "29", "30", "31", "64", "100"])),
    (r"_PyLong_AsByteArray", (["0", "5", "-7", "255", "-128", "2 ** 63", "2 ** 70", "-2 ** 64"], [r"b'........'"], ["0", "1", "2", "8"], "01", "01")),
    (r"_PyLong_FromByteArray", ([r"b''" + "\t0", r"b'\x01\x02'" + "\t2", r"b'\xff\xff'" + "\t2", r"b'\x00\x80'" + "\t2", r"b'\xff' * 20" + "\t20",
                                 r"b'\x00' * 9" + "\t9"], "01", "01")),
    (r"_PyLong_(Copy|Frexp|NumBits|Sign)", (["0", "5", "-7", "2 ** 30", "2 ** 63", "-10 ** 40", "True", "I(6)", "10 ** 400"],)),
    (r"_PyLong_(DivmodNear|GCD)", (["0", "5", "-7", "2 ** 70", "True", "-10 ** 40"], ["0", "3", "-2", "2 ** 70"])),
    (r"_PyLong_FromGid", (["0", "1000", "2 ** 32 - 1"],)),
    (r"PyFloat_Pack.", (DOUBLES, [r"b'........'"], "01")),
    (r"PyFloat_Unpack.", ([r"b'\x00' * 8", r"b'\xff' * 8", r"b'\x00\x3e\x00\x3e\x00\x00\x80\x3f'", r"b'\x7c\x00\x00\x7c\x7f\x80\xf0\x7f'",
                           r"b'\x01\x02\x03\x04\x05\x06\x07\x08'", r"b'\x80\x01' * 4"], "01")),
    (r"PyFloat_FromString", (["'1.5'", "' -2e3 '", "'x'", "''", "'1_0.5'", "'inf'", "'-nan'", "b'1.5'", "bytearray(b'2')", "memoryview(b'3')", "5", "None",
                              "'1e400'", "'0x1p3'", "'\\u0661.5'", "b'1\\x00'", "'\\xe9'", "'\\ud800'"],)),
    (r"PyNumber_(InPlace)?Power", (NUMBERS[:8] + ["1.5", "1 + 2j", "Num()", "None"], ["0", "3", "-2", "1.5", "None", "Num()", "'x'"], ["None", "5", "0", "-3", "1.5", "Num()"])),
    (r"PyNumber_(InPlace)?(Lshift|Rshift)", (None, ["0", "3", "-1", "True", "1.5", "2 ** 70", "Num()", "None"])),
    (r"PyNumber_(InPlace)?(And|Or|Xor|Add|Subtract|Multiply)", (NUMBERS + ["[1]", "'ab'", "{1, 2}", "{1: 2}", "(1,)"], NUMBERS[:8] + ["1.5", "1j", "'x y'", "[3]", "{2}", "{3: 4}",
                                                                 "(3,)", "None", "Num()", "Index()"])),
    (r"PyNumber_InPlaceMatrixMultiply|PyNumber_MatrixMultiply", (["5", "Num()", "[1]", "None"], ["5", "Num()", "None"])),
    (r"PyNumber_AsSsize_t", (NUMBERS[:-1], ["OverflowError", "ValueError", "NULL"])),
    (r"PyUnicode_(Append|AppendAndDel)", (FRESH + ["'a'", "''", "5", "NULL"], STRS)),
    (r"PyUnicode_Resize|_PyBytes_Resize|_PyTuple_Resize", (FRESH + ["b'a b c'", "(1, 2, 3)", "()", "5", "NULL"], ["0", "1", "2", "3", "-1"])),
    (r"PyBytes_Concat(AndDel)?", (BYTES, BYTES)),
    (r"PyUnicode_Intern\w+", (["'ab c'", "S('ab c')", "5"],)),
    (r"PyUnicode_FSDecoder|PyUnicode_FSConverter", (STRS + ["bytearray(b'x')", "memoryview(b'x')", "Repr()", "IntRepr()", "b'\\xff'", "b'a\\x00b'"], ["NULL"])),
    (r"PyUnicode_(AsEncodedString|AsEncodedObject|AsEncodedUnicode|AsDecodedObject|AsDecodedUnicode)", (STRS, ENCODINGS, ERRORS)),
    (r"PyUnicode_FromEncodedObject|PyCodec_(De|En)code", (BYTES + STRS, ENCODINGS, ERRORS)),
    (r"PyUnicode_EncodeLocale", (None, ["b'strict'", "b'surrogateescape'", "b'nosuch'", "NULL"])),
    (r"PyUnicode_Decode", (MEMORY[:16], ENCODINGS, ERRORS)),
    (r"PyUnicode_Decode\w+", (MEMORY, ERRORS, ["-1", "0", "1"], ["7"])),
    (r"PyUnicode_Decode(UTF16|UTF32)(Stateful)?", (MEMORY[:16], ERRORS, ["-1", "0", "1"], ["7"])),
    (r"PyUnicode_Decode(UTF7|UTF8)Stateful", (MEMORY[:16], ERRORS, ["7", "NULL"])),
    (r"PyUnicode_Decode(Locale|FSDefault)", (["b'abc'", r"b'\xe2\x82\xac'", r"b'\xff'", "b''"], ERRORS[:5] + ["NULL"])),
    (r"PyUnicode_DecodeCharmap", (MEMORY, ["NULL", "'abc' * 40", "{97: 'x', 98: 5, 99: None}", "{97: 'long one', 98: 2 ** 70}", "[1]", "5", "'a\\ufffe'"], ERRORS)),
    (r"PyUnicode_AsCharmapString", (STRS, ["NULL", "{97: 120, 98: b'yy'}", "{97: None}", "{97: 'x'}", "{97: 300}", "5", "{98: 1, 32: 2, 99: 3, 97: 4}"])),
    (r"_PyUnicode_AsUTF8String", (STRS, ERRORS)),
    (r"PyUnicode_From(StringAndSize)|PyBytes_FromStringAndSize|PyByteArray_FromStringAndSize", (MEMORY[:-1] + ["NULL\t-1"],)),
    (r"PyUnicode_From(Unicode|WideChar)", (TEXTS,)),
    (r"PyUnicode_FromString|PyUnicode_InternFromString|PyBytes_FromString", ([r"b'ab c'", "b''", r"b'\xe2\x82\xac'", r"b'\xff'", "b'a'", r"b'\xed\xa0\x80'", r"b'\xc3\xa9'"],)),
    (r"PyUnicode_FromKindAndData", ("1 2 3 0".split(), [r"b'abcd'" + "\t1", r"b'a\x00\x00\x00'" + "\t1", r"b'\xac\x20\x00\x00'" + "\t1", "b''\t0", "b'abcd'\t-1"])),
    (r"PyUnicode_FromOrdinal", (CHARACTERS[:-2] + ["-1"],)),
    (r"PyUnicode_(New)", (["0"], ["0", "127", "255", "65535", "1114111", "1114112"])),
    (r"_PyUnicode_(Is|To)\w+", (CHARACTERS,)),
    (r"PyUnicode_(Find|Count|Tailmatch)", (STRS, ["'a'", "' '", "''", "'\\u20ac'", "'b c'", "S('a')", "b'a'", "5"], ["0", "1", "-1", "99", "-99"], ["9", "2", "-1", "0"], ["1", "-1", "0"])),
    (r"PyUnicode_FindChar", (STRS[:9], CHARACTERS[:8], ["0", "1", "-1"], ["9", "2", "-1"], ["1", "-1"])),
    (r"PyUnicode_(R?Split)", (STRS + ["'a,b,,c'", "' a  b '"], ["NULL", "','", "''", "' '", "'b c'", "b','", "5"], ["-1", "0", "1", "2"])),
    (r"PyUnicode_Replace", (STRS, ["'a'", "''", "' c'", "'\\u20ac'", "5"], ["'x'", "''", "'\\U0001f600'", "5"], ["-1", "0", "1"])),
    (r"PyUnicode_Join|_PyBytes_Join", (STRS[:9], ["['a', 'b c']", "()", "[1]", "['x', 5]", "'ab'", "[b'a', b'b c']", "[bytearray(b'x')]", "iter(['a'])", "5", "['a']", "[S('b')]"])),
    (r"_PyBytes_Join", (BYTES[:5], ["['a', 'b c']", "()", "[1]", "'ab'", "[b'a', b'b c']", "[bytearray(b'x')]", "iter([b'a'])", "5", "[B(b'x')]", "[b'a', 5]"])),
    (r"PyUnicode_Substring", (STRS[:9], INDICES, INDICES)),
    (r"PyTuple_GetSlice|PyList_GetSlice|PySequence_(Get|Del)Slice", (None, INDICES, INDICES)),
    (r"PyUnicode_ReadChar", (STRS, INDICES)),
    (r"PyUnicode_WriteChar", (FRESH, INDICES, CHARACTERS)),
    (r"PyUnicode_CopyCharacters", (FRESH, SMALL, None, SMALL, SMALL)),
    (r"PyUnicode_Fill", (FRESH[:-1], INDICES, ["0", "2", "-1", "9"], CHARACTERS)),
    (r"_PyUnicode_FastCopyCharacters", (["str(b'abcd', 'ascii')"], ["0", "1"], ["'xyz'"], ["0", "1"], ["0", "2"])),
    (r"PyUnicode_AsUCS4", (STRS[:9], [r"b'.' * 64"], ["2", "6", "16"], "1")),
    (r"PyUnicode_AsWideChar", (STRS, [r"b'.' * 64", "NULL"], ["0", "2", "16"])),
    (r"PyUnicode_Translate", (STRS, ["{97: 'x', 98: None}", "{32: 95}", "'abc'", "5", "{97: 2 ** 70}", "{97: []}", "{0xe9: 'long'}"], ERRORS[:4])),
    (r"PyUnicode_(CompareWithASCIIString|EqualToUTF8)|_PyUnicode_EqualToASCIIString", (STRS[:9], ["b'ab c'", "b''", "b'a'", r"b'a\xe9b'", "b'zz'"])),
    (r"PyUnicode_Format", (["'%s %d'", "'%'", "'a'", "'%(k)s'", "'%*d'", "5", "b'%s'", "S('%r')"], ["('x', 5)", "()", "{'k': 1}", "(3, 5)", "5", "'z'", "[1]"])),
    (r"PyUnicode_Splitlines", (STRS + ["'a\\nb\\r\\nc'"], "01")),
    (r"PyUnicode_Contains", (None, ["'a'", "''", "'b c'", "'\\u20ac'", "5", "b'a'"])),
    (r"PyUnicode_R?[Pp]artition", (None, ["'a'", "' '", "''", "'\\u20ac'", "5"])),
    (r"PyUnicode_BuildEncodingMap", (["'abc'", "'\\x00' * 256", "''", "5", "'abc' + '\\ufffe' * 253"],)),
    (r"PyBytes_Repr", (["b'ab'", "b\"a'b\"", "b'\\xff\\n'", "b''"], "01")),
    (r"PyBytes_DecodeEscape", (MEMORY[:16], ERRORS[:4], ["0"], ["NULL"])),
    (r"_PyBytes_DecodeEscape", (MEMORY[:16], ERRORS[:4], None)),
    (r"_PyBytes_(Reverse)?Find", (["b'abcabc'\t6", "b''\t0"], ["b'bc'\t2", "b''\t0", "b'x'\t1"], ["0", "3", "-1"])),
    (r"_PyBytes_Repeat", ([r"b'........'\t8".replace("\\t", "\t"), "b'........'\t0"], ["b'ab'\t2", "b'x'\t1"])),
    (r"PyBytes_AsStringAndSize", (BYTES, ["NULL"], ["7", "NULL"])),
    (r"PyByteArray_(AsString|Size)", (ARRAYS[:2],)),
    (r"PyByteArray_Resize", (ARRAYS[:2], ["0", "3", "9", "-1", "2 ** 62"])),
    (r"PyBytes_FromObject|PyByteArray_FromObject", (BYTES + ["[1, 2]", "[300]", "range(3)", "(1, 'x')", "Index()", "BadNext()", "NoHint()", "Hint()", "{1: 2}", "[Index()]", "[NoIndex()]"],)),
    (r"PyBytes_Concat", (BYTES, BYTES)),
    (r"PyCodec_(Replace|Ignore|Strict|BackslashReplace|NameReplace|XMLCharRefReplace)Errors", ([e for e in UNICODE_ERRORS if "''" not in e] + ["ValueError('v')", "5", "NULL"],)),
    (r"PyCodec_(Encoder|Decoder|KnownEncoding)", (ENCODINGS[:-1] + ["b'UTF8'", "b'Latin 1'"],)),
    (r"PyCodec_Incremental(En|De)coder", (["b'nosuch'", "b''"], ERRORS)),
    (r"PyCodec_Stream\w+", (["b'nosuch'"], VALUES, ERRORS)),
    (r"PyCodec_LookupError", (ERRORS + ["b''"],)),
    (r"PyCodec_Register(Error)?", ()),
    (r"PyTuple_GetItem|PyList_GetItem", (None, INDICES)),
    (r"PyTuple_SetItem|PyList_SetItem", (None, INDICES, ["9", "[9]", "NULL"])),
    (r"PyList_Insert", (LISTS, INDICES, ["9", "[9]", "NULL"])),
    (r"PyList_Append", (LISTS, ["9", "[9]", "NULL"])),
    (r"PyList_SetSlice|PySequence_SetSlice", (None, INDICES, INDICES, ["[8, 9]", "()", "5", "'xy'", "BadNext()", "NULL"])),
    (r"PyList_(Sort|Reverse)", (LISTS + ["[3, 1, 2]", "['b', 1]", "[BadEqual(), BadEqual()]", "[2.5, 1, True]", "knot([[]])", "['b', 'a']"],)),
    (r"PyList_New|PyTuple_New", (["0", "-1", "2 ** 62"],)),
    (r"_PyList_Extend", (["[]", "[1, 2]", "knot([1])", "drained"], ITERABLES)),
    (r"PyTuple_Pack", (["0"],)),
    (r"PyDict_(SetItem|SetDefault)|_PyDict_SetItem_KnownHash", (DICTS, KEYS + ["NULL", "DrainsDict()"], ["9", "[9]", "NULL"], ["1", "5"])),
    (r"PyDict_(Get|Del)Item(WithError)?|PyDict_Contains|_PyDict_\w+_KnownHash", (DICTS + ["{DrainsDict(): 1}"], KEYS + ["NULL", "DrainsDict()"], ["1", "-1", "5"])),
    (r"_PyDict_Pop", (DICTS[:6], KEYS, ["9", "[9]", "NULL"])),
    (r"PyDict_SetItemString|_PyDict_SetItemId", (DICTS, None, ["9", "[9]"])),
    (r"PyDict_(Update)", (DICTS, PAIRS)),
    (r"PyDict_Merge(FromSeq2)?", (DICTS[:6], PAIRS, ["0", "1", "2", "-1"])),
    (r"PyDict_Next|_PySet_NextEntry", (["{1: 2, 'a': 3}", "{}", "M({1: 2})", "{1, 7}", "frozenset({5})", "set()", "5"], ["0", "1", "2", "9"])),
    (r"_PyDict_(NewPresized)", (["0", "5", "1000", "-1"],)),
    (r"PyObject_GenericGetDict", ([o for o in WITH_ATTRIBUTES if o != "int"], ["0"])),
    (r"PySet_New|PyFrozenSet_New", (ITERABLES[:2] + ITERABLES[3:] + ["[Equal(), 1]", "[BadHash()]", "frozenset({1})", "SetLike({1})"],)),
    (r"_PySet_Update", (SETS, ITERABLES[:2] + ITERABLES[3:])),
    (r"PySlice_(GetIndices|GetIndicesEx)", (None, "0 5 6 -1".split(), ["7"], ["7"], ["7"], ["7"])),
    (r"PySlice_AdjustIndices", ("0 5".split(), "-9 -2 0 3 9".split(), "-9 -2 0 3 9".split(), "1 -1 3".split())),
    (r"PyIter_Send", (["iter([1, 2])", "iter([])", "Stop()", "Next()", "5"], ["None", "3"], None)),
    (r"PyIter_Next", (["iter([1, 2])", "iter([])", "Stop()", "Next()", "iter({1: 2})", "iter('ab')"],)),
    (r"PyCallIter_New", (CALLABLES, ["5", "None", "NULL"])),
    (r"PyMapping_(GetItemString|HasKeyString)|PyObject_DelItemString", (SEQUENCES, NAMES)),
    (r"PyMapping_SetItemString", (SEQUENCES, NAMES, ["9", "NULL"])),
    (r"PyObject_SetItem", (SEQUENCES, KEYS + ["NULL"], ["9", "[8, 9]", "NULL"])),
    (r"PySequence_(SetItem)", (SEQUENCES, INDICES, ["9", "[9]", "NULL"])),
    (r"PySequence_(Get|Del)Item", (SEQUENCES, INDICES)),
    (r"PySequence_(InPlace)?Repeat", (SEQUENCES, ["0", "2", "-1", "2 ** 63 - 1", "1"])),
    (r"PySequence_(InPlace)?Concat", (SEQUENCES, SEQUENCES)),
    (r"PySequence_Fast", (SEQUENCES, ["b'not good'", r"b'\xff'"])),
    (r"PySequence_(Count|Index|Contains|In)", (SEQUENCES, KEYS + ["Draining()", "NULL"])),
    (r"PyObject_LengthHint", (SEQUENCES, ["8", "-1"])),
    (r"PyObject_Format", (VALUES + ["IntRepr()", "Repr()", "BadRepr()"], ["NULL", "''", "'>9'", "'x'", "'nonsense'", "5", "'\\u20ac>9'"])),
    (r"PyObject_Is(Instance|Subclass)", (VALUES + TYPES + ["Bases", "BadBases"], ["int", "(int, str)", "D", "Instance", "()", "5", "((int,), C)", "int | str", "Bases", "BadBases", "list[int]"])),
    (r"PyObject_As(Char|Read|Write)Buffer", (BUFFERS, ["NULL"], ["7", "NULL"])),
    (r"PyObject_Get(A)?Iter", (SEQUENCES,)),
    (r"_?Py_?\w*convert_optional_to_ssize_t", (NUMBERS[:-1], None)),
    (r"PyMemoryView_FromMemory", ([r"b'abcdef'" + "\t6", r"b'abcdef'" + "\t0"], ["0x100", "0x200", "0"])),
    (r"PyMemoryView_FromObject", (BUFFERS,)),
    (r"PyMemoryView_FromBuffer", ()),
    (r"PyMemoryView_GetContiguous", (BUFFERS, ["0x100", "0x200"], ["67", "70", "65"])),
    (r"PyObject_GetBuffer", (BUFFERS, None, ["0", "1", "4", "8", "0x18", "0x38", "0x58", "0x98", "0x118", "0x11c", "0x9c"])),
    (r"PyBuffer_FillInfo", (["NULL"], ["NULL", "[1]", "b'x y'"], [r"b'abcdef'"], ["6", "0"], "01", ["0", "1", "4", "8", "0x18"])),
    (r"PyBuffer_FillContiguousStrides", ("0 1 2 3".split(), ["(2, 3, 4)", "(0, 1, 5)"], ["(7, 7, 7)"], "1 8".split(), ["67", "70", "65"])),
    (r"PyBuffer_IsContiguous", (BUFFERS, ["67", "70", "65", "88"])),
    (r"PyBuffer_SizeFromFormat", (["b'i'", "b'3i'", "b''", "b'B'", "b'T{i:a:d:b:}'", "b'<hhl'", "b'z'", r"b'\xff'"],)),
    (r"PyBuffer_ToContiguous", ([r"b'........'"], BUFFERS, ["6", "0", "3", "8"], ["67", "70", "65"])),
    (r"PyBuffer_FromContiguous", (BUFFERS[1:5], ["b'12345678'"], ["6", "0", "3"], ["67", "70"])),
    (r"PyBuffer_GetPointer", ()),
    (r"PyObject_CopyData", (BUFFERS, BUFFERS)),
    (r"PyCapsule_(New)", (["0", "5"], ["b'x'", "NULL"], None)),
    (r"PyCapsule_(GetPointer|IsValid)", (None, ["b'probe.c'", "b'other'", "NULL", "b''"])),
    (r"PyCapsule_Set(Name)", (None, ["NULL"])),
    (r"PyCapsule_Import", (["b'nosuch.x'", "b'sys'", "b'sys.path'", "b'sys.nosuch'", "b'sys.float_info.max'"], "01")),
    (r"PyDescr_New\w+", (TYPES[:-1], None)),
    (r"PyMember_GetOne", ([r"b'12345678\x00\x00\x00\x00\x00\x00\x00\x00'", r"b'\xff' * 16"], None)),
    (r"PyMember_SetOne", ([r"b'12345678\x00\x00\x00\x00\x00\x00\x00\x00'"], None, NUMBERS[:13] + ["'ab'", "'x'", "None", "NULL"])),
    (r"PyWrapper_New", (["int.__add__", "list.__len__"], ["5", "[1]"])),
    (r"PyDictProxy_New", (VALUES,)),
    (r"PyDescr_IsData", (["Prop.__dict__['a']", "int.__dict__['real']", "len", "list.append", "staticmethod(len)", "classmethod(len)", "5", "C()"],)),
    (r"PyCFunction_(New|NewEx)", (None, ["NULL", "5", "[1]"], ["NULL", "'mod'"])),
    (r"PyCMethod_New", (None, ["NULL", "5"], ["NULL", "'mod'"], ["NULL"])),
    (r"PyCFunction_Call", (CALLABLES, ["()", "([1],)", "(1, 2)"], ["NULL", "{}", "{'a': 1}", "{'key': len}"])),
    (r"PyMethod_(Function|Self)", (["bound(echo, 5)"],)),
    (r"PyMethod_New", (["echo", "len", "5", "NULL"], ["5", "[1]", "NULL"])),
    (r"PyObject_Call|PyVectorcall_Call|PyEval_CallObjectWithKeywords", (CALLABLES, ["()", "(1,)", "([1], 'a b')"], ["NULL", "{}", "{'a': 1}", "{'key': len}", "{1: 2}"])),
    (r"PyObject_CallObject", (CALLABLES, ["NULL", "()", "(1,)", "([1], 'a b')", "[1]", "5"])),
    (r"PyObject_CallOneArg", (CALLABLES[:-2], ["[1]", "5", "'a b'", "C()"])),
    (r"PyObject_Vectorcall(Dict)?|_PyObject_FastCall", (CALLABLES[:-1], ["()\t0", "(1,)\t1", "([1], 'a b')\t2", "([1], 'a b')\t1"], ["NULL", "()"])),
    (r"PyObject_VectorcallDict", (CALLABLES[:-1], ["()\t0", "(1,)\t1", "([1], 'a b')\t2"], ["NULL", "{}", "{'a': 1}", "{1: 2}"])),
    (r"PyObject_VectorcallMethod", (["'append'", "'nosuch'", "'__len__'", "'a'", "5"], ["([1],)\t1", "([1], 5)\t2", "(D(), 5)\t2", "(C,)\t1"], ["NULL"])),
    (r"_PyObject_MakeTpCall", (["NULL"], CALLABLES, ["()\t0", "(1,)\t1", "([1], 'a b')\t2"], ["NULL", "{'a': 1}"])),
    (r"PyObject_CallFunctionObjArgs", (CALLABLES,)),
    (r"PyObject_CallMethodObjArgs", (["[1]", "D()", "5", "C", "NULL"], ["'append'", "'nosuch'", "'__len__'", "'a'", "5", "NULL"])),
    (r"_PyObject_CallMethodIdObjArgs", (["[1]", "D()", "5"], None)),
    (r"_Py_CheckFunctionResult", ()),
    (r"PyModule_Add(IntConstant)", (MODULES, ["b'a'", "b''", r"b'\xe2\x82\xac'"], ["5", "-1", "2 ** 63 - 1"])),
    (r"PyModule_AddObject(Ref)?|_PyModule_Add", (MODULES, ["b'a'", "b''", r"b'\xe2\x82\xac'", r"b'\xff'"], ["[1]", "5", "NULL"])),
    (r"PyModule_AddStringConstant", (MODULES, ["b'a'", r"b'\xff'"], ["b'text'", r"b'\xff'", "b''"])),
    (r"PyModule_AddType", (MODULES, ["C", "int", "D"])),
    (r"PyModule_SetDocString", (MODULES, ["b'doc'", "b''", r"b'\xff'"])),
    (r"PyModule_AddFunctions", ()),
    (r"PyModule_New(Object)?", (None,)),
    (r"PyArg_ValidateKeywordArguments", (["{}", "{'a': 1}", "{1: 2}", "M({'a': 1})", "5", "NULL", "{S('a'): 1}"],)),
    (r"_PyArg_NoKeywords", (["b'f'", "b'g()'"], ["NULL", "{}", "{'a': 1}", "()", "5"])),
    (r"_PyArg_NoPositional", (["b'f'"], ["NULL", "()", "(1,)", "5"])),
    (r"_PyArg_CheckPositional", (["b'f'", "NULL"], "0 1 2 3".split(), "0 1 2".split(), "0 1 2".split() + ["2 ** 63 - 1"])),
    (r"_PyArg_BadArgument", (["b'f'"], ["b'argument 1'", "b'argument'"], ["b'str'", "b'not None'"], ["5", "None", "C()", "[]"])),
    (r"PyErr_ExceptionMatches", (CLASSES,)),
    (r"PyErr_GivenExceptionMatches", (CLASSES + ["NULL"], CLASSES)),
    (r"PyErr_NewException", (["b'a.b'", "b'a.b.C'", "b'nodot'", "b''", "b'.x'"], ["NULL", "ValueError", "(ValueError, KeyError)", "(E,)", "int", "5"], ["NULL", "{}", "{'x': 1}", "{'__module__': 'm'}", "5"])),
    (r"PyErr_NewExceptionWithDoc", (["b'a.b'", "b'nodot'"], ["NULL", "b'doc'", r"b'\xff'"], ["NULL", "ValueError", "5"], ["NULL", "{'x': 1}", "5"])),
    (r"PyErr_NormalizeException", (["ValueError", "E", "KeyError", "int", "OSError"], ["NULL", "'text'", "(1, 2)", "ValueError('v')", "E('e')", "None", "5"], ["NULL"])),
    (r"PyErr_Set(None)", (CLASSES,)),
    (r"PyErr_SetObject|PyErr_SetFromErrnoWithFilenameObject", (CLASSES, ["NULL", "'text'", "(1, 2)", "ValueError('v')", "E('e')", "None", "[1]"])),
    (r"PyErr_SetString", (CLASSES, ["b'text'", "b''", r"b'\xe2\x82\xac'", r"b'\xff'"])),
    (r"PyErr_Restore|_PyErr_ChainExceptions|PyErr_SetExcInfo", (["ValueError", "NULL"], ["ValueError('v')", "'text'", "NULL"], ["NULL"])),
    (r"PyErr_SetFromErrno(WithFilename)?", (["OSError", "ValueError", "E", "FileNotFoundError"], ["b'name'", r"b'\xff'", "NULL"])),
    (r"PyErr_SetFromErrnoWithFilenameObjects", (["OSError", "ValueError"], ["'one'", "5", "NULL"], ["'two'", "NULL"])),
    (r"PyErr_SetImportError", (["'message'", "5", "NULL"], ["'name'", "NULL"], ["'path'", "NULL"])),
    (r"PyErr_SetImportErrorSubclass", (["ImportError", "ModuleNotFoundError", "ValueError", "int", "5"], ["'message'", "NULL"], ["'name'", "NULL"], ["'path'", "NULL"])),
    (r"_PyErr_ChainExceptions", (["ValueError", "E"], ["ValueError('v')", "'text'", "NULL"], ["NULL"])),
    (r"PyCFunction_GetSelf", (["[].append", "[].__len__", "dict.fromkeys", "give([1])", "5", "NULL"],)),
    (r"_PyErr_SetKeyError", (VALUES[:-1],)),
    (r"PyException_Set(Cause|Context)", (EXCEPTIONS[:7], ["KeyError('x')", "NULL"])),
    (r"PyException_SetTraceback", (EXCEPTIONS[:7], ["None", "5", "NULL"])),
    (r"PyException_Get\w+", (EXCEPTIONS[:7],)),
    (r"PyExceptionClass_Name", (["ValueError", "E", "KeyError"],)),
    (r"PyUnicode(De|En)codeError_\w+|PyUnicodeTranslateError_\w+", (UNICODE_ERRORS, None)),
    (r"PyUnicode\w+Error_Set(Start|End)", (UNICODE_ERRORS, INDICES)),
    (r"PyUnicode\w+Error_SetReason", (UNICODE_ERRORS, ["b'reason'", r"b'\xff'"])),
    (r"PyUnicodeDecodeError_Create", (["b'ascii'"], ["b'abc'\t3", "b''\t0"], ["0", "1", "-1", "9"], ["1", "2", "-1"], ["b'why'", r"b'\xff'"])),
    (r"PyErr_(ProgramText|ProgramTextObject)", (["b'/nosuch'", "NULL"], "0 1".split())),
    (r"PyErr_WarnEx", (["NULL", "UserWarning", "DeprecationWarning", "int", "5", "ValueError"], ["b'text'", r"b'\xff'"], ["1"])),
    (r"PyOS_double_to_string", (DOUBLES, [str(ord(c)) for c in "efgrEFGxq"], "0 1 6 17 -1".split(), "0 1 2 4 5".split(), None)),
    (r"PyOS_string_to_double", (["b'1.5'", "b'1e400'", "b'-1e400'", "b'x'", "b''", "b' 1'", "b'1 '", "b'1.5x'", "b'inf'", "b'nan'", "b'-Infinity'", "b'1e'", "b'.5'",
                                 "b'.'", "b'1_0'", "b'0x1'", "b'1e-400'", "b'4.9e-324'", "b'9' * 400"], ["NULL"], ["NULL", "OverflowError", "ValueError"])),
    (r"PyOS_mystrn?icmp", (["b'abc'", "b'ABD'", "b''", r"b'\xe9'"], ["b'aBc'", "b'ab'", "b''"], "0 2 9".split())),
    (r"_Py_Hash(Bytes|Pointer)", ()),
    (r"_Py_HashDouble", (["5"], DOUBLES[:-1])),
    (r"_Py_c_(sum|diff|prod|quot|pow)", (COMPLEXES, COMPLEXES)),
    (r"_?PyTime_(As\w+)|_PyTime_From(Seconds|Nanoseconds)|_PyLong_FromTime_t", (["0", "1", "-1", "1500000000", "2500000000", "-2500000000", "999", "2 ** 31 - 1", "-1500", "123456789012345678"], None, None, None)),
    (r"_PyTime_AsTime(val|spec)\w*|_PyTime_As(Milli|Micro)seconds", (["0", "1", "-1", "1500000000", "2500000500", "-2500000500", "999", "-1500", "123456789012345678"],
                                                                       [r"b'................'", ], "0 1 2 3".split())),
    (r"_PyTime_As(Milli|Micro)seconds", (["0", "1", "-1", "1500000", "2500500", "-2500500", "999", "-1500"], "0 1 2 3".split())),
    (r"_PyTime_AsTimevalTime_t", (["0", "1", "-1", "1500000000", "2500000500", "-2500000500"], ["7"], ["7"], "0 1 2 3".split())),
    (r"_PyTime_From\w+Object", (["7"], ["0", "5", "-7", "1.5", "-2.5", "0.0005", "1e300", "float('nan')", "2 ** 70", "'x'", "None", "Index()", "2 ** 62"], "0 1 2 3".split())),
    (r"_PyTime_ObjectTo\w+", (["0", "5", "-7", "1.5", "-2.5", "1e300", "float('nan')", "2 ** 70", "'x'", "None", "Index()", "-0.9999999999"], None, None, "0 1 2 3".split())),
    (r"_PyTime_ObjectToTime_t", (["0", "5", "-7", "1.5", "-2.5", "1e300", "float('nan')", "2 ** 70", "'x'", "None"], None, "0 1 2 3".split())),
    (r"PyFile_WriteObject", (VALUES[:-1] + ["BadRepr()", "IntRepr()"], ["Writer()", "BadWriter()", "5", "NULL"], "01")),
    (r"PyFile_WriteString", (["b'text'", "b''", r"b'\xff'"], ["Writer()", "BadWriter()", "5", "NULL"])),
    (r"PyContextVar_(New)", (["b'v'", "b''", r"b'\xff'"], ["NULL", "[1]", "5"])),
    (r"PyContextVar_Get", (["cv", "5"], ["NULL", "[1]", "5"], None)),
    (r"PyContextVar_Set", (["cv", "5"], ["[1]", "5"])),
    (r"PyContextVar_Reset", (["cv", "5"], ["5", "None"])),
    (r"PyContext_(Copy|Enter|Exit)", (["5", "None"],)),
    (r"_PyEval_SliceIndex(NotNone)?", (NUMBERS, None)),
    (r"PyEval_GetFunc\w+", (CALLABLES[:-1] + ["C()", "[]"],)),
    (r"PyCode_NewEmpty", (["b'f.py'", r"b'\xff'", "b''"], ["b'g'", r"b'\xff'"], ["1", "0", "-1"])),
    (r"PyCode_Addr2Line", (CODES[:1], ["0", "-1", "2", "99"])),
    (r"PyCode_Get\w+", (CODES[:1],)),
    (r"PyStaticMethod_New|PyClassMethod_New|PyInstanceMethod_New", (CALLABLES,)),
    (r"_PyGen_SetStopIterationValue", (["5", "None", "(1, 2)", "ValueError('v')", "StopIteration(3)", "[]"],)),
    (r"PySys_GetObject", (["b'nosuch'", "b''", r"b'\xff'"],)),
    (r"_PySys_GetAttr", (["NULL"], ["'nosuch'", "5"])),
    (r"PyImport_(ImportModule\w*)", (["b'nosuch'", "b''", "b'nosuch.b'"], ["NULL", "{}", "5"], ["NULL"], ["NULL", "()", "('a',)"], ["0", "1", "-1"])),
    (r"PyImport_ImportModuleLevelObject", (["'nosuch'", "''", "5", "NULL", "'nosuch.b'"], ["NULL", "{}", "5", "{'__package__': 'p'}", "{'__package__': 5}", "{'__name__': 'n'}"], ["NULL"], ["NULL", "()", "('a',)"], ["0", "1", "-1"])),
    (r"PyImport_(Import|GetModule)", (["'nosuch'", "5", "[]", "''"],)),
    (r"PyObject_GC_\w+|PyObject_IS_GC", (["[1]", "5", "C()", "(1,)", "()", "{}", "{1: [2]}", "'x'", "C", "int", "len", "iter([])", "1.5", "{1}"],)),
    (r"PyType_(Modified|Ready)", (["C", "D", "L"],)),
    (r"PyObject_ClearWeakRefs", ()),
    (r"PyWeakref_GetObject", (["ref(held)", "ref(C())", "5", "NULL"],)),
    (r"PyTraceBack_\w+|_PyTraceback_Add", ()),
]

# Functions that are left out whole, and why.
LEFT_OUT = {
    r"_Py_(read|write|write_noraise|dup)": "use up the input that the cases come from, write among the answers, or count open files",
    r"_Py_strhex\w*": "read as many bytes as they are told, checked or not",
    r"PyImport_GetImporter": "says where the tests are",
    r"PySys_AddWarnOption\w*": "change the interpreter for the cases after it",
    r"Py_(Exit|FatalError|AtExit|Initialize\w*|MakePendingCalls)|_Py_FatalErrorFunc": "end or start the process",
    r"Py_Get(BuildInfo|Compiler|Copyright|Platform|Version)|PyFloat_GetM(ax|in)|PyImport_GetMagic\w+": "say which Python it is",
    r"Py_Repr(Enter|Leave)|Py_(DecRef|IncRef|XNewRef)|_Py_(DecRef|IncRef|Dealloc|NewReference|SetRefcnt)|Py_(SET_SIZE|REFCNT)|PyObject_Init(Var)?": "change a count and nothing else",
    r"PyObject_CallFinalizerFromDealloc|_PyTrash_\w+|PyObject_ClearWeakRefs": "want an object that is dying",
    r"PyThread\w*|PyEval_\w*(Thread|Lock)s?\w*|PyGILState_\w+|PyInterpreterState_\w+|PyOS_\w+Fork\w*|_PyThreadState_\w+": "are about threads: host's tests have them",
    r"PyMem_\w+|PyObject_(Malloc|Calloc|Realloc|Free)|_PyMem_\w+|PyTraceMalloc_\w+|_PyTraceMalloc_\w+|_PyObject_(GC_)?New|PyObject_GC_(Del|Track|UnTrack)": "work on raw memory",
    r"PyFrame_\w+|PyTraceBack_\w+|_PyTraceback_Add|PyThreadState_GetFrame|PyEval_Get(Frame|Globals|Locals|Builtins)|_PyEval_GetBuiltin|PyErr_SyntaxLocation\w*": "need a frame of a Python function",
    r"PyGC_\w+|Py_\w+RecursionLimit|Py_(Enter|Leave)RecursiveCall|_Py_CheckRecursiveCall|PyType_ClearCache|PyUnicode_InternImmortal": "change the interpreter for the cases after it",
    r"PyCodec_(Register\w*|Unregister)|PyImport_(AddModule\w*|GetModuleDict|ImportModuleNoBlock)|_PyImport_\w+|PySys_(SetObject|ResetWarnOptions|GetXOptions|HasWarnOptions)|PyState_\w+": "change the interpreter for the cases after it",
    r"_PyTime_Get\w+|_PyDeadline_\w+|_Py_HashPointer|_Py_HashBytes|PyObject_Dir|PyOS_InterruptOccurred|PyErr_CheckSignals|_PyDict_SizeOf|PyType_GetTypeDataSize": "depend on the time, an address, a seed or a table of CPython's own",
    r"PyErr_(Print\w*|Display|WriteUnraisable|GetExcInfo|SetExcInfo|GetHandledException|SetHandledException|WarnExplicit\w*)|_PyErr_WriteUnraisableMsg|PyErr_Warn\w+": "print or want a running handler: capi/testdata/probe.case has them",
    r"_PyLong_New|PyUnicode_AsUnicode\w*|_PyUnicode_Ready|PyUnicode_New|_PyUnicodeWriter_\w+": "hand out memory that is to be filled",
    r"PyMemoryView_FromBuffer|PyBuffer_GetPointer|PyBuffer_Release|_Py_CheckFunctionResult|PyModule_AddFunctions|PyModule_GetState|PyStructSequence_\w+": "need more than operands: other tests have them",
    r"PyContext_(New|CopyCurrent|Copy|Enter|Exit)": "keep a context entered",
}

PRESETS = {  # functions that look at the exception that is set
    r"PyErr_(Clear|Occurred|ExceptionMatches|BadArgument|NoMemory|SetNone|SetString|SetObject)|_PyErr_ChainExceptions|PyErr_Restore|_PyErr_FormatFromCause":
        ["ValueError('v')", "KeyError('k')", "E('e')"],
}

ERRNO = {r"PyErr_SetFromErrno\w*": ["2", "13", "4", "11", "0", "9999"]}


def parameters(name, kinds, family):
    """The operands of each parameter."""
    first, rest = FAMILIES[family]
    special = ()
    for pattern, lists in SPECIAL:
        if re.fullmatch(pattern, name):
            special = lists
    found, position = [], 0
    seen_object = False
    while position < len(kinds):
        kind = kinds[position]
        given = special[len(found)] if len(found) < len(special) else None
        if kind == "*":
            break
        if given is None:
            given = (rest if seen_object else first) if kind == "O" else KINDS[kind]
        seen_object = seen_object or kind in "OP"
        found.append(list(given))
        position += given[0].count("\t") + 1
    return found
