"""Writes the case files that cross every built-in type with every operator, conversion and index: cases/z*.case."""

import itertools
import pathlib

CASES = pathlib.Path(__file__).resolve().parent / "cases"

VALUES = """0
3
-7
True
2 ** 70
2.5
float('inf')
1j
'ab'
b'ab'
bytearray(b'ab')
(1, 2)
[1, 2]
{1: 2}
{1, 2}
frozenset({1})
None
...
range(3)
slice(1)
int
len""".splitlines()

INTEGERS = ["0", "3", "-7", "True", "2 ** 70"]


def bracketed(value):
    return f"({value})" if " ** " in value or value.startswith("-") else value


def write(name, groups):
    lines = ["# Written by gencases.py."]
    for title, statements in groups:
        lines += ["#: " + title, *statements]
    CASES.joinpath(name + ".case").write_text("\n".join(lines) + "\n")


def endless(op, left, right):
    """A power that no machine can compute."""
    return op == "**" and right == "2 ** 70" and left in ("3", "-7", "2 ** 70")


def operators():
    for op in "+ - * / // % ** << >> & | ^ @ < <= == in".split():
        yield "operator " + op, [
            f"{bracketed(left)} {op} {bracketed(right)}"
            for left, right in itertools.product(VALUES, VALUES)
            if not endless(op, left, right) and not (op == "*" and "2 ** 70" in (left, right) and "ab" in left + right)
        ]
    for op in "+ - * / // % ** << >> & | ^ @".split():
        statements = []
        for left, right in itertools.product(["3", "2.5", "'ab'", "bytearray(b'ab')", "[1, 2]", "{1: 2}", "{1, 2}", "None"],
                                             ["3", "2.5", "'ab'", "b'ab'", "(1, 2)", "[1, 2]", "{1: 2}", "{2}", "None"]):
            statements += [f"x = {left}", f"x {op}= {right}"]
        yield f"operator {op}=", statements


def unary():
    for op in ("-", "+", "~", "not "):
        yield "operator " + op.strip(), [op + bracketed(value) for value in VALUES]
    hashable = [v for v in VALUES if v not in ("'ab'", "b'ab'", "None", "...", "int", "len")]
    for f in "bool int float complex str repr ascii list tuple bytes bytearray set frozenset dict range slice memoryview len abs iter".split():
        skip = ("2 ** 70",) if f in ("bytes", "bytearray") else ()
        hidden = "type({})" if f in ("iter", "memoryview") else "sorted({})" if f in ("set", "frozenset") else "{}"
        yield f, [hidden.format(f"{f}({value})") for value in VALUES if value not in skip and "ab" not in value or f not in ("set", "frozenset")]
    yield "hash", [f"hash({value})" for value in hashable] + [
        f"hash({v})" for v in ("2 ** 61 - 1", "2 ** 61", "-1", "-2", "0.5", "-0.0", "1e300", "float('-inf')", "2 + 3j", "(1, 2.0, 3)",
                               "()", "frozenset({1, 2, 3})", "range(1, 10, 3)", "2 ** 200", "-2 ** 100", "1 / 3", "1e-320")]
    for f, second in (("divmod", INTEGERS + ["2.5", "None"]), ("pow", ["0", "3", "2.5", "None"]), ("round", ["0", "3", "-1", "None", "'ab'"]),
                      ("isinstance", ["int", "(int, str)", "3", "(3,)", "()"]), ("int", ["2", "16", "None"]), ("str", ["'utf-8'", "3"]),
                      ("getattr", ["'real'", "'nosuch'", "3"]), ("complex", ["1", "2.5", "'ab'"])):
        yield f"{f} with two", [f"{f}({value}, {other})" for value in VALUES for other in second]


