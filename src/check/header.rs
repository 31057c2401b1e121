//! Checks the header: title, currency, time zone, language version and first stage.

use jiff::tz::TimeZone;

use crate::problems::{Fix, Problem, Problems, Span, register as code};
use crate::syntax::tree::{File, Header, Name};
use crate::values::currency::Currency;
use crate::values::time;

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
                    "A file can have only one `flywheel` header",
                    header.span,
                    "the second one",
                )
                .and_at(first.span, "the first one")
                .help("put all settings under the first one"),
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
            settings.zone = zone(&name.text, name.span, problems);
            if let Some(city) = without_summer(&name.text) {
                let title = format!("`{}` has no daylight saving time", name.text);
                let label = "the same all year";
                let problem = Problem::new(code::FIXED_ZONE, title, name.span, label);
                let help = format!("write the time zone of a city: `{city}`");
                problems.push(problem.help(help).fix(Fix::likely(name.span, city)));
            }
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
    let label = "not an ISO 4217 currency code";
    let problem = Problem::new(code::UNKNOWN_SETTING, title, name.span, label);
    let help = "write its three-letter code, for example `USD` or `EUR`";
    problems.push(suggest::meant_or(problem, close, help));
    None
}

/// The zone of a name; UTC where there is none, which is reported.
pub(super) fn zone(name: &str, span: Span, problems: &mut Problems) -> TimeZone {
    if let Some(zone) = time::zone_named(name) {
        return zone;
    }
    let zones: Vec<String> = time::zone_names().collect();
    let title = format!("There is no time zone `{name}`");
    let label = "not in the time zone database";
    let problem = Problem::new(code::UNKNOWN_SETTING, title, span, label);
    let city = |zone: &&String| zone.rsplit('/').next() == Some(&*name.replace(' ', "_"));
    if let Some(zone) = abbreviated(name) {
        problems.push(problem.help(format!("write the time zone of a city: `{zone}`")));
    } else if let Some(city) = at_offset(name) {
        // `Etc/GMT+1` is an hour behind UTC, and no offset knows of summer time.
        let help = format!(
            "an offset ignores daylight saving time: write the time zone of a city, for example `{city}`"
        );
        problems.push(problem.help(help));
    } else if let Some(zone) = zones.iter().find(city) {
        problems.push(suggest::meant(problem, zone));
    } else if let Some(zone) = of_city(name).filter(|zone| zones.iter().any(|own| own == zone)) {
        let help = format!("write `{zone}`, which has the same time");
        problems.push(problem.help(help).fix(Fix::likely(span, zone)));
    } else {
        let regions = zones.iter().filter(|zone| !zone.starts_with("Etc/"));
        // One city is not another one of which a letter or two is different.
        let near =
            |close: &&str| strsim::osa_distance(&name.to_lowercase(), &close.to_lowercase()) < 2;
        let close = suggest::closest(name, regions.map(String::as_str)).filter(near);
        let help = "write a continent and city, for example `Europe/Berlin`, or `UTC`";
        problems.push(suggest::meant_or(problem, close, help));
    }
    TimeZone::UTC
}

/// The zone that people call by letters or by its part of a country.
fn abbreviated(name: &str) -> Option<&'static str> {
    let name = name.to_uppercase();
    let name = name.strip_suffix(" TIME").unwrap_or(&name);
    Some(match name {
        "EDT" | "ET" | "EASTERN" => "America/New_York",
        "CST" | "CDT" | "CT" | "CENTRAL" => "America/Chicago",
        "MDT" | "MT" | "MOUNTAIN" => "America/Denver",
        "PST" | "PDT" | "PT" | "PACIFIC" => "America/Los_Angeles",
        "CEST" => "Europe/Berlin",
        "BST" => "Europe/London",
        _ => return None,
    })
}

