// What is pasted from Word and its like, put into plain HTML before the editor reads it. The editor takes a paragraph
// that begins with a number for a line of a list, and drops the number: "15. marts" would lose its day.
(() => {
  const { ContentState, EditorState, Modifier, convertFromHTML } = window.DraftJS;
  const KEPT_SPACE = "\uE000";
  const NUMBER = /^\s*(\d{1,2})\.\s/;
  const DATE = /^\s*\d{1,2}\.\s+(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)/i;
  const LISTED = "[class*=MsoListParagraph], li, li *, h1, h2, h3, h4, h5, h6";

  const numberOf = (element) => (element && !DATE.test(element.textContent) ? +(NUMBER.exec(element.textContent) || [])[1] : NaN);

  // Typed numbers make a list when they run from 1.
  const isCounted = (element) => {
    let first = element;
    while (numberOf(first) > 1 && numberOf(first.previousElementSibling) === numberOf(first) - 1) first = first.previousElementSibling;
    return numberOf(first) === 1 && (first !== element || numberOf(element.nextElementSibling) === 2);
  };

  const keepNumber = (element) => {
    const words = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let dotted = false;
    while (words.nextNode()) {
      const text = words.currentNode.data;
      const space = dotted ? text.search(/\s/) : text.search(/\.\s/) + 1;
      if (dotted || space) {
        words.currentNode.data = text.slice(0, space) + KEPT_SPACE + text.slice(space).trimStart();
        return;
      }
      dotted = text.trimEnd().endsWith(".");
    }
  };

  const isListed = (element) => element?.tagName === "P" && /mso-list:\s*l\d/.test(element.getAttribute("style") || "");

  // Word writes a list as paragraphs; their style says how deep each stands.
  const makeLists = (body) => {
    for (const first of [...body.querySelectorAll("p")].filter(isListed)) {
      if (!first.isConnected) continue;
      const open = [];
      for (let line = first, next; isListed(line); line = next) {
        next = line.nextElementSibling;
        const style = line.getAttribute("style");
        const depth = Math.min(+(/level(\d)/.exec(style) || [0, 1])[1], open.length + 1);
        const mark = line.querySelector("[style*='mso-list:Ignore' i]");
        const kind = /\w[.)]/.test(mark?.textContent || "") ? "OL" : "UL";
        mark?.remove();
        open.length = Math.min(open.length, depth);
        if (open.length < depth || open[depth - 1].tagName !== kind) {
          open.length = depth - 1;
          const list = document.createElement(kind);
          if (depth > 1) open[depth - 2].lastElementChild.append(list);
          else line.before(list);
          open.push(list);
        }
        const item = document.createElement("li");
        item.append(...line.childNodes);
        open[depth - 1].append(item);
        line.remove();
      }
    }
  };

  const tidy = (html) => {
    const { body } = new DOMParser().parseFromString(html, "text/html");
    body.querySelectorAll("del, .msoDel").forEach((one) => one.remove());
    // Google Docs wraps everything in a <b> that is not bold.
    [...body.querySelectorAll("b")].filter((one) => ["normal", "400"].includes(one.style.fontWeight)).forEach((one) => one.replaceWith(...one.childNodes));
    body.querySelectorAll("[role=heading][aria-level]").forEach((one) => {
      const heading = document.createElement(`h${Math.min(+one.getAttribute("aria-level") || 2, 4)}`);
      heading.append(...one.childNodes);
      one.replaceWith(heading);
    });
    makeLists(body);
    [...body.querySelectorAll("p, div, td, th")]
      .filter((one) => NUMBER.test(one.textContent) && !one.matches(LISTED) && !one.querySelector("p, div, td, h1, h2, h3, h4, h5, h6, li"))
      .filter((one) => !isCounted(one))
      .forEach(keepNumber);
    return body.innerHTML.replaceAll(KEPT_SPACE, "\u00A0");
  };

  const handlePastedText = (_text, html, state, { setEditorState }) => {
    // A text of this editor, or of another one like it, comes as it is.
    if (!html || html.includes("data-draftjs-conductor-fragment")) return "not-handled";
    const { contentBlocks, entityMap } = convertFromHTML(tidy(html));
    if (!contentBlocks?.length) return "not-handled";
    const fragment = ContentState.createFromBlockArray(contentBlocks, entityMap).getBlockMap();
    const content = Modifier.replaceWithFragment(state.getCurrentContent(), state.getSelection(), fragment);
    setEditorState(EditorState.push(state, content, "insert-fragment"));
    return "handled";
  };

  window.draftail.registerPlugin({ type: "kitnet-paste", handlePastedText }, "plugins");
})();