def subscripts():
    indices = ["0", "1", "-1", "-2", "2", "-3", "2 ** 70", "True", "2.5", "'a'", "None", "(0,)", "...", ":", "1:", ":1", "::-1", "::2", "-5:5",
               "1:0", "::0", "'a':", "None:None", "2 ** 70:", ":2 ** 70", "1.5:"]
    yield "reading", [f"{bracketed(value)}[{index}]" for value in VALUES for index in indices]
    statements = []
    for value, index, item in itertools.product(["[1, 2, 3]", "bytearray(b'abc')", "{1: 2}", "(1, 2)", "'ab'", "memoryview(bytearray(b'abc'))"],
                                                ["0", "-1", "5", "2 ** 70", "'a'", "None", ":", "1:", "::2", "::-1", "1:0", "5:9", "::0"],
                                                ["9", "'x'", "[7, 8]", "b'xy'", "b'x'", "None", "[]"]):
        statements += [f"x = {value}", f"x[{index}] = {item}", "x" if "memoryview" not in value else "bytes(x)"]
    yield "writing", statements
    statements = []
    for value, index in itertools.product(["[1, 2, 3]", "bytearray(b'abc')", "{1: 2}", "(1, 2)", "'ab'", "3"],
                                          ["0", "1", "-1", "5", "'a'", "None", ":", "1:", "::2", "::-1", "1:0", "::0"]):
        statements += [f"x = {value}", f"del x[{index}]", "x"]
    yield "deleting", statements


FLOATS = """0.0
-0.0
1.0
-1.5
2.5
0.1
1e16
-1e308
5e-324
1e-310
123456789.123456789
float('inf')
float('-inf')
float('nan')""".splitlines()

LARGE = ["2 ** 53 + 1", "-2 ** 1023", "10 ** 400", "-(10 ** 400)", "2 ** 1024 - 2 ** 970", "2 ** 60 - 1", "-2 ** 30"]

COMPLEXES = ["0j", "1j", "-1j", "1 + 2j", "-0.5 - 0.25j", "complex(1e200, 1e200)", "complex('nan+1j')", "complex('inf-infj')"]


