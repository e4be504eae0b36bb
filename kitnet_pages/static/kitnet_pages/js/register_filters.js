// On a narrow screen, a register begins with its list: its filters are folded up, unless one of them is in use.
(() => {
  const filters = document.querySelector(".kn-filters");
  const inUse = filters?.querySelector("li.selected:not(:first-child)");
  if (filters && !inUse && window.matchMedia("(max-width: 50em)").matches) filters.open = false;
})();
