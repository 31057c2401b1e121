//! Numbers drawn by chance, the same from the same seed on every machine.

/// Draws numbers by SplitMix64 (G. L. Steele, D. Lea and C. H. Flood, Fast splittable pseudorandom number generators,
/// OOPSLA 2014), which needs whole numbers of 64 bits and nothing else.
#[derive(Clone, Debug)]
pub struct Draws(u64);

impl Draws {
    /// Begins with a seed.
    pub fn new(seed: u64) -> Draws {
        Draws(seed)
    }

    /// Any number of 64 bits.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    }

    /// A number from 0 to less than 1, in steps of 2⁻⁵³.
    pub fn share(&mut self) -> f64 {
        (self.any() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// How often somebody is in a bootstrap: a number of the Poisson distribution with mean 1, by the inverse of its
    /// distribution function. The sizes of samples then vary too, as those of the customers who come do
    /// (J. A. Hanley and B. MacGibbon, Creating non-parametric bootstrap samples using Poisson frequencies, Computer
    /// Methods and Programs in Biomedicine 83, 2006).
    pub fn times(&mut self) -> u64 {
        let share = self.share();
        let (mut times, mut chance) = (0, 1.0 / std::f64::consts::E);
        let mut below = chance;
        // Beyond 20 times, the chance is less than the steps of the number drawn.
        while share >= below && times < 20 {
            times += 1;
            chance /= times as f64;
            below += chance;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_what_splitmix64_draws() {
        // The first numbers from seed 0 in the reference implementation.
        let mut draws = Draws::new(0);
        assert_eq!(draws.any(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(draws.any(), 0x6e78_9e6a_a1b9_65f4);
        assert_eq!(draws.any(), 0x06c4_5d18_8009_454f);
    }

    #[test]
    fn customers_are_drawn_once_on_average() {
        let mut draws = Draws::new(1);
        let mut counts = [0u32; 4];
        let (many, mut sum) = (100_000u32, 0);
        for _ in 0..many {
            let times = draws.times();
            sum += times;
            if let Some(count) = counts.get_mut(times as usize) {
                *count += 1;
            }
        }
        // Of a Poisson distribution with mean 1: e⁻¹ ÷ k!, each within five standard errors.
        for (count, chance) in counts.into_iter().zip([0.367_879, 0.367_879, 0.183_940, 0.061_313])
        {
            let share = f64::from(count) / f64::from(many);
            let error = (chance * (1.0 - chance) / f64::from(many)).sqrt();
            assert!((share - chance).abs() < 5.0 * error, "{share} is not {chance}");
        }
        assert!((sum as f64 / f64::from(many) - 1.0).abs() < 5.0 / f64::from(many).sqrt());
    }
}
