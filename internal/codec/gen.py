"""Writes testdata/golden.json: what the python3.11 that runs this decodes and encodes, with each error handler."""

import codecs
import json
import os
import random
import unicodedata
import warnings

warnings.simplefilter("ignore")
random.seed(311)
rows = []
encodings = ["utf-8", "latin-1", "ascii", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be",
             "unicode_escape", "raw_unicode_escape", "utf-7", "cp1252", "koi8_r", "cp037", "iso8859_8", "mac_roman"]
handlers = ["strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"]
encode_only = ["xmlcharrefreplace", "namereplace"]


def text(s):
    return [ord(c) for c in s]


def outcome(call, show):
    try:
        return show(call())
    except UnicodeError as e:
        return "%s|%d|%d|%s" % (e.encoding, e.start, e.end, e.reason)


pieces = [b"a", b"\x80", b"\xc3\xa9", b"\xc3", b"\xe2\x82\xac", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98\x80", b"\xf0\x9f", b"\xf5", b"\xe0\x80",
          b"\xff\xfe", b"\xfe\xff", b"\x00\xd8", b"\xd8\x00", b"\x00\xdc", b"\x00\x00", b"\x00", b"\x00\x11", b"\\", b"\\n", b"\\x4", b"\\x41", b"\\u20ac", b"\\u20",
          b"\\U0001f600", b"\\U00110000", b"\\N{DIGIT ONE}", b"\\N{", b"\\N", b"\\N{NOPE}", b"\\N{hangul syllable gag}", b"\\q", b"\\1234", b"\\\n", b"\\'", b"'"]
for encoding in encodings:
    for handler in handlers:
        for _ in range(24):
            data = b"".join(random.choice(pieces) for _ in range(random.randint(1, 5)))
            decode = lambda final: outcome(lambda: codecs.lookup(encoding).incrementaldecoder(handler).decode(data, final), text)
            rows.append(["decode", encoding, handler, list(data), outcome(lambda: data.decode(encoding, handler), text)])
            if encoding not in ("utf-16", "utf-32"):
                rows.append(["partial", encoding, handler, list(data), decode(False)])
pieces = [b"+", b"-", b"+-", b"+AOk-", b"+AOk", b"+2D3eAA-", b"+2D0-", b"+2D0", b"+AO", b"+AOl-", b"x", b"/", b"~", b"\\", b" ", b"\xe9", b"+2D0AYQ", b"!", b"+A"]
for handler in handlers:
    for _ in range(150):
        data = b"".join(random.choice(pieces) for _ in range(random.randint(1, 4)))
        rows.append(["decode", "utf-7", handler, list(data), outcome(lambda: data.decode("utf-7", handler), text)])
        rows.append(["partial", "utf-7", handler, list(data), outcome(lambda: codecs.lookup("utf-7").incrementaldecoder(handler).decode(data, False), text)])
pieces = "+ - a é \xff € \ud800 \udc80 \udcff \U0001f600 \\ \n \x00 \x7f ~ 가 一 \u0378".split(" ") + [" "]
for encoding in encodings:
    for handler in handlers + encode_only:
        for _ in range(15):
            s = "".join(random.choice(pieces) for _ in range(random.randint(1, 6)))
            rows.append(["encode", encoding, handler, text(s), outcome(lambda: s.encode(encoding, handler), list)])
for c in random.sample(range(0x110000), 150) + list(range(0x3040, 0x3060)) + list(range(0xac00, 0xd7a4, 97)):
    rows.append(["name", "", "", [c], unicodedata.name(chr(c), "")])

here = os.path.dirname(os.path.abspath(__file__))
os.makedirs(os.path.join(here, "testdata"), exist_ok=True)
with open(os.path.join(here, "testdata", "golden.json"), "w") as f:
    f.write("[\n" + ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows) + "\n]\n")