def numbers():
    for op in "+ - * / // % ** < <= ==".split():
        yield "floats " + op, [f"{bracketed(a)} {op} {bracketed(b)}" for a, b in itertools.product(FLOATS, FLOATS + ["3", "-2"])]
        yield "large ints " + op, [
            f"({a}) {op} {bracketed(b)}" for a, b in itertools.product(LARGE, ["1.5", "float('inf')", "float('nan')", "0", "1"])
        ] + [f"{bracketed(b)} {op} ({a})" for a, b in itertools.product(LARGE, ["1.5", "float('inf')", "float('nan')"])]
    for op in "+ - * / // % << >> & | ^ < ==".split():
        yield "ints " + op, [f"({a}) {op} ({b})" for a, b in itertools.product(LARGE, LARGE + ["7", "-7", "2 ** 70", "-2 ** 31"])
                             if op not in ("<<", ">>") or len(b) < 3]
    for op in "+ - * / ** ==".split():
        yield "complexes " + op, [f"({a}) {op} ({b})" for a, b in itertools.product(COMPLEXES, COMPLEXES + ["2", "-3", "0", "0.5", "101"])]
    for f in "abs bool int float complex str repr hash round".split():
        yield f + " of numbers", [f"{f}({v})" for v in FLOATS + LARGE + COMPLEXES if f != "hash" or "nan" not in v]
    yield "divmod of floats", [f"divmod({a}, {b})" for a, b in itertools.product(FLOATS, FLOATS + ["3", "0"])]
    yield "powers with a modulus", [f"pow({a}, {b}, {m})" for a, b, m in itertools.product(
        ["0", "3", "-7", "2 ** 70"], ["0", "5", "-1", "2 ** 70"], ["1", "-1", "10", "-10", "2 ** 80 + 1", "0"])]
    yield "rounding", [f"round({v}, {n})" for v, n in itertools.product(
        FLOATS + ["25", "35", "-25", "2 ** 70", "0.5", "1.005", "2.675", "1.7976931348623157e308"],
        ["None", "0", "1", "2", "17", "-1", "-2", "-21", "-307", "-308", "-309", "324", "10 ** 30"])]
    yield "methods of float", [f"({v}).{m}" for v, m in itertools.product(FLOATS, [
        "hex()", "as_integer_ratio()", "is_integer()", "__floor__()", "__ceil__()", "__trunc__()", "conjugate()", "real", "imag", "__getnewargs__()"])]
    yield "methods of int", [f"({v}).{m}" for v, m in itertools.product(LARGE + ["0", "-1", "255", "True"], [
        "bit_length()", "bit_count()", "as_integer_ratio()", "__getnewargs__()", "__sizeof__()", "real", "imag", "numerator", "denominator"])]
    yield "to_bytes", [f"({v}).to_bytes({a})" for v, a in itertools.product(
        ["0", "1", "-1", "127", "128", "-128", "-129", "255", "256", "2 ** 63", "-2 ** 63", "2 ** 120 - 1", "-2 ** 119"],
        ["", "1, 'big'", "1, 'big', signed=True", "2, 'little', signed=True", "0, 'big'", "9, 'little'", "15, 'big', signed=True", "15, 'little'"])]
    yield "from_bytes", [f"int.from_bytes({v}{a})" for v, a in itertools.product(
        ["b''", "b'\\x00'", "b'\\xff'", "b'\\x80\\x00'", "b'\\xff\\x7f'", "b'\\x01' * 9", "b'\\xff' * 9", "b'\\x80' + b'\\x00' * 8", "b'\\x00\\xff' * 8", "[1, 2]", "bytearray(b'ab')"],
        ["", ", 'little'", ", 'big', signed=True", ", 'little', signed=True"])]
    yield "reading floats", [
        f"float({v})" for v in ["'1'", "' 1.5 '", "'1_0.5'", "'1__0'", "'_1'", "'1_'", "'.5'", "'5.'", "'.'", "''", "'e5'", "'1e5'", "'1e-400'", "'1e400'",
                                "'-1e400'", "'inf'", "'-Infinity'", "'+nan'", "'infinit'", "'1e'", "'0x10'", "'1.5j'", "'\\n1\\t'", "'\uff11\uff12'", "'1\\x00'",
                                "b'1.5'", "b'x'", "bytearray(b'2')", "memoryview(b'3')", "memoryview(b'x')", "'9' * 400", "'0.' + '1' * 30"]]
    yield "reading complexes", [f"complex({v!r})" for v in ["1", "1j", "j", "-j", "1+j", "1-2j", " (1+2j) ", "(1", "1+", "1 + 2j", "inf+nanj", "1e5-1e-5j", "", "()", "1_0j", "1+2", "++1j", "1j+1"]]
    yield "hexadecimal floats", [f"float.fromhex({v!r})" for v in [
        "0x1.8p1", "1.8", "0x.8p0", "-0x1p-1074", "0x1p-1075", "0x1.8p-1075", "0x1p1023", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023",
        "inf", "-Infinity", "nan", " 0x1 ", "0x", "x", "1p", "1p+", "0x1p+3", "0x1.0000000000000800p0", "0x1.0000000000000801p0", "0x1.0000000000001800p0",
        "0x0p99999999999999999999", "0x1p99999999999999999999", "0x1p-99999999999999999999", "1..2", "0x1.8p1.5", "1 p3", "g"]]
    yield "formats", [f"format({v}, {s!r})" for v, s in itertools.product(
        ["0", "-7", "255", "True", "2 ** 70", "1.5", "-0.0", "1e22", "float('nan')", "1 + 2j"],
        ["", "d", "5", "<6", "^+8", "=+8", "08", ",", "_", "x", "#x", "#b", "o", "X", "_x", "c", "e", ".3", ".3f", ".0f", "g", "%", ".2%", "n", "z.1f", "010,.2f", "s", ".3d", "*>10", " "])]
    yield "wrong arguments", [
        "int(1, 2, 3)", "int(x=1)", "int('1', base=2 ** 70)", "int(base=3)", "float(1, 2)", "float(x=1)", "complex(1, 2, 3)", "complex(foo=1)",
        "complex(real=1, imag=2)", "complex(1j, 1j)", "complex('1', 2)", "complex(1, '2')", "complex([])", "complex(1, [])", "bool(1, 2)", "bool(x=1)",
        "int.__new__(str)", "int.__new__(bool)", "bool.__new__(int)", "float.__new__(int)", "(5).__round__(1, 2)", "(5).__round__(None)", "(1.5).__round__('a')",
        "(1).to_bytes(1, 2, 3)", "(1).to_bytes(1, 'big', 1)", "(1).to_bytes(1, 'x')", "(1).to_bytes(1, 5)", "(1).to_bytes(-1, 'big')", "(1).to_bytes('a', 'big')",
        "(1).to_bytes(1, 'big', foo=1)", "int.from_bytes()", "int.from_bytes(5)", "int.from_bytes('a')", "int.from_bytes([300])", "int.from_bytes(b'', bytes=b'')",
        "(5).bit_length(1)", "(5).bit_length(x=1)", "(5).__format__(3)", "(5).__format__()", "float.fromhex(5)", "float.__getformat__('x')", "float.__getformat__(5)",
        "float.__getformat__('float')", "(1).__add__()", "(1).__add__(1, 2)", "(1).__add__('a')", "(1.5).__add__('a')", "(1j).__add__('a')", "(1).__pow__(2, 'a')",
        "pow(1, 2, 'a')", "pow('a', 2, 3)", "pow(1.5, 2, 3)", "pow(1j, 2, 3)", "pow(2, 3.0, 5)", "int('1' * 4300) > 0", "int('1' * 4301)", "str(10 ** 4299) > ''", "str(10 ** 4300)",
        "format(10 ** 4300, 'd')", "len(format(10 ** 4300, 'x'))", "int('0x' + 'f' * 5000, 16) > 0", "1 << 2 ** 70", "1 << -1", "0 << 2 ** 70", "-1 >> 2 ** 70", "1 >> -1",
        "True & True", "True | 2", "True ^ True", "~True", "-True", "True + True", "int(True)", "float(True)"]


