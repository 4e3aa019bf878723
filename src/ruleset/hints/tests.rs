//! Tests of the hints; the broken files in `tests/bad_rulesets` show each of them.
