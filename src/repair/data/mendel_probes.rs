//! A module of a Rust file with probes: counts what each unit of the tests runs, as mendel_probes.c
//! says.
#![allow(warnings)]

use ::std::env;
use ::std::os::unix::io::AsRawFd;
use ::std::sync::atomic::{AtomicPtr, Ordering};
use ::std::sync::Once;

static COUNT: Once = Once::new();
static PROBES: AtomicPtr<u32> = AtomicPtr::new(::std::ptr::null_mut());

extern "C" {
    fn mmap(to: *mut u8, size: usize, how: i32, flags: i32, file: i32, at: i64) -> *mut u32;
}

/// The words that count what runs, which all crates of the program share; may be null.
fn probes() -> *mut u32 {
    COUNT.call_once(|| {
        count();
    });
    PROBES.load(Ordering::Relaxed)
}

fn count() -> Option<()> {
    let plan = env::var("MENDEL_PROBES").ok()?;
    let (count, path) = plan.split_once(' ')?;
    let size = 12 * (count.parse::<usize>().ok()? + 1);
    let path = format!("{}.{}", path, ::std::process::id());
    let file = ::std::fs::OpenOptions::new().read(true).write(true).create(true).open(path).ok()?;
    file.set_len(size as u64).ok()?;
    let words = unsafe { mmap(::std::ptr::null_mut(), size, 3, 1, file.as_raw_fd(), 0) };
    if words as isize != -1 {
        unsafe {
            *words = (*words).max(1);
            *words.add(1) = 1;
        }
        PROBES.store(words, Ordering::Relaxed);
    }
    Some(())
}

pub fn here(probe: usize) {
    let words = probes();
    if words.is_null() {
        return;
    }
    unsafe {
        let counts = words.add(3 + 3 * probe);
        if *counts.add(2) != *words {
            *counts.add(2) = *words;
            *counts.add(if *words.add(2) == 0 { 0 } else { 1 }) += 1;
        }
    }
}

pub fn unit(fails: u32) {
    let words = probes();
    if !words.is_null() {
        unsafe {
            *words += 1;
            *words.add(2) = fails;
        }
    }
}
