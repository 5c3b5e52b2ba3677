// Written by `cargo run -p aileron-idl-generate`.

/// A serialized message and its type.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Any {
    pub type_url: String,
    pub value: Vec<u8>,
}
impl crate::wire::Fields for Any {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "typeUrl", &self.type_url);
        to.field(2, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("type_url", &mut self.type_url),
            2 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::any(self)
    }
}
crate::wire::message!(Any, "Any");
/// A signed span of time; `nanos` has the sign of `seconds`.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Duration {
    pub seconds: i64,
    pub nanos: i32,
}
impl crate::wire::Fields for Duration {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "seconds", &self.seconds);
        to.field(2, "nanos", &self.nanos);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("seconds", &mut self.seconds),
            2 => from.field("nanos", &mut self.nanos),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::duration(self)
    }
}
crate::wire::message!(Duration, "Duration");
/// JSON's null.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum NullValue {
    #[default]
    NullValue = 0,
}
impl crate::enumeration::Enumeration for NullValue {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "NULL_VALUE", Self::NullValue),
    ];
}
crate::enumeration::enumeration!(NullValue);
/// A JSON object.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Struct {
    pub fields: std::collections::BTreeMap<String, crate::google::Value>,
}
impl crate::wire::Fields for Struct {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "fields", &self.fields);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("fields", &mut self.fields),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::structure(self)
    }
}
crate::wire::message!(Struct, "Struct");
/// A JSON value.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Value {
    pub kind: Option<crate::google::value::Kind>,
}
impl crate::wire::Fields for Value {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.kind {
            Some(crate::google::value::Kind::NullValue(x)) => {
                to.member(
                    1,
                    "nullValue",
                    &crate::enumeration::Enum::<crate::google::NullValue>::of(*x),
                )
            }
            Some(crate::google::value::Kind::NumberValue(x)) => {
                to.member(2, "numberValue", x)
            }
            Some(crate::google::value::Kind::StringValue(x)) => {
                to.member(3, "stringValue", x)
            }
            Some(crate::google::value::Kind::BoolValue(x)) => {
                to.member(4, "boolValue", x)
            }
            Some(crate::google::value::Kind::StructValue(x)) => {
                to.member(5, "structValue", x)
            }
            Some(crate::google::value::Kind::ListValue(x)) => {
                to.member(6, "listValue", x)
            }
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::NullValue(x)) => {
                        from.field("null_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::NullValue(
                                from.member("null_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::NumberValue(x)) => {
                        from.field("number_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::NumberValue(
                                from.member("number_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::StringValue(x)) => {
                        from.field("string_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::StringValue(
                                from.member("string_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::BoolValue(x)) => {
                        from.field("bool_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::BoolValue(
                                from.member("bool_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::StructValue(x)) => {
                        from.field("struct_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::StructValue(
                                from.member("struct_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            6 => {
                match &mut self.kind {
                    Some(crate::google::value::Kind::ListValue(x)) => {
                        from.field("list_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::google::value::Kind::ListValue(
                                from.member("list_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::value(self)
    }
}
crate::wire::message!(Value, "Value");
/// The parts of [`Value`].
pub mod value {
    /// The value of `kind`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Kind {
        /// A [`crate::google::NullValue`].
        NullValue(i32),
        NumberValue(f64),
        StringValue(String),
        BoolValue(bool),
        StructValue(crate::google::Struct),
        ListValue(crate::google::ListValue),
    }
}
/// A JSON array.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ListValue {
    pub values: Vec<crate::google::Value>,
}
impl crate::wire::Fields for ListValue {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "values", &self.values);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("values", &mut self.values),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::list(self)
    }
}
crate::wire::message!(ListValue, "ListValue");
/// A moment: seconds since the Unix epoch, and nanoseconds counted forward from there.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Timestamp {
    pub seconds: i64,
    pub nanos: i32,
}
impl crate::wire::Fields for Timestamp {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "seconds", &self.seconds);
        to.field(2, "nanos", &self.nanos);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("seconds", &mut self.seconds),
            2 => from.field("nanos", &mut self.nanos),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::timestamp(self)
    }
}
crate::wire::message!(Timestamp, "Timestamp");
/// A boolean that may be absent.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct BoolValue {
    pub value: bool,
}
impl crate::wire::Fields for BoolValue {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
    fn to_value(&self) -> serde_json::Value {
        crate::json::wrapper(self)
    }
}
crate::wire::message!(BoolValue, "BoolValue");
