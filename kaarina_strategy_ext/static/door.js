// Marks at the door, also without a network.
//
// Each tap is kept first and sent then. What is kept: the registration's public id, how many came, the moment, a
// counter and a random key; no name. It goes as soon as the server has said that it has it. A mark is ordered by
// (moment, counter, key), so that the server may get marks late, twice and in any order (a hybrid logical clock): the
// moment is told by the server's clock, and is never before that of the mark which it follows.
const form = document.querySelector("[data-ks-door]");
const prefix = `kaarina-strategy-door:${form.dataset.ksDoor}:`;
const ahead = Number(form.dataset.ksNow) - Date.now();
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;
const PATIENCE = 15000;
const AT_ONCE = 50;

const kept = new Map();
const rows = new Map([...form.querySelectorAll("[data-ks-row]")].map(row => [row.dataset.ksRow, row]));
const found = name => document.querySelector(`[data-ks-${name}]`);
const token = form.querySelector("input[type=hidden]");
const stood = { here: Number(found("here").textContent), walkIns: Number(found("walk-ins").textContent) };
let unknown = {};
let pause = FIRST_PAUSE;
let timer;
let isSending = false;

const randomKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, "0")).join("");

// What is kept: in the browser, and where that refuses, in this page.

function keep(name, value) {
  kept.set(name, value);
  try {
    localStorage.setItem(prefix + name, JSON.stringify(value));
  } catch {
    found("forgetful").hidden = false;
  }
}

function letGo(name, key) {
  // A newer mark of the same row waits for its own turn.
  if (kept.get(name)?.key === key) kept.delete(name);
  try {
    if (JSON.parse(localStorage.getItem(prefix + name))?.key === key) localStorage.removeItem(prefix + name);
  } catch { /* what cannot be read was never kept */ }
}

function recall() {
  try {
    for (const name of Object.keys(localStorage).filter(each => each.startsWith(prefix))) {
      const value = JSON.parse(localStorage.getItem(name));
      if (name === `${prefix}unknown`) unknown = value;
      else kept.set(name.slice(prefix.length), value);
    }
  } catch { /* a browser that keeps nothing has nothing to recall */ }
}

// What is seen: what the server said last, and above it what is kept.

function draw() {
  let here = stood.here;
  for (const [id, row] of rows) {
    const mark = kept.get(`mark:${id}`);
    const people = mark ? mark.people : Number(row.dataset.ksPeople);
    here += people - Number(row.dataset.ksPeople);
    for (const each of row.querySelectorAll("[data-ks-if-came]")) each.hidden = people === 0;
    for (const each of row.querySelectorAll("[data-ks-unless-came]")) each.hidden = people > 0;
    for (const each of row.querySelectorAll("[data-ks-came]")) each.textContent = people;
    row.querySelector("[data-ks-if-unsent]").hidden = !mark;
  }
  const taps = [...kept].filter(([name]) => name.startsWith("tap:"));
  const walkIns = Math.max(0, taps.reduce((sum, [, tap]) => sum + tap.people, stood.walkIns));
  tell("here", here);
  tell("walk-ins", walkIns);
  found("less").disabled = walkIns === 0;
  tell("waiting", kept.size);
  found("unsent").hidden = kept.size === 0;
  tell("numbers", Object.values(unknown).join(", "));
  found("unknown").hidden = Object.keys(unknown).length === 0;
}

function tell(name, value) {
  // Only what is new, lest a screen reader says it again.
  const place = found(name);
  if (place.textContent !== String(value)) place.textContent = value;
}

function take(state) {
  stood.here = state.here;
  stood.walkIns = state.walk_ins;
  for (const [id, row] of rows) {
    const [people, at, counter] = state.rows[id] ?? [0, 0, 0];
    Object.assign(row.dataset, { ksPeople: people, ksAt: at, ksCounter: counter });
  }
  tell("expected", state.expected);
  found("changed").hidden = state.version === form.dataset.ksVersion;
}

// Sending: at once, again after growing pauses, and when the network comes back.

