//! Questions about all customers.

use crate::check::model::{self, QuestionKind as Asked};

use super::super::{Question, QuestionKind};
use super::Lowering;

impl Lowering<'_> {
    pub(super) fn question(&mut self, question: &model::Question) -> Question {
        let kind = match &question.kind {
            Asked::Does { every, stage, condition, does } => QuestionKind::Does {
                every: *every,
                stage: *stage,
                condition: condition.as_ref().map(|cond| self.condition(cond, None)),
                does: does.clone(),
            },
            Asked::Most { gifts, cap, per } => {
                QuestionKind::Most { gifts: gifts.clone(), cap: *cap, per: *per }
            }
        };
        Question {
            span: question.span,
            text: question.text.clone(),
            in_file: question.in_file,
            kind,
        }
    }
}
