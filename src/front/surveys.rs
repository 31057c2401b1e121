//! Survey files of a command: reading them, and saying what is wrong with them and what is next.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failure, disk};
use crate::eval::Phase;
use crate::problems::register::CANNOT_READ;
use crate::run::{Basis, Engine, Merging, SurveyFault, SurveyFile};

/// A survey file, and what messages call it.
pub(super) struct Survey {
    pub name: String,
    file: SurveyFile,
}

impl Survey {
    /// Reads one.
    pub(super) fn read(path: &Path) -> Result<Survey, Failure> {
        let name = disk::name(path);
        let mut bytes = Vec::new();
        let read = disk::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
        read.map_err(|error| Failure::reading(&name, &error))?;
        match SurveyFile::parse(&bytes) {
            Ok(file) => Ok(Survey { name, file }),
            Err(fault) => Err(unfit(&name, &fault)),
        }
    }

    /// The moment that it was made for.
    pub(super) fn as_of(&self) -> &str {
        self.file.basis().as_of()
    }

    /// The engine of some rules, as of a moment, among the customers that this knows. It says so if its inputs are not
    /// among those that were surveyed.
    pub(super) fn engine(&self, engine: &Engine, basis: &Basis) -> Result<Engine, Failure> {
        let among = engine.among(&self.file, basis).map_err(|fault| unfit(&self.name, &fault))?;
        Ok(among.expecting(&self.file))
    }
}

/// Merges the surveys of all parts.
pub(super) fn merge(paths: &[PathBuf]) -> Result<Option<SurveyFile>, Failure> {
    let mut merging = Merging::default();
    for path in paths {
        let Survey { name, file } = Survey::read(path)?;
        merging.add(file).map_err(|fault| {
            let SurveyFault::Same(other) = fault else { return unfit(&name, &fault) };
            let other = paths.get(other).map_or_else(String::new, |other| disk::name(other));
            Failure::new(format!("{name} and {other} are surveys of the same customers"))
                .help("leave one of them out: each customer may be in one part only")
        })?;
    }
    merging.finish().map_err(|fault| unfit("these surveys", &fault))
}

/// A survey file that cannot be used.
fn unfit(name: &str, fault: &SurveyFault) -> Failure {
    let what = format!("cannot use {name}: {fault}");
    match fault {
        SurveyFault::Unreadable(_) | SurveyFault::Damaged | SurveyFault::Version(_) => {
            Failure::coded(CANNOT_READ, what)
                .help("make it again with `flywheel survey`, and write nothing else into it")
        }
        SurveyFault::Flywheel(_) | SurveyFault::Rules => Failure::new(what)
            .help("survey all parts again with the same flywheel and the same rules"),
        SurveyFault::Strict { .. } => {
            Failure::new(what).help("give --strict to all commands of a run, or to none of them")
        }
        SurveyFault::Moment(moment) => Failure::new(what).help(format!(
            "give all parts, and each command, the same moment, such as --as-of {moment}"
        )),
        SurveyFault::Round => Failure::new(what).help(
            "survey each part with the same --known, and merge only the surveys of one round",
        ),
        SurveyFault::Merged => {
            Failure::new(what).help("merge the surveys of all parts in one command, each once")
        }
        SurveyFault::Part => Failure::new(what).help(
            "merge the surveys of all parts first:\n\
             flywheel survey --merge PART.survey... > merged.survey",
        ),
        SurveyFault::Same(_) => {
            Failure::new(what).help("leave it out: each customer may be in one part only")
        }
        SurveyFault::Changed | SurveyFault::Gone(_) => Failure::new(what).help(
            "all rounds need the same files, and all of them: merge the surveys of all parts, or begin \
             again with the first round, without --known",
        ),
    }
}

/// Why customers have to be surveyed again, and how; nothing if they do not have to. `merged` is the
/// file that knows the rest.
pub(super) fn next_round(left: &[Phase], merged: &str) -> Option<(String, String)> {
    let what = left.first()?.finds();
    let next = format!(
        "survey each part again, and merge these surveys:\n\
         flywheel survey RULES PART --known {merged} > PART.survey\n\
         flywheel survey --merge PART.survey... > next.survey"
    );
    Some((format!("does not say yet {what}"), next))
}
