//! The section ROST: when channels are staffed and for whom, which take over what, and when
//! notices are shown.

#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};
use crate::contact::{
    Announcement, Condition, DaySpan, OpeningHours, Roster, Shift, ShopTime, Takeover,
};

/// Bits of a channel's flags.
const SPEAKS: u8 = 1;
const TAKES_MESSAGES: u8 = 2;

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Roster, Truncated> {
    let mut roster = Roster::default();
    for _ in 0..reader.count()? {
        let id = reader.string()?.to_owned();
        let flags = reader.byte()?;
        let reply_minutes = reader.varint()?;
        let mut hours = OpeningHours::default();
        for _ in 0..reader.count()? {
            hours.0.push(DaySpan {
                first: reader.u32()?,
                last: reader.u32()?,
                weekdays: reader.byte()?,
                start: reader.u16()?,
                end: reader.u16()?,
            });
        }
        roster.shifts.push(Shift {
            id,
            speaks: flags & SPEAKS != 0,
            takes_messages: flags & TAKES_MESSAGES != 0,
            reply_minutes,
            hours,
            when: Condition(read_strings(reader)?),
        });
    }
    for _ in 0..reader.count()? {
        let channels = read_strings(reader)?;
        roster.takeovers.push(Takeover { channels, when: Condition(read_strings(reader)?) });
    }
    for _ in 0..reader.count()? {
        let (starts, ends) = (ShopTime(reader.u32()?), ShopTime(reader.u32()?));
        let when = Condition(read_strings(reader)?);
        roster.announcements.push(Announcement { starts, ends, when });
    }
    Ok(roster)
}

#[inline(never)]
fn read_strings(reader: &mut Reader<'_>) -> Result<Vec<String>, Truncated> {
    let mut strings = Vec::new();
    for _ in 0..reader.count()? {
        strings.push(reader.string()?.to_owned());
    }
    Ok(strings)
}

#[cfg(feature = "builder")]
pub(super) fn write(roster: &Roster) -> Vec<u8> {
    let mut rost = Writer::default();
    rost.varint(roster.shifts.len() as u64);
    for shift in &roster.shifts {
        rost.string(&shift.id);
        let flags = [(SPEAKS, shift.speaks), (TAKES_MESSAGES, shift.takes_messages)];
        rost.byte(flags.into_iter().filter(|(_, is)| *is).map(|(bit, _)| bit).sum());
        rost.varint(shift.reply_minutes.into());
        rost.varint(shift.hours.0.len() as u64);
        for DaySpan { first, last, weekdays, start, end } in &shift.hours.0 {
            rost.bytes.extend(first.to_le_bytes());
            rost.bytes.extend(last.to_le_bytes());
            rost.byte(*weekdays);
            rost.bytes.extend(start.to_le_bytes());
            rost.bytes.extend(end.to_le_bytes());
        }
        write_strings(&mut rost, &shift.when.0);
    }
    rost.varint(roster.takeovers.len() as u64);
    for takeover in &roster.takeovers {
        write_strings(&mut rost, &takeover.channels);
        write_strings(&mut rost, &takeover.when.0);
    }
    rost.varint(roster.announcements.len() as u64);
    for notice in &roster.announcements {
        rost.bytes.extend(notice.starts.0.to_le_bytes());
        rost.bytes.extend(notice.ends.0.to_le_bytes());
        write_strings(&mut rost, &notice.when.0);
    }
    rost.bytes
}

#[cfg(feature = "builder")]
fn write_strings(rost: &mut Writer, strings: &[String]) {
    rost.varint(strings.len() as u64);
    for string in strings {
        rost.string(string);
    }
}
