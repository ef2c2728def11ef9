//! The section TERM: whether its fst is one that can be read without care.
//!
//! The fst crate trusts its bytes: from a false address it panics, and from few bytes that lead to
//! each other in many ways come more terms than any memory holds. Nodes lie one behind the other
//! and lead only to those before them, so one pass over all of them proves that every address is
//! right, every path ends, and how many terms there are.

use crate::bytes::Truncated;

/// Version of the fst crate's format.
const VERSION: u64 = 3;
/// Version and type come before the first node.
const HEADER_LENGTH: usize = 16;
/// The number of keys, the address of the root and a checksum come after the last.
const FOOTER_LENGTH: usize = 20;
/// From so many ways on a node has a table of them.
const TABLE_FROM: usize = 33;
/// Length of that table.
const TABLE_LENGTH: usize = 256;
/// All terms together have at most so many bytes for each one of the whole index. What the writer
/// makes is below a tenth of it: a term takes two bytes besides its letters.
const MOST_LETTERS: u64 = 64;

/// A node, and all that can be read from it on.
struct Node {
    address: u64,
    terms: u64,
    letters: u64,
    /// The largest number of a term.
    highest: u64,
}

/// Reads from the back of a slice.
struct Back<'a> {
    rest: &'a [u8],
}

impl<'a> Back<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], Truncated> {
        let at = self.rest.len().checked_sub(length).ok_or(Truncated)?;
        let (rest, taken) = self.rest.split_at(at);
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, Truncated> {
        let (&byte, rest) = self.rest.split_last().ok_or(Truncated)?;
        self.rest = rest;
        Ok(byte)
    }
}

/// Checks an fst of so many terms, which lies in an index of so many bytes.
pub(super) fn check(fst: &[u8], terms: usize, index_length: usize) -> Result<(), Truncated> {
    let mut back = Back { rest: fst };
    let footer = back.take(FOOTER_LENGTH)?;
    let version = back.rest.get(..8).ok_or(Truncated)?;
    let last = (back.rest.len() as u64).checked_sub(1).ok_or(Truncated)?;
    if number(version) != VERSION
        || number(&footer[..8]) != terms as u64
        || number(&footer[8..16]) != last
    {
        return Err(Truncated);
    }
    let body = back.rest;
    let mut ends = Vec::new();
    while back.rest.len() > HEADER_LENGTH {
        ends.push(back.rest.len());
        read(&mut back, &mut |_, _, _| Ok(()))?;
    }
    if back.rest.len() != HEADER_LENGTH {
        return Err(Truncated);
    }
    let mut nodes: Vec<Node> = Vec::with_capacity(ends.len());
    for &end in ends.iter().rev() {
        let mut node = Node { address: end as u64 - 1, terms: 0, letters: 0, highest: 0 };
        let mut last_letter = None;
        let mut step = |letter: Option<u8>, output: u64, target: u64| {
            let ascends = letter.is_none() || last_letter.replace(letter) < Some(letter);
            // Address 0 is the end of a term that has nothing else to say.
            let end = Node { address: 0, terms: 1, letters: 0, highest: 0 };
            let next = match nodes.binary_search_by_key(&target, |node| node.address) {
                _ if target == 0 => &end,
                Ok(at) if ascends => &nodes[at],
                _ => return Err(Truncated),
            };
            let length = if letter.is_some() { next.terms } else { 0 };
            node.terms = node.terms.saturating_add(next.terms);
            node.letters = node.letters.saturating_add(next.letters).saturating_add(length);
            if next.terms > 0 {
                node.highest = node.highest.max(output.saturating_add(next.highest));
            }
            Ok(())
        };
        read(&mut Back { rest: &body[..end] }, &mut step)?;
        nodes.push(node);
    }
    let root = nodes.last().ok_or(Truncated)?;
    let most_letters = MOST_LETTERS.saturating_mul(index_length as u64);
    let numbered = root.highest < (terms as u64).max(1);
    let whole = root.terms == terms as u64 && root.letters <= most_letters;
    if whole && numbered { Ok(()) } else { Err(Truncated) }
}

/// What is done with a way out of a node: its letter, its output, and the address of the node that
/// it leads to. A term that ends in the node is a way without a letter.
type Step<'a> = dyn FnMut(Option<u8>, u64, u64) -> Result<(), Truncated> + 'a;

