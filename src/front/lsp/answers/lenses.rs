//! Lenses above tests and rules, and the commands that they are for.

use gen_lsp_types::{
    CodeLens, CodeLensParams, Command, ExecuteCommandParams, LspAny, MessageType,
    ShowMessageNotification, ShowMessageParams, Uri,
};
use serde_json::{Value, json};

use super::Answer;
use super::here::Here;
use crate::front::lsp::client::Refusal;
use crate::front::lsp::desk::{Desk, State};
use crate::front::lsp::marks;
use crate::problems::{Code, Span};
use crate::tools::rule_test::Runner;

/// Runs a test: the address of the file, and the title.
pub(in crate::front::lsp) const RUN_TEST: &str = "flywheel.runTest";
/// Explains a kind of problem: its code.
pub(in crate::front::lsp) const EXPLAIN: &str = "flywheel.explain";

pub(super) fn lenses(
    desk: &mut Desk,
    state: &State,
    params: CodeLensParams,
) -> Answer<Option<Vec<CodeLens>>> {
    let uri = params.text_document.uri;
    let here = Here::file(desk, state, &uri)?;
    let Some(plan) = here.analysis.plan() else { return Ok(Some(Vec::new())) };
    let model = &here.reading().model;
    let mut lenses: Vec<CodeLens> = Vec::new();
    let mut add = |span: Span, command: Command| {
        if span.file == here.file {
            lenses.push(CodeLens { range: here.range(span), command: Some(command), data: None });
        }
    };
    for test in &model.tests {
        let arguments = Some(vec![json!(uri), json!(test.title)]);
        let (title, command) = ("Run this test".to_owned(), RUN_TEST.to_owned());
        add(test.span, Command { title, command, arguments, tooltip: None });
    }
    if let Some(counted) = desk.counts(&here.analysis) {
        let stages = model.stages.iter().zip(&plan.stages);
        let rules = stages.flat_map(|(stage, planned)| stage.rules.iter().zip(&planned.rules));
        let everywhere = model.any_stage.iter().zip(&plan.any_stage);
        let all = counted.numbers.all();
        for (rule, id) in rules.chain(everywhere).filter(|(rule, _)| rule.move_to.is_some()) {
            let moved = counted.numbers.by(*id);
            let title = format!("moves {moved} of {all} customers");
            // It only says something.
            let command = Command { title, command: String::new(), arguments: None, tooltip: None };
            add(rule.condition.span, command);
        }
    }
    Ok(Some(lenses))
}

pub(super) fn run(
    desk: &mut Desk,
    state: &State,
    params: ExecuteCommandParams,
) -> Answer<Option<LspAny>> {
    let arguments = params.arguments.unwrap_or_default();
    let text = |place: usize| arguments.get(place).and_then(Value::as_str);
    match params.command.as_str() {
        RUN_TEST => {
            let (Some(uri), Some(title)) = (text(0), text(1)) else {
                return Err(Refusal::bad_params("the address of a file and the title of a test"));
            };
            run_test(desk, state, &Uri(uri.to_owned()), title).map(Some)
        }
        EXPLAIN => {
            let code = text(0).and_then(Code::find);
            let code = code.ok_or_else(|| Refusal::bad_params("the code of a problem"))?;
            Ok(Some(json!(code.page())))
        }
        command => Err(Refusal::bad_params(format!("there is no command `{command}`"))),
    }
}

/// Runs a test, and shows how it turned out.
fn run_test(desk: &mut Desk, state: &State, uri: &Uri, title: &str) -> Answer<Value> {
    let here = Here::file(desk, state, uri)?;
    let reading = here.reading();
    let plan = here.analysis.plan().ok_or_else(|| Refusal::failed("the rules have mistakes"))?;
    let test = reading.model.tests.iter().find(|test| test.title == title);
    let test = test.ok_or_else(|| Refusal::failed(format!("there is no test \"{title}\"")))?;
    let runner = Runner::new(&reading.model, plan, &reading.sources);
    let outcome = runner.run(test, &mut runner.coverage());
    let problems: Vec<String> = outcome.problems.iter().map(marks::words).collect();
    let message = match outcome.passed() {
        true => format!("passed: {title}"),
        false => format!("failed: {title}\n{}", problems.join("\n")),
    };
    let kind = if outcome.passed() { MessageType::Info } else { MessageType::Error };
    desk.client.notify::<ShowMessageNotification>(ShowMessageParams { kind, message });
    Ok(json!({ "title": title, "passed": outcome.passed(), "problems": problems }))
}
