"""Writes containers.txt: what CPython's own C API answers to calls about containers and their protocols.

One line for each call, with tabs between: the function, its arguments as expressions (NULL is a null pointer, ? stands
for a pointer that the function stores an object through), the result (=) or the exception (!), and after it each argument
that looks different than before. The declarations come from api.txt. Run by python3.11.
"""

import ctypes
import pathlib
import re

HERE = pathlib.Path(__file__).resolve().parent

SEQUENCES = """[1, 2, 3]
(1, 2, 3)
[]
{1: 2, 'a': 3}
{1, 2}
frozenset({1})
'abc'
b'abc'
bytearray(b'abc')
range(3)
{1: 2}.keys()
{1: 2}.items()
{1: 2}.values()
iter([1, 2])
None
5
int
slice(1, 2)
type('L', (list,), {})([1])
type('D', (dict,), {})({1: 2})
type('T', (tuple,), {})((1, 2))
type('S', (set,), {})({1})
type('U', (), {})()""".splitlines()
NULLABLE = SEQUENCES + ["NULL"]
KEYS = "1 'a' -1 7 None [] slice(0,2) 1.0 (1,2) {1}".split() + ["2 ** 70"]
INDICES = "0 2 -1 -4 5".split()
PAIRS = ["[]", "[(1, 2)]", "{5: 6}", "[(1, 2, 3)]", "[1]", "['ab']", "{1: 7, 9: 9}", "5", "[([], 1)]", "type('D', (dict,), {})({1: 8})"]
ITERABLES = ["[7, 8]", "(7,)", "'xy'", "{7: 8}", "5", "range(2)", "iter([9])", "{1, 7}", "[[]]"]
BOUNDS = [(0, 2), (-2, -1), (1, 99), (3, 1)]
NAMES = "'a' 'b'".split()


def cases():
    def cross(names, *choices):
        for name in names.split():
            combinations = [[]]
            for choice in choices:
                combinations = [c + [x] for c in combinations for x in choice]
            for c in combinations:
                yield [name] + c

    bounds = lambda names, first, *rest: (
        c[:2] + [str(b[0]), str(b[1])] + c[2:] for c in cross(names, first, *rest) for b in BOUNDS)
    yield from cross("PyObject_Size PySequence_Size PyMapping_Size PySequence_List PySequence_Tuple", NULLABLE)
    yield from cross("PySequence_Check PyMapping_Check PyObject_GetIter PyIter_Check PyList_AsTuple PyTuple_Size PyList_Size "
                     "PyDict_Size PySet_Size PyDict_Keys PyDict_Values PyDict_Items PyDict_Copy PyList_Sort PyList_Reverse "
                     "PySet_Pop PySet_Clear PyMapping_Keys PyMapping_Values PyMapping_Items PySeqIter_New",
                     SEQUENCES)
    yield from cross("PySequence_Contains", SEQUENCES, KEYS)
    yield from cross("PyObject_GetItem PySequence_Count PySequence_Index PyObject_DelItem "
                     "PyMapping_HasKey", NULLABLE, KEYS)
    yield from cross("PyObject_SetItem", NULLABLE, KEYS, ["9", "[8, 9]", "NULL"])
    yield from cross("PySequence_GetItem PySequence_DelItem PySequence_Repeat PySequence_InPlaceRepeat", NULLABLE, INDICES)
    yield from cross("PyList_GetItem PyTuple_GetItem", SEQUENCES, INDICES)
    yield from cross("PyList_SetItem PyTuple_SetItem PyList_Insert PySequence_SetItem", SEQUENCES, INDICES, ["99"])
    yield from cross("PyList_Append", SEQUENCES, ["99"])
    yield from bounds("PySequence_GetSlice PySequence_DelSlice PyList_GetSlice PyTuple_GetSlice", SEQUENCES)
    yield from bounds("PySequence_SetSlice PyList_SetSlice", SEQUENCES, ["[8, 9]", "()", "5"])
    yield from cross("PySequence_Concat PySequence_InPlaceConcat", NULLABLE, ["[9]", "(9,)", "'z'", "5", "range(2)"])
    yield from cross("PySequence_Fast", SEQUENCES, ["'not good'"])
    yield from cross("PyObject_LengthHint", SEQUENCES, ["8"])
    yield from cross("PyMapping_GetItemString PyMapping_HasKeyString PyObject_DelItemString", SEQUENCES, NAMES)
    yield from cross("PyMapping_SetItemString", SEQUENCES, NAMES, ["9"])
    dicts = ["{}", "{1: 2, 'a': 3}", "type('D', (dict,), {})({1: 2})", "[]", "5"]
    yield from cross("PyDict_GetItem PyDict_GetItemWithError PyDict_DelItem", dicts, KEYS)
    yield from cross("PyDict_Contains", dicts[:3], KEYS)
    yield from cross("PyDict_GetItemString PyDict_DelItemString", dicts, NAMES)
    yield from cross("PyDict_SetItem PyDict_SetDefault", dicts, KEYS, ["9"])
    yield from cross("_PyDict_Pop", dicts[:3], KEYS, ["9", "NULL"])
    yield from cross("PyDict_SetItemString", dicts, NAMES, ["9"])
    yield from cross("PyDict_Update", dicts, PAIRS)
    yield from cross("PyDict_Merge", dicts, PAIRS, "01")
    yield from cross("PyDict_MergeFromSeq2", dicts[:3], PAIRS, "01")
    # No set with a str, whose hash is another in each process, or with None, whose hash is its address: their order is chance.
    sets = ["set()", "{1, 7}", "frozenset({1, 7})", "type('S', (set,), {})({1})", "[]", "5"]
    stable = [k for k in KEYS if k not in ("'a'", "None")]
    yield from cross("PySet_Contains PySet_Discard PySet_Add", sets, stable)
    yield from cross("_PySet_Update", sets, [i for i in ITERABLES if i != "'xy'"])
    yield from cross("PySet_New PyFrozenSet_New", [s for s in SEQUENCES if "'a" not in s or "b'" in s])
    yield from cross("_PyList_Extend", ["[]", "[1, 2]"], ITERABLES)
    slices = ["slice(None)", "slice(2)", "slice(1, None, -1)", "slice(-3, -1, 2)", "slice(1, 2, 0)", "slice('a')", "slice(2 ** 70)",
              "slice(None, -2 ** 70, -1)", "slice(5, 1)", "slice(None, None, -2 ** 70)", "slice(None, None, 1.5)"]
    yield from cross("PySlice_Unpack", slices, "7", "7", "7")
    yield from cross("PySlice_GetIndicesEx", slices, "056", "7", "7", "7", "7")
    yield from cross("PySlice_GetIndices", slices[:6], "056", "7", "7", "7")
    yield from cross("PySlice_AdjustIndices", "05", ["-9", "-2", "0", "3", "9"], ["-9", "-2", "0", "3", "9"], ["1", "-1", "3"])
    yield from cross("PySlice_New", ["1", "NULL"], ["2", "NULL"], ["3", "NULL"])
    yield from cross("PyIter_Send", ["iter([1, 2])", "iter([])", "5"], ["None", "3"], "?")
    yield from cross("Py_GenericAlias", ["list", "5"], ["int", "(int, str)", "()", "..."])


