//! Bytes as other implementations of protobuf write and read them.

use std::collections::BTreeMap;

use aileron_idl::admin::Notification;
use aileron_idl::core::{
    self, Identifier, ResourceType, TaskTemplate, literal, literal_type, operand, task_template,
};
use aileron_idl::prost::Message;

#[test]
fn fields_are_written_in_the_order_of_their_numbers() {
    let template = TaskTemplate {
        target: Some(task_template::Target::K8sPod(core::K8sPod::default())),
        config: BTreeMap::from([("k".into(), "v".into())]),
        task_type_version: 2,
        ..TaskTemplate::default()
    };
    let bytes = [0x38, 2, 0x82, 0x01, 6, 0x0a, 1, b'k', 0x12, 1, b'v', 0x8a, 0x01, 0];
    assert_eq!(template.encode_to_vec(), bytes);
    assert_eq!(TaskTemplate::decode(&bytes[..]), Ok(template));
}

#[test]
fn a_map_entry_holds_its_key_and_value_even_if_empty() {
    let labels = core::K8sObjectMetadata {
        labels: BTreeMap::from([(String::new(), String::new())]),
        ..core::K8sObjectMetadata::default()
    };
    assert_eq!(labels.encode_to_vec(), [0x0a, 4, 0x0a, 0, 0x12, 0]);
    assert_eq!(core::K8sObjectMetadata::decode(&[0x0a, 0][..]), Ok(labels));
}

#[test]
fn repeated_enums_are_written_packed_and_read_packed_or_not() {
    let notification = Notification { phases: vec![4, 300], ..Notification::default() };
    assert_eq!(notification.encode_to_vec(), [0x0a, 3, 4, 0xac, 0x02]);
    assert_eq!(Notification::decode(&[0x0a, 3, 4, 0xac, 0x02][..]), Ok(notification.clone()));
    assert_eq!(Notification::decode(&[0x08, 4, 0x08, 0xac, 0x02][..]), Ok(notification));
}

#[test]
fn a_member_of_a_oneof_is_written_even_if_it_is_the_default() {
    let operand = core::Operand { val: Some(operand::Val::Var(String::new())) };
    assert_eq!(operand.encode_to_vec(), [0x12, 0]);
    assert_eq!(core::Operand::decode(&[0x12, 0][..]), Ok(operand));
}

#[test]
fn the_last_member_of_a_oneof_wins_and_one_sent_twice_is_merged() {
    let decode = |bytes: &[u8]| core::Literal::decode(bytes).unwrap().value;
    let map = core::LiteralMap::default();
    assert_eq!(decode(&[0x12, 0, 0x1a, 0]), Some(literal::Value::Map(map)));
    let Some(literal::Value::Collection(list)) = decode(&[0x12, 2, 0x0a, 0, 0x12, 2, 0x0a, 0]) else {
        panic!("a collection was sent");
    };
    assert_eq!(list.literals.len(), 2);
}

#[test]
fn unknown_fields_are_skipped() {
    let id = Identifier { name: "n".into(), ..Identifier::default() };
    assert_eq!(Identifier::decode(&[0xf8, 0x07, 1, 0x22, 1, b'n'][..]), Ok(id));
}

#[test]
fn an_error_names_the_message_and_the_field() {
    let error = Identifier::decode(&[0x22, 1, 0xff][..]).unwrap_err().to_string();
    assert!(error.contains("Identifier.name"), "{error}");
    let error = Identifier::decode(&[0x20, 1][..]).unwrap_err().to_string();
    assert!(error.contains("Identifier.name"), "{error}");
}

#[test]
fn endless_nesting_is_an_error() {
    let nested = |depth| {
        (0..depth).fold(core::LiteralType::default(), |inner, _| core::LiteralType {
            r#type: Some(literal_type::Type::CollectionType(Box::new(inner))),
            ..core::LiteralType::default()
        })
    };
    assert!(core::LiteralType::decode(&*nested(99).encode_to_vec()).is_ok());
    assert!(core::LiteralType::decode(&*nested(200).encode_to_vec()).is_err());
}

#[test]
fn enums_have_names_and_numbers() {
    assert_eq!(ResourceType::LaunchPlan.as_str_name(), "LAUNCH_PLAN");
    assert_eq!(ResourceType::from_str_name("LAUNCH_PLAN"), Some(ResourceType::LaunchPlan));
    assert_eq!(ResourceType::from_str_name("LaunchPlan"), None);
    assert_eq!(ResourceType::try_from(3), Ok(ResourceType::LaunchPlan));
    assert!(ResourceType::try_from(99).is_err());
    assert_eq!(i32::from(ResourceType::Dataset), 4);
    let id = Identifier { resource_type: 99, ..Identifier::default() };
    assert_eq!(id.resource_type(), ResourceType::Unspecified);
}