STRINGS = ["''", "'a'", "'abcabc'", "'Hello World'", "' \\t a  b\\n '", "'héÉß漢'", "'\U0001f600x\u20ac'", "'12_3'", "'\\ud800'", "'ǆΣ.ΑΣ'", "'a,b,,c'", "\"it's\""]
BYTES = ["b''", "b'a'", "b'abcabc'", "b'Hello World'", "b' \\t a  b\\n '", "b'\\x00\\xff\\x80'", "b'12_3'", "b'a,b,,c'", "bytearray(b'abcabc')", "bytearray(b\"it's\")"]


def text_methods(values, lit):
    yield "no arguments", [f"{v}.{m}()" for v, m in itertools.product(values, (
        "lower upper title capitalize swapcase isalnum isalpha isdigit isspace islower isupper istitle isascii split rsplit splitlines "
        "strip lstrip rstrip expandtabs" + (" casefold isdecimal isnumeric isprintable isidentifier encode" if lit == "" else " hex")).split())]
    subs = [lit + s for s in ("''", "'a'", "'bc'", "'b'", "' '", "','", "'l'", "'xyz'")] + ["None", "3"] + (["'漢'"] if lit == "" else ["'a'", "97", "256"])
    yield "searching", [f"{v}.{m}({s})" for v, m, s in itertools.product(
        values, "find rfind index rindex count startswith endswith split rsplit partition rpartition strip lstrip rstrip removeprefix removesuffix".split(), subs)]
    yield "searching between bounds", [f"{v}.{m}({lit}'b', {a})" for v, m, a in itertools.product(
        values[2:6], "find rfind index rindex count startswith endswith".split(), ["1", "-3", "1, 3", "None, -1", "4, 2", "100", "-100, 100", "'x'", "1, 2, 3"])]
    yield "splitting with a limit", [f"{v}.{m}({a})" for v, m, a in itertools.product(
        values, ["split", "rsplit"], ["None, 1", lit + "',', 1", lit + "'b', 0", "maxsplit=1", "sep=" + lit + "'b'", "None, 'x'", "1, 2, 3", "foo=1"])]
    yield "replacing", [f"{v}.replace({a})" for v, a in itertools.product(values, [
        f"{lit}'a', {lit}'xy'", f"{lit}'', {lit}'-'", f"{lit}'b', {lit}''", f"{lit}'', {lit}'-', 2", f"{lit}'bc', {lit}'', 1", f"{lit}'a', {lit}'b', 0", "1, 2", lit + "'a'", f"{lit}'a', {lit}'b', 'c'"])]
    yield "filling", [f"{v}.{m}({a})" for v, (m, arguments) in itertools.product(values, [
        ("center", ["10", "11", "3, " + lit + "'*'", "9, " + lit + "'*'", "9, " + lit + "'**'", "9, 1", "'x'", ""]), ("ljust", ["10", "8, " + lit + "'.'"]),
        ("rjust", ["10", "8, " + lit + "'.'"]), ("zfill", ["8", "0", "'x'"]), ("expandtabs", ["4", "0", "tabsize=3", "'x'"]), ("splitlines", ["True", "keepends=1"]),
        ("join", [f"[{lit}'a', {lit}'b']", f"({lit}'x',)", "[]", "[1]", "3", lit + "'xyz'"])]) for a in arguments]
    yield "operators", [f"{v} {op} {w}" for v, op, w in itertools.product(values, ["+", "*", "in", "<", "==", "%"], values[:3] + ["2", "-1", "None", "(1, 2)"])]
    yield "signs and lines", [f"{lit}{s}.{m}" for s, m in itertools.product(
        ["'+12'", "'-12'", "'--1'", "'a\\nb\\r\\nc\\rd\\n\\n'", "'\\x0b\\x0c\\x1c\\x1dx'"], ["zfill(6)", "splitlines()", "splitlines(True)", "split()", "strip()"])]


