//! `carto-app auth`.

use crate::cli::AuthCommandArgs;
use crate::command::Mode;
use crate::error::{Error, Result};
use crate::report::Told;
use crate::world::World;

pub fn run(_args: &AuthCommandArgs, _mode: Mode, _world: &mut World<'_>) -> Result<Box<dyn Told>> {
    Err(Error::internal("in the making"))
}
