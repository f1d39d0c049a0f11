//! What sealing promises: a value opens only where it was sealed, whole and unaltered, with a key of the ring, and
//! nothing on the way prints it.

use std::collections::HashSet;

use hatchery::secret::{KeyRingError, Purpose, SealError, Sealer, Seat, Secret, key_id};
use proptest::prelude::*;

const OLD: &str = "5a0c9e3d7b2148f6a1d4e8b30f6c92755e7d1a8c43b9f20e6d58c7a19b34f06e";
const NEW: &str = "c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530a";
const PLAIN: &[u8] = b"sk-ant-HATCHTEST-golden";
const PURPOSES: [Purpose; 3] = [Purpose::Instance, Purpose::Session, Purpose::Canary];

fn ring(setting: &str) -> Sealer {
    Sealer::parse(setting).expect("a ring of test keys")
}

fn seat() -> Seat<'static> {
    Seat {
        purpose: Purpose::Instance,
        table: "secrets",
        column: "sealed",
        row: "aebagbafaydqqcikbmga2dqpca",
        owner: "telegram:42",
        version: 7,
    }
}

fn opened(sealer: &Sealer, seat: &Seat<'_>, blob: &[u8]) -> Result<Vec<u8>, SealError> {
    sealer.open(seat, blob).map(|plain| plain.to_vec())
}

// ── The place ───────────────────────────────────────────────────────────────────────────────────────────────────

/// Every seat that can be made of two values for each part, among them neighbours whose parts read the same when
/// they are put one after the other.
fn seats() -> Vec<Seat<'static>> {
    let mut all = Vec::new();
    for purpose in PURPOSES {
        for (table, column) in [("secrets", "sealed"), ("secret", "ssealed"), ("secrets", "old"), ("drafts", "sealed")]
        {
            for (row, owner) in
                [("a1", "telegram:42"), ("a1t", "elegram:42"), ("a2", "telegram:42"), ("a1", "discord:42")]
            {
                for version in [1, 2] {
                    all.push(Seat { purpose, table, column, row, owner, version });
                }
            }
        }
    }
    all
}

#[test]
fn a_value_moved_to_any_other_seat_stays_shut() {
    let sealer = ring(OLD);
    let seats = seats();
    for (from, home) in seats.iter().enumerate() {
        let blob = sealer.seal(home, PLAIN).expect("sealed");
        for (to, seat) in seats.iter().enumerate() {
            let expected = if from == to { Ok(PLAIN.to_vec()) } else { Err(SealError::Tampered) };
            assert_eq!(opened(&sealer, seat, &blob), expected, "sealed for {home:?}, opened at {seat:?}");
        }
    }
}

#[test]
fn an_old_value_put_back_in_its_own_row_is_noticed() {
    let sealer = ring(OLD);
    let stale = sealer.seal(&seat(), b"the key from before").expect("sealed");
    let now = Seat { version: seat().version + 1, ..seat() };
    assert_eq!(opened(&sealer, &now, &stale), Err(SealError::Tampered));
}

// ── The bytes ───────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn one_flipped_bit_anywhere_keeps_it_shut() {
    let sealer = ring(OLD);
    let blob = sealer.seal(&seat(), PLAIN).expect("sealed");
    for bit in 0..blob.len() * 8 {
        let mut altered = blob.clone();
        altered[bit / 8] ^= 1 << (bit % 8);
        let fault = opened(&sealer, &seat(), &altered).expect_err("it opened");
        match bit / 8 {
            0 => assert_eq!(fault, SealError::Format, "bit {bit}"),
            1..5 => assert!(matches!(fault, SealError::UnknownKey(_)), "bit {bit}: {fault}"),
            _ => assert_eq!(fault, SealError::Tampered, "bit {bit}"),
        }
    }
}

#[test]
fn a_value_cut_short_or_grown_stays_shut() {
    let sealer = ring(OLD);
    let blob = sealer.seal(&seat(), PLAIN).expect("sealed");
    for length in 0..blob.len() {
        assert!(opened(&sealer, &seat(), &blob[..length]).is_err(), "{length} bytes of {}", blob.len());
    }
    let grown = [blob.as_slice(), b"\0"].concat();
    assert_eq!(opened(&sealer, &seat(), &grown), Err(SealError::Tampered));
}

