//! The law of ledgers: with everybody present, nights with a ledger and fresh exports decide and keep the
//! same as nights of `eval --update`, on both paths, in any order and on any number of threads. After two
//! customers were merged, it holds for one record with what both were given and are owed.
#![cfg(feature = "ledger")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/invented/mod.rs"]
mod invented;
#[path = "support/nights/mod.rs"]
mod nights;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use cases::seeds;
use flywheel::eval::{Decision, Record};
use flywheel::plan::{Grant, Owed, Plan};
use flywheel::records::{self, Chunk, Reader};
use flywheel::run::{Engine, Input};
use flywheel::values::{Decimal, Instant};
use invented::Choices;
use nights::tables::{Given, Kept, dump, kept, reading, wrong};
use nights::{Memory, Night, OfRules, Seen, Shop, WithLedger, get, owner, put, updated};
use rusqlite::Connection;
use serde_json::Value;
use tempfile::TempDir;

/// Seeds of what was wrong once: a rejected customer whose gifts only a ledger knows, a first load that did
/// not say how many are left out, what a ledger assumes of control groups, and customers who are rejected
/// for a row of a table.
const FOUND: [u64; 6] = [41_000_193, 41_000_127, 41_000_129, 77_000_287, 333_001_017, 16_000_062];

/// What was tried.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    shops: usize,
    competing: usize,
    csv: usize,
    /// Those with tables.
    joined: usize,
    nights: usize,
    decisions: usize,
    fast: usize,
    /// The same without a ledger.
    fast_without: usize,
    /// Decisions for rows of CSV.
    of_rows: usize,
    moves: usize,
    given: usize,
    owed: usize,
    tags: usize,
    rejected: usize,
    left_out: usize,
    /// Shops that were given up because somebody who competes was rejected: only a ledger still knows
    /// their place.
    ended: usize,
    /// Those of them in which a ledger was compared with itself, without who was rejected.
    lost: usize,
    again: usize,
    /// Nights in two runs: one for some of the customers, and then one for all.
    in_two: usize,
    /// How often what a ledger keeps of somebody was compared.
    states: usize,
}

#[test]
fn a_ledger_and_fresh_exports_are_like_updated_records() {
    let mut all = Tally::default();
    for seed in FOUND.into_iter().chain(seeds(30)) {
        let choices = &mut Choices::rolled(seed);
        let Some(shop) = Shop::invent(choices) else { continue };
        if let Err(told) = law(&shop, choices, &mut all) {
            panic!("seed {seed}\n{}\n{told}", shop.rules);
        }
    }
    let Tally { shops, competing, csv, joined, nights, decisions, fast, moves, given, .. } = all;
    let Tally {
        fast_without,
        of_rows,
        owed,
        tags,
        rejected,
        left_out,
        ended,
        lost,
        again,
        in_two,
        states,
        ..
    } = all;
    // `.ci/long` adds these up.
    println!(
        "law nights: shops={shops} competing={competing} csv={csv} joined={joined} nights={nights} \
         decisions={decisions} fast={fast} fast_without={fast_without} of_rows={of_rows} moves={moves} given={given} owed={owed} tags={tags} \
         rejected={rejected} left_out={left_out} ended={ended} lost={lost} again={again} in_two={in_two} states={states}"
    );
    assert!(in_two > 0, "no night was decided in two runs");
    assert!(lost > 0, "nobody whom a ledger knows was rejected where customers compete");
    assert!(competing * 10 > shops, "{competing} of {shops} let customers compete");
    assert!(fast * 20 > decisions, "{fast} of {decisions} were decided on the fast path");
    assert!(moves * 20 > decisions, "{moves} moves in {decisions} decisions");
    assert!(given * 10 > decisions, "{given} gifts in {decisions} decisions");
    assert!(nights > shops * 3, "{nights} nights of {shops} shops");
}

