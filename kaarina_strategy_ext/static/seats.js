// Keeps the places left up to date while somebody chooses, and tells those who listen what has changed. Neither the
// focus nor what was chosen is touched. The words come from the page of the workshops, in the reader's language.
const choices = document.querySelector("[data-ks-seats-from]");
const told = choices.querySelector("[data-ks-seats-told]");

async function look() {
  if (document.hidden) return;
  const answer = await fetch(choices.dataset.ksSeatsFrom, { cache: "no-cache" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const changes = [];
  for (const seats of choices.querySelectorAll("[data-ks-seats]")) {
    const now = page.querySelector(`[data-ks-seats="${CSS.escape(seats.dataset.ksSeats)}"]`)?.textContent.trim();
    if (!now || now === seats.textContent.trim()) continue;
    seats.textContent = now;
    changes.push(`${seats.dataset.ksSeatsOf}: ${now}`);
  }
  if (changes.length) told.textContent = changes.join(". ");
}

setInterval(look, 60_000);
document.addEventListener("visibilitychange", look);
