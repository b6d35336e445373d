//! Use cases of operations, run and told: a refusal by its problem, a breakage by an incident number.

use std::convert::Infallible;

use crate::app::{Broken, Explained, Moment, Stop};
use crate::web::Site;
use crate::web::error::broken_problem;
use crate::web::problem::Problem;
use crate::web::site::perform;

/// Runs a use case at the present moment of the realm.
///
/// # Errors
/// The problem that its refusal is told by.
pub async fn run<T, R, W>(site: &Site, work: W, problem: impl FnOnce(R) -> Problem) -> Result<T, Problem>
where
    T: Send + 'static,
    R: Explained + Send + 'static,
    W: FnOnce(&Moment<'_>) -> Result<T, Stop<R>> + Send + 'static,
{
    settle(site, perform(site, work).await, problem)
}

/// Runs a use case that refuses nothing.
///
/// # Errors
/// Something is broken.
pub async fn sure<T, W>(site: &Site, work: W) -> Result<T, Problem>
where
    T: Send + 'static,
    W: FnOnce(&Moment<'_>) -> Result<T, Broken> + Send + 'static,
{
    run::<T, Infallible, _>(site, move |moment| Ok(work(moment)?), |never| match never {}).await
}

/// What a use case came to.
///
/// # Errors
/// The problem that its refusal is told by.
pub fn settle<T, R>(
    site: &Site,
    done: Result<T, Stop<R>>,
    problem: impl FnOnce(R) -> Problem,
) -> Result<T, Problem> {
    done.map_err(|stop| match stop {
        Stop::Refused(refusal) => problem(refusal),
        Stop::Broken(broken) => broken_problem(site, &broken),
    })
}
