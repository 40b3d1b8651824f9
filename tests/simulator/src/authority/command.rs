//! What an administrator, or a test, may change while the authority runs. Commands are data, so that a log of
//! requests and commands rebuilds the same authority.

use std::fmt;
use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::Authority;
use super::config::{Limits, Rights};
use super::faults::FaultRule;
use super::partner::Rotation;
use super::people::{PersonRule, Spread};
use super::random::keyed_hash;
use super::sealing::hex;

/// One change.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Command {
    /// More fault rules, behind those in force.
    AddFaults {
        /// The rules.
        rules: Vec<FaultRule>,
    },
    /// No fault rules.
    ClearFaults,
    /// More people, or other outcomes for known ones. What was submitted already keeps its outcome.
    PutPeople {
        /// The people.
        rules: Vec<PersonRule>,
    },
    /// Another spread for people without a rule.
    SetOthers {
        /// The spread.
        others: Spread,
    },
    /// A new key for an enterprise.
    RotateKey {
        /// appId.
        app_id: String,
        /// How long the old keys stay valid.
        rotation: Rotation,
        /// 32 hex digits; none = one follows from the seed.
        #[serde(default)]
        secret_key: Option<String>,
    },
    /// 立即失效: every key but the newest ends now.
    KillOldKeys {
        /// appId.
        app_id: String,
    },
    /// Another IP list, effective at once (M13).
    SetIpList {
        /// appId.
        app_id: String,
        /// None = any address.
        ip_allow: Option<Vec<IpAddr>>,
    },
    /// Other rights.
    SetRights {
        /// appId.
        app_id: String,
        /// The rights.
        rights: Rights,
    },
    /// Open or close production for an enterprise (1009).
    SetEnabled {
        /// appId.
        app_id: String,
        /// Whether it may call.
        enabled: bool,
    },
    /// Other quotas, as the administrator grants them on request (Q89 to Q91, Q96).
    SetQuota {
        /// appId.
        app_id: String,
        /// None = those of everybody.
        limits: Option<Limits>,
    },
    /// The authority's clock goes wrong, or right again.
    SetClockSkew {
        /// How far it is ahead, in milliseconds.
        ms: i64,
    },
    /// A code for one case of the interface test.
    IssueTestCode {
        /// appId, of production or of the test system.
        app_id: String,
        /// 1 to 8.
        case: u8,
    },
    /// OmniSDK: a callback for players whose time is used up. It is sent by `POST /control/omnisdk/deliver`.
    OmniExpire {
        /// omniAppId.
        app_id: String,
        /// Whom to put out; none = all whose clock runs past the limit.
        #[serde(default)]
        uids: Option<Vec<String>>,
    },
    /// OmniSDK: what the game answered to an attempt; written by the server itself.
    OmniAnswered {
        /// The callback's number.
        callback: u64,
        /// The code of its answer; none = no answer, or one without a code.
        #[serde(default)]
        code: Option<String>,
    },
    /// Forget everything that happened; the configuration stays as it was at the start.
    Reset,
}

/// What a command gives back.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct CommandAnswer {
    /// The new key of `RotateKey`. It is the simulator's own, never a real one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret_key: Option<String>,
    /// The code of `IssueTestCode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_code: Option<String>,
    /// The number of the callback that `OmniExpire` made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<u64>,
}

// Commands carry keys and persons, answers carry keys: print what they are, not what they hold.
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AddFaults { .. } => "AddFaults",
            Self::ClearFaults => "ClearFaults",
            Self::PutPeople { .. } => "PutPeople",
            Self::SetOthers { .. } => "SetOthers",
            Self::RotateKey { .. } => "RotateKey",
            Self::KillOldKeys { .. } => "KillOldKeys",
            Self::SetIpList { .. } => "SetIpList",
            Self::SetRights { .. } => "SetRights",
            Self::SetEnabled { .. } => "SetEnabled",
            Self::SetQuota { .. } => "SetQuota",
            Self::SetClockSkew { .. } => "SetClockSkew",
            Self::IssueTestCode { .. } => "IssueTestCode",
            Self::OmniExpire { .. } => "OmniExpire",
            Self::OmniAnswered { .. } => "OmniAnswered",
            Self::Reset => "Reset",
        })
    }
}

