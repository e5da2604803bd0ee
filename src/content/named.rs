//! Enums whose values have names that files, notes and scripts spell.

/// Makes such an enum: each value beside its name, the list of all of them in this order, and the name of each.
macro_rules! named {
    (
        $(#[$about:meta])*
        $visibility:vis enum $enum:ident {
            $($(#[$note:meta])* $value:ident = $name:literal),* $(,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        $visibility enum $enum {
            $($(#[$note])* $value),*
        }

        impl $enum {
            pub const ALL: [$enum; [$($name),*].len()] = [$($enum::$value),*];

            pub fn name(self) -> &'static str {
                match self {
                    $($enum::$value => $name),*
                }
            }
        }
    };
}

pub(crate) use named;
