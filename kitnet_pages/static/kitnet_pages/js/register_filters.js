// On a narrow screen, a register begins with its list: its filters are folded up, and the fold says what is chosen.
(() => {
  const filters = document.querySelector(".kn-filters");
  if (!filters || !window.matchMedia("(max-width: 50em)").matches) return;
  const chosen = [...filters.querySelectorAll("li.selected:not(:first-child)")].map((one) => one.textContent.trim());
  if (chosen.length) filters.querySelector("summary").append(`: ${chosen.join(", ")}`);
  filters.open = false;
})();
