use jiff::tz::TimeZone;

use crate::problems::{Problem, Problems, register as code};
use crate::syntax::tree::{File, Header, Name};
use crate::values::currency::Currency;

use super::{Checker, suggest};

/// The version of the language that this program reads.
const LANGUAGE: u32 = 1;

/// What `flywheel "title"` sets, or leaves as it is.
pub(super) struct Settings {
    pub title: Option<String>,
    pub currency: Currency,
    /// Whether the currency of the file is not known, which is reported.
    pub no_currency: bool,
    pub zone: TimeZone,
    pub start: Option<Name>,
}

pub(super) fn settings(file: &File, problems: &mut Problems) -> Settings {
    let mut settings = Settings {
        title: None,
        currency: Currency::USD,
        no_currency: false,
        zone: TimeZone::UTC,
        start: None,
    };
    let mut first: Option<&Header> = None;
    for header in file.headers() {
        if let Some(first) = first {
            problems.push(
                Problem::new(
                    code::DECLARED_TWICE,
                    "A file has one `flywheel` header",
                    header.span,
                    "the second one",
                )
                .and_at(first.span, "the first one")
                .help("put all settings under the first"),
            );
            // What only the second says is not held against the rest of the file.
            if header.currency.is_some() {
                settings.no_currency = true;
            }
            settings.start = settings.start.or_else(|| header.start.clone());
            continue;
        }
        first = Some(header);
        settings.title = header.title.as_ref().map(|title| title.text.clone());
        settings.start = header.start.clone();
        if let Some(name) = &header.currency {
            let found = currency(name, problems);
            settings.no_currency = found.is_none();
            settings.currency = found.unwrap_or(Currency::USD);
        }
        if let Some(name) = &header.timezone {
            settings.zone = zone(name, problems);
        }
        version(header, problems);
    }
    settings
}

fn currency(name: &Name, problems: &mut Problems) -> Option<Currency> {
    if let Some(currency) = Currency::from_code(&name.text) {
        return Some(currency);
    }
    let codes: Vec<Currency> = Currency::all().collect();
    let upper = name.text.to_uppercase();
    let by_name = [
        ("EURO", "EUR"),
        ("EUROS", "EUR"),
        ("DOLLAR", "USD"),
        ("DOLLARS", "USD"),
        ("US", "USD"),
        ("POUND", "GBP"),
        ("POUNDS", "GBP"),
        ("STERLING", "GBP"),
        ("YEN", "JPY"),
        ("FRANC", "CHF"),
        ("FRANCS", "CHF"),
        ("RUPEE", "INR"),
        ("RUPEES", "INR"),
        ("YUAN", "CNY"),
        ("RMB", "CNY"),
    ];
    let by_name = by_name.iter().find(|(word, _)| *word == upper).map(|(_, code)| *code);
    let close = by_name.or_else(|| suggest::closest(&upper, codes.iter().map(Currency::code)));
    let title = format!("There is no currency `{}`", name.text);
    let label = "not a code of ISO 4217";
    let problem = Problem::new(code::UNKNOWN_SETTING, title, name.span, label);
    let help = "write its three-letter code, for example `USD` or `EUR`";
    problems.push(suggest::meant_or(problem, close, help));
    None
}

fn zone(name: &Name, problems: &mut Problems) -> TimeZone {
    if let Ok(zone) = TimeZone::get(&name.text) {
        return zone;
    }
    let zones: Vec<String> = jiff::tz::db().available().map(|zone| zone.to_string()).collect();
    let close = suggest::closest(&name.text, zones.iter().map(String::as_str));
    let title = format!("There is no time zone `{}`", name.text);
    let label = "not in the time zone database";
    let problem = Problem::new(code::UNKNOWN_SETTING, title, name.span, label);
    let help = "write it as continent and city, for example `Europe/Berlin`, or `UTC`";
    problems.push(suggest::meant_or(problem, close, help));
    TimeZone::UTC
}

fn version(header: &Header, problems: &mut Problems) {
    if let Some((version, span)) = header.language
        && version != LANGUAGE
    {
        problems.push(
            Problem::new(
                code::UNKNOWN_SETTING,
                format!("This file is written in version {version} of the language"),
                span,
                format!("this program reads version {LANGUAGE}"),
            )
            .help("use a newer flywheel, or write `language 1`"),
        );
    }
}

impl Checker<'_> {
    /// The stage in which new customers begin: the one declared, else the first.
    pub(super) fn start(&mut self) -> usize {
        match self.settings.start.clone() {
            Some(name) => self.stage_named(&name).unwrap_or(0),
            None => 0,
        }
    }
}
