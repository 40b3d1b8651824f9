//! The published error codes (V1.9 §七) and the JSON of answers.

/// Codes by name. A plain number everywhere else, because faults may inject any.
pub mod code {
    #![allow(missing_docs)]
    pub const OK: i32 = 0;
    pub const SYSTEM: i32 = 1001;
    pub const NOT_FOUND: i32 = 1002;
    pub const METHOD: i32 = 1003;
    pub const HEADER: i32 = 1004;
    pub const IP: i32 = 1005;
    pub const BUSY: i32 = 1006;
    pub const EXPIRED: i32 = 1007;
    pub const PARTNER: i32 = 1008;
    pub const DISABLED: i32 = 1009;
    pub const RIGHT: i32 = 1010;
    pub const SIGN: i32 = 1011;
    pub const PARAMETER: i32 = 1012;
    pub const ID_NUMBER: i32 = 2001;
    pub const TOTAL: i32 = 2002;
    pub const NO_RECORD: i32 = 2003;
    pub const AI_IN_USE: i32 = 2004;
    pub const NAME: i32 = 2005;
    pub const PLAYER_ID: i32 = 2006;
    pub const PARTIAL: i32 = 3001;
    pub const NO_ROWS: i32 = 3002;
    pub const TOO_MANY: i32 = 3003;
    pub const ROW_NO: i32 = 3004;
    pub const ROW_TIME: i32 = 3005;
    pub const ROW_CT: i32 = 3006;
    pub const ROW_BT: i32 = 3007;
    pub const NO_PI: i32 = 3008;
    pub const NO_DI: i32 = 3009;
    pub const BAD_PI: i32 = 3010;
    pub const TEST_SYSTEM: i32 = 4001;
    pub const TEST_TASK: i32 = 4002;
    pub const TEST_DATA: i32 = 4003;
}

/// The official text of a code; the two that are known by hearsay are included, because a fault may inject them.
pub fn errmsg(errcode: i32) -> &'static str {
    match errcode {
        0 => "ok",
        1001 => "SYS ERROR",
        1002 => "SYS REQ RESOURCE NOT EXIST",
        1003 => "SYS REQ METHOD ERROR",
        1004 => "SYS REQ HEADER MISS ERROR",
        1005 => "SYS REQ IP ERROR",
        1006 => "SYS REQ BUSY ERROR",
        1007 => "SYS REQ EXPIRE ERROR",
        1008 => "SYS REQ PARTNER ERROR",
        1009 => "SYS REQ PARTNER AUTH DISABLE",
        1010 => "SYS REQ AUTH ERROR",
        1011 => "SYS REQ PARTNER AUTH ERROR",
        1012 => "SYS REQ PARAM CHECK ERROR",
        1019 => "SYS REQ SECRET EXCESS ERROR",
        1020 => "SYS REQ CONTENT TYPE ERROR",
        2001 => "BUS AUTH IDNUM ILLEGAL",
        2002 => "BUS AUTH RESOURCE LIMIT",
        // The published table spells it so.
        2003 => "BUS AUTH CODE NO AUTH RECODE",
        2004 => "BUS AUTH CODE ALREADY IN USE",
        2005 => "BUS AUTH NAME ILLEGAL",
        2006 => "BUS AUTH PLAYERID ERROR",
        3001 => "BUS COLL PARTIAL ERROR",
        3002 => "BUS COLL BEHAVIOR NULL ERROR",
        3003 => "BUS COLL OVER LIMIT COUNT",
        3004 => "BUS COLL NO INVALID",
        3005 => "BUS COLL BEHAVIOR TIME ERROR",
        3006 => "BUS COLL PLAYER MODE INVALID",
        3007 => "BUS COLL BEHAVIOR MODE INVALID",
        3008 => "BUS COLL PLAYERID MISS",
        3009 => "BUS COLL DEVICEID MISS",
        3010 => "BUS COLL PLAYERID INVALID",
        4001 => "TEST SYS ERROR",
        4002 => "TEST TASK NOT EXIST",
        4003 => "TEST PARAM INVALID ERROR",
        _ => "UNKNOWN ERROR",
    }
}

/// What the authority made of a request, before it is written as JSON.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Reply {
    /// An errcode other than 0, without data.
    Refused(i32),
    /// A status, and the pi when it is 0.
    Status { status: u8, pi: Option<String> },
    /// Every row stored.
    Accepted,
    /// The listed rows refused: `no` and errcode.
    Partial(Vec<(i64, i32)>),
}

impl Reply {
    /// The errcode that goes into the answer.
    pub fn errcode(&self) -> i32 {
        match self {
            Self::Refused(errcode) => *errcode,
            Self::Partial(_) => code::PARTIAL,
            Self::Status { .. } | Self::Accepted => code::OK,
        }
    }

    /// The answer's JSON. `accepted_data` is what stands behind `"ok"` when a report was accepted.
    pub fn json(&self, accepted_data: &str) -> Vec<u8> {
        let errcode = self.errcode();
        let text = errmsg(errcode);
        let json = match self {
            Self::Refused(_) => format!(r#"{{"errcode":{errcode},"errmsg":"{text}"}}"#),
            Self::Accepted => format!(r#"{{"errcode":0,"errmsg":"ok"{accepted_data}}}"#),
            Self::Status { status, pi } => {
                // A pi is [0-9a-z] unless a scenario says otherwise, so it is quoted properly.
                let pi = serde_json::to_string(pi).unwrap_or_else(|_| "null".into());
                format!(
                    r#"{{"errcode":0,"errmsg":"ok","data":{{"result":{{"status":{status},"pi":{pi}}}}}}}"#
                )
            }
            Self::Partial(rows) => {
                let rows: Vec<String> = rows
                    .iter()
                    .map(|(no, code)| {
                        format!(r#"{{"no":{no},"errcode":{code},"errmsg":"{}"}}"#, errmsg(*code))
                    })
                    .collect();
                format!(
                    r#"{{"errcode":{errcode},"errmsg":"{text}","data":{{"results":[{}]}}}}"#,
                    rows.join(",")
                )
            }
        };
        json.into_bytes()
    }
}
