"""What a page is asked in the browser, in JavaScript: each returns what it finds to complain of."""

# How far the page is wider than the window, and what sticks out.
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const out = [...document.body.querySelectorAll("*")].find(one => one.getBoundingClientRect().right > width + 1);
  return [`${document.documentElement.scrollWidth - width} px: ${out?.outerHTML.slice(0, 160)}`];
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

# With that spacing: is anything wider than the window, or cut off?
SPACED = f"""() => {{
  const sheet = document.head.appendChild(document.createElement("style"));
  sheet.textContent = `{SPACING}`;
  const found = [...({CUT_OFF})(), ...({OVERFLOW})()];
  sheet.remove();
  return found;
}}"""

# Opens what is folded away: it is part of the page.
UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true; })"

# Shows another page without loading it anew, if it has the same style sheets: the same body in the same language.
PUT_IN_PLACE = """({html, address}) => {
  const other = new DOMParser().parseFromString(html, "text/html");
  const sheets = page => [...page.querySelectorAll("link[rel=stylesheet]")].map(one => one.getAttribute("href")).join();
  if (sheets(other) !== sheets(document)) return false;
  history.replaceState(null, "", address);
  document.title = other.title;
  document.documentElement.lang = other.documentElement.lang;
  document.body.replaceWith(document.adoptNode(other.body));
  scrollTo(0, 0);
  document.querySelector("[data-kn-focus]")?.focus();
  return true;
}"""

# Of what comes a hundred times in one form (rows of a table, places on a map, choices) leaves half a dozen.
THIN = """() => document.querySelectorAll(
  "tbody > tr:nth-child(n + 7), .kn-cover__spots > :nth-child(n + 7), option:nth-child(n + 7)"
).forEach(one => one.remove())"""

# What is seen one below the other stands in that order in the page; so it is read, and so the keyboard goes.
ORDER = """() => {
  const found = [];
  const name = one => one.outerHTML.slice(0, 120);
  for (const one of document.querySelectorAll("body, body *")) {
    const style = getComputedStyle(one);
    if (one.tabIndex > 0 || style.order !== "0") found.push(`out of order: ${name(one)}`);
    if (one.closest("svg, table, tr") || style.display === "inline") continue;
    let above = null;
    for (const child of one.children) {
      const box = child.getBoundingClientRect(), its = getComputedStyle(child);
      const placed = ["absolute", "fixed"].includes(its.position) || its.display === "contents";
      if (placed || child instanceof SVGElement || !box.width || !box.height || !child.checkVisibility()) continue;
      if (above && box.bottom <= above.getBoundingClientRect().top + 1) {
        found.push(`stands above what comes before it: ${name(child)}`);
      }
      above = child;
    }
  }
  return found;
}"""

# Without any style sheet: the way to the content first, one heading of the first level and all others below it with no
# step left out, head before main part before foot, nothing lost, and no picture of an icon that fills the window.
PLAIN = """() => {
  const sheets = [...document.styleSheets];
  sheets.forEach(sheet => { sheet.disabled = true; });
  const found = [], all = [...document.body.querySelectorAll("*")], name = one => one.outerHTML.slice(0, 120);
  const first = all.find(one => one.matches("a[href], button, input, select, textarea, summary"));
  const shell = document.querySelector("body > header");
  if (shell && first?.getAttribute("href") !== "#content") found.push(`first is ${name(first)}`);
  const parts = ["body > header", "main", "body > footer"].map(one => document.querySelectorAll(one));
  if (parts[1].length !== 1 || parts.some(one => one.length > 1)) found.push("parts of the page");
  const places = parts.flatMap(one => [...one]).map(one => all.indexOf(one));
  if (places.join() !== [...places].sort((a, b) => a - b).join()) found.push("order of the parts");
  const levels = [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")].map(one => +one.tagName[1]);
  if (levels[0] !== 1 || levels.filter(level => level === 1).length !== 1) found.push(`first headings: ${levels}`);
  const deep = levels.filter((level, at) => at && level > levels[at - 1] + 1);
  if (deep.length) found.push(`a step is left out above h${deep.join(", h")}`);
  const column = document.querySelector(".kn-column"), title = document.querySelector("h1");
  if (column && !(title.compareDocumentPosition(column) & Node.DOCUMENT_POSITION_FOLLOWING)) found.push("column first");
  for (const one of document.querySelectorAll("main *")) {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const hidden = one.closest("[hidden], script, style, template, svg, option, datalist");
    if (own && !hidden && !one.checkVisibility({visibilityProperty: true, opacityProperty: true})) {
      found.push(`not to be seen: ${name(one)}`);
    }
  }
  for (const icon of document.querySelectorAll("svg[aria-hidden=true]")) {
    if (icon.getBoundingClientRect().width > 400) found.push(`fills the page: ${name(icon)}`);
  }
  sheets.forEach(sheet => { sheet.disabled = false; });
  return found;
}"""

