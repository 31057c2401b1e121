//! How earlier objects were written, so that the next one is read sooner.
//!
//! Records that one program wrote have the same members in the same order, and so have the events
//! in their lists. So the reader learns how objects in one place are written: records, the events
//! of each list, and objects within these. That makes the walk over the next object faster; it
//! never changes what is found.
//!
//! # The walk, with and without a layout
//!
//! The rules want `id` and `nps` of records like this one:
//!
//! ```text
//! tokens     {  "id" :  7  ,  "plan" :  "pro" ,  "nps" :  null ,  "address" :  {...} }
//!
//! without    {  └ key ┘ │  ,  └ key ─┘ skip   ,  └ key ┘  │    ,  └ key ────┘ skip   }
//!               look up │     look up            look up  │       look up
//!                     visit                             visit
//!
//! with       {  └──────────────────── one known run ──────────────────────────────── }
//!                       │                                 │
//!                     visit                             visit
//! ```
//!
//! Without a layout, each member costs a look at its key, to find out whether it is wanted, and a
//! test of each mark after and before it. With one, the tokens from the first key to the closing
//! brace are compared in one go, and then only the values that are wanted are visited.
//!
//! # What is learned
//!
//! At first nothing is known, and a [`Sampler`](sampler::Sampler) looks at each object after the
//! walk. After 32 objects (4 where they are very large) it hands over what they have in common:
//!
//! - the **members** that more than one of them had, in order: the bytes of each key, and what is to
//!   be done with its value (an [`Action`](action::Action): skip it, take it, or enter it);
//! - **known runs**: members that follow each other in all of these objects, or in all but one, and
//!   are written alike. A member that is missing more often may begin a run, with those that follow
//!   it where it is there. A value is written alike if it always has the same kinds of tokens; where
//!   there was a number, `true`, `false` or `null`, any single value may come. A wanted value has to
//!   be a single token, and an object of which only something within is wanted is part of no run: it
//!   has a layout of its own.
//!
//! This is the [`LearnedLayout`]. There is one for each place where objects are. Those within a list
//! that are wanted by their position (`for_once`) have none: nothing is learned for what comes once.
//! A thread takes a set of layouts from a pool and gives it back, so nothing is locked while records
//! are read.
//!
//! # What is compared
//!
//! The walk holds the number of a token and the members that are still expected. A
//! [`KnownRun`](run::KnownRun) is at a token if
//!
//! 1. the kinds of all its tokens are as expected, which is one comparison of 64 bits for eight
//!    tokens: so keys, colons, commas and brackets are where they should be;
//! 2. the bytes of all its keys are the same, which is one comparison for 16 bytes;
//! 3. the values that are not wanted, and may be any single value, are right.
//!
//! Wanted values are checked when they are visited: the walk hands each to a
//! [`Visitor`], which puts it into the slot of a record or of an event.
//!
//! # Events, column by column
//!
//! Events of a list are mostly written alike from the first key to the closing brace, and then a
//! whole event is one known run. So before any event is read, `alike.rs` counts how many of
//! those that follow are at that run. As all of them have as many tokens, the place of a value in
//! each is known from its place in the first. So they are not walked over one after the other, but
//! read column by column: all their times, then all their amounts. What kind of value that is, is
//! decided once for a column. An event that is written otherwise is walked over like a record,
//! with its row for a visitor.
//!
//! # Where an object differs
//!
//! At each member the walk tries, in this order:
//!
//! 1. the run that begins with the member that is expected next;
//! 2. that member alone, by its key;
//! 3. one of the seven members expected after it: those before are left out, which costs little;
//! 4. to look the key up, as without a layout.
//!
//! A run whose first key matches and that then differs, and a key that has to be looked up, count as a
//! miss. After 256 misses
//! the layout looks back: where there was more than one for four objects, it forgets all and samples
//! again. Where what it learned lasted for fewer than 1000 objects, ten times in a row, it stops learning:
//! every object seems to be written in its own way.
//!
//! # Limits
//!
//! What is beyond these is read all the same, in a slower way:
//!
//! | at most | of | else |
//! | --- | --- | --- |
//! | 64 | keys of one object that the rules want (`wanted.rs`: each has a bit, so that a key that comes twice is noticed) | the plain reader reads all records |
//! | 256 | different members of all objects that are sampled (`sampler.rs`) | those that come later are not learned |
//! | 64 | tokens of a value that is part of a known run (`pattern.rs`) | its key is looked for, and the value skipped |
//! | 127 | bytes of a key that is learned (`key.rs`; the quote after it makes 128) | it is looked up each time |
//!
//! # Where the reader declines
//!
//! Anything that is not as JSON has it, a wanted key that comes twice, and any value that only the
//! plain reader can judge ends the walk with [`Declined`](crate::eval::fast::Declined). Then the
//! plain reader takes the record from the start, and nothing that was found here is used.
//!
//! # Who uses what
//!
//! ```text
//! walk ──▶ learned ──▶ sampler ──▶ expected ──▶ run ──▶ member ──▶ key
//!   │         ├──▶ alike ─┼──────────────────────▶ │
//!   │         │           │                      ├──▶ eight_kinds ──▶ pattern
//!   │         │           │                      └──▶ visitor, which walk calls too
//!   └─────────┴───────────┴──▶ wanted ──▶ action
//! ```

mod action;
mod alike;
mod eight_kinds;
mod expected;
mod key;
mod learned;
mod member;
mod pattern;
mod run;
mod sampler;
mod visitor;
pub(super) mod walk;
mod wanted;

pub(super) use alike::Alike;
pub(super) use learned::LearnedLayout;
pub(super) use visitor::Visitor;
pub(super) use wanted::Wanted;
