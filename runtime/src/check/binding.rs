//! Bindings: where the inputs of nodes come from (flytepropeller `pkg/compiler/validators/bindings.go`).

use super::code::flyte;
use super::compiler::{Builder, Compiler, Edges, Place, Step, named};
use super::face::{Type, Variables};
use super::nodes::{self, START};
use super::value;
use super::variable;
use aileron_grammar::suggest::nearest_or;
use aileron_idl::core::binding_data::Value;
use aileron_idl::core::literal_type::Type as Kind;
use aileron_idl::core::{
    Binding, BindingData, LiteralType, OutputReference, Scalar, SimpleType, primitive, promise_attribute,
    scalar,
};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// The type of an input that nothing declares, as that of a branch: values of any type fit it, but no list and no map.
fn anything() -> LiteralType {
    LiteralType { r#type: Some(Kind::Simple(SimpleType::None as i32)), ..LiteralType::default() }
}

/// An input that is bound.
#[derive(Clone, Copy)]
struct Input<'a> {
    place: Place<'a>,
    name: &'a str,
    /// Whether its type is declared.
    is_declared: bool,
}

/// What a binding gives: its type, and the nodes from which values come.
struct Given<'p> {
    ty: Type<'p>,
    nodes: Vec<String>,
}

impl Given<'_> {
    fn of(nodes: Vec<String>) -> Self {
        Given { ty: None, nodes }
    }
}

impl<'p> Compiler<'p> {
    /// Checks the bindings of a node, adds their edges, and returns their types. Without declared inputs, each binding
    /// makes its own.
    pub(super) fn bindings(
        &mut self,
        builder: &mut Builder<'p>,
        place: Place<'_>,
        bindings: &'p [Binding],
        declared: Option<&Variables<'p>>,
        edges: Edges,
    ) -> BTreeMap<&'p str, Type<'p>> {
        let mut given = BTreeMap::new();
        let mut bound = BTreeSet::new();
        for binding in bindings {
            let name = binding.var.as_str();
            let ty = match declared.map(|declared| declared.get(name)) {
                Some(None) => {
                    self.not_declared(place, name, declared);
                    continue;
                }
                Some(Some(ty)) => ty,
                None => Some(Cow::Owned(anything())),
            };
            let Some(data) = &binding.binding else {
                let message =
                    format!("{} is bound to nothing; bind a value, or remove it", place.input(name));
                self.flyte(flyte::VALUE_REQUIRED, place.id, message);
                continue;
            };
            if !bound.insert(name) {
                let message = format!(
                    "{} is bound more than once, and only one value can win; keep one",
                    place.input(name)
                );
                self.flyte(flyte::BOUND_TWICE, place.id, message);
                continue;
            }
            let Some(ty) = ty else { continue };
            let input = Input { place, name, is_declared: declared.is_some() };
            if let Some(found) = self.binding(builder, input, data, &ty) {
                for node in &found.nodes {
                    builder.edge(node, place.id, edges);
                }
                given.insert(name, found.ty);
            }
        }
        for (name, ty) in declared.iter().flat_map(|declared| declared.iter()) {
            if !bound.contains(name) && !ty.is_some_and(may_be_absent) {
                let message = format!(
                    "{} is not bound, and Flyte fills in no default for it; bind a value{}",
                    place.input(name),
                    if place.node.is_some() { ", or make its type optional" } else { "" }
                );
                self.flyte(flyte::NOT_BOUND, place.id, message);
            }
        }
        given
    }

    fn not_declared(&mut self, place: Place<'_>, name: &str, declared: Option<&Variables<'p>>) {
        let names = || declared.iter().flat_map(|declared| declared.iter()).map(|(name, _)| name);
        let way = nearest_or(name, names(), || "remove the binding, or declare it".to_owned());
        let message = format!("{} is bound but not declared; {way}", place.input(name));
        self.flyte(flyte::VARIABLE_NOT_FOUND, place.id, message);
    }

