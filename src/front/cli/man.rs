//! `flywheel man`: manual pages.

use std::path::PathBuf;

use clap::{Args, CommandFactory};

use super::Arguments;
use crate::front::new_folder::NewFolder;
use crate::front::{Exit, Failure, disk};
