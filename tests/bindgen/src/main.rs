//! `shiming-bindgen in.wasm out-folder`: what `wasm-bindgen --target web` does, of the version in Cargo.lock. Started by `cargo xtask wasm`.

use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (Some(input), Some(output)) = (arguments.next(), arguments.next()) else {
        eprintln!("pass the .wasm file and the folder for the result");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    // The entries of the package say where the file is: a default here would give bundlers a second one.
    let made = bindgen
        .input_path(input)
        .typescript(true)
        .omit_default_module_path(true)
        .web(true)
        .and_then(|it| it.generate(output));
    match made {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:?}");
            ExitCode::FAILURE
        }
    }
}