    /// Checks one binding, or a part of one. `None` if it is wrong.
    fn binding(
        &mut self,
        builder: &Builder<'p>,
        input: Input<'_>,
        data: &'p BindingData,
        wanted: &LiteralType,
    ) -> Option<Given<'p>> {
        let before = self.count();
        match (&data.value, &wanted.r#type) {
            (Some(Value::Promise(promise)), _) => self.promise(builder, input, promise, wanted),
            (Some(Value::Scalar(scalar)), _) => {
                let ty = self.scalar(input, scalar, wanted);
                (self.count() == before).then_some(Given { ty: ty.map(Cow::Owned), nodes: Vec::new() })
            }
            (_, Some(Kind::UnionType(union))) => self.variant(builder, input, data, wanted, &union.variants),
            (Some(Value::Collection(list)), Some(Kind::CollectionType(item))) => {
                self.items(builder, input, list.bindings.iter(), item)
            }
            (Some(Value::Map(map)), Some(Kind::MapValueType(item))) => {
                self.items(builder, input, map.bindings.values(), item)
            }
            (value, _) => {
                let what = match value {
                    Some(Value::Collection(_)) => "a list of bindings",
                    Some(Value::Map(_)) => "a map of bindings",
                    Some(Value::OffloadedMetadata(_)) => "a value that is stored elsewhere",
                    _ => "a binding without a value",
                };
                let reason = if input.is_declared {
                    format!("and its type is {}", crate::types::name(wanted))
                } else {
                    "and a branch or a gate takes whole values only".to_owned()
                };
                let message = format!(
                    "{} is bound to {what}, {reason}; bind a value of that type, or make the list in a task",
                    input.place.input(input.name)
                );
                self.flyte(flyte::MISMATCHING_BINDINGS, input.place.id, message);
                None
            }
        }
    }

    fn items(
        &mut self,
        builder: &Builder<'p>,
        input: Input<'_>,
        items: impl Iterator<Item = &'p BindingData>,
        wanted: &LiteralType,
    ) -> Option<Given<'p>> {
        let before = self.count();
        let mut nodes = Vec::new();
        for item in items {
            if let Some(given) = self.binding(builder, input, item, wanted) {
                nodes.extend(given.nodes);
            }
        }
        (self.count() == before).then_some(Given::of(nodes))
    }

    /// The only variant of a union that takes a list or a map of bindings.
    fn variant(
        &mut self,
        builder: &Builder<'p>,
        input: Input<'_>,
        data: &'p BindingData,
        union: &LiteralType,
        variants: &[LiteralType],
    ) -> Option<Given<'p>> {
        let mut found: Option<(Given<'p>, &LiteralType)> = None;
        for variant in variants {
            let before = self.count();
            let given = self.binding(builder, input, data, variant);
            self.forget(before);
            let Some(given) = given else { continue };
            if let Some((_, other)) = &found {
                let message = format!(
                    "{} is bound to a list or map that fits both {} and {}, so nothing says which of them it is; bind the \
                     result of a task, whose type says it",
                    input.place.input(input.name),
                    crate::types::name(other),
                    crate::types::name(variant)
                );
                self.flyte(flyte::AMBIGUOUS_BINDING, input.place.id, message);
                return None;
            }
            found = Some((given, variant));
        }
        if found.is_none() {
            let message = format!(
                "{} is bound to a list or map that fits no variant of {}; bind a value of one of these types",
                input.place.input(input.name),
                crate::types::name(union)
            );
            self.flyte(flyte::INCOMPATIBLE_BINDING, input.place.id, message);
        }
        found.map(|(given, _)| given)
    }

    fn scalar(&mut self, input: Input<'_>, scalar: &Scalar, wanted: &LiteralType) -> Option<LiteralType> {
        let id = input.place.id;
        let Ok(ty) = value::of_scalar(scalar) else {
            let message = format!(
                "{} is bound to a constant without a value or a type, and Flyte's compiler crashes on it; write its value",
                input.place.input(input.name)
            );
            self.crashes(id, message);
            return None;
        };
        match &ty {
            None => {
                let message = format!(
                    "{} is bound to a constant that does not say of which type it is; write its metadata",
                    input.place.input(input.name)
                );
                self.flyte(flyte::UNRECOGNIZED_VALUE, id, message);
            }
            Some(ty) if input.is_declared && !self.castable(id, ty, wanted) => {
                let message = format!(
                    "{} is {}, and the constant bound to it is {}; write a constant of the declared type",
                    input.place.input(input.name),
                    crate::types::name(wanted),
                    crate::types::name(ty)
                );
                self.flyte(flyte::MISMATCHING_TYPES, id, message);
            }
            Some(_) => {}
        }
        if let Some(Kind::EnumType(choice)) = &wanted.r#type {
            let text = text(scalar);
            if !choice.values.iter().any(|value| value == text) {
                let message = format!(
                    "{} is bound to `{text}`, which is not among its values {}; write one of them",
                    input.place.input(input.name),
                    choice.values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")
                );
                self.flyte(flyte::ILLEGAL_ENUM_VALUE, id, message);
            }
        }
        ty
    }

    fn promise(
        &mut self,
        builder: &Builder<'p>,
        input: Input<'_>,
        promise: &'p OutputReference,
        wanted: &LiteralType,
    ) -> Option<Given<'p>> {
        let id = input.place.id;
        let source = if promise.node_id.is_empty() { START } else { &promise.node_id };
        let Some(step) = builder.nodes.get(source).copied() else {
            let known = builder.nodes.keys().map(String::as_str).filter(|id| !id.ends_with("-node"));
            let way = nearest_or(source, known, || {
                "name a node of the same workflow, which stands before a branch or gate that takes a value of it".to_owned()
            });
            let message = format!(
                "{} takes a value of the node `{source}`, which is not there; {way}",
                input.place.input(input.name)
            );
            self.flyte(flyte::NODE_NOT_FOUND, source, message);
            return self.unbound(input, source);
        };
        let Some(written) = variable::parse(&promise.var) else {
            let message = format!(
                "{} takes `{}` of the node `{source}`, which is not the name of an output; Flyte reads letters, digits and `_`, \
                 once, so rename the output",
                input.place.input(input.name),
                promise.var
            );
            self.flyte(flyte::SYNTAX, id, message);
            return None;
        };
        let Some(ty) = self.output(builder, step, written.name) else { return self.unbound(input, source) };
        let mut part = ty.as_deref();
        if written.has_index {
            if let Some(Kind::CollectionType(item)) = part.and_then(|ty| ty.r#type.as_ref()) {
                part = Some(item);
            } else {
                let message = format!(
                    "{} takes an item of `{}`, which is {}; take an item of a list",
                    input.place.input(input.name),
                    written.name,
                    named(&ty)
                );
                self.flyte(flyte::MISMATCHING_TYPES, id, message);
            }
        }
        for attribute in &promise.attr_path {
            let Some(whole) = part else { break };
            if let Some(Kind::CollectionType(item) | Kind::MapValueType(item)) = &whole.r#type {
                part = Some(item);
                continue;
            }
            let structure = whole.structure.as_ref();
            let Some(fields) = structure.map(|it| &it.dataclass_type).filter(|fields| !fields.is_empty())
            else {
                continue;
            };
            let key = match &attribute.value {
                Some(promise_attribute::Value::StringValue(key)) => key.as_str(),
                _ => "",
            };
            part = fields.get(key);
            if part.is_none() {
                self.no_field(input, &promise.var, key, fields.keys().map(String::as_str));
                return None;
            }
        }
        let fits = !input.is_declared || part.is_some_and(|part| self.castable(id, part, wanted));
        if !fits {
            let from = match step {
                Step::Node(node) => format!("the output `{}` of {}", promise.var, nodes::label(source, node)),
                Step::Start | Step::End => format!("the input `{}` of the workflow", promise.var),
            };
            let message = format!(
                "{} is {}, and {from}{} is {}, which Flyte does not cast to it; bind a value of the declared type, or convert \
                 it in a task",
                input.place.input(input.name),
                crate::types::name(wanted),
                if promise.attr_path.is_empty() { "" } else { ", of which it takes a part," },
                part.map_or_else(|| "nothing".to_owned(), crate::types::name),
            );
            self.flyte(flyte::MISMATCHING_TYPES, id, message);
            return None;
        }
        Some(Given { ty, nodes: vec![source.to_owned()] })
    }

    fn no_field<'f>(
        &mut self,
        input: Input<'_>,
        var: &str,
        key: &str,
        fields: impl Iterator<Item = &'f str> + Clone,
    ) {
        let way =
            nearest_or(key, fields.clone(), || format!("it has {}", fields.collect::<Vec<_>>().join(", ")));
        let message = format!(
            "{} takes the field `{key}` of `{var}`, which has no such field; {way}",
            input.place.input(input.name)
        );
        self.flyte(flyte::FIELD_NOT_FOUND, input.place.id, message);
    }

    /// The second half of a wrong promise: the input stays without a value.
    fn unbound(&mut self, input: Input<'_>, source: &str) -> Option<Given<'p>> {
        let message = format!(
            "{} stays without a value, since what it takes of `{source}` is not there; correct that",
            input.place.input(input.name)
        );
        self.flyte(flyte::NOT_BOUND, input.place.id, message);
        None
    }
}

/// The text of a constant; empty if it is none.
fn text(scalar: &Scalar) -> &str {
    match &scalar.value {
        Some(scalar::Value::Primitive(primitive)) => match &primitive.value {
            Some(primitive::Value::StringValue(text)) => text,
            _ => "",
        },
        _ => "",
    }
}

/// Whether an input of the type may stay without a value: one of its variants is none, or, as Flyte reads it, any
/// variant that is not a simple type.
fn may_be_absent(ty: &LiteralType) -> bool {
    let Some(Kind::UnionType(union)) = &ty.r#type else { return false };
    union.variants.iter().any(|variant| match &variant.r#type {
        Some(Kind::Simple(simple)) => *simple == SimpleType::None as i32,
        _ => true,
    })
}
