//! The files of the playground, which are a part of the program.

/// A file that is served as it is.
pub(super) struct File {
    /// Where it is served.
    pub path: &'static str,
    /// Its media type.
    pub kind: &'static str,
    pub bytes: &'static [u8],
}

const HTML: &str = "text/html; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
const SVG: &str = "image/svg+xml";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! files {
    ($($path:literal $kind:ident $name:literal;)*) => {
        /// All of them.
        pub(super) const FILES: &[File] = &[$(File {
            path: $path,
            kind: $kind,
            bytes: include_bytes!(concat!("../../../playground/", $name)),
        }),*];
    };
}

files! {
    "/" HTML "index.html";
    "/playground/style.css" CSS "style.css";
    "/playground/icon.svg" SVG "icon.svg";
    "/playground/api.js" SCRIPT "api.js";
    "/playground/controls.js" SCRIPT "controls.js";
    "/playground/decisions.js" SCRIPT "decisions.js";
    "/playground/dom.js" SCRIPT "dom.js";
    "/playground/editor.js" SCRIPT "editor.js";
    "/playground/kept.js" SCRIPT "kept.js";
    "/playground/lifecycle.js" SCRIPT "lifecycle.js";
    "/playground/link.js" SCRIPT "link.js";
    "/playground/main.js" SCRIPT "main.js";
    "/playground/places.js" SCRIPT "places.js";
    "/playground/problems.js" SCRIPT "problems.js";
    "/playground/tables.js" SCRIPT "tables.js";
    "/playground/tabs.js" SCRIPT "tabs.js";
    "/playground/timeline.js" SCRIPT "timeline.js";
    "/playground/token.js" SCRIPT "token.js";
    "/playground/why.js" SCRIPT "why.js";
    "/playground/words.js" SCRIPT "words.js";
}
