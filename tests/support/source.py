"""The product's own source, parsed once: what the convention tests look at."""

import ast
import dataclasses
import functools
import subprocess
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent.parent
FLOORS = ("config", "awards", "clusters", "campaigns", "plans", "units", "core")  # from the roof down
AWARD_ROOMS = ("law", "registry", "forwarding", "fund")  # awards is cut by noun: awards/registry/services/…
APPS = tuple(name for name in FLOORS if (BASE_DIR / name / "apps.py").exists())


@dataclasses.dataclass(frozen=True)
class Module:
    """One Python file: its path, app, shelf (`services` for services.py and for services/x.py) and syntax tree."""

    path: str
    app: str
    shelf: str
    text: str
    tree: ast.Module

    def functions(self):
        """Every function, methods and inner ones included."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    def public(self):
        """Functions of the module itself whose name does not begin with an underscore."""
        return [
            node
            for node in self.tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
        ]

    def calls(self):
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.Call)]

    def at(self, node):
        return f"{self.path}:{node.lineno}"


@functools.cache
def modules():
    """All modules of the apps, migrations left out."""
    found = []
    for app in APPS:
        for path in sorted((BASE_DIR / app).rglob("*.py")):
            parts = path.relative_to(BASE_DIR).parts
            if "migrations" in parts:
                continue
            text = path.read_text(encoding="utf-8")
            shelf = Path(parts[1]).stem
            if app == "awards" and parts[1] in AWARD_ROOMS:
                shelf = Path(parts[2]).stem
            found.append(Module("/".join(parts), app, shelf, text, ast.parse(text)))
    return found


def on_shelves(*names):
    return [module for module in modules() if module.shelf in names]


def dotted(node):
    """`a.b.c` as written, or "" when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return ""


def decorators(function):
    return [dotted(decorator) for decorator in function.decorator_list]


def parameters(function):
    """(positional names, keyword-only names, name of ** or "")."""
    given = function.args
    positional = [argument.arg for argument in (*given.posonlyargs, *given.args)]
    return positional, [argument.arg for argument in given.kwonlyargs], given.kwarg.arg if given.kwarg else ""


@functools.cache
def repository():
    """Every file of the repository as (path, bytes); as git lists them, or by walking when there is no git."""
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={BASE_DIR}", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        skipped = {".venv", "var", "__pycache__", ".git", ".pytest_cache", ".ruff_cache", ".hypothesis", "node_modules"}
        paths = (path.relative_to(BASE_DIR) for path in BASE_DIR.rglob("*"))
        names = [str(path) for path in paths if not skipped & set(path.parts)]
    return [(name, (BASE_DIR / name).read_bytes()) for name in sorted(names) if (BASE_DIR / name).is_file()]


def texts(*suffixes, without=()):
    """Text files of the repository by suffix, as (path, text); `without` names folders to leave out."""
    for name, content in repository():
        if name.endswith(suffixes) and not name.startswith(tuple(without)):
            yield name, content.decode("utf-8")
