"""A walk through a page by the Tab key: to every place in its order, each with its mark, and out again."""

from typing import Any

# What must be reached, in the order of the page; and what is, as it is reached. Of radio buttons only one is: the
# arrows lead to the others.
_BEGIN = """() => {
  const places = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']";
  const chosen = new Set();
  const group = one => `${one.form ? [...document.forms].indexOf(one.form) : ""} ${one.name}`;
  document.querySelectorAll("input[type=radio]:checked").forEach(one => chosen.add(group(one)));
  const expected = [...document.querySelectorAll(places)].filter(one => {
    if (one.disabled || one.tabIndex < 0 || !one.checkVisibility({visibilityProperty: true})) return false;
    if (one.type !== "radio" || one.checked) return true;
    const other = chosen.has(group(one));
    chosen.add(group(one));
    return !other;
  });
  const walk = window.knWalk = {expected, seen: [], faults: []};
  const marked = one => [one, ...one.querySelectorAll("path")].some(part => {
    const style = getComputedStyle(part);
    const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    return ring || (part instanceof SVGPathElement && parseFloat(style.strokeWidth) >= 2);
  });
  document.addEventListener("focusin", ({target}) => {
    walk.seen.push(target);
    if (!marked(target)) walk.faults.push(`no mark: ${target.outerHTML.slice(0, 160)}`);
  });
  // By now the window has moved to where it was.
  document.addEventListener("focusout", ({target}) => {
    const box = target.getBoundingClientRect();
    const inside = box.width && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    if (!inside) walk.faults.push(`out of sight: ${target.outerHTML.slice(0, 160)}`);
  });
  return expected.length;
}"""

# A page that comes back with mistakes begins at their summary, and goes on from its first place after its last. The
# last press leads away, or to where the walk began.
_END = """() => {
  const {expected, seen, faults} = window.knWalk;
  const name = one => one.outerHTML.slice(0, 160);
  const here = document.activeElement;
  if (seen.length > expected.length && seen.at(-1) === seen[0]) seen.pop();
  else if (here !== document.body) faults.push(`no way out of ${name(here)}`);
  here.blur();
  const first = seen.indexOf(expected[0]);
  const walked = [...seen.slice(first), ...seen.slice(0, first)];
  const missed = expected.filter(one => !walked.includes(one)).map(one => `not reached: ${name(one)}`);
  const more = walked.filter(one => !expected.includes(one)).map(one => `not expected: ${name(one)}`);
  const places = walked.map(one => expected.indexOf(one)).filter(at => at >= 0);
  const turned = places.findIndex((at, number) => number && at <= places[number - 1]);
  const back = turned < 0 ? [] : [`out of order: ${name(walked[turned])}`];
  const way = document.querySelector("body > header") && expected[0].getAttribute("href") !== "#content";
  return [...faults, ...missed, ...more, ...back, ...(way ? [`first is ${name(expected[0])}`] : [])];
}"""


def faults_of_a_walk(tab: Any) -> list[str]:
    """Press Tab as often as there are places, and once more to leave; return what was wrong on the way."""
    for _ in range(tab.evaluate(_BEGIN) + 1):
        tab.keyboard.down("Tab")
    tab.keyboard.up("Tab")
    return tab.evaluate(_END)