def declarations():
    found = {}
    for line in (HERE.parent / "api.txt").read_text().splitlines():
        m = re.match(r"\w+ +\S+ +(\S+) +(\S+) +(.*?)(\w+)\((.*)\)$", line)
        if m:
            result, steals, returns, name, params = m.groups()
            found[name] = returns.strip(), [p.strip() for p in params.split(",")], result, steals
    return found


C = {"int": ctypes.c_int, "Py_ssize_t": ctypes.c_ssize_t, "PyObject *": ctypes.py_object, "PyListObject *": ctypes.py_object,
     "const char *": ctypes.c_char_p, "Py_ssize_t *": ctypes.POINTER(ctypes.c_ssize_t),
     "PyObject **": ctypes.POINTER(ctypes.c_void_p), "PySendResult": ctypes.c_int}


def masked(text):
    text = re.sub(r"(\.\./)?Objects/\w+\.c:\d+: ", "", text)  # where in CPython's source
    return re.sub("0x[0-9a-f]+", "0x", text)


def object_at(address):
    if not address:
        return "NULL"
    return repr(ctypes.cast(address, ctypes.py_object).value)


def call(name, declaration, expressions):
    returns, params, result, steals = declaration
    f = ctypes.pythonapi[name]
    f.argtypes = [C[p] for p in params]
    f.restype = ctypes.c_void_p if returns == "PyObject *" else C[returns]
    args, shown = [], []
    for i, (p, e) in enumerate(zip(params, expressions)):
        if p == "Py_ssize_t *":
            args.append(ctypes.c_ssize_t(int(e)))
            shown.append(("", lambda a=args[-1]: str(a.value)))
        elif p == "PyObject **":
            args.append(ctypes.c_void_p())
            shown.append(("", lambda a=args[-1]: object_at(a.value)))
        elif C[p] is ctypes.py_object:
            args.append(ctypes.py_object() if e == "NULL" else ctypes.py_object(eval(e)))
            if e != "NULL":
                value = args[-1].value
                shown.append((repr(value), lambda value=value: repr(value)))
                if str(i + 1) == steals:
                    ctypes.pythonapi.Py_IncRef(args[-1])
        elif p == "const char *":
            args.append(eval(e).encode())
        else:
            args.append(int(e))
    try:
        r = f(*args)
        answer = "= " + (object_at(r) if returns == "PyObject *" else str(r))
    except Exception as error:
        answer = f"! {type(error).__name__}: {error}"
    after = [now() for before, now in shown if now() != before]
    return masked("\t".join([answer] + after))


lines = []
declared = declarations()
for name, *expressions in cases():
    lines.append("\t".join([name] + expressions + [call(name, declared[name], expressions)]))
(HERE / "containers.txt").write_text("\n".join(lines) + "\n")
