//! The tree of a rule file, whose words are borrowed from its text.

use std::borrow::Cow;

use super::reader;
use crate::ruleset::raw;

pub(super) type Node<'t> = raw::Node<Cow<'t, str>>;
pub(super) type Key<'t> = raw::Key<Cow<'t, str>>;
pub(super) type Fields<'t> = reader::Fields<'t, Cow<'t, str>>;
