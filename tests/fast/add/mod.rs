//! `carto-app add` in process: adds parts to new applications and to applications that their owners have changed.

mod apps;
mod changed;
mod data;
mod drawn;
mod fresh;
mod known;
mod layouts;
mod messages;
mod orders;
mod refusals;
mod widgets;
