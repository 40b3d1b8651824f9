//! Player Network and the values of other channels: every value of every table, every shape, hostile input, properties,
//! privacy.

mod adapters;
mod hostile;
mod options;
mod privacy;
mod properties;
mod shapes;
mod steps;
mod tables;
mod world;
