// Brings forth the buttons that copy a code. Without a script, or where the browser does not let us reach the
// clipboard, the code is marked in its field.
for (const code of document.querySelectorAll("[data-ks-code]")) {
  const field = code.querySelector("textarea");
  const button = code.querySelector("[data-ks-copy]");
  const status = code.querySelector("[data-ks-status]");

  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    // Emptied first, so that a second copy is told as well.
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = code.dataset.ksCopied;
    } catch {
      field.select();
    }
  });
}