#[test]
fn what_was_never_sealed_is_refused_by_its_format() {
    let sealer = ring(OLD);
    let mut unknown_format = sealer.seal(&seat(), PLAIN).expect("sealed");
    unknown_format[0] = 2;
    for blob in [b"".as_slice(), b"\x01", PLAIN, &[0; 64], &unknown_format] {
        assert_eq!(opened(&sealer, &seat(), blob), Err(SealError::Format), "{blob:?}");
        assert_eq!(key_id(blob), None, "{blob:?}");
    }
}

proptest! {
    #[test]
    fn any_text_comes_back_as_it_was(plain in proptest::collection::vec(any::<u8>(), 0..600)) {
        let sealer = ring(OLD);
        let blob = sealer.seal(&seat(), &plain).expect("sealed");
        prop_assert_eq!(opened(&sealer, &seat(), &blob), Ok(plain));
    }

    #[test]
    fn any_text_with_any_bit_flipped_stays_shut(
        plain in proptest::collection::vec(any::<u8>(), 0..600),
        at in any::<proptest::sample::Index>(),
    ) {
        let sealer = ring(OLD);
        let mut blob = sealer.seal(&seat(), &plain).expect("sealed");
        let bit = at.index(blob.len() * 8);
        blob[bit / 8] ^= 1 << (bit % 8);
        prop_assert!(opened(&sealer, &seat(), &blob).is_err());
    }

    /// Bytes from outside, half of them with a header that looks like ours.
    #[test]
    fn any_bytes_at_all_stay_shut(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), dressed in any::<bool>()) {
        let sealer = ring(OLD);
        if dressed && bytes.len() > 5 {
            bytes[0] = 1;
            let id = sealer.key_ids().next().expect("the ring has a key");
            bytes[1..5].copy_from_slice(&id.to_be_bytes());
        }
        prop_assert!(opened(&sealer, &seat(), &bytes).is_err());
    }
}

