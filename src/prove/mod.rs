//! What can be said of all customers at once. So far that is their [`Domain`]: what rules ask of a
//! customer, and the cells into which the values fall that it can have.

mod domain;
mod facts;
mod linear;
mod questions;
mod rules;
mod search;
mod witness;

pub use domain::{Asked, Cells, Domain, EventCells, Grid, Numbers, Weighed};
pub use questions::{Answer, Ground, Obstacle, Proof};
pub use rules::{Customer, Fate, Finding, Prover, Sighting, Sought};
