// The lifecycle as a picture.

import { h } from "./dom.js";

let shown;

/** Draws the picture that the server made. It is shown as an image, so nothing in it can act. */
export function draw(view, svg) {
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const about = [words(svg, "title"), words(svg, "desc")].filter(Boolean).join(". ") || "The lifecycle as a picture";
  view.replaceChildren(
    h("p", { class: "actions" }, h("a", { class: "button", href: shown, download: "lifecycle.svg" }, "Save the picture")),
    h("div", { class: "wide", tabindex: "0", role: "group", "aria-label": "The picture" }, h("img", { class: "picture", src: shown, alt: about })),
  );
}

/** The words that the picture has for those who do not see it. */
function words(svg, name) {
  const said = new RegExp(`<${name}[^>]*>([^<]*)<`).exec(svg)?.[1] ?? "";
  return said.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
