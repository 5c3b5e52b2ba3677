//! What every builder has.

/// Methods that take a value and give the builder again, one for each field.
macro_rules! setters {
    ($($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)?) => {$(
        $(#[$attribute])*
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$type>) -> Self {
            self.$field = $field.into();
            self
        }
    )*};
}

/// The same for types whose values are literals: of a number that is converted, Rust would not know the type.
macro_rules! exact_setters {
    ($($(#[$attribute:meta])* $field:ident: $type:ty),* $(,)?) => {$(
        $(#[$attribute])*
        #[must_use]
        pub const fn $field(mut self, $field: $type) -> Self {
            self.$field = $field;
            self
        }
    )*};
}