def str_only():
    yield "encoding", [f"{v}.encode({a})" for v, a in itertools.product(STRINGS, [
        "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-le'", "'utf-32-be'", "'unicode_escape'", "'raw_unicode_escape'", "'ascii', 'replace'", "'ascii', 'ignore'",
        "'ascii', 'backslashreplace'", "'latin1', 'xmlcharrefreplace'", "'ascii', 'namereplace'", "'utf8', 'surrogatepass'", "'utf8', 'surrogateescape'", "errors='nope'", "'no such'", "3", "'UTF8'", "encoding='U8'"])]
    yield "formatting", [f"'{f}'.format({a})" for f, a in itertools.product(
        ["{}", "{0}{0}", "{!r}", "{:>5}", "{:^9}|", "{:.2}", "{x}", "{0.real}", "{0[0]}", "{0[a]}", "{:{}}", "{!x}", "{", "}", "{{}}", "{:d}", "{0:=5}", "{:,}", "{!a:>8}", "{0.__class__}", "{1}", "{:z}", "{a[}", "{0.}", "{0[]}", "{0[1]x}", "{}{0}", "{0}{}"],
        ["", "1", "'é'", "'ab', 4", "[1, 2]", "{'a': 7}", "1.5", "x=3", "None"])]
    yield "formatting with %", [f"'{f}' % {a}" for f, a in itertools.product(
        ["%s", "%r", "%a", "%d", "%5d|", "%-5d|", "%05d", "%+d", "% d", "%x", "%#x", "%#o", "%X", "%c", "%e", "%.2f", "%g", "%#g", "%%", "%(a)s", "%(a)5.1f|", "%*d", "%.*f", "%", "%y", "%s %s", "%.2s", "%10s|", "%-10s|", "%i", "%u", "%ld", "%(a", "%5%"],
        ["1", "-3", "'é'", "1.5", "(1,)", "(1, 2)", "()", "{'a': 1}", "None", "2 ** 70", "'x'", "(5, 2)", "[1]", "b'x'", "0x110000"])]
    yield "format specifications", [f"format({v}, {s!r})" for v, s in itertools.product(STRINGS[:5], ["", "s", "10", ">10", "^10", "*<7", ".2", "7.2", "=5", "+", " ", "#", "d", "05", ",", "z", "10x", "é>5"])]
    yield "translating", [f"{v}.translate({t})" for v, t in itertools.product(STRINGS, ["{}", "{97: 'x'}", "{97: None, 98: 99}", "{97: 'long'}", "{97: 1.5}", "{97: 0x110000}", "'abc'", "{97: '漢'}", "3"])] + [
        f"str.maketrans({a})" for a in ["'ab', 'xy'", "'ab', 'x'", "{'a': 1, 98: None}", "{'ab': 1}", "{1.5: 1}", "'a', 'b', 'c'", "'a'", "1, 'b'", "'a', 1", "'a', 'b', 1", ""]]
    yield "making", [f"str({a})" for a in ["", "3", "b'x'", "b'x', 'ascii'", "b'\\xff', 'ascii'", "b'\\xff', 'ascii', 'replace'", "b'\\xff', errors='ignore'", "bytearray(b'z'), 'utf8'", "'a', 'b'", "3, 'b'", "object=3", "encoding='utf8'", "1, 2, 3, 4", "b'', 3", "b'', 'utf8', 3", "foo=1"]]
    yield "printing", [f"{f}({v})" for f, v in itertools.product(["repr", "ascii", "str", "len", "list", "hash('') == hash"], STRINGS + ["'\\x7f\\xa0\\u2028\\U000e0001\\u0378'", "'\"'", "'\\'\"'"])]
    yield "ordering", [f"{v} {op} {w}" for v, op, w in itertools.product(STRINGS, ["<", "<=", "==", "!="], STRINGS[:7])]


