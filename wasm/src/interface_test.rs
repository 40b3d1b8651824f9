//! The eight official test cases.

use shiming_core::{Result, interface_test};
use shiming_shape::answers;

use crate::app::app;
use crate::inbox::Given;
use crate::outbox;
use crate::packet::keep;

/// `interface_test`: case.
pub(crate) fn case(given: &mut Given<'_>) -> Result<i32> {
    outbox::json(&answers::interface_test(&interface_test::interface_test(given.int32("case")?)?))
}

/// `interface_test_request`: case, code, preset, nonce, unix. The length of its body; the rest is the last `packet`.
pub(crate) fn request(given: &mut Given<'_>) -> Result<i32> {
    let (case, app, code) = (given.int32("case")?, app()?, given.text()?);
    let (preset, nonce, unix) = (given.int32("preset")?, given.bytes()?, given.int()?);
    Ok(keep(interface_test::interface_test_request(case, &app, code, preset, nonce, unix)?))
}

/// `interface_test_judge`: case, status, body.
pub(crate) fn judge(given: &mut Given<'_>) -> Result<i32> {
    let (case, status) = (given.int32("case")?, given.int32("status")?);
    outbox::json(&answers::judged(&interface_test::interface_test_judge(case, status, given.bytes()?)?))
}
