//! The section ROST: when channels are staffed, and which take over what.

#[cfg(feature = "builder")]
use crate::bytes::Writer;
use crate::bytes::{Reader, Truncated};
use crate::contact::{Roster, Shift, Takeover, WeeklyHours};

pub(super) fn read(reader: &mut Reader<'_>) -> Result<Roster, Truncated> {
    let mut roster = Roster::default();
    for _ in 0..reader.count()? {
        let id = reader.string()?.to_owned();
        let speaks = reader.byte()? != 0;
        let reply_minutes = reader.varint()?.checked_sub(1);
        let hours = match reader.count()?.checked_sub(1) {
            None => None,
            Some(count) => {
                let mut spans = Vec::new();
                for _ in 0..count {
                    let start = reader.varint()?;
                    spans.push((start, start.saturating_add(reader.varint()?)));
                }
                Some(WeeklyHours::from_spans(spans))
            }
        };
        roster.shifts.push(Shift { id, speaks, hours, reply_minutes });
    }
    for _ in 0..reader.count()? {
        let tags = read_strings(reader)?;
        roster.takeovers.push(Takeover { tags, channels: read_strings(reader)? });
    }
    Ok(roster)
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
        rost.byte(shift.speaks.into());
        // One more than the value; 0 stands for none.
        rost.varint(shift.reply_minutes.map_or(0, |minutes| u64::from(minutes) + 1));
        let Some(hours) = &shift.hours else {
            rost.varint(0);
            continue;
        };
        rost.varint(hours.spans().len() as u64 + 1);
        for &(start, end) in hours.spans() {
            rost.varint(start.into());
            rost.varint((end - start).into());
        }
    }
    rost.varint(roster.takeovers.len() as u64);
    for takeover in &roster.takeovers {
        for list in [&takeover.tags, &takeover.channels] {
            rost.varint(list.len() as u64);
            for item in list {
                rost.string(item);
            }
        }
    }
    rost.bytes
}
