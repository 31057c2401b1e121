//! Links in the docs lead somewhere: to a file that exists and, after `#`, to a heading on it.

#[path = "support/files.rs"]
mod files;

use std::fs;
use std::path::{Path, PathBuf};

use files::files;

/// The pages outside `docs` and `examples`.
const PAGES: [&str; 6] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "editors/README.md",
    "editors/vscode/README.md",
    "python/README.md",
];

/// A page without its code.
fn prose(page: &str) -> String {
    let outside: Vec<&str> = page.split("```").step_by(2).collect();
    outside.concat()
}

/// What links to a heading say, as GitHub forms it: small letters, hyphens for spaces, and no
/// other marks. The second of two equal ones ends in `-1`.
fn anchors(page: &str) -> Vec<String> {
    let mut anchors: Vec<String> = Vec::new();
    for line in prose(page).lines().filter(|line| line.starts_with('#')) {
        let words = line.trim_start_matches('#').trim().to_lowercase();
        let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        let anchor: String = kept.map(|c| if c == ' ' { '-' } else { c }).collect();
        let same = anchors.iter().filter(|other| **other == anchor).count();
        anchors.push(if same == 0 { anchor } else { format!("{anchor}-{same}") });
    }
    anchors
}

/// Where the links of a page lead.
fn links(page: &str) -> Vec<String> {
    let prose = prose(page);
    let targets = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.map(str::to_owned).collect()
}

/// What is wrong with a link on a page.
fn broken(page: &Path, link: &str) -> Option<&'static str> {
    if link.starts_with("http") {
        return None;
    }
    let (file, anchor) = link.split_once('#').map_or((link, None), |(file, to)| (file, Some(to)));
    let target = match file {
        "" => page.to_owned(),
        _ => page.parent().unwrap_or(Path::new("")).join(file),
    };
    if !target.exists() {
        return Some("there is no such file");
    }
    let heading = anchors(&fs::read_to_string(&target).unwrap_or_default());
    match anchor {
        Some(anchor) if !heading.iter().any(|other| other == anchor) => {
            Some("there is no such heading")
        }
        Some(_) | None => None,
    }
}

#[test]
fn links_lead_somewhere() {
    let mut all = files("docs", &["md"]);
    all.extend(files("examples", &["md"]));
    all.extend(PAGES.map(PathBuf::from));
    all.sort();
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in all {
        for link in links(&fs::read_to_string(&page).unwrap()) {
            count += 1;
            let broken = broken(&page, &link);
            wrong.extend(broken.map(|why| format!("{}: {link}: {why}", page.display())));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(count > 100, "links were not found");
}

#[test]
fn headings_become_anchors() {
    let page = "# Several files: `use`\n```\n# no heading\n```\n## A, b\n## A, b\n";
    assert_eq!(anchors(page), ["several-files-use", "a-b", "a-b-1"]);
}
