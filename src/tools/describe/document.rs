//! A brief, as parts that each format writes in its own way.

use std::collections::HashSet;

use super::said::Said;

/// A whole brief.
#[derive(Clone, Debug)]
pub struct Brief {
    /// What the rules are called.
    pub title: String,
    /// In order.
    pub blocks: Vec<Block>,
}

impl Brief {
    /// What has a part of its own, to which its name leads wherever it is mentioned.
    pub fn parts(&self) -> HashSet<String> {
        let heads = self.blocks.iter().filter_map(|block| match block {
            Block::Head(Level::Part, said) => Some(said.plain()),
            Block::Head(Level::Section, _)
            | Block::Paragraph(_)
            | Block::List(_)
            | Block::Folded(..)
            | Block::Table(..)
            | Block::Picture => None,
        });
        heads.collect()
    }
}

/// A part of a brief.
#[derive(Clone, Debug)]
pub enum Block {
    /// The head of a section, or of a part of one.
    Head(Level, Said),
    /// Sentences.
    Paragraph(Said),
    /// Points, each with those that belong to it.
    List(Vec<Item>),
    /// Points that are shown only on demand, under a summary.
    Folded(&'static str, Vec<Item>),
    /// Rows below a head.
    Table(Vec<&'static str>, Vec<Vec<Said>>),
    /// The lifecycle as a picture.
    Picture,
}

/// How high a head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Of a section.
    Section,
    /// Of a part of a section.
    Part,
}

/// A point of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it says.
    pub said: Said,
    /// What belongs to it.
    pub below: Vec<Item>,
}

impl Item {
    pub(super) fn new(said: Said) -> Item {
        Item { said, below: Vec::new() }
    }
}
