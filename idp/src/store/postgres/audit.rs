//! The audit of control calls, for all nodes.

use crate::domain::control_call::{Call, Called, Caller};
use crate::domain::time::Timestamp;
use crate::store::StoreError;
use crate::store::postgres::Tx;
use crate::store::sql::Statements as _;

const AGAIN: &str = "UPDATE calls SET times = times + ?2, last_at = greatest(last_at, ?3) WHERE number = (
    SELECT number FROM (SELECT * FROM calls ORDER BY number DESC LIMIT ?1) AS last
    WHERE caller = ?4 AND token IS NOT DISTINCT FROM ?5 AND operation IS NOT DISTINCT FROM ?6
        AND realm IS NOT DISTINCT FROM ?7 AND status = ?8
    ORDER BY number DESC LIMIT 1)";
const ANOTHER: &str =
    "INSERT INTO calls (number, times, at, last_at, caller, token, operation, realm, status)
    SELECT coalesce(max(number), 0) + 1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 FROM calls";
const OLD: &str = "DELETE FROM calls WHERE number <= (SELECT max(number) FROM calls) - ?1";
const CALLS: &str = "SELECT number, at, last_at, times, caller, token, operation, realm, status FROM calls
    WHERE number > ?1 AND (?2 IS NULL OR realm = ?2) ORDER BY number LIMIT ?3";

/// Remembers calls, each with the last one where it is the same; the oldest beyond `max` are forgotten.
///
/// # Errors
/// The engine failed.
pub(super) fn keep(tx: &Tx<'_>, calls: &[Call], max: u32) -> Result<(), StoreError> {
    for Call { at, last_at, times, what, .. } in calls {
        let Called { caller, operation, realm, status } = what;
        let (token, operation) = (caller.token().map(ToString::to_string), operation.as_deref());
        let (kind, token, realm) = (caller.kind(), token.as_deref(), realm.as_deref());
        let (at, last_at) = (at.as_millis(), last_at.as_millis());
        let (looked_at, status) = (what.rows_looked_at(), u32::from(*status));
        if tx.execute(AGAIN, &[&looked_at, times, &last_at, &kind, &token, &operation, &realm, &status])? == 0
        {
            tx.execute(ANOTHER, &[times, &at, &last_at, &kind, &token, &operation, &realm, &status])?;
        }
    }
    tx.execute(OLD, &[&max]).map(|_| ())
}

/// The calls after a number, oldest first: at most so many, of one realm if that is said.
///
/// # Errors
/// The engine failed, or a row is corrupt.
pub(super) fn read(
    tx: &Tx<'_>,
    after: u64,
    realm: Option<&str>,
    limit: u32,
) -> Result<Vec<Call>, StoreError> {
    let corrupt = |why: String| StoreError::Corrupt { table: "calls", why };
    tx.all(CALLS, &[&after.cast_signed(), &realm, &limit], |row| {
        let (kind, token) = (row.get::<String>(4)?, row.get::<Option<String>>(5)?);
        let token = token.map(|name| name.parse().map_err(|_| corrupt(name))).transpose()?;
        Ok(Call {
            number: row.get::<i64>(0)?.cast_unsigned(),
            at: Timestamp::from_millis(row.get(1)?),
            last_at: Timestamp::from_millis(row.get(2)?),
            times: u32::try_from(row.get::<i64>(3)?).unwrap_or(u32::MAX),
            what: Called {
                caller: Caller::of_kind(&kind, token).ok_or_else(|| corrupt(kind))?,
                operation: row.get::<Option<String>>(6)?.map(Into::into),
                realm: row.get(7)?,
                status: u16::try_from(row.get::<i64>(8)?).map_err(|why| corrupt(why.to_string()))?,
            },
        })
    })
}
