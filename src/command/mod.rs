//! The commands; each reads as resolve, plan, apply, report.

mod afterwards;
pub mod new;