/// The zone of a city by its local name, or of a large city that has none of its own.
fn of_city(name: &str) -> Option<&'static str> {
    let city = name.rsplit('/').next().unwrap_or(name).to_lowercase().replace(['_', '-'], " ");
    Some(match city.as_str() {
        "wien" | "graz" | "salzburg" | "linz" => "Europe/Vienna",
        "munich" | "münchen" | "muenchen" | "hamburg" | "frankfurt" | "köln" | "koeln"
        | "cologne" | "stuttgart" | "düsseldorf" | "duesseldorf" | "leipzig" => "Europe/Berlin",
        "zürich" | "zuerich" | "geneva" | "genève" | "genf" | "basel" | "bern" => "Europe/Zurich",
        "roma" | "rom" | "milan" | "milano" | "naples" | "napoli" | "turin" | "torino" => {
            "Europe/Rome"
        }
        "praha" | "prag" | "brno" => "Europe/Prague",
        "warszawa" | "warschau" | "krakow" | "kraków" => "Europe/Warsaw",
        "københavn" | "kobenhavn" | "kopenhagen" => "Europe/Copenhagen",
        "bruxelles" | "brussel" | "brüssel" | "antwerp" => "Europe/Brussels",
        "lisboa" | "lissabon" | "porto" => "Europe/Lisbon",
        "athen" | "athina" => "Europe/Athens",
        "moskau" | "moskva" => "Europe/Moscow",
        "bucuresti" | "bucurești" | "bukarest" => "Europe/Bucharest",
        "beograd" | "belgrad" => "Europe/Belgrade",
        "kiew" => "Europe/Kyiv",
        "barcelona" | "sevilla" | "seville" | "valencia" => "Europe/Madrid",
        "lyon" | "marseille" | "toulouse" | "nice" => "Europe/Paris",
        "rotterdam" | "the hague" | "utrecht" => "Europe/Amsterdam",
        "manchester" | "edinburgh" | "birmingham" | "glasgow" | "cardiff" => "Europe/London",
        "boston" | "miami" | "washington" | "atlanta" | "philadelphia" | "orlando" => {
            "America/New_York"
        }
        "dallas" | "houston" | "austin" | "minneapolis" | "new orleans" => "America/Chicago",
        "salt lake city" | "albuquerque" => "America/Denver",
        "san francisco" | "seattle" | "san diego" | "las vegas" | "portland" => {
            "America/Los_Angeles"
        }
        "montreal" | "montréal" | "ottawa" => "America/Toronto",
        "mumbai" | "bombay" | "delhi" | "new delhi" | "bangalore" | "bengaluru" | "chennai" => {
            "Asia/Kolkata"
        }
        "beijing" | "peking" | "shenzhen" | "guangzhou" => "Asia/Shanghai",
        "osaka" | "kyoto" => "Asia/Tokyo",
        _ => return None,
    })
}

/// The city of a zone whose name stands for winter time only.
fn without_summer(name: &str) -> Option<&'static str> {
    match name {
        "EST" => Some("America/New_York"),
        "MST" => Some("America/Denver"),
        _ => None,
    }
}

/// A zone that is at an offset from UTC in winter: `GMT+1`, `UTC-5`.
fn at_offset(name: &str) -> Option<&'static str> {
    let name = name.to_uppercase();
    let offset = name.strip_prefix("GMT").or(name.strip_prefix("UTC"))?;
    let sign = offset.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let hours = offset[1..].split([':', '.']).next()?.trim_start_matches('0');
    Some(match (sign, hours) {
        ('+', "1") => "Europe/Berlin",
        ('+', "2") => "Europe/Athens",
        ('+', "3") => "Europe/Istanbul",
        ('+', "4") => "Asia/Dubai",
        ('+', "5") => "Asia/Karachi",
        ('+', "7") => "Asia/Bangkok",
        ('+', "8") => "Asia/Singapore",
        ('+', "9") => "Asia/Tokyo",
        ('+', "10") => "Australia/Sydney",
        ('+', "12") => "Pacific/Auckland",
        ('-', "3") => "America/Sao_Paulo",
        ('-', "4") => "America/Halifax",
        ('-', "5") => "America/New_York",
        ('-', "6") => "America/Chicago",
        ('-', "7") => "America/Denver",
        ('-', "8") => "America/Los_Angeles",
        ('-', "9") => "America/Anchorage",
        ('-', "10") => "Pacific/Honolulu",
        ('+' | '-', "") => "Europe/London",
        _ => "Europe/Berlin",
    })
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
