import binding as b, weakref
print(b.at(2), b.apply(max, 1, 9, 4), b.wait())
for call in (lambda: b.at(9), lambda: b.at("x"), lambda: b.apply(), lambda: b.apply(int, "zz")):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)
s = b.Strings()
s.push("one")
s.push("zwei ä")
print(len(s), list(s), b.Strings.__module__, weakref.ref(s)() is s)
try:
    s[5]
except IndexError as e:
    print(repr(e))
class More(b.Strings):
    pass
print(len(More()))