fn law(shop: &Shop, choices: &mut Choices<'_>, tally: &mut Tally) -> Result<(), String> {
    let (program, export) = (&shop.program, &shop.export);
    let plan = program.plan();
    let folder = TempDir::new().unwrap();
    let mut ledger = WithLedger::create(&folder.path().join("l"), 1 + choices.below(4));
    let competes = Engine::new(plan, shop.nights[0].as_of).has_limits_across_customers();
    tally.shops += 1;
    tally.competing += usize::from(competes);
    tally.joined += usize::from(!shop.nights[0].tables.is_empty());
    tally.csv += usize::from(export.is_csv());
    // What an update has written into the record of each customer who was decided, by number.
    let mut state: BTreeMap<usize, OfRules> = BTreeMap::new();
    // The number of each by the id that a ledger knows.
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let (mut nights_done, mut in_two, mut noted) = (0, 0, Noted::default());
    for (number, night) in shop.nights.iter().enumerate() {
        let Night { as_of, customers, tables } = night;
        let own = export.write_own(customers.iter().map(|(_, record)| record));
        let records = customers.iter().map(|(who, record)| (record, state.get(who)));
        let with_state = export.write(records);
        let about = || {
            let texts = format!("{}\n{}\n{tables:#?}", own.text, with_state.text);
            format!("night {number}, as of {as_of}\n{texts}")
        };
        let (there, written) = updated(program, night, &with_state);
        let Some(written) = written else { break };
        let (tonight, whole) = ledger.updated(program, night, &own);
        // Where customers compete, the place of somebody who is rejected and what they were given count for a
        // ledger, as if they were absent. The record cannot say it: without a ledger, it counts for nothing.
        let lost_ids = ledger.ids(&tonight.lost);
        let lost: Vec<usize> = lost_ids.iter().filter_map(|id| known.get(id).copied()).collect();
        let is_lost = competes && !lost.is_empty();
        let there = match is_lost {
            true => Seen { rejected: there.rejected, ..without(&lost, shop, night, &ledger) },
            false => there,
        };
        let some = (!competes && choices.once_in(4)).then(|| some(shop, night, choices));
        let before = some.map(|(night, own)| ledger.night(program, &night, &own, false));
        let (mut here, figures) = ledger.night(program, night, &own, before.is_some());
        ledger.send();
        nights_done += 1;
        for (id, decision) in &here.decisions {
            noted.take(plan, figures.run, id, decision);
        }
        if let Some((before, figures)) = before {
            for (id, decision) in &before.decisions {
                noted.take(plan, figures.run, id, decision);
            }
            in_two += 1;
            if before.decisions.len() != here.done {
                return Err(format!("{}\n{before:#?}\nthen {here:#?}", about()));
            }
            here.also(before);
        }
        if !here.differs.is_empty() {
            return Err(format!("{}\nthe paths differ: {:#?}", about(), here.differs));
        }
        if here.rejected != there.rejected || here.left_out != there.left_out {
            let said = format!("{:#?}\n{:#?}", here.rejected, there.rejected);
            return Err(format!("{}\nrejected or left out: {said}", about()));
        }
        for (id, decision) in &here.decisions {
            let other = there.decisions.get(id);
            if other != Some(decision) {
                return Err(format!("{}\n{id}\nledger {decision:#?}\nupdate {other:#?}", about()));
            }
        }
        tally.nights += 1;
        tally.decisions += here.decisions.len();
        tally.fast += here.fast;
        tally.fast_without += there.fast;
        tally.of_rows += if export.is_csv() { here.decisions.len() } else { 0 };
        tally.rejected += here.rejected.len();
        tally.left_out += here.left_out;
        tally.moves += figures.moved as usize;
        tally.given += figures.given as usize;
        // The records that were decided have their state in them now.
        let after = export.of_rules(&written);
        for (((who, _), record), of_rules) in
            customers.iter().zip(read(plan, &with_state)).zip(after)
        {
            let record = record.filter(|record| here.decisions.contains_key(&*record.id.text));
            if record.is_some() {
                state.insert(*who, of_rules);
                known.extend(record.map(|record| (record.id.text.to_string(), *who)));
            }
        }
        let connection = reading(&ledger.path());
        let wrong = wrong(&connection);
        if !wrong.is_empty() {
            return Err(format!("{}\n{wrong:#?}", about()));
        }
        if !is_lost {
            let written = Memory { text: written, format: own.format };
            same_state(plan, &kept(&connection), (&own, &written), false, tally)
                .map_err(|told| format!("{}\n{told}", about()))?;
        }
        // Records with the state of the ledger in them say what the run has recorded. One that is rejected,
        // for a row of a table perhaps, stays as it came.
        let whole = Memory { text: whole, format: own.format };
        let mut recorded = kept(&connection);
        recorded.retain(|id, _| !lost_ids.contains(id));
        same_state(plan, &recorded, (&own, &whole), false, tally)
            .map_err(|told| format!("{}\n{}\n{told}", about(), whole.text))?;
        let noted_there = Noted::read(&connection);
        if noted_there != noted {
            return Err(format!("{}\nis noted: {noted_there:#?}\nof {noted:#?}", about()));
        }
        if competes && !here.rejected.is_empty() {
            tally.ended += 1;
            tally.lost += usize::from(is_lost);
            break;
        }
    }
    tally.in_two += in_two;
    // In another order, the runs have the same numbers only if each night is one.
    if nights_done > 0 && in_two == 0 && choices.once_in(3) {
        tally.again += 1;
        in_any_order(shop, &shop.nights[..nights_done], &dump(&reading(&ledger.path())), choices)?;
    }
    Ok(())
}

