/* Small comforts. Every page works without this file. */
(() => {
  "use strict";

  /* A video is a link; with JavaScript the click puts the player in its place instead. */
  const play = (event) => {
    const link = event.target.closest("a[data-kn-player]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.dataset.knPlayer;
    frame.title = link.dataset.knTitle;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.tabIndex = 0;
    link.replaceWith(frame);
    frame.focus();
  };

  /* Copy an address. The button is hidden in the page and shown here, where it can do something. */
  const copy = async (event) => {
    const button = event.target.closest("button[data-kn-copy]");
    if (!button) return;
    try {
      await navigator.clipboard.writeText(button.dataset.knCopy);
      const status = button.querySelector("[role=status]");
      if (status) status.textContent = button.dataset.knCopied;
    } catch {
      /* The address stands beside the button and can be marked. */
    }
  };

  document.addEventListener("click", play);
  document.addEventListener("click", copy);
  if (navigator.clipboard) {
    for (const button of document.querySelectorAll("button[data-kn-copy]")) button.hidden = false;
  }

  /* Escape closes the menu on a phone and gives the focus back. */
  const menu = document.querySelector(".kn-menu-toggle");
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  /* After a form came back with mistakes, reading starts at their summary. */
  document.querySelector("[data-kn-focus]")?.focus();
})();
