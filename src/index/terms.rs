//! Writes the terms of an index as a finite state transducer in the format of the crate `fst`,
//! which reads it.
//!
//! That crate's own writer shares equal nodes through a table of fixed size, in which a node's
//! place depends on how wide the machine's addresses are. The program built for 32 bits, as
//! WebAssembly is, would write other bytes than the native one. Here all equal nodes are shared,
//! which is the same everywhere.

use std::collections::HashMap;

/// The version of the format.
const VERSION: u64 = 3;
/// The address of a last node without an output, which takes no bytes.
const END: u64 = 0;
/// An address that no node has.
const NOWHERE: u64 = 1;
/// Nodes with more arcs than this have an index of them.
const WITHOUT_INDEX: usize = 32;
/// The bytes that are part of a node's first byte where they lead on from it alone; the others
/// take a byte more.
const COMMON: &[u8; 63] = b"te/oasripcnw.hlm-du012g=:bf3y5&_4v9678k%?xCDASFIBEjPTzRNM+LOqHG";

/// A state: what follows a beginning that terms share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
struct Node {
    /// What remains of the number of the term that ends here.
    end: Option<u64>,
    arcs: Vec<Arc>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Arc {
    byte: u8,
    output: u64,
    /// Address of the node that it leads to.
    target: u64,
}

/// A node on the way to the last term, whose last arc leads to one that is not written yet.
#[derive(Debug, Default)]
struct Open {
    node: Node,
    /// Byte and output of that arc.
    last: Option<(u8, u64)>,
}

impl Open {
    fn attach(&mut self, target: u64) {
        if let Some((byte, output)) = self.last.take() {
            self.node.arcs.push(Arc { byte, output, target });
        }
    }

    /// Adds to all that lies ahead what an arc to here no longer adds.
    fn add(&mut self, output: u64) {
        let ends = self.node.end.iter_mut();
        let arcs = self.node.arcs.iter_mut().map(|arc| &mut arc.output);
        let last = self.last.iter_mut().map(|(_, output)| output);
        ends.chain(arcs).chain(last).for_each(|own| *own += output);
    }
}

/// The transducer of terms, which come sorted and each once, with their numbers.
pub fn transducer<'a>(terms: impl IntoIterator<Item = (&'a str, u64)>) -> Vec<u8> {
    let mut writer = TermWriter::new();
    for (term, number) in terms {
        writer.insert(term.as_bytes(), number);
    }
    writer.finish()
}

struct TermWriter {
    bytes: Vec<u8>,
    open: Vec<Open>,
    written: HashMap<Node, u64>,
    /// Address of the node that was written last.
    latest: u64,
    count: u64,
}

impl TermWriter {
    fn new() -> Self {
        let mut bytes = VERSION.to_le_bytes().to_vec();
        // A kind, which is for users of the format; there is one only.
        bytes.extend(0u64.to_le_bytes());
        let open = vec![Open::default()];
        Self { bytes, open, written: HashMap::new(), latest: NOWHERE, count: 0 }
    }

    fn insert(&mut self, term: &[u8], number: u64) {
        self.count += 1;
        let (mut shared, mut rest) = (0, number);
        while let Some(byte) = term.get(shared)
            && let Some((last, output)) = &mut self.open[shared].last
            && last == byte
        {
            let common = rest.min(*output);
            let surplus = *output - common;
            *output = common;
            rest -= common;
            shared += 1;
            self.open[shared].add(surplus);
        }
        self.close(shared);
        let Some((first, others)) = term[shared..].split_first() else {
            // Only the empty term, which is the first.
            self.open[shared].node.end = Some(rest);
            return;
        };
        self.open[shared].last = Some((*first, rest));
        let others = others.iter().map(|byte| Open { last: Some((*byte, 0)), ..Open::default() });
        self.open.extend(others);
        self.open.push(Open { node: Node { end: Some(0), arcs: Vec::new() }, last: None });
    }

    /// Writes the open nodes behind the one at this depth.
    fn close(&mut self, depth: usize) {
        let mut target = NOWHERE;
        while self.open.len() > depth + 1
            && let Some(mut open) = self.open.pop()
        {
            open.attach(target);
            target = self.write(open.node);
        }
        self.open[depth].attach(target);
    }

    fn finish(mut self) -> Vec<u8> {
        self.close(0);
        let root = self.open.pop().unwrap_or_default();
        let root = self.write(root.node);
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(root.to_le_bytes());
        let sum = checksum(&self.bytes);
        self.bytes.extend(sum.to_le_bytes());
        self.bytes
    }

    /// Writes a node where no equal one is there, and gives its address: that of its last byte.
    fn write(&mut self, node: Node) -> u64 {
        if node.end == Some(0) && node.arcs.is_empty() {
            return END;
        }
        if let Some(address) = self.written.get(&node) {
            return *address;
        }
        match (&node.arcs[..], node.end) {
            ([arc], None) => self.one_arc(arc),
            _ => self.any_arcs(&node),
        }
        self.latest = self.bytes.len() as u64 - 1;
        self.written.insert(node, self.latest);
        self.latest
    }

