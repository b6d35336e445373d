//! How the handler of a page ends: with its own answer, or early with another one.

use actix_web::HttpResponse;
use actix_web::error::InternalError;

use crate::app::{Broken, Moment, Stop};
use crate::web::error::broken_page;
use crate::web::site::{Site, perform};

/// An answer that comes before the handler's own: the way to sign in, a breakage already told.
pub(crate) type Early = InternalError<&'static str>;

/// What a handler of a page comes to.
pub(crate) type Reply = Result<HttpResponse, Early>;

/// Ends a handler with this answer.
pub(crate) fn early(answer: HttpResponse) -> Early {
    InternalError::from_response("answered before its time", answer)
}

/// Runs a use case that refuses nothing.
///
/// # Errors
/// It broke: the page that says so.
pub(crate) async fn run<T, W>(site: &Site, work: W) -> Result<T, Early>
where
    T: Send + 'static,
    W: FnOnce(&Moment<'_>) -> Result<T, Broken> + Send + 'static,
{
    let done = perform::<_, std::convert::Infallible, _>(site, move |moment| Ok(work(moment)?));
    match done.await {
        Ok(answer) => Ok(answer),
        Err(Stop::Broken(why)) => Err(early(broken_page(site, &why))),
        Err(Stop::Refused(never)) => match never {},
    }
}
