//! How effects are joined, and what they are called in rule files and records.
//!
//! The order is published in `docs/format.md`; nothing here may depart from it.

use super::{Effect, Join};

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

    /// Returns the more closed of two effects: persons and provisions within one item.
    #[must_use]
    pub fn strictest(self, other: Self) -> Self {
        // `None` is the first in the order, so that it is neutral here without a case of its own.
        self.max(other)
    }

    /// Returns the more open of two effects: independent rights to the same item.
    #[must_use]
    pub fn widest(self, other: Self) -> Self {
        match (self, other) {
            (Self::None, effect) | (effect, Self::None) => effect,
            _ => self.min(other),
        }
    }

    /// Returns the two joined as a loop or several calls say.
    #[must_use]
    pub fn joined(self, other: Self, join: Join) -> Self {
        match join {
            Join::Strictest => self.strictest(other),
            Join::Widest => self.widest(other),
        }
    }

    /// Returns the position in [`Effect::ALL`].
    #[must_use]
    pub const fn at(self) -> usize {
        self as usize
    }

    /// Returns the id that rule files and records use.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Report => "report",
            Self::ReportPart => "report-part",
            Self::Send => "send",
            Self::Release => "release",
            Self::ReleaseReserved => "release-reserved",
            Self::ReleasePart => "release-part",
            Self::InformOtherwise => "inform-otherwise",
            Self::Refer => "refer",
            Self::Open => "open",
            Self::LeaveOut => "leave-out",
            Self::NotOfficial => "not-official",
            Self::Withhold => "withhold",
            Self::Incident => "incident",
        }
    }

    /// Returns the effect of that id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published order, word by word from the heading "Effects" of the format.
    const PUBLISHED: &str = "none report report-part send release release-reserved release-part inform-otherwise refer \
                             open leave-out not-official withhold incident";

    #[test]
    fn the_order_is_the_published_one() {
        let ids: Vec<_> = Effect::ALL.iter().map(|effect| effect.id()).collect();
        assert_eq!(ids, PUBLISHED.split_whitespace().collect::<Vec<_>>());
        let format = include_str!("../../../docs/format.md");
        let section =
            format.split("\n## ").find(|part| part.starts_with("Effects")).expect("the format has the heading");
        let listed = section.split('`').nth(1).expect("the section opens with the list");
        assert_eq!(listed.split_whitespace().collect::<Vec<_>>(), ids);
        for (at, effect) in Effect::ALL.into_iter().enumerate() {
            assert_eq!(effect.at(), at);
            assert_eq!(Effect::from_id(effect.id()), Some(effect));
        }
        assert_eq!(Effect::from_id("Release"), None);
    }

    #[test]
    fn every_pair_follows_the_published_order() {
        let words: Vec<_> = PUBLISHED.split_whitespace().collect();
        let rank = |effect: Effect| words.iter().position(|word| *word == effect.id());
        for a in Effect::ALL {
            for b in Effect::ALL {
                let (strict, wide) = (a.strictest(b), a.widest(b));
                match (a.id(), b.id()) {
                    ("none", _) => assert_eq!((strict, wide), (b, b)),
                    (_, "none") => assert_eq!((strict, wide), (a, a)),
                    _ if rank(a) >= rank(b) => assert_eq!((strict, wide), (a, b)),
                    _ => assert_eq!((strict, wide), (b, a)),
                }
                assert_eq!(strict, a.joined(b, Join::Strictest));
                assert_eq!(wide, a.joined(b, Join::Widest));
            }
        }
    }

    #[test]
    fn the_order_of_joining_does_not_matter() {
        for join in [Join::Strictest, Join::Widest] {
            for a in Effect::ALL {
                assert_eq!(a.joined(a, join), a);
                for b in Effect::ALL {
                    assert_eq!(a.joined(b, join), b.joined(a, join));
                    for c in Effect::ALL {
                        assert_eq!(a.joined(b, join).joined(c, join), a.joined(b.joined(c, join), join));
                    }
                }
            }
        }
    }
}
