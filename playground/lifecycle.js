// The lifecycle as a picture.

import { h } from "./dom.js";

let shown;

/** Draws the picture that the server made. It is shown as an image, so nothing in it can act. */
export function draw(view, svg) {
  if (shown) URL.revokeObjectURL(shown);
  shown = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
  const read = new DOMParser().parseFromString(svg, "image/svg+xml");
  const words = (name) => read.querySelector(`svg > ${name}`)?.textContent ?? "";
  const about = [words("title"), words("desc")].filter(Boolean).join(". ") || "The lifecycle as a picture";
  view.replaceChildren(
    h("p", { class: "actions" }, h("a", { class: "button", href: shown, download: "lifecycle.svg" }, "Save the picture")),
    h("img", { class: "picture", src: shown, alt: about }),
  );
}
