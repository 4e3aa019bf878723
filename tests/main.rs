//! One test binary, so that everything is linked once.

mod decided_cases;
