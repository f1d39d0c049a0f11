//! A large matrix runs whole with `HATCHERY_MATRIX=all`. Otherwise a tenth of it runs, chosen by `HATCHERY_SEED`: the
//! same seed, the same cases.

/// The cases that this run is to take.
pub fn part<T>(what: &str, mut cases: Vec<T>) -> Vec<T> {
    if std::env::var("HATCHERY_MATRIX").is_ok_and(|matrix| matrix == "all") {
        return cases;
    }
    let seed: u64 = std::env::var("HATCHERY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    eprintln!("{what}: a tenth of {} cases, by HATCHERY_SEED={seed}; all of them: HATCHERY_MATRIX=all", cases.len());
    let mut chance = what.bytes().fold(seed, |mixed, byte| mix(mixed ^ u64::from(byte)));
    let wanted = cases.len().div_ceil(10);
    for at in 0..wanted {
        chance = mix(chance);
        let other = at + (chance % (cases.len() - at) as u64) as usize;
        cases.swap(at, other);
    }
    cases.truncate(wanted);
    cases
}

/// SplitMix64.
fn mix(state: u64) -> u64 {
    let mut mixed = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
