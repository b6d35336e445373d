//! An operation: a method at a path, and a function whose types say what it takes and what it answers.

use actix_web::web::Data;
use actix_web::{FromRequest, Handler, HttpRequest, Responder};

use crate::web::control::api::draft::Draft;
use crate::web::site::Site;

/// What an operation is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// `GET` and so on.
    pub method: &'static str,
    /// The path below `/control/v1`.
    pub path: &'static str,
    /// Its name in generated clients; it never changes.
    pub id: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
}

/// An argument of an operation's function, or all of them.
pub trait Input: FromRequest + 'static {
    /// Adds what it takes from the request, and the problems it can end in.
    fn describe(draft: &mut Draft);
}

/// What an operation's function returns.
pub trait Output: Responder + 'static {
    /// Adds the answers it stands for.
    fn describe(draft: &mut Draft);
}

/// A function that can serve an operation.
pub trait Serves<Args: Input>: Handler<Args, Output: Output> {}

impl<Args: Input, F: Handler<Args, Output: Output>> Serves<Args> for F {}

/// Where operations are listed: the router serves them, the document describes them.
pub trait Api {
    /// The operations that follow belong to this part of the API.
    fn part(&mut self, name: &'static str, about: &'static str);

    /// An operation.
    fn operation<Args: Input, F: Serves<Args>>(&mut self, what: Operation, function: F);

    /// An operation that reads.
    fn get<Args: Input, F: Serves<Args>>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        function: F,
    ) {
        self.operation(Operation { method: "GET", path, id, summary }, function);
    }

    /// An operation that makes something or starts something.
    fn post<Args: Input, F: Serves<Args>>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        function: F,
    ) {
        self.operation(Operation { method: "POST", path, id, summary }, function);
    }

    /// An operation that puts something in its place.
    fn put<Args: Input, F: Serves<Args>>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        function: F,
    ) {
        self.operation(Operation { method: "PUT", path, id, summary }, function);
    }

    /// An operation that changes some fields.
    fn patch<Args: Input, F: Serves<Args>>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        function: F,
    ) {
        self.operation(Operation { method: "PATCH", path, id, summary }, function);
    }

    /// An operation that removes something.
    fn delete<Args: Input, F: Serves<Args>>(
        &mut self,
        path: &'static str,
        id: &'static str,
        summary: &'static str,
        function: F,
    ) {
        self.operation(Operation { method: "DELETE", path, id, summary }, function);
    }
}

impl Input for Site {
    fn describe(draft: &mut Draft) {
        // The realm may not be there, break, have a database that cannot be read, or one that cannot be written.
        draft.problems.extend([404, 500, 503, 507]);
    }
}

impl<T: 'static> Input for Data<T> {
    fn describe(_: &mut Draft) {}
}

impl Input for HttpRequest {
    fn describe(_: &mut Draft) {}
}

impl Input for () {
    fn describe(_: &mut Draft) {}
}

impl<A: Input> Input for (A,) {
    fn describe(draft: &mut Draft) {
        A::describe(draft);
    }
}

impl<A: Input, B: Input> Input for (A, B) {
    fn describe(draft: &mut Draft) {
        A::describe(draft);
        B::describe(draft);
    }
}

impl<A: Input, B: Input, C: Input> Input for (A, B, C) {
    fn describe(draft: &mut Draft) {
        <(A, B)>::describe(draft);
        C::describe(draft);
    }
}

impl<A: Input, B: Input, C: Input, D: Input> Input for (A, B, C, D) {
    fn describe(draft: &mut Draft) {
        <(A, B, C)>::describe(draft);
        D::describe(draft);
    }
}

impl<A: Input, B: Input, C: Input, D: Input, E: Input> Input for (A, B, C, D, E) {
    fn describe(draft: &mut Draft) {
        <(A, B, C, D)>::describe(draft);
        E::describe(draft);
    }
}

impl<A: Input, B: Input, C: Input, D: Input, E: Input, F: Input> Input for (A, B, C, D, E, F) {
    fn describe(draft: &mut Draft) {
        <(A, B, C, D, E)>::describe(draft);
        F::describe(draft);
    }
}
