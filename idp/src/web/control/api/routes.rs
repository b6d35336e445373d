//! The operations as routes of the server.

use std::collections::BTreeMap;

use actix_web::http::Method;
use actix_web::web::{PayloadConfig, ServiceConfig, method, resource, scope};
use actix_web::{Resource, Route, Scope};

use crate::web::control::api::operation::{Api, Input, Operation, Serves};

/// Where the control API is mounted.
pub const CONTROL: &str = "/control/v1";

/// A whole realm is longer than other bodies may be, in bytes.
const WORLD: &str = "/world";
const WORLD_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The routes, by path: a path is one resource, so that a wrong method is told from an unknown path.
#[derive(Default)]
pub struct Routes(Vec<(&'static str, Vec<Route>)>);

impl Routes {
    /// Mounts them, a scope for each first part of a path: the router compares paths one after the other, and a path with
    /// places costs it much.
    pub fn mount(self, config: &mut ServiceConfig) {
        let mut scopes: BTreeMap<&str, Scope> = BTreeMap::new();
        for (path, routes) in self.0 {
            let end = path.match_indices('/').nth(1).map_or(path.len(), |(at, _)| at);
            let (part, rest) = path.split_at(end);
            let at = resource(rest);
            let at = if path == WORLD { at.app_data(PayloadConfig::new(WORLD_BYTES_MAX)) } else { at };
            let at = routes.into_iter().fold(at, Resource::route);
            let held = scopes.remove(part).unwrap_or_else(|| scope(&format!("{CONTROL}{part}")));
            scopes.insert(part, held.service(at));
        }
        scopes.into_values().for_each(|scope| _ = config.service(scope));
    }
}

impl Api for Routes {
    fn part(&mut self, _: &'static str, _: &'static str) {}

    fn operation<Args: Input, F: Serves<Args>>(&mut self, what: Operation, function: F) {
        let method_of = Method::from_bytes(what.method.as_bytes()).unwrap_or(Method::GET);
        let route = method(method_of).to(function);
        match self.0.iter_mut().find(|(path, _)| *path == what.path) {
            Some((_, routes)) => routes.push(route),
            None => self.0.push((what.path, vec![route])),
        }
    }
}
