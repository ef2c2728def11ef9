//! The section ROST: when channels are staffed and for whom, which take over what, and when
//! notices are shown.

#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};
use crate::contact::{
    Announcement, Condition, DayRule, OpeningHours, Roster, Shift, Span, Takeover,
};

/// Bits of a channel's flags.
const SPEAKS: u8 = 1;
const TAKES_MESSAGES: u8 = 2;
const HAS_HOURS: u8 = 4;

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Roster, Truncated> {
    let mut roster = Roster::default();
    for _ in 0..reader.count()? {
        let id = reader.string()?.to_owned();
        let flags = reader.byte()?;
        let reply_minutes = reader.varint()?;
        let mut rules = Vec::new();
        for _ in 0..reader.count()? {
            rules.push(read_rule(reader)?);
        }
        roster.shifts.push(Shift {
            id,
            speaks: flags & SPEAKS != 0,
            takes_messages: flags & TAKES_MESSAGES != 0,
            reply_minutes,
            hours: (flags & HAS_HOURS != 0).then_some(OpeningHours(rules)),
            when: Condition(read_strings(reader)?),
        });
    }
    for _ in 0..reader.count()? {
        let channels = read_strings(reader)?;
        roster.takeovers.push(Takeover { channels, when: Condition(read_strings(reader)?) });
    }
    for _ in 0..reader.count()? {
        let (starts, ends) = (reader.u32()?, reader.u32()?);
        let when = Condition(read_strings(reader)?);
        roster.announcements.push(Announcement { starts, ends, when });
    }
    Ok(roster)
}

fn read_rule(reader: &mut Reader<'_>) -> Result<DayRule, Truncated> {
    let (first, last) = (reader.u32()? as i32, reader.u32()? as i32);
    let weekdays = reader.byte()?;
    let mut hours: Vec<Span> = Vec::new();
    for _ in 0..reader.count()? {
        hours.push((reader.u16()?, reader.u16()?));
    }
    Ok(DayRule { first, last, weekdays, hours })
}

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
        let flags = [
            (SPEAKS, shift.speaks),
            (TAKES_MESSAGES, shift.takes_messages),
            (HAS_HOURS, shift.hours.is_some()),
        ];
        rost.byte(flags.into_iter().filter(|(_, is)| *is).map(|(bit, _)| bit).sum());
        rost.varint(shift.reply_minutes.into());
        let rules = shift.hours.as_ref().map_or(&[][..], |hours| &hours.0);
        rost.varint(rules.len() as u64);
        for rule in rules {
            rost.bytes.extend(rule.first.to_le_bytes());
            rost.bytes.extend(rule.last.to_le_bytes());
            rost.byte(rule.weekdays);
            rost.varint(rule.hours.len() as u64);
            for (start, end) in &rule.hours {
                rost.bytes.extend(start.to_le_bytes());
                rost.bytes.extend(end.to_le_bytes());
            }
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
        rost.bytes.extend(notice.starts.to_le_bytes());
        rost.bytes.extend(notice.ends.to_le_bytes());
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
