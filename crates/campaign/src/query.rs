//! queryDef: Campaign's query language (contract 4).

use std::ops::Range;

use crate::{
    request::{Request, Which},
    soap::{Call, Failure, outputs},
    value::{Id, Instant, instant_literal},
    xml::{Element, escape_into},
};

/// The number of rows in a page.
pub const PAGE: usize = 100;

/// The most rows of a part of all rows: reading and writing as many keeps a page busy for less than 50 ms.
pub const PART: usize = 1_000;

/// A query that is being built. The caller writes expressions; values enter only as literals of [`crate::value`].
#[derive(Debug, Clone)]
pub struct Query {
    schema: String,
    operation: &'static str,
    attributes: String,
    select: String,
    conditions: String,
    order: String,
}

impl Query {
    fn new(schema: &str, operation: &'static str) -> Self {
        Self {
            schema: schema.to_owned(),
            operation,
            attributes: String::new(),
            select: String::new(),
            conditions: String::new(),
            order: String::new(),
        }
    }

    /// Rows `start..start + n`, counted from 0. Without an order that ends on a unique key, pages can repeat rows.
    pub fn select(schema: &str, start: usize, n: usize) -> Self {
        let mut query = Self::new(schema, "select");
        query.attributes = format!(" lineCount=\"{n}\" startLine=\"{start}\"");
        query
    }

    /// A page of rows from row `start` on, and the next row. This row shows that there is more. If the next page does
    /// not begin with it, rows have moved (contract 4, 19.5).
    pub fn page(schema: &str, start: usize) -> Self {
        Self::select(schema, start, PAGE + 1)
    }

    /// The next rows by their ids, from the highest down; `last` is the last id of the part before. While rows are changed
    /// on the server, none is left out and none comes twice (contract 19.5). The end is a part without rows: a server may
    /// give fewer rows than it is asked for.
    pub fn part(schema: &str, last: Option<&Id>) -> Self {
        let query = Self::select(schema, 0, PART).order("@id", true);
        match last {
            Some(last) => query.filter(&format!("@id < {}", last.literal())),
            None => query,
        }
    }

    /// One record, or an empty element.
    pub fn get_if_exists(schema: &str) -> Self {
        Self::new(schema, "getIfExists")
    }

    /// The number of records.
    pub fn count(schema: &str) -> Self {
        Self::new(schema, "count")
    }

    /// Selects an expression.
    pub fn node(mut self, expr: &str) -> Self {
        node_into(&mut self.select, expr, "");
        self
    }

    /// Selects several expressions.
    pub fn nodes(self, exprs: &[&str]) -> Self {
        exprs.iter().fold(self, |query, expr| query.node(expr))
    }

    /// Selects an enumeration with the server's name and label for it.
    pub fn analyzed(mut self, expr: &str) -> Self {
        node_into(&mut self.select, expr, " analyze=\"true\"");
        self
    }

    /// Selects an expression under another path.
    pub fn aliased(mut self, expr: &str, alias: &str) -> Self {
        node_into(&mut self.select, expr, &format!(" alias=\"{alias}\""));
        self
    }

    /// Selects an expression and groups by it.
    pub fn grouped(mut self, expr: &str) -> Self {
        node_into(&mut self.select, expr, " groupBy=\"true\" noSqlBind=\"true\"");
        self
    }

    /// Limits the rows to those whose `attribute` is in this time.
    pub fn during(self, attribute: &str, time: &Range<Instant>) -> Self {
        self.filter(&format!("{attribute} >= {}", instant_literal(time.start)))
            .filter(&format!("{attribute} < {}", instant_literal(time.end)))
    }

    /// Selects the number of rows as `@count`.
    pub fn counted(self) -> Self {
        self.aliased("Count(@id)", "@count")
    }

    /// Selects an expression under another path and groups by it.
    pub fn grouped_as(mut self, expr: &str, alias: &str) -> Self {
        node_into(&mut self.select, expr, &format!(" alias=\"{alias}\" groupBy=\"true\" noSqlBind=\"true\""));
        self
    }

    /// Selects the given expressions of the rows in another schema that belong to the record.
    pub fn collection(mut self, name: &str, exprs: &[&str]) -> Self {
        self.select.push_str(&format!("<node expr=\"{name}\">"));
        exprs.iter().for_each(|expr| node_into(&mut self.select, expr, ""));
        self.select.push_str("</node>");
        self
    }

    /// Adds a condition; a row must meet all of them.
    pub fn filter(mut self, expr: &str) -> Self {
        self.conditions.push_str("<condition boolOperator=\"AND\" expr=\"");
        escape_into(&mut self.conditions, expr);
        self.conditions.push_str("\"/>");
        self
    }

    /// Sorts by an expression, after the earlier ones.
    pub fn order(mut self, expr: &str, descending: bool) -> Self {
        node_into(&mut self.order, expr, if descending { " sortDesc=\"true\"" } else { "" });
        self
    }

    /// The call that sends this query.
    pub fn call(&self) -> Call {
        let mut xml = String::from("<queryDef xtkschema=\"xtk:queryDef\" schema=\"");
        escape_into(&mut xml, &self.schema);
        xml.push_str(&format!("\" operation=\"{}\"{}>", self.operation, self.attributes));
        for (name, content) in [("select", &self.select), ("where", &self.conditions), ("orderBy", &self.order)] {
            if !content.is_empty() {
                xml.push_str(&format!("<{name}>{content}</{name}>"));
            }
        }
        xml.push_str("</queryDef>");
        Call::new("xtk:queryDef", "ExecuteQuery").document("document", &xml)
    }

