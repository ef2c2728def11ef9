//! The section ROST: when channels are staffed and for whom, which take over what, and when
//! notices are shown.

#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};
use crate::contact::{
    Bounds, DAY, Holiday, OpeningHours, Roster, Shift, Span, Takeover, WeeklyHours, When,
};

/// Bits of a channel's flags.
const SPEAKS: u8 = 1;
const TAKES_MESSAGES: u8 = 2;
const PRODUCTS_ONLY: u8 = 4;
const HAS_HOURS: u8 = 8;

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Roster, Truncated> {
    Ok(Roster {
        shifts: list(reader, shift)?,
        takeovers: list(reader, |reader| {
            let (tags, channels) = (strings(reader)?, strings(reader)?);
            Ok(Takeover { tags, channels, when: when(reader)? })
        })?,
        notices: list(reader, |reader| {
            let (starts, ends) = (reader.varint()?, reader.varint()?);
            let (products, tags) = (strings(reader)?, strings(reader)?);
            Ok(Bounds { starts, ends, products, tags, when: when(reader)? })
        })?,
    })
}

fn list<'a, T>(
    reader: &mut Reader<'a>,
    item: impl Fn(&mut Reader<'a>) -> Result<T, Truncated>,
) -> Result<Vec<T>, Truncated> {
    let mut items = Vec::new();
    for _ in 0..reader.count()? {
        items.push(item(reader)?);
    }
    Ok(items)
}

fn shift(reader: &mut Reader<'_>) -> Result<Shift, Truncated> {
    let id = reader.string()?.to_owned();
    let flags = reader.byte()?;
    let reply_minutes = reader.varint()?;
    let mut hours = None;
    if flags & HAS_HOURS != 0 {
        let mut week = WeeklyHours::default();
        for weekday in &mut week.0 {
            *weekday = spans(reader)?;
        }
        hours = Some(OpeningHours { week, holidays: list(reader, holiday)? });
    }
    Ok(Shift {
        id,
        speaks: flags & SPEAKS != 0,
        takes_messages: flags & TAKES_MESSAGES != 0,
        products_only: flags & PRODUCTS_ONLY != 0,
        reply_minutes,
        hours,
        products: strings(reader)?,
        when: when(reader)?,
    })
}

fn holiday(reader: &mut Reader<'_>) -> Result<Holiday, Truncated> {
    // Days are counted from 1970; what a bit too many makes of them is still a day.
    let first = reader.varint()? as i32;
    let last = first.saturating_add(reader.byte()?.into());
    Ok(Holiday { first, last, hours: spans(reader)? })
}

fn spans(reader: &mut Reader<'_>) -> Result<Vec<Span>, Truncated> {
    list(reader, |reader| {
        let (start, end) = (reader.u16()?, reader.u16()?);
        if start < DAY && start < end && end - start <= DAY {
            Ok((start, end))
        } else {
            Err(Truncated)
        }
    })
}

fn strings(reader: &mut Reader<'_>) -> Result<Vec<String>, Truncated> {
    list(reader, |reader| Ok(reader.string()?.to_owned()))
}

fn when(reader: &mut Reader<'_>) -> Result<When, Truncated> {
    list(reader, |reader| Ok((reader.string()?.to_owned(), strings(reader)?))).map(When)
}

#[cfg(feature = "builder")]
pub(super) fn write(roster: &Roster) -> Vec<u8> {
    let mut rost = Writer::default();
    rost.varint(roster.shifts.len() as u64);
    for shift in &roster.shifts {
        write_shift(&mut rost, shift);
    }
    rost.varint(roster.takeovers.len() as u64);
    for takeover in &roster.takeovers {
        write_strings(&mut rost, &takeover.tags);
        write_strings(&mut rost, &takeover.channels);
        write_when(&mut rost, &takeover.when);
    }
    rost.varint(roster.notices.len() as u64);
    for notice in &roster.notices {
        rost.varint(notice.starts.into());
        rost.varint(notice.ends.into());
        write_strings(&mut rost, &notice.products);
        write_strings(&mut rost, &notice.tags);
        write_when(&mut rost, &notice.when);
    }
    rost.bytes
}

#[cfg(feature = "builder")]
fn write_shift(rost: &mut Writer, shift: &Shift) {
    rost.string(&shift.id);
    let flags = [
        (SPEAKS, shift.speaks),
        (TAKES_MESSAGES, shift.takes_messages),
        (PRODUCTS_ONLY, shift.products_only),
        (HAS_HOURS, shift.hours.is_some()),
    ];
    rost.byte(flags.into_iter().filter(|(_, is)| *is).map(|(bit, _)| bit).sum());
    rost.varint(shift.reply_minutes.into());
    if let Some(OpeningHours { week, holidays }) = &shift.hours {
        for hours in &week.0 {
            write_spans(rost, hours);
        }
        rost.varint(holidays.len() as u64);
        for Holiday { first, last, hours } in holidays {
            rost.varint((*first).try_into().unwrap_or(0));
            rost.byte(last.abs_diff(*first).try_into().unwrap_or(u8::MAX));
            write_spans(rost, hours);
        }
    }
    write_strings(rost, &shift.products);
    write_when(rost, &shift.when);
}

#[cfg(feature = "builder")]
fn write_spans(rost: &mut Writer, spans: &[Span]) {
    rost.varint(spans.len() as u64);
    for (start, end) in spans {
        rost.bytes.extend(start.to_le_bytes());
        rost.bytes.extend(end.to_le_bytes());
    }
}

#[cfg(feature = "builder")]
fn write_strings(rost: &mut Writer, strings: &[String]) {
    rost.varint(strings.len() as u64);
    for string in strings {
        rost.string(string);
    }
}

#[cfg(feature = "builder")]
fn write_when(rost: &mut Writer, when: &When) {
    rost.varint(when.0.len() as u64);
    for (key, values) in &when.0 {
        rost.string(key);
        write_strings(rost, values);
    }
}
