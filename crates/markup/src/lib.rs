//! The `view!` macro of the app: Leptos's syntax, one type for every element.
//!
//! Leptos's own macro gives each element a type of its own, with code for each of these types: half of the app's weight.
//! And it sets wholly static parts through `innerHTML`, which throws under Trusted Types. This one calls the functions of
//! the app's `dom` module, which build the nodes themselves, one call for each element, attribute and child.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use rstml::{
    Infallible, Parser, ParserConfig,
    node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement},
};
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Stmt, spanned::Spanned};

/// Elements, components, texts and `{expressions}`, as in Leptos's `view!`. Attributes: `name=value`, `on:event=handler`,
/// `prop:name=value` and `node_ref=reference`. Gives a `dom::View`.
#[proc_macro]
pub fn view(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    // The names as HTML writes them, so that an SVG needs no other macro.
    let parser = Parser::new(ParserConfig::new().recover_block(true));
    match parser.parse_simple(TokenStream::from(input)) {
        Ok(nodes) => views(&nodes).into(),
        Err(error) => error.to_compile_error().into(),
    }
}

/// One view of any number of nodes.
fn views(nodes: &[Node]) -> TokenStream {
    let views: Vec<TokenStream> = nodes.iter().filter_map(view_of).collect();
    match &views[..] {
        [one] => quote! { #one },
        many => quote! { crate::dom::child(::std::vec![#(#many),*]) },
    }
}

fn view_of(node: &Node) -> Option<TokenStream> {
    Some(match node {
        Node::Element(element) => {
            let name = element.name().to_string();
            if name.starts_with(|c: char| c.is_ascii_uppercase()) { component(element) } else { html(element, &name) }
        }
        Node::Fragment(fragment) => views(&fragment.children),
        Node::Text(text) => {
            let text = &text.value;
            quote! { crate::dom::child(#text) }
        }
        Node::RawText(text) => {
            let text = text.to_string_best();
            quote! { crate::dom::child(#text) }
        }
        Node::Block(block) => {
            let value = block_value(block);
            quote_spanned! { block.span() => crate::dom::child(#value) }
        }
        Node::Comment(_) | Node::Doctype(_) => return None,
        Node::Custom(custom) => custom.to_token_stream(),
    })
}

/// The expression of a block of one expression: braces around it would only be a lint.
fn block_value(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| &block.stmts[..]) {
        Some([Stmt::Expr(value, None)]) => value.to_token_stream(),
        _ => block.to_token_stream(),
    }
}

fn html(element: &NodeElement<Infallible>, name: &str) -> TokenStream {
    let attributes = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => html_attribute(attribute),
        NodeAttribute::Block(block) => error(block.span(), "an element takes only named attributes"),
    });
    let children = element.children.iter().filter_map(html_child);
    quote! {{
        let mut element = crate::dom::Builder::new(#name);
        #(element.#attributes;)*
        #(element.#children;)*
        element.done()
    }}
}

/// The call that adds a child to a builder.
fn html_child(node: &Node) -> Option<TokenStream> {
    Some(match node {
        Node::Text(text) => {
            let text = &text.value;
            quote! { text(#text) }
        }
        Node::Block(block) => {
            let value = block_value(block);
            quote_spanned! { block.span() => child(#value) }
        }
        node => {
            let view = view_of(node)?;
            quote! { any_child(#view) }
        }
    })
}

/// The call that adds an attribute to a builder.
fn html_attribute(attribute: &KeyedAttribute) -> TokenStream {
    let key = attribute.key.to_string();
    let value = attribute.value().map_or_else(|| quote! { "" }, ToTokens::to_token_stream);
    match key.split_once(':') {
        Some(("on", event)) => {
            let event = Ident::new(event, attribute.key.span());
            quote! { listener(crate::dom::event::#event, #value) }
        }
        Some(("prop", name)) => quote! { property(#name, #value) },
        _ if key == "node_ref" => quote! { reference(#value) },
        _ => {
            let key = LitStr::new(&key, attribute.key.span());
            let is_text = matches!(attribute.value(), None | Some(Expr::Lit(ExprLit { lit: Lit::Str(_), .. })));
            if is_text {
                quote! { fixed(#key, #value) }
            } else {
                quote! { attribute(#key, #value) }
            }
        }
    }
}

fn component(element: &NodeElement<Infallible>) -> TokenStream {
    let name = element.name();
    let props = element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => {
            let key = &attribute.key;
            let value = attribute.value().map_or_else(|| key.to_token_stream(), ToTokens::to_token_stream);
            quote_spanned! { key.span() => .#key(#value) }
        }
        NodeAttribute::Block(block) => error(block.span(), "a component takes only named properties"),
    });
    let children = (!element.children.is_empty()).then(|| {
        let children = views(&element.children);
        quote! { .children(::std::boxed::Box::new(move || #children)) }
    });
    quote_spanned! { name.span() =>
        crate::dom::child(::leptos::component::component_view(
            #name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build(),
        ))
    }
}

fn error(span: Span, message: &str) -> TokenStream {
    syn::Error::new(span, message).to_compile_error()
}