async function send() {
  clearTimeout(timer);
  if (isSending) return;
  isSending = true;
  const sent = [...kept].slice(0, AT_ONCE);
  const isDone = await delivered(sent);
  isSending = false;
  draw();
  if (isDone && kept.size > 0) send();
  else if (!isDone) {
    timer = setTimeout(send, pause * (0.75 + Math.random() / 2));
    pause = Math.min(2 * pause, LONGEST_PAUSE);
  }
}

async function delivered(sent) {
  try {
    let answer = await post(sent);
    // A form's token ages; the answer brings a new one.
    if (answer.status === 400) answer = await post(sent);
    found("closed").hidden = !answer.isForeign;
    if (answer.status !== 200 || answer.isForeign) return false;
    settle(sent, answer.state);
    pause = FIRST_PAUSE;
    return true;
  } catch {
    return false;
  }
}

async function post(sent) {
  const of = kind => sent.filter(([name]) => name.startsWith(kind)).map(([, value]) => value);
  const body = new URLSearchParams({ [token.name]: token.value, batch: JSON.stringify({ marks: of("mark:"), taps: of("tap:") }) });
  const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
  // A page instead of data is that of a login, or one that says that the link has ended.
  const isForeign = !response.headers.get("Content-Type")?.startsWith("application/json");
  const state = isForeign ? {} : await response.json();
  if (state.csrf_token) token.value = state.csrf_token;
  return { status: response.status, isForeign: isForeign && response.status < 500, state };
}

function settle(sent, state) {
  if (Object.keys(state.unknown).length > 0) {
    unknown = { ...unknown, ...state.unknown };
    remember();
  }
  for (const [name, value] of sent) letGo(name, value.key);
  take(state);
}

function remember() {
  try {
    if (Object.keys(unknown).length > 0) localStorage.setItem(`${prefix}unknown`, JSON.stringify(unknown));
    else localStorage.removeItem(`${prefix}unknown`);
  } catch { /* it stays on the page */ }
}

// What people do.

form.addEventListener("submit", event => {
  event.preventDefault();
  const { name, value } = event.submitter ?? {};
  if (name === "mark") mark(...value.split("."));
  if (name === "walk_in") keep(`tap:${randomKey()}`, { people: Number(value), key: randomKey() });
  draw();
  send();
});

function mark(id, people) {
  const row = rows.get(id);
  const before = kept.get(`mark:${id}`) ?? { at: Number(row.dataset.ksAt), counter: Number(row.dataset.ksCounter) };
  const at = Math.max(Date.now() + ahead, before.at);
  keep(`mark:${id}`, { id, people: Number(people), at, counter: before.counter + 1, key: randomKey() });
  draw();
  // The button that was pressed is gone; the focus goes to the one in its place.
  row.querySelector("button:not([hidden])").focus({ preventScroll: true });
}

const plain = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function find() {
  const words = plain(document.getElementById("ks-find").value).split(/\s+/);
  for (const row of rows.values()) row.hidden = !words.every(word => plain(row.dataset.ksName).includes(word));
  const nobody = found("nobody");
  if (nobody) nobody.hidden = [...rows.values()].some(row => !row.hidden);
}

const search = document.getElementById("ks-find");
search.addEventListener("input", find);
search.addEventListener("focus", () => search.select());
search.addEventListener("keydown", event => {
  // Enter would press the first button of the form.
  if (event.key === "Enter") event.preventDefault();
});
found("dismiss").addEventListener("click", () => {
  unknown = {};
  remember();
  draw();
});
addEventListener("online", () => {
  pause = FIRST_PAUSE;
  send();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) send();
});
// Another helper may be at another door.
setInterval(() => {
  if (!document.hidden && navigator.onLine) send();
}, LONGEST_PAUSE);
// Without a network the list of names could not be loaded again.
addEventListener("beforeunload", event => {
  if (kept.size > 0 && !navigator.onLine) event.preventDefault();
});

for (const each of document.querySelectorAll("[data-ks-with-script]")) each.hidden = false;
recall();
draw();
if (kept.size > 0) send();
