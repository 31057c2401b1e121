//! `flywheel describe`: briefs of examples, and that nothing of the rules is left out of one.

#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/lifecycles.rs"]
mod lifecycles;
mod support;

use std::fs;

use flywheel::Program;
use flywheel::output::Named;
use flywheel::output::brief::Format;
use flywheel::output::wheel::Picture;
use flywheel::tools::describe::{Block, Brief, Item, Piece, Said};
use flywheel::tools::wheel::Wheel;
use invented::{Choices, Invented};
use lifecycles::lifecycles;
use support::Test;

fn brief(program: &Program) -> Brief {
    Brief::of(program.model(), "rules.flywheel")
}

fn written(program: &Program, format: Format) -> String {
    let (model, plan, sources) = (program.model(), program.plan(), program.sources());
    let wheel = Wheel::of(model, plan, sources, "rules.flywheel");
    format.write(&brief(program), Picture { wheel: &wheel, numbers: None })
}

/// Everything that a brief says, in order.
fn said(brief: &Brief) -> Vec<Said> {
    let mut all = Vec::new();
    for block in &brief.blocks {
        match block {
            Block::Head(_, said) | Block::Paragraph(said) => all.push(said.clone()),
            Block::List(items) | Block::Folded(_, items) => {
                items.iter().for_each(|item| points(item, &mut all))
            }
            Block::Table(_, rows) => all.extend(rows.iter().flatten().cloned()),
            Block::Picture => {}
        }
    }
    all
}

fn points(item: &Item, all: &mut Vec<Said>) {
    all.push(item.said.clone());
    item.below.iter().for_each(|below| points(below, all));
}

/// What a brief leaves out, or says in words that are not ours.
fn faults(program: &Program) -> Vec<String> {
    faults_of(&brief(program), program)
}

fn faults_of(brief: &Brief, program: &Program) -> Vec<String> {
    let model = program.model();
    let said = said(brief);
    let names: Vec<&String> = said
        .iter()
        .flat_map(|said| &said.pieces)
        .filter_map(|piece| match piece {
            Piece::Name(name) | Piece::Quote(name) => Some(name),
            Piece::Words(_) => None,
        })
        .collect();
    let stages = model.stages.iter().map(|stage| &stage.name);
    let gifts = model.gifts.iter().map(|gift| &gift.name);
    let fields = model.fields.iter().map(|field| &field.name);
    let lists = model.lists.iter().map(|list| &list.name);
    let made = model.lets.iter().map(|one| &one.name);
    let scores = model.scores.iter().map(|score| &score.name);
    let experiments = model.experiments.iter().map(|experiment| &experiment.name);
    let rules = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
    let rules = rules.filter_map(|rule| rule.name.as_ref());
    let tests = model.tests.iter().map(|test| &test.title);
    let declared = stages.chain(gifts).chain(fields).chain(lists).chain(made).chain(scores);
    let declared = declared.chain(experiments).chain(rules).chain(tests);
    let missing = declared.filter(|name| {
        let sentence = format!("{name}.");
        !names.iter().any(|said| said == name || **said == sentence)
    });
    let mut faults: Vec<String> = missing.map(|name| format!("{name} is not in it")).collect();
    let moves = |to: usize| {
        let rules = model.stages.iter().flat_map(|stage| &stage.rules).chain(&model.any_stage);
        rules.filter(|rule| rule.move_to.is_some_and(|one| one.stage == to)).count()
    };
    for (place, stage) in model.stages.iter().enumerate() {
        let words = format!("the customer moves to {}", stage.name);
        let text = said.iter().map(|said| said.plain());
        let count = text.filter(|text| text.contains(&words)).count();
        if count < moves(place) {
            faults.push(format!("{count} of {} moves to {} are in it", moves(place), stage.name));
        }
    }
    for said in &said {
        for piece in &said.pieces {
            if let Piece::Words(words) = piece
                && words.contains(['≥', '≤', '≠', '_', '*', '{', '='])
            {
                faults.push(format!("{words} is not in words"));
            }
        }
        let text = said.plain();
        if text.contains("  ") || text.contains(" .") || text.contains("..") || text.contains(" ,")
        {
            faults.push(format!("{text:?} has a gap"));
        }
        if text.contains("something") {
            faults.push(format!("{text:?} does not say what"));
        }
    }
    faults
}

#[test]
fn briefs_of_examples() {
    let two = ["coffee-coffee", "ecommerce-ecommerce"];
    for (name, program) in lifecycles().iter().filter(|(name, _)| two.contains(&name.as_str())) {
        insta::assert_snapshot!(name.as_str(), written(program, Format::Markdown));
    }
    let text = fs::read_to_string("examples/loyalty-programs/coffee/coffee.flywheel").unwrap();
    let program = Program::parse("coffee.flywheel", &text).unwrap();
    insta::assert_snapshot!("coffee.html", written(&program, Format::Html));
}

