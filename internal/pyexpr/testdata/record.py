"""Writes ast.txt: what CPython makes of each line of source.txt, as ast.dump prints it, or "SyntaxError"."""

import ast
import pathlib
import warnings

warnings.simplefilter("ignore")
here = pathlib.Path(__file__).parent
out = []
for line in here.joinpath("source.txt").read_text("utf-8").splitlines():
    try:
        (statement,) = ast.parse(line).body
        dump = ast.dump(statement)
    except (SyntaxError, ValueError):
        dump = "SyntaxError"
    out.append(dump.encode("ascii", "backslashreplace").decode())
here.joinpath("ast.txt").write_text("\n".join(out) + "\n", "utf-8")
