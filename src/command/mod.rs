//! The commands; each reads as resolve, plan, apply, report. None imports another.

pub mod add;
pub mod auth;
pub mod check;
mod edit;
pub mod new;
mod own_flag;
