"""Records what CPython answers to the statements under cases/: run by python3.11 through `make record`.

For every statement of cases/<module>.case one entry is written to golden/<module>.txt:

    >>> the statement
    = repr of the value, or of the value assigned
    ! exception: its text
      args: the exception's arguments, where its text does not show them
      from: the exception it was raised in the handling of
      refs: for every variable whose reference count changed by how much, and the count of a variable just bound

cases/<module>.prelude, where there is one, is a program that runs first: it stands in for the Python code that the module
imports. Each group of statements (headed by a line "#: title") starts with nothing but the module, named m. Addresses are masked,
long texts are shortened to their beginning and a digest. replay.go answers in the same form.

    python3.11 record.py [MODULE...]        writes golden files
    python3.11 record.py --one MODULE       prints one (used by the first form: each module has a process of its own)
    python3.11 record.py --selftests        prints how the no-argument test functions of _testcapi end
"""

import ast
import builtins
import ctypes
import hashlib
import importlib
import importlib.machinery
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import warnings

HERE = pathlib.Path(__file__).resolve().parent
DEBS = pathlib.Path(os.environ.get("GILDED_DEBS") or HERE.parent.parent / ".cache" / "debs").resolve()

# What statements may use besides the module. The replay offers exactly these.
NAMES = """
bool bytearray bytes classmethod complex dict float frozenset int list memoryview object property range set slice
staticmethod str tuple type
BaseException Exception AttributeError BufferError DeprecationWarning ImportError IndexError KeyError LookupError
MemoryError OSError OverflowError RuntimeError StopIteration SystemError TypeError UnicodeDecodeError
UnicodeEncodeError UnicodeError ValueError Warning ZeroDivisionError BaseExceptionGroup ExceptionGroup Ellipsis
NotImplemented
abs all any ascii bin callable chr delattr dir divmod format getattr hasattr hash hex id isinstance issubclass iter len max
min next oct ord pow repr round setattr sorted sum vars
__build_class__ __import__ aiter anext breakpoint enumerate filter globals input locals map open print reversed super zip
ArithmeticError AssertionError BlockingIOError BytesWarning ChildProcessError EOFError FileExistsError FileNotFoundError
FutureWarning ImportWarning InterruptedError IsADirectoryError KeyboardInterrupt NameError NotADirectoryError
NotImplementedError PendingDeprecationWarning PermissionError ProcessLookupError ReferenceError ResourceWarning
RuntimeWarning StopAsyncIteration SyntaxError SystemExit UserWarning
""".split()

# Values of these types are shared by the whole interpreter or held by code, so their reference counts say nothing.
UNCOUNTED = (type(None), bool, int, float, complex, str, type, type(len), type(sys), type(NotImplemented), type(...))

LONG, SHOWN = 400, 120

# The zone that answers are given in, spelt out, so that no data base of zones is needed.
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"


def modules():
    for line in HERE.joinpath("modules.txt").read_text().splitlines():
        fields = line.partition("#")[0].split()
        if fields:
            yield fields


def load(name):
    (row,) = [row for row in modules() if row[0] == name]
    _, package, path, libraries, needs = row
    if package == "-":
        if path == "-":
            return None
        _, _, other = path.partition(":")
        return importlib.import_module(other or name)
    for other, of, *_ in modules():
        if other in needs.split(",") and of != "-":
            sys.modules[other] = load(other)
    prelude = HERE / "cases" / (name + ".prelude")
    if prelude.exists():
        exec(compile(prelude.read_text(), prelude.name, "exec"), {})
    if libraries != "-":
        for library in libraries.split(","):
            of, _, where = library.partition(":")
            ctypes.CDLL(str(DEBS / "tree" / of / where), ctypes.RTLD_GLOBAL)
    return init(name, package, path)


