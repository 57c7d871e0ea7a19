"""Records what CPython answers to the statements in probe.case: python3.11 record.py, in this folder."""
import importlib.machinery
import importlib.util
import subprocess
import sys
import sysconfig
import tempfile

folder = tempfile.mkdtemp()
subprocess.run(["gcc", "-shared", "-fPIC", "-w", "-I" + sysconfig.get_path("include"), "probe.c", "-o", folder + "/probe.so"], check=True)
loader = importlib.machinery.ExtensionFileLoader("probe", folder + "/probe.so")
probe = importlib.util.module_from_spec(importlib.util.spec_from_loader("probe", loader))
loader.exec_module(probe)

# CPython's answers may name the line of the statement itself, as "<probe>", line 1. There is no such line where no Python
# runs: that place is taken out here.
PLACE = 'Traceback (most recent call last):\\n  File "<probe>", line 1, in <module>\\n'

out = []
for line in open("probe.case"):
    line = line.rstrip("\n")
    if line.startswith("#: "):
        names = {"m": probe}
        out.append(line)
        continue
    out.append(">>> " + line)
    try:
        try:
            code = compile(line, "<probe>", "eval")
        except SyntaxError:
            code = compile(line, "<probe>", "exec")
        value = eval(code, names)
        out.append("= " + ascii(value).replace(PLACE, "").replace("<probe>:1:", "sys:1:"))
    except BaseException as e:
        module = type(e).__module__
        out.append("! " + ("" if module == "builtins" else module + ".") + type(e).__qualname__ + ": " + ascii(str(e)))
open("probe.golden", "w").write("\n".join(out) + "\n")