/// A night on which some customers are absent, and its records.
fn some(shop: &Shop, night: &Night, choices: &mut Choices<'_>) -> (Night, Memory) {
    let mut night = night.copy();
    night.customers.retain(|_| choices.once_in(2));
    let own = shop.export.write_own(night.customers.iter().map(|(_, record)| record));
    (night, own)
}

/// What a ledger would decide if some customers were absent.
fn without(lost: &[usize], shop: &Shop, night: &Night, ledger: &WithLedger) -> Seen {
    let mut night = night.copy();
    night.customers.retain(|(who, _)| !lost.contains(who));
    let own = shop.export.write_own(night.customers.iter().map(|(_, record)| record));
    ledger.updated(&shop.program, &night, &own).0
}

/// A ledger that begins with a replay keeps what the replay led to.
#[test]
#[cfg(feature = "cli")]
fn a_first_load_from_a_day_ends_where_a_replay_does() {
    let mut all = Tally::default();
    for seed in FOUND.into_iter().chain(seeds(20)) {
        let choices = &mut Choices::rolled(seed);
        let Some(shop) = Shop::invent(choices) else { continue };
        if let Err(told) = law_of_replays(&shop, choices, &mut all) {
            panic!("seed {seed}\n{}\n{told}", shop.rules);
        }
    }
    let Tally { shops, competing, states, moves, given, tags, owed, left_out, .. } = all;
    println!(
        "law first loads from a day: shops={shops} competing={competing} states={states} moves={moves} \
         given={given} tags={tags} owed={owed} left_out={left_out}"
    );
    assert!(left_out > 0, "nobody was left out");
    assert!(states > shops * 2, "{states} customers of {shops} shops were compared");
    assert!(moves > shops && given > shops, "{moves} moves and {given} gifts in {shops} shops");
}

