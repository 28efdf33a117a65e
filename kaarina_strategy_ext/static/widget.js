// <strategia-status variant lang theme heading days process>: the widget in any page. Needs script-src and
// connect-src of the city's origin; nothing inline, no eval. The link inside stays where nothing can be shown.
const TIMEOUT = 8_000;
const MINUTE = 60_000;
const REFRESH = 5 * MINUTE;
const ATTRIBUTES = ["variant", "lang", "theme", "heading", "days", "process"];

const isFirst = !customElements.get("strategia-status");
// Where a page demands Trusted Types, its policy must allow this name (CSP directive trusted-types); once only.
const policy = isFirst && globalThis.trustedTypes?.createPolicy("kaarina-strategy", { createHTML: (markup) => markup });
let style;

// The text at the address; an error where it is not what we serve: a page of a login or of a repair has a status 200.
async function text(url, type, cache) {
  const response = await fetch(url, { cache, credentials: "omit", signal: AbortSignal.timeout(TIMEOUT) });
  const isOurs = response.ok && !response.redirected && response.headers.get("Content-Type")?.startsWith(type);
  if (!isOurs) throw new Error(`${url} answers ${response.status}`);
  return response.text();
}

async function status(url, cache) {
  const markup = await text(url, "text/html", cache);
  const main = new DOMParser().parseFromString(policy ? policy.createHTML(markup) : markup, "text/html").querySelector("main[data-ks-status]");
  if (!main) throw new Error(`${url} holds no status`);
  // Addresses are those of the city's site, not of the page around the element.
  for (const link of main.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), url);
  return main;
}

// One stylesheet for all elements of the page; a constructed one, which no style-src has to allow.
function sheet(cache) {
  style ??= text(new URL("widget.css", import.meta.url), "text/css", cache).then((rules) => new CSSStyleSheet().replace(rules));
  return style.catch((error) => {
    style = undefined;
    throw error;
  });
}

class StrategiaStatus extends HTMLElement {
  static observedAttributes = ATTRIBUTES;

  #shadow = this.attachShadow({ mode: "open" });
  #box = document.createElement("div");
  #turn = 0;
  #shown;
  #loaded = 0;
  #timer;
  // Whoever comes back sees how it stands now, and not how it stood when they left.
  #wake = (event) => {
    const isReturn = event.type === "pageshow" ? event.persisted : !document.hidden;
    if (isReturn && Date.now() - this.#loaded >= MINUTE) this.#load();
  };

  constructor() {
    super();
    this.#show();
  }

  connectedCallback() {
    this.#timer = setInterval(() => document.hidden || this.#load(), REFRESH);
    document.addEventListener("visibilitychange", this.#wake);
    addEventListener("pageshow", this.#wake);
    this.#load();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    document.removeEventListener("visibilitychange", this.#wake);
    removeEventListener("pageshow", this.#wake);
    this.#turn += 1;
  }

  attributeChangedCallback(name, before, after) {
    if (this.isConnected && this.#turn && before !== after) this.#load();
  }

  get #url() {
    const url = new URL(`widget/${encodeURIComponent(this.getAttribute("variant") ?? "standard")}`, import.meta.url);
    for (const name of ATTRIBUTES.slice(1)) if (this.hasAttribute(name)) url.searchParams.set(name, this.getAttribute(name));
    const language = this.closest("[lang]")?.lang.split("-")[0];
    if (language) url.searchParams.set("lang", language);
    return url.href;
  }

  // The newest status; where there is none, what was shown before, or what the browser still has, marked as old.
  async #load() {
    const url = this.#url;
    const turn = ++this.#turn;
    const attempt = (cache) => Promise.all([status(url, cache), sheet(cache)]).catch(() => undefined);
    // Asked anew each time: a cache may hold a page for a day, and would not say so.
    const fresh = await attempt("no-cache");
    if (turn !== this.#turn) return;
    const isKept = !fresh && this.#shown === url;
    const found = fresh ?? (isKept ? undefined : await attempt("force-cache"));
    if (turn !== this.#turn) return;
    if (found) this.#show(url, ...found);
    else if (!isKept) this.#show();
    this.#loaded = fresh ? Date.now() : 0;
    for (const each of this.#box.querySelectorAll("[data-ks-if-old]")) each.hidden = Boolean(fresh);
  }

  // Without a status it is the link that stands inside the element.
  #show(url, main, rules) {
    this.#shown = url;
    if (!main) return this.#shadow.replaceChildren(document.createElement("slot"));
    const links = () => [...this.#box.querySelectorAll("a")];
    const focused = links().indexOf(this.#shadow.activeElement);
    this.#box.dataset.ksTheme = this.getAttribute("theme") ?? "auto";
    this.#box.replaceChildren(...main.childNodes);
    this.#shadow.adoptedStyleSheets = [rules];
    this.#shadow.replaceChildren(this.#box);
    links()[focused]?.focus({ preventScroll: true });
  }
}

if (isFirst) customElements.define("strategia-status", StrategiaStatus);
