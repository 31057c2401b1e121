//! Another name for something, in all examples and where it is refused.

#[path = "support/files.rs"]
mod files;

use std::fs;

use files::files;
use flywheel::Reading;
use flywheel::editor::names::Names;
use flywheel::editor::{self, Place, Renamed};
use flywheel::problems::FileId;

/// A program as texts by name, the first file first.
type Texts = Vec<(String, String)>;

fn read(texts: &Texts) -> Reading {
    let load = |name: &str| {
        let text = texts.iter().find(|(known, _)| known == name);
        text.map(|(_, text)| text.clone()).ok_or_else(|| "no such file".to_owned())
    };
    Reading::of(&texts[0].0, &texts[0].1, &load)
}

fn texts(reading: &Reading) -> Texts {
    let files = reading.sources.files().iter();
    files.map(|it| (it.name.clone(), it.text.clone())).collect()
}

fn made(texts: &Texts, renamed: &Renamed, wanted: impl Fn(&editor::Edit) -> bool) -> Texts {
    let mut texts = texts.clone();
    for (name, text) in &mut texts {
        let edits = renamed.edits.get(name).map_or(&[][..], Vec::as_slice);
        for edit in edits.iter().rev().filter(|edit| wanted(edit)) {
            text.replace_range(edit.range.clone(), &edit.text);
        }
    }
    texts
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    let mut codes: Vec<_> = reading.problems.iter().map(|it| it.code.id).collect();
    codes.sort_unstable();
    codes
}

/// The place of the first declaration with a name.
fn declared(reading: &Reading, name: &str) -> (FileId, usize) {
    let names = Names::of(reading);
    let found = names.declared().iter().find(|it| it.name.text == name);
    let span = found.unwrap_or_else(|| panic!("{name} is declared")).name.span;
    (span.file, span.start as usize)
}

fn rename(reading: &Reading, (file, at): (FileId, usize), new: &str) -> Result<Renamed, String> {
    editor::rename(&[Place { reading, file, at }], new)
}

/// Every name of every example becomes another one, with the same problems as before, and then what it was.
#[test]
fn all_names_of_the_examples_change_to_and_fro() {
    let (mut done, mut refused) = (0, Vec::new());
    for path in files("examples", &["flywheel"]) {
        let name = path.to_str().unwrap();
        let load = |used: &str| fs::read_to_string(used).map_err(|why| why.to_string());
        let reading = Reading::of(name, &fs::read_to_string(&path).unwrap(), &load);
        let before = texts(&reading);
        let names = Names::of(&reading);
        for it in names.declared() {
            let old = &it.name.text;
            let place = (it.name.span.file, it.name.span.start as usize);
            let renamed = match rename(&reading, place, "zzs") {
                Ok(renamed) => renamed,
                Err(why) => {
                    refused.push(format!("{name}: {old}: {why}"));
                    continue;
                }
            };
            let after = made(&before, &renamed, |_| true);
            let now = read(&after);
            assert_eq!(codes(&now), codes(&reading), "{name}: {old}");
            let back = rename(&now, declared(&now, "zzs"), old);
            let back = back.unwrap_or_else(|why| panic!("{name}: {old}: {why}"));
            // What records say stays where it was added.
            let expected = made(&before, &renamed, |edit| edit.range.is_empty());
            let got = made(&after, &back, |_| true);
            assert_eq!(got, expected, "{name}: {old}");
            done += 1;
        }
    }
    let expected = |why: &String| why.contains("customers are drawn by the name of this");
    refused.retain(|why| !expected(why));
    assert!(refused.is_empty(), "{}", refused.join("\n"));
    assert!(done > 300, "{done}");
}

const SHOP: &str = "\
customer
  bounced: yes/no
  zz: events with amount money
stage Guest
  rule \"Buys\"
    after a zz move to Member
  when bounced and 1 zz tag \"x\"
  after 90 days since last zz tag \"y\"