# Every place of the page's own that the keyboard reaches shows that it is there: asked of them one by one.
FOCUS = """() => {
  const found = [];
  const places = "a[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [tabindex='0']";
  for (const one of document.querySelectorAll(`main :is(${places})`)) {
    if (one.tabIndex < 0 || one.disabled || !one.checkVisibility({visibilityProperty: true})) continue;
    one.focus();
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || one.closest("svg");
    const inside = box.width && box.bottom > 0 && box.top < innerHeight;
    // The other half of a pair of radio buttons is reached by the arrows.
    if (document.activeElement !== one || !marked || !inside) found.push(one.outerHTML.slice(0, 160));
  }
  document.activeElement.blur();
  return found;
}"""

# On paper: the text alone, dark on white, since browsers leave backgrounds out.
PAPER = """() => {
  const found = [];
  for (const frame of document.querySelectorAll(".kn-header, .kn-breadcrumb, .kn-footer__grid, .kn-share, .kn-skip")) {
    const box = frame.getBoundingClientRect();
    const seen = frame.checkVisibility() && getComputedStyle(frame).clipPath === "none" && box.height;
    if (seen) found.push(frame.className);
  }
  if (!document.querySelector("h1").checkVisibility()) found.push("no title");
  const light = colour => {
    const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number).map(part => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const one of document.querySelectorAll("main *")) {
    const own = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!own || one.closest(".kn-hidden, svg, option, script, style") || !one.checkVisibility()) continue;
    const {color} = getComputedStyle(one);
    const pale = /^rgb/.test(color) && 1.05 / (light(color) + 0.05) < 4.5;
    if (pale) found.push(`${color}: ${one.outerHTML.slice(0, 120)}`);
  }
  return found;
}"""

# What is nothing but a colour, and so is gone where people choose their own.
BARE = """() => {
  const shapes = [
    ".kn-button", ".kn-date", ".kn-signup", ".kn-facts", ".kn-state", ".kn-tag", ".kn-banner", ".kn-call",
    ".kn-groupcard > div", ".kn-dates .kn-meeting", ".kn-pages [aria-current]", ".kn-kinds__list [aria-current]",
    ".kn-calendar td", ".kn-errors", ".kn-notice", ".kn-cover__figure",
    ".kn :is(input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea)",
  ];
  const ground = getComputedStyle(document.body).backgroundColor;
  const found = [...document.querySelectorAll(shapes.join())].filter(one => {
    if (!one.checkVisibility()) return false;
    const style = getComputedStyle(one);
    return ["Top", "Bottom", "Left", "Right"].every(side => parseFloat(style[`border${side}Width`]) < 1);
  });
  const filled = [...document.querySelectorAll(".kn-seats__taken, .kn-cover__in")];
  found.push(...filled.filter(one => getComputedStyle(one).fill === ground));
  return found.map(one => one.outerHTML.slice(0, 120));
}"""