    /// A request whose answer is read row by row.
    pub fn rows<T: 'static>(&self, read: fn(&Element) -> T) -> Request<Vec<T>> {
        self.request(move |root, _| Ok(root.children.iter().map(read).collect()))
    }

    /// The same, but `read` learns whether the answer is minimal.
    pub fn rows_of<T: 'static>(&self, read: fn(&Element, Which) -> T) -> Request<Vec<T>> {
        self.request(move |root, which| Ok(root.children.iter().map(|row| read(row, which)).collect()))
    }

    /// A request for the record with this id, which `read` gets; `None` if it does not exist.
    pub fn record<T: 'static>(&self, id: &Id, read: impl Fn(&Element, Which) -> T + 'static) -> Request<Option<T>> {
        let (id, name) = (id.clone(), self.row_name());
        self.request(move |root, which| match root.value("@id") {
            Some(answered) if id.is(answered) => Ok(Some(read(root, which))),
            None if root.name.is_empty() || root.name == name => Ok(None),
            // Another query's answer says nothing of this record.
            _ => Err(Failure::NotCampaign),
        })
    }

    /// A request for the number of records.
    pub fn total(&self) -> Request<u64> {
        self.request(|root, _| root.integer("@count").and_then(|n| n.try_into().ok()).ok_or(Failure::NotCampaign))
    }

    /// A request for the record; without one, `read` gets an empty element.
    pub fn element<T: 'static>(&self, read: fn(&Element) -> T) -> Request<T> {
        self.request(move |root, _| Ok(read(root)))
    }

    /// A request whose `read` gets the element around the rows.
    pub(crate) fn request<T: 'static>(
        &self,
        read: impl Fn(&Element, Which) -> Result<T, Failure> + 'static,
    ) -> Request<T> {
        let name = self.row_name();
        Request::new(self.call(), move |values, which| {
            let output = outputs(values).first().ok_or(Failure::NotCampaign)?;
            match output.children.first() {
                // The collection's own name does not matter (contract 4), but these are another query's rows.
                Some(root)
                    if root.name.ends_with("-collection") && root.children.iter().any(|row| row.name != name) =>
                {
                    Err(Failure::NotCampaign)
                }
                Some(root) => read(root, which),
                None => read(&Element::default(), which),
            }
        })
    }

    /// The name of a row's element: the schema's name without its namespace.
    fn row_name(&self) -> String {
        self.schema.rsplit(':').next().unwrap_or_default().to_owned()
    }
}

fn node_into(out: &mut String, expr: &str, attributes: &str) {
    out.push_str("<node expr=\"");
    escape_into(out, expr);
    out.push_str(&format!("\"{attributes}/>"));
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::{access::Access, value::contains_literal};

    fn sent(query: &Query) -> Element {
        let http = query.call().request(&Access::none());
        Element::parse(&http.body).unwrap().child("Body").unwrap().children[0].child("document").unwrap().children[0]
            .clone()
    }

    #[test]
    fn a_query_is_written_as_in_the_contract() {
        let query = Query::select("nms:delivery", 0, 51)
            .node("@id")
            .analyzed("@state")
            .aliased("[properties/@toDeliver]", "@toDeliver")
            .filter("@messageType=1")
            .order("@lastModified", true);
        let expected = Element::parse(
            "<queryDef schema=\"nms:delivery\" operation=\"select\" lineCount=\"51\" startLine=\"0\" xtkschema=\"xtk:queryDef\">\
             <select><node expr=\"@id\"/><node expr=\"@state\" analyze=\"true\"/>\
             <node expr=\"[properties/@toDeliver]\" alias=\"@toDeliver\"/></select>\
             <where><condition expr=\"@messageType=1\" boolOperator=\"AND\"/></where>\
             <orderBy><node expr=\"@lastModified\" sortDesc=\"true\"/></orderBy></queryDef>",
        )
        .unwrap();
        assert_eq!(sorted(sent(&query)), sorted(expected));
    }

    fn sorted(mut element: Element) -> Element {
        element.attributes.sort();
        element.children = element.children.into_iter().map(sorted).collect();
        element
    }

    fn answered(content: &str) -> Vec<Element> {
        vec![Element::parse(&format!("<pdomOutput>{content}</pdomOutput>")).unwrap()]
    }

    #[test]
    fn the_answer_to_another_query_is_not_taken_for_this_one() {
        let id = Id::new("7").unwrap();
        let record = Query::get_if_exists("nms:delivery").record(&id, |_, _| ());
        let read = |content: &str| record.read(&answered(content), Which::Full);
        assert_eq!(read("<delivery id='7'/>"), Ok(Some(())));
        assert_eq!(read("<delivery/>"), Ok(None));
        assert_eq!(read(""), Ok(None));
        for other in
            ["<delivery id='8'/>", "<operator/>", "<operator-collection><operator id='7'/></operator-collection>"]
        {
            assert_eq!(read(other), Err(Failure::NotCampaign), "{other}");
        }
        let rows = Query::select("nms:broadLogRcp", 0, 1).rows(|_| ());
        let read = |content: &str| rows.read(&answered(content), Which::Full);
        assert_eq!(read("<broadLogRcp-collection><broadLogRcp id='1'/></broadLogRcp-collection>"), Ok(vec![()]));
        assert_eq!(read("<any-collection/>"), Ok(vec![]));
        assert_eq!(read("<operator-collection><operator id='1'/></operator-collection>"), Err(Failure::NotCampaign));
    }

    proptest! {
        #[test]
        fn a_search_text_stays_one_condition(text in "[ -~éß€🎁]*") {
            let expr = format!("@label LIKE {}", contains_literal(&text));
            let query = sent(&Query::count("nms:delivery").filter(&expr));
            let conditions = &query.child("where").unwrap().children;
            prop_assert_eq!(conditions.len(), 1);
            prop_assert_eq!(conditions[0].value("@expr"), Some(expr.as_str()));
        }
    }
}
