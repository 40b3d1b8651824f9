//! Where a secret key comes from: a file or the environment before the command line, which other users can see.

use std::path::PathBuf;
use std::{env, fs};

use shiming_core::{Error, ErrorCode, Result};

/// The environment variable that may hold the key.
const VARIABLE: &str = "SHIMING_SECRET_KEY";

/// The options that name a key.
#[derive(clap::Args, Clone)]
pub(crate) struct SecretArgs {
    /// The secret key, 32 hex digits. Other users may see it in the process list: prefer a file or SHIMING_SECRET_KEY
    #[arg(long, value_name = "HEX", hide_env_values = true)]
    secret_key: Option<String>,
    /// A file that holds the secret key
    #[arg(long, value_name = "FILE", conflicts_with = "secret_key")]
    secret_key_file: Option<PathBuf>,
}

// The derived form would print the key.
impl std::fmt::Debug for SecretArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretArgs(..)")
    }
}

impl SecretArgs {
    /// The key, if one was given.
    pub(crate) fn find(&self) -> Result<Option<String>> {
        find(self.secret_key.as_ref(), self.secret_key_file.as_ref(), VARIABLE, "secret_key_file")
    }

    /// The key, or an error that says how to give one.
    pub(crate) fn require(&self) -> Result<String> {
        self.find()?.ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidKey,
                "no secret key: give --secret-key-file, --secret-key, or set SHIMING_SECRET_KEY",
            )
            .with_field("secret_key")
        })
    }
}

/// The environment variable that may hold OmniSDK's server key.
const OMNI_VARIABLE: &str = "SHIMING_OMNISDK_KEY";

/// The options that name OmniSDK's server key.
#[derive(clap::Args, Clone)]
pub(crate) struct OmniKeyArgs {
    /// OmniSDK's server key. Other users may see it in the process list: prefer a file or SHIMING_OMNISDK_KEY
    #[arg(long, value_name = "TEXT", hide_env_values = true)]
    key: Option<String>,
    /// A file that holds the server key
    #[arg(long, value_name = "FILE", conflicts_with = "key")]
    key_file: Option<PathBuf>,
}

// The derived form would print the key.
impl std::fmt::Debug for OmniKeyArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OmniKeyArgs(..)")
    }
}

impl OmniKeyArgs {
    /// The key, or an error that says how to give one.
    pub(crate) fn require(&self) -> Result<String> {
        find(self.key.as_ref(), self.key_file.as_ref(), OMNI_VARIABLE, "key_file")?.ok_or_else(|| {
            Error::new(
                ErrorCode::InvalidKey,
                "no server key: give --key-file, --key, or set SHIMING_OMNISDK_KEY",
            )
            .with_field("key")
        })
    }
}

/// The key of a flag, of a file, or of the environment, in this order.
fn find(
    flag: Option<&String>,
    file: Option<&PathBuf>,
    variable: &str,
    field: &'static str,
) -> Result<Option<String>> {
    if let Some(key) = flag {
        return Ok(Some(key.clone()));
    }
    if let Some(file) = file {
        let text = fs::read_to_string(file).map_err(|error| {
            Error::new(ErrorCode::InvalidKey, format!("the key file cannot be read: {error}"))
                .with_field(field)
        })?;
        return Ok(Some(text.trim().to_owned()));
    }
    Ok(env::var(variable).ok().map(|key| key.trim().to_owned()).filter(|key| !key.is_empty()))
}
