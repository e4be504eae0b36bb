"""What checks pages: axe-core in the browser, the Nu HTML checker beside it, and looks of our own."""

import functools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.clients.installation import MissingError, node_packages

PACKAGES = Path(__file__).resolve().parent
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What depends on width and colours; all else is the same in each.
LOOKS = ("color-contrast", "target-size", "link-in-text-block", "scrollable-region-focusable")


@functools.cache
def axe_core() -> list[str]:
    """Return the path of axe-core's script, as a list of one."""
    return [str(node_packages("page-checkers", PACKAGES) / "node_modules" / "axe-core" / "axe.min.js")]


@functools.cache
def nu_checker() -> list[str]:
    """Return the command of the Nu HTML checker."""
    java = shutil.which("java")
    if java is None:
        raise MissingError("The Nu HTML checker needs Java, which is not on the PATH.")
    folder = node_packages("page-checkers", PACKAGES) / "node_modules" / "vnu-jar" / "build" / "dist"
    return [java, "-Xss8m", "-jar", str(folder / "vnu.jar")]


def violations(page, *, looks_only: bool = False) -> list[str]:
    """Return what axe-core finds on the page that is open."""
    only = {"type": "rule", "values": LOOKS} if looks_only else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]


def mistakes(pages: dict[str, str]) -> list[str]:
    """Return the mistakes that the Nu checker finds in HTML by name."""
    with tempfile.TemporaryDirectory() as folder:
        names = {}
        for number, (name, html) in enumerate(pages.items()):
            file = Path(folder) / f"{number}.html"
            file.write_text(html, encoding="utf-8")
            names[file.name] = name
        command = [*nu_checker(), "--format", "json", "--stdout", "--exit-zero-always", folder]
        result = subprocess.run(command, capture_output=True, text=True, check=True)
        messages = json.loads(result.stdout)["messages"]
    wrong = (one for one in messages if one["type"] == "error" or one.get("subType") == "warning")
    return [f"{names[Path(one['url']).name]}: {one['message']} {one.get('extract', '')}" for one in wrong]


# How far the page is wider than the window, and what sticks out.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return "";
  const out = [...document.body.querySelectorAll("*")].find(one => one.getBoundingClientRect().right > width + 1);
  return `${document.documentElement.scrollWidth - width} px: ${out?.outerHTML.slice(0, 160)}`;
}"""

# The spacing of text that everybody must be able to set (WCAG 2.2, 1.4.12).
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""

# Words that are cut off by their box. What is hidden on purpose is left out.
CUT_OFF = """() => [...document.querySelectorAll("main *, header *, footer *")].filter(one => {
  const style = getComputedStyle(one);
  const hides = [style.overflowX, style.overflowY].some(value => value === "hidden" || value === "clip");
  const unseen = one.clientWidth <= 1 || one.closest(".kn-hidden, svg, [aria-hidden=true]");
  if (!hides || unseen || !one.textContent.trim()) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map(one => one.outerHTML.slice(0, 160))"""
