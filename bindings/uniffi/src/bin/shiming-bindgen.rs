//! Generates the sources of a language from the built library: for build tools, and for what is committed in `generated`.
//! `shiming-bindgen <libshiming_uniffi.so> <kotlin|swift|python> <folder>`. The library must not be stripped: the description of
//! its functions lies in its symbols.

use std::fs;

use anyhow::{Context, Result, bail};
use camino::Utf8PathBuf;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate_with_bindgen_paths};
use uniffi_bindgen::{BindgenPaths, BindgenPathsLayer};

/// Of this crate, also where its sources are not.
const CONFIG: &str = include_str!("../../uniffi.toml");

struct Config(Utf8PathBuf);

impl BindgenPathsLayer for Config {
    fn get_config_path(&self, _: &str) -> Option<Utf8PathBuf> {
        Some(self.0.clone())
    }
}

fn main() -> Result<()> {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [library, language, folder] = arguments.as_slice() else {
        bail!("usage: shiming-bindgen <libshiming_uniffi.so> <kotlin|swift|python> <folder>");
    };
    let language = match language.as_str() {
        "kotlin" => TargetLanguage::Kotlin,
        "swift" => TargetLanguage::Swift,
        "python" => TargetLanguage::Python,
        _ => bail!("pass kotlin, swift or python"),
    };
    fs::create_dir_all(folder).with_context(|| folder.clone())?;
    let config = Utf8PathBuf::from(folder).join(format!(".uniffi-{}.toml", std::process::id()));
    fs::write(&config, CONFIG).with_context(|| config.to_string())?;
    let options = GenerateOptions {
        languages: vec![language.clone()],
        source: library.into(),
        out_dir: folder.into(),
        config_override: None,
        format: false,
        crate_filter: Some("shiming_uniffi".to_owned()),
        metadata_no_deps: true,
    };
    let mut paths = BindgenPaths::default();
    paths.add_layer(Config(config.clone()));
    let generated = generate_with_bindgen_paths(options, paths);
    fs::remove_file(&config).with_context(|| config.to_string())?;
    generated?;
    if matches!(language, TargetLanguage::Kotlin) { kotlin(folder) } else { Ok(()) }
}

/// What the generator has no setting for.
fn kotlin(folder: &str) -> Result<()> {
    const EDITS: [(&str, &str); 10] = [
        // Java spells the functions `Shiming.sign`, together with those that are written by hand.
        (
            "@file:Suppress(\"NAME_SHADOWING\")",
            "@file:JvmName(\"Shiming\")\n@file:JvmMultifileClass\n@file:Suppress(\"NAME_SHADOWING\")",
        ),
        // An alternate constructor of a class that got another name.
        ("`now`: Now): Engine {", "`now`: Now): RawEngine {"),
        ("FfiConverterTypeEngine.lift(", "FfiConverterTypeRawEngine.lift("),
        // What is written by hand stands before these, and knows what they do not: closed objects.
        ("public interface RawAppInterface", "internal interface RawAppInterface"),
        ("open class RawApp:", "internal open class RawApp:"),
        ("public object FfiConverterTypeRawApp:", "internal object FfiConverterTypeRawApp:"),
        ("public interface RawEngineInterface", "internal interface RawEngineInterface"),
        ("open class RawEngine:", "internal open class RawEngine:"),
        ("public object FfiConverterTypeRawEngine:", "internal object FfiConverterTypeRawEngine:"),
        (" fun `rawInterfaceTestRequest`(", " internal fun `rawInterfaceTestRequest`("),
    ];
    let path = format!("{folder}/io/github/shiming/shiming_uniffi.kt");
    let mut source = fs::read_to_string(&path).with_context(|| path.clone())?;
    for (from, to) in EDITS {
        if source.matches(from).count() != 1 {
            bail!("the generated Kotlin changed: it should hold `{from}` once");
        }
        source = source.replace(from, to);
    }
    fs::write(&path, source).with_context(|| path.clone())
}
