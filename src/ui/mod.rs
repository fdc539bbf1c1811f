//! What people read and how they are asked.

mod progress;
mod prompter;
mod script;
mod speaker;
mod terminal;

pub use progress::Progress;
pub use prompter::{Prompter, Question};
pub use script::{Reply, Script};
pub use speaker::{Speaker, visible};
pub use terminal::Terminal;
