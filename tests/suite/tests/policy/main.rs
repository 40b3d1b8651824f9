//! The decisions held to their promises: against a second reading of the rules that shares no code with core, against
//! themselves, against the publishers' calendars, and against what others got wrong.

mod against_oracle;
mod calendar_json;
mod calendars;
mod days;
mod defects;
mod edges;
mod edges_of_state;
mod lasting;
mod oracle;
mod payments;
mod privacy;
mod profile_json;
mod strategies;
mod stricter;
mod total;
mod who;
mod windows;
mod zones;
