//! Deliberate breaks of the engine. A test of an invariant proves nothing until it has been seen to fail: with the
//! feature `mutation`, and only then, the configuration can switch one of these on. Release builds do not have them.

/// One break.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "mutation"), allow(dead_code))]
pub(crate) enum Break {
    /// Sends without regard to slots.
    Quota,
    /// Offers rows before they are durable.
    Early,
    /// Takes a lost answer for an acceptance.
    Credulous,
    /// Does not put rows of a lost request back.
    Forget,
    /// Offers a logout while its login is out.
    Order,
    /// Uses one nonce for all messages.
    Nonce,
    /// Uses answers of an attempt that was replaced.
    Stale,
    /// Sends late rows with their true time.
    Unshifted,
    /// Reports pending players as guests.
    PendingAsGuest,
    /// Takes names from outside the entropy.
    Unseeded,
    /// Does not write logins down.
    Unwritten,
    /// Lets minors play on.
    Overtime,
}

#[cfg(feature = "mutation")]
crate::names::names!(Break {
    Quota = "quota",
    Early = "early",
    Credulous = "credulous",
    Forget = "forget",
    Order = "order",
    Nonce = "nonce",
    Stale = "stale",
    Unshifted = "unshifted",
    PendingAsGuest = "pending_as_guest",
    Unseeded = "unseeded",
    Unwritten = "unwritten",
    Overtime = "overtime",
});
#[cfg(feature = "mutation")]
crate::record::by_name!(Break::Quota = "the name of a break");

/// The break that is on, if this build can have one.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mutation(#[cfg(feature = "mutation")] pub(crate) Option<Break>);

impl Mutation {
    #[cfg(feature = "mutation")]
    pub(crate) fn is(self, wanted: Break) -> bool {
        self.0 == Some(wanted)
    }

    #[cfg(not(feature = "mutation"))]
    #[allow(clippy::unused_self)]
    pub(crate) fn is(self, _: Break) -> bool {
        false
    }
}