    fn one_arc(&mut self, arc: &Arc) {
        let common = COMMON.iter().position(|byte| *byte == arc.byte).map_or(0, |at| at as u8 + 1);
        let next = arc.target == self.latest && arc.output == 0;
        if !next {
            let distance = self.distance(arc);
            let (wide, far) = (width(arc.output), width(distance));
            let wide = if arc.output == 0 { 0 } else { wide };
            self.number(arc.output, wide);
            self.number(distance, far);
            self.bytes.push(sizes(far, wide));
        }
        if common == 0 {
            self.bytes.push(arc.byte);
        }
        self.bytes.push(if next { 0b1100_0000 } else { 0b1000_0000 } | common);
    }

    fn any_arcs(&mut self, node: &Node) {
        let distances: Vec<u64> = node.arcs.iter().map(|arc| self.distance(arc)).collect();
        let outputs = node.arcs.iter().map(|arc| arc.output).chain(node.end);
        let wide = outputs.max().filter(|most| *most > 0).map_or(0, width);
        let far = distances.iter().map(|distance| width(*distance)).max().unwrap_or(0);
        // Read from the end, so all stand in reverse.
        if let Some(end) = node.end {
            self.number(end, wide);
        }
        node.arcs.iter().rev().for_each(|arc| self.number(arc.output, wide));
        distances.iter().rev().for_each(|distance| self.number(*distance, far));
        self.bytes.extend(node.arcs.iter().rev().map(|arc| arc.byte));
        if node.arcs.len() > WITHOUT_INDEX {
            let mut index = [255; 256];
            for (arc, number) in node.arcs.iter().zip(0..) {
                index[usize::from(arc.byte)] = number;
            }
            self.bytes.extend(index);
        }
        self.bytes.push(sizes(far, wide));
        let count = match node.arcs.len() {
            few @ 1..=63 => few as u8,
            many => {
                // 256 does not fit, and 1 would stand in the last byte.
                self.bytes.push(if many == 256 { 1 } else { many as u8 });
                0
            }
        };
        self.bytes.push(if node.end.is_some() { 0b0100_0000 } else { 0 } | count);
    }

    /// How far back the node that an arc leads to ends from where this one begins.
    fn distance(&self, arc: &Arc) -> u64 {
        if arc.target == END { END } else { self.bytes.len() as u64 - arc.target }
    }

    fn number(&mut self, number: u64, width: u8) {
        self.bytes.extend(&number.to_le_bytes()[..usize::from(width)]);
    }
}

/// Bytes that a number takes, at least one.
fn width(number: u64) -> u8 {
    (64 - number.leading_zeros()).div_ceil(8).max(1) as u8
}

fn sizes(far: u8, wide: u8) -> u8 {
    far << 4 | wide
}

/// CRC-32C, masked as in the framing format of Snappy.
fn checksum(bytes: &[u8]) -> u32 {
    let sum = !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (0x82F6_3B78 & (sum & 1).wrapping_neg())
        })
    });
    sum.rotate_right(15).wrapping_add(0xA282_EAD8)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn by_the_crate(terms: &BTreeMap<String, u64>) -> Vec<u8> {
        let mut builder = fst::MapBuilder::memory();
        for (term, number) in terms {
            builder.insert(term, *number).expect("they are sorted");
        }
        builder.into_inner().expect("writes go to memory")
    }

    fn ours(terms: &BTreeMap<String, u64>) -> Vec<u8> {
        transducer(terms.iter().map(|(term, number)| (term.as_str(), *number)))
    }

    /// What the crate reads, after checking its checksum.
    fn read(bytes: &[u8]) -> BTreeMap<String, u64> {
        let map = fst::Map::new(bytes).expect("it is a map");
        map.as_fst().verify().expect("the checksum is right");
        map.stream().into_str_vec().expect("terms are text").into_iter().collect()
    }

    #[test]
    fn no_terms_one_and_the_empty_one() {
        for terms in [vec![], vec![("", 0)], vec![("", 7), ("a", 7)], vec![("żółw", u64::MAX)]] {
            let terms = terms.into_iter().map(|(term, n)| (term.to_owned(), n)).collect();
            assert_eq!(ours(&terms), by_the_crate(&terms));
            assert_eq!(read(&ours(&terms)), terms);
        }
    }

    #[test]
    fn nodes_with_many_arcs_have_an_index() {
        for last in [31, 32, 33, 63, 64, 65, 127] {
            let terms = (0..=last).map(|n: u8| (char::from(n).to_string(), u64::from(n) * 300));
            let terms = terms.collect();
            assert_eq!(ours(&terms), by_the_crate(&terms), "{last}");
            assert_eq!(read(&ours(&terms)), terms, "{last}");
        }
    }

    proptest! {
        /// So few nodes that the crate shares all equal ones as well: the same bytes.
        #[test]
        fn few_terms_are_written_as_the_crate_does(
            terms in prop::collection::btree_map("[a-dé]{0,4}", any::<u32>().prop_map(u64::from), 0..12),
        ) {
            prop_assert_eq!(ours(&terms), by_the_crate(&terms));
        }

        #[test]
        fn many_terms_are_read_back(
            terms in prop::collection::btree_set("[a-zа-яأ-ي]{1,7}", 0..1500),
        ) {
            let terms: BTreeMap<String, u64> = terms.into_iter().zip(0..).collect();
            let bytes = ours(&terms);
            prop_assert_eq!(read(&bytes), terms);
        }
    }
}
