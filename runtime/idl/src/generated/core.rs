// Written by `cargo run -p aileron-idl-generate`.

/// The unit of a time partition.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum Granularity {
    #[default]
    Unset = 0,
    Minute = 1,
    Hour = 2,
    Day = 3,
    Month = 4,
}
impl crate::enumeration::Enumeration for Granularity {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "UNSET", Self::Unset),
        (1, "MINUTE", Self::Minute),
        (2, "HOUR", Self::Hour),
        (3, "DAY", Self::Day),
        (4, "MONTH", Self::Month),
    ];
}
crate::enumeration::enumeration!(Granularity);
/// The sign of a time transform.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum Operator {
    #[default]
    Minus = 0,
    Plus = 1,
}
impl crate::enumeration::Enumeration for Operator {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "MINUS", Self::Minus),
        (1, "PLUS", Self::Plus),
    ];
}
crate::enumeration::enumeration!(Operator);
/// The identity of an artifact without its version.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ArtifactKey {
    pub project: String,
    pub domain: String,
    pub name: String,
    pub org: String,
}
impl crate::wire::Fields for ArtifactKey {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "project", &self.project);
        to.field(2, "domain", &self.domain);
        to.field(3, "name", &self.name);
        to.field(4, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("project", &mut self.project),
            2 => from.field("domain", &mut self.domain),
            3 => from.field("name", &mut self.name),
            4 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArtifactKey, "ArtifactKey");
