//! Nights of exports that nobody thought of, decided with a ledger and without one.
#![allow(dead_code, unused_imports, reason = "each test file uses a part of it")]

mod engines;
mod export;
mod folder;
#[cfg(all(unix, feature = "cli"))]
pub(crate) mod kills;
mod shop;
pub(crate) mod tables;

pub(crate) use engines::{Seen, WithLedger, updated};
pub(crate) use export::{Export, Memory, OfRules, get, owner, put};
pub(crate) use folder::{Folder, Said, said};
pub(crate) use shop::{Night, Shop, shuffle};
