//! A rest that grows while the cause stays, with one probe at its end.

use crate::time::MonoMs;

/// May something that rests act now?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gate {
    Open,
    /// It rests, but one probe may go.
    Probe,
    /// Not before this monotonic time.
    At(MonoMs),
    /// A probe is under way.
    Probing,
}

/// A rest with growing steps.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Rest {
    step: i64,
    until: MonoMs,
    resting: bool,
    probing: bool,
}

impl Rest {
    pub(crate) fn is_resting(&self) -> bool {
        self.resting
    }

    pub(crate) fn until(&self) -> MonoMs {
        self.until
    }

    pub(crate) fn gate(&self, mono: MonoMs) -> Gate {
        match self {
            _ if !self.resting => Gate::Open,
            _ if self.probing => Gate::Probing,
            _ if mono < self.until => Gate::At(self.until),
            _ => Gate::Probe,
        }
    }

    pub(crate) fn probe_sent(&mut self) {
        self.probing = true;
    }

    /// The cause was seen (again). True: the rest is new.
    pub(crate) fn fail(&mut self, mono: MonoMs, least: i64, most: i64) -> bool {
        // Answers of requests that were sent before the rest began do not make it longer.
        if self.resting && !self.probing && mono < self.until {
            return false;
        }
        let new = !self.resting;
        self.step = if self.step == 0 { least } else { (self.step * 2).clamp(least, most) };
        self.until = mono + self.step;
        (self.resting, self.probing) = (true, false);
        new
    }

    /// A probe came back without telling anything: it may go again.
    pub(crate) fn probe_lost(&mut self) {
        self.probing = false;
    }

    pub(crate) fn succeed(&mut self) {
        *self = Self::default();
    }
}
