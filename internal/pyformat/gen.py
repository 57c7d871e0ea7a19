"""Writes testdata/golden.json: what the python3.11 that runs this answers to formatting and to reading numbers."""

import itertools
import json
import os
import random
import struct
import warnings

warnings.simplefilter("ignore")
random.seed(311)
rows = []


def ask(kind, value, spec, call):
    try:
        rows.append([kind, value, spec, call()])
    except Exception as e:
        rows.append([kind, value, spec, "!%s: %s" % (type(e).__name__, e)])


def random_spec(types):
    s = ""
    if random.random() < .5:
        s += random.choice(["", "*", "0", "é", "<"]) + random.choice("<>^=")
    s += random.choice(["", "", "+", "-", " "])
    s += random.choice([""] * 9 + ["z"])
    s += random.choice(["", "", "", "#"])
    s += random.choice(["", "", "0"])
    s += random.choice(["", "", "1", "5", "12", "25"])
    s += random.choice(["", "", "", ",", "_"] + [""] * 5 + [",_", "_,", ",,"])
    s += random.choice(["", "", ".0", ".1", ".3", ".17"] + [""] * 4 + ["."])
    s += random.choice(types)
    return s


ints = [0, 1, -1, 7, 255, -255, 65, 1234567, -1234567890, 2**31, -2**63, 10**25, -10**400, 0x10ffff, 0x110000]
floats = [0.0, -0.0, 1.0, -1.5, 1e16, 9999999999999998.0, 1e15, 123456.789, 1e-4, 1e-5, 0.1, 5e-324, 1.7976931348623157e308, 2.5, 0.5,
          float("inf"), float("-inf"), float("nan"), 1e22, 1e23, 12345678901234567890.0, -0.04, 100.0, 1000000.0, 999999.5]
strings = ["", "a", "abc", "éa\U0001f600", "0123456789abcdef"]
for _ in range(1500):
    v, s = random.choice(ints), random_spec(["", "d", "d", "b", "o", "x", "X", "c", "n", "e", "f", "G", "%", "s", "é", "\x01", "xx"])
    if s:
        ask("int", str(v), s, lambda: format(v, s))
for _ in range(2000):
    v, s = random.choice(floats), random_spec(["", "", "e", "E", "f", "F", "g", "G", "n", "%", "d", "s", "r"])
    if s:
        ask("float", struct.pack(">d", v).hex(), s, lambda: format(v, s))
for _ in range(800):
    v, s = complex(random.choice(floats), random.choice(floats)), random_spec(["", "", "e", "f", "F", "g", "G", "n", "%", "d"])
    if s:
        ask("complex", struct.pack(">dd", v.real, v.imag).hex(), s, lambda: format(v, s))
for _ in range(500):
    v, s = random.choice(strings), random_spec(["", "s", "s", "d", "é", "zz"])
    if s:
        ask("str", v, s, lambda: format(v, s))
for v in floats + [struct.unpack(">d", random.randbytes(8))[0] for _ in range(500)]:
    ask("repr", struct.pack(">d", v).hex(), "", lambda: repr(v))
for re, im in itertools.product(floats[:6] + floats[15:18], repeat=2):
    ask("reprcomplex", struct.pack(">dd", re, im).hex(), "", lambda: repr(complex(re, im)))
for _ in range(1200):
    s = "%" + "".join(random.sample("-+ #0", random.randint(0, 2))) + random.choice(["", "", "3", "12"])
    s += random.choice(["", "", ".0", ".", ".4", ".12"]) + random.choice(["", "", "l"])
    if random.random() < .5:
        s += random.choice("diuoxX")
        v = random.choice(ints)
        ask("%int", str(v), s, lambda: s % v)
    else:
        s += random.choice("eEfFgG")
        v = random.choice(floats)
        ask("%float", struct.pack(">d", v).hex(), s, lambda: s % v)
for s in ["%", "%(", "%(a", "%5", "%.", "%l", "%99999999999999999999d", "%.9999999999d", "%y", "%\x01", "%é", "abc %5.3q"]:
    ask("%error", "", s, lambda: s % ({"a": 1} if "(" in s else 1))

words = ["", " ", "0", "1", "-1", "+1", "1_0", "1__0", "_1", "1_", "0x1f", "0X1F", "0o17", "0b11", "0b12", "0x", "0x_1", "0x__1", "00", "0_0", "01",
         " 12 ", "\t7\n", "\x1c1", "1 2", "z", "Zz", "1e5", "--1", "+-1", "0b", "0_x1", "१२", "٣", "\xa05", "1\x00", "-0x10", "0xg", "9" * 30]
for w in words:
    for base in (0, 2, 8, 10, 16, 36):
        try:
            rows.append(["readint", w, str(base), str(int(w, base))])
        except ValueError:
            rows.append(["readint", w, str(base), "!"])
words = ["", " ", ".", "1", "1.", ".5", "1.5e3", "1e", "1e+", "1e5", "1_0", "1_.0", "1._0", "1_0e1_0", "1e_1", "inf", "-Infinity", "+NaN", "nan_", "infinit",
         " 1 ", "\t-2.5\r\n", "0x10", "1e400", "-1e400", "1e-400", "٣.٥", "1,5", "1 5", "--1", "1e5.5", "\x1c1", "\xa01", "9" * 400, "1" + "0" * 22, "5e-324"]
for w in words:
    try:
        rows.append(["readfloat", w, "", struct.pack(">d", float(w)).hex()])
    except ValueError:
        rows.append(["readfloat", w, "", "!"])
for w in words + ["j", "+j", "-J", "1j", "1+2j", "1-j", " ( 1+2j ) ", "(1+2j", "1+2", "1 + 2j", "nan-infj", "1_0+2_0j", "1jj", "j1", "()", "1+2jj", "-0-0j", "1e400j", "+-1j", "infj"]:
    try:
        v = complex(w)
        rows.append(["readcomplex", w, "", struct.pack(">dd", v.real, v.imag).hex()])
    except ValueError:
        rows.append(["readcomplex", w, "", "!"])

here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(os.path.join(here, "testdata"), exist_ok=True)
with open(os.path.join(here, "testdata", "golden.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r) for r in rows) + "\n]\n")
