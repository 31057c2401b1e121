//! `flywheel outbox` is killed at any moment, with a receiver that counts what it gets: nothing is lost, and
//! nothing is handed out twice but by the rule that `docs/ledger.md` gives.
#![cfg(all(unix, feature = "cli", feature = "ledger"))]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::process::Stdio;
use std::time::{Duration, Instant};

use cases::seeds;
use invented::Choices;
use nights::kills::{Killed, NIGHT, is_sound, killed, measured, moment, shop, tables};
use nights::{Folder, said};

/// A receiver: notes the key of each gift that it gets in `got`, and delivers it. One that honors keys
/// delivers each only once. It refuses some, and dies of one now and then. What it gets a second time
/// or when it is `steady`, it answers.
const RECEIVER: &str = r#"#!/bin/sh
while IFS= read -r gift; do
  key=${gift#*'"key":"'}; key=${key%%'"'*}
  echo "$key" >> got
  if [ "$1" != honors ] || mkdir "keys/$key" 2> none; then echo "$key" >> delivered; fi
  case $key in
    *[0-2]) said=failed ;;
    *[3-4]) if [ ! -e steady ]; then continue; fi; said=sent ;;
    *5[0-7]) if [ ! -e steady ]; then exit 1; fi; said=sent ;;
    *) said=sent ;;
  esac
  printf '{"key":"%s","status":"%s"}\n' "$key" "$said"
done
"#;

/// A shop with gifts that wait.
fn waiting() -> Folder {
    let shop = shop();
    let said = shop.flywheel(NIGHT);
    assert_eq!(said.status, 3, "{}", said.stderr);
    shop.put("receiver.sh", RECEIVER);
    shop
}

/// The same with gifts in each status, and a file that says what was sent.
fn handing() -> Folder {
    let shop = waiting();
    let mut fail = shop.command("outbox l --limit 9 --exec");
    let fail = fail.arg(r#"sed 's/.*"key":"\([^"]*\)".*/{"key":"\1","status":"failed"}/'"#);
    assert_eq!(said(fail).status, 1);
    let taken = shop.flywheel("outbox l --limit 20 --take");
    assert_eq!(taken.status, 0, "{}", taken.stderr);
    shop.put("sent.csv", &taken.stdout);
    shop
}

/// The commands that are one change.
const CHANGES: [&str; 7] = [
    "outbox l --take",
    "outbox l --take --limit 7 --format ndjson",
    "outbox l --sent sent.csv",
    "outbox l --retry",
    "outbox l --retry --batch 2",
    "outbox l --cancel --run 3",
    "outbox l --cancel --gift hello",
];

#[test]
fn a_change_of_the_outbox_is_there_or_not() {
    let shop = handing();
    let before = tables(&shop);
    let (mut kills, mut writing, mut none, mut complete) = (0, 0, 0, 0);
    let undisturbed: Vec<(Duration, String)> = CHANGES
        .iter()
        .map(|args| {
            let folder = shop.copy();
            let whole = measured(&folder, args, 0);
            (whole, tables(&folder))
        })
        .collect();
    for seed in seeds(6) {
        let choices = &mut Choices::rolled(seed);
        for (args, (whole, after)) in CHANGES.iter().zip(&undisturbed) {
            let folder = shop.copy();
            match killed(&folder, args, moment(*whole, choices)) {
                Killed::TooLate => continue,
                Killed::Outside => kills += 1,
                Killed::Writing => {
                    kills += 1;
                    writing += 1;
                }
            }
            let now = tables(&folder);
            is_sound(&folder);
            if now == before {
                none += 1;
                assert_eq!(folder.flywheel(args).status, 0, "seed {seed}: {args}");
                assert_eq!(&tables(&folder), after, "seed {seed}: {args}");
            } else {
                assert_eq!(&now, after, "seed {seed}: {args}");
                complete += 1;
            }
        }
    }
    // `.ci/long` adds these up.
    println!("law changes: kills={kills} writing={writing} before={none} after={complete}");
    assert!(kills > 0, "nothing was killed in time");
}

/// Starts a command that passes gifts on, and kills it after some time if it is said. It is over once
/// nobody can write to its standard error any more, the receiver neither.
fn pass(folder: &Folder, once: bool, honors: bool, after: Option<Duration>) -> Killed {
    let mut command = folder.command("outbox l --exec");
    let honors = if honors { "honors" } else { "takes-all" };
    command.arg(format!("sh receiver.sh {honors}")).args(once.then_some("--once"));
    let mut run = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut stderr = run.stderr.take().expect("a pipe");
    if let Some(after) = after {
        std::thread::sleep(after);
        run.kill().expect("a process can be killed");
    }
    let mut words = String::new();
    stderr.read_to_string(&mut words).expect("words");
    assert!(!words.contains("panicked"), "{words}");
    match run.wait().expect("it ends").code() {
        Some(_) => Killed::TooLate,
        None => Killed::Outside,
    }
}

/// How often each key is in a file.
fn counts(folder: &Folder, name: &str) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for key in fs::read_to_string(folder.path(name)).unwrap_or_default().lines() {
        *counts.entry(key.to_owned()).or_default() += 1;
    }
    counts
}

