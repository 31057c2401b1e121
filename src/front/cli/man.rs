//! `flywheel man`: manual pages.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;

use super::Arguments;
use crate::front::replacement::Replacement;
use crate::front::{Exit, Failure, disk};

/// Write manual pages, one for each command
///
/// Save them where `man` looks for them. For example, for your own account:
///
///   flywheel man ~/.local/share/man/man1
///
/// Then `man flywheel` and `man flywheel-eval` show them.
#[derive(Debug, Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Manual {
    /// The folder to write to; it is made if it does not exist
    folder: PathBuf,
}

impl Manual {
    pub(super) fn run(&self) -> Result<Exit, Failure> {
        let folder = disk::name(&self.folder);
        fs::create_dir_all(&self.folder).map_err(|error| Failure::writing(&folder, &error))?;
        let mut command = Arguments::command().name("flywheel");
        command.build();
        self.write(&command, "flywheel")?;
        for one in command.get_subcommands() {
            self.write(one, &format!("flywheel-{}", one.get_name()))?;
        }
        Ok(Exit::Fine)
    }

    fn write(&self, command: &Command, name: &str) -> Result<(), Failure> {
        let mut page = Vec::new();
        let rendered = Man::new(command.clone()).title(name).render(&mut page);
        let path = self.folder.join(format!("{name}.1"));
        rendered.map_err(|error| Failure::writing(&disk::name(&path), &error))?;
        let mut file = Replacement::create(&path)?;
        file.write(&page)?;
        file.finish()
    }
}
