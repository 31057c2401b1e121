//! The values that rules speak of: exact decimals, money, instants and windows of time, and
//! three-valued truth. This room knows nothing of the language and reads no clock.

pub mod currency;
mod decimal;
mod exact;
mod fixed;
mod folded;
pub mod likeness;
pub mod listing;
mod names;
mod notation;
pub mod path;
mod plural;
mod rounding;
mod share;
pub mod time;
mod truth;
mod value;

pub use decimal::{Decimal, DecimalFault};
pub use exact::Exact;
pub use fixed::Fixed;
pub use folded::{folded, folded_cow};
pub use names::Names;
pub use notation::{Notation, NotationFault};
pub use path::{Path, Step};
pub use plural::{singular, with_article};
pub use rounding::{Direction, Rounding};
pub use share::{ALL_DRAWN, end_of_share};
pub use time::{AsOf, Clock, Duration, Instant, Period, Shift, Unit};
pub use truth::Truth;
pub use value::{Value, ValueKind};