#[cfg(feature = "cli")]
fn law_of_replays(shop: &Shop, choices: &mut Choices<'_>, tally: &mut Tally) -> Result<(), String> {
    let (plan, night) = (shop.program.plan(), &shop.nights[shop.nights.len() - 1]);
    let folder = TempDir::new().unwrap();
    let records = shop.export.write_own(night.customers.iter().map(|(_, record)| record));
    let write = |name: &str, input: &Memory| {
        let ending = if input.format == records::Format::Csv { "csv" } else { "ndjson" };
        let name = format!("{name}.{ending}");
        std::fs::write(folder.path().join(&name), &input.text).unwrap();
        name
    };
    std::fs::write(folder.path().join("rules.flywheel"), &shop.rules).unwrap();
    let mut args = vec!["rules.flywheel".to_owned(), write("customers", &records)];
    for (place, (name, rows)) in night.tables.iter().enumerate() {
        args.extend([
            "--table".to_owned(),
            format!("{name}={}", write(&format!("t{place}"), rows)),
        ]);
    }
    let (from, to) = ("2026-03-20", "2026-05-10");
    args.extend(["--from", from].map(str::to_owned));
    if choices.once_in(2) {
        args.push("--start-empty".to_owned());
    }
    let flywheel = |command: &str, more: &[&str]| {
        let mut flywheel = assert_cmd::Command::cargo_bin("flywheel").unwrap();
        flywheel.current_dir(folder.path()).arg(command).args(&args).args(more).output().unwrap()
    };
    let replay = flywheel("replay", &["--to", to, "--update", "end"]);
    let load = ["--first-load", "--as-of", to, "--ledger", "l", "--yes"];
    let load = flywheel("run", &load);
    let said = String::from_utf8_lossy(&load.stderr).into_owned();
    if replay.status.code() != load.status.code() {
        return Err(format!("{:?} but {:?}\n{said}", replay.status, load.status));
    }
    let Ok(text) = std::fs::read_to_string(folder.path().join("end")) else { return Ok(()) };
    tally.shops += 1;
    let engine = Engine::new(plan, night.as_of);
    tally.competing += usize::from(engine.has_limits_across_customers());
    let connection = reading(&folder.path().join("l"));
    let wrong = wrong(&connection);
    if !wrong.is_empty() {
        return Err(format!("{wrong:#?}\n{}", records.text));
    }
    let count = |query: &str| -> i64 { connection.query_row(query, [], |row| row.get(0)).unwrap() };
    let moves = count("SELECT count(*) FROM moves WHERE rule IS NOT NULL");
    let given = count("SELECT count(*) FROM gifts WHERE what = 'assumed'");
    tally.moves += moves as usize;
    tally.given += given as usize;
    let end = Memory { text, format: records.format };
    let mut kept = kept(&connection);
    without_control_groups(plan, &mut kept, (&records, &end));
    same_state(plan, &kept, (&records, &end), false, tally)
        .map_err(|told| format!("{}\n{}\n{told}", records.text, end.text))?;
    // Everybody is in the ledger but those who were rejected and those who were left out on all days.
    let everybody = read(plan, &end).into_iter().flatten();
    let everybody = everybody.map(|one| one.id.text.to_string());
    let missing: Vec<String> = everybody.filter(|id| !kept.contains_key(id)).collect();
    let words = String::from_utf8_lossy(&load.stdout).into_owned();
    let left_out = words.lines().find_map(|line| {
        line.strip_suffix(" was left out.").or(line.strip_suffix(" were left out."))
    });
    let left_out: usize = left_out.map_or(0, |count| count.parse().expect("a number"));
    tally.left_out += left_out;
    match load.status.code() {
        Some(0) if missing.len() != left_out => {
            Err(format!("{missing:?} are not in the ledger\n{words}\n{}", end.text))
        }
        Some(_) | None => Ok(()),
    }
}

/// Takes out what a ledger assumes of control groups: a gift with a holdout that a replay gave to somebody
/// not once.
#[cfg(feature = "cli")]
fn without_control_groups(
    plan: &Plan,
    kept: &mut BTreeMap<String, Kept>,
    (own, end): (&Memory, &Memory),
) {
    for (own, end) in read(plan, own).into_iter().zip(read(plan, end)) {
        let (Some(own), Some(end)) = (own, end) else { continue };
        let Some(kept) = kept.get_mut(&*end.id.text) else { continue };
        let gifts = plan.gifts.iter().enumerate().filter(|(_, gift)| gift.holdout.is_some());
        for (gift, _) in gifts {
            let of = |record: &Record<'_>| -> Vec<Given> {
                let grants = record.given.iter().filter(|grant| grant.gift == gift);
                grants.map(|grant| given(plan, grant)).collect()
            };
            let (before, after) = (of(&own), of(&end));
            let name = &plan.needs.gifts[gift].written;
            if after.iter().all(|given| before.contains(given)) {
                kept.given.retain(|given| given.0 != *name || after.contains(given));
            }
        }
    }
}