/// Reads the node that ends here, up to the one before it.
fn read(back: &mut Back<'_>, step: &mut Step<'_>) -> Result<(), Truncated> {
    let state = back.byte()?;
    let low = usize::from(state & 0x3f);
    if state & 0x80 != 0 {
        // One way. A frequent letter is told by the state; which it is does not matter here.
        let letter = if low == 0 { back.byte()? } else { 0 };
        if state & 0x40 != 0 {
            let before = (back.rest.len() as u64).checked_sub(1).ok_or(Truncated)?;
            return step(Some(letter), 0, before);
        }
        let (target_size, output_size) = sizes(back.byte()?)?;
        let target = back.take(target_size)?;
        let output = number(back.take(output_size)?);
        return step(Some(letter), output, address(target, back)?);
    }
    let count = match low {
        0 => match usize::from(back.byte()?) {
            1 => 256,
            count => count,
        },
        count => count,
    };
    let (target_size, output_size) = sizes(back.byte()?)?;
    back.take(if count < TABLE_FROM { 0 } else { TABLE_LENGTH })?;
    let letters = back.take(count)?;
    let targets = back.take(count * target_size)?;
    let outputs = back.take(count * output_size)?;
    let is_final = state & 0x40 != 0;
    let own = back.take(if is_final { output_size } else { 0 })?;
    if is_final {
        step(None, number(own), 0)?;
    }
    // Each list is written from its end.
    for way in (0..count).rev() {
        let target = &targets[way * target_size..][..target_size];
        let output = number(&outputs[way * output_size..][..output_size]);
        step(Some(letters[way]), output, address(target, back)?)?;
    }
    Ok(())
}

/// The lengths of a target and of an output, neither longer than a number can be.
fn sizes(byte: u8) -> Result<(usize, usize), Truncated> {
    let (target, output) = (usize::from(byte >> 4), usize::from(byte & 15));
    if target > 8 || output > 8 { Err(Truncated) } else { Ok((target, output)) }
}

/// The address that a target means: a distance from the first byte of its node; 0: none.
fn address(target: &[u8], node: &Back<'_>) -> Result<u64, Truncated> {
    match number(target) {
        _ if target.is_empty() => Err(Truncated),
        0 => Ok(0),
        distance => (node.rest.len() as u64).checked_sub(distance).ok_or(Truncated),
    }
}

/// A number in little-endian order, of at most eight bytes.
fn number(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    fn fst(terms: &BTreeSet<Vec<u8>>) -> Vec<u8> {
        let mut builder = fst::MapBuilder::memory();
        for (number, term) in terms.iter().enumerate() {
            builder.insert(term, number as u64).expect("they are sorted");
        }
        builder.into_inner().expect("writes go to memory")
    }

    /// All that the fst crate does with an fst.
    fn walk(bytes: &[u8], terms: usize, words: &[Vec<u8>]) {
        let map = fst::Map::new(bytes).expect("it was checked");
        let mut stream = map.stream();
        let mut count = 0;
        while let Some((_, number)) = fst::Streamer::next(&mut stream) {
            assert!((number as usize) < terms);
            count += 1;
        }
        assert_eq!(count, terms);
        for word in words {
            assert!(map.get(word).is_none_or(|number| (number as usize) < terms));
            let mut stream = fst::IntoStreamer::into_stream(map.range().ge(word));
            fst::Streamer::next(&mut stream);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn what_the_writer_makes_is_accepted(
            words in prop::collection::btree_set(prop::collection::vec(any::<u8>(), 1..5), 0..400),
            alike in prop::collection::btree_set("[ab]{1,9}", 0..200),
        ) {
            let words = words.into_iter().chain(alike.into_iter().map(String::into_bytes)).collect();
            let bytes = fst(&words);
            prop_assert_eq!(check(&bytes, words.len(), 100 * bytes.len()), Ok(()));
            prop_assert_eq!(check(&bytes, words.len() + 1, 100 * bytes.len()), Err(Truncated));
        }

        /// Whatever is accepted can be walked: no panic, and as many terms as were said.
        #[test]
        fn what_is_accepted_can_be_read(
            words in prop::collection::btree_set("[a-e]{1,6}|[а-д]{1,4}", 1..60),
            damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let words: BTreeSet<Vec<u8>> = words.into_iter().map(String::into_bytes).collect();
            let mut bytes = fst(&words);
            for (at, byte) in damage {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if check(&bytes, words.len(), bytes.len()).is_ok() {
                let words: Vec<_> = words.iter().cloned().collect();
                walk(&bytes, words.len(), &words);
            }
        }
    }

    /// Nodes of which each leads to the one before it twice: 2 to the power of their number terms.
    #[test]
    fn few_bytes_do_not_make_many_terms() {
        let mut bytes = [3u64.to_le_bytes(), 0u64.to_le_bytes()].concat();
        for node in 0..60u8 {
            // Two targets, two letters, sizes of one byte and none, two ways.
            let target = if node == 0 { 0 } else { 1 };
            bytes.extend([target, target, b'b', b'a', 0x10, 2]);
        }
        let root = bytes.len() as u64 - 1;
        let terms = 1u64 << 60;
        for number in [terms, root] {
            bytes.extend(number.to_le_bytes());
        }
        bytes.extend([0; 4]);
        assert_eq!(check(&bytes, terms as usize, bytes.len()), Err(Truncated));
        // The same with ten nodes is an fst.
        let mut few = bytes[..HEADER_LENGTH + 6 * 10].to_vec();
        let root = few.len() as u64 - 1;
        few.extend([1024u64.to_le_bytes(), root.to_le_bytes()].concat());
        few.extend([0; 4]);
        assert_eq!(check(&few, 1024, 100 * few.len()), Ok(()));
        walk(&few, 1024, &[b"abab".to_vec()]);
    }
}
