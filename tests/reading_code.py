"""Which names the code says, read from its syntax: a list of words must hold all of them, and nothing that nobody says."""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


def modules(*folders: str) -> list[Path]:
    """Every module below those folders."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(node: ast.AST, function: str, argument: int = 0) -> Iterator[ast.expr]:
    """What stands as that argument of each call of the function, however it is imported."""
    for one in ast.walk(node):
        if isinstance(one, ast.Call) and _called(one) == function and len(one.args) > argument:
            yield one.args[argument]


def strings(node: ast.AST) -> set[str]:
    """Every text in quotes but docstrings and the fixed parts of f-strings."""
    passed = {id(one.value) for one in ast.walk(node) if isinstance(one, ast.Expr)}
    passed |= {id(part) for one in ast.walk(node) if isinstance(one, ast.JoinedStr) for part in one.values}
    return {one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in passed}


def literal(paths: Iterable[Path], function: str, argument: int = 0) -> set[str]:
    """The names that stand in quotes right in the calls, also in either branch of a choice."""
    return {name for path in paths for asked in calls(tree(path), function, argument) for name in _branches(asked)}


def looked_up(paths: Iterable[Path], function: str) -> set[str]:
    """The names in quotes right in `function()["name"]`."""
    found = [one for path in paths for one in ast.walk(tree(path)) if isinstance(one, ast.Subscript) and isinstance(one.value, ast.Call)]
    return {name for one in found if isinstance(one.value, ast.Call) and _called(one.value) == function for name in _branches(one.slice)}


def families(paths: Iterable[Path], function: str) -> dict[str, set[str]]:
    """For each `function(f"family.{…}")` the family, with every text in quotes of the modules that ask so."""
    found: dict[str, set[str]] = {}
    for path in paths:
        for asked in calls(tree(path), function):
            if isinstance(asked, ast.JoinedStr) and isinstance(first := asked.values[0], ast.Constant):
                found.setdefault(str(first.value).rstrip("."), set()).update(strings(tree(path)))
    return found


def passed_on(paths: Iterable[Path], function: str, argument: int = 0) -> set[str]:
    """Texts in quotes that may reach the function by a variable: those of functions that call it with one, of their callers, and of
    what they call."""
    bodies = [one for path in paths for one in ast.walk(tree(path)) if isinstance(one, ast.FunctionDef)]
    vague = [body for body in bodies if any(not _branches(one) for one in calls(body, function, argument))]
    names, asked = {body.name for body in vague}, {name for body in vague for name in _asks(body)}
    near = [body for body in bodies if body in vague or body.name in asked or _asks(body) & names]
    return {text for body in near for text in strings(body)}


def _branches(asked: ast.expr) -> set[str]:
    if isinstance(asked, ast.IfExp):
        return _branches(asked.body) | _branches(asked.orelse)
    return {asked.value} if isinstance(asked, ast.Constant) and isinstance(asked.value, str) else set()


def _asks(body: ast.AST) -> set[str | None]:
    return {_called(call) for call in ast.walk(body) if isinstance(call, ast.Call)}


def _called(call: ast.Call) -> str | None:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", None)
