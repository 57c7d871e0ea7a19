"""Records what CPython answers to the statements in the probe*.case files: python3.11 -X utf8 record.py [PROBE...], in this folder.

Each probe*.c is a module of that name; NAME.case has statements about it, and the answers go to NAME.golden."""
import importlib.machinery
import importlib.util
import pathlib
import re
import subprocess
import sys
import sysconfig
import tempfile

folder = tempfile.mkdtemp()

# CPython's answers may name the line of the statement itself, as "<probe>", line 1. There is no such line where no Python
# runs: that place is taken out here.
PLACE = 'Traceback (most recent call last):\\n  File "<probe>", line 1, in <module>\\n'


def load(name):
    include = "-I" + sysconfig.get_path("include")
    library = f"{folder}/{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-w", include, name + ".c", "-o", library], check=True)
    loader = importlib.machinery.ExtensionFileLoader(name, library)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def masked(text):
    """Addresses differ from run to run, and so do the places in CPython's sources that its own errors name."""
    return re.sub(r"\.\./\w+/\w+\.c:\d+: ", "", re.sub(r"\bat 0x[0-9a-f]+", "at 0x…", text)).replace("…", "...")


def answer(line, names):
    try:
        try:
            code = compile(line, "<probe>", "eval")
        except SyntaxError:
            code = compile(line, "<probe>", "exec")
        value = eval(code, names)
        return "= " + masked(ascii(value)).replace(PLACE, "").replace("<probe>:1:", "sys:1:")
    except BaseException as e:
        module = type(e).__module__
        name = ("" if module == "builtins" else module + ".") + type(e).__qualname__
        return "! " + name + ": " + masked(ascii(str(e)))


for name in sys.argv[1:] or sorted(p.stem for pattern in ("probe*.c", "once*.c") for p in pathlib.Path(".").glob(pattern)):
    probe = load(name)
    out = []
    for line in pathlib.Path(name + ".case").read_text().splitlines():
        if line.startswith("#: "):
            names = {"m": probe}
            out.append(line)
        else:
            out += [">>> " + line, answer(line, names)]
    pathlib.Path(name + ".golden").write_text("\n".join(out) + "\n")