impl fmt::Debug for CommandAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CommandAnswer")
            .field("secret_key", &self.secret_key.as_ref().map(|_| ".."))
            .field("test_code", &self.test_code)
            .field("callback", &self.callback)
            .finish()
    }
}

impl Authority {
    /// Applies a command. `now` is Unix milliseconds, as in [`Authority::handle`]. An error says what is wrong with
    /// the command and leaves everything as it was.
    pub fn command(&mut self, command: &Command, now: i64) -> Result<CommandAnswer, String> {
        let clock = now.saturating_add(self.skew_ms);
        let mut answer = CommandAnswer::default();
        match command {
            Command::AddFaults { rules } => {
                rules.iter().try_for_each(FaultRule::check)?;
                self.faults.add(rules);
            }
            Command::ClearFaults => self.faults.clear(),
            Command::PutPeople { rules } => {
                self.people.put(rules);
                self.known_pi.extend(rules.iter().filter_map(|rule| rule.pi.clone()));
            }
            Command::SetOthers { others } => {
                others.check()?;
                self.people.set_others(*others);
            }
            Command::RotateKey { app_id, rotation, secret_key } => {
                let at = self.partner_at(app_id)?;
                self.keys_made += 1;
                let made = keyed_hash(self.config.seed, "key", &[app_id, &self.keys_made.to_string()]);
                let secret_key = secret_key.clone().unwrap_or_else(|| hex(&made[..16]));
                self.directory.partners[at]
                    .rotate(&secret_key, *rotation, clock)
                    .ok_or("secret_key must be 32 hex digits")?;
                answer.secret_key = Some(secret_key);
            }
            Command::KillOldKeys { app_id } => {
                let at = self.partner_at(app_id)?;
                self.directory.partners[at].kill_old_keys(clock);
            }
            Command::SetIpList { app_id, ip_allow } => {
                // The list is the enterprise's: it holds for its test account too.
                let at = self.partner_at(app_id)?;
                let enterprise = self.directory.partners[at].enterprise;
                let accounts = self.directory.partners.iter_mut();
                for account in accounts.filter(|account| account.enterprise == enterprise) {
                    account.ip_allow.clone_from(ip_allow);
                }
            }
            Command::SetRights { app_id, rights } => {
                let at = self.partner_at(app_id)?;
                self.directory.partners[at].rights = *rights;
            }
            Command::SetEnabled { app_id, enabled } => {
                let at = self.partner_at(app_id)?;
                self.directory.partners[at].enabled = *enabled;
            }
            Command::SetQuota { app_id, limits } => {
                let at = self.partner_at(app_id)?;
                self.directory.partners[at].limits = *limits;
            }
            Command::SetClockSkew { ms } => self.skew_ms = *ms,
            Command::IssueTestCode { app_id, case } => {
                let at = self.partner_at(app_id)?;
                if !(1..=8).contains(case) {
                    return Err("the interface test has the cases 1 to 8".into());
                }
                let until = now.saturating_add(self.config.test.code_life_s.saturating_mul(1_000));
                let enterprise = self.directory.partners[at].enterprise;
                answer.test_code = Some(self.tests.issue(self.config.seed, enterprise, *case, until));
            }
            Command::OmniExpire { app_id, uids } => {
                answer.callback = Some(self.omnisdk.expire(app_id, uids.as_deref(), now)?);
            }
            Command::OmniAnswered { callback, code } => {
                self.omnisdk.answered(*callback, code.as_deref())?;
            }
            Command::Reset => *self = Self::new(self.config.clone()),
        }
        Ok(answer)
    }

    fn partner_at(&self, app_id: &str) -> Result<usize, String> {
        self.directory.any(app_id).ok_or_else(|| "no enterprise has this app_id".into())
    }
}
