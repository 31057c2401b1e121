//! The lifecycle as a wheel: the stages in their order, and everything that leads from one to
//! another. It is what pictures are drawn from.

mod arrow;
mod node;
mod numbers;
mod short;

use crate::check::model::Model;
use crate::plan::Plan;
use crate::problems::{Sources, shown};

pub use arrow::{Arrow, Origin, Reason, Way};
pub use node::Node;
pub use numbers::Numbers;
pub(in crate::tools) use short::condition as one_line;

/// The stages of a program, and what leads from one to another.
#[derive(Clone, Debug)]
pub struct Wheel {
    /// What the rules are called.
    pub title: String,
    /// The stages, in the order of the file.
    pub nodes: Vec<Node>,
    /// What happens in every stage; `None` if the rules say nothing about that.
    pub anywhere: Option<Node>,
    /// The stage that new customers enter.
    pub start: usize,
    /// What leads from one stage to another: at most one for each way, origin and destination.
    pub arrows: Vec<Arrow>,
}

impl Wheel {
    /// The wheel of a program. `title` is for rules that have none.
    pub fn of(model: &Model, plan: &Plan, sources: &Sources, title: &str) -> Wheel {
        let title = shown(model.title.as_deref().unwrap_or(title)).into_owned();
        let nodes = (0..model.stages.len()).map(|stage| Node::of(model, stage)).collect();
        let anywhere = Node::anywhere(model);
        let arrows = arrow::arrows(model, plan, sources);
        Wheel { title, nodes, anywhere, start: model.start, arrows }
    }

    /// What an arrow begins at is called.
    pub fn origin(&self, arrow: &Arrow) -> &str {
        match arrow.from {
            Origin::Stage(stage) => &self.nodes[stage].name,
            Origin::AnyStage => "any stage",
        }
    }

    /// The picture in words, for those who cannot see it.
    pub fn words(&self) -> String {
        let names: Vec<&str> = self.nodes.iter().map(|node| node.name.as_str()).collect();
        let mut out = format!("A ring of {} stages: {}.", names.len(), names.join(", "));
        if let Some(start) = self.nodes.get(self.start) {
            out.push_str(&format!(" New customers enter {}.", start.name));
        }
        for arrow in &self.arrows {
            let (from, to) = (self.origin(arrow), &self.nodes[arrow.to].name);
            let reasons: Vec<String> = arrow.reasons.iter().map(Reason::words).collect();
            out.push_str(&format!(" From {from} to {to}: {}.", reasons.join("; or ")));
        }
        for node in self.nodes.iter().chain(&self.anywhere) {
            for tag in &node.tags {
                out.push_str(&format!(" {}: {tag}.", node.name));
            }
        }
        for node in &self.nodes {
            for mark in node.marks() {
                out.push_str(&format!(" {}: {mark}.", node.name));
            }
        }
        out
    }
}