stage Member
  resting
  after 90 days without a zz move to Guest
score warmth
  add 10 per zz
";

fn changed(rules: &str, name: &str, new: &str) -> Result<(String, Vec<String>), String> {
    let reading = read(&vec![("rules.flywheel".to_owned(), rules.to_owned())]);
    let renamed = rename(&reading, declared(&reading, name), new)?;
    let text = made(&texts(&reading), &renamed, |_| true).remove(0).1;
    Ok((text, renamed.changes))
}

/// One of something is named in the singular, with the article that fits.
#[test]
fn the_form_is_that_of_the_place() {
    for (new, one, article) in
        [("purchases", "purchase", "a"), ("orders", "order", "an"), ("bonus", "bonus", "a")]
    {
        let (text, _) = changed(SHOP, "zz", new).unwrap();
        for part in [
            format!("after {article} {one} move"),
            format!("and 1 {one} tag"),
            format!("since last {one} tag"),
            format!("without {article} {one} move"),
            format!("per {one}\n"),
            format!("{new}: events from \"zz\""),
        ] {
            assert!(text.contains(&part), "{part}: {text}");
        }
    }
}

/// What comes out under another name is said.
#[test]
fn what_is_called_otherwise_is_said() {
    let (text, changes) = changed(SHOP, "Guest", "Visitor").unwrap();
    assert!(text.contains("stage Visitor as \"Guest\""), "{text}");
    let [change] = changes.as_slice() else { panic!("{changes:?}") };
    assert!(change.contains("`Guest 2` is now `Visitor 2`"), "{change}");
    // All rules of this one have names, and nothing else is called by it.
    let named = SHOP.replace("  after 90 days without", "  rule \"Leaves\" after 90 days without");
    assert_eq!(changed(&named, "Member", "Friend").unwrap().1, [""; 0]);
    let shown = SHOP.replace("stage Guest\n", "customer\n  show bounced\nstage Guest\n");
    let (_, changes) = changed(&shown, "bounced", "returned").unwrap();
    assert_eq!(changes, ["decisions show `returned` in place of `bounced`"]);
    assert_eq!(changed(SHOP, "bounced", "returned").unwrap().1, [""; 0]);
}

/// A name that may be where nothing can be read would stay there.
#[test]
fn what_cannot_be_read_may_have_the_name() {
    for broken in [
        "stage Other\n  when bounced ((7 8 9 move to Guest\n",
        "assert \"every customer with bounced flies\"\n",
    ] {
        let rules = format!("{SHOP}{broken}");
        let why = changed(&rules, "bounced", "returned").unwrap_err();
        assert!(why.starts_with("`bounced` is also in line 1"), "{broken}: {why}");
        // Another name, which is not there, can be changed.
        changed(&rules, "amount", "total").unwrap_or_else(|why| panic!("{broken}: {why}"));
    }
}

/// Every place where a test states something, and every text that is only one.
#[test]
fn names_that_tests_give_and_texts_that_are_none() {
    let rules = "\
customer
  bounced: yes/no
  plan: one of (monthly, yearly)
  payments: events from table by \"id\"
stage Active \"is bounced\"
  when bounced and plan is yearly and 2 payments tag \"bounced\"
  when 365 days in stage move to Left
stage Left
  resting
test \"bounced\"
  given stage Active, plan yearly, bounced, 2 payments
  expect tag \"bounced\"
assert \"no customer in Active with bounced ever moves to Left\"
";
    let (text, _) = changed(rules, "bounced", "returned").unwrap();
    assert_eq!(
        text,
        rules
            .replace("bounced:", "returned:")
            .replace(": yes/no", ": yes/no from \"bounced\"")
            .replace("when bounced", "when returned")
            .replace("yearly, bounced", "yearly, returned")
            .replace("with bounced", "with returned")
    );
    let (text, _) = changed(rules, "payments", "deposits").unwrap();
    assert!(text.contains("deposits: events from table \"payments\" by"), "{text}");
}
