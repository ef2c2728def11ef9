//! The ways to reach the shop, and which of them come first.
//!
//! Stands alone: it knows nothing of entries, indexes or searching, and has no clock; the time
//! is an argument.

mod channel;
mod hours;
mod roster;

pub use channel::{Channel, ChannelKind, Desk, Route};
pub use hours::{OpenState, ShopTime, WeeklyHours};
pub use roster::{ContactOption, Roster, Shift, Takeover};