/// What a ledger notes besides: who was in which arm, and how often which gift was withheld.
#[derive(Debug, Default, PartialEq)]
struct Noted {
    /// Customer, experiment, and arm.
    exposures: BTreeSet<(String, String, String)>,
    /// By run, gift, rule, and reason.
    withheld: BTreeMap<(i64, String, String, String), i64>,
}

impl Noted {
    fn take(&mut self, plan: &Plan, run: i64, id: &str, decision: &Decision) {
        for (experiment, arm) in &decision.experiments {
            let experiment = &plan.experiments[*experiment];
            let arm = experiment.arms[usize::from(*arm)].name.clone();
            self.exposures.insert((id.to_owned(), experiment.name.clone(), arm));
        }
        for held in &decision.withheld {
            let gift = plan.needs.gifts[held.gift].written.clone();
            let rule = plan.rules[held.rule].label.clone();
            let key = (run, gift, rule, held.reason.word().to_owned());
            *self.withheld.entry(key).or_default() += 1;
        }
    }

    fn read(connection: &Connection) -> Noted {
        let mut noted = Noted::default();
        let query = "SELECT id, experiment, arm FROM exposures JOIN customers ON n = customer";
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
        noted.exposures.extend(rows.unwrap().map(Result::unwrap));
        let query = "SELECT run, gift, rule, reason, customers FROM withheld";
        let mut statement = connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| {
            Ok(((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?), row.get(4)?))
        });
        noted.withheld.extend(rows.unwrap().map(Result::unwrap));
        noted
    }
}

/// What a record says, as the plain reader reads it; nothing of one that it cannot read.
fn read(plan: &Plan, input: &Memory) -> Vec<Option<Record<'static>>> {
    let reader = Reader::new(&plan.needs);
    let mut all = Vec::new();
    let read = |chunk: &Chunk<'_>| -> Vec<_> {
        chunk.written().map(|one| one.read().ok().map(Record::into_owned)).collect()
    };
    let stream = input.open().expect("memory can be read");
    let outcome = records::run(stream, &input.options(), &reader, read, |_, some| {
        all.extend(some);
        Ok::<(), io::Error>(())
    });
    outcome.expect("memory can be read");
    all
}

/// Whether a ledger keeps of each customer what the updated records say.
fn same_state(
    plan: &Plan,
    kept: &BTreeMap<String, Kept>,
    (own, updated): (&Memory, &Memory),
    in_any_order: bool,
    tally: &mut Tally,
) -> Result<(), String> {
    let mut known = 0;
    for (own, updated) in read(plan, own).into_iter().zip(read(plan, updated)) {
        let (Some(own), Some(updated)) = (own, updated) else { continue };
        let Some(kept) = kept.get(&*updated.id.text) else { continue };
        known += 1;
        let own: BTreeSet<String> = own.tags.iter().map(ToString::to_string).collect();
        let tags: BTreeSet<String> = updated.tags.iter().map(ToString::to_string).collect();
        let of_ledger: BTreeSet<String> =
            own.difference(&kept.untags).chain(&kept.tags).cloned().collect();
        tally.tags += of_ledger.symmetric_difference(&own).count();
        let stage = updated.stage.map(|stage| plan.needs.stages[stage].clone());
        let since = updated.stage_since.map(nanos);
        let mut given: Vec<Given> = updated.given.iter().map(|grant| given(plan, grant)).collect();
        let (mut owed, mut of_ledger_given) = (owed(plan, kept), kept.given.clone());
        tally.owed += owed.len();
        let mut owed_there = updated.owed.clone();
        if in_any_order {
            given.sort();
            of_ledger_given.sort();
            owed.sort_by_key(|one| format!("{one:?}"));
            owed_there.sort_by_key(|one| format!("{one:?}"));
        }
        let same = (Some(&kept.stage), kept.since, &of_ledger, &of_ledger_given, &owed)
            == (stage.as_ref(), since, &tags, &given, &owed_there);
        if !same {
            return Err(format!(
                "{:?}\nledger {kept:#?}\nthat is {of_ledger:?}, {owed:?}\n\
                 update {stage:?} {since:?} {tags:?} {given:#?} {:?}",
                updated.id, updated.owed
            ));
        }
    }
    tally.states += known;
    Ok(())
}