/// A part of a triggering artifact.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ArtifactBindingData {
    pub time_transform: Option<crate::core::TimeTransform>,
    pub partition_data: Option<crate::core::artifact_binding_data::PartitionData>,
}
impl crate::wire::Fields for ArtifactBindingData {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.partition_data {
            Some(crate::core::artifact_binding_data::PartitionData::PartitionKey(x)) => {
                to.member(5, "partitionKey", x)
            }
            Some(
                crate::core::artifact_binding_data::PartitionData::BindToTimePartition(x),
            ) => to.member(6, "bindToTimePartition", x),
            _ => {}
        }
        to.field(7, "timeTransform", &self.time_transform);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            5 => {
                match &mut self.partition_data {
                    Some(
                        crate::core::artifact_binding_data::PartitionData::PartitionKey(
                            x,
                        ),
                    ) => from.field("partition_key", x),
                    slot => {
                        *slot = Some(
                            crate::core::artifact_binding_data::PartitionData::PartitionKey(
                                from.member("partition_key")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            6 => {
                match &mut self.partition_data {
                    Some(
                        crate::core::artifact_binding_data::PartitionData::BindToTimePartition(
                            x,
                        ),
                    ) => from.field("bind_to_time_partition", x),
                    slot => {
                        *slot = Some(
                            crate::core::artifact_binding_data::PartitionData::BindToTimePartition(
                                from.member("bind_to_time_partition")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            7 => from.field("time_transform", &mut self.time_transform),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArtifactBindingData, "ArtifactBindingData");
/// The parts of [`ArtifactBindingData`].
pub mod artifact_binding_data {
    /// The value of `partition_data`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum PartitionData {
        PartitionKey(String),
        BindToTimePartition(bool),
    }
}
/// A shift of a time partition.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TimeTransform {
    /// An ISO 8601 duration.
    pub transform: String,
    /// A [`crate::core::Operator`].
    pub op: i32,
}
impl TimeTransform {
    /// The value of `op`, or the default if this version has no name for it.
    #[must_use]
    pub fn op(&self) -> crate::core::Operator {
        crate::enumeration::from_number(self.op).unwrap_or_default()
    }
}
impl crate::wire::Fields for TimeTransform {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "transform", &self.transform);
        to.field(
            2,
            "op",
            &crate::enumeration::Enum::<crate::core::Operator>::of(self.op),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("transform", &mut self.transform),
            2 => from.field("op", &mut self.op),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TimeTransform, "TimeTransform");
/// The name of an input that gives a label its value.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct InputBindingData {
    pub var: String,
}
impl crate::wire::Fields for InputBindingData {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "var", &self.var);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("var", &mut self.var),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(InputBindingData, "InputBindingData");
/// A value known only when the task has run.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct RuntimeBinding {}
impl crate::wire::Fields for RuntimeBinding {
    fn visit(&self, _: &mut impl crate::wire::Visitor) {}
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RuntimeBinding, "RuntimeBinding");
/// The value of a partition or tag, or where it comes from.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct LabelValue {
    pub value: Option<crate::core::label_value::Value>,
}
impl crate::wire::Fields for LabelValue {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::label_value::Value::StaticValue(x)) => {
                to.member(1, "staticValue", x)
            }
            Some(crate::core::label_value::Value::TimeValue(x)) => {
                to.member(2, "timeValue", x)
            }
            Some(crate::core::label_value::Value::TriggeredBinding(x)) => {
                to.member(3, "triggeredBinding", x)
            }
            Some(crate::core::label_value::Value::InputBinding(x)) => {
                to.member(4, "inputBinding", x)
            }
            Some(crate::core::label_value::Value::RuntimeBinding(x)) => {
                to.member(5, "runtimeBinding", x)
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
                match &mut self.value {
                    Some(crate::core::label_value::Value::StaticValue(x)) => {
                        from.field("static_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::label_value::Value::StaticValue(
                                from.member("static_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::label_value::Value::TimeValue(x)) => {
                        from.field("time_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::label_value::Value::TimeValue(
                                from.member("time_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.value {
                    Some(crate::core::label_value::Value::TriggeredBinding(x)) => {
                        from.field("triggered_binding", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::label_value::Value::TriggeredBinding(
                                from.member("triggered_binding")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.value {
                    Some(crate::core::label_value::Value::InputBinding(x)) => {
                        from.field("input_binding", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::label_value::Value::InputBinding(
                                from.member("input_binding")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.value {
                    Some(crate::core::label_value::Value::RuntimeBinding(x)) => {
                        from.field("runtime_binding", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::label_value::Value::RuntimeBinding(
                                from.member("runtime_binding")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LabelValue, "LabelValue");
/// The parts of [`LabelValue`].
pub mod label_value {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Value {
        StaticValue(String),
        TimeValue(crate::google::Timestamp),
        TriggeredBinding(crate::core::ArtifactBindingData),
        InputBinding(crate::core::InputBindingData),
        RuntimeBinding(crate::core::RuntimeBinding),
    }
}
/// The partitions of an artifact, by name.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Partitions {
    pub value: std::collections::BTreeMap<String, crate::core::LabelValue>,
}
impl crate::wire::Fields for Partitions {
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
}
crate::wire::message!(Partitions, "Partitions");
/// The time partition of an artifact.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TimePartition {
    pub value: Option<crate::core::LabelValue>,
    /// A [`crate::core::Granularity`].
    pub granularity: i32,
}
impl TimePartition {
    /// The value of `granularity`, or the default if this version has no name for it.
    #[must_use]
    pub fn granularity(&self) -> crate::core::Granularity {
        crate::enumeration::from_number(self.granularity).unwrap_or_default()
    }
}
impl crate::wire::Fields for TimePartition {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
        to.field(
            2,
            "granularity",
            &crate::enumeration::Enum::<crate::core::Granularity>::of(self.granularity),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            2 => from.field("granularity", &mut self.granularity),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TimePartition, "TimePartition");
/// One artifact, or several when the version is left out.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ArtifactId {
    pub artifact_key: Option<crate::core::ArtifactKey>,
    pub version: String,
    pub partitions: Option<crate::core::Partitions>,
    pub time_partition: Option<crate::core::TimePartition>,
}
impl crate::wire::Fields for ArtifactId {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "artifactKey", &self.artifact_key);
        to.field(2, "version", &self.version);
        to.field(3, "partitions", &self.partitions);
        to.field(4, "timePartition", &self.time_partition);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("artifact_key", &mut self.artifact_key),
            2 => from.field("version", &mut self.version),
            3 => from.field("partitions", &mut self.partitions),
            4 => from.field("time_partition", &mut self.time_partition),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArtifactId, "ArtifactID");
/// A name that moves between versions of an artifact.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ArtifactTag {
    pub artifact_key: Option<crate::core::ArtifactKey>,
    pub value: Option<crate::core::LabelValue>,
}
impl crate::wire::Fields for ArtifactTag {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "artifactKey", &self.artifact_key);
        to.field(2, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("artifact_key", &mut self.artifact_key),
            2 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArtifactTag, "ArtifactTag");
/// How the artifact for an input is found.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ArtifactQuery {
    pub identifier: Option<crate::core::artifact_query::Identifier>,
}
impl crate::wire::Fields for ArtifactQuery {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.identifier {
            Some(crate::core::artifact_query::Identifier::ArtifactId(x)) => {
                to.member(1, "artifactId", x)
            }
            Some(crate::core::artifact_query::Identifier::ArtifactTag(x)) => {
                to.member(2, "artifactTag", x)
            }
            Some(crate::core::artifact_query::Identifier::Uri(x)) => {
                to.member(3, "uri", x)
            }
            Some(crate::core::artifact_query::Identifier::Binding(x)) => {
                to.member(4, "binding", x)
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
                match &mut self.identifier {
                    Some(crate::core::artifact_query::Identifier::ArtifactId(x)) => {
                        from.field("artifact_id", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::artifact_query::Identifier::ArtifactId(
                                from.member("artifact_id")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.identifier {
                    Some(crate::core::artifact_query::Identifier::ArtifactTag(x)) => {
                        from.field("artifact_tag", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::artifact_query::Identifier::ArtifactTag(
                                from.member("artifact_tag")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.identifier {
                    Some(crate::core::artifact_query::Identifier::Uri(x)) => {
                        from.field("uri", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::artifact_query::Identifier::Uri(
                                from.member("uri")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.identifier {
                    Some(crate::core::artifact_query::Identifier::Binding(x)) => {
                        from.field("binding", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::artifact_query::Identifier::Binding(
                                from.member("binding")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArtifactQuery, "ArtifactQuery");
/// The parts of [`ArtifactQuery`].
pub mod artifact_query {
    /// The value of `identifier`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Identifier {
        ArtifactId(crate::core::ArtifactId),
        ArtifactTag(crate::core::ArtifactTag),
        Uri(String),
        Binding(crate::core::ArtifactBindingData),
    }
}
/// Two operands compared.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ComparisonExpression {
    /// A [`crate::core::comparison_expression::Operator`].
    pub operator: i32,
    pub left_value: Option<crate::core::Operand>,
    pub right_value: Option<crate::core::Operand>,
}
impl ComparisonExpression {
    /// The value of `operator`, or the default if this version has no name for it.
    #[must_use]
    pub fn operator(&self) -> crate::core::comparison_expression::Operator {
        crate::enumeration::from_number(self.operator).unwrap_or_default()
    }
}
impl crate::wire::Fields for ComparisonExpression {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "operator",
            &crate::enumeration::Enum::<
                crate::core::comparison_expression::Operator,
            >::of(self.operator),
        );
        to.field(2, "leftValue", &self.left_value);
        to.field(3, "rightValue", &self.right_value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("operator", &mut self.operator),
            2 => from.field("left_value", &mut self.left_value),
            3 => from.field("right_value", &mut self.right_value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ComparisonExpression, "ComparisonExpression");
/// The parts of [`ComparisonExpression`].
pub mod comparison_expression {
    /// The comparison.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Operator {
        #[default]
        Eq = 0,
        Neq = 1,
        Gt = 2,
        Gte = 3,
        Lt = 4,
        Lte = 5,
    }
    impl crate::enumeration::Enumeration for Operator {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "EQ", Self::Eq),
            (1, "NEQ", Self::Neq),
            (2, "GT", Self::Gt),
            (3, "GTE", Self::Gte),
            (4, "LT", Self::Lt),
            (5, "LTE", Self::Lte),
        ];
    }
    crate::enumeration::enumeration!(Operator);
}
/// A constant, or the name of an input of the branch node.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Operand {
    pub val: Option<crate::core::operand::Val>,
}
impl crate::wire::Fields for Operand {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.val {
            Some(crate::core::operand::Val::Primitive(x)) => to.member(1, "primitive", x),
            Some(crate::core::operand::Val::Var(x)) => to.member(2, "var", x),
            Some(crate::core::operand::Val::Scalar(x)) => to.member(3, "scalar", x),
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
                match &mut self.val {
                    Some(crate::core::operand::Val::Primitive(x)) => {
                        from.field("primitive", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::operand::Val::Primitive(
                                from.member("primitive")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.val {
                    Some(crate::core::operand::Val::Var(x)) => from.field("var", x),
                    slot => {
                        *slot = Some(
                            crate::core::operand::Val::Var(from.member("var")?),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.val {
                    Some(crate::core::operand::Val::Scalar(x)) => from.field("scalar", x),
                    slot => {
                        *slot = Some(
                            crate::core::operand::Val::Scalar(from.member("scalar")?),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Operand, "Operand");
/// The parts of [`Operand`].
pub mod operand {
    /// The value of `val`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Val {
        #[deprecated]
        Primitive(crate::core::Primitive),
        Var(String),
        Scalar(crate::core::Scalar),
    }
}
/// A condition of a branch.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct BooleanExpression {
    pub expr: Option<crate::core::boolean_expression::Expr>,
}
impl crate::wire::Fields for BooleanExpression {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.expr {
            Some(crate::core::boolean_expression::Expr::Conjunction(x)) => {
                to.member(1, "conjunction", x)
            }
            Some(crate::core::boolean_expression::Expr::Comparison(x)) => {
                to.member(2, "comparison", x)
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
                match &mut self.expr {
                    Some(crate::core::boolean_expression::Expr::Conjunction(x)) => {
                        from.field("conjunction", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::boolean_expression::Expr::Conjunction(
                                from.member("conjunction")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.expr {
                    Some(crate::core::boolean_expression::Expr::Comparison(x)) => {
                        from.field("comparison", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::boolean_expression::Expr::Comparison(
                                from.member("comparison")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BooleanExpression, "BooleanExpression");
/// The parts of [`BooleanExpression`].
pub mod boolean_expression {
    /// The value of `expr`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Expr {
        Conjunction(Box<crate::core::ConjunctionExpression>),
        Comparison(crate::core::ComparisonExpression),
    }
}
/// Two conditions joined.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ConjunctionExpression {
    /// A [`crate::core::conjunction_expression::LogicalOperator`].
    pub operator: i32,
    pub left_expression: Option<Box<crate::core::BooleanExpression>>,
    pub right_expression: Option<Box<crate::core::BooleanExpression>>,
}
impl ConjunctionExpression {
    /// The value of `operator`, or the default if this version has no name for it.
    #[must_use]
    pub fn operator(&self) -> crate::core::conjunction_expression::LogicalOperator {
        crate::enumeration::from_number(self.operator).unwrap_or_default()
    }
}
impl crate::wire::Fields for ConjunctionExpression {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "operator",
            &crate::enumeration::Enum::<
                crate::core::conjunction_expression::LogicalOperator,
            >::of(self.operator),
        );
        to.field(2, "leftExpression", &self.left_expression);
        to.field(3, "rightExpression", &self.right_expression);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("operator", &mut self.operator),
            2 => from.field("left_expression", &mut self.left_expression),
            3 => from.field("right_expression", &mut self.right_expression),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ConjunctionExpression, "ConjunctionExpression");
/// The parts of [`ConjunctionExpression`].
pub mod conjunction_expression {
    /// How two conditions are joined.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum LogicalOperator {
        #[default]
        And = 0,
        Or = 1,
    }
    impl crate::enumeration::Enumeration for LogicalOperator {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "AND", Self::And),
            (1, "OR", Self::Or),
        ];
    }
    crate::enumeration::enumeration!(LogicalOperator);
}
/// The graph a task made while it ran (`futures.pb`).
#[derive(Default, Clone, Debug, PartialEq)]
pub struct DynamicJobSpec {
    pub nodes: Vec<crate::core::Node>,
    pub min_successes: i64,
    pub outputs: Vec<crate::core::Binding>,
    pub tasks: Vec<crate::core::TaskTemplate>,
    pub subworkflows: Vec<crate::core::WorkflowTemplate>,
}
impl crate::wire::Fields for DynamicJobSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodes", &self.nodes);
        to.field(2, "minSuccesses", &self.min_successes);
        to.field(3, "outputs", &self.outputs);
        to.field(4, "tasks", &self.tasks);
        to.field(5, "subworkflows", &self.subworkflows);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("nodes", &mut self.nodes),
            2 => from.field("min_successes", &mut self.min_successes),
            3 => from.field("outputs", &mut self.outputs),
            4 => from.field("tasks", &mut self.tasks),
            5 => from.field("subworkflows", &mut self.subworkflows),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DynamicJobSpec, "DynamicJobSpec");
/// The error of a task in a container.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ContainerError {
    pub code: String,
    pub message: String,
    /// Whether the task is tried again.
    ///
    /// A [`crate::core::container_error::Kind`].
    pub kind: i32,
    /// Which budget of retries a failure uses up: the user's or the system's.
    ///
    /// A [`crate::core::execution_error::ErrorKind`].
    pub origin: i32,
    pub timestamp: Option<crate::google::Timestamp>,
    /// The worker that failed, in a distributed task.
    pub worker: String,
}
impl ContainerError {
    /// The value of `kind`, or the default if this version has no name for it.
    #[must_use]
    pub fn kind(&self) -> crate::core::container_error::Kind {
        crate::enumeration::from_number(self.kind).unwrap_or_default()
    }
    /// The value of `origin`, or the default if this version has no name for it.
    #[must_use]
    pub fn origin(&self) -> crate::core::execution_error::ErrorKind {
        crate::enumeration::from_number(self.origin).unwrap_or_default()
    }
}
impl crate::wire::Fields for ContainerError {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "code", &self.code);
        to.field(2, "message", &self.message);
        to.field(
            3,
            "kind",
            &crate::enumeration::Enum::<
                crate::core::container_error::Kind,
            >::of(self.kind),
        );
        to.field(
            4,
            "origin",
            &crate::enumeration::Enum::<
                crate::core::execution_error::ErrorKind,
            >::of(self.origin),
        );
        to.field(5, "timestamp", &self.timestamp);
        to.field(6, "worker", &self.worker);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("code", &mut self.code),
            2 => from.field("message", &mut self.message),
            3 => from.field("kind", &mut self.kind),
            4 => from.field("origin", &mut self.origin),
            5 => from.field("timestamp", &mut self.timestamp),
            6 => from.field("worker", &mut self.worker),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ContainerError, "ContainerError");
/// The parts of [`ContainerError`].
pub mod container_error {
    /// Whether trying again can help.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Kind {
        #[default]
        NonRecoverable = 0,
        Recoverable = 1,
    }
    impl crate::enumeration::Enumeration for Kind {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "NON_RECOVERABLE", Self::NonRecoverable),
            (1, "RECOVERABLE", Self::Recoverable),
        ];
    }
    crate::enumeration::enumeration!(Kind);
}
/// The document that a failed task writes (`error.pb`).
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ErrorDocument {
    pub error: Option<crate::core::ContainerError>,
}
impl crate::wire::Fields for ErrorDocument {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "error", &self.error);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("error", &mut self.error),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ErrorDocument, "ErrorDocument");
/// A scope for the phases of an execution.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowExecution {}
impl crate::wire::Fields for WorkflowExecution {
    fn visit(&self, _: &mut impl crate::wire::Visitor) {}
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowExecution, "WorkflowExecution");
/// The parts of [`WorkflowExecution`].
pub mod workflow_execution {
    /// How far an execution has come.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Phase {
        #[default]
        Undefined = 0,
        Queued = 1,
        Running = 2,
        Succeeding = 3,
        Succeeded = 4,
        Failing = 5,
        Failed = 6,
        Aborted = 7,
        TimedOut = 8,
        Aborting = 9,
    }
    impl crate::enumeration::Enumeration for Phase {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNDEFINED", Self::Undefined),
            (1, "QUEUED", Self::Queued),
            (2, "RUNNING", Self::Running),
            (3, "SUCCEEDING", Self::Succeeding),
            (4, "SUCCEEDED", Self::Succeeded),
            (5, "FAILING", Self::Failing),
            (6, "FAILED", Self::Failed),
            (7, "ABORTED", Self::Aborted),
            (8, "TIMED_OUT", Self::TimedOut),
            (9, "ABORTING", Self::Aborting),
        ];
    }
    crate::enumeration::enumeration!(Phase);
}
/// Why a node or an execution failed.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExecutionError {
    pub code: String,
    pub message: String,
    /// The address of the full report, if `message` is shortened.
    pub error_uri: String,
    /// A [`crate::core::execution_error::ErrorKind`].
    pub kind: i32,
    pub timestamp: Option<crate::google::Timestamp>,
    /// The worker that failed, in a distributed task.
    pub worker: String,
}
impl ExecutionError {
    /// The value of `kind`, or the default if this version has no name for it.
    #[must_use]
    pub fn kind(&self) -> crate::core::execution_error::ErrorKind {
        crate::enumeration::from_number(self.kind).unwrap_or_default()
    }
}
impl crate::wire::Fields for ExecutionError {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "code", &self.code);
        to.field(2, "message", &self.message);
        to.field(3, "errorUri", &self.error_uri);
        to.field(
            4,
            "kind",
            &crate::enumeration::Enum::<
                crate::core::execution_error::ErrorKind,
            >::of(self.kind),
        );
        to.field(5, "timestamp", &self.timestamp);
        to.field(6, "worker", &self.worker);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("code", &mut self.code),
            2 => from.field("message", &mut self.message),
            3 => from.field("error_uri", &mut self.error_uri),
            4 => from.field("kind", &mut self.kind),
            5 => from.field("timestamp", &mut self.timestamp),
            6 => from.field("worker", &mut self.worker),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionError, "ExecutionError");
/// The parts of [`ExecutionError`].
pub mod execution_error {
    /// Who caused the failure: the user's code or the system.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum ErrorKind {
        #[default]
        Unknown = 0,
        User = 1,
        System = 2,
    }
    impl crate::enumeration::Enumeration for ErrorKind {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNKNOWN", Self::Unknown),
            (1, "USER", Self::User),
            (2, "SYSTEM", Self::System),
        ];
    }
    crate::enumeration::enumeration!(ErrorKind);
}
/// A quality of service in numbers.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct QualityOfServiceSpec {
    pub queueing_budget: Option<crate::google::Duration>,
}
impl crate::wire::Fields for QualityOfServiceSpec {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "queueingBudget", &self.queueing_budget);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("queueing_budget", &mut self.queueing_budget),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(QualityOfServiceSpec, "QualityOfServiceSpec");
/// How urgent an execution is.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct QualityOfService {
    pub designation: Option<crate::core::quality_of_service::Designation>,
}
impl crate::wire::Fields for QualityOfService {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.designation {
            Some(crate::core::quality_of_service::Designation::Tier(x)) => {
                to.member(
                    1,
                    "tier",
                    &crate::enumeration::Enum::<
                        crate::core::quality_of_service::Tier,
                    >::of(*x),
                )
            }
            Some(crate::core::quality_of_service::Designation::Spec(x)) => {
                to.member(2, "spec", x)
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
                match &mut self.designation {
                    Some(crate::core::quality_of_service::Designation::Tier(x)) => {
                        from.field("tier", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::quality_of_service::Designation::Tier(
                                from.member("tier")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.designation {
                    Some(crate::core::quality_of_service::Designation::Spec(x)) => {
                        from.field("spec", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::quality_of_service::Designation::Spec(
                                from.member("spec")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(QualityOfService, "QualityOfService");
/// The parts of [`QualityOfService`].
pub mod quality_of_service {
    /// A quality of service by name.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Tier {
        #[default]
        Undefined = 0,
        High = 1,
        Medium = 2,
        Low = 3,
    }
    impl crate::enumeration::Enumeration for Tier {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNDEFINED", Self::Undefined),
            (1, "HIGH", Self::High),
            (2, "MEDIUM", Self::Medium),
            (3, "LOW", Self::Low),
        ];
    }
    crate::enumeration::enumeration!(Tier);
    /// The value of `designation`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Designation {
        /// A [`crate::core::quality_of_service::Tier`].
        Tier(i32),
        Spec(crate::core::QualityOfServiceSpec),
    }
}
/// The environment that a set of nodes runs in.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionEnvAssignment {
    /// Ids of nested nodes are joined with dots.
    pub node_ids: Vec<String>,
    pub task_type: String,
    pub execution_env: Option<crate::core::ExecutionEnv>,
}
impl crate::wire::Fields for ExecutionEnvAssignment {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodeIds", &self.node_ids);
        to.field(2, "taskType", &self.task_type);
        to.field(3, "executionEnv", &self.execution_env);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node_ids", &mut self.node_ids),
            2 => from.field("task_type", &mut self.task_type),
            3 => from.field("execution_env", &mut self.execution_env),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionEnvAssignment, "ExecutionEnvAssignment");
/// A place to run tasks in that outlives one task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ExecutionEnv {
    pub name: String,
    pub r#type: String,
    pub version: String,
    pub environment: Option<crate::core::execution_env::Environment>,
}
impl crate::wire::Fields for ExecutionEnv {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "name", &self.name);
        to.field(2, "type", &self.r#type);
        match &self.environment {
            Some(crate::core::execution_env::Environment::Extant(x)) => {
                to.member(3, "extant", x)
            }
            Some(crate::core::execution_env::Environment::Spec(x)) => {
                to.member(4, "spec", x)
            }
            _ => {}
        }
        to.field(5, "version", &self.version);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("name", &mut self.name),
            2 => from.field("type", &mut self.r#type),
            3 => {
                match &mut self.environment {
                    Some(crate::core::execution_env::Environment::Extant(x)) => {
                        from.field("extant", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::execution_env::Environment::Extant(
                                from.member("extant")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.environment {
                    Some(crate::core::execution_env::Environment::Spec(x)) => {
                        from.field("spec", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::execution_env::Environment::Spec(
                                from.member("spec")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => from.field("version", &mut self.version),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExecutionEnv, "ExecutionEnv");
/// The parts of [`ExecutionEnv`].
pub mod execution_env {
    /// The value of `environment`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Environment {
        Extant(crate::google::Struct),
        Spec(crate::google::Struct),
    }
}
/// What an identifier names.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum ResourceType {
    #[default]
    Unspecified = 0,
    Task = 1,
    Workflow = 2,
    LaunchPlan = 3,
    Dataset = 4,
}
impl crate::enumeration::Enumeration for ResourceType {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "UNSPECIFIED", Self::Unspecified),
        (1, "TASK", Self::Task),
        (2, "WORKFLOW", Self::Workflow),
        (3, "LAUNCH_PLAN", Self::LaunchPlan),
        (4, "DATASET", Self::Dataset),
    ];
}
crate::enumeration::enumeration!(ResourceType);
/// The identity of a registered entity.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Identifier {
    /// A [`crate::core::ResourceType`].
    pub resource_type: i32,
    pub project: String,
    pub domain: String,
    pub name: String,
    pub version: String,
    pub org: String,
}
impl Identifier {
    /// The value of `resource_type`, or the default if this version has no name for it.
    #[must_use]
    pub fn resource_type(&self) -> crate::core::ResourceType {
        crate::enumeration::from_number(self.resource_type).unwrap_or_default()
    }
}
impl crate::wire::Fields for Identifier {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "resourceType",
            &crate::enumeration::Enum::<
                crate::core::ResourceType,
            >::of(self.resource_type),
        );
        to.field(2, "project", &self.project);
        to.field(3, "domain", &self.domain);
        to.field(4, "name", &self.name);
        to.field(5, "version", &self.version);
        to.field(6, "org", &self.org);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("resource_type", &mut self.resource_type),
            2 => from.field("project", &mut self.project),
            3 => from.field("domain", &mut self.domain),
            4 => from.field("name", &mut self.name),
            5 => from.field("version", &mut self.version),
            6 => from.field("org", &mut self.org),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Identifier, "Identifier");
/// A typed input or output.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Variable {
    pub r#type: Option<crate::core::LiteralType>,
    pub description: String,
    /// The artifact an output becomes.
    pub artifact_partial_id: Option<Box<crate::core::ArtifactId>>,
    pub artifact_tag: Option<Box<crate::core::ArtifactTag>>,
}
impl crate::wire::Fields for Variable {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "type", &self.r#type);
        to.field(2, "description", &self.description);
        to.field(3, "artifactPartialId", &self.artifact_partial_id);
        to.field(4, "artifactTag", &self.artifact_tag);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("type", &mut self.r#type),
            2 => from.field("description", &mut self.description),
            3 => from.field("artifact_partial_id", &mut self.artifact_partial_id),
            4 => from.field("artifact_tag", &mut self.artifact_tag),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Variable, "Variable");
/// Variables by name.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct VariableMap {
    pub variables: std::collections::BTreeMap<String, crate::core::Variable>,
}
impl crate::wire::Fields for VariableMap {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "variables", &self.variables);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("variables", &mut self.variables),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(VariableMap, "VariableMap");
/// The inputs and outputs of an entity.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TypedInterface {
    pub inputs: Option<crate::core::VariableMap>,
    pub outputs: Option<crate::core::VariableMap>,
}
impl crate::wire::Fields for TypedInterface {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "inputs", &self.inputs);
        to.field(2, "outputs", &self.outputs);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("inputs", &mut self.inputs),
            2 => from.field("outputs", &mut self.outputs),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TypedInterface, "TypedInterface");
/// An input of a launch plan.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Parameter {
    pub var: Option<crate::core::Variable>,
    pub behavior: Option<crate::core::parameter::Behavior>,
}
impl crate::wire::Fields for Parameter {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "var", &self.var);
        match &self.behavior {
            Some(crate::core::parameter::Behavior::Default(x)) => {
                to.member(2, "default", x)
            }
            Some(crate::core::parameter::Behavior::Required(x)) => {
                to.member(3, "required", x)
            }
            Some(crate::core::parameter::Behavior::ArtifactQuery(x)) => {
                to.member(4, "artifactQuery", x)
            }
            Some(crate::core::parameter::Behavior::ArtifactId(x)) => {
                to.member(5, "artifactId", x)
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
            1 => from.field("var", &mut self.var),
            2 => {
                match &mut self.behavior {
                    Some(crate::core::parameter::Behavior::Default(x)) => {
                        from.field("default", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::parameter::Behavior::Default(
                                from.member("default")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.behavior {
                    Some(crate::core::parameter::Behavior::Required(x)) => {
                        from.field("required", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::parameter::Behavior::Required(
                                from.member("required")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.behavior {
                    Some(crate::core::parameter::Behavior::ArtifactQuery(x)) => {
                        from.field("artifact_query", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::parameter::Behavior::ArtifactQuery(
                                from.member("artifact_query")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.behavior {
                    Some(crate::core::parameter::Behavior::ArtifactId(x)) => {
                        from.field("artifact_id", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::parameter::Behavior::ArtifactId(
                                from.member("artifact_id")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Parameter, "Parameter");
/// The parts of [`Parameter`].
pub mod parameter {
    /// The value of `behavior`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Behavior {
        Default(crate::core::Literal),
        /// The caller must give a value.
        Required(bool),
        ArtifactQuery(crate::core::ArtifactQuery),
        ArtifactId(crate::core::ArtifactId),
    }
}
/// Parameters by name.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ParameterMap {
    pub parameters: std::collections::BTreeMap<String, crate::core::Parameter>,
}
impl crate::wire::Fields for ParameterMap {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "parameters", &self.parameters);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("parameters", &mut self.parameters),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ParameterMap, "ParameterMap");
/// A value of a simple type.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Primitive {
    pub value: Option<crate::core::primitive::Value>,
}
impl crate::wire::Fields for Primitive {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::primitive::Value::Integer(x)) => to.member(1, "integer", x),
            Some(crate::core::primitive::Value::FloatValue(x)) => {
                to.member(2, "floatValue", x)
            }
            Some(crate::core::primitive::Value::StringValue(x)) => {
                to.member(3, "stringValue", x)
            }
            Some(crate::core::primitive::Value::Boolean(x)) => to.member(4, "boolean", x),
            Some(crate::core::primitive::Value::Datetime(x)) => {
                to.member(5, "datetime", x)
            }
            Some(crate::core::primitive::Value::Duration(x)) => {
                to.member(6, "duration", x)
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
                match &mut self.value {
                    Some(crate::core::primitive::Value::Integer(x)) => {
                        from.field("integer", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::Integer(
                                from.member("integer")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::primitive::Value::FloatValue(x)) => {
                        from.field("float_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::FloatValue(
                                from.member("float_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.value {
                    Some(crate::core::primitive::Value::StringValue(x)) => {
                        from.field("string_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::StringValue(
                                from.member("string_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.value {
                    Some(crate::core::primitive::Value::Boolean(x)) => {
                        from.field("boolean", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::Boolean(
                                from.member("boolean")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.value {
                    Some(crate::core::primitive::Value::Datetime(x)) => {
                        from.field("datetime", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::Datetime(
                                from.member("datetime")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            6 => {
                match &mut self.value {
                    Some(crate::core::primitive::Value::Duration(x)) => {
                        from.field("duration", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::primitive::Value::Duration(
                                from.member("duration")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Primitive, "Primitive");
/// The parts of [`Primitive`].
pub mod primitive {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Value {
        Integer(i64),
        FloatValue(f64),
        StringValue(String),
        Boolean(bool),
        Datetime(crate::google::Timestamp),
        Duration(crate::google::Duration),
    }
}
/// The value none.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Void {}
impl crate::wire::Fields for Void {
    fn visit(&self, _: &mut impl crate::wire::Visitor) {}
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Void, "Void");
/// One file, or a directory of files.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Blob {
    pub metadata: Option<crate::core::BlobMetadata>,
    pub uri: String,
}
impl crate::wire::Fields for Blob {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "metadata", &self.metadata);
        to.field(3, "uri", &self.uri);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("metadata", &mut self.metadata),
            3 => from.field("uri", &mut self.uri),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Blob, "Blob");
/// The metadata of a blob.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct BlobMetadata {
    pub r#type: Option<crate::core::BlobType>,
}
impl crate::wire::Fields for BlobMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "type", &self.r#type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("type", &mut self.r#type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BlobMetadata, "BlobMetadata");
/// Bytes in an encoding that the tag names.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Binary {
    pub value: Vec<u8>,
    /// `msgpack` for an attribute-accessible value.
    pub tag: String,
}
impl crate::wire::Fields for Binary {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
        to.field(2, "tag", &self.tag);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            2 => from.field("tag", &mut self.tag),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Binary, "Binary");
/// A table with typed columns; `StructuredDataset` replaced it.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Schema {
    pub uri: String,
    pub r#type: Option<crate::core::SchemaType>,
}
impl crate::wire::Fields for Schema {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "uri", &self.uri);
        to.field(3, "type", &self.r#type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("uri", &mut self.uri),
            3 => from.field("type", &mut self.r#type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Schema, "Schema");
/// A value of a union, and its variant.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Union {
    pub value: Option<Box<crate::core::Literal>>,
    pub r#type: Option<crate::core::LiteralType>,
}
impl crate::wire::Fields for Union {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "value", &self.value);
        to.field(2, "type", &self.r#type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("value", &mut self.value),
            2 => from.field("type", &mut self.r#type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Union, "Union");
/// The metadata of a structured dataset.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct StructuredDatasetMetadata {
    pub structured_dataset_type: Option<crate::core::StructuredDatasetType>,
}
impl crate::wire::Fields for StructuredDatasetMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "structuredDatasetType", &self.structured_dataset_type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("structured_dataset_type", &mut self.structured_dataset_type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(StructuredDatasetMetadata, "StructuredDatasetMetadata");
/// A table at a URI.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct StructuredDataset {
    pub uri: String,
    pub metadata: Option<crate::core::StructuredDatasetMetadata>,
}
impl crate::wire::Fields for StructuredDataset {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "uri", &self.uri);
        to.field(2, "metadata", &self.metadata);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("uri", &mut self.uri),
            2 => from.field("metadata", &mut self.metadata),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(StructuredDataset, "StructuredDataset");
/// A value that is neither a collection nor a map.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Scalar {
    pub value: Option<crate::core::scalar::Value>,
}
impl crate::wire::Fields for Scalar {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::scalar::Value::Primitive(x)) => {
                to.member(1, "primitive", x)
            }
            Some(crate::core::scalar::Value::Blob(x)) => to.member(2, "blob", x),
            Some(crate::core::scalar::Value::Binary(x)) => to.member(3, "binary", x),
            Some(crate::core::scalar::Value::Schema(x)) => to.member(4, "schema", x),
            Some(crate::core::scalar::Value::NoneType(x)) => to.member(5, "noneType", x),
            Some(crate::core::scalar::Value::Error(x)) => to.member(6, "error", x),
            Some(crate::core::scalar::Value::Generic(x)) => to.member(7, "generic", x),
            Some(crate::core::scalar::Value::StructuredDataset(x)) => {
                to.member(8, "structuredDataset", x)
            }
            Some(crate::core::scalar::Value::Union(x)) => to.member(9, "union", x),
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
                match &mut self.value {
                    Some(crate::core::scalar::Value::Primitive(x)) => {
                        from.field("primitive", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Primitive(
                                from.member("primitive")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Blob(x)) => from.field("blob", x),
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Blob(from.member("blob")?),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Binary(x)) => {
                        from.field("binary", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Binary(from.member("binary")?),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Schema(x)) => {
                        from.field("schema", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Schema(from.member("schema")?),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::NoneType(x)) => {
                        from.field("none_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::NoneType(
                                from.member("none_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            6 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Error(x)) => from.field("error", x),
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Error(from.member("error")?),
                        );
                        Ok(())
                    }
                }
            }
            7 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Generic(x)) => {
                        from.field("generic", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Generic(from.member("generic")?),
                        );
                        Ok(())
                    }
                }
            }
            8 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::StructuredDataset(x)) => {
                        from.field("structured_dataset", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::StructuredDataset(
                                from.member("structured_dataset")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => {
                match &mut self.value {
                    Some(crate::core::scalar::Value::Union(x)) => from.field("union", x),
                    slot => {
                        *slot = Some(
                            crate::core::scalar::Value::Union(from.member("union")?),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Scalar, "Scalar");
/// The parts of [`Scalar`].
pub mod scalar {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Value {
        Primitive(crate::core::Primitive),
        Blob(crate::core::Blob),
        Binary(crate::core::Binary),
        Schema(crate::core::Schema),
        NoneType(crate::core::Void),
        Error(crate::core::Error),
        Generic(crate::google::Struct),
        StructuredDataset(crate::core::StructuredDataset),
        Union(Box<crate::core::Union>),
    }
}
/// A value.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Literal {
    /// If set, stands for the value in a cache key.
    pub hash: String,
    pub metadata: std::collections::BTreeMap<String, String>,
    pub value: Option<crate::core::literal::Value>,
}
impl crate::wire::Fields for Literal {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::literal::Value::Scalar(x)) => to.member(1, "scalar", x),
            Some(crate::core::literal::Value::Collection(x)) => {
                to.member(2, "collection", x)
            }
            Some(crate::core::literal::Value::Map(x)) => to.member(3, "map", x),
            _ => {}
        }
        to.field(4, "hash", &self.hash);
        to.field(5, "metadata", &self.metadata);
        match &self.value {
            Some(crate::core::literal::Value::OffloadedMetadata(x)) => {
                to.member(8, "offloadedMetadata", x)
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
                match &mut self.value {
                    Some(crate::core::literal::Value::Scalar(x)) => {
                        from.field("scalar", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal::Value::Scalar(from.member("scalar")?),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::literal::Value::Collection(x)) => {
                        from.field("collection", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal::Value::Collection(
                                from.member("collection")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.value {
                    Some(crate::core::literal::Value::Map(x)) => from.field("map", x),
                    slot => {
                        *slot = Some(
                            crate::core::literal::Value::Map(from.member("map")?),
                        );
                        Ok(())
                    }
                }
            }
            4 => from.field("hash", &mut self.hash),
            5 => from.field("metadata", &mut self.metadata),
            8 => {
                match &mut self.value {
                    Some(crate::core::literal::Value::OffloadedMetadata(x)) => {
                        from.field("offloaded_metadata", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal::Value::OffloadedMetadata(
                                from.member("offloaded_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Literal, "Literal");
/// The parts of [`Literal`].
pub mod literal {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Value {
        Scalar(Box<crate::core::Scalar>),
        Collection(crate::core::LiteralCollection),
        Map(crate::core::LiteralMap),
        OffloadedMetadata(Box<crate::core::LiteralOffloadedMetadata>),
    }
}
/// Where a literal too large to inline is stored.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LiteralOffloadedMetadata {
    /// A serialized `Literal`.
    pub uri: String,
    pub size_bytes: u64,
    pub inferred_type: Option<crate::core::LiteralType>,
}
impl crate::wire::Fields for LiteralOffloadedMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "uri", &self.uri);
        to.field(2, "sizeBytes", &self.size_bytes);
        to.field(3, "inferredType", &self.inferred_type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("uri", &mut self.uri),
            2 => from.field("size_bytes", &mut self.size_bytes),
            3 => from.field("inferred_type", &mut self.inferred_type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LiteralOffloadedMetadata, "LiteralOffloadedMetadata");
/// Values of one type, in order.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LiteralCollection {
    pub literals: Vec<crate::core::Literal>,
}
impl crate::wire::Fields for LiteralCollection {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "literals", &self.literals);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("literals", &mut self.literals),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LiteralCollection, "LiteralCollection");
/// Values by name: `inputs.pb` and `outputs.pb`.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LiteralMap {
    pub literals: std::collections::BTreeMap<String, crate::core::Literal>,
}
impl crate::wire::Fields for LiteralMap {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "literals", &self.literals);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("literals", &mut self.literals),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LiteralMap, "LiteralMap");
/// Bindings of a list's elements.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct BindingDataCollection {
    pub bindings: Vec<crate::core::BindingData>,
}
impl crate::wire::Fields for BindingDataCollection {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "bindings", &self.bindings);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("bindings", &mut self.bindings),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BindingDataCollection, "BindingDataCollection");
/// Bindings of a map's values.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct BindingDataMap {
    pub bindings: std::collections::BTreeMap<String, crate::core::BindingData>,
}
impl crate::wire::Fields for BindingDataMap {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "bindings", &self.bindings);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("bindings", &mut self.bindings),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BindingDataMap, "BindingDataMap");
/// The variant of a union that a bound value is of.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct UnionInfo {
    pub target_type: Option<crate::core::LiteralType>,
}
impl crate::wire::Fields for UnionInfo {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "targetType", &self.target_type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("targetType", &mut self.target_type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(UnionInfo, "UnionInfo");
/// A constant, another node's output, or a structure of these.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct BindingData {
    pub union: Option<Box<crate::core::UnionInfo>>,
    pub value: Option<crate::core::binding_data::Value>,
}
impl crate::wire::Fields for BindingData {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::binding_data::Value::Scalar(x)) => {
                to.member(1, "scalar", x)
            }
            Some(crate::core::binding_data::Value::Collection(x)) => {
                to.member(2, "collection", x)
            }
            Some(crate::core::binding_data::Value::Promise(x)) => {
                to.member(3, "promise", x)
            }
            Some(crate::core::binding_data::Value::Map(x)) => to.member(4, "map", x),
            _ => {}
        }
        to.field(5, "union", &self.union);
        match &self.value {
            Some(crate::core::binding_data::Value::OffloadedMetadata(x)) => {
                to.member(6, "offloadedMetadata", x)
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
                match &mut self.value {
                    Some(crate::core::binding_data::Value::Scalar(x)) => {
                        from.field("scalar", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::binding_data::Value::Scalar(
                                from.member("scalar")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::binding_data::Value::Collection(x)) => {
                        from.field("collection", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::binding_data::Value::Collection(
                                from.member("collection")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.value {
                    Some(crate::core::binding_data::Value::Promise(x)) => {
                        from.field("promise", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::binding_data::Value::Promise(
                                from.member("promise")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.value {
                    Some(crate::core::binding_data::Value::Map(x)) => {
                        from.field("map", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::binding_data::Value::Map(from.member("map")?),
                        );
                        Ok(())
                    }
                }
            }
            5 => from.field("union", &mut self.union),
            6 => {
                match &mut self.value {
                    Some(crate::core::binding_data::Value::OffloadedMetadata(x)) => {
                        from.field("offloaded_metadata", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::binding_data::Value::OffloadedMetadata(
                                from.member("offloaded_metadata")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BindingData, "BindingData");
/// The parts of [`BindingData`].
pub mod binding_data {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Value {
        Scalar(crate::core::Scalar),
        Collection(crate::core::BindingDataCollection),
        Promise(crate::core::OutputReference),
        Map(crate::core::BindingDataMap),
        OffloadedMetadata(Box<crate::core::LiteralOffloadedMetadata>),
    }
}
/// What a variable is bound to.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Binding {
    pub var: String,
    pub binding: Option<crate::core::BindingData>,
}
impl crate::wire::Fields for Binding {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "var", &self.var);
        to.field(2, "binding", &self.binding);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("var", &mut self.var),
            2 => from.field("binding", &mut self.binding),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Binding, "Binding");
/// A key and its value, where order matters.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct KeyValuePair {
    pub key: String,
    pub value: String,
}
impl crate::wire::Fields for KeyValuePair {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "key", &self.key);
        to.field(2, "value", &self.value);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("key", &mut self.key),
            2 => from.field("value", &mut self.value),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(KeyValuePair, "KeyValuePair");
/// How often Flyte tries a failed task again.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct RetryStrategy {
    /// At most 10.
    pub retries: u32,
}
impl crate::wire::Fields for RetryStrategy {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(5, "retries", &self.retries);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            5 => from.field("retries", &mut self.retries),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RetryStrategy, "RetryStrategy");
/// A secret that a task may read.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Secret {
    pub group: String,
    pub group_version: String,
    pub key: String,
    /// How the task wants to receive it.
    ///
    /// A [`crate::core::secret::MountType`].
    pub mount_requirement: i32,
    /// An additional variable that holds the value or its path.
    pub env_var: String,
}
impl Secret {
    /// The value of `mount_requirement`, or the default if this version has no name for it.
    #[must_use]
    pub fn mount_requirement(&self) -> crate::core::secret::MountType {
        crate::enumeration::from_number(self.mount_requirement).unwrap_or_default()
    }
}
impl crate::wire::Fields for Secret {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "group", &self.group);
        to.field(2, "groupVersion", &self.group_version);
        to.field(3, "key", &self.key);
        to.field(
            4,
            "mountRequirement",
            &crate::enumeration::Enum::<
                crate::core::secret::MountType,
            >::of(self.mount_requirement),
        );
        to.field(5, "envVar", &self.env_var);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("group", &mut self.group),
            2 => from.field("group_version", &mut self.group_version),
            3 => from.field("key", &mut self.key),
            4 => from.field("mount_requirement", &mut self.mount_requirement),
            5 => from.field("env_var", &mut self.env_var),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Secret, "Secret");
/// The parts of [`Secret`].
pub mod secret {
    /// How a secret reaches a container.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum MountType {
        #[default]
        Any = 0,
        EnvVar = 1,
        File = 2,
    }
    impl crate::enumeration::Enumeration for MountType {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "ANY", Self::Any),
            (1, "ENV_VAR", Self::EnvVar),
            (2, "FILE", Self::File),
        ];
    }
    crate::enumeration::enumeration!(MountType);
}
/// A client at an identity provider.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct OAuth2Client {
    pub client_id: String,
    pub client_secret: Option<crate::core::Secret>,
}
impl crate::wire::Fields for OAuth2Client {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "clientId", &self.client_id);
        to.field(2, "clientSecret", &self.client_secret);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("client_id", &mut self.client_id),
            2 => from.field("client_secret", &mut self.client_secret),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(OAuth2Client, "OAuth2Client");
/// Who a task acts as.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Identity {
    pub iam_role: String,
    pub k8s_service_account: String,
    pub oauth2_client: Option<crate::core::OAuth2Client>,
    pub execution_identity: String,
}
impl crate::wire::Fields for Identity {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "iamRole", &self.iam_role);
        to.field(2, "k8sServiceAccount", &self.k8s_service_account);
        to.field(3, "oauth2Client", &self.oauth2_client);
        to.field(4, "executionIdentity", &self.execution_identity);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("iam_role", &mut self.iam_role),
            2 => from.field("k8s_service_account", &mut self.k8s_service_account),
            3 => from.field("oauth2_client", &mut self.oauth2_client),
            4 => from.field("execution_identity", &mut self.execution_identity),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Identity, "Identity");
/// A token that a task needs.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct OAuth2TokenRequest {
    pub name: String,
    /// A [`crate::core::o_auth2_token_request::Type`].
    pub r#type: i32,
    pub client: Option<crate::core::OAuth2Client>,
    pub idp_discovery_endpoint: String,
    pub token_endpoint: String,
}
impl OAuth2TokenRequest {
    /// The value of `r#type`, or the default if this version has no name for it.
    #[must_use]
    pub fn r#type(&self) -> crate::core::o_auth2_token_request::Type {
        crate::enumeration::from_number(self.r#type).unwrap_or_default()
    }
}
impl crate::wire::Fields for OAuth2TokenRequest {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "name", &self.name);
        to.field(
            2,
            "type",
            &crate::enumeration::Enum::<
                crate::core::o_auth2_token_request::Type,
            >::of(self.r#type),
        );
        to.field(3, "client", &self.client);
        to.field(4, "idpDiscoveryEndpoint", &self.idp_discovery_endpoint);
        to.field(5, "tokenEndpoint", &self.token_endpoint);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("name", &mut self.name),
            2 => from.field("type", &mut self.r#type),
            3 => from.field("client", &mut self.client),
            4 => from.field("idp_discovery_endpoint", &mut self.idp_discovery_endpoint),
            5 => from.field("token_endpoint", &mut self.token_endpoint),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(OAuth2TokenRequest, "OAuth2TokenRequest");
/// The parts of [`OAuth2TokenRequest`].
pub mod o_auth2_token_request {
    /// How a token is obtained.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Type {
        #[default]
        ClientCredentials = 0,
    }
    impl crate::enumeration::Enumeration for Type {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "CLIENT_CREDENTIALS", Self::ClientCredentials),
        ];
    }
    crate::enumeration::enumeration!(Type);
}
/// The identity, secrets and tokens of a task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SecurityContext {
    pub run_as: Option<crate::core::Identity>,
    pub secrets: Vec<crate::core::Secret>,
    pub tokens: Vec<crate::core::OAuth2TokenRequest>,
}
impl crate::wire::Fields for SecurityContext {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "runAs", &self.run_as);
        to.field(2, "secrets", &self.secrets);
        to.field(3, "tokens", &self.tokens);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("run_as", &mut self.run_as),
            2 => from.field("secrets", &mut self.secrets),
            3 => from.field("tokens", &mut self.tokens),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SecurityContext, "SecurityContext");
/// Resources requested, and their limits, as Kubernetes quantities.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Resources {
    pub requests: Vec<crate::core::resources::ResourceEntry>,
    pub limits: Vec<crate::core::resources::ResourceEntry>,
}
impl crate::wire::Fields for Resources {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "requests", &self.requests);
        to.field(2, "limits", &self.limits);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("requests", &mut self.requests),
            2 => from.field("limits", &mut self.limits),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Resources, "Resources");
/// The parts of [`Resources`].
pub mod resources {
    /// A kind of resource.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum ResourceName {
        #[default]
        Unknown = 0,
        Cpu = 1,
        Gpu = 2,
        Memory = 3,
        Storage = 4,
        EphemeralStorage = 5,
    }
    impl crate::enumeration::Enumeration for ResourceName {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNKNOWN", Self::Unknown),
            (1, "CPU", Self::Cpu),
            (2, "GPU", Self::Gpu),
            (3, "MEMORY", Self::Memory),
            (4, "STORAGE", Self::Storage),
            (5, "EPHEMERAL_STORAGE", Self::EphemeralStorage),
        ];
    }
    crate::enumeration::enumeration!(ResourceName);
    /// A quantity of one resource.
    #[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
    pub struct ResourceEntry {
        /// A [`crate::core::resources::ResourceName`].
        pub name: i32,
        pub value: String,
    }
    impl ResourceEntry {
        /// The value of `name`, or the default if this version has no name for it.
        #[must_use]
        pub fn name(&self) -> crate::core::resources::ResourceName {
            crate::enumeration::from_number(self.name).unwrap_or_default()
        }
    }
    impl crate::wire::Fields for ResourceEntry {
        fn visit(&self, to: &mut impl crate::wire::Visitor) {
            to.field(
                1,
                "name",
                &crate::enumeration::Enum::<
                    crate::core::resources::ResourceName,
                >::of(self.name),
            );
            to.field(2, "value", &self.value);
        }
        fn decode_field(
            &mut self,
            tag: u32,
            from: crate::wire::Input<'_, impl prost::bytes::Buf>,
        ) -> Result<(), prost::DecodeError> {
            match tag {
                1 => from.field("name", &mut self.name),
                2 => from.field("value", &mut self.value),
                _ => from.skip(tag),
            }
        }
    }
    crate::wire::message!(ResourceEntry, "ResourceEntry");
}
/// The kind of GPU a task needs.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct GpuAccelerator {
    pub device: String,
    pub partition_size_value: Option<crate::core::gpu_accelerator::PartitionSizeValue>,
}
impl crate::wire::Fields for GpuAccelerator {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "device", &self.device);
        match &self.partition_size_value {
            Some(crate::core::gpu_accelerator::PartitionSizeValue::Unpartitioned(x)) => {
                to.member(2, "unpartitioned", x)
            }
            Some(crate::core::gpu_accelerator::PartitionSizeValue::PartitionSize(x)) => {
                to.member(3, "partitionSize", x)
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
            1 => from.field("device", &mut self.device),
            2 => {
                match &mut self.partition_size_value {
                    Some(
                        crate::core::gpu_accelerator::PartitionSizeValue::Unpartitioned(
                            x,
                        ),
                    ) => from.field("unpartitioned", x),
                    slot => {
                        *slot = Some(
                            crate::core::gpu_accelerator::PartitionSizeValue::Unpartitioned(
                                from.member("unpartitioned")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.partition_size_value {
                    Some(
                        crate::core::gpu_accelerator::PartitionSizeValue::PartitionSize(
                            x,
                        ),
                    ) => from.field("partition_size", x),
                    slot => {
                        *slot = Some(
                            crate::core::gpu_accelerator::PartitionSizeValue::PartitionSize(
                                from.member("partition_size")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(GpuAccelerator, "GPUAccelerator");
/// The parts of [`GpuAccelerator`].
pub mod gpu_accelerator {
    /// The value of `partition_size_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum PartitionSizeValue {
        Unpartitioned(bool),
        PartitionSize(String),
    }
}
/// A container's own `/dev/shm`.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SharedMemory {
    pub mount_path: String,
    pub mount_name: String,
    pub size_limit: String,
}
impl crate::wire::Fields for SharedMemory {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "mountPath", &self.mount_path);
        to.field(2, "mountName", &self.mount_name);
        to.field(3, "sizeLimit", &self.size_limit);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("mount_path", &mut self.mount_path),
            2 => from.field("mount_name", &mut self.mount_name),
            3 => from.field("size_limit", &mut self.size_limit),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SharedMemory, "SharedMemory");
/// Resources that Kubernetes has no quantity for.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ExtendedResources {
    pub gpu_accelerator: Option<crate::core::GpuAccelerator>,
    pub shared_memory: Option<crate::core::SharedMemory>,
}
impl crate::wire::Fields for ExtendedResources {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "gpuAccelerator", &self.gpu_accelerator);
        to.field(2, "sharedMemory", &self.shared_memory);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("gpu_accelerator", &mut self.gpu_accelerator),
            2 => from.field("shared_memory", &mut self.shared_memory),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ExtendedResources, "ExtendedResources");
/// The SDK that a task was written with.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct RuntimeMetadata {
    /// A [`crate::core::runtime_metadata::RuntimeType`].
    pub r#type: i32,
    pub version: String,
    pub flavor: String,
}
impl RuntimeMetadata {
    /// The value of `r#type`, or the default if this version has no name for it.
    #[must_use]
    pub fn r#type(&self) -> crate::core::runtime_metadata::RuntimeType {
        crate::enumeration::from_number(self.r#type).unwrap_or_default()
    }
}
impl crate::wire::Fields for RuntimeMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "type",
            &crate::enumeration::Enum::<
                crate::core::runtime_metadata::RuntimeType,
            >::of(self.r#type),
        );
        to.field(2, "version", &self.version);
        to.field(3, "flavor", &self.flavor);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("type", &mut self.r#type),
            2 => from.field("version", &mut self.version),
            3 => from.field("flavor", &mut self.flavor),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(RuntimeMetadata, "RuntimeMetadata");
/// The parts of [`RuntimeMetadata`].
pub mod runtime_metadata {
    /// The kind of SDK.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum RuntimeType {
        #[default]
        Other = 0,
        FlyteSdk = 1,
    }
    impl crate::enumeration::Enumeration for RuntimeType {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "OTHER", Self::Other),
            (1, "FLYTE_SDK", Self::FlyteSdk),
        ];
    }
    crate::enumeration::enumeration!(RuntimeType);
}
/// How the engine treats a task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct TaskMetadata {
    /// Whether outputs are cached.
    pub discoverable: bool,
    pub runtime: Option<crate::core::RuntimeMetadata>,
    /// The timeout of one attempt; unset for no limit.
    pub timeout: Option<crate::google::Duration>,
    pub retries: Option<crate::core::RetryStrategy>,
    /// The cache version.
    pub discovery_version: String,
    /// Why the task is deprecated; empty if it is not.
    pub deprecated_error_message: String,
    /// Of several equal executions one runs, and the others wait for its outputs.
    pub cache_serializable: bool,
    /// Arbitrary tags for users and the platform to categorise tasks by.
    pub tags: std::collections::BTreeMap<String, String>,
    pub pod_template_name: String,
    pub cache_ignore_input_vars: Vec<String>,
    /// Whether the task starts other tasks while it runs.
    pub is_eager: bool,
    pub generates_deck: Option<crate::google::BoolValue>,
    /// Labels and annotations of the task's pod.
    pub metadata: Option<crate::core::K8sObjectMetadata>,
    pub interruptible_value: Option<crate::core::task_metadata::InterruptibleValue>,
}
impl crate::wire::Fields for TaskMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "discoverable", &self.discoverable);
        to.field(2, "runtime", &self.runtime);
        to.field(4, "timeout", &self.timeout);
        to.field(5, "retries", &self.retries);
        to.field(6, "discoveryVersion", &self.discovery_version);
        to.field(7, "deprecatedErrorMessage", &self.deprecated_error_message);
        match &self.interruptible_value {
            Some(crate::core::task_metadata::InterruptibleValue::Interruptible(x)) => {
                to.member(8, "interruptible", x)
            }
            _ => {}
        }
        to.field(9, "cacheSerializable", &self.cache_serializable);
        to.field(11, "tags", &self.tags);
        to.field(12, "podTemplateName", &self.pod_template_name);
        to.field(13, "cacheIgnoreInputVars", &self.cache_ignore_input_vars);
        to.field(14, "isEager", &self.is_eager);
        to.field(15, "generatesDeck", &self.generates_deck);
        to.field(16, "metadata", &self.metadata);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("discoverable", &mut self.discoverable),
            2 => from.field("runtime", &mut self.runtime),
            4 => from.field("timeout", &mut self.timeout),
            5 => from.field("retries", &mut self.retries),
            6 => from.field("discovery_version", &mut self.discovery_version),
            7 => {
                from.field(
                    "deprecated_error_message",
                    &mut self.deprecated_error_message,
                )
            }
            8 => {
                match &mut self.interruptible_value {
                    Some(
                        crate::core::task_metadata::InterruptibleValue::Interruptible(x),
                    ) => from.field("interruptible", x),
                    slot => {
                        *slot = Some(
                            crate::core::task_metadata::InterruptibleValue::Interruptible(
                                from.member("interruptible")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => from.field("cache_serializable", &mut self.cache_serializable),
            11 => from.field("tags", &mut self.tags),
            12 => from.field("pod_template_name", &mut self.pod_template_name),
            13 => {
                from.field("cache_ignore_input_vars", &mut self.cache_ignore_input_vars)
            }
            14 => from.field("is_eager", &mut self.is_eager),
            15 => from.field("generates_deck", &mut self.generates_deck),
            16 => from.field("metadata", &mut self.metadata),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskMetadata, "TaskMetadata");
/// The parts of [`TaskMetadata`].
pub mod task_metadata {
    /// The value of `interruptible_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum InterruptibleValue {
        Interruptible(bool),
    }
}
/// A task: its interface, and what runs it.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskTemplate {
    pub id: Option<crate::core::Identifier>,
    /// Chooses the plugin.
    pub r#type: String,
    pub metadata: Option<crate::core::TaskMetadata>,
    pub interface: Option<crate::core::TypedInterface>,
    /// The plugin's settings.
    pub custom: Option<crate::google::Struct>,
    pub task_type_version: i32,
    pub security_context: Option<crate::core::SecurityContext>,
    pub extended_resources: Option<crate::core::ExtendedResources>,
    pub config: std::collections::BTreeMap<String, String>,
    pub target: Option<crate::core::task_template::Target>,
}
impl crate::wire::Fields for TaskTemplate {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "type", &self.r#type);
        to.field(3, "metadata", &self.metadata);
        to.field(4, "interface", &self.interface);
        to.field(5, "custom", &self.custom);
        match &self.target {
            Some(crate::core::task_template::Target::Container(x)) => {
                to.member(6, "container", x)
            }
            _ => {}
        }
        to.field(7, "taskTypeVersion", &self.task_type_version);
        to.field(8, "securityContext", &self.security_context);
        to.field(9, "extendedResources", &self.extended_resources);
        to.field(16, "config", &self.config);
        match &self.target {
            Some(crate::core::task_template::Target::K8sPod(x)) => {
                to.member(17, "k8sPod", x)
            }
            Some(crate::core::task_template::Target::Sql(x)) => to.member(18, "sql", x),
            _ => {}
        }
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("type", &mut self.r#type),
            3 => from.field("metadata", &mut self.metadata),
            4 => from.field("interface", &mut self.interface),
            5 => from.field("custom", &mut self.custom),
            6 => {
                match &mut self.target {
                    Some(crate::core::task_template::Target::Container(x)) => {
                        from.field("container", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::task_template::Target::Container(
                                from.member("container")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            7 => from.field("task_type_version", &mut self.task_type_version),
            8 => from.field("security_context", &mut self.security_context),
            9 => from.field("extended_resources", &mut self.extended_resources),
            16 => from.field("config", &mut self.config),
            17 => {
                match &mut self.target {
                    Some(crate::core::task_template::Target::K8sPod(x)) => {
                        from.field("k8s_pod", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::task_template::Target::K8sPod(
                                from.member("k8s_pod")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            18 => {
                match &mut self.target {
                    Some(crate::core::task_template::Target::Sql(x)) => {
                        from.field("sql", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::task_template::Target::Sql(from.member("sql")?),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskTemplate, "TaskTemplate");
/// The parts of [`TaskTemplate`].
pub mod task_template {
    /// The value of `target`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Target {
        Container(crate::core::Container),
        K8sPod(crate::core::K8sPod),
        Sql(crate::core::Sql),
    }
}
/// A port that a container opens.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ContainerPort {
    pub container_port: u32,
    pub name: String,
}
impl crate::wire::Fields for ContainerPort {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "containerPort", &self.container_port);
        to.field(2, "name", &self.name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("container_port", &mut self.container_port),
            2 => from.field("name", &mut self.name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ContainerPort, "ContainerPort");
/// A container that runs a task.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Container {
    pub image: String,
    /// Replaces the image's entrypoint unless empty.
    pub command: Vec<String>,
    pub args: Vec<String>,
    pub resources: Option<crate::core::Resources>,
    pub env: Vec<crate::core::KeyValuePair>,
    #[deprecated]
    pub config: Vec<crate::core::KeyValuePair>,
    pub ports: Vec<crate::core::ContainerPort>,
    pub data_config: Option<crate::core::DataLoadingConfig>,
    /// A [`crate::core::container::Architecture`].
    pub architecture: i32,
}
impl Container {
    /// The value of `architecture`, or the default if this version has no name for it.
    #[must_use]
    pub fn architecture(&self) -> crate::core::container::Architecture {
        crate::enumeration::from_number(self.architecture).unwrap_or_default()
    }
}
impl crate::wire::Fields for Container {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "image", &self.image);
        to.field(2, "command", &self.command);
        to.field(3, "args", &self.args);
        to.field(4, "resources", &self.resources);
        to.field(5, "env", &self.env);
        to.field(6, "config", &self.config);
        to.field(7, "ports", &self.ports);
        to.field(9, "dataConfig", &self.data_config);
        to.field(
            10,
            "architecture",
            &crate::enumeration::Enum::<
                crate::core::container::Architecture,
            >::of(self.architecture),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("image", &mut self.image),
            2 => from.field("command", &mut self.command),
            3 => from.field("args", &mut self.args),
            4 => from.field("resources", &mut self.resources),
            5 => from.field("env", &mut self.env),
            6 => from.field("config", &mut self.config),
            7 => from.field("ports", &mut self.ports),
            9 => from.field("data_config", &mut self.data_config),
            10 => from.field("architecture", &mut self.architecture),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Container, "Container");
/// The parts of [`Container`].
pub mod container {
    /// The processor an image is for.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Architecture {
        #[default]
        Unknown = 0,
        Amd64 = 1,
        Arm64 = 2,
        ArmV6 = 3,
        ArmV7 = 4,
    }
    impl crate::enumeration::Enumeration for Architecture {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNKNOWN", Self::Unknown),
            (1, "AMD64", Self::Amd64),
            (2, "ARM64", Self::Arm64),
            (3, "ARM_V6", Self::ArmV6),
            (4, "ARM_V7", Self::ArmV7),
        ];
    }
    crate::enumeration::enumeration!(Architecture);
}
/// When data moves, for containers without an SDK.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct IoStrategy {
    /// A [`crate::core::io_strategy::DownloadMode`].
    pub download_mode: i32,
    /// A [`crate::core::io_strategy::UploadMode`].
    pub upload_mode: i32,
}
impl IoStrategy {
    /// The value of `download_mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn download_mode(&self) -> crate::core::io_strategy::DownloadMode {
        crate::enumeration::from_number(self.download_mode).unwrap_or_default()
    }
    /// The value of `upload_mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn upload_mode(&self) -> crate::core::io_strategy::UploadMode {
        crate::enumeration::from_number(self.upload_mode).unwrap_or_default()
    }
}
impl crate::wire::Fields for IoStrategy {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(
            1,
            "downloadMode",
            &crate::enumeration::Enum::<
                crate::core::io_strategy::DownloadMode,
            >::of(self.download_mode),
        );
        to.field(
            2,
            "uploadMode",
            &crate::enumeration::Enum::<
                crate::core::io_strategy::UploadMode,
            >::of(self.upload_mode),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("download_mode", &mut self.download_mode),
            2 => from.field("upload_mode", &mut self.upload_mode),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(IoStrategy, "IOStrategy");
/// The parts of [`IoStrategy`].
pub mod io_strategy {
    /// When inputs are fetched.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum DownloadMode {
        #[default]
        DownloadEager = 0,
        DownloadStream = 1,
        DoNotDownload = 2,
    }
    impl crate::enumeration::Enumeration for DownloadMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "DOWNLOAD_EAGER", Self::DownloadEager),
            (1, "DOWNLOAD_STREAM", Self::DownloadStream),
            (2, "DO_NOT_DOWNLOAD", Self::DoNotDownload),
        ];
    }
    crate::enumeration::enumeration!(DownloadMode);
    /// When outputs are stored.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum UploadMode {
        #[default]
        UploadOnExit = 0,
        UploadEager = 1,
        DoNotUpload = 2,
    }
    impl crate::enumeration::Enumeration for UploadMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UPLOAD_ON_EXIT", Self::UploadOnExit),
            (1, "UPLOAD_EAGER", Self::UploadEager),
            (2, "DO_NOT_UPLOAD", Self::DoNotUpload),
        ];
    }
    crate::enumeration::enumeration!(UploadMode);
}
/// A sidecar that moves data, for containers without an SDK.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct DataLoadingConfig {
    pub enabled: bool,
    pub input_path: String,
    pub output_path: String,
    /// A [`crate::core::data_loading_config::LiteralMapFormat`].
    pub format: i32,
    pub io_strategy: Option<crate::core::IoStrategy>,
}
impl DataLoadingConfig {
    /// The value of `format`, or the default if this version has no name for it.
    #[must_use]
    pub fn format(&self) -> crate::core::data_loading_config::LiteralMapFormat {
        crate::enumeration::from_number(self.format).unwrap_or_default()
    }
}
impl crate::wire::Fields for DataLoadingConfig {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "enabled", &self.enabled);
        to.field(2, "inputPath", &self.input_path);
        to.field(3, "outputPath", &self.output_path);
        to.field(
            4,
            "format",
            &crate::enumeration::Enum::<
                crate::core::data_loading_config::LiteralMapFormat,
            >::of(self.format),
        );
        to.field(5, "ioStrategy", &self.io_strategy);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("enabled", &mut self.enabled),
            2 => from.field("input_path", &mut self.input_path),
            3 => from.field("output_path", &mut self.output_path),
            4 => from.field("format", &mut self.format),
            5 => from.field("io_strategy", &mut self.io_strategy),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(DataLoadingConfig, "DataLoadingConfig");
/// The parts of [`DataLoadingConfig`].
pub mod data_loading_config {
    /// The encoding of the inputs file.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum LiteralMapFormat {
        #[default]
        Json = 0,
        Yaml = 1,
        Proto = 2,
    }
    impl crate::enumeration::Enumeration for LiteralMapFormat {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "JSON", Self::Json),
            (1, "YAML", Self::Yaml),
            (2, "PROTO", Self::Proto),
        ];
    }
    crate::enumeration::enumeration!(LiteralMapFormat);
}
/// A pod that runs a task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct K8sPod {
    pub metadata: Option<crate::core::K8sObjectMetadata>,
    /// A Kubernetes `PodSpec`.
    pub pod_spec: Option<crate::google::Struct>,
    pub data_config: Option<crate::core::DataLoadingConfig>,
    pub primary_container_name: String,
}
impl crate::wire::Fields for K8sPod {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "metadata", &self.metadata);
        to.field(2, "podSpec", &self.pod_spec);
        to.field(3, "dataConfig", &self.data_config);
        to.field(4, "primaryContainerName", &self.primary_container_name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("metadata", &mut self.metadata),
            2 => from.field("pod_spec", &mut self.pod_spec),
            3 => from.field("data_config", &mut self.data_config),
            4 => from.field("primary_container_name", &mut self.primary_container_name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(K8sPod, "K8sPod");
/// Metadata of a Kubernetes object.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct K8sObjectMetadata {
    pub labels: std::collections::BTreeMap<String, String>,
    pub annotations: std::collections::BTreeMap<String, String>,
}
impl crate::wire::Fields for K8sObjectMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "labels", &self.labels);
        to.field(2, "annotations", &self.annotations);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("labels", &mut self.labels),
            2 => from.field("annotations", &mut self.annotations),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(K8sObjectMetadata, "K8sObjectMetadata");
/// A query.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Sql {
    pub statement: String,
    /// A [`crate::core::sql::Dialect`].
    pub dialect: i32,
}
impl Sql {
    /// The value of `dialect`, or the default if this version has no name for it.
    #[must_use]
    pub fn dialect(&self) -> crate::core::sql::Dialect {
        crate::enumeration::from_number(self.dialect).unwrap_or_default()
    }
}
impl crate::wire::Fields for Sql {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "statement", &self.statement);
        to.field(
            2,
            "dialect",
            &crate::enumeration::Enum::<crate::core::sql::Dialect>::of(self.dialect),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("statement", &mut self.statement),
            2 => from.field("dialect", &mut self.dialect),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Sql, "Sql");
/// The parts of [`Sql`].
pub mod sql {
    /// The dialect of a query.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum Dialect {
        #[default]
        Undefined = 0,
        Ansi = 1,
        Hive = 2,
        Other = 3,
    }
    impl crate::enumeration::Enumeration for Dialect {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "UNDEFINED", Self::Undefined),
            (1, "ANSI", Self::Ansi),
            (2, "HIVE", Self::Hive),
            (3, "OTHER", Self::Other),
        ];
    }
    crate::enumeration::enumeration!(Dialect);
}
/// A type without parameters.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
#[repr(i32)]
pub enum SimpleType {
    #[default]
    None = 0,
    Integer = 1,
    Float = 2,
    String = 3,
    Boolean = 4,
    Datetime = 5,
    Duration = 6,
    Binary = 7,
    Error = 8,
    Struct = 9,
}
impl crate::enumeration::Enumeration for SimpleType {
    const VALUES: &'static [(i32, &'static str, Self)] = &[
        (0, "NONE", Self::None),
        (1, "INTEGER", Self::Integer),
        (2, "FLOAT", Self::Float),
        (3, "STRING", Self::String),
        (4, "BOOLEAN", Self::Boolean),
        (5, "DATETIME", Self::Datetime),
        (6, "DURATION", Self::Duration),
        (7, "BINARY", Self::Binary),
        (8, "ERROR", Self::Error),
        (9, "STRUCT", Self::Struct),
    ];
}
crate::enumeration::enumeration!(SimpleType);
/// The columns of a table, in the older form.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SchemaType {
    /// Empty if any column is allowed.
    pub columns: Vec<crate::core::schema_type::SchemaColumn>,
}
impl crate::wire::Fields for SchemaType {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(3, "columns", &self.columns);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            3 => from.field("columns", &mut self.columns),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SchemaType, "SchemaType");
/// The parts of [`SchemaType`].
pub mod schema_type {
    /// A column of a schema.
    #[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
    pub struct SchemaColumn {
        pub name: String,
        /// A [`crate::core::schema_type::schema_column::SchemaColumnType`].
        pub r#type: i32,
    }
    impl SchemaColumn {
        /// The value of `r#type`, or the default if this version has no name for it.
        #[must_use]
        pub fn r#type(
            &self,
        ) -> crate::core::schema_type::schema_column::SchemaColumnType {
            crate::enumeration::from_number(self.r#type).unwrap_or_default()
        }
    }
    impl crate::wire::Fields for SchemaColumn {
        fn visit(&self, to: &mut impl crate::wire::Visitor) {
            to.field(1, "name", &self.name);
            to.field(
                2,
                "type",
                &crate::enumeration::Enum::<
                    crate::core::schema_type::schema_column::SchemaColumnType,
                >::of(self.r#type),
            );
        }
        fn decode_field(
            &mut self,
            tag: u32,
            from: crate::wire::Input<'_, impl prost::bytes::Buf>,
        ) -> Result<(), prost::DecodeError> {
            match tag {
                1 => from.field("name", &mut self.name),
                2 => from.field("type", &mut self.r#type),
                _ => from.skip(tag),
            }
        }
    }
    crate::wire::message!(SchemaColumn, "SchemaColumn");
    /// The parts of [`SchemaColumn`].
    pub mod schema_column {
        /// A column's type.
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
        #[repr(i32)]
        pub enum SchemaColumnType {
            #[default]
            Integer = 0,
            Float = 1,
            String = 2,
            Boolean = 3,
            Datetime = 4,
            Duration = 5,
        }
        impl crate::enumeration::Enumeration for SchemaColumnType {
            const VALUES: &'static [(i32, &'static str, Self)] = &[
                (0, "INTEGER", Self::Integer),
                (1, "FLOAT", Self::Float),
                (2, "STRING", Self::String),
                (3, "BOOLEAN", Self::Boolean),
                (4, "DATETIME", Self::Datetime),
                (5, "DURATION", Self::Duration),
            ];
        }
        crate::enumeration::enumeration!(SchemaColumnType);
    }
}
/// A table's columns and format.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct StructuredDatasetType {
    pub columns: Vec<crate::core::structured_dataset_type::DatasetColumn>,
    pub format: String,
    pub external_schema_type: String,
    pub external_schema_bytes: Vec<u8>,
}
impl crate::wire::Fields for StructuredDatasetType {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "columns", &self.columns);
        to.field(2, "format", &self.format);
        to.field(3, "externalSchemaType", &self.external_schema_type);
        to.field(4, "externalSchemaBytes", &self.external_schema_bytes);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("columns", &mut self.columns),
            2 => from.field("format", &mut self.format),
            3 => from.field("external_schema_type", &mut self.external_schema_type),
            4 => from.field("external_schema_bytes", &mut self.external_schema_bytes),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(StructuredDatasetType, "StructuredDatasetType");
/// The parts of [`StructuredDatasetType`].
pub mod structured_dataset_type {
    /// A column of a structured dataset.
    #[derive(Default, Clone, Debug, PartialEq)]
    pub struct DatasetColumn {
        pub name: String,
        pub literal_type: Option<crate::core::LiteralType>,
    }
    impl crate::wire::Fields for DatasetColumn {
        fn visit(&self, to: &mut impl crate::wire::Visitor) {
            to.field(1, "name", &self.name);
            to.field(2, "literalType", &self.literal_type);
        }
        fn decode_field(
            &mut self,
            tag: u32,
            from: crate::wire::Input<'_, impl prost::bytes::Buf>,
        ) -> Result<(), prost::DecodeError> {
            match tag {
                1 => from.field("name", &mut self.name),
                2 => from.field("literal_type", &mut self.literal_type),
                _ => from.skip(tag),
            }
        }
    }
    crate::wire::message!(DatasetColumn, "DatasetColumn");
}
/// A blob's format, and whether it is a directory.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct BlobType {
    pub format: String,
    /// A [`crate::core::blob_type::BlobDimensionality`].
    pub dimensionality: i32,
}
impl BlobType {
    /// The value of `dimensionality`, or the default if this version has no name for it.
    #[must_use]
    pub fn dimensionality(&self) -> crate::core::blob_type::BlobDimensionality {
        crate::enumeration::from_number(self.dimensionality).unwrap_or_default()
    }
}
impl crate::wire::Fields for BlobType {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "format", &self.format);
        to.field(
            2,
            "dimensionality",
            &crate::enumeration::Enum::<
                crate::core::blob_type::BlobDimensionality,
            >::of(self.dimensionality),
        );
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("format", &mut self.format),
            2 => from.field("dimensionality", &mut self.dimensionality),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BlobType, "BlobType");
/// The parts of [`BlobType`].
pub mod blob_type {
    /// One file or several.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum BlobDimensionality {
        #[default]
        Single = 0,
        Multipart = 1,
    }
    impl crate::enumeration::Enumeration for BlobDimensionality {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "SINGLE", Self::Single),
            (1, "MULTIPART", Self::Multipart),
        ];
    }
    crate::enumeration::enumeration!(BlobDimensionality);
}
/// The strings that are allowed.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct EnumType {
    pub values: Vec<String>,
}
impl crate::wire::Fields for EnumType {
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
}
crate::wire::message!(EnumType, "EnumType");
/// A union: a value has one of these types.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct UnionType {
    pub variants: Vec<crate::core::LiteralType>,
}
impl crate::wire::Fields for UnionType {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "variants", &self.variants);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("variants", &mut self.variants),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(UnionType, "UnionType");
/// What distinguishes types that look alike.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TypeStructure {
    /// Must be equal for a cast between union variants.
    pub tag: String,
    /// Types of a struct's fields, by name.
    pub dataclass_type: std::collections::BTreeMap<String, crate::core::LiteralType>,
}
impl crate::wire::Fields for TypeStructure {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "tag", &self.tag);
        to.field(2, "dataclassType", &self.dataclass_type);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("tag", &mut self.tag),
            2 => from.field("dataclass_type", &mut self.dataclass_type),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TypeStructure, "TypeStructure");
/// Notes on a type; they are part of it.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TypeAnnotation {
    pub annotations: Option<crate::google::Struct>,
}
impl crate::wire::Fields for TypeAnnotation {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "annotations", &self.annotations);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("annotations", &mut self.annotations),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TypeAnnotation, "TypeAnnotation");
/// The type of a literal.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct LiteralType {
    /// For clients only; not part of the type.
    pub metadata: Option<crate::google::Struct>,
    pub annotation: Option<crate::core::TypeAnnotation>,
    pub structure: Option<crate::core::TypeStructure>,
    pub r#type: Option<crate::core::literal_type::Type>,
}
impl crate::wire::Fields for LiteralType {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.r#type {
            Some(crate::core::literal_type::Type::Simple(x)) => {
                to.member(
                    1,
                    "simple",
                    &crate::enumeration::Enum::<crate::core::SimpleType>::of(*x),
                )
            }
            Some(crate::core::literal_type::Type::Schema(x)) => to.member(2, "schema", x),
            Some(crate::core::literal_type::Type::CollectionType(x)) => {
                to.member(3, "collectionType", x)
            }
            Some(crate::core::literal_type::Type::MapValueType(x)) => {
                to.member(4, "mapValueType", x)
            }
            Some(crate::core::literal_type::Type::Blob(x)) => to.member(5, "blob", x),
            _ => {}
        }
        to.field(6, "metadata", &self.metadata);
        match &self.r#type {
            Some(crate::core::literal_type::Type::EnumType(x)) => {
                to.member(7, "enumType", x)
            }
            Some(crate::core::literal_type::Type::StructuredDatasetType(x)) => {
                to.member(8, "structuredDatasetType", x)
            }
            _ => {}
        }
        to.field(9, "annotation", &self.annotation);
        match &self.r#type {
            Some(crate::core::literal_type::Type::UnionType(x)) => {
                to.member(10, "unionType", x)
            }
            _ => {}
        }
        to.field(11, "structure", &self.structure);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::Simple(x)) => {
                        from.field("simple", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::Simple(
                                from.member("simple")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::Schema(x)) => {
                        from.field("schema", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::Schema(
                                from.member("schema")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::CollectionType(x)) => {
                        from.field("collection_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::CollectionType(
                                from.member("collection_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::MapValueType(x)) => {
                        from.field("map_value_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::MapValueType(
                                from.member("map_value_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::Blob(x)) => {
                        from.field("blob", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::Blob(from.member("blob")?),
                        );
                        Ok(())
                    }
                }
            }
            6 => from.field("metadata", &mut self.metadata),
            7 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::EnumType(x)) => {
                        from.field("enum_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::EnumType(
                                from.member("enum_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            8 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::StructuredDatasetType(x)) => {
                        from.field("structured_dataset_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::StructuredDatasetType(
                                from.member("structured_dataset_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => from.field("annotation", &mut self.annotation),
            10 => {
                match &mut self.r#type {
                    Some(crate::core::literal_type::Type::UnionType(x)) => {
                        from.field("union_type", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::literal_type::Type::UnionType(
                                from.member("union_type")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            11 => from.field("structure", &mut self.structure),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(LiteralType, "LiteralType");
/// The parts of [`LiteralType`].
pub mod literal_type {
    /// The value of `r#type`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Type {
        /// A [`crate::core::SimpleType`].
        Simple(i32),
        Schema(crate::core::SchemaType),
        CollectionType(Box<crate::core::LiteralType>),
        MapValueType(Box<crate::core::LiteralType>),
        Blob(crate::core::BlobType),
        EnumType(crate::core::EnumType),
        StructuredDatasetType(crate::core::StructuredDatasetType),
        UnionType(crate::core::UnionType),
    }
}
/// An output of a node, or a part of it.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct OutputReference {
    pub node_id: String,
    pub var: String,
    pub attr_path: Vec<crate::core::PromiseAttribute>,
}
impl crate::wire::Fields for OutputReference {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "nodeId", &self.node_id);
        to.field(2, "var", &self.var);
        to.field(3, "attrPath", &self.attr_path);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node_id", &mut self.node_id),
            2 => from.field("var", &mut self.var),
            3 => from.field("attr_path", &mut self.attr_path),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(OutputReference, "OutputReference");
/// One step into a structured output.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct PromiseAttribute {
    pub value: Option<crate::core::promise_attribute::Value>,
}
impl crate::wire::Fields for PromiseAttribute {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.value {
            Some(crate::core::promise_attribute::Value::StringValue(x)) => {
                to.member(1, "stringValue", x)
            }
            Some(crate::core::promise_attribute::Value::IntValue(x)) => {
                to.member(2, "intValue", x)
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
                match &mut self.value {
                    Some(crate::core::promise_attribute::Value::StringValue(x)) => {
                        from.field("string_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::promise_attribute::Value::StringValue(
                                from.member("string_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.value {
                    Some(crate::core::promise_attribute::Value::IntValue(x)) => {
                        from.field("int_value", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::promise_attribute::Value::IntValue(
                                from.member("int_value")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(PromiseAttribute, "PromiseAttribute");
/// The parts of [`PromiseAttribute`].
pub mod promise_attribute {
    /// The value of `value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Value {
        StringValue(String),
        IntValue(i32),
    }
}
/// An error as a value.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Error {
    pub failed_node_id: String,
    pub message: String,
}
impl crate::wire::Fields for Error {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "failedNodeId", &self.failed_node_id);
        to.field(2, "message", &self.message);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("failed_node_id", &mut self.failed_node_id),
            2 => from.field("message", &mut self.message),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Error, "Error");
/// A condition, and the node to run if it holds.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct IfBlock {
    pub condition: Option<crate::core::BooleanExpression>,
    pub then_node: Option<Box<crate::core::Node>>,
}
impl crate::wire::Fields for IfBlock {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "condition", &self.condition);
        to.field(2, "thenNode", &self.then_node);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("condition", &mut self.condition),
            2 => from.field("then_node", &mut self.then_node),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(IfBlock, "IfBlock");
/// Conditions tried in order.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct IfElseBlock {
    pub case: Option<Box<crate::core::IfBlock>>,
    pub other: Vec<crate::core::IfBlock>,
    pub default: Option<crate::core::if_else_block::Default>,
}
impl crate::wire::Fields for IfElseBlock {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "case", &self.case);
        to.field(2, "other", &self.other);
        match &self.default {
            Some(crate::core::if_else_block::Default::ElseNode(x)) => {
                to.member(3, "elseNode", x)
            }
            Some(crate::core::if_else_block::Default::Error(x)) => {
                to.member(4, "error", x)
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
            1 => from.field("case", &mut self.case),
            2 => from.field("other", &mut self.other),
            3 => {
                match &mut self.default {
                    Some(crate::core::if_else_block::Default::ElseNode(x)) => {
                        from.field("else_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::if_else_block::Default::ElseNode(
                                from.member("else_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.default {
                    Some(crate::core::if_else_block::Default::Error(x)) => {
                        from.field("error", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::if_else_block::Default::Error(
                                from.member("error")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(IfElseBlock, "IfElseBlock");
/// The parts of [`IfElseBlock`].
pub mod if_else_block {
    /// The value of `default`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Default {
        ElseNode(Box<crate::core::Node>),
        Error(crate::core::Error),
    }
}
/// A node that chooses among nodes.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct BranchNode {
    pub if_else: Option<Box<crate::core::IfElseBlock>>,
}
impl crate::wire::Fields for BranchNode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "ifElse", &self.if_else);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("if_else", &mut self.if_else),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(BranchNode, "BranchNode");
/// A node that runs a task.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskNode {
    pub overrides: Option<crate::core::TaskNodeOverrides>,
    pub reference: Option<crate::core::task_node::Reference>,
}
impl crate::wire::Fields for TaskNode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.reference {
            Some(crate::core::task_node::Reference::ReferenceId(x)) => {
                to.member(1, "referenceId", x)
            }
            _ => {}
        }
        to.field(2, "overrides", &self.overrides);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => {
                match &mut self.reference {
                    Some(crate::core::task_node::Reference::ReferenceId(x)) => {
                        from.field("reference_id", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::task_node::Reference::ReferenceId(
                                from.member("reference_id")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => from.field("overrides", &mut self.overrides),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskNode, "TaskNode");
/// The parts of [`TaskNode`].
pub mod task_node {
    /// The value of `reference`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Reference {
        ReferenceId(crate::core::Identifier),
    }
}
/// A node that runs a workflow or a launch plan.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowNode {
    pub reference: Option<crate::core::workflow_node::Reference>,
}
impl crate::wire::Fields for WorkflowNode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.reference {
            Some(crate::core::workflow_node::Reference::LaunchplanRef(x)) => {
                to.member(1, "launchplanRef", x)
            }
            Some(crate::core::workflow_node::Reference::SubWorkflowRef(x)) => {
                to.member(2, "subWorkflowRef", x)
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
                match &mut self.reference {
                    Some(crate::core::workflow_node::Reference::LaunchplanRef(x)) => {
                        from.field("launchplan_ref", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::workflow_node::Reference::LaunchplanRef(
                                from.member("launchplan_ref")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.reference {
                    Some(crate::core::workflow_node::Reference::SubWorkflowRef(x)) => {
                        from.field("sub_workflow_ref", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::workflow_node::Reference::SubWorkflowRef(
                                from.member("sub_workflow_ref")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowNode, "WorkflowNode");
/// The parts of [`WorkflowNode`].
pub mod workflow_node {
    /// The value of `reference`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum Reference {
        LaunchplanRef(crate::core::Identifier),
        SubWorkflowRef(crate::core::Identifier),
    }
}
/// Waits until a person approves.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct ApproveCondition {
    pub signal_id: String,
}
impl crate::wire::Fields for ApproveCondition {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signalId", &self.signal_id);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signal_id", &mut self.signal_id),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ApproveCondition, "ApproveCondition");
/// Waits until someone gives a value.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct SignalCondition {
    pub signal_id: String,
    pub r#type: Option<crate::core::LiteralType>,
    pub output_variable_name: String,
}
impl crate::wire::Fields for SignalCondition {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "signalId", &self.signal_id);
        to.field(2, "type", &self.r#type);
        to.field(3, "outputVariableName", &self.output_variable_name);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("signal_id", &mut self.signal_id),
            2 => from.field("type", &mut self.r#type),
            3 => from.field("output_variable_name", &mut self.output_variable_name),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SignalCondition, "SignalCondition");
/// Waits for a time.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct SleepCondition {
    pub duration: Option<crate::google::Duration>,
}
impl crate::wire::Fields for SleepCondition {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "duration", &self.duration);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("duration", &mut self.duration),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(SleepCondition, "SleepCondition");
/// A node that waits.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct GateNode {
    pub condition: Option<crate::core::gate_node::Condition>,
}
impl crate::wire::Fields for GateNode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        match &self.condition {
            Some(crate::core::gate_node::Condition::Approve(x)) => {
                to.member(1, "approve", x)
            }
            Some(crate::core::gate_node::Condition::Signal(x)) => {
                to.member(2, "signal", x)
            }
            Some(crate::core::gate_node::Condition::Sleep(x)) => to.member(3, "sleep", x),
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
                match &mut self.condition {
                    Some(crate::core::gate_node::Condition::Approve(x)) => {
                        from.field("approve", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::gate_node::Condition::Approve(
                                from.member("approve")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            2 => {
                match &mut self.condition {
                    Some(crate::core::gate_node::Condition::Signal(x)) => {
                        from.field("signal", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::gate_node::Condition::Signal(
                                from.member("signal")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.condition {
                    Some(crate::core::gate_node::Condition::Sleep(x)) => {
                        from.field("sleep", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::gate_node::Condition::Sleep(
                                from.member("sleep")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(GateNode, "GateNode");
/// The parts of [`GateNode`].
pub mod gate_node {
    /// The value of `condition`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Condition {
        Approve(crate::core::ApproveCondition),
        Signal(crate::core::SignalCondition),
        Sleep(crate::core::SleepCondition),
    }
}
/// A node that runs another once for each element of its inputs.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct ArrayNode {
    pub node: Option<Box<crate::core::Node>>,
    /// A [`crate::core::array_node::ExecutionMode`].
    pub execution_mode: i32,
    pub is_original_sub_node_interface: Option<crate::google::BoolValue>,
    /// A [`crate::core::array_node::DataMode`].
    pub data_mode: i32,
    /// Inputs that each run receives whole.
    pub bound_inputs: Vec<String>,
    pub run_all_sub_nodes: bool,
    pub parallelism_option: Option<crate::core::array_node::ParallelismOption>,
    pub success_criteria: Option<crate::core::array_node::SuccessCriteria>,
}
impl ArrayNode {
    /// The value of `execution_mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn execution_mode(&self) -> crate::core::array_node::ExecutionMode {
        crate::enumeration::from_number(self.execution_mode).unwrap_or_default()
    }
    /// The value of `data_mode`, or the default if this version has no name for it.
    #[must_use]
    pub fn data_mode(&self) -> crate::core::array_node::DataMode {
        crate::enumeration::from_number(self.data_mode).unwrap_or_default()
    }
}
impl crate::wire::Fields for ArrayNode {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "node", &self.node);
        match &self.parallelism_option {
            Some(crate::core::array_node::ParallelismOption::Parallelism(x)) => {
                to.member(2, "parallelism", x)
            }
            _ => {}
        }
        match &self.success_criteria {
            Some(crate::core::array_node::SuccessCriteria::MinSuccesses(x)) => {
                to.member(3, "minSuccesses", x)
            }
            Some(crate::core::array_node::SuccessCriteria::MinSuccessRatio(x)) => {
                to.member(4, "minSuccessRatio", x)
            }
            _ => {}
        }
        to.field(
            5,
            "executionMode",
            &crate::enumeration::Enum::<
                crate::core::array_node::ExecutionMode,
            >::of(self.execution_mode),
        );
        to.field(6, "isOriginalSubNodeInterface", &self.is_original_sub_node_interface);
        to.field(
            7,
            "dataMode",
            &crate::enumeration::Enum::<
                crate::core::array_node::DataMode,
            >::of(self.data_mode),
        );
        to.field(8, "boundInputs", &self.bound_inputs);
        to.field(9, "runAllSubNodes", &self.run_all_sub_nodes);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("node", &mut self.node),
            2 => {
                match &mut self.parallelism_option {
                    Some(crate::core::array_node::ParallelismOption::Parallelism(x)) => {
                        from.field("parallelism", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::array_node::ParallelismOption::Parallelism(
                                from.member("parallelism")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            3 => {
                match &mut self.success_criteria {
                    Some(crate::core::array_node::SuccessCriteria::MinSuccesses(x)) => {
                        from.field("min_successes", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::array_node::SuccessCriteria::MinSuccesses(
                                from.member("min_successes")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            4 => {
                match &mut self.success_criteria {
                    Some(
                        crate::core::array_node::SuccessCriteria::MinSuccessRatio(x),
                    ) => from.field("min_success_ratio", x),
                    slot => {
                        *slot = Some(
                            crate::core::array_node::SuccessCriteria::MinSuccessRatio(
                                from.member("min_success_ratio")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            5 => from.field("execution_mode", &mut self.execution_mode),
            6 => {
                from.field(
                    "is_original_sub_node_interface",
                    &mut self.is_original_sub_node_interface,
                )
            }
            7 => from.field("data_mode", &mut self.data_mode),
            8 => from.field("bound_inputs", &mut self.bound_inputs),
            9 => from.field("run_all_sub_nodes", &mut self.run_all_sub_nodes),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(ArrayNode, "ArrayNode");
/// The parts of [`ArrayNode`].
pub mod array_node {
    /// How much state of each run is kept.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum ExecutionMode {
        #[default]
        MinimalState = 0,
        FullState = 1,
    }
    impl crate::enumeration::Enumeration for ExecutionMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "MINIMAL_STATE", Self::MinimalState),
            (1, "FULL_STATE", Self::FullState),
        ];
    }
    crate::enumeration::enumeration!(ExecutionMode);
    /// How runs receive their inputs.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum DataMode {
        #[default]
        SingleInputFile = 0,
        IndividualInputFiles = 1,
    }
    impl crate::enumeration::Enumeration for DataMode {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "SINGLE_INPUT_FILE", Self::SingleInputFile),
            (1, "INDIVIDUAL_INPUT_FILES", Self::IndividualInputFiles),
        ];
    }
    crate::enumeration::enumeration!(DataMode);
    /// The value of `parallelism_option`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum ParallelismOption {
        /// 0 for no limit of its own.
        Parallelism(u32),
    }
    /// The value of `success_criteria`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum SuccessCriteria {
        MinSuccesses(u32),
        MinSuccessRatio(f32),
    }
}
/// How the engine treats a node; overrides the task's own settings.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct NodeMetadata {
    pub name: String,
    pub timeout: Option<crate::google::Duration>,
    pub retries: Option<crate::core::RetryStrategy>,
    pub config: std::collections::BTreeMap<String, String>,
    pub interruptible_value: Option<crate::core::node_metadata::InterruptibleValue>,
    pub cacheable_value: Option<crate::core::node_metadata::CacheableValue>,
    pub cache_version_value: Option<crate::core::node_metadata::CacheVersionValue>,
    pub cache_serializable_value: Option<
        crate::core::node_metadata::CacheSerializableValue,
    >,
}
impl crate::wire::Fields for NodeMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "name", &self.name);
        to.field(4, "timeout", &self.timeout);
        to.field(5, "retries", &self.retries);
        match &self.interruptible_value {
            Some(crate::core::node_metadata::InterruptibleValue::Interruptible(x)) => {
                to.member(6, "interruptible", x)
            }
            _ => {}
        }
        match &self.cacheable_value {
            Some(crate::core::node_metadata::CacheableValue::Cacheable(x)) => {
                to.member(7, "cacheable", x)
            }
            _ => {}
        }
        match &self.cache_version_value {
            Some(crate::core::node_metadata::CacheVersionValue::CacheVersion(x)) => {
                to.member(8, "cacheVersion", x)
            }
            _ => {}
        }
        match &self.cache_serializable_value {
            Some(
                crate::core::node_metadata::CacheSerializableValue::CacheSerializable(x),
            ) => to.member(9, "cacheSerializable", x),
            _ => {}
        }
        to.field(10, "config", &self.config);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("name", &mut self.name),
            4 => from.field("timeout", &mut self.timeout),
            5 => from.field("retries", &mut self.retries),
            6 => {
                match &mut self.interruptible_value {
                    Some(
                        crate::core::node_metadata::InterruptibleValue::Interruptible(x),
                    ) => from.field("interruptible", x),
                    slot => {
                        *slot = Some(
                            crate::core::node_metadata::InterruptibleValue::Interruptible(
                                from.member("interruptible")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            7 => {
                match &mut self.cacheable_value {
                    Some(crate::core::node_metadata::CacheableValue::Cacheable(x)) => {
                        from.field("cacheable", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node_metadata::CacheableValue::Cacheable(
                                from.member("cacheable")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            8 => {
                match &mut self.cache_version_value {
                    Some(
                        crate::core::node_metadata::CacheVersionValue::CacheVersion(x),
                    ) => from.field("cache_version", x),
                    slot => {
                        *slot = Some(
                            crate::core::node_metadata::CacheVersionValue::CacheVersion(
                                from.member("cache_version")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => {
                match &mut self.cache_serializable_value {
                    Some(
                        crate::core::node_metadata::CacheSerializableValue::CacheSerializable(
                            x,
                        ),
                    ) => from.field("cache_serializable", x),
                    slot => {
                        *slot = Some(
                            crate::core::node_metadata::CacheSerializableValue::CacheSerializable(
                                from.member("cache_serializable")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            10 => from.field("config", &mut self.config),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(NodeMetadata, "NodeMetadata");
/// The parts of [`NodeMetadata`].
pub mod node_metadata {
    /// The value of `interruptible_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum InterruptibleValue {
        Interruptible(bool),
    }
    /// The value of `cacheable_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum CacheableValue {
        Cacheable(bool),
    }
    /// The value of `cache_version_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum CacheVersionValue {
        CacheVersion(String),
    }
    /// The value of `cache_serializable_value`, one of several.
    #[derive(Clone, Debug, Eq, Hash, PartialEq)]
    pub enum CacheSerializableValue {
        CacheSerializable(bool),
    }
}
/// Another name for an output.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct Alias {
    pub var: String,
    pub alias: String,
}
impl crate::wire::Fields for Alias {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "var", &self.var);
        to.field(2, "alias", &self.alias);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("var", &mut self.var),
            2 => from.field("alias", &mut self.alias),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Alias, "Alias");
/// A step of a workflow.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct Node {
    /// Unique within the workflow; `start-node` and `end-node` are reserved.
    pub id: String,
    pub metadata: Option<crate::core::NodeMetadata>,
    pub inputs: Vec<crate::core::Binding>,
    /// The nodes to wait for; those that bindings name may be left out.
    pub upstream_node_ids: Vec<String>,
    pub output_aliases: Vec<crate::core::Alias>,
    pub target: Option<crate::core::node::Target>,
}
impl crate::wire::Fields for Node {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "metadata", &self.metadata);
        to.field(3, "inputs", &self.inputs);
        to.field(4, "upstreamNodeIds", &self.upstream_node_ids);
        to.field(5, "outputAliases", &self.output_aliases);
        match &self.target {
            Some(crate::core::node::Target::TaskNode(x)) => to.member(6, "taskNode", x),
            Some(crate::core::node::Target::WorkflowNode(x)) => {
                to.member(7, "workflowNode", x)
            }
            Some(crate::core::node::Target::BranchNode(x)) => {
                to.member(8, "branchNode", x)
            }
            Some(crate::core::node::Target::GateNode(x)) => to.member(9, "gateNode", x),
            Some(crate::core::node::Target::ArrayNode(x)) => {
                to.member(10, "arrayNode", x)
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
            1 => from.field("id", &mut self.id),
            2 => from.field("metadata", &mut self.metadata),
            3 => from.field("inputs", &mut self.inputs),
            4 => from.field("upstream_node_ids", &mut self.upstream_node_ids),
            5 => from.field("output_aliases", &mut self.output_aliases),
            6 => {
                match &mut self.target {
                    Some(crate::core::node::Target::TaskNode(x)) => {
                        from.field("task_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node::Target::TaskNode(
                                from.member("task_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            7 => {
                match &mut self.target {
                    Some(crate::core::node::Target::WorkflowNode(x)) => {
                        from.field("workflow_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node::Target::WorkflowNode(
                                from.member("workflow_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            8 => {
                match &mut self.target {
                    Some(crate::core::node::Target::BranchNode(x)) => {
                        from.field("branch_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node::Target::BranchNode(
                                from.member("branch_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            9 => {
                match &mut self.target {
                    Some(crate::core::node::Target::GateNode(x)) => {
                        from.field("gate_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node::Target::GateNode(
                                from.member("gate_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            10 => {
                match &mut self.target {
                    Some(crate::core::node::Target::ArrayNode(x)) => {
                        from.field("array_node", x)
                    }
                    slot => {
                        *slot = Some(
                            crate::core::node::Target::ArrayNode(
                                from.member("array_node")?,
                            ),
                        );
                        Ok(())
                    }
                }
            }
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(Node, "Node");
/// The parts of [`Node`].
pub mod node {
    /// The value of `target`, one of several.
    #[derive(Clone, Debug, PartialEq)]
    pub enum Target {
        TaskNode(crate::core::TaskNode),
        WorkflowNode(crate::core::WorkflowNode),
        BranchNode(Box<crate::core::BranchNode>),
        GateNode(crate::core::GateNode),
        ArrayNode(Box<crate::core::ArrayNode>),
    }
}
/// How the engine treats a workflow.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowMetadata {
    pub quality_of_service: Option<crate::core::QualityOfService>,
    /// A [`crate::core::workflow_metadata::OnFailurePolicy`].
    pub on_failure: i32,
    pub tags: std::collections::BTreeMap<String, String>,
}
impl WorkflowMetadata {
    /// The value of `on_failure`, or the default if this version has no name for it.
    #[must_use]
    pub fn on_failure(&self) -> crate::core::workflow_metadata::OnFailurePolicy {
        crate::enumeration::from_number(self.on_failure).unwrap_or_default()
    }
}
impl crate::wire::Fields for WorkflowMetadata {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "qualityOfService", &self.quality_of_service);
        to.field(
            2,
            "onFailure",
            &crate::enumeration::Enum::<
                crate::core::workflow_metadata::OnFailurePolicy,
            >::of(self.on_failure),
        );
        to.field(3, "tags", &self.tags);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("quality_of_service", &mut self.quality_of_service),
            2 => from.field("on_failure", &mut self.on_failure),
            3 => from.field("tags", &mut self.tags),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowMetadata, "WorkflowMetadata");
/// The parts of [`WorkflowMetadata`].
pub mod workflow_metadata {
    /// What happens to other nodes when one fails.
    #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
    #[repr(i32)]
    pub enum OnFailurePolicy {
        #[default]
        FailImmediately = 0,
        FailAfterExecutableNodesComplete = 1,
    }
    impl crate::enumeration::Enumeration for OnFailurePolicy {
        const VALUES: &'static [(i32, &'static str, Self)] = &[
            (0, "FAIL_IMMEDIATELY", Self::FailImmediately),
            (
                1,
                "FAIL_AFTER_EXECUTABLE_NODES_COMPLETE",
                Self::FailAfterExecutableNodesComplete,
            ),
        ];
    }
    crate::enumeration::enumeration!(OnFailurePolicy);
}
/// Settings for nodes that have none of their own.
#[derive(Default, Clone, Debug, Eq, Hash, PartialEq)]
pub struct WorkflowMetadataDefaults {
    pub interruptible: bool,
}
impl crate::wire::Fields for WorkflowMetadataDefaults {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "interruptible", &self.interruptible);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("interruptible", &mut self.interruptible),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowMetadataDefaults, "WorkflowMetadataDefaults");
/// A workflow: its interface and its nodes.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct WorkflowTemplate {
    pub id: Option<crate::core::Identifier>,
    pub metadata: Option<crate::core::WorkflowMetadata>,
    pub interface: Option<crate::core::TypedInterface>,
    pub nodes: Vec<crate::core::Node>,
    pub outputs: Vec<crate::core::Binding>,
    /// Runs when the workflow fails.
    pub failure_node: Option<crate::core::Node>,
    pub metadata_defaults: Option<crate::core::WorkflowMetadataDefaults>,
}
impl crate::wire::Fields for WorkflowTemplate {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "id", &self.id);
        to.field(2, "metadata", &self.metadata);
        to.field(3, "interface", &self.interface);
        to.field(4, "nodes", &self.nodes);
        to.field(5, "outputs", &self.outputs);
        to.field(6, "failureNode", &self.failure_node);
        to.field(7, "metadataDefaults", &self.metadata_defaults);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("id", &mut self.id),
            2 => from.field("metadata", &mut self.metadata),
            3 => from.field("interface", &mut self.interface),
            4 => from.field("nodes", &mut self.nodes),
            5 => from.field("outputs", &mut self.outputs),
            6 => from.field("failure_node", &mut self.failure_node),
            7 => from.field("metadata_defaults", &mut self.metadata_defaults),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(WorkflowTemplate, "WorkflowTemplate");
/// Settings of a task that a node overrides.
#[derive(Default, Clone, Debug, PartialEq)]
pub struct TaskNodeOverrides {
    pub resources: Option<crate::core::Resources>,
    pub extended_resources: Option<crate::core::ExtendedResources>,
    pub container_image: String,
    pub pod_template: Option<crate::core::K8sPod>,
}
impl crate::wire::Fields for TaskNodeOverrides {
    fn visit(&self, to: &mut impl crate::wire::Visitor) {
        to.field(1, "resources", &self.resources);
        to.field(2, "extendedResources", &self.extended_resources);
        to.field(3, "containerImage", &self.container_image);
        to.field(4, "podTemplate", &self.pod_template);
    }
    fn decode_field(
        &mut self,
        tag: u32,
        from: crate::wire::Input<'_, impl prost::bytes::Buf>,
    ) -> Result<(), prost::DecodeError> {
        match tag {
            1 => from.field("resources", &mut self.resources),
            2 => from.field("extended_resources", &mut self.extended_resources),
            3 => from.field("container_image", &mut self.container_image),
            4 => from.field("pod_template", &mut self.pod_template),
            _ => from.skip(tag),
        }
    }
}
crate::wire::message!(TaskNodeOverrides, "TaskNodeOverrides");
#[cfg(feature = "services")]
#[path = "core_services.rs"]
mod services;
#[cfg(feature = "services")]
pub use services::*;
