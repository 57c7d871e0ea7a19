"""Records what CPython answers: python3.11 answers.py FILE…, after the statements of a file were changed.

A line ">>> statement" is followed by "= repr" of its value or "! Type: text" of its exception; a line "#…" starts with no
variables. The answers are written anew, the statements stay.
"""

import ast
import re
import sys
import warnings

warnings.simplefilter("ignore")


def answer(statement, variables):
    try:
        tree = ast.parse(statement).body[0]
        if isinstance(tree, ast.Expr):
            value = eval(compile(ast.Expression(tree.value), "", "eval"), variables)
        else:
            exec(statement, variables)
            value = variables[tree.targets[0].id] if isinstance(getattr(tree, "targets", [None])[0], ast.Name) else None
            if isinstance(tree, ast.Delete):
                value = None
            elif not isinstance(tree.targets[0], ast.Name):
                return None
        return "= " + re.sub("0x[0-9a-f]+", "0x…", repr(value))
    except BaseException as error:
        return f"! {type(error).__name__}: {error}"


for path in sys.argv[1:]:
    lines, variables = [], {}
    for line in open(path).read().splitlines():
        if line.startswith("#"):
            variables = {}
        if line.startswith(">>> "):
            lines.append(line)
            said = answer(line[4:], variables)
            if said:
                lines.append(said)
        elif not line.startswith(("= ", "! ")):
            lines.append(line)
    open(path, "w").write("\n".join(lines) + "\n")