fn nanos(at: Instant) -> i64 {
    at.as_nanosecond().try_into().expect("a year that is not far away")
}

fn given(plan: &Plan, grant: &Grant) -> Given {
    let amount = |amount: Option<Decimal>| amount.map(|amount| amount.to_string());
    let event = grant.event.as_deref().unwrap_or_default().to_owned();
    let name = plan.needs.gifts[grant.gift].written.clone();
    (name, grant.at.map(nanos), event, amount(grant.cost), amount(grant.worth))
}

/// What a ledger says is owed, as records say it.
fn owed(plan: &Plan, kept: &Kept) -> Vec<Owed> {
    let Some(owed) = &kept.owed else { return Vec::new() };
    let record = format!("{{\"id\":\"a\",\"owed\":{owed}}}");
    let record = Reader::of_ledger(&plan.needs).read(record.as_bytes()).map(Record::into_owned);
    record.expect("what is owed can be read").owed
}

/// The same nights in another order of customers, on other threads, lead to the same tables.
fn in_any_order(
    shop: &Shop,
    nights: &[Night],
    tables: &str,
    choices: &mut Choices<'_>,
) -> Result<(), String> {
    let folder = TempDir::new().unwrap();
    let mut ledger = WithLedger::create(&folder.path().join("l"), 1 + choices.below(4));
    for night in nights {
        let mut customers: Vec<&Value> = night.customers.iter().map(|(_, record)| record).collect();
        nights::shuffle(&mut customers, choices);
        let records = shop.export.write_own(customers.into_iter());
        ledger.night(&shop.program, night, &records, false);
        ledger.send();
    }
    let other = dump(&reading(&ledger.path()));
    if other == tables {
        return Ok(());
    }
    let differ = tables.lines().zip(other.lines()).find(|(one, other)| one != other);
    Err(format!("another order makes other tables: {differ:#?}\n{tables}\n{other}"))
}

#[test]
fn merged_customers_are_like_one_record_with_the_gifts_of_both() {
    let (mut all, mut merges) = (Tally::default(), Merges::default());
    for seed in seeds(30) {
        let choices = &mut Choices::rolled(seed ^ 0x6d65_7267);
        let Some(shop) = Shop::invent(choices) else { continue };
        if let Err(told) = law_of_merges(&shop, choices, &mut all, &mut merges) {
            panic!("seed {seed}\n{}\n{told}", shop.rules);
        }
    }
    let Merges { merges, gifts, owed, rows, records, decisions, given, fast } = merges;
    let [both, only_own, only_other] = records;
    // `.ci/long` adds these up.
    println!(
        "law merges: shops={merges} gifts={gifts} owed={owed} rows={rows} both={both} only_own={only_own} only_other={only_other} \
         decisions={decisions} given={given} fast={fast}"
    );
    assert!(merges > 8 && gifts > 0 && given > 0, "{merges} merges, {gifts} gifts, {given} given");
}

