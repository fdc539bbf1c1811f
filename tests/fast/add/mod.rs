//! `carto-app add` in process: what is added to new applications and to those that their owners have changed.

mod apps;
mod changed;
mod data;
mod fresh;
mod layouts;
mod orders;
mod refusals;
mod said;
