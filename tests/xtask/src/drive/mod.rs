//! Histories of the engine: recorded ones, each showing one situation, and random ones.

pub mod people;
pub mod random;
pub mod record;
pub mod scenarios;
pub mod world;
