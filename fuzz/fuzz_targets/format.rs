//! Any rule file without mistakes can be laid out, and what is laid out stays as it is.
#![no_main]

use flywheel::tools::format::{FormatFailure, format};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    match format(&text) {
        Ok(formatted) => match format(&formatted) {
            Ok(again) => assert_eq!(again, formatted),
            Err(refused) => panic!("{refused:?}"),
        },
        Err(FormatFailure::Mistakes(_)) => {}
        Err(FormatFailure::Changed) => panic!("what was written would not say the same"),
    }
});
