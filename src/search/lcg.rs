//! Chance that is the same everywhere, for what is learned in no particular order. Not in the
//! browser.

/// A linear congruential generator (Knuth's MMIX).
pub struct Lcg(u64);

impl Lcg {
    /// Always the same numbers.
    pub const fn new() -> Self {
        Self(12345)
    }

    /// Brings a list into an order by chance.
    pub fn shuffle(&mut self, list: &mut [usize]) {
        for end in (1..list.len()).rev() {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005);
            self.0 = self.0.wrapping_add(1_442_695_040_888_963_407);
            list.swap(end, (self.0 >> 33) as usize % (end + 1));
        }
    }
}
