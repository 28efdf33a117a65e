// Keeps what is typed until it is saved, for a connection that breaks or a session that ends, and shows Markdown as
// it will look. All of it stays in this browser's tab: sessionStorage goes when the tab is closed.
const form = document.querySelector("form[data-ks-keep]");

if (form) {
  const key = `kaarina-strategy:${location.pathname}`;
  const base = form.elements.based_on.value;
  const typed = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf_token" && name !== "based_on" && name !== "do");
  const atFirst = JSON.stringify(typed());
  const isError = document.querySelector(".ks-error-summary") !== null;

  const read = () => {
    try { return JSON.parse(sessionStorage.getItem(key)); } catch { return null; }
  };
  const keep = () => {
    try {
      if (JSON.stringify(typed()) === atFirst && !isError) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify({ base, typed: typed() }));
    } catch { /* No room, or no storage at all: the form works without. */ }
  };

  const kept = read();
  // The page after a successful save shows what was saved, so nothing is left to put back.
  if (document.querySelector(".ks-notice-success")) sessionStorage.removeItem(key);
  else if (kept && !isError && JSON.stringify(kept.typed) !== atFirst) putBack(kept);

  function putBack({ typed: fields, base: keptBase }) {
    for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) {
      box.checked = fields.some(([name, value]) => name === box.name && value === box.value);
    }
    for (const [name, value] of fields) {
      const control = form.elements.namedItem(name);
      if (control instanceof HTMLInputElement ? !["checkbox", "radio", "hidden"].includes(control.type) : control && "value" in control && !(control instanceof RadioNodeList)) control.value = value;
    }
    // Whoever saves it is told where somebody else has saved meanwhile.
    form.elements.based_on.value = keptBase;
    for (const part of form.querySelectorAll("details")) part.open ||= [...part.querySelectorAll("input, textarea")].some((each) => each.type !== "checkbox" && each.type !== "radio" && each.value);
    const told = Object.assign(document.createElement("p"), { className: "ks-notice", textContent: form.dataset.ksKept });
    told.setAttribute("role", "status");
    form.before(told);
  }

  let waiting;
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(keep, 400); });
  addEventListener("pagehide", keep);

  // The preview of the server, without leaving the page.
  const buttons = form.querySelectorAll("[data-ks-preview]");
  if (buttons.length) {
    let asked;
    const show = async () => {
      const body = new FormData(form);
      body.set("do", "preview");
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body), redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const shown of page.querySelectorAll("[data-ks-shown]")) {
        const old = form.querySelector(`[data-ks-shown="${CSS.escape(shown.dataset.ksShown)}"]`);
        if (old) old.replaceWith(shown);
        else document.getElementById(shown.dataset.ksShown)?.after(shown);
      }
    };
    for (const button of buttons) {
      button.addEventListener("click", (event) => { event.preventDefault(); show().catch(() => form.requestSubmit(button)); });
    }
    form.addEventListener("input", (event) => {
      if (!event.target.matches("textarea") || !form.querySelector("[data-ks-shown]")) return;
      clearTimeout(asked);
      asked = setTimeout(() => show().catch(() => {}), 600);
    });
  }
}
