//! A folder with a list for each gift: who gets it.

use std::fs;
use std::path::{Path, PathBuf};

use super::replacement::Replacement;
use super::{Failure, disk};
use crate::output::decisions::{Tally, list_head};
use crate::output::words::{counted, number};
use crate::plan::{Gift, Plan};
use crate::problems::register::CANNOT_WRITE;

/// Names that Windows keeps for devices, whatever the ending of the file.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// The lists of a run, which take their places only when all of them are whole.
pub(super) struct Lists {
    folder: PathBuf,
    /// Whether the folder was not there before. It goes again if nothing is put into it.
    created: bool,
    /// By gift.
    files: Vec<Replacement>,
}

/// Makes sure that each list has a place of its own, apart from what is read and what else is
/// written, by their options.
pub(super) fn check(
    folder: &Path,
    plan: &Plan,
    inputs: &[&PathBuf],
    outputs: &[(&str, &Option<PathBuf>)],
) -> Result<(), Failure> {
    for list in paths(folder, plan)? {
        let name = disk::name(&list);
        if inputs.iter().any(|input| disk::same(input, &list)) {
            let what = format!("--lists would overwrite {name}, which is being read");
            return Err(Failure::new(what).help("name another folder: --lists new-lists"));
        }
        for (option, output) in outputs {
            if output.as_ref().is_some_and(|output| disk::same(output, &list)) {
                let what = format!("{option} and --lists would both write {name}");
                return Err(Failure::new(what).help("give each its own place"));
            }
        }
    }
    Ok(())
}

/// Where the list of each gift goes. No two may have the same file on any machine.
fn paths(folder: &Path, plan: &Plan) -> Result<Vec<PathBuf>, Failure> {
    let mut names: Vec<(String, &str)> = Vec::new();
    for gift in &plan.gifts {
        let (name, small) = (gift.name.as_str(), gift.name.to_lowercase());
        if is_device(&small) {
            let what = format!("--lists cannot write `{name}.csv`: Windows keeps that name");
            return Err(Failure::new(what).help(format!("rename the gift `{name}`")));
        }
        if let Some((_, other)) = names.iter().find(|(taken, _)| *taken == small) {
            let what = format!("the lists of `{other}` and `{name}` would be one file");
            return Err(Failure::new(what).help(
                "some computers do not tell capital letters in file names from small ones; rename \
                 one of the gifts",
            ));
        }
        names.push((small, name));
    }
    Ok(plan.gifts.iter().map(|gift| path(folder, gift)).collect())
}

fn path(folder: &Path, gift: &Gift) -> PathBuf {
    folder.join(format!("{}.csv", gift.name))
}

fn is_device(name: &str) -> bool {
    let port = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    DEVICES.contains(&name) || port.is_some_and(|port| matches!(port.as_bytes(), [b'0'..=b'9']))
}

impl Lists {
    /// Begins the lists of all gifts, with their headers.
    pub(super) fn create(folder: &Path, plan: &Plan) -> Result<Lists, Failure> {
        let name = disk::name(folder);
        if folder.exists() && !folder.is_dir() {
            let what = format!("--lists needs a folder, but {name} is a file");
            return Err(Failure::coded(CANNOT_WRITE, what).help("name a new folder: --lists lists"));
        }
        let created = !folder.exists();
        fs::create_dir_all(folder).map_err(|error| Failure::writing(&name, &error))?;
        let mut lists = Lists { folder: folder.to_owned(), created, files: Vec::new() };
        let head = list_head(plan);
        for gift in &plan.gifts {
            let mut file = Replacement::create(&path(folder, gift))?;
            file.write(&head)?;
            lists.files.push(file);
        }
        Ok(lists)
    }

    /// Appends rows, by gift.
    pub(super) fn write(&mut self, rows: &[Vec<u8>]) -> Result<(), Failure> {
        self.files.iter_mut().zip(rows).try_for_each(|(file, rows)| file.write(rows))
    }

    /// Puts the lists in their places, and says what was written.
    pub(super) fn finish(mut self, plan: &Plan, tally: &Tally) -> Result<String, Failure> {
        for file in std::mem::take(&mut self.files) {
            file.finish()?;
        }
        if plan.gifts.is_empty() {
            return Ok("the rules have no gifts, so there are no lists".to_owned());
        }
        let counts = plan.gifts.iter().zip(&tally.given).map(|(gift, count)| match count {
            0 => format!("{}.csv (nobody)", gift.name),
            count => format!("{}.csv ({})", gift.name, number(*count)),
        });
        let counts: Vec<String> = counts.collect();
        let lists = counted(counts.len() as u64, "list", "lists");
        Ok(format!("wrote {lists} to {}: {}", disk::name(&self.folder), counts.join(", ")))
    }
}

impl Lists {
    /// Says why the lists do not take their places.
    pub(super) fn give_up(self) -> String {
        let name = disk::name(&self.folder);
        format!("the lists in {name} were not written, because not all customers could be read")
    }
}

impl Drop for Lists {
    fn drop(&mut self) {
        // What is not whole goes first, so that the folder is empty.
        self.files.clear();
        if self.created {
            let _is_in_use = fs::remove_dir(&self.folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_of_windows_are_no_names_of_files() {
        for name in ["con", "nul", "com1", "lpt9"] {
            assert!(is_device(name), "{name}");
        }
        for name in ["swag", "com", "com10", "comx", "console", "lpté"] {
            assert!(!is_device(name), "{name}");
        }
    }
}
