"""Asks CPython 3.11 what the probe reports, for a matrix of operands of every C API function: answers/<family>.txt.

One line for each case, with tabs between: the function, its operands as expressions over names.txt, "? exception" when one
is set before the call, "errno n" when that is, and what came of it, which begins with "=". A case runs in a process of its
own, so that what kills CPython costs nothing but the case; what differs from run to run is left out, too.

Usage: record.py [family…] writes answers; record.py --serve answers cases
that come as lines, record.py --live does so one by one, for the live comparison.
"""

import collections
import hashlib
import importlib.machinery
import importlib.util
import itertools
import json
import os
import pathlib
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import warnings

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True
import operands
ROOT = HERE.parent.parent
LONG, SHOWN = 300, 120
MOST = 72  # cases of a function with several parameters, unless naming each operand once takes more


def declarations():
    """The chapter of every function."""
    chapters, chapter = {}, ""
    for line in (ROOT / "capi" / "api.txt").read_text().splitlines():
        if line.startswith("# "):
            chapter = line[2:]
        elif line:
            chapters[line.split("(")[0].split()[-1].lstrip("*")] = chapter
    return chapters


def build(folder):
    library = folder + "/probe.so"
    sources = sorted(str(path) for path in (ROOT / "extensions" / "probe").glob("*.c"))
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-I" + str(ROOT / "include"), *sources, "-o", library], check=True)
    return library


def load(library):
    loader = importlib.machinery.ExtensionFileLoader("probe", library)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("probe", loader))
    loader.exec_module(module)
    return module


DEFINITIONS = dict(
    line.split(" = ", 1) for line in (HERE / "names.txt").read_text("utf-8").splitlines() if line and not line.startswith("#"))


ORDER = list(DEFINITIONS)


def bind(expression, names, before=len(ORDER)):
    """Makes the names that an expression uses; a definition uses those above it."""
    for name in re.findall(r"[A-Za-z_]\w*", expression):
        if name in ORDER[:before] and name not in names:
            bind(DEFINITIONS[name], names, ORDER.index(name))
            names[name] = eval(DEFINITIONS[name], names)


def value(expression, names):
    bind(expression, names)
    return eval(expression, names)


def masked(text):
    text = re.sub(r"(\.\./)?\w+/\w+\.c:\d+: ", "", text)  # where in CPython's source
    text = re.sub(r"0x[0-9a-f]{6,}", "0x", text)
    if len(text) > LONG:
        text = f"{text[:SHOWN]}… {hashlib.sha256(text.encode()).hexdigest()[:16]}"
    return text


def answer(probe, case):
    """Runs one case; returns what belongs behind it."""
    name, *fields = case.split("\t")
    names = {key: getattr(probe, key) for key in dir(probe) if not key.startswith("__")}
    raised, number, given = None, 0, []
    for field in fields:
        if field.startswith("? "):
            raised = value(field[2:], names)
        elif field.startswith("errno "):
            number = int(field[6:])
        else:
            given.append(value(field, names))
    return masked("\t".join(probe.call(name, given, raised, number)).replace("\n", "\\n"))


def answered(probe, cases):
    """Runs cases, in a child that is made anew when it dies; yields an answer for each, None when it died or hung."""
    at = 0
    while at < len(cases):
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            answer_all(probe, cases[at:], os.fdopen(write, "w", 1, "utf-8", "backslashreplace"))
        os.close(write)
        with os.fdopen(read, encoding="utf-8") as pipe:
            for line in pipe:
                if line.endswith("\n"):
                    at += 1
                    yield line[:-1]
        _, status = os.waitpid(child, 0)
        if status != 0 and at < len(cases):
            at += 1
            yield None


def answer_all(probe, cases, out):
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    for case in cases:
        signal.alarm(5)
        try:
            came = answer(probe, case)
        except BaseException as error:
            came = "cannot be run: " + repr(error)
        out.write(came + "\n")
    out.flush()
    os._exit(0)


def chosen(lists, name):
    """The combinations that are tried: each operand once beside the first of the others, and a sample of the rest."""
    total = 1
    for operand in lists:
        total *= len(operand)
    if total <= MOST:
        return list(itertools.product(*lists))
    tried = {}
    for i, operand in enumerate(lists):
        for o in operand:
            tried[tuple(o if j == i else other[0] for j, other in enumerate(lists))] = None
    draw = random.Random(name)
    target = min(total, max(MOST, len(tried) + 24))
    while len(tried) < target:
        tried[tuple(draw.choice(operand) for operand in lists)] = None
    return list(tried)


def matching(table, name):
    for pattern, found in table.items():
        if re.fullmatch(pattern, name):
            return found
    return None


