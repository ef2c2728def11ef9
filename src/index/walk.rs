//! Terms in the order of their bytes.

use fst::raw::{Fst, Node};

/// Where some bytes lead to, and what the number of all terms from there on begins with.
#[inline(never)]
fn descend<'f>(fst: &'f Fst<&[u8]>, bytes: &[u8]) -> Option<(Node<'f>, u64)> {
    let (mut node, mut number) = (fst.root(), 0);
    for &byte in bytes {
        let at = node.find_input(byte)?;
        (_, node, number) = step(fst, &node, at, number);
    }
    Some((node, number))
}

/// Goes on by the arc at a place of a node: its byte, the node that it leads to, and the number
/// with what it adds.
#[inline(never)]
fn step<'f>(fst: &'f Fst<&[u8]>, node: &Node<'f>, at: usize, number: u64) -> (u8, Node<'f>, u64) {
    let way = node.transition(at);
    (way.inp, fst.node(way.addr), number + way.out.value())
}

/// The number of a term. What [`walk`] needs too, where the crate's own look-up would be 0.4 KiB
/// more in the engine.
pub(super) fn number(fst: &Fst<&[u8]>, term: &str) -> Option<u32> {
    let (node, number) = descend(fst, term.as_bytes())?;
    node.is_final().then(|| (number + node.final_output().value()) as u32)
}

/// Gives the terms that begin with some bytes, in order, each with its number, while it is told to
/// go on. The crate's own streams do the same, with bounds and automata that make them 2 KiB more
/// in the engine.
pub(super) fn walk(fst: &Fst<&[u8]>, beginning: &[u8], give: &mut dyn FnMut(&[u8], u32) -> bool) {
    let Some((mut node, mut number)) = descend(fst, beginning) else { return };
    let mut term = beginning.to_vec();
    // A list and no recursion: whoever writes an index may make its terms as long as they like.
    let mut path: Vec<(Node<'_>, usize, u64)> = Vec::new();
    loop {
        if node.is_final() && !give(&term, (number + node.final_output().value()) as u32) {
            return;
        }
        path.push((node, 0, number));
        let byte = loop {
            let Some((from, next, before)) = path.last_mut() else { return };
            if *next < from.len() {
                let byte;
                (byte, node, number) = step(fst, from, *next, *before);
                *next += 1;
                break byte;
            }
            path.pop();
            term.pop();
        };
        term.push(byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn walks_as_the_crate_does(
            terms in prop::collection::btree_set("[a-c]{1,5}|[а-в]{1,3}", 1..60),
            beginning in "[a-c]{0,3}|[а-в]{0,2}",
        ) {
            let numbered = terms.iter().map(String::as_str).zip(0..);
            let map = fst::Map::from_iter(numbered).expect("they are sorted");
            let map = fst::Map::new(map.as_fst().as_bytes()).expect("it was just written");
            let mut found = Vec::new();
            walk(map.as_fst(), beginning.as_bytes(), &mut |term, number| {
                found.push((String::from_utf8(term.to_vec()).expect("as it was"), number));
                true
            });
            let begin = |(_, term): &(u32, &String)| term.starts_with(&beginning);
            let expected: Vec<_> = (0u32..).zip(&terms).filter(begin).collect();
            let expected: Vec<_> = expected.iter().map(|&(n, term)| (term.clone(), n)).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
