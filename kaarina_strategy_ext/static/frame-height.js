// Tells the page around this frame how high the widget is: that page alone, and only where it may frame us.
const { ksAncestors } = document.currentScript.dataset;
// The referrer stands in where a browser does not tell who frames us; a page may withhold it.
const around = location.ancestorOrigins?.[0] ?? (document.referrer && new URL(document.referrer).origin);

// As in a policy's frame-ancestors (CSP 3, section 6.7.2.8): 'self', an origin, or any host below a domain.
function covers(source) {
  if (source === "'self'") return around === location.origin;
  const pattern = source.toLowerCase().replace(/[.*]/g, "\\$&").replace("\\*\\.", "[a-z0-9.-]+\\.").replace(":\\*", "(:\\d+)?");
  return new RegExp(`^${pattern}$`).test(around);
}

if (window !== parent && around && ksAncestors.split(" ").some(covers)) {
  const content = document.querySelector("main");
  // The content's own height and the space around it, never the frame's: so nothing grows by being told.
  const tell = () => {
    const { paddingTop, paddingBottom } = getComputedStyle(document.body);
    const height = Math.ceil(content.getBoundingClientRect().height + parseFloat(paddingTop) + parseFloat(paddingBottom));
    parent.postMessage({ type: "kaarina-strategy:height", height }, around);
  };
  new ResizeObserver(tell).observe(content);
  // A page whose script came later than we did asks once more.
  addEventListener("message", (event) => {
    if (event.source === parent && event.origin === around && event.data?.type === "kaarina-strategy:ask") tell();
  });
}