/// All gifts that nobody has canceled: the status of each, and how often it was passed on.
fn gifts(folder: &Folder) -> BTreeMap<String, (String, u32)> {
    let query = "SELECT key, status, attempts FROM gifts
                 WHERE key IS NOT NULL AND run IS NOT NULL AND status <> 'canceled'";
    let gift = |line: String| {
        let mut parts = line.split(' ').map(str::to_owned);
        let mut next = || parts.next().expect("a cell");
        (next(), (next(), next().parse().expect("a number")))
    };
    folder.ask(query).into_iter().map(gift).collect()
}

/// What must hold of what was passed on, whenever the command was killed.
fn is_kept(folder: &Folder, all: &BTreeMap<String, (String, u32)>, once: bool, honors: bool) {
    is_sound(folder);
    let (now, got, delivered) = (gifts(folder), counts(folder, "got"), counts(folder, "delivered"));
    assert!(now.keys().eq(all.keys()), "a gift is lost or new");
    for (key, times) in &got {
        let (status, attempts) = &now[key];
        assert_ne!(status, "waiting", "{key} was passed and waits");
        assert!(times <= attempts, "{key} was passed {times} times, and {attempts} are noted");
        assert!(*times <= if once { 1 } else { 5 }, "{key} was passed {times} times");
    }
    for (key, (status, _)) in &now {
        let is_over = status == "sent" || status == "failed";
        assert!(!is_over || got.contains_key(key), "{key} is {status}, and nobody got it");
        assert!(!honors || delivered.get(key).is_none_or(|times| *times == 1), "{key} twice");
    }
    let checked = folder.flywheel("ledger l check");
    assert_eq!(checked.status, 0, "{}", checked.stdout);
}

#[test]
fn what_is_passed_to_a_command_is_neither_lost_nor_passed_too_often() {
    let shop = waiting();
    let all = gifts(&shop);
    assert!(all.len() > 50 && all.values().all(|(status, _)| status == "waiting"));
    let mut whole = {
        let folder = shop.copy();
        fs::write(folder.path("steady"), "").unwrap();
        let begin = Instant::now();
        pass(&folder, false, false, None);
        begin.elapsed()
    };
    let (mut kills, mut passed, mut twice, mut stuck) = (0, 0, 0, 0);
    for seed in seeds(6) {
        let choices = &mut Choices::rolled(seed);
        let (once, honors) = (choices.once_in(3), choices.once_in(2));
        let folder = shop.copy();
        fs::create_dir(folder.path("keys")).unwrap();
        for _ in 0..1 + choices.below(5) {
            let after = moment(whole, choices);
            kills += usize::from(pass(&folder, once, honors, Some(after)) != Killed::TooLate);
            is_kept(&folder, &all, once, honors);
        }
        // Then nothing disturbs it anymore.
        fs::write(folder.path("steady"), "").unwrap();
        let begin = Instant::now();
        pass(&folder, once, honors, None);
        whole = (whole + begin.elapsed()) / 2;
        is_kept(&folder, &all, once, honors);
        // What has no answer was passed as often as it may be, and is said.
        let open: Vec<String> = gifts(&folder)
            .into_iter()
            .filter(|(_, (status, _))| status == "handed" || status == "waiting")
            .map(|(key, (status, attempts))| {
                assert_eq!(status, "handed", "seed {seed}: {key} still waits");
                assert_eq!(attempts, if once { 1 } else { 5 }, "seed {seed}: {key}");
                key
            })
            .collect();
        let shown = folder.flywheel("outbox l").stderr;
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(shown.contains("they are not passed again"), !open.is_empty(), "{shown}");
        stuck += open.len();
        for batch in folder.ask("SELECT DISTINCT batch FROM gifts WHERE status = 'handed'") {
            assert_eq!(folder.flywheel(&format!("outbox l --retry --batch {batch}")).status, 0);
        }
        // Somebody has looked after them and said so: now all arrive.
        pass(&folder, once, honors, None);
        let last = gifts(&folder);
        let is_over = |status: &str| status == "sent" || status == "failed";
        assert!(last.values().all(|(status, _)| is_over(status)), "seed {seed}: {last:?}");
        let (got, delivered) = (counts(&folder, "got"), counts(&folder, "delivered"));
        assert!(got.keys().eq(all.keys()), "seed {seed}: not all were passed");
        assert!(!honors || delivered.values().all(|times| *times == 1), "seed {seed}");
        passed += got.values().sum::<u32>();
        twice += got.values().filter(|times| **times > 1).count();
    }
    println!("law passing: kills={kills} passed={passed} twice={twice} stuck={stuck}");
    assert!(kills > 0, "nothing was killed in time");
}
