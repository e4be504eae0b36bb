// Keeps the mail below a form up to what is typed. Without it, a button does the same.
(() => {
  "use strict";
  const PAUSE = 400;

  for (const form of document.querySelectorAll("[data-kn-mail-form]")) {
    const refresh = form.querySelector("[data-kn-refresh]");
    if (!refresh) continue;
    let timer = 0;
    let latest = 0;

    const show = async () => {
      const number = ++latest;
      const data = new FormData(form);
      data.append(refresh.name, "1");
      const answer = await fetch(form.action, { method: "POST", body: data, credentials: "same-origin" });
      if (!answer.ok || number !== latest) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("kn-mail-preview");
      const shown = document.getElementById("kn-mail-preview");
      if (!fresh || !shown) return;
      shown.querySelector(".kn-mail__subject").replaceWith(fresh.querySelector(".kn-mail__subject"));
      shown.querySelector("iframe").srcdoc = fresh.querySelector("iframe").getAttribute("srcdoc");
    };

    form.addEventListener("input", (event) => {
      if (!event.target.matches("[data-kn-previewed]")) return;
      clearTimeout(timer);
      timer = setTimeout(() => show().catch(() => {}), PAUSE);
    });
    refresh.hidden = true;
  }

  // A click puts a placeholder where the cursor is.
  for (const button of document.querySelectorAll("[data-kn-insert]")) {
    button.addEventListener("click", () => {
      const field = document.getElementById(button.dataset.knInto);
      if (!field) return;
      field.focus();
      field.setRangeText(button.dataset.knInsert, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
})();
