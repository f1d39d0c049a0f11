//! The program: the library does all of it, so that each function is built once and not once more for here.

use std::process::ExitCode;

fn main() -> ExitCode {
    hatchery::cli::run()
}
