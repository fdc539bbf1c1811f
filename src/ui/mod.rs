//! What people read and how they are asked.

mod choice;
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
pub use script::{Reply, Script};
pub use speaker::{Speaker, few, in_short};
pub use terminal::Terminal;
