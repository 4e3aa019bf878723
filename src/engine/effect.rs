//! How effects are joined.

use crate::ruleset::model::Effect;

impl Effect {
    /// Every effect, from the most open to the most closed.
    pub const ALL: [Self; 14] = [
        Self::None,
        Self::Report,
        Self::ReportPart,
        Self::Send,
        Self::Release,
        Self::ReleaseReserved,
        Self::ReleasePart,
        Self::InformOtherwise,
        Self::Refer,
        Self::Open,
        Self::LeaveOut,
        Self::NotOfficial,
        Self::Withhold,
        Self::Incident,
    ];
}
