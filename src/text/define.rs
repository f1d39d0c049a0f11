//! The macro behind the list of messages: one line each gives the variant, its arguments and its name in `locales/`.

macro_rules! messages {
    ($($variant:ident $({ $($field:ident : $type:ty),+ })? = $id:literal),+ $(,)?) => {
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Msg { $($variant $({ $($field: $type),+ })?),+ }

        impl Msg {
            /// Every message with its variables, each with what it can be.
            pub const ALL: &'static [(&'static str, &'static [(&'static str, &'static str)])] =
                &[$(($id, &[$($((stringify!($field), stringify!($type))),+)?])),+];

            pub(super) fn id(&self) -> &'static str {
                match self { $(Msg::$variant $({ $($field: _),+ })? => $id),+ }
            }

            #[allow(unused_variables)]
            pub(super) fn arguments<'a>(&'a self, locale: &Locale) -> FluentArgs<'a> {
                let mut arguments = FluentArgs::new();
                match self {
                    $(Msg::$variant $({ $($field),+ })? => {
                        $($(arguments.set(stringify!($field), argument(locale, stringify!($field), $field));)+)?
                    })+
                }
                arguments
            }
        }
    };
}
