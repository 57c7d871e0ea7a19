import generated as g, traceback, weakref
print(g.total([1, -2, 1 << 40, 1 << 62]), g.total((5,)))
for bad in ({}, ["x"]):
    try:
        g.total(bad)
    except TypeError as e:
        print(e)
for text in ("", "abc", "é", "€", "😀x"):
    print(g.checksum(text))
items = []
class Own:
    def append(self, x):
        return ("own", x)
print(g.call_append(items, 3), items, g.call_append(Own(), 4))
print(g.lookup({"total": 7}))
try:
    g.lookup({})
except KeyError as e:
    print(repr(e))
try:
    g.fail()
except ValueError as e:
    frames = traceback.extract_tb(e.__traceback__)
    print([(f.filename, f.lineno, f.name) for f in frames[1:]], e)
p = g.Point()
p.x = 1.5
p.extra = p
r = weakref.ref(p)
q = p + 2.0
print(q.x, p < q, p == q, p != q, r() is p)
try:
    p + 1
except TypeError as e:
    print(e)
