//! Output for people, and questions to them.

mod choice;
#[cfg(unix)]
mod input;
mod keys;
mod layout;
mod line;
mod list;
mod mode;
mod plain;
mod progress;
mod prompter;
mod raw;
mod script;
mod speaker;
mod terminal;

pub use mode::{ColorChoice, Mode, OutputArgs};
pub use plain::Plain;
pub use progress::Progress;
pub use prompter::{Asked, Field, Prompter, Question, Row, Stop};
pub use raw::PASTE_UNMARKED;
#[cfg(unix)]
pub use raw::freeze;
pub use script::{Reply, Script};
pub use speaker::{Speaker, few, in_line};
pub use terminal::Terminal;
