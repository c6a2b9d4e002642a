//! A module of a woven Rust file. When the first version is to be chosen, the program is started
//! once for each variant; what becomes of each is written as a row. MENDEL_VARIANTS says how, as in
//! mendel_variants.c.
#![allow(warnings)]

use ::std::env;
use ::std::io::Write;
use ::std::process::{Command, Stdio};
use ::std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use ::std::sync::{Mutex, Once};
use ::std::thread;
use ::std::time::{Duration, Instant};

static BEGIN: Once = Once::new();
static CHOSEN: AtomicU32 = AtomicU32::new(0);

/// The number of the variant that this process is.
pub fn chosen() -> u32 {
    BEGIN.call_once(|| match env::var("MENDEL_VARIANT") {
        Ok(text) => CHOSEN.store(text.parse().unwrap_or(0), Ordering::SeqCst),
        Err(_) => {
            if let Ok(plan) = env::var("MENDEL_VARIANTS") {
                let _ = try_all(&plan);
            }
        }
    });
    CHOSEN.load(Ordering::SeqCst)
}

fn try_all(plan: &str) -> Option<()> {
    let words: Vec<&str> = plan.splitn(7, ' ').collect();
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok());
    let (count, first, times) = (number(0)? as usize, number(1)?, number(2)?);
    let (slack, seconds, at_once) = (number(3)?, number(4)?, number(5)?);
    let path = words.get(6)?;
    let begin = Instant::now();
    let as_it_is = run(0, Duration::from_millis(first));
    let limit = match as_it_is {
        b't' => Duration::from_millis(first),
        _ => begin.elapsed() * times as u32 + Duration::from_millis(slack),
    };
    let verdicts = Mutex::new(vec![b'-'; count + 1]);
    verdicts.lock().ok()?[0] = as_it_is;
    let next = AtomicUsize::new(1);
    let (verdicts, next) = (::std::sync::Arc::new(verdicts), ::std::sync::Arc::new(next));
    let workers: Vec<_> = (0..at_once)
        .map(|_| {
            let (verdicts, next) = (verdicts.clone(), next.clone());
            thread::spawn(move || loop {
                let variant = next.fetch_add(1, Ordering::SeqCst);
                if variant > count || begin.elapsed() >= Duration::from_secs(seconds) {
                    return;
                }
                let verdict = run(variant, limit);
                if let Ok(mut all) = verdicts.lock() {
                    all[variant] = verdict;
                }
            })
        })
        .collect();
    for worker in workers {
        let _ = worker.join();
    }
    let mut out = ::std::fs::OpenOptions::new().append(true).create(true).open(path).ok()?;
    let name: Vec<String> = env::args().collect();
    let verdicts = String::from_utf8(verdicts.lock().ok()?.clone()).ok()?;
    let row = format!("mendel-variants:{} {}", verdicts, name.join(" ")).replace('\n', " ");
    out.write_all((row + "\n").as_bytes()).ok()
}

fn run(variant: usize, limit: Duration) -> u8 {
    let begin = Instant::now();
    let child = Command::new("/proc/self/exe")
        .args(env::args_os().skip(1))
        .env("MENDEL_VARIANT", variant.to_string())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match child {
        Ok(child) => child,
        Err(_) => return b'f',
    };
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return if status.success() { b'p' } else { b'f' },
            Ok(None) if begin.elapsed() < limit => thread::sleep(Duration::from_millis(1)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return b't';
            }
        }
    }
}
