//! Chance with a seed: small, the same on every machine, and printed where a test fails.

/// A stream of random numbers (SplitMix64).
pub struct Dice(u64);

impl Dice {
    /// Of `VO_TEST_SEED`, or of the clock; the seed is printed, and is seen where the test fails.
    pub fn new(what: &str) -> Dice {
        let chosen = std::env::var("VO_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
        let clock = || std::time::UNIX_EPOCH.elapsed().unwrap().subsec_nanos().into();
        let seed = chosen.unwrap_or_else(clock);
        println!("{what}: VO_TEST_SEED={seed}");
        Dice(seed)
    }

    /// Of this seed.
    pub fn of(seed: u64) -> Dice {
        Dice(seed)
    }

    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit as u64).unwrap()
    }

    pub fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
