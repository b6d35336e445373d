//! Values that go with a statement.

/// A value as engines take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value<'v> {
    /// A whole number, or none.
    Int(Option<i64>),
    /// A text, or none.
    Text(Option<&'v str>),
    /// A text that is JSON.
    Json(&'v str),
    /// A text that is JSON and that no statement looks into: an engine may keep it in a form of its own.
    Body(&'v str),
}

/// What can go with a statement.
pub(crate) trait Bind {
    /// The value.
    fn value(&self) -> Value<'_>;
}

/// An aggregate as JSON that statements look into.
pub(crate) struct Json(pub(super) String);

impl Json {
    /// How many octets it has.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

impl Bind for Json {
    fn value(&self) -> Value<'_> {
        Value::Json(&self.0)
    }
}

/// An aggregate as JSON that no statement looks into.
pub(crate) struct Body(pub(super) String);

impl Bind for Body {
    fn value(&self) -> Value<'_> {
        Value::Body(&self.0)
    }
}

impl<T: Bind + ?Sized> Bind for &T {
    fn value(&self) -> Value<'_> {
        (**self).value()
    }
}

impl Bind for i64 {
    fn value(&self) -> Value<'_> {
        Value::Int(Some(*self))
    }
}

impl Bind for u32 {
    fn value(&self) -> Value<'_> {
        Value::Int(Some(i64::from(*self)))
    }
}

impl Bind for bool {
    fn value(&self) -> Value<'_> {
        Value::Int(Some(i64::from(*self)))
    }
}

impl Bind for Option<i64> {
    fn value(&self) -> Value<'_> {
        Value::Int(*self)
    }
}

impl Bind for str {
    fn value(&self) -> Value<'_> {
        Value::Text(Some(self))
    }
}

impl Bind for String {
    fn value(&self) -> Value<'_> {
        Value::Text(Some(self))
    }
}

impl Bind for Option<&str> {
    fn value(&self) -> Value<'_> {
        Value::Text(*self)
    }
}

impl Bind for Option<String> {
    fn value(&self) -> Value<'_> {
        Value::Text(self.as_deref())
    }
}
