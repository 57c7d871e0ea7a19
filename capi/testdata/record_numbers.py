"""Writes numbers.txt: what CPython's own C API answers to calls about numbers, asked through ctypes.

One line for each call: the function, its argument as an expression, and the result (=) or the exception (!), with tabs
between. Run by python3.11.
"""

import ctypes
import pathlib

INTS = """0
5
-1
True
2 ** 15
2 ** 16
2 ** 31 - 1
2 ** 31
-2 ** 31
-2 ** 31 - 1
2 ** 32
2 ** 60
2 ** 63 - 1
2 ** 63
-2 ** 63
-2 ** 63 - 1
2 ** 64 - 1
2 ** 64
-2 ** 64
2 ** 200 + 12345678901234567
-(2 ** 200) + 1
10 ** 400
'a'
1.5
2j
None""".splitlines()

FLOATS = """0.0
-0.0
1.5
-2.0 ** 1000
65504.0
65519.99
65520.0
5.9e-8
2.98023223876953125e-08
2.98023223876953126e-08
6.1e-5
6.103515625e-05
3.4028235677973362e38
3.4028235677973366e38
1e-45
7e-46
1e300
float('inf')
float('-inf')
float('nan')""".splitlines()

TEXTS = "12| 12 |-12|12x||0x1f|012|0b2|09|7_0|7__0|z|0xg|+ 1| ".split("|")

C = {"long": ctypes.c_long, "ulong": ctypes.c_ulong, "int": ctypes.c_int, "double": ctypes.c_double, "address": ctypes.c_void_p,
     "object": ctypes.py_object}


def function(name, result, *args):
    f = getattr(ctypes.pythonapi, name)
    f.restype, f.argtypes = C[result], args
    return f


lines = []


def record(name, argument, call):
    try:
        answer = "= " + repr(call())
    except Exception as error:
        answer = f"! {type(error).__name__}: {error}"
    lines.append(f"{name}\t{argument}\t{answer}")


for name, result in {
    "PyLong_AsLong": "long", "PyLong_AsLongLong": "long", "PyLong_AsSsize_t": "long", "PyLong_AsUnsignedLong": "ulong",
    "PyLong_AsUnsignedLongLong": "ulong", "PyLong_AsSize_t": "ulong", "PyLong_AsUnsignedLongMask": "ulong",
    "PyLong_AsUnsignedLongLongMask": "ulong", "_PyLong_AsInt": "int", "PyLong_AsDouble": "double", "PyFloat_AsDouble": "double",
    "PyComplex_RealAsDouble": "double", "PyComplex_ImagAsDouble": "double", "PyNumber_Index": "object", "PyNumber_Long": "object",
    "PyNumber_Float": "object", "_PyLong_AsTime_t": "long",
}.items():
    f = function(name, result, ctypes.py_object)
    for argument in INTS:
        record(name, argument, lambda: f(eval(argument)))

for name in ("PyLong_AsLongAndOverflow", "PyLong_AsLongLongAndOverflow"):
    f = function(name, "long", ctypes.py_object, ctypes.c_void_p)
    for argument in INTS:
        overflow = ctypes.c_int(7)
        record(name, argument, lambda: (f(eval(argument), ctypes.byref(overflow)), overflow.value))

for kind in ("UnsignedShort", "UnsignedInt", "UnsignedLong", "UnsignedLongLong", "Size_t"):
    f = function(f"_PyLong_{kind}_Converter", "int", ctypes.py_object, ctypes.c_void_p)
    for argument in INTS:
        store = ctypes.c_ulong()
        record(f"_PyLong_{kind}_Converter", argument, lambda: (f(eval(argument), ctypes.byref(store)), store.value))

f = function("_PyLong_Frexp", "double", ctypes.py_object, ctypes.c_void_p)
for argument in INTS[:-4]:
    exponent = ctypes.c_long()
    record("_PyLong_Frexp", argument, lambda: (f(eval(argument), ctypes.byref(exponent)), exponent.value))

for base in (2, 8, 10, 16, 3):
    f = function("PyNumber_ToBase", "object", ctypes.py_object, ctypes.c_int)
    for argument in INTS[:21] + INTS[-4:]:
        record(f"PyNumber_ToBase {base}", argument, lambda: f(eval(argument), base))

for base in (0, 10, 16, 36, 1, 37):
    f = function("PyLong_FromString", "object", ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
    for text in TEXTS:
        buffer = ctypes.create_string_buffer(text.encode())
        end = ctypes.c_void_p(ctypes.addressof(buffer) - 1)
        record(f"PyLong_FromString {base}", repr(text), lambda: f(ctypes.addressof(buffer), ctypes.byref(end), base))
        lines[-1] += f"\tend {end.value - ctypes.addressof(buffer)}"

for size in (2, 4, 8):
    pack = function(f"PyFloat_Pack{size}", "int", ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
    unpack = function(f"PyFloat_Unpack{size}", "double", ctypes.c_void_p, ctypes.c_int)
    for argument in FLOATS:
        for little in (0, 1):
            buffer = ctypes.create_string_buffer(size)
            record(f"PyFloat_Pack{size} {little}", argument, lambda: (pack(eval(argument), buffer, little), buffer.raw, unpack(buffer, little)))

pathlib.Path(__file__).with_name("numbers.txt").write_text("\n".join(lines) + "\n")
