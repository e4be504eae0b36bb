"""Reads the project's imports, without running any of it, and says where they run the wrong way."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Each may import itself and what stands to its right.
MAY_IMPORT = {
    "kitnet_pages": (),
    "kitnet_events": ("kitnet_pages",),
    "cms_site": ("kitnet_pages", "kitnet_events"),
}

# Inside an app, lowest first: a module imports from its own row and the rows above it. What is not named here is
# foundation like the first row, and so may import nothing of the others.
LAYERS = (
    ("enums", "exceptions", "conf", "validators", "extension_points"),
    # The models of pages store blocks; those of events do not know the panels that it adds to pages.
    ("kitnet_pages.blocks",),
    ("models",),
    ("domain",),
    ("forms", "admin"),
    ("views", "templatetags", "sections", "kitnet_events.blocks"),
    ("urls", "wagtail_hooks", "apps", "management"),
)
LEVELS = {name: level for level, names in enumerate(LAYERS) for name in names}
LAYERED_APPS = ("kitnet_pages", "kitnet_events")

LONGEST_MODULE = 300
FORBIDDEN_NAMES = ("utils.py",)


@dataclass(frozen=True)
class Import:
    """One import: the module that asks, the module it asks for, and whether it does so while it is loaded."""

    source: str
    target: str
    line: int
    on_load: bool


def problems(root: Path) -> list[str]:
    """Return everything wrong with the packages under ``root``, a sentence each; an empty list is a sound project."""
    files = {module: path for package in MAY_IMPORT for module, path in modules(root, package)}
    imports = list(dict.fromkeys(one for module, path in files.items() for one in imports_of(module, path, files)))
    return [
        *wrong_direction(imports),
        *wrong_layer(imports),
        *cycles(imports),
        *wrong_files(files),
    ]


def modules(root: Path, package: str) -> Iterator[tuple[str, Path]]:
    """Yield dotted name and path of each module of ``package``. Migrations are generated and stay out."""
    for path in sorted((root / package).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" in parts:
            continue
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imports_of(module: str, path: Path, files: dict[str, Path]) -> Iterator[Import]:
    """Yield the imports of one file that lead to a module of the project."""
    is_package = path.name == "__init__.py"
    for node, on_load in _nodes(ast.parse(path.read_text(encoding="utf-8")), on_load=True):
        for name in _targets(node, module, is_package=is_package):
            target = _known(name, files)
            if target and target != module:
                yield Import(module, target, node.lineno, on_load)


def wrong_direction(imports: list[Import]) -> list[str]:
    """Find imports of an app that must not be known here."""
    return [
        f"{one.source}:{one.line} imports {one.target}: {_app(one.source)} must not know {_app(one.target)}"
        for one in imports
        if _app(one.source) != _app(one.target) and _app(one.target) not in MAY_IMPORT[_app(one.source)]
    ]


def wrong_layer(imports: list[Import]) -> list[str]:
    """Find imports of a higher layer of the same app."""
    return [
        f"{one.source}:{one.line} imports {one.target}: {_layer(one.source)} stands below {_layer(one.target)}"
        for one in imports
        if _app(one.source) == _app(one.target)
        and _app(one.source) in LAYERED_APPS
        and _level(one.source) < _level(one.target)
    ]


def cycles(imports: list[Import]) -> list[str]:
    """Find modules that import each other while they are loaded, directly or round about.

    An import inside a function is allowed, with its reason beside it (ruff asks for that), and so is one that only
    types need.
    """
    graph: dict[str, set[str]] = {}
    for one in imports:
        if one.on_load:
            graph.setdefault(one.source, set()).add(one.target)
    found: list[str] = []
    done: set[str] = set()

    def visit(module: str, trail: list[str]) -> None:
        if module in trail:
            found.append("a cycle: " + " → ".join([*trail[trail.index(module) :], module]))
            return
        if module in done:
            return
        for target in sorted(graph.get(module, ())):
            visit(target, [*trail, module])
        done.add(module)

    for module in sorted(graph):
        visit(module, [])
    return found


def wrong_files(files: dict[str, Path]) -> list[str]:
    """Find files that are too long, or named after nothing."""
    found = []
    for module, path in files.items():
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_MODULE:
            found.append(f"{module} has {lines} lines; {LONGEST_MODULE} are the most")
        if path.name in FORBIDDEN_NAMES:
            found.append(f"{module}: name a module after what it does")
    return found


def _nodes(tree: ast.AST, *, on_load: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    """Yield each import statement, wherever it stands, and whether loading the module runs it."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node, on_load
        elif isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            for child in node.body:
                yield from _nodes(ast.Module(body=[child], type_ignores=[]), on_load=False)
            for child in node.orelse:
                yield from _nodes(ast.Module(body=[child], type_ignores=[]), on_load=on_load)
        else:
            in_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _nodes(node, on_load=on_load and not in_function)


def _targets(node: ast.Import | ast.ImportFrom, module: str, *, is_package: bool) -> list[str]:
    """Return the dotted names that an import statement may mean."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = node.module or ""
    if node.level:
        parts = module.split(".")
        up = node.level - 1 if is_package else node.level
        base = ".".join([*parts[: len(parts) - up], *([node.module] if node.module else [])])
    return [f"{base}.{alias.name}" for alias in node.names]


def _known(name: str, files: dict[str, Path]) -> str | None:
    """Return the longest leading part of ``name`` that is a module of the project; a vanished one counts as its app."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        candidate = ".".join(parts[:length])
        if candidate in files:
            return candidate
    return parts[0] if parts[0] in MAY_IMPORT else None


def _app(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def _layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def _level(module: str) -> int:
    """Return the row of LAYERS in which a module stands: its own app's entry before the common one."""
    layer = _layer(module)
    if layer.endswith("_forms"):  # a feature's forms, in a module of their own
        layer = "forms"
    return LEVELS.get(f"{_app(module)}.{layer}", LEVELS.get(layer, 0))
