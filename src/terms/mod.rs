//! Nouns of the language that several rooms share, each a file: what they are called in the tree,
//! they are called in the model, in the plan and in evaluation too.

mod builtin;
mod cap;
mod comparison;
mod epoch;
mod field_type;
mod function;
mod gift_kind;
mod how_often;
mod operator;
mod per;
mod sample;
mod standing;
mod text_test;

pub use builtin::Builtin;
pub use cap::Cap;
pub use comparison::Comparison;
pub use epoch::Epoch;
pub use field_type::{Choices, FieldType, Misfit};
pub use function::Function;
pub use gift_kind::GiftKind;
pub use how_often::HowOften;
pub use operator::Operator;
pub use per::Per;
pub use sample::Sample;
pub use standing::Standing;
pub use text_test::TextTest;
