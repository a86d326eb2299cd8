//! Inputs led by what of the program they reach; the target is the one this program is named after.

#![no_main]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    unreachable_pub,
    reason = "a fuzzer stops at once"
)]

mod targets;

const TARGET: &str = env!("CARGO_BIN_NAME");

libfuzzer_sys::fuzz_target!(init: forgive_guarded(), |bytes: &[u8]| targets::run(TARGET, bytes));

/// A fuzzer ends at any panic; those of others' readers are caught and told as damage.
fn forgive_guarded() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !kuiske::read::is_guarded() {
            before(info);
        }
    }));
}

// Containers are changed inside, and now and then outside.
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let inside = targets::part(TARGET).filter(|_| !seed.is_multiple_of(8));
    let content = inside.and_then(|part| Some((part, targets::part_of(&data[..size], part)?)));
    let Some((part, mut content)) = content else {
        return libfuzzer_sys::fuzzer_mutate(data, size, max_size);
    };
    let length = content.len();
    let most = (length * 2 + 64).min(max_size).max(length);
    content.resize(most, 0);
    let length = libfuzzer_sys::fuzzer_mutate(&mut content, length, most);
    match targets::with_part(&data[..size], part, &content[..length]) {
        Some(whole) if whole.len() <= max_size => {
            data[..whole.len()].copy_from_slice(&whole);
            whole.len()
        }
        _ => size,
    }
});
