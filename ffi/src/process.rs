//! Which process this is, as often as every call asks. `getpid` is a system call, several times as dear as all else around a
//! short call; so the answer is kept in a page that the kernel empties in the child of a fork.

#[cfg(any(target_os = "linux", target_os = "android"))]
use std::sync::atomic::{AtomicU32, Ordering};

/// The number of this process.
#[cfg(any(target_os = "linux", target_os = "android"))]
#[inline]
pub(crate) fn id() -> u32 {
    let Some(kept) = kept() else { return std::process::id() };
    match kept.load(Ordering::Relaxed) {
        // The first call of this process: no process has the number 0.
        0 => {
            let id = std::process::id();
            kept.store(id, Ordering::Relaxed);
            id
        }
        id => id,
    }
}

/// The number of this process.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub(crate) fn id() -> u32 {
    std::process::id()
}

/// The page; none where the kernel would not empty it (Linux before 4.14). It stays for as long as the process.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn kept() -> Option<&'static AtomicU32> {
    static PAGE: std::sync::OnceLock<Option<&'static AtomicU32>> = std::sync::OnceLock::new();
    *PAGE.get_or_init(|| {
        const SIZE: usize = 4096;
        let access = libc::PROT_READ | libc::PROT_WRITE;
        // SAFETY: a new mapping of our own.
        let page = unsafe {
            libc::mmap(core::ptr::null_mut(), SIZE, access, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS, -1, 0)
        };
        if page == libc::MAP_FAILED {
            return None;
        }
        // SAFETY: the mapping above. Advice that does not exist must be refused: some emulators accept all and do nothing.
        let kept = unsafe {
            libc::madvise(page, SIZE, -1) != 0 && libc::madvise(page, SIZE, libc::MADV_WIPEONFORK) == 0
        };
        if !kept {
            // SAFETY: nothing points into it.
            unsafe { libc::munmap(page, SIZE) };
            return None;
        }
        // SAFETY: zeroed, aligned, never unmapped, and reached only through this reference.
        Some(unsafe { &*page.cast::<AtomicU32>() })
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_number_is_that_of_the_process() {
        assert_eq!(super::id(), std::process::id());
        assert_eq!(super::id(), std::process::id());
    }
}
