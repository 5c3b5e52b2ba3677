//! `main!`: the program of a crate of tasks and workflows.

use crate::errors::Fault;
use crate::manifest::Manifest;
use aileron_grammar::Rule;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Path, Token};

pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let manifest = Manifest::of_this_package();
    let aileron = manifest.aileron();
    let (libraries, error) = if let Ok(paths) = Punctuated::<Path, Token![,]>::parse_terminated.parse2(input)
    {
        (paths.into_iter().collect::<Vec<_>>(), TokenStream::new())
    } else {
        let message = "`main!` takes the crates whose tasks the program runs: write `aileron::main!()` if all tasks are in \
                       this crate, `aileron::main!(the_lib)` otherwise";
        (Vec::new(), Fault::at(Rule::ProgramCrates, Span::call_site(), message).into_compile_error())
    };
    let faults = manifest.unreported();
    let images = manifest.images().iter().map(|(name, reference)| quote!((#name, #reference)));
    let builds = manifest.builds();
    let binary = manifest.binary().unwrap_or_default();
    let tracked = manifest.tracked();
    quote! {
        #error
        #faults
        #[doc(hidden)]
        const __AILERON_PROGRAM: #aileron::__::ProgramInfo = {
            use #aileron::__ as __a;
            // A crate that nothing names is not linked, and neither are its tasks.
            #(use #libraries as _;)*
            #tracked
            __a::ProgramInfo {
                name: match __a::core::option_env!("CARGO_BIN_NAME") {
                    __a::core::option::Option::Some(name) => name,
                    __a::core::option::Option::None => __a::core::env!("CARGO_PKG_NAME"),
                },
                version: __a::core::env!("CARGO_PKG_VERSION"),
                about: __a::core::env!("CARGO_PKG_DESCRIPTION"),
                binary: #binary,
                images: &[#(#images),*],
                builds: &[#(#builds),*],
            }
        };

        fn main() -> #aileron::__::std::process::ExitCode {
            #aileron::__::main(&__AILERON_PROGRAM)
        }

        #[cfg(test)]
        #[test]
        fn every_spec_can_be_made() {
            #aileron::__::check(&__AILERON_PROGRAM);
        }
    }
}