def bytes_only():
    yield "decoding", [f"{v}.decode({a})" for v, a in itertools.product(BYTES + ["b'\\xe9'", "b'\\xe2\\x82'", "b'\\xed\\xa0\\x80'", "b'\\xf0\\x9f\\x98\\x80'"], [
        "", "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-be'", "'unicode_escape'", "'ascii', 'replace'", "'ascii', 'ignore'", "'utf8', 'backslashreplace'", "'utf8', 'surrogateescape'", "'utf8', 'surrogatepass'", "errors='nope'", "'no such'", "3"])]
    yield "making", [f"{t}({a})" for t, a in itertools.product(["bytes", "bytearray"], [
        "", "3", "-1", "'a'", "'a', 'ascii'", "'é', 'ascii'", "'é', 'ascii', 'replace'", "[1, 2, 255]", "[256]", "[-1]", "['a']", "(1, 2)", "range(3)", "b'x'", "bytearray(b'y')", "1.5", "None", "True", "3, 'ascii'", "b'', errors='x'", "source=b'x'", "{1: 2}", "'a', 3", "2 ** 70", "1, 2, 3, 4", "foo=1"])]
    yield "hexadecimal", [f"{v}.hex({a})" for v, a in itertools.product(BYTES, ["':'", "'-', 2", "'-', -2", "b'.'", "'::'", "'é'", "3", "sep=' ', bytes_per_sep=3", "':', 0"])] + [
        f"{t}.fromhex({a})" for t, a in itertools.product(["bytes", "bytearray"], ["''", "'00ff'", "'0 0'", "' 00 fF '", "'0'", "'zz'", "'é0'", "3", "b'00'"])]
    yield "translating", [f"{v}.translate({t})" for v, t in itertools.product(BYTES, ["None", "None, b'a'", "bytes.maketrans(b'a', b'x')", "b'abc'", "None, delete=b'b'", "3", "'a'"])] + [
        f"bytes.maketrans({a})" for a in ["b'a', b'bc'", "'a', b'b'", "b'a'"]]
    yield "formatting with %", [f"b'{f}' % {a}" for f, a in itertools.product(
        ["%s", "%b", "%r", "%a", "%d", "%5d|", "%x", "%#x", "%c", "%.2f", "%(a)s", "%*d", "%", "%y", "%.2s", "%10s|", "%%", "%s %s"],
        ["1", "'é'", "b'xyz'", "1.5", "(1,)", "(b'1', 2)", "()", "{b'a': b'1'}", "{'a': 1}", "None", "bytearray(b'q')", "256", "97"])]
    yield "printing", [f"{f}({v})" for f, v in itertools.product(["repr", "str", "len", "list"], BYTES + ["b'\\'\"'", "b'\"'", "bytearray(b'\"')"])]
    statements = []
    for do in ["append(1)", "append(256)", "append('a')", "append(-1)", "extend(b'xy')", "extend([1, 2])", "extend('a')", "extend(3)", "extend([300])", "insert(1, 65)", "insert(-1, 65)",
               "insert(100, 65)", "insert('a', 1)", "insert(1)", "pop()", "pop(0)", "pop(-1)", "pop(10)", "pop('a')", "remove(97)", "remove(1)", "remove('a')", "reverse()", "clear()", "copy()", "append()", "pop(1, 2)"]:
        statements += ["x = bytearray(b'abcdef')", "x." + do, "x", "y = bytearray()", "y." + do, "y"]
    for do in ["+= b'x'", "+= x", "+= 'a'", "*= 2", "*= 0", "*= -1", "*= 'a'"]:
        statements += ["x = bytearray(b'abcdef')", "x " + do, "x"]
    yield "changing", statements
    yield "comparing", [f"{v} {op} {w}" for v, op, w in itertools.product(BYTES, ["<", "==", "!=", ">="], BYTES[:3] + BYTES[-2:] + ["'a'", "None", "3"])]


