//! Times on the shop's clock.

use faqlet::contact::ShopTime;
use jiff::civil::{Date, DateTime};

/// Reads a time on the shop's clock.
///
/// # Errors
/// In words, where it is none.
pub fn shop_time(text: &str) -> Result<ShopTime, String> {
    let wrong = || "write it like 2026-11-22T14:00".to_owned();
    let time: DateTime = text.parse().map_err(|_| wrong())?;
    let days = u32::try_from((time.date() - epoch()).get_days()).map_err(|_| wrong())?;
    Ok(ShopTime(days * 1440 + time.hour() as u32 * 60 + time.minute() as u32))
}

/// What times are counted from.
pub fn epoch() -> Date {
    Date::constant(1970, 1, 1)
}
