//! Owns the reading of the code as syntax: which names its types have on the wire, which words stand in a function.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemStruct, Lit, Meta};

use crate::source::{Source, sources};

/// Production sources of the provider whose path passes.
fn chosen(passes: impl Fn(&str) -> bool) -> Vec<(Source, File)> {
    let all = sources("idp/src").into_iter().filter(|source| !source.is_test() && passes(&source.path));
    let parsed = all.map(|source| {
        let syntax =
            syn::parse_file(source.production()).unwrap_or_else(|why| panic!("{}: {why}", source.path));
        (source, syntax)
    });
    parsed.collect()
}

/// `Type.name` of each field, as JSON and forms spell it, of the types that derive `Serialize` or `Deserialize`.
pub(super) fn fields(derive: &str, passes: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let files = chosen(passes);
    let structs = files.iter().flat_map(|(_, file)| &file.items).filter_map(|item| match item {
        Item::Struct(one) if derives(one, derive) => Some(one),
        _ => None,
    });
    structs.flat_map(fields_of).collect()
}

fn derives(one: &ItemStruct, derive: &str) -> bool {
    let named = |attribute: &Attribute| tokens(attribute).split(',').any(|name| name.trim() == derive);
    one.attrs.iter().any(|attribute| attribute.path().is_ident("derive") && named(attribute))
}

fn fields_of(one: &ItemStruct) -> Vec<String> {
    let all = serde(&one.attrs);
    let named = one.fields.iter().filter_map(|field| {
        let (own, name) = (serde(&field.attrs), field.ident.as_ref()?.to_string());
        if own.split(',').any(|word| matches!(word.trim(), "skip" | "flatten")) {
            return None;
        }
        let name =
            value(&own, "rename").map_or_else(|| renamed(&name, value(&all, "rename_all")), str::to_owned);
        Some(format!("{}.{name}", one.ident))
    });
    named.collect()
}

fn renamed(name: &str, rule: Option<&str>) -> String {
    match rule {
        Some("camelCase") => {
            let mut words = name.split('_');
            let first = words.next().unwrap_or_default().to_owned();
            words.fold(first, |out, word| {
                let (head, tail) = word.split_at(1);
                format!("{out}{}{tail}", head.to_uppercase())
            })
        }
        Some("kebab-case") => name.replace('_', "-"),
        _ => name.to_owned(),
    }
}

/// The words of all `serde` attributes, separated by commas.
fn serde(attributes: &[Attribute]) -> String {
    let own = attributes.iter().filter(|attribute| attribute.path().is_ident("serde"));
    own.map(tokens).collect::<Vec<_>>().join(",")
}

fn tokens(attribute: &Attribute) -> String {
    match &attribute.meta {
        Meta::List(list) => list.tokens.to_string(),
        _ => String::new(),
    }
}

/// What `key = "value"` gives a key.
fn value<'a>(words: &'a str, key: &str) -> Option<&'a str> {
    words.split(',').find_map(|word| {
        let (name, value) = word.split_once('=')?;
        (name.trim() == key).then(|| value.trim().trim_matches('"'))
    })
}

/// Every text in a file, or in those of its functions and constants that are called so.
#[derive(Default)]
struct Words<'a> {
    only: Option<&'a str>,
    inside: usize,
    found: BTreeSet<String>,
}

impl Words<'_> {
    fn within(&mut self, name: &syn::Ident, go: impl FnOnce(&mut Self)) {
        let enters = usize::from(self.only.is_none_or(|only| name == only));
        self.inside += enters;
        go(self);
        self.inside -= enters;
    }

    fn take_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.take_tokens(group.stream()),
                TokenTree::Literal(literal) => match syn::parse_str(&literal.to_string()) {
                    Ok(Lit::Str(text)) => self.take(text.value()),
                    Ok(Lit::ByteStr(text)) => self.take(String::from_utf8_lossy(&text.value()).into_owned()),
                    _ => {}
                },
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }

    fn take(&mut self, text: String) {
        if self.inside > 0 {
            self.found.insert(text);
        }
    }
}

impl<'ast> Visit<'ast> for Words<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.within(&item.sig.ident, |words| visit::visit_item_fn(words, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.within(&item.sig.ident, |words| visit::visit_impl_item_fn(words, item));
    }

    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        self.within(&item.ident, |words| visit::visit_item_const(words, item));
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.take(text.value());
    }

    fn visit_lit_byte_str(&mut self, text: &'ast syn::LitByteStr) {
        self.take(String::from_utf8_lossy(&text.value()).into_owned());
    }

    /// What stands inside `matches!`, `vec!` and the like is no syntax yet.
    fn visit_macro(&mut self, of: &'ast syn::Macro) {
        self.take_tokens(of.tokens.clone());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// The texts in the functions and constants of a name, in the file at this path.
pub(super) fn words(path: &str, function: &str) -> BTreeSet<String> {
    let found = collected(&chosen(|one| one == path), Some(function));
    assert!(!found.is_empty(), "idp/src/{path} has no `{function}` with texts");
    found
}

/// All texts in the files at these paths that could be a word of the wire: one word, and more than punctuation.
pub(super) fn all_words(passes: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let is_word = |text: &String| {
        text.starts_with(|c: char| c.is_ascii_alphanumeric())
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'))
    };
    collected(&chosen(passes), None).into_iter().filter(is_word).collect()
}

fn collected(files: &[(Source, File)], only: Option<&str>) -> BTreeSet<String> {
    let mut words = Words { only, ..Words::default() };
    files.iter().for_each(|(_, file)| words.visit_file(file));
    words.found
}
