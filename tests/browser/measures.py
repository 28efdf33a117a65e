"""What a browser is asked of a page, as scripts: each gives what breaks its rule, as markup."""

from __future__ import annotations

# What a keyboard reaches.
REACHED = """
  const controls = "a[href], button, input, select, textarea, summary, [tabindex]";
  const reached = [...document.querySelectorAll(controls)]
    .filter(each => each.tabIndex >= 0 && !each.matches(":disabled") && each.checkVisibility());
"""

# What looks the same with the focus as without (WCAG 2.4.7); "auto" is the browser's own mark.
UNMARKED = f"""() => {{
  const marked = ({{ outlineStyle: style, outlineWidth: width }}) =>
    style === "auto" || (style !== "none" && parseFloat(width) >= 2);
  {REACHED}
  return reached.filter(each => {{
    each.focus();
    return ![null, "::before", "::after"].some(part => marked(getComputedStyle(each, part)));
  }}).map(each => each.outerHTML);
}}"""

# What has the focus and lies wholly under something else (WCAG 2.4.11). A control that is painted by its
# label counts as seen with it, and of what is larger than the window the part within; where a frame has the
# focus, its page is a page of its own.
OBSCURED = f"""() => {{
  {REACHED}
  const inside = ({{ left, top, right, bottom }}) => [
    Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight),
  ];
  const seen = each => [...each.getClientRects()].map(inside).some(([left, top, right, bottom]) =>
    left < right && top < bottom && [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]].some(([x, y]) => {{
      const hit = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      return hit && (each.contains(hit) || hit.contains(each) || hit.closest("label")?.control === each);
    }}));
  return reached.filter(each => {{ each.focus(); return !seen(each); }}).map(each => each.outerHTML);
}}"""

# What cuts its own words off: boxes that hide what overflows. What only a screen reader reads is cut on
# purpose.
CUT = """() => [...document.querySelectorAll("body *")].filter(each => {
  const style = getComputedStyle(each);
  const hides = way => ["hidden", "clip"].includes(way);
  if (!each.innerText?.trim() || each.clientWidth <= 1 || !each.checkVisibility()) return false;
  if (style.textOverflow === "ellipsis" && each.scrollWidth > each.clientWidth) return true;
  return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
    || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
}).map(each => each.outerHTML)"""

# The spacing of text that a reader may choose (WCAG 1.4.12).
SPACED = """* {
  line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important;
}
p { margin-block-end: 2em !important; }"""

SPACING = """css => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}"""

# Primary controls that a thumb misses: less than 44 CSS pixels high or wide (WCAG 2.5.5). A box to tick is
# as large as its label. What looks like a link is not primary; axe-core asks all targets for 24 pixels.
SMALL = """() => [...document.querySelectorAll(
  ".ks-button:not(.ks-button-link), .ks-input, .ks [type=radio], .ks [type=checkbox]"
)].filter(each => each.checkVisibility()).filter(each => {
  const boxes = [each, ...each.labels ?? []].map(box => box.getBoundingClientRect());
  return !boxes.some(({ width, height }) => Math.round(height) >= 44 && Math.round(width) >= 44);
}).map(each => each.outerHTML)"""

# What moves though the reader wants no motion (WCAG 2.3.3).
MOVING = """() => [...document.querySelectorAll("*")].filter(each => {
  const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(each);
  const lasts = times => times.split(",").some(time => parseFloat(time) > .01);
  return (animationName !== "none" && lasts(animationDuration)) || lasts(transitionDuration)
    || scrollBehavior === "smooth";
}).map(each => each.outerHTML)"""

# What in forced colours nothing sets apart from the words around it: controls and notices that have neither
# an edge nor a line. A tag is words already.
EDGELESS = """() => [...document.querySelectorAll(
  ".ks-button, .ks-input, .ks-notice, .ks-summary, .ks [type=submit]"
)].filter(each => each.checkVisibility()).filter(each => {
  const style = getComputedStyle(each);
  const edge = ["Top", "Right", "Bottom", "Left"].some(side =>
    style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`]) >= 1);
  return !edge && style.outlineStyle === "none" && !style.textDecorationLine.includes("underline");
}).map(each => each.outerHTML)"""
