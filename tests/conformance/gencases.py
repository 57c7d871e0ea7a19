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
                               "()", "frozenset({1, 2, 3})", "range(1, 10, 3)", "range(0)", "2 ** 200", "-2 ** 100", "1 / 3", "1e-320")]
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


write("zoperators", operators())
write("zconversions", unary())
write("zsubscripts", subscripts())
