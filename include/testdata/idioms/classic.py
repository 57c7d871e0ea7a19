import classic as c, datetime
print(c.formats(1, 2, 2.5, "süß", None, c.__name__, [], "yes", b"raw")[:6], c.METH_VARARGS, c.PY_VERSION, c.__doc__)
for args in ((1,), (1, 2, "x", "", "", 0, [], 0, b""), (1, 2, 3.0, "", "", 0, (), 0, b"")):
    try:
        c.formats(*args)
    except TypeError as e:
        print(e)
print(c.tomorrow(datetime.date(2023, 12, 31)))
print(c.reverse(b"abc"))
x = c.Custom("f", number=4)
x.flag, x.byte, x.ratio, x.big = True, 200, 0.5, 1 << 60
print(x.first, x.text, x.number, x.flag, x.byte, x.ratio, x.big, x.size)
del x.first
for name, value in (("first", None), ("text", "t"), ("number", "n"), ("flag", 1), ("size", 1)):
    try:
        getattr(x, name) if value is None else setattr(x, name, value)
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