def text_subtypes(base, values, lit):
    statements = [f"S = type('S', ({base},), {{}})"]
    for v in values:
        statements += [f"x = S({v})", "x", "type(x)", "len(x)", "x.upper()", "type(x.upper())", "type(x[:])", "type(x * 1)", f"x == {v}", f"x + {lit}'d'", f"type(x + {lit}'')",
                       f"type(x.replace({lit}'zz', {lit}''))", "type(x.strip())", "x.split()", "list(x)", f"{lit}','.join([x, x])", f"type({lit}''.join([x]))", "x.foo = 3", "x.foo", f"{base}(x)", f"type({base}(x))"]
        if base != "bytearray":
            statements += [f"hash(x) == hash({v})", f"{{x: 1}}[{v}]", f"type({lit}'%s' % x)"]
        if base == "str":
            statements += ["format(x, '>9')", "'{:>9}{!r}'.format(x, x)", "x.encode()", "type(x.__str__())", "getattr(3, S('real'))", "x.isidentifier()", "x.translate({97: x})"]
        else:
            statements += ["x.decode('latin-1')", "x.hex()", "S.fromhex('61')", "type(S.fromhex('61'))"]
    yield f"subtypes of {base}", statements


write("ztext", itertools.chain(text_methods(STRINGS, ""), str_only(), text_subtypes("str", ["'abc'", "'é'", "'漢a'", "'\U0001f600'", "''"], "")))
write("zbytes", itertools.chain(text_methods(BYTES, "b"), bytes_only(), text_subtypes("bytes", ["b'abc'", "b''", "b'\\xff'"], "b"), text_subtypes("bytearray", ["b'abc'", "b''"], "b")))