def init(name, package, path):
    """Loads a file under a name: its init function is that of the name."""
    loader = importlib.machinery.ExtensionFileLoader(name, str(DEBS / "tree" / package / path))
    spec = importlib.util.spec_from_loader(name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def shown(text):
    text = text.replace(str(DEBS), "…")
    text = re.sub(r"\b(at |otid=|cdata '[^']*' )0x[0-9a-f]+", r"\g<1>0x…", text)
    text = text.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")
    if len(text) > LONG:
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        text = f"{text[:SHOWN]}… ({len(text)} characters, {digest})"
    return text


def type_name(t):
    return t.__qualname__ if t.__module__ == "builtins" else f"{t.__module__}.{t.__qualname__}"


def described(error):
    text = str(error)
    return type_name(type(error)) + (": " + text if text else "")


def run(statement, names):
    """Runs a statement and returns the lines that describe what came."""
    (node,) = ast.parse(statement).body
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load) and part.id not in names and part.id not in NAMES:
            sys.exit(f"{statement}: {part.id} is neither bound nor one of NAMES")
    try:
        if isinstance(node, (ast.Expr, ast.Assign)):
            value = eval(compile(ast.Expression(node.value), "case", "eval"), names)
            if isinstance(node, ast.Assign):
                names["__value__"] = value
                node.value = ast.copy_location(ast.Name("__value__", ast.Load()), node.value)
                exec(compile(ast.Module([node], []), "case", "exec"), names)
        else:
            exec(compile(ast.Module([node], []), "case", "exec"), names)
            value = None
            if isinstance(node, ast.AugAssign):
                value = eval(statement.partition("= ")[0].rstrip("+-*/%@&|^<>"), names)
        names.pop("__value__", None)
        return ["= " + shown(repr(value))]
    except BaseException as error:
        names.pop("__value__", None)
        lines = ["! " + shown(described(error))]
        if error.args not in ((), (str(error),)):
            lines.append("  args: " + shown(repr(error.args)))
        if error.__cause__ or error.__context__:
            lines.append("  from: " + shown(described(error.__cause__ or error.__context__)))
        return lines


def counted(value):
    kind = type(value)  # which a proxy cannot hide
    return not (issubclass(kind, UNCOUNTED) or issubclass(kind, (tuple, bytes)) and len(value) < 2)


def counts(names):
    # One more reference is the argument's of getrefcount.
    counted_names = [name for name in names if name not in ("m", "init") and not name.startswith("__") and counted(names[name])]
    return {name: sys.getrefcount(names[name]) - 1 for name in counted_names}


def entry(statement, names):
    objects = {name: id(value) for name, value in names.items()}
    before = counts(names)
    lines = run(statement, names)
    after = counts(names)
    changes = []
    for name, count in sorted(after.items()):
        if objects.get(name) != id(names[name]):
            changes.append(f"{name}={count}")
        elif count != before[name]:
            changes.append(f"{name}{count - before[name]:+d}")
    if changes:
        lines.append("  refs: " + " ".join(changes))
    return [">>> " + statement] + lines


def one(name):
    module = load(name)
    (row,) = [row for row in modules() if row[0] == name]
    again = lambda other: init(other, row[1], row[2])
    names = None
    for line in HERE.joinpath("cases", name + ".case").read_text("utf-8").splitlines():
        if line.startswith("#:"):
            names = {"__builtins__": builtins, "m": module}
            if row[1] != "-":
                names["init"] = again
            print(line)
        elif line.strip() and not line.startswith("#"):
            print("\n".join(entry(line, names)), flush=True)


def selftests():
    warnings.simplefilter("ignore")
    module = load("_testcapi")
    for name in sorted(dir(module)):
        if name.startswith("test_"):
            try:
                result = "= " + repr(getattr(module, name)())
            except BaseException as error:
                result = "! " + described(error)
            print(f">>> m.{name}()\n{result}")


def child(*args):
    command = [sys.executable, "-I", "-X", "utf8", __file__, *args]
    env = {"PATH": os.environ["PATH"], "GILDED_DEBS": str(DEBS), "LC_ALL": "C.UTF-8", "TZ": ZONE}
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, cwd=HERE).stdout  # as go test does


def main():
    sys.dont_write_bytecode = True
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"the oracle is CPython 3.11, this is {sys.version}")
    warnings.simplefilter("ignore", SyntaxWarning)
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2])
        return
    if sys.argv[1:2] == ["--selftests"]:
        selftests()
        return
    status = 0
    for name, *_ in modules():
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        args = ["--selftests"] if name == "_testcapi" else ["--one", name]
        answers = child(*args)
        # Answers that depend on the hash seed, on addresses or on the time cannot be compared with anything.
        again = child(*args)
        if answers != again:
            status = 1
            for a, b in zip(answers.splitlines(), again.splitlines()):
                if a != b:
                    print(f"{name}: differs from run to run:\n  {a.decode()}\n  {b.decode()}")
        HERE.joinpath("golden", name + ".txt").write_bytes(answers)
        print(f"{name:28} {answers.count(b'>>> ')} answers")
    sys.exit(status)


main()
