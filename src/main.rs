//! Arguments and surroundings in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    menprov::command::run_process()
}
