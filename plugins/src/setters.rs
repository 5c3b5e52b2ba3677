//! The methods of the builders.

/// Methods that set a field and return the builder.
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

/// The same without `Into`, for numbers: Rust could not infer the type of a literal that is converted.
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
