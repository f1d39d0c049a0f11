//! Has the linker pack the relocations of the program, where the system can read that: 1.5 MB less, in the file and in the
//! memory of every process.

use std::env;
use std::process::Command;

/// glibc, NEWS for 2.36: "Support for DT_RELR relative relocation format has been added".
const READ_SINCE: (u32, u32) = (2, 36);

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let (host, target) = (env::var("HOST"), env::var("TARGET"));
    let is_at_home = host == target && target.is_ok_and(|target| target.ends_with("linux-gnu"));
    if is_at_home && glibc().is_some_and(|version| version >= READ_SINCE) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of this machine's, from something like "glibc 2.41".
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}
