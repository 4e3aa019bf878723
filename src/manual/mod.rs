//! The manual of faults: for every code a page on what it means, why it matters, what it looks like and how to mend it.
//!
//! The pages are Markdown in `docs/faults/`, one file a code, in the words of lawyers and translators. They are compiled in
//! as they stand. Each example is an excerpt of a broken or a sound file of the tests, which hold that the one gives the
//! code and the other no fault.

mod family;
mod page;

pub use family::{FAMILIES, Family};
pub use page::{Anchor, Example, Page, PageFault, Side};

include!(concat!(env!("OUT_DIR"), "/manual.rs"));

/// Returns the code and the Markdown of every page, ordered by code.
#[must_use]
pub fn sources() -> &'static [(&'static str, &'static str)] {
    PAGES
}

/// Returns every page, ordered by code.
#[must_use]
pub fn pages() -> Vec<Page> {
    // A test holds that every page can be read.
    PAGES.iter().filter_map(|(code, text)| Page::read(code, text).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_can_be_read_and_is_of_a_family() {
        for (code, text) in sources() {
            if let Err(PageFault { line, what }) = Page::read(code, text) {
                panic!("docs/faults/{code}.md:{line}: {what}");
            }
            assert!(Family::of(code).is_some(), "{code}");
        }
    }
}
