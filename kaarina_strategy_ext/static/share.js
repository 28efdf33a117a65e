// Brings forth the buttons that need a script: copying an address, and the device's own way of sharing it.
for (const share of document.querySelectorAll("[data-ks-share]")) {
  const field = share.querySelector("[data-ks-address]");
  const copy = share.querySelector("[data-ks-copy]");
  const send = share.querySelector("[data-ks-send]");
  const status = share.querySelector("[data-ks-status]");

  // Without the site's own address in its configuration the page only knows its path.
  field.value = new URL(field.value, location).href;
  field.addEventListener("focus", () => field.select());

  copy.hidden = !navigator.clipboard;
  copy.addEventListener("click", async () => {
    // Emptied first, so that a second copy is told as well.
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = share.dataset.ksCopied;
    } catch {
      field.focus();
    }
  });

  send.hidden = !navigator.share;
  send.addEventListener("click", () => {
    // Rejected where the person changes their mind: nothing to do then.
    navigator.share({ title: share.dataset.ksTitle, url: field.value }).catch(() => {});
  });
}
