//! When and to whom a notice is shown.

use super::condition::{Situation, When};

/// The bounds of a notice; all of them must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bounds {
    /// The first minute, counted from 1970-01-01 00:00 on the shop's clock. 0: since ever.
    pub starts: u32,
    /// The first minute in which it is over. `u32::MAX`: never.
    pub ends: u32,
    /// Ids of the products that it is about. Empty: no product in particular.
    pub products: Vec<String>,
    /// Topics that it is about. Empty: no topic in particular.
    pub tags: Vec<String>,
    /// Whom it concerns.
    pub when: When,
}

impl Bounds {
    /// Whether the notice is to be shown. Where the time is not known, none that depends on it is:
    /// to announce what is over is worse than silence.
    #[must_use]
    pub fn hold(&self, situation: &Situation) -> bool {
        let in_time = match situation.now {
            Some(now) => {
                let now = now.minutes();
                i64::from(self.starts) <= now && now < i64::from(self.ends)
            }
            None => self.starts == 0 && self.ends == u32::MAX,
        };
        let concerns = |key, values: &[String]| values.is_empty() || situation.has_any(key, values);
        in_time
            && concerns("product", &self.products)
            && concerns("tags", &self.tags)
            && self.when.holds(situation)
    }
}
