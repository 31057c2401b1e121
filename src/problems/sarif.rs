//! Problems as SARIF 2.1.0, the format that code hosts and editors exchange findings in.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>
//!
//! Columns count characters (`unicodeCodePoints`). The edits of a fix are one fix, each with the
//! region that it takes the place of.

use std::ops::Range;

use serde::Serialize;

use super::{
    Code, Confidence, Customer, FileId, Fix, Label, Page, Problem, Problems, Severity, Sources,
    Span, document,
};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const VERSION: &str = "2.1.0";

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'a str,
    results: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    short_description: Text<'a>,
    help: Text<'a>,
    default_configuration: Configuration<'a>,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
struct Text<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Entry<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'a str,
    message: Text<'a>,
    locations: [Location<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixEntry<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    properties: Option<Properties<'a>>,
}

/// What the format has no place for.
#[derive(Serialize)]
struct Properties<'a> {
    /// A test that shows the problem.
    example: &'a str,
    /// Its customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    customer: Option<&'a Customer>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location<'a> {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Text<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixEntry<'a> {
    description: Text<'a>,
    artifact_changes: Vec<ArtifactChange<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Text<'a>,
}

/// The problems of several programs in one log, with a line break at its end.
pub fn sarif(programs: &[(&Sources, &Problems)]) -> String {
    let all: Vec<(Vec<Page<'_>>, &Problems)> =
        programs.iter().map(|(sources, problems)| (sources.pages(), *problems)).collect();
    let mut codes: Vec<Code> = Vec::new();
    for problem in all.iter().flat_map(|(_, problems)| problems.iter()) {
        if !codes.contains(&problem.code) {
            codes.push(problem.code);
        }
    }
    let results = all.iter().flat_map(|(pages, problems)| {
        let codes = &codes;
        problems.iter().map(move |problem| Entry::new(pages, codes, problem))
    });
    let rules = codes.iter().map(|code| Rule::new(*code)).collect();
    let driver = Driver { name: "flywheel", version: env!("CARGO_PKG_VERSION"), rules };
    let run =
        Run { tool: Tool { driver }, column_kind: "unicodeCodePoints", results: results.collect() };
    document(&Log { schema: SCHEMA, version: VERSION, runs: [run] })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Text<'a> {
        Text { text: text.into() }
    }
}

impl Rule<'_> {
    fn new(code: Code) -> Rule<'static> {
        Rule {
            id: code.id,
            short_description: Text::new(code.about),
            help: Text { text: format!("flywheel explain {}", code.id).into() },
            default_configuration: Configuration { level: level(code.severity) },
        }
    }
}

impl<'a> Entry<'a> {
    fn new(pages: &'a [Page<'a>], codes: &[Code], problem: &'a Problem) -> Entry<'a> {
        let text = match &problem.help {
            Some(help) => format!("{}: {help}", problem.title),
            None => problem.title.clone(),
        };
        let related = problem.others.iter().map(|label| Location::new(pages, label));
        Entry {
            rule_id: problem.code.id,
            rule_index: codes.iter().position(|code| *code == problem.code).unwrap_or_default(),
            level: level(problem.severity()),
            message: Text { text: text.into() },
            locations: [Location::new(pages, &problem.at)],
            related_locations: related.collect(),
            fixes: problem.fix.iter().map(|fix| FixEntry::new(pages, fix)).collect(),
            properties: problem
                .example
                .as_deref()
                .map(|example| Properties { example, customer: problem.customer.as_ref() }),
        }
    }
}

impl<'a> Location<'a> {
    fn new(pages: &[Page<'_>], label: &'a Label) -> Location<'a> {
        let page = &pages[label.span.file.index()];
        let physical_location = Physical {
            artifact_location: Artifact::new(pages, label.span),
            region: Region::new(page, page.shown(label.span)),
        };
        let message = Some(label.text.as_str()).filter(|text| !text.is_empty()).map(Text::new);
        Location { physical_location, message }
    }
}

impl Artifact {
    fn new(pages: &[Page<'_>], span: Span) -> Artifact {
        Artifact { uri: reference(pages[span.file.index()].name) }
    }
}

impl Region {
    fn new(page: &Page<'_>, range: Range<usize>) -> Region {
        let (start, end) = (page.place(range.start), page.place(range.end));
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl<'a> FixEntry<'a> {
    fn new(pages: &[Page<'_>], fix: &'a Fix) -> FixEntry<'a> {
        let description = match fix.confidence {
            Confidence::Safe => "means the same, in standard form",
            Confidence::Likely => "probably what was meant",
        };
        let mut changes: Vec<(FileId, ArtifactChange<'a>)> = Vec::new();
        for edit in &fix.edits {
            let page = &pages[edit.span.file.index()];
            let replacement = Replacement {
                deleted_region: Region::new(page, page.clamped(edit.span)),
                inserted_content: Text::new(&edit.text),
            };
            match changes.iter_mut().find(|(file, _)| *file == edit.span.file) {
                Some((_, change)) => change.replacements.push(replacement),
                None => {
                    let artifact_location = Artifact::new(pages, edit.span);
                    let replacements = vec![replacement];
                    changes
                        .push((edit.span.file, ArtifactChange { artifact_location, replacements }));
                }
            }
        }
        let artifact_changes = changes.into_iter().map(|(_, change)| change).collect();
        FixEntry { description: Text::new(description), artifact_changes }
    }
}

/// A path as a reference of RFC 3986: what is not plain in it is written as `%` and two digits.
pub fn reference(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn paths_are_written_as_references() {
        assert_eq!(reference("my rules/ü.flywheel"), "my%20rules/%C3%BC.flywheel");
        assert_eq!(reference("<stdin>"), "%3Cstdin%3E");
    }
}
