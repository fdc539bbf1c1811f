//! From a specification to the files of an application.

pub mod encode;