#[test]
fn nothing_is_left_out_of_the_briefs_of_examples() {
    for (name, program) in lifecycles() {
        assert_eq!(faults(&program), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn what_is_left_out_is_seen() {
    let text = fs::read_to_string("examples/advocacy/advocacy.flywheel").unwrap();
    let program = Program::parse("advocacy.flywheel", &text).unwrap();
    let whole = brief(&program);
    let mut without = whole.clone();
    let mut moves = 0;
    for block in &mut without.blocks {
        if let Block::List(items) = block {
            let count = items.len();
            items.retain(|item| !item.said.plain().contains("moves to Lapsed, "));
            items.retain(|item| !item.said.plain().ends_with("moves to Lapsed."));
            moves += count - items.len();
        }
    }
    assert_eq!(moves, 1);
    assert!(!faults_of(&without, &program).is_empty());
}

#[test]
fn nothing_is_left_out_of_programs_that_nobody_thought_of() {
    let mut right = 0;
    for seed in 0..120 {
        let invented = Invented::program(&mut Choices::rolled(seed));
        let Ok(program) = Program::parse("invented.flywheel", &invented.rules) else { continue };
        right += 1;
        assert_eq!(faults(&program), Vec::<String>::new(), "{}", invented.rules);
        for format in Format::all() {
            let text = written(&program, format);
            assert!(text.ends_with('\n'));
        }
    }
    assert!(right > 90, "{right} of 120 programs are right");
}

/// What the language reference shows is described, too.
#[test]
fn nothing_is_left_out_of_what_the_reference_shows() {
    let page = fs::read_to_string("docs/language.md").unwrap();
    let blocks = page.split("```").skip(1).step_by(2);
    let mut right = 0;
    for block in
        blocks.filter(|block| block.starts_with("flywheel\n") || block.starts_with("decide\n"))
    {
        let rules = block.split("\nas of").next().unwrap().split("\nsettle as of").next().unwrap();
        let Some((_, rules)) = rules.split_once('\n') else { continue };
        let Ok(program) = Program::parse("block.flywheel", rules) else { continue };
        right += 1;
        assert_eq!(faults(&program), Vec::<String>::new(), "{rules}");
    }
    assert!(right > 60, "{right} blocks are right");
}

#[test]
fn hostile_texts_mean_nothing() {
    let text = fs::read_to_string("tests/wheel/hostile.flywheel").unwrap();
    let program = Program::parse("hostile.flywheel", &text).unwrap();
    let html = written(&program, Format::Html);
    for tag in ["<script", "<img", "<i>", "</svg>&", "<b>\""] {
        assert!(!html.contains(tag), "{tag} is in it");
    }
    assert!(!html.contains('\u{202e}'));
    let markdown = written(&program, Format::Markdown);
    assert_eq!(markdown.matches("```").count(), 2, "only the diagram is in a fence");
    insta::assert_snapshot!(markdown);
}

/// What it costs at most, by the forms that bound it.
#[test]
fn bounds_of_costs() {
    let rules = "\
customer
  orders: events with total money key \"no\"
reward ever      costs $5, once
reward yearly    costs $5, 3 times per year
reward monthly   costs $5, once per calendar month
reward stay      costs $5
reward always    costs $5, every time
reward capped    costs $5, every time
reward counted   costs $5, every time, at most 10 per calendar month
reward spending  costs 10% of last(orders.total), once, budget $1,000 per year
reward limited   costs 10% of last(orders.total), every time
reward each      costs $5
reward free      once
limit capped to 2 per 30 days
limit limited to $40 per calendar year
group both (always, stay)
limit both to $9 per 7 days
stage S
  resting
  when an order give ever; give yearly; give monthly; give stay; give always; give capped;
    give counted; give spending; give limited; give free; give each for each order
";
    let program = Program::parse("rules.flywheel", rules);
    let program = program.unwrap_or_else(|refused| panic!("{:#?}", refused.problems));
    let brief = brief(&program);
    let rows = brief.blocks.iter().find_map(|block| match block {
        Block::Table(_, rows) => Some(rows),
        Block::Head(..)
        | Block::Paragraph(_)
        | Block::List(_)
        | Block::Folded(..)
        | Block::Picture => None,
    });
    let rows: Vec<String> = rows
        .unwrap()
        .iter()
        .map(|row| row.iter().map(Said::plain).collect::<Vec<_>>().join(" | "))
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
}

#[cfg(feature = "cli")]
#[test]
fn rules_with_mistakes() {
    let test = Test::new().file("r.flywheel", "stage A\n  when x move to B\n");
    let (status, stdout, stderr) = test.args("describe r.flywheel --format html").output();
    assert_eq!((status, stdout.as_str()), (1, ""));
    assert!(stderr.contains("unknown-stage"), "{stderr}");
}
