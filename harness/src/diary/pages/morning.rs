//! Owns the first request of a day: the work of the night is done before anything is answered.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::web::Data;

use crate::diary::consent::night;
use crate::diary::world::World;

/// Lets a request pass once the night is over.
pub(crate) async fn after_the_night(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if let Some(world) = request.app_data::<Data<World>>() {
        night::before_the_first_page_of_a_day(world).await;
    }
    next.call(request).await
}
