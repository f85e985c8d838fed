//! The personalisation fields of a target, read from its schema (contract 6).

use crate::{
    request::Request,
    soap::{Call, Failure, outputs},
    xml::Element,
};

/// A value that each recipient has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name in a text: `recipient.firstName`. The part before the dot, the name of the target's schema, is
    /// inferred.
    pub name: String,
    /// The label in the operator's language; the name if the schema has none.
    pub label: String,
}

/// The fields of the target schema `schema`, like `nms:recipient`, in its order; none if the server has no such schema.
pub fn fields(schema: &str) -> Request<Vec<Field>> {
    let target = schema.rsplit(':').next().unwrap_or(schema).to_owned();
    let call = Call::new("xtk:persist", "GetEntityIfMoreRecent")
        .string("pk", &format!("xtk:schema|{schema}"))
        .string("md5", "")
        .boolean("mustExist", false);
    Request::new(call, move |values, _| {
        let [document, ..] = outputs(values) else { return Err(Failure::NotCampaign) };
        let mut fields = Vec::new();
        let elements = document.child("schema").into_iter().flat_map(|schema| &schema.children);
        for element in elements.filter(|element| element.name == "element" && element.value("@name") == Some(&target)) {
            collect(element, &target, &mut fields);
        }
        Ok(fields)
    })
}

/// Adds the fields of `element` and of the elements in it. It skips links, which lead to other tables, and lists, which
/// have more than one value.
fn collect(element: &Element, prefix: &str, fields: &mut Vec<Field>) {
    for child in &element.children {
        let name = child.text_at("@name");
        if name.is_empty() || child.flag("@unbound") || child.value("@type") == Some("link") {
            continue;
        }
        let name = format!("{prefix}.{name}");
        match child.name.as_str() {
            "attribute" => {
                let label = Some(child.text_at("@label")).filter(|label| !label.is_empty());
                fields.push(Field { label: label.unwrap_or_else(|| name.clone()), name });
            }
            "element" => collect(child, &name, fields),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::request::Which;

    fn read(document: &str) -> Vec<Field> {
        fields("nms:recipient").read(&[Element::parse(document).unwrap()], Which::Full).unwrap()
    }

    #[test]
    fn a_target_has_the_fields_of_its_main_element() {
        let found = read(
            "<pdomDoc><schema namespace='nms' name='recipient'>\
             <enumeration name='gender'><value name='unknown' value='0'/></enumeration>\
             <element name='recipient'><key name='id'><keyfield xpath='@id'/></key>\
             <attribute name='firstName' label='First name'/><attribute name='code'/>\
             <element name='location'><attribute name='city' label='City'/></element>\
             <element name='folder' type='link'><join xpath-src='@folder-id' xpath-dst='@id'/></element>\
             <element name='lists' unbound='true'><attribute name='id'/></element></element></schema></pdomDoc>",
        );
        let shown: Vec<_> = found.iter().map(|field| (field.name.as_str(), field.label.as_str())).collect();
        let expected = [
            ("recipient.firstName", "First name"),
            ("recipient.code", "recipient.code"),
            ("recipient.location.city", "City"),
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_missing_schema_has_no_fields() {
        assert_eq!(read("<pdomDoc/>"), []);
    }
}