/// What was tried of merges.
#[derive(Clone, Copy, Debug, Default)]
struct Merges {
    merges: usize,
    /// Gifts and owed gifts that changed hands.
    gifts: usize,
    owed: usize,
    /// Nights whose tables have rows of the one who went.
    rows: usize,
    /// Nights with both records, only that of who stays, and only that of who went.
    records: [usize; 3],
    /// Decisions after a merge, for the merged customer, and what they gave.
    decisions: usize,
    given: usize,
    fast: usize,
}

/// Two customers who are one, by their numbers, and the own id.
struct Pair {
    from: usize,
    into: usize,
    id: String,
}

fn law_of_merges(
    shop: &Shop,
    choices: &mut Choices<'_>,
    tally: &mut Tally,
    merges: &mut Merges,
) -> Result<(), String> {
    let (program, export) = (&shop.program, &shop.export);
    let plan = program.plan();
    let folder = TempDir::new().unwrap();
    let mut ledger = WithLedger::create(&folder.path().join("l"), 1 + choices.below(4));
    let competes = Engine::new(plan, shop.nights[0].as_of).has_limits_across_customers();
    let mut state: BTreeMap<usize, OfRules> = BTreeMap::new();
    let mut ids: BTreeMap<usize, String> = BTreeMap::new();
    let merged_before = 1 + choices.below(shop.nights.len() - 1);
    let mut pair: Option<Pair> = None;
    for (number, night) in shop.nights.iter().enumerate() {
        if number == merged_before {
            let known: Vec<usize> = state.keys().copied().collect();
            if known.len() < 2 {
                return Ok(());
            }
            let from = known[choices.below(known.len())];
            let into = known[choices.below(known.len())];
            if from == into {
                return Ok(());
            }
            let done = ledger.merge(&ids[&from], &ids[&into], plan);
            ledger.forget_assumed();
            let went = state.remove(&from).unwrap_or_default();
            let stays = state.entry(into).or_default();
            merges.merges += 1;
            merges.gifts += done.gifts as usize;
            merges.owed += usize::from(went.contains_key("owed"));
            combine(stays, &went);
            pair = Some(Pair { from, into, id: ids[&into].clone() });
        }
        let (there, here) = match &pair {
            None => (night.copy(), night.copy()),
            Some(pair) => tonight(shop, night, pair, choices, merges),
        };
        let own = export.write_own(here.customers.iter().map(|(_, record)| record));
        let own_there = export.write_own(there.customers.iter().map(|(_, record)| record));
        let records = there.customers.iter().map(|(who, record)| (record, state.get(who)));
        let with_state = export.write(records);
        let about = || {
            let texts = format!("{}\n{}\n{:#?}", own.text, with_state.text, here.tables);
            let pair = pair.as_ref().map(|pair| (pair.from, pair.into, &pair.id));
            format!("night {number}, as of {}, merged {pair:?}\n{texts}", night.as_of)
        };
        let (decided_there, written) = updated(program, &there, &with_state);
        let Some(written) = written else { return Ok(()) };
        let (decided, _) = ledger.night(program, &here, &own, false);
        ledger.send();
        if !decided.differs.is_empty() {
            return Err(format!("{}\nthe paths differ: {:#?}", about(), decided.differs));
        }
        let surplus = here.customers.len() - there.customers.len();
        if decided.rejected != decided_there.rejected
            || decided.left_out != decided_there.left_out
            || decided.merged != surplus
        {
            return Err(format!("{}\n{decided:#?}\n{decided_there:#?}", about()));
        }
        if competes && !decided.rejected.is_empty() {
            // Only a ledger still knows what they were given.
            return Ok(());
        }
        if decided.decisions != decided_there.decisions {
            let (one, other) = (&decided.decisions, &decided_there.decisions);
            let ids = one.keys().chain(other.keys());
            let ids: BTreeSet<&String> = ids.filter(|id| one.get(*id) != other.get(*id)).collect();
            let differ = ids.iter().map(|id| (id, one.get(*id), other.get(*id)));
            let differ: Vec<_> = differ.collect();
            return Err(format!("{}\nledger and update: {differ:#?}", about()));
        }
        if let Some(decision) = pair.as_ref().and_then(|pair| decided.decisions.get(&pair.id)) {
            merges.decisions += 1;
            merges.given += decision.given.len();
            merges.fast += usize::from(decided.fast > 0);
        }
        let after = export.of_rules(&written);
        for (((who, _), record), of_rules) in
            there.customers.iter().zip(read(plan, &with_state)).zip(after)
        {
            let Some(record) = record else { continue };
            if decided.decisions.contains_key(&*record.id.text) {
                ids.insert(*who, record.id.text.to_string());
                state.insert(*who, of_rules);
            }
        }
        let connection = reading(&ledger.path());
        let wrong = wrong(&connection);
        if !wrong.is_empty() {
            return Err(format!("{}\n{wrong:#?}", about()));
        }
        let written = Memory { text: written, format: own.format };
        same_state(plan, &kept(&connection), (&own_there, &written), pair.is_some(), tally)
            .map_err(|told| format!("{}\n{told}", about()))?;
    }
    Ok(())
}

