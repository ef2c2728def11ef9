//! The ways to reach the shop, which of them come first, and what the shop announces.
//!
//! Stands alone: it knows nothing of entries, indexes or searching, and has no clock; the time
//! is an argument.

mod channel;
mod condition;
mod hours;
mod roster;

pub use channel::{Bounds, Channel, ChannelKind, Desk, Escalation, Menu, Notice, Route, When};
pub use condition::{Condition, Facts, Situation};
pub use hours::{DaySpan, Holiday, OpeningHours, ShopTime, Span, WeeklyHours};
pub use roster::{Announcement, ContactOption, Reach, Roster, Shift, Takeover};

pub(crate) use condition::lines;
