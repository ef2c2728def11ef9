//! The commands, one file each.

pub mod build;
pub mod check;
pub mod dev;
pub mod eval;
pub mod explain;
pub mod export;
pub mod import;
pub mod init;
pub mod intents;
pub mod merge;
pub mod report;
pub mod try_;