def cases(name, kinds, family):
    lists = operands.parameters(name, kinds, family)
    more = [[]]
    if kinds.endswith("*"):
        more = [[], ["5"], ["[1]", "'a b'"], ["1", "2", "3", "4"]]
    suffixes = [()] + [("? " + e,) for e in matching(operands.PRESETS, name) or ()] + [("errno " + n,) for n in matching(operands.ERRNO, name) or ()]
    for combination in chosen(lists, name):
        for extra in more:
            for suffix in suffixes:
                first = list(combination)
                if name == "PyTuple_Pack":
                    first = [str(len(extra))]
                yield "\t".join([name, *first, *extra, *suffix])


def operands_of(case):
    """The operands with their function and their place."""
    name, *fields = case.split("\t")
    return [(name, i, field) for i, field in enumerate(fields)]


def deadly(results):
    """The operands that a function does not check: one call in four with them kills CPython. The others say nothing then."""
    calls, deaths = collections.Counter(), collections.Counter()
    for case, died in results:
        for operand in operands_of(case):
            calls[operand] += 1
            deaths[operand] += died
    return {operand for operand, n in calls.items() if deaths[operand] * 4 >= n and deaths[operand]}


def record(families, library):
    probe = load(library)
    chapters = declarations()
    by_family = {}
    for name, kinds in probe.functions().items():
        family = chapters[name]
        if not matching(operands.LEFT_OUT, name) and family in operands.FAMILIES and (not families or family in families):
            by_family.setdefault(family, []).append((name, kinds))
    for family, functions in by_family.items():
        asked = [case for name, kinds in functions for case in cases(name, kinds, family)]
        again = [elsewhere(asked, library, seed) for seed in ("5", "6")]
        lines, died, unsteady, unfit = [], 0, [], []
        results = list(zip(asked, answered(probe, asked), *again, strict=False))
        unchecked = deadly((case, came is None or "died" in others) for case, came, *others in results)
        for case, came, *others in results:
            if came is None or "died" in others or unchecked.intersection(operands_of(case)):
                died += 1
            elif not came.startswith("="):  # no argument can be made of the operand
                unfit.append((case, came))
            elif {came} != set(others):
                unsteady.append((case, came, *others))
            else:
                lines.append(case + "\t" + came)
        (HERE / "answers" / (family + ".txt")).write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{family:12} {len(functions):4} functions {len(lines):6} cases; left out: {died} that kill CPython, {len(unsteady)} unsteady, {len(unfit)} unfit", flush=True)
        for case, came in unfit[:3]:
            print("    unfit:", case, came)
        for differing in unsteady[:5]:
            print("    unsteady:", *differing, sep="\n        ")


def elsewhere(asked, library, seed):
    """The answers of another process, with other hashes and other addresses."""
    env = {"PATH": os.environ["PATH"], "PYTHONHASHSEED": seed, "LC_ALL": "C.UTF-8"}
    came = subprocess.run([sys.executable, "-I", __file__, "--serve", library], input="\n".join(asked) + "\n", stdout=subprocess.PIPE,
                          text=True, check=True, encoding="utf-8", env=env)
    return came.stdout.split("\n")


def serve(library):
    probe = load(library)
    asked = sys.stdin.read().split("\n")[:-1]
    for came in answered(probe, asked):
        print("died" if came is None else came)


def live(library):
    """Says what the functions may be given, as one line of JSON; then answers cases as they come."""
    probe = load(library)
    chapters = declarations()
    functions = []
    for name, kinds in probe.functions().items():
        family = chapters[name]
        if matching(operands.LEFT_OUT, name) or family not in operands.FAMILIES or kinds.endswith("*"):
            continue
        lists = operands.parameters(name, kinds, family)
        places = [sum(operand[0].count("\t") + 1 for operand in lists[:i]) for i in range(len(lists))]
        functions.append({"Name": name, "Kinds": [kinds[place] for place in places], "Values": lists})
    print(json.dumps(functions), flush=True)
    for line in sys.stdin:
        came = next(answered(probe, [line.rstrip("\n")]), None)
        print("died" if came is None else came, flush=True)


def main():
    if sys.version_info[:2] != (3, 11):
        sys.exit(f"the oracle is CPython 3.11, this is {sys.version}")
    warnings.simplefilter("ignore")
    if sys.argv[1:2] == ["--serve"]:
        serve(sys.argv[2])
        return
    if sys.argv[1:2] == ["--live"]:
        live(sys.argv[2])
        return
    with tempfile.TemporaryDirectory() as folder:
        record(sys.argv[1:], build(folder))


main()
