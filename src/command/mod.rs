//! The commands. Each one consists of the steps resolve, plan, apply and report. None imports another.

pub mod add;
pub mod auth;
pub mod check;
mod deferred;
mod edit;
pub mod new;
mod own_flag;

pub use deferred::Deferred;
