//! The engine's contract, clause by clause (E1 to E18), its journal, its quota, and what bad input does. Every test is
//! named after what it holds, and says what would break for a user if it failed.

mod bad_input;
mod e10_batches;
mod e12_flight;
mod e13_clock;
mod e14_names;
mod e15_verify;
mod e16_fairness;
mod e17_send_sync;
mod e18_determinism;
mod e1_pump;
mod e2_durable;
mod e3_events;
mod e4_complete;
mod e5_order;
mod e6_delivery;
mod e7_capacity;
mod e8_restart;
mod e9_late;
mod errors_by_scope;
mod games;
mod host;
mod journal_compact;
mod journal_damaged;
mod journal_keys;
mod journal_torn;
mod pending;
mod privacy;
mod raw_journal;
mod share;
mod slots;
mod windows;
