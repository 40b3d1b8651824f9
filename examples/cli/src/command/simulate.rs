//! `shiming simulate`: the authority of this project's simulator, for building and trying an integration.

use shiming_core::Result;
use shiming_core::credential::App;

use super::output::{Exit, Output};

/// How the simulator behaves.
#[derive(clap::Args, Debug)]
pub(crate) struct SimulateArgs {}

pub(super) fn run(_: &SimulateArgs, _: Output) -> Result<Exit> {
    unimplemented!()
}

/// A simulator inside this process, with the eight cases of the interface test begun.
pub(super) struct TestSystem {}

impl TestSystem {
    pub(super) fn start() -> Result<Self> {
        unimplemented!()
    }

    pub(super) fn code(&self, _case: i32) -> Result<String> {
        unimplemented!()
    }

    pub(super) fn app(&self) -> Result<App> {
        unimplemented!()
    }

    pub(super) fn base_url(&self) -> String {
        unimplemented!()
    }
}
