"""Records what CPython answers to the statements in the probe*.case files: python3.11 record.py, in this folder.

Each probe*.c is a module of that name; NAME.case has statements about it, and the answers go to NAME.golden."""
import importlib.machinery
import importlib.util
import pathlib
import subprocess
import sysconfig
import tempfile

# CPython's answers may name the line of the statement itself, as "<probe>", line 1. There is no such line where no Python
# runs: that place is taken out here.
PLACE = 'Traceback (most recent call last):\\n  File "<probe>", line 1, in <module>\\n'


def load(name, folder):
    file = f"{folder}/{name}.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-w", "-I" + sysconfig.get_path("include"), name + ".c", "-o", file], check=True)
    loader = importlib.machinery.ExtensionFileLoader(name, file)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader(name, loader))
    loader.exec_module(module)
    return module


def answer(line, names):
    try:
        try:
            code = compile(line, "<probe>", "eval")
        except SyntaxError:
            code = compile(line, "<probe>", "exec")
        value = eval(code, names)
        return "= " + ascii(value).replace(PLACE, "").replace("<probe>:1:", "sys:1:")
    except BaseException as e:
        module = type(e).__module__
        return "! " + ("" if module == "builtins" else module + ".") + type(e).__qualname__ + ": " + ascii(str(e))


def record(name, probe):
    out = []
    for line in open(name + ".case"):
        line = line.rstrip("\n")
        if line.startswith("#: "):
            names = {"m": probe}
            out.append(line)
        else:
            out += [">>> " + line, answer(line, names)]
    open(name + ".golden", "w").write("\n".join(out) + "\n")


folder = tempfile.mkdtemp()
for source in sorted(pathlib.Path(".").glob("probe*.c")):
    record(source.stem, load(source.stem, folder))
