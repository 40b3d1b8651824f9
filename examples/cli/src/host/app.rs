//! What the loop needs from the application.

use std::io;

use shiming_core::engine::Event;

/// The application behind the host: a game server with its database.
pub trait Application {
    /// Takes in one event. When this returns, the engine forgets the fact: so store it first, in the transaction that
    /// your database calls durable. A fact may come again after a crash; `(game, account, attempt)` and `(si, bt)` tell.
    ///
    /// Of `AccountChanged`, store the state beside the player: it is the truth from now on, and 300 s later the authority
    /// no longer has it. Kinds that you do not know are ignored.
    fn handle(&mut self, event: &Event) -> io::Result<()>;
}
