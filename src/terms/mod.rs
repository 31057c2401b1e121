//! Nouns of the language that several rooms share, each a file: what they are called in the tree,
//! they are called in the model, in the plan and in evaluation too.

mod builtin;
mod cap;
mod comparison;
mod data_forms;
mod date_form;
mod date_part;
mod date_window;
mod edge;
mod event_key;
mod extreme;
mod field_type;
mod function;
mod gift_kind;
mod how_often;
mod lasting;
mod number_function;
mod operator;
mod per;
mod range;
mod sample;
mod standing;
mod text_test;

pub use builtin::Builtin;
pub use cap::Cap;
pub use comparison::Comparison;
pub use data_forms::DataForms;
pub use date_form::DateForm;
pub use date_part::DatePart;
pub use date_window::DateWindow;
pub use edge::Edge;
pub use event_key::EventKey;
pub use extreme::Extreme;
pub use field_type::{Choices, FieldType, Misfit};
pub use function::Function;
pub use gift_kind::GiftKind;
pub use how_often::HowOften;
pub use lasting::Lasting;
pub use number_function::NumberFunction;
pub use operator::Operator;
pub use per::Per;
pub use range::{Beyond, Range};
pub use sample::Sample;
pub use standing::Standing;
pub use text_test::TextTest;
