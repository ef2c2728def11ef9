//! The ways to reach the shop, and which of them come first.
//!
//! Stands alone: it knows nothing of entries, indexes or searching, and has no clock; the time
//! is an argument.

mod channel;
mod hours;
mod routing;

pub use channel::{Channel, ChannelKind, Desk, Route};
pub use hours::{OpenState, ShopTime, WeeklyHours};
pub use routing::ContactOption;
