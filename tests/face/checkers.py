"""What checks pages: axe-core in the browser, the Nu HTML checker beside it, and looks of our own."""

import functools
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from bs4 import BeautifulSoup

from tests.clients.installation import MissingError, node_packages

PACKAGES = Path(__file__).resolve().parent
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


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
    return [java, "-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(folder / "vnu.jar")]


# Takes away what stood on an earlier page: the same HTML, with the same elements around it, looks the same there and
# here. What others point at by its id is only hidden.
LEAVE_WHAT_IS_NEW = """() => {
  const known = new Set(JSON.parse(sessionStorage.getItem("known") || "[]"));
  const hash = text => {
    let high = 7, low = 11;
    for (let at = 0; at < text.length; at++) {
      high = Math.imul(high ^ text.charCodeAt(at), 2654435761);
      low = Math.imul(low ^ text.charCodeAt(at), 1597334677);
    }
    return `${high}.${low}`;
  };
  const divides = one => one.childElementCount && one.matches(
    "body, header, main, footer, nav, article, section, aside, div:not(.kn-filter > div), fieldset, ul, ol, details"
  ) && !one.matches(".kn-field, .kn-searchform, .kn-choice"
  ) && ![...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
  const look = (one, around) => {
    const key = hash(around + one.outerHTML);
    if (!known.has(key)) {
      known.add(key);
      const ground = `${around}>${one.tagName}.${one.className}${JSON.stringify({...one.dataset})}`;
      if (divides(one)) for (const child of [...one.children]) look(child, ground);
    } else if (one.id || one.querySelector("[id]")) one.hidden = true;
    else one.remove();
  };
  const before = known.size;
  look(document.body, "");
  if (known.size > before) sessionStorage.setItem("known", JSON.stringify([...known]));
  return known.size > before;
}"""


def violations(page, *, whole: bool = True) -> list[str]:
    """Return what axe-core finds on the page that is open.

    Of a page that is not ``whole``, nothing is asked that is true of a page as a whole.
    """
    rules = {"heading-order": {"enabled": whole}}
    options = {
        "runOnly": {"type": "tag", "values": RULES},
        "rules": rules,
        "resultTypes": ["violations"],
        "preload": False,
    }
    run = "options => axe.run(document, options)" if whole else "options => axe.run(document.body, options)"
    found = page.evaluate(run, options)["violations"]
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


def needs_a_script(html: str) -> list[str]:
    """Return what on a page would do nothing without JavaScript."""
    soup = BeautifulSoup(html, "html.parser")
    found = [str(button) for button in soup.select("button[type=button]:not([hidden])")]
    found += [str(link) for link in soup.select('a[href="#"], a[href^="javascript:"], a:not([href])')]
    found += [str(form)[:160] for form in soup.select("form:not(:has([type=submit], button:not([type])))")]
    found += [str(one)[:160] for one in soup.find_all(lambda tag: any(name.startswith("on") for name in tag.attrs))]
    return found
