//! `simulate`: stages are looked up, and no stage passes on more people than come to it.

use crate::problems::{Problem, Span, register as code};
use crate::syntax::tree::{self, SimulateLineKind};
use crate::values::Decimal;

use super::Checker;
use super::model::{Brings, HandOff, Newcomers, Simulation, Stage};

/// One simulation while its lines are read.
struct Draft {
    simulation: Simulation,
    /// The place of the title.
    title: Span,
    /// The places of its hand-offs.
    hand_offs: Vec<Span>,
    costs: Option<Span>,
    /// What the block says of brought people, with the place of each line.
    brings: Vec<(Brings, Span)>,
    /// Counts of people with their places.
    counts: Vec<(Decimal, Span)>,
    /// A line could not be read or names a stage that does not exist: what it would have said is
    /// not missed.
    broken: bool,
}

impl Checker<'_> {
    /// All simulations of the file.
    pub(super) fn simulations(&mut self, stages: &[Stage]) -> Vec<Simulation> {
        let file = self.file;
        let mut seen: Vec<(&str, Span)> = Vec::new();
        let mut simulations = Vec::new();
        for tree in file.simulations() {
            let title = &tree.title;
            match seen.iter().find(|(other, _)| *other == title.text) {
                Some((_, first)) => self.same_title(title, *first),
                None => seen.push((&title.text, title.span)),
            }
            simulations.push(self.simulation(tree, stages));
        }
        simulations
    }

    fn same_title(&mut self, title: &tree::Text, first: Span) {
        let problem = Problem::new(
            code::DECLARED_TWICE,
            format!("Two simulations are called \"{}\"", title.text),
            title.span,
            "the second one",
        );
        let help = "give each its own title, so that you can tell them apart";
        self.problems.push(problem.and_at(first, "the first one").help(help));
    }

    fn simulation(&mut self, tree: &tree::Simulate, stages: &[Stage]) -> Simulation {
        let mut draft = Draft {
            simulation: Simulation::empty(&tree.title.text),
            title: tree.title.span,
            hand_offs: Vec::new(),
            costs: None,
            brings: Vec::new(),
            counts: Vec::new(),
            broken: false,
        };
        for line in &tree.lines {
            if self.simulate_line(&mut draft, line).is_none() {
                draft.broken = true;
            }
        }
        self.too_many_handed_on(&draft, stages);
        self.halves(&draft);
        refer(&mut draft, stages);
        if !draft.broken {
            self.nobody_there(&draft, stages);
        }
        draft.simulation
    }

    /// Adds a line to the simulation; `None` where that cannot be.
    fn simulate_line(&mut self, draft: &mut Draft, line: &tree::SimulateLine) -> Option<()> {
        let span = line.span;
        match &line.kind {
            SimulateLineKind::Enter { count, stage } => {
                let stage = self.stage_named(stage)?;
                draft.counts.push((count.value, count.span));
                draft.simulation.newcomers.push(Newcomers { count: count.value, stage });
            }
            SimulateLineKind::HandOff { share, from, to } => {
                let ends = self.ends(from, to);
                let share = self.share(share)?;
                let (from, to) = ends?;
                let mut lines = draft.simulation.hand_offs.iter().zip(&draft.hand_offs);
                let same = lines.find(|(other, _)| (other.from, other.to) == (from, to));
                if let Some((_, first)) = same {
                    self.said_twice("This hand-off", *first, span);
                    return None;
                }
                draft.simulation.hand_offs.push(HandOff { share, from, to });
                draft.hand_offs.push(span);
            }
            SimulateLineKind::Brings { from, count, to } => {
                let from = self.stage_named(from);
                let (from, to) = (from, self.stage_named(to)?);
                let brings = Brings { from: from?, count: count.value, to, is_said: true };
                let same = |other: &&(Brings, Span)| {
                    (other.0.from, other.0.to) == (brings.from, brings.to)
                };
                if let Some((_, first)) = draft.brings.iter().find(same) {
                    self.said_twice("What they bring", *first, span);
                    return None;
                }
                draft.brings.push((brings, span));
            }
            SimulateLineKind::Costs(amount) => {
                if let Some(first) = draft.costs.replace(span) {
                    self.said_twice("The cost of a rotation", first, span);
                    return None;
                }
                draft.simulation.costs = Some(self.plain_amount(amount)?);
            }
            SimulateLineKind::WholePeople => draft.simulation.whole_people = true,
            SimulateLineKind::Broken => return None,
        }
        Some(())
    }

    /// The two stages of a hand-off, which must not be one.
    fn ends(&mut self, from: &tree::Name, to: &tree::Name) -> Option<(usize, usize)> {
        let ends = (self.stage_named(from), self.stage_named(to));
        let (Some(from), Some(at)) = ends else { return None };
        if from == at {
            let title = format!("The people in `{}` are already there", to.text);
            let help = "people who do not move stay where they are; no line is needed";
            self.refuse(code::MOVE_NOWHERE, title, to.span, "this is the same stage", help);
            return None;
        }
        Some((from, at))
    }

    pub(super) fn said_twice(&mut self, what: &str, first: Span, second: Span) {
        let title = format!("{what} appears twice");
        let problem = Problem::new(code::TWICE, title, second, "this is the second one");
        self.problems.push(problem.and_at(first, "the first one is here").help("keep one of them"));
    }

    /// The hand-offs of one stage must not come to more than all of its people.
    fn too_many_handed_on(&mut self, draft: &Draft, stages: &[Stage]) {
        for (index, stage) in stages.iter().enumerate() {
            let lines = draft.simulation.hand_offs.iter().zip(&draft.hand_offs);
            let own = lines.filter(|(hand_off, _)| hand_off.from == index);
            let mut sum = Some(Decimal::ZERO);
            let mut places = Vec::new();
            for (hand_off, span) in own {
                sum = sum.and_then(|sum| sum.checked_add(hand_off.share).ok());
                places.push(*span);
            }
            let (Some(sum), Some(last)) = (sum, places.pop()) else { continue };
            if sum <= Decimal::from(1i64) {
                continue;
            }
            let percent = sum.checked_mul(Decimal::from(100i64)).unwrap_or(sum).normalized();
            let title = format!("More than 100% of the people in `{}` leave", stage.name);
            let label = format!("this brings the total to {percent}%");
            let problem = Problem::new(code::SIMULATION_SHARE, title, last, label);
            let problem = places
                .iter()
                .fold(problem, |problem, place| problem.and_at(*place, "these leave too"));
            let help = "the percentages of one stage add up to at most 100%; everyone else stays";
            self.problems.push(problem.help(help));
        }
    }

    /// Whole people come in whole.
    fn halves(&mut self, draft: &Draft) {
        if !draft.simulation.whole_people {
            return;
        }
        for (count, span) in &draft.counts {
            if !count.is_whole() {
                let title = "Whole people come in whole numbers";
                let help = "write a whole number, or remove `whole people`";
                let label = "this is not a whole number";
                self.refuse(code::SIMULATION_HALVES, title, *span, label, help);
            }
        }
    }

    /// Somebody must enter, and each line should be about somebody.
    fn nobody_there(&mut self, draft: &Draft, stages: &[Stage]) {
        let simulation = &draft.simulation;
        if simulation.newcomers.is_empty() {
            let first = stages.first().map_or("Engaged", |stage| &stage.name);
            let title = "Nobody enters this simulation";
            let help = format!(
                "say who enters, for example `100 enter {first} each rotation`; if histories are to say \
                 it, with `flywheel simulate --measured`, leave it as it is"
            );
            let label = "unless that is measured, this lifecycle stays empty";
            self.refuse(code::SIMULATION_IDLE, title, draft.title, label, help);
            return;
        }
        let reached = simulation.reached(stages.len());
        let hand_offs = simulation.hand_offs.iter().map(|line| line.from);
        let hand_offs = hand_offs.zip(draft.hand_offs.iter().copied());
        let brings = draft.brings.iter().map(|(line, span)| (line.from, *span));
        for (from, span) in hand_offs.chain(brings) {
            if !reached[from] {
                let title = format!("Nobody enters `{}` in this simulation", stages[from].name);
                let help = "say who enters it, or remove this line";
                let label = "so this changes nothing, unless it is measured who does";
                self.refuse(code::SIMULATION_UNUSED, title, span, label, help);
            }
        }
    }
}

