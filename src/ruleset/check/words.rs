//! The words of every fault, in Swedish and English.

use super::fault::CheckFault;
use crate::ruleset::fault::FaultWords;
use crate::text::Language;

impl FaultWords for CheckFault {
    fn code(&self) -> &'static str {
        self.stable_code()
    }

    fn message(&self, _language: Language) -> String {
        format!("{self:?}")
    }

    fn hint(&self, _language: Language) -> Option<String> {
        None
    }
}
