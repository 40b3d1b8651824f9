//! Player Network (INTL SDK): the result of a login, and the one decision whether its player may enter.
//!
//! [`player_network_parse`] reads what the SDK's callback or the backend gave, [`player_network_decide`] decides.
//!
//! # What is published, and what is inference
//!
//! Published by the Player Network document and its public site: every number of the tables in this module, that a faulty
//! deletion status should not keep players out, when a minor states the age again, when a parent may be asked again, that
//! Korea's limits differ by operating system, and that the adult age, the rating and the kind of certificate are the game's
//! own configuration at the service. No age of any country is written here.
//!
//! Inference, to be reviewed by every game, and therefore [`Options`] where it matters: what a missing compliance status
//! means; what each status of the LEVEL INFINITE PASS asks for; when the EU agreement applies; how versions of agreements
//! compare; who needs to state no age; that certificate type 0 needs no parent; that the stricter of two contradicting
//! deletion statuses holds; that maps by operating system count in Korea only.
//!
//! # Carried, not decided
//!
//! Kept in [`Login`] for the host, without any influence: FirstLogin, UserName, Gender, PictureUrl, Pf, Pfkey, ChannelID,
//! Channel, ChannelInfo, BindList, LegalDocumentsAcceptedVersion, Email, TransferCode and its expiry, `adult_status_map`,
//! `parent_control_map`, `need_parent_control`, `is_need_li_cert`, `ts`, `is_receive_email`, `is_receive_email_in_night`. Not kept at
//! all: the birth date, the mail address inside the compliance status, `err_code`, texts for people, and members that are
//! not listed here.
//!
//! # `sig` is not provided
//!
//! The backend API signs its calls with a query parameter `sig`. Its algorithm is not published ("contact your
//! representative"), and the constructions seen in public code contradict each other. A guess that happens to pass today
//! would be worse than none, so there is none: sign with what your representative gives you, and pass the answers here.

mod codes;
mod decide;
mod decision;
mod fields;
mod login;
mod members;
mod names;
mod options;
mod parse;
mod region;
mod stored;

pub use codes::{
    AdultStatus, CertificateType, DeletionStatus, EuAgreement, FirstLogin, Gender, LiDeletionStatus,
    LoginClass, ParentStatus, RealNameAuth, RealNameNeed, login_class,
};
pub use decide::player_network_decide;
pub use decision::{Action, Decision, DenyReason, Gate, Limits, Note};
pub use login::{Agreements, ComplianceStatus, DeletionInfo, Login, OsValue, Part};
pub use options::{
    DeletionOverride, EuTrigger, LiDeletion, MissingStatus, NoRestriction, Options, RequiredAgreements,
};
pub use parse::player_network_parse;
