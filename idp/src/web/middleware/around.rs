//! The order of what happens around a request: who may pass before the routes, how the answer leaves after them.

use std::net::IpAddr;
use std::sync::Arc;

use actix_web::HttpMessage as _;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::HeaderValue;
use actix_web::web::Data;

use crate::app::Realm;
use crate::app::door;
use crate::app::realms::Realms;
use crate::domain::id::RealmId;
use crate::web::middleware::access::decide::{Admitted, Denied};
use crate::web::middleware::access::{self, cors, refuse};
use crate::web::middleware::watched::Watched;
use crate::web::middleware::{faults, headers, nodes, security_headers, trace, wrong_method};
use crate::web::request::access::Access;
use crate::web::request::front::{self, Excess};
use crate::web::request::head;
use crate::web::request::realm_path::{self, NamedRealm};
use crate::web::{lost, site};

/// A request on its way to the routes and back.
pub struct Passage {
    judged: Result<Admitted, Denied>,
    /// The page that may read the answer.
    shared_with: Option<HeaderValue>,
    /// What of the request is longer than the front end lets through.
    excess: Option<Excess>,
    watched: Watched,
}

impl Passage {
    /// Brings the request into the form that the routes know, looks at what other nodes did to its realm, and decides
    /// whether it reaches the routes.
    pub async fn of(
        access: &Access,
        listen: IpAddr,
        own: Option<&RealmId>,
        request: &mut ServiceRequest,
    ) -> Self {
        head::as_get(request);
        access::locate(access, request);
        realm_path::rewrite(request, own);
        nodes::catch_up(request).await;
        let watched = Watched::begin(request);
        let judged = access::judge(access, listen, request);
        let is_shared = matches!(judged, Ok(Admitted::Shared | Admitted::Preflight));
        let shared_with = is_shared.then(|| cors::origin(request)).flatten();
        let excess = front::admit(request);
        Self { judged, shared_with, excess, watched }
    }

    /// Whether the request reaches the routes.
    pub fn is_open(&self) -> bool {
        self.excess.is_none() && matches!(self.judged, Ok(Admitted::Plain | Admitted::Shared))
    }

    /// The answer of the routes, as it leaves.
    pub async fn served<B: MessageBody + 'static>(self, response: ServiceResponse<B>) -> ServiceResponse {
        let mut response = lost::retold(wrong_method::tell(response)).await;
        response = site::tell_dropped(response);
        let realm = realm(&response);
        headers::add(&mut response, realm.as_deref().map(door::now));
        if let Some(realm) = &realm {
            let path = response.request().path().to_owned();
            response = faults::commit(realm, &path, response).await;
        }
        self.finished(trace::keep(realm.as_ref(), response).await).await
    }

    /// The answer to a request that does not reach the routes.
    pub async fn stopped(self, request: ServiceRequest) -> ServiceResponse {
        let answer = match &self.judged {
            Err(denied) => {
                let path = request.match_info().as_str().to_owned();
                refuse::refuse(request.request(), &path, denied).await
            }
            Ok(_) => match &self.excess {
                Some(excess) => lost::turned_away(request.request(), excess).await,
                None => cors::preflight(&request),
            },
        };
        let mut response = request.into_response(answer);
        let realm = realm(&response);
        headers::add(&mut response, realm.as_deref().map(door::now));
        self.finished(trace::keep(realm.as_ref(), response).await).await
    }

    /// What no fault and no refusal leaves out.
    async fn finished(self, mut response: ServiceResponse) -> ServiceResponse {
        let headers = response.headers_mut();
        head::allow(headers);
        security_headers::add(headers);
        if let Some(origin) = self.shared_with {
            cors::share(headers, origin);
        }
        self.watched.end(&mut response).await;
        front::release(response)
    }
}

/// The realm that the request named, if it is there.
fn realm(response: &ServiceResponse) -> Option<Arc<Realm>> {
    let request = response.request();
    let id = request.extensions().get::<NamedRealm>()?.id.clone().ok()?;
    request.app_data::<Data<Realms>>()?.find(&id)
}