/// What the block says of brought people, and what the stages of the rules refer where the block
/// says nothing of them.
fn refer(draft: &mut Draft, stages: &[Stage]) {
    let said = |stage: usize| draft.brings.iter().any(|(brings, _)| brings.from == stage);
    let refers = referred(stages).filter(|brings| !said(brings.from));
    let brings = draft.brings.iter().map(|(brings, _)| brings.clone()).chain(refers).collect();
    draft.simulation.brings = brings;
}

/// What the stages of the rules refer.
fn referred(stages: &[Stage]) -> impl Iterator<Item = Brings> {
    stages.iter().enumerate().flat_map(|(from, stage)| {
        let refers = stage.refers.iter();
        refers.map(move |(count, to)| Brings { from, count: *count, to: *to, is_said: false })
    })
}

impl Simulation {
    /// One without lines.
    fn empty(title: &str) -> Simulation {
        Simulation {
            title: title.to_owned(),
            newcomers: Vec::new(),
            hand_offs: Vec::new(),
            brings: Vec::new(),
            costs: None,
            whole_people: false,
        }
    }

    /// One that says only what the stages refer.
    pub fn of_stages(title: &str, stages: &[Stage]) -> Simulation {
        Simulation { brings: referred(stages).collect(), ..Simulation::empty(title) }
    }

    /// Which of so many stages anybody comes to, by index.
    pub fn reached(&self, stages: usize) -> Vec<bool> {
        let mut reached = vec![false; stages];
        let mut open: Vec<usize> = self.newcomers.iter().map(|newcomers| newcomers.stage).collect();
        while let Some(stage) = open.pop() {
            if !std::mem::replace(&mut reached[stage], true) {
                let handed_on = self.hand_offs.iter().filter(|line| line.from == stage);
                open.extend(handed_on.map(|line| line.to));
                let brought = self.brings.iter().filter(|line| line.from == stage);
                open.extend(brought.map(|line| line.to));
            }
        }
        reached
    }
}