#[test]
fn a_nonce_never_repeats() {
    // Nobody can choose a nonce: sealing takes a place and a text, nothing else.
    let seal: fn(&Sealer, &Seat<'_>, &[u8]) -> anyhow::Result<Vec<u8>> = Sealer::seal;
    let sealer = ring(OLD);
    let count = if std::env::var_os("CI").is_some() { 1_000_000 } else { 200_000 };
    let mut seen = HashSet::with_capacity(count);
    for _ in 0..count {
        let blob = seal(&sealer, &seat(), b"").expect("sealed");
        assert!(seen.insert(<[u8; 12]>::try_from(&blob[5..17]).expect("twelve bytes")), "a nonce came twice");
    }
}

#[test]
fn the_same_text_sealed_twice_looks_different_all_over() {
    let sealer = ring(OLD);
    let one = sealer.seal(&seat(), PLAIN).expect("sealed");
    let other = sealer.seal(&seat(), PLAIN).expect("sealed");
    assert_eq!(one[..5], other[..5], "format and key id");
    assert_ne!(one[5..17], other[5..17], "nonce");
    assert_ne!(one[17..], other[17..], "text");
}

// ── The format, frozen ──────────────────────────────────────────────────────────────────────────────────────────

/// Sealed on 2026-11-21 by another program (Python's `cryptography`) from the description of the format alone.
/// They open for ever: a change that breaks this test makes every stored secret unreadable.
#[test]
fn values_sealed_by_the_first_release_still_open() {
    let plain_key = ring(OLD);
    let golden = "01f786d0e5a0a1a2a3a4a5a6a7a8a9aaabfde11b4b3b79377f56ed4923dbf7820344340a65b0ad54f326cbce94ae01cc98f69b78c9d8315f";
    assert_eq!(opened(&plain_key, &seat(), &bytes(golden)), Ok(PLAIN.to_vec()));

    let session = Seat { purpose: Purpose::Session, table: "sessions", owner: "discord:123", version: 1, ..seat() };
    let golden = "01f786d0e5a0a1a2a3a4a5a6a7a8a9aaab62fd439f9570f8dfbf52236856408084f2e520fa3293d26b7f396225178bec";
    assert_eq!(opened(&plain_key, &session, &bytes(golden)), Ok(br#"{"at":"AskKey"}"#.to_vec()));

    let named_key = ring(&format!("0000002a:{OLD}"));
    let purpose = Purpose::Canary;
    let canary = Seat { purpose, table: "canaries", column: "sealed", row: "0000002a", owner: "", version: 0 };
    let golden = "010000002aa0a1a2a3a4a5a6a7a8a9aaabf580e1286d72f2911e6cd9bcddad395a";
    assert_eq!(opened(&named_key, &canary, &bytes(golden)), Ok(Vec::new()));
}

#[test]
fn the_mark_of_a_token_is_the_one_of_the_first_release() {
    let marks = ring(OLD).fingerprints(&Secret::new("123456:HATCHTEST"));
    assert_eq!(marks, ["028063c54efcdcd632a26d317eb5e806ac5c9f34753b596e5902538d21c72aba"]);
}

fn bytes(hex: &str) -> Vec<u8> {
    data_encoding::HEXLOWER.decode(hex.as_bytes()).expect("hexadecimal")
}

// ── The ring ────────────────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn rotation_seals_with_the_first_key_and_opens_with_every_key() {
    let (old, both, new) = (ring(OLD), ring(&format!("0000000b:{NEW},{OLD}")), ring(&format!("0000000b:{NEW}")));
    let from_before = old.seal(&seat(), PLAIN).expect("sealed");
    assert_eq!(opened(&both, &seat(), &from_before), Ok(PLAIN.to_vec()));

    let moved = both.seal(&seat(), &both.open(&seat(), &from_before).expect("opens")).expect("sealed anew");
    assert_eq!(key_id(&moved), Some(0x0b));
    assert_eq!(opened(&both, &seat(), &moved), Ok(PLAIN.to_vec()), "halfway through, old and new values both open");
    assert_eq!(opened(&new, &seat(), &moved), Ok(PLAIN.to_vec()), "then the old key can go");
    assert_eq!(opened(&new, &seat(), &from_before), Err(SealError::UnknownKey(key_id(&from_before).expect("ours"))));
}

#[test]
fn a_key_keeps_its_id_when_it_moves_into_a_list() {
    let alone: Vec<u32> = ring(OLD).key_ids().collect();
    let in_a_list: Vec<u32> = ring(&format!(" 0000000B:{NEW} , {OLD} ,")).key_ids().collect();
    assert_eq!(in_a_list, [0x0b, alone[0]]);
}

#[test]
fn a_ring_that_lacks_the_sealing_key_fails_on_the_canary_and_says_which_key() {
    let canary = Seat { purpose: Purpose::Canary, ..seat() };
    let planted = ring(&format!("0000000b:{NEW},0000000a:{OLD}")).seal(&canary, b"canary").expect("sealed");
    let fault = opened(&ring(&format!("0000000a:{OLD}")), &canary, &planted).expect_err("it opened");
    assert_eq!(fault, SealError::UnknownKey(0x0b));
    assert!(fault.to_string().contains("0000000b"), "{fault}");
    // The right id over the wrong key is no way in either.
    let impostor = ring(&format!("0000000b:{OLD}"));
    assert_eq!(opened(&impostor, &canary, &planted), Err(SealError::Tampered));
}

#[test]
fn a_master_key_that_protects_nothing_is_refused_without_being_shown() {
    let repeated = |text: &str| text.repeat(64 / text.len());
    let run: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let run_down: String = (0..32).rev().map(|byte| format!("{byte:02x}")).collect();
    let table: [(String, KeyRingError); 19] = [
        (String::new(), KeyRingError::Empty),
        (" , ,".into(), KeyRingError::Empty),
        ("hunter2".into(), KeyRingError::NotHex),
        (OLD[..62].into(), KeyRingError::NotHex),
        (OLD[..63].into(), KeyRingError::NotHex),
        (format!("{OLD}00"), KeyRingError::NotHex),
        (OLD.replace('5', "g"), KeyRingError::NotHex),
        (repeated("0"), KeyRingError::Weak),
        (repeated("ff"), KeyRingError::Weak),
        (repeated("deadbeef"), KeyRingError::Weak),
        (repeated("0123456789abcdef"), KeyRingError::Weak),
        (repeated("00112233445566778899aabbccddeeff"), KeyRingError::Weak),
        (run, KeyRingError::Weak),
        (run_down, KeyRingError::Weak),
        (format!("1:{OLD}"), KeyRingError::Id),
        (format!("0000000g:{OLD}"), KeyRingError::Id),
        (format!("+0000001:{OLD}"), KeyRingError::Id),
        (format!("0000000a:{OLD},0000000a:{NEW}"), KeyRingError::Twice),
        (format!("{OLD},{OLD}"), KeyRingError::Twice),
    ];
    for (setting, expected) in table {
        let fault = Sealer::parse(&setting).expect_err("it was accepted");
        assert_eq!(fault, expected, "{setting:?}");
        let told = format!("{fault} {fault:?}");
        assert!(told.contains("MOLTBOT_ENCRYPTION_KEY"), "{told:?} does not name the setting");
        let shown = setting.split([':', ',', ' ']).filter(|part| part.len() > 6).find(|part| told.contains(part));
        assert_eq!(shown, None, "{told:?} shows a part of the setting");
    }
}

#[test]
fn a_new_master_key_is_a_good_one_and_never_the_same() {
    let one = Sealer::new_master_key().expect("random bytes");
    let other = Sealer::new_master_key().expect("random bytes");
    assert!(!one.matches(other.expose()));
    for key in [one, other] {
        assert_eq!(ring(key.expose()).key_ids().count(), 1);
    }
}

#[test]
fn a_token_is_recognised_by_its_mark_across_a_rotation() {
    let token = Secret::new("123456:HATCHTEST-token");
    let (old, both) = (ring(OLD), ring(&format!("0000000b:{NEW},{OLD}")));
    let stored = &old.fingerprints(&token)[0];
    let marks = both.fingerprints(&token);
    assert_eq!(marks.len(), 2);
    assert_ne!(marks[0], marks[1]);
    assert_eq!(&marks[1], stored, "the mark of the older key comes after that of the sealing key");
    assert!(!both.fingerprints(&Secret::new("123456:HATCHTEST-other")).contains(stored));
}

// ── Nothing prints it ───────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn what_is_shown_of_a_secret_is_none_of_its_marks_and_another_for_each_master_key() {
    let (sealer, other) = (ring(OLD), ring(NEW));
    let shown = sealer.shown_mark(&Secret::new("sk-ant-HATCHTEST-golden"));
    assert_eq!(shown.len(), 16);
    assert_eq!(shown, ring(&format!("{OLD},{NEW}")).shown_mark(&Secret::new("sk-ant-HATCHTEST-golden")));
    assert_ne!(shown, other.shown_mark(&Secret::new("sk-ant-HATCHTEST-golden")));
    assert_ne!(shown, sealer.shown_mark(&Secret::new("sk-ant-HATCHTEST-goldem")));
    assert!(!sealer.fingerprints(&Secret::new("sk-ant-HATCHTEST-golden"))[0].contains(&shown));
}

#[test]
fn a_secret_a_ring_and_a_fault_print_nothing_of_what_they_hold() {
    let secret = Secret::new("sk-ant-HATCHTEST-hidden");
    let sealer = ring(OLD);
    let blob = sealer.seal(&seat(), secret.expose().as_bytes()).expect("sealed");
    let fault = opened(&sealer, &Seat { row: "other", ..seat() }, &blob).expect_err("it opened");
    let printed = format!("{secret:?} {secret:#?} {sealer:?} {sealer:#?} {fault} {fault:?}");
    for hidden in ["HATCHTEST", "sk-ant", OLD, &OLD[..8]] {
        assert!(!printed.contains(hidden), "{hidden} in {printed}");
    }
}

#[test]
fn a_secret_matches_its_own_text_and_no_other() {
    let secret = Secret::new("HATCHTEST-1");
    assert!(secret.matches("HATCHTEST-1"));
    for other in ["", "HATCHTEST-", "HATCHTEST-2", "HATCHTEST-11", "hatchtest-1"] {
        assert!(!secret.matches(other), "{other:?}");
    }
}

/// Does not compile when the type has the trait: the name would then have two meanings.
macro_rules! assert_lacks {
    ($type:ty: $($trait:path),+) => {$(
        const _: fn() = || {
            trait Ambiguous<Marker> { fn name() {} }
            impl<T: ?Sized> Ambiguous<()> for T {}
            struct HasTheTrait;
            impl<T: ?Sized + $trait> Ambiguous<HasTheTrait> for T {}
            let _ = <$type as Ambiguous<_>>::name;
        };
    )+};
}

// `PartialEq` is among them because `==` does not compare in constant time.
assert_lacks!(Secret: std::fmt::Display, serde::Serialize, PartialEq, PartialEq<str>, PartialOrd, std::hash::Hash);
assert_lacks!(Secret: AsRef<str>, std::ops::Deref, Into<String>, std::borrow::Borrow<str>, Copy);
assert_lacks!(Sealer: Clone, std::fmt::Display, serde::Serialize);
