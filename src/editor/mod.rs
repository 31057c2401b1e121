//! What an editor asks about rules, by the texts of all files and a place in one of them. Places are
//! in bytes, and nothing here knows how an editor asks.
//!
//! ```text
//! edit        what to write in place of a stretch of a text
//! layout      the layout of a text, of a part of it, or of a line that was just ended
//! names       what rules declare, and where it is written
//! ways        what leads from one stage to another
//! block       the kinds of declarations
//! complete    what can be written at a place
//! form        how an editor shows what is said of a name
//! hover       what there is to say of a name
//! navigate    from a name to its declaration, and to everywhere that it is written; from a `use` to the file
//! rename      another name, where nothing else changes by it
//! symbols     what a file declares, as a tree
//! spans       what can be folded, and what can be selected around a place
//! signature   what a function takes
//! hints       the day on which each window begins
//! tokens      what each word is, for colors
//! ```

mod block;
mod complete;
mod edit;
mod form;
mod hints;
mod hover;
pub mod layout;
pub mod names;
mod navigate;
mod rename;
mod signature;
mod spans;
mod symbols;
mod tokens;
pub mod ways;

pub use complete::{Completion, CompletionKind, completions};
pub use edit::{Edit, edits};
pub use form::Form;
pub use hints::{Hint, hints};
pub use hover::{Hover, hover};
pub use navigate::{Target, definition, links, references};
pub use rename::{Place, Renamed, renamable, rename};
pub use signature::{Signature, signature};
pub use spans::{around, folds};
pub use symbols::{Symbol, SymbolKind, symbols};
pub use tokens::{Token, TokenKind, tokens};