# A bound method is no descriptor, so a class that holds one answers with it whatever the instance.
METHODS = {
    "'__index__'": ["(5).__index__", "(2 ** 70).__index__", "True.__rand__", "'a'.__str__", "(-3).__index__"],
    "'__int__'": ["(5).__int__", "(1.5).__float__", "'a'.__str__"],
    "'__float__'": ["(1.5).__float__", "(5).__int__", "type('F', (float,), {})(2).conjugate", "'a'.__str__"],
    "'__complex__'": ["(1j).__complex__", "(1.5).__float__"],
    "'__trunc__'": ["(5).__trunc__", "(1.5).__float__", "'a'.__str__"],
    "'__bool__'": ["(5).__bool__", "(0).__bool__", "(5).__int__"],
    "'__round__'": ["(5).__round__"], "'__abs__'": ["(-5).__abs__"], "'__neg__'": ["(5).__neg__"], "'__invert__'": ["(5).__invert__"],
    "'__add__'": ["(5).__add__", "'a'.__add__", "[].append"], "'__radd__'": ["(5).__radd__"], "'__iadd__'": ["[7].__iadd__", "(5).__add__"],
    "'__mul__'": ["(5).__mul__", "'ab'.__mul__"], "'__rmul__'": ["'ab'.__rmul__"], "'__matmul__'": ["(5).__sub__"], "'__pow__'": ["(5).__pow__"],
    "'__rpow__'": ["(5).__rpow__"], "'__truediv__'": ["(5).__truediv__"], "'__rfloordiv__'": ["(5).__rfloordiv__"], "'__divmod__'": ["(5).__divmod__"],
    "'__lt__'": ["(5).__lt__"], "'__eq__'": ["(5).__eq__"], "'__hash__'": ["(5).__hash__", "(2 ** 70).__index__", "(-1).__index__", "'a'.__str__"],
}
USES = """x + 3
3 + x
x + 'b'
'b' + x
x + x
x * 2
2 * x
x * x
'ab' * x
[1] * x
x @ 3
x ** 2
2 ** x
pow(2, x, 7)
pow(x, 2, 7)
x / 2
7 // x
divmod(x, 2)
divmod(7, x)
-x
~x
abs(x)
round(x)
round(1.234, x)
int(x)
float(x)
complex(x)
complex(1, x)
bool(x)
hash(x)
x < 3
x == 5
range(x)
[1, 2, 3][x]
bytes(x)
1 << x
(7).to_bytes(x, 'big')
hex(x)
int('11', x)
chr(x)
'%d' % x
'%f' % x""".splitlines()


def protocols():
    for base in ("", "int, ", "float, "):
        for method, values in METHODS.items():
            for value in values:
                statements = [f"x = type('X', ({base}), {{{method}: {value}}})()"]
                hidden = ["bytes(x)"] * ("2 ** 70" in value) + ["hash(x)"] * (base == "" and method != "'__hash__'")
                yield f"{base}{method} is {value}", statements + [use for use in USES if use not in hidden]
    yield "in place", [f"{line}" for method, values in METHODS.items() if method.startswith("'__i") and "index" not in method for value in values for line in (
        f"x = type('X', (), {{{method}: {value}}})()", "x += [1]", f"x = type('X', (), {{{method}: {value}}})()", "x += 3")]
    yield "subclasses go first", [line for a, b in itertools.product(["int", "float", "complex"], ["int", "float", "complex"]) for line in (
        f"s = type('S', ({b},), {{'__radd__': 'reflected '.__add__, '__rpow__': 'reflected'.__str__, '__eq__': 'equal'.__contains__}})", f"{a}(3) + s(4)", f"s(4) + {a}(3)", f"{a}(3) - s(4)",
        f"{a}(3) ** s(2)", f"{a}(3) == s(3)")]


write("znumbers", numbers())
write("zprotocols", protocols())
write("zoperators", operators())
write("zconversions", unary())
write("zsubscripts", subscripts())
