//! The engine: an opaque handle with one lock inside.

mod handle;
mod players;
mod pump;
mod setup;
mod step;

pub use handle::*;
pub use players::*;
pub use pump::*;
pub use setup::*;
pub use step::*;
