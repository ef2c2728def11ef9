//! The ways to reach the shop, which of them come first, and what the shop announces.
//!
//! Stands alone: it knows nothing of entries, indexes or searching, and has no clock; the time
//! is an argument.

mod channel;
mod condition;
mod hours;
mod notice;
mod roster;

pub use channel::{Channel, ChannelKind, Desk, Escalation, Menu, Notice, Route};
pub use condition::{Situation, When};
pub use hours::{Holiday, OpeningHours, ShopTime, Span, WeeklyHours};
pub use notice::Bounds;
pub use roster::{ContactOption, Reach, Roster, Shift, Takeover};

pub(crate) use hours::DAY;
