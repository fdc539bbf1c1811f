//! The commands; each reads as resolve, plan, apply, report.

pub mod add;
mod afterwards;
pub mod auth;
pub mod check;
mod desk;
mod edit;
pub mod man;
pub mod new;
