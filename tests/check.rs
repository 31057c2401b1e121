//! What the checker says of wrong programs: each source with its problems.

use flywheel::Program;

/// A file with what every case needs, and the case itself.
fn problems(case: &str) -> String {
    let text = format!("{}{case}", include_str!("check/base.flywheel"));
    let before = include_str!("check/base.flywheel").matches('\n').count();
    let (sources, problems) = match Program::parse("rules.flywheel", &text) {
        Ok(program) => (program.sources().clone(), program.warnings().clone()),
        Err(refused) => (refused.sources, refused.problems),
    };
    let mut out = String::new();
    for problem in problems.iter() {
        let (line, column) = sources.position(problem.at.span);
        let shown = |span| sources.text(span).replace('\n', "↵");
        let line = line.saturating_sub(before);
        let at = shown(problem.at.span);
        out += &format!(
            "\n{}[{}] {line}:{column} `{at}`\n  {}: {}\n",
            problem.severity().word(),
            problem.code.id,
            problem.title,
            problem.at.text
        );
        for other in &problem.others {
            out += &format!("  also at `{}`: {}\n", shown(other.span), other.text);
        }
        if let Some(help) = &problem.help {
            out += &format!("  help: {help}\n");
        }
    }
    if out.is_empty() { "\nno problems\n".to_owned() } else { out }
}

/// Every case of a file with its problems below it.
fn report(cases: &str) -> String {
    let mut report = String::new();
    for case in cases.split("\n---\n") {
        report += &format!("{}\n{}\n{}\n", case.trim_end(), problems(case), "-".repeat(60));
    }
    report
}

#[test]
fn wrong_programs() {
    insta::assert_snapshot!(report(include_str!("check/cases.flywheel")));
}

#[test]
fn wrong_simulations() {
    insta::assert_snapshot!(report(include_str!("check/simulations.flywheel")));
}

#[test]
fn wrong_reports() {
    insta::assert_snapshot!(report(include_str!("check/reports.flywheel")));
}

#[test]
fn mistakes_in_gifts_for_each_event() {
    insta::assert_snapshot!(report(include_str!("check/for_each.flywheel")));
}

#[test]
fn wrong_experiments() {
    insta::assert_snapshot!(report(include_str!("check/experiments.flywheel")));
}

#[test]
fn mistakes_in_gifts_that_are_kept() {
    insta::assert_snapshot!(report(include_str!("check/kept.flywheel")));
}

#[test]
fn names_that_mean_something_and_points_that_mean_nothing() {
    insta::assert_snapshot!(report(include_str!("check/names_and_points.flywheel")));
}

#[test]
fn limits_that_hold_nothing_back() {
    insta::assert_snapshot!(report(include_str!("check/limits.flywheel")));
}

#[test]
fn wrong_groups() {
    insta::assert_snapshot!(report(include_str!("check/groups.flywheel")));
}

#[test]
fn caps_that_hold_back_nothing_or_everything() {
    insta::assert_snapshot!(report(include_str!("check/caps.flywheel")));
}

#[test]
fn years_that_are_written_out() {
    insta::assert_snapshot!(report(include_str!("check/years.flywheel")));
}

#[test]
fn wrong_tables() {
    insta::assert_snapshot!(report(include_str!("check/tables.flywheel")));
}

#[test]
fn wrong_dates_and_points() {
    insta::assert_snapshot!(report(include_str!("check/dates_and_points.flywheel")));
}

#[test]
fn what_gifts_cost_is_checked() {
    insta::assert_snapshot!(report(include_str!("check/costs.flywheel")));
}
