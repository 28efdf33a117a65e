// For a page that shows the widget in a frame: gives the frame the height that the widget needs. A plain script,
// because a module of another site would need more of this file's headers.
{
  const LEAST = 20;
  const MOST = 5000;
  const city = new URL(document.currentScript.src).origin;
  const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${city}/`));

  addEventListener("message", ({ source, origin, data }) => {
    if (origin !== city || data?.type !== "kaarina-strategy:height") return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || !Number.isInteger(data.height) || data.height < LEAST || data.height > MOST) return;
    // A frame's border may be part of its height.
    frame.style.height = `${data.height + frame.offsetHeight - frame.clientHeight}px`;
  });

  // A frame may have told its height before this script was there.
  const ask = () => frames().forEach(({ contentWindow }) => contentWindow.postMessage({ type: "kaarina-strategy:ask" }, city));
  document.readyState === "loading" ? addEventListener("DOMContentLoaded", ask) : ask();
}
