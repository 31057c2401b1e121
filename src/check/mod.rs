//! Tree to model: names are looked up, types and units agree, the wheel turns. Always yields a
//! model and all problems; a mistake is reported once and what hangs on it stays silent.

mod aggregated;
mod amount;
mod arithmetic;
mod arms;
mod around;
mod at;
mod built_in;
mod calculated;
mod capacity;
mod caps;
mod chain;
mod circle;
mod comparison;
mod customer;
mod dates;
mod decided;
mod declared;
mod declared_range;
mod each;
mod each_events;
mod events;
mod experiment;
mod expression;
mod forms;
mod gift;
mod gift_names;
mod group;
mod habits;
mod header;
mod lets;
mod limit;
mod look_alike;
mod mentions;
#[allow(missing_docs, reason = "its parts are called what the language calls them")]
pub mod model;
mod names;
mod number_call;
mod order;
mod overridden;
mod overspent;
mod owed;
mod question;
mod range;
mod recipient;
mod report;
mod rule_test;
mod score;
mod simulate;
mod stage;
mod suggest;
mod tables;
mod types;
mod uses;
mod wheel;
mod word_forms;
mod years;

pub use arms::is_control;
pub(crate) use declared::{Has, declared};
pub use rule_test::FIRST_DAY;
pub use types::Type;
pub(crate) use word_forms::word_like;

use crate::problems::{Problems, Sources, Span};
use crate::syntax::tree;
use crate::terms::DataForms;

use header::Settings;
use lets::LetState;
use model::{Choice, Experiment, Field, Gift, List, Mention, Model, Score};
use names::Names;

/// Checks a whole program; the texts of its files are for advice in the words of the file.
pub fn check(file: &tree::File, sources: &Sources) -> (Model, Problems) {
    let mut checker = Checker::new(file, sources);
    checker.forms();
    checker.customer();
    checker.event_words();
    checker.experiments();
    checker.tables();
    checker.calculated_attributes();
    let order = checker.chains();
    checker.all_lets(&order);
    checker.list_filters_and_defaults();
    checker.scores();
    checker.gifts();
    checker.aims_of_experiments();
    checker.groups();
    let limits = checker.limits();
    let pauses = checker.pauses();
    let (stages, any_stage) = checker.stages();
    let (leave_out, shows) = (checker.leave_out(), checker.shows());
    let simulations = checker.simulations(&stages);
    let report = checker.report();
    let tests = checker.tests();
    let questions = checker.questions();
    let mappings = checker.mappings();
    checker.owed_has_its_place(&mappings);
    let start = checker.start();
    let mentions = checker.noted();
    let mut model = Model {
        title: checker.settings.title.clone(),
        currency: checker.settings.currency,
        zone: checker.settings.zone.clone(),
        forms: checker.forms.clone(),
        leave_out,
        shows,
        start,
        mappings,
        id_ignores_case: checker.id_ignores_case,
        lets: checker.finished_lets(),
        fields: checker.fields,
        lists: checker.lists,
        choices: checker.choices,
        scores: checker.scores,
        experiments: checker.experiments,
        gifts: checker.gifts,
        limits,
        pauses,
        stages,
        any_stage,
        simulations,
        report,
        tests,
        questions,
        mentions,
    };
    each::agree(&mut model, &mut checker.problems);
    each_events::look(&model, &mut checker.problems);
    arms::note(&mut model);
    circle::look_at_list_filters(&model, &mut checker.problems);
    let circular = circle::look_at_scores(&model, &mut checker.problems);
    circle::look_at_amounts(&model, &circular, &mut checker.problems);
    circle::look_at_standings(&model, &mut checker.problems);
    circle::look_at_those_left_out(&model, &mut checker.problems);
    arms::misplaced(&model, &mut checker.problems);
    if file.broken().next().is_none() {
        wheel::look(&model, &mut checker.problems);
        arms::unused(&model, &mut checker.problems);
        owed::kept_in_vain(&model, &mut checker.problems);
        overspent::look(&model, &mut checker.problems);
    }
    gift::unused(&model, &mut checker.problems);
    years::look(&model, sources, &mut checker.problems);
    score::unused(&model, &checker.used_scores, &mut checker.problems);
    lets::unused(&model, &checker.used_lets, &mut checker.problems);
    look_alike::look(file, &mut checker.problems);
    group::unused(file, &checker.used_groups, &mut checker.problems);
    checker.problems.sort();
    (model, checker.problems)
}

/// What is known so far while a program is being checked.
struct Checker<'t> {
    file: &'t tree::File,
    sources: &'t Sources,
    problems: Problems,
    settings: Settings,
    forms: DataForms,
    /// `id from "Email" ignoring case`
    id_ignores_case: bool,
    names: Names,
    fields: Vec<Field>,
    lists: Vec<List>,
    choices: Vec<Choice>,
    /// The days of the week among the choices, once they are asked for.
    weekday: Option<usize>,
    lets: Vec<LetState<'t>>,
    used_lets: Vec<bool>,
    used_groups: Vec<bool>,
    gifts: Vec<Gift>,
    experiments: Vec<Experiment>,
    scores: Vec<Score>,
    used_scores: Vec<bool>,
    /// What the innermost `where` asks, while that is being checked.
    asked: Option<Span>,
    /// The lists of the `where`s around what is being checked, the innermost last: of each event of
    /// one, the events of the next are some.
    around: Vec<usize>,
    /// Those that lead too far, those of lists, and what gifts cost: they are broken.
    broken_scores: Vec<bool>,
    broken_amounts: Vec<bool>,
    broken_list_filters: Vec<bool>,
    mentions: Vec<Mention>,
}

impl<'t> Checker<'t> {
    fn new(file: &'t tree::File, sources: &'t Sources) -> Checker<'t> {
        let mut problems = Problems::new();
        let settings = header::settings(file, &mut problems);
        let names = Names::declare(file, &mut problems);
        let lets: Vec<_> = file.lets().map(LetState::Waiting).collect();
        let scores = file.scores().count();
        Checker {
            file,
            sources,
            problems,
            settings,
            forms: DataForms::default(),
            id_ignores_case: false,
            names,
            fields: Vec::new(),
            lists: Vec::new(),
            choices: Vec::new(),
            weekday: None,
            used_lets: vec![false; lets.len()],
            used_groups: vec![false; file.groups().count()],
            lets,
            gifts: Vec::new(),
            experiments: Vec::new(),
            scores: Vec::new(),
            used_scores: vec![false; scores],
            broken_scores: vec![false; scores],
            broken_list_filters: Vec::new(),
            broken_amounts: Vec::new(),
            asked: None,
            around: Vec::new(),
            mentions: Vec::new(),
        }
    }
}
