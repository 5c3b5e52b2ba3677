//! Optional values: a union of the type and none.

use super::{FlyteType, ValueError, literal, union};
use aileron_idl::core::{Literal, LiteralType, UnionType, literal_type::Type};

impl<T: FlyteType> FlyteType for Option<T> {
    fn literal_type() -> LiteralType {
        let some = union::variant(T::literal_type(), &T::union_tag());
        literal::of(Type::UnionType(UnionType { variants: vec![some, union::none_variant()] }))
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        match self {
            Some(value) => {
                Ok(literal::union(value.into_literal()?, union::variant(T::literal_type(), &T::union_tag())))
            }
            None => Ok(union::none()),
        }
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        if literal::is_none(&literal) { Ok(None) } else { T::from_literal(literal).map(Some) }
    }
}
