// For a page that shows the widget in a frame, as a module: gives the frame the height that the widget needs.
const LEAST = 40;
const MOST = 5000;
const city = new URL(import.meta.url).origin;
const frames = () => [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(`${city}/`));

addEventListener("message", ({ source, origin, data }) => {
  if (origin !== city || data?.type !== "kaarina-strategy:height") return;
  const frame = frames().find(({ contentWindow }) => contentWindow === source);
  if (!frame || !Number.isInteger(data.height) || data.height < LEAST || data.height > MOST) return;
  // A frame's border may be part of its height.
  frame.style.height = `${data.height + frame.offsetHeight - frame.clientHeight}px`;
});

// A frame may have told its height before this script was there.
for (const frame of frames()) frame.contentWindow.postMessage({ type: "kaarina-strategy:ask" }, city);
