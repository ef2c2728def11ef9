//! Little-endian numbers, variable-length numbers and strings, read with every length checked.

/// The bytes end before what they promise, or hold what their form does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Truncated;

/// No number with a fraction that an index has is larger, and none comes near it.
const LARGEST: f32 = 1e6;

/// Reads from the front of a slice.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    pub fn len(&self) -> usize {
        self.rest.len()
    }

    /// What lies between here and where another reader of the same bytes has got to.
    pub fn until(&self, later: &Self) -> Self {
        Self { rest: &self.rest[..self.rest.len() - later.rest.len()] }
    }

    pub fn slice(&mut self, length: usize) -> Result<&'a [u8], Truncated> {
        if length > self.rest.len() {
            return Err(Truncated);
        }
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        Ok(taken)
    }

    pub fn byte(&mut self) -> Result<u8, Truncated> {
        let (&byte, rest) = self.rest.split_first().ok_or(Truncated)?;
        self.rest = rest;
        Ok(byte)
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Truncated> {
        let (taken, rest) = self.rest.split_first_chunk().ok_or(Truncated)?;
        self.rest = rest;
        Ok(*taken)
    }

    pub fn u16(&mut self) -> Result<u16, Truncated> {
        self.array().map(u16::from_le_bytes)
    }

    pub fn u32(&mut self) -> Result<u32, Truncated> {
        self.array().map(u32::from_le_bytes)
    }

    pub fn u64(&mut self) -> Result<u64, Truncated> {
        self.array().map(u64::from_le_bytes)
    }

    /// A number of at most [`LARGEST`] in size: what is calculated with it stays finite.
    pub fn f32(&mut self) -> Result<f32, Truncated> {
        let number = self.array().map(f32::from_le_bytes)?;
        // Nor is what is not a number.
        if number.abs() <= LARGEST { Ok(number) } else { Err(Truncated) }
    }

    /// A number in LEB128: seven bits a byte, low bits first, the top bit set on all but the
    /// last. Not more than 32 bits.
    // Once in the engine, not at each of its uses, as with `count` and `string`: this saves
    // 0.8 KiB.
    #[inline(never)]
    pub fn varint(&mut self) -> Result<u32, Truncated> {
        self.next_varint()
    }

    /// The same for a loop that must be fast.
    #[inline]
    pub fn next_varint(&mut self) -> Result<u32, Truncated> {
        let mut value = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = self.byte()?;
            if shift == 28 && byte > 0x0f {
                return Err(Truncated);
            }
            value |= u32::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Truncated)
    }

    /// A number of things that take at least a byte each, so that a false count cannot make the
    /// reader set aside more memory than there are bytes.
    #[inline(never)]
    pub fn count(&mut self) -> Result<usize, Truncated> {
        let count = self.varint()? as usize;
        if count > self.rest.len() { Err(Truncated) } else { Ok(count) }
    }

    /// A varint length and as many bytes of UTF-8.
    #[inline(never)]
    pub fn string(&mut self) -> Result<&'a str, Truncated> {
        let length = self.varint()? as usize;
        std::str::from_utf8(self.slice(length)?).map_err(|_| Truncated)
    }
}

/// Appends to a vector what [`Reader`] reads.
#[cfg(feature = "builder")]
#[derive(Debug, Default)]
pub struct Writer {
    pub bytes: Vec<u8>,
}

#[cfg(feature = "builder")]
impl Writer {
    pub fn byte(&mut self, value: u8) {
        self.bytes.push(value);
    }

    pub fn u32(&mut self, value: u32) {
        self.bytes.extend(value.to_le_bytes());
    }

    pub fn f32(&mut self, value: f32) {
        self.bytes.extend(value.to_le_bytes());
    }

    /// Ascending numbers, each less the one before it and one (less 0 for the first).
    pub fn postings(&mut self, numbers: &[u32]) {
        let mut next = 0;
        for &number in numbers {
            self.varint(u64::from(number - next));
            next = number + 1;
        }
    }

    pub fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    pub fn string(&mut self, value: &str) {
        self.varint(value.len() as u64);
        self.bytes.extend(value.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(
            numbers in prop::collection::vec(any::<u32>(), 0..20),
            text in ".{0,40}",
            float in -LARGEST..=LARGEST,
        ) {
            let mut writer = Writer::default();
            numbers.iter().for_each(|&n| writer.varint(n.into()));
            writer.string(&text);
            writer.f32(float);
            numbers.iter().for_each(|&n| writer.u32(n));
            let mut reader = Reader::new(&writer.bytes);
            for &number in &numbers {
                prop_assert_eq!(reader.varint(), Ok(number));
            }
            prop_assert_eq!(reader.string(), Ok(text.as_str()));
            prop_assert_eq!(reader.f32().map(f32::to_bits), Ok(float.to_bits()));
            for &number in &numbers {
                prop_assert_eq!(reader.u32(), Ok(number));
            }
            prop_assert!(reader.is_empty());
        }

        #[test]
        fn numbers_out_of_all_proportion_are_refused(float in any::<f32>()) {
            let proportionate = float.is_finite() && float.abs() <= LARGEST;
            prop_assert_eq!(Reader::new(&float.to_le_bytes()).f32().is_ok(), proportionate);
        }

        #[test]
        fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let mut reader = Reader::new(&bytes);
            while reader.string().is_ok() && !reader.is_empty() {}
            let mut reader = Reader::new(&bytes);
            while reader.varint().is_ok() {}
        }
    }
}