/// A night after two customers were merged: as one record would have it, and as an export may have it.
fn tonight(
    shop: &Shop,
    night: &Night,
    pair: &Pair,
    choices: &mut Choices<'_>,
    merges: &mut Merges,
) -> (Night, Night) {
    let (mut there, mut here) = (night.copy(), night.copy());
    let path = &shop.schema.id.0;
    let record = |who: usize| night.customers.iter().find(|(other, _)| *other == who);
    let id = |who: usize| record(who).and_then(|(_, record)| get(record, path)).cloned();
    let (Some(from), Some(into)) = (id(pair.from), id(pair.into)) else { return (there, here) };
    there.customers.retain(|(who, _)| *who != pair.from);
    let lists = shop.schema.lists.iter().filter(|list| list.table.is_some());
    for (list, (_, table)) in lists.zip(&mut there.tables) {
        if list.table.as_ref().is_some_and(|table| table.parent.is_none()) {
            let renamed = table.renamed(&owner(list), &from, &into);
            merges.rows += usize::from(renamed.text != table.text);
            *table = renamed;
        }
    }
    let which = choices.below(3);
    merges.records[which] += 1;
    match which {
        0 => {}
        1 => here.customers.retain(|(who, _)| *who != pair.from),
        _ => {
            here.customers.retain(|(who, _)| *who != pair.from);
            for (_, record) in here.customers.iter_mut().filter(|(who, _)| *who == pair.into) {
                put(record, path, from.clone());
            }
        }
    }
    (there, here)
}

/// Gives one record what was given to both and what both are owed.
fn combine(stays: &mut OfRules, went: &OfRules) {
    let inside = |text: &str| -> String {
        let inner = text.trim().strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        inner.unwrap_or_else(|| panic!("no list: {text}")).trim().to_owned()
    };
    if let Some(other) = went.get("given").map(|text| inside(text)) {
        // Amounts have more digits than a number of a test.
        let own = stays.get("given").map(|text| inside(text)).unwrap_or_default();
        let all: Vec<String> = [own, other].into_iter().filter(|one| !one.is_empty()).collect();
        stays.insert("given".to_owned(), format!("[{}]", all.join(",")));
    }
    let Some(other) = went.get("owed") else { return };
    let list = |text: &str| -> Vec<Value> { serde_json::from_str(text).expect("a list") };
    let mut all = stays.get("owed").map(|text| list(text)).unwrap_or_default();
    for entry in list(other) {
        let same = |one: &&mut Value| one["name"] == entry["name"] && one["for"] == entry["for"];
        let since = |entry: &Value| entry["since"].as_str()?.parse::<Instant>().ok();
        match all.iter_mut().find(same) {
            Some(one) if since(&entry) < since(one) => *one = entry,
            Some(_) => {}
            None => all.push(entry),
        }
    }
    stays.insert("owed".to_owned(), Value::from(all).to_string());
}
