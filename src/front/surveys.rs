//! Survey files of a command: reading them, and saying what is wrong with them.

use std::io::Read;
use std::path::{Path, PathBuf};

use twox_hash::XxHash3_64;

use super::{Failure, disk};
use crate::eval::{Everyone, Phase};
use crate::problems::Sources;
use crate::problems::register::CANNOT_READ;
use crate::run::{Basis, SurveyFault, SurveyFile};
use crate::values::AsOf;

/// What the surveys of all parts of the customers have in common.
pub(super) fn basis(sources: &Sources, as_of: AsOf, strict: bool) -> Basis {
    let mut all = Vec::new();
    for source in sources.files() {
        all.extend((source.text.len() as u64).to_le_bytes());
        all.extend(source.text.as_bytes());
    }
    Basis {
        flywheel: env!("CARGO_PKG_VERSION").to_owned(),
        rules: format!("{:016x}", XxHash3_64::oneshot(&all)),
        as_of: as_of.to_string(),
        strict,
    }
}

/// Reads a survey file.
pub(super) fn read(path: &Path) -> Result<SurveyFile, Failure> {
    let name = disk::name(path);
    let mut bytes = Vec::new();
    let read = disk::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    read.map_err(|error| Failure::reading(&name, &error))?;
    SurveyFile::parse(&bytes).map_err(|fault| unfit(path, None, &fault))
}

/// Reads what is known of all customers by rules, as of a moment, with the phases that are left.
pub(super) fn known(
    file: &SurveyFile,
    path: &Path,
    basis: &Basis,
) -> Result<(Everyone, Vec<Phase>), Failure> {
    basis.expect(&file.basis).map_err(|fault| unfit(path, None, &fault))?;
    match file.known() {
        Some((known, left)) => Ok((known.clone(), left.to_vec())),
        None => {
            let name = disk::name(path);
            Err(Failure::new(format!("{name} is the survey of one part, and not of all customers"))
                .help("merge the surveys of all parts first: flywheel survey --merge PART... > merged.survey"))
        }
    }
}

/// Merges the surveys of all parts.
pub(super) fn merge(paths: &[PathBuf]) -> Result<Option<SurveyFile>, Failure> {
    let of_place = |place: usize, fault: SurveyFault| {
        let other = if let SurveyFault::Same(other) = fault { other } else { 0 };
        let other = paths.get(other).map(PathBuf::as_path);
        match paths.get(place) {
            Some(path) => unfit(path, other, &fault),
            None => Failure::new(fault.to_string()),
        }
    };
    SurveyFile::merge(paths.iter().map(|path| read(path)), of_place)
}

/// A survey file that cannot be used, because of another one of the command if it needs two for that.
fn unfit(path: &Path, other: Option<&Path>, fault: &SurveyFault) -> Failure {
    let name = disk::name(path);
    let what = format!("cannot use {name}: {fault}");
    let other = other.map(disk::name);
    match fault {
        SurveyFault::Unreadable(_) | SurveyFault::Version(_) => Failure::coded(CANNOT_READ, what)
            .help("make it again with `flywheel survey`, and write nothing else into it"),
        SurveyFault::Flywheel(_) | SurveyFault::Rules | SurveyFault::Strict => Failure::new(what)
            .help("survey all parts again with the same flywheel, the same rules and the same --strict"),
        SurveyFault::Moment(_) => {
            Failure::new(what).help("give the same --as-of to each command of a run")
        }
        SurveyFault::Phase => Failure::new(what).help(
            "survey each part with the same --known, and merge only the surveys of one round",
        ),
        SurveyFault::Merged => {
            Failure::new(what).help("merge the surveys of all parts in one command, each once")
        }
        SurveyFault::Same(_) => {
            let other = other.unwrap_or_default();
            Failure::new(format!("{name} and {other} are surveys of the same customers"))
                .help("leave one of them out: each customer may be in one part only")
        }
    }
}

/// The command that surveys a part in the next round.
pub(super) fn next_round(left: &[Phase], name: &str) -> Option<String> {
    let first = left.first()?;
    let what = match first {
        Phase::Standings => "compare customers with `quintile` or `rank`",
        Phase::Capacity => "have stages with a capacity",
        Phase::Budgets => "have gifts with a budget",
    };
    Some(format!(
        "the rules also {what}: survey each part again with --known {name}, and merge these surveys"
    ))
}
