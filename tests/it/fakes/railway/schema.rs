//! Railway's schema: every document and its variables are held against it, as the real API holds them against its
//! own. The schema is large, so it is read once, and so is every document.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use apollo_compiler::executable::{Field, Operation, Selection, SelectionSet};
use apollo_compiler::request::coerce_variable_values;
use apollo_compiler::response::JsonMap;
use apollo_compiler::validation::Valid;
use apollo_compiler::{ExecutableDocument, Name, Node, ast};
use serde_json::{Map, Value, json};

use crate::fakes::missing::described;

pub struct Schema {
    pub types: Valid<apollo_compiler::Schema>,
    documents: Mutex<HashMap<String, Read>>,
}

type Read = Result<Arc<Valid<ExecutableDocument>>, Vec<String>>;

/// A request that the schema takes, with its variables in full: defaults are filled in.
pub struct Asked {
    pub document: Arc<Valid<ExecutableDocument>>,
    pub operation: Node<Operation>,
    pub variables: Map<String, Value>,
    /// What the schema takes and we should not send.
    pub regrets: Vec<String>,
}

impl Asked {
    /// The arguments of a field, with variables filled in.
    pub fn arguments(&self, field: &Field) -> Map<String, Value> {
        let given = field.arguments.iter();
        given.filter_map(|argument| Some((argument.name.to_string(), self.value(&argument.value)?))).collect()
    }

    /// A value as it is written in the document; nothing for a variable that was not sent.
    fn value(&self, written: &ast::Value) -> Option<Value> {
        Some(match written {
            ast::Value::Variable(name) => self.variables.get(name.as_str())?.clone(),
            ast::Value::Null => Value::Null,
            ast::Value::Enum(name) => json!(name.as_str()),
            ast::Value::String(text) => json!(text),
            ast::Value::Boolean(is_so) => json!(is_so),
            ast::Value::Int(number) => json!(number.try_to_i32().expect("a valid document has valid numbers")),
            ast::Value::Float(number) => json!(number.try_to_f64().expect("a valid document has valid numbers")),
            ast::Value::List(items) => items.iter().filter_map(|item| self.value(item)).collect(),
            ast::Value::Object(fields) => {
                let read = |(name, value): &(Name, Node<ast::Value>)| Some((name.to_string(), self.value(value)?));
                Value::Object(fields.iter().filter_map(read).collect())
            }
        })
    }
}

impl Schema {
    /// Nothing, with a loud note, where the schema is missing; in CI that is a failure.
    pub fn load() -> Option<&'static Self> {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        if SCHEMA.get().is_none() {
            let text = described("railway/schema.graphql")?;
            SCHEMA.get_or_init(|| Schema::read(&text));
        }
        SCHEMA.get()
    }

    fn read(text: &str) -> Self {
        let types = apollo_compiler::Schema::parse_and_validate(text, "schema.graphql");
        let types = types.unwrap_or_else(|e| panic!("the Railway schema does not read:\n{}", e.errors));
        Schema { types, documents: Mutex::default() }
    }

    /// Holds a request against the schema; what is wrong with it comes back in the words of the real API.
    pub fn ask(&self, text: &str, operation: &str, variables: &Map<String, Value>) -> Result<Asked, Vec<String>> {
        let document = self.document(text)?;
        let operation = document.operations.get(Some(operation)).map_err(|e| vec![e.message().to_string()])?.clone();
        let given: JsonMap = serde_json::from_value(Value::Object(variables.clone())).expect("JSON is JSON");
        let coerced = coerce_variable_values(&self.types, &operation, &given);
        let coerced = coerced.map_err(|e| vec![e.message().to_string()])?;
        let undeclared =
            variables.keys().filter(|name| !operation.variables.iter().any(|known| known.name == name.as_str()));
        let mut regrets: Vec<String> = undeclared.map(|name| format!("${name} is sent and not declared")).collect();
        self.deprecated(&operation.selection_set, &document, &mut regrets);
        let Value::Object(variables) = serde_json::to_value(&*coerced).expect("JSON is JSON") else {
            unreachable!("variables are an object");
        };
        Ok(Asked { document, operation, variables, regrets })
    }

    /// What is wrong with a document by itself, and what of it is about to go.
    pub fn faults_in(&self, text: &str) -> Vec<String> {
        match self.document(text) {
            Err(faults) => faults,
            Ok(document) => {
                let mut found = Vec::new();
                for operation in document.operations.iter() {
                    self.deprecated(&operation.selection_set, &document, &mut found);
                }
                found
            }
        }
    }

    fn document(&self, text: &str) -> Read {
        let mut documents = self.documents.lock().expect("nobody panics with it");
        documents.entry(text.to_owned()).or_insert_with(|| self.parse(text)).clone()
    }

    fn parse(&self, text: &str) -> Read {
        let document = ExecutableDocument::parse_and_validate(&self.types, text, "request.graphql");
        document.map(Arc::new).map_err(|e| {
            let faults = e.errors.iter().map(|fault| in_railways_words(&fault.error.to_string()));
            let mut faults: Vec<String> = faults.collect();
            // A field that is not there makes more faults than one, and the first is what people read.
            faults.sort_by_key(|fault| !fault.starts_with("Cannot query field"));
            faults
        })
    }

    /// Fields that the schema still has and that are about to go.
    fn deprecated(&self, set: &SelectionSet, document: &ExecutableDocument, found: &mut Vec<String>) {
        for selection in &set.selections {
            match selection {
                Selection::Field(field) => {
                    if field.definition.directives.has("deprecated") {
                        found.push(format!("{}.{} is deprecated", set.ty, field.name));
                    }
                    self.deprecated(&field.selection_set, document, found);
                }
                Selection::InlineFragment(part) => self.deprecated(&part.selection_set, document, found),
                Selection::FragmentSpread(spread) => {
                    if let Some(part) = spread.fragment_def(document) {
                        self.deprecated(&part.selection_set, document, found);
                    }
                }
            }
        }
    }
}

/// "type `T` does not have a field `f`" as the real API says it; everything else as it is.
fn in_railways_words(fault: &str) -> String {
    let words = fault.strip_prefix("type `").and_then(|rest| rest.split_once("` does not have a field `"));
    match words {
        Some((kind, field)) => {
            format!("Cannot query field \"{}\" on type \"{kind}\".", field.trim_end_matches('`'))
        }
        None => fault.to_owned(),
    }
}
