//! Figures as pictures in a page of HTML: SVG without a script, in the colors of the page, and as wide as
//! the page. Sizes along the page are percentages, so that letters keep their size on a phone.
//!
//! ```text
//! bars    parts of a whole, a bar for each row
//! dots    shares with where they likely are, a row each
//! curves  shares that grow with time, on one scale
//! frame   what all of them have: a title, a description, and the colors
//! ```

mod bars;
mod curves;
mod dots;
mod frame;

pub(super) use bars::{Bar, Part, bars};
pub(super) use curves::{Curve, curves};
pub(super) use dots::{Dot, dots};
pub(super) use frame::STYLE;
