//! What the operating system says, in words: its own are English and end with a number.

use std::io::ErrorKind;

use crate::text::Language;

/// Returns why a file or folder could not be used.
#[must_use]
pub fn cause(kind: ErrorKind, language: Language) -> &'static str {
    match kind {
        ErrorKind::NotFound => language.choose("finns inte", "does not exist"),
        ErrorKind::PermissionDenied => language.choose("behörighet saknas", "permission denied"),
        ErrorKind::IsADirectory => language.choose("är en mapp", "is a folder"),
        ErrorKind::NotADirectory => {
            language.choose("en del av sökvägen är ingen mapp", "part of the path is no folder")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            language.choose("disken är full", "the disk is full")
        }
        ErrorKind::ReadOnlyFilesystem => language.choose("disken är skrivskyddad", "the disk is read-only"),
        ErrorKind::InvalidData => language.choose("är inte UTF-8", "is not UTF-8"),
        _ => language.choose("läs- eller skrivfel", "input or output error"),
    }
}

/// Returns what to do about it.
#[must_use]
pub fn remedy(kind: ErrorKind, language: Language) -> &'static str {
    match kind {
        ErrorKind::NotFound | ErrorKind::IsADirectory | ErrorKind::NotADirectory => {
            language.choose("kontrollera sökvägen", "check the path")
        }
        ErrorKind::PermissionDenied => {
            language.choose("kontrollera ägare och rättigheter", "check the owner and the permissions")
        }
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            language.choose("frigör utrymme och försök igen", "free some space and try again")
        }
        ErrorKind::InvalidData => {
            language.choose("spara filen som UTF-8 och försök igen", "save the file as UTF-8 and try again")
        }
        _ => language.choose("kontrollera disken och försök igen", "check the disk and try again"),
    }
}
