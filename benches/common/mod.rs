//! What the benchmarks share: the machine, medians, and one line a figure.

use std::time::Duration;

/// Prints the machine and the heading, with `more` known of what is measured.
pub(crate) fn machine(more: &str) {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find(|l| l.starts_with("model name")).and_then(|l| l.split(": ").nth(1)).unwrap_or("?");
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?");
    println!("machine: {model}, {cores} cores, load {load}; {more}");
    line("figure", "measured", "limit");
}

/// Returns the time in the middle.
pub(crate) fn median(times: Vec<Duration>) -> Duration {
    percentile(times, 50)
}

/// Returns the time that so many per cent are below.
pub(crate) fn percentile(mut times: Vec<Duration>, percent: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * percent / 100).min(times.len() - 1)]
}

/// Writes a time in milliseconds.
pub(crate) fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// Prints one figure.
pub(crate) fn line(what: &str, measured: &str, limit: &str) {
    println!("{what:<58} {measured:>12} {limit:>12}");
}
