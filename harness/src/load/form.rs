//! Owns the little of URLs and HTML that a sign-in needs: form encoding, a query's value, a page's hidden fields.

/// Pairs as `application/x-www-form-urlencoded`, which is also a query.
pub fn encode(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The value of `name` in a URL's query, decoded.
pub fn query_value(url: &str, name: &str) -> Option<String> {
    let (_, query) = url.split_once('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let mut pairs = form_urlencoded::parse(query.as_bytes());
    pairs.find_map(|(key, value)| (key == name).then(|| value.into_owned()))
}

/// Name and value of each hidden field of a page, in order.
///
/// Read by hand: the load driver shares the machine with what it measures, and `scraper` takes 58 µs for the login page
/// of the simulator where this takes 4.
pub fn hidden_fields(page: &str) -> Vec<(String, String)> {
    page.split("<input").skip(1).filter_map(hidden_field).collect()
}

fn hidden_field(tag: &str) -> Option<(String, String)> {
    let tag = tag.split('>').next()?;
    (attribute(tag, "type")? == "hidden").then_some(())?;
    Some((attribute(tag, "name")?, attribute(tag, "value").unwrap_or_default()))
}

/// The action of a page's first form.
pub fn form_action(page: &str) -> Option<String> {
    let (_, tag) = page.split_once("<form")?;
    attribute(tag.split('>').next()?, "action")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split('"').next()?.replace("&quot;", "\"").replace("&#x2F;", "/").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded_is_read_back() {
        let value = "2026.11.22 10:00:00 +0000 ключ&=?";
        let url = format!("http://127.0.0.1:9/callback?{}", encode(&[("a", "1"), ("state", value)]));
        assert_eq!(query_value(&url, "state").as_deref(), Some(value));
        assert_eq!(query_value(&url, "code"), None);
    }

    #[test]
    fn a_plus_in_a_query_is_a_space() {
        assert_eq!(query_value("/?a=b+c%2Bd", "a").as_deref(), Some("b c+d"));
    }

    #[test]
    fn hidden_fields_and_the_action_are_found() {
        let page = r#"<form method="post" action="/login?a=1&amp;b=2"><input type="hidden" name="ctx" value="x&amp;y">
            <input type="text" name="login" value="shown"><input name="prompt" type="hidden" value="login"/></form>"#;
        let expected =
            [("ctx", "x&y"), ("prompt", "login")].map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(hidden_fields(page), expected);
        assert_eq!(form_action(page).as_deref(), Some("/login?a=1&b=2"));
    }
}
