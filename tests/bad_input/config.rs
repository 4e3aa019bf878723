//! Configurations that cannot be used: said before anything is asked or signed, and nothing is touched.

use super::{assess, refused, small, stage};

#[track_caller]
fn unusable(text: impl AsRef<[u8]>, words: [&str; 2]) {
    let stage = stage();
    stage.write(".config/menprov/menprov.toml", text);
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", 3, words);
    refused(&stage, &["config", "show"], "", 3, words);
}

#[test]
fn a_file_that_is_no_configuration() {
    unusable("", ["C002 filen är tom", "C002 the file is empty"]);
    unusable("inget\n", ["menprov.toml:1:6: C004", "menprov.toml:1:6: C004"]);
    unusable("#".repeat(300_000), ["C001 filen är större än 256 KiB", "C001 the file is larger than 256 KiB"]);
    unusable(b"# sm\xe5tt\n", ["S006 filen är inte sparad i UTF-8", "S006 the file is not saved in UTF-8"]);
    unusable("# \u{202e}\n", ["C003 ett tecken som styr", "C003 a character that steers"]);
    unusable("x = \"\u{1b}[2J\"\n", ["U+001B", "U+001B"]);
    unusable("[".repeat(100_000), ["C004", "C004"]);
}

#[test]
fn a_configuration_that_names_what_there_is_not() {
    let role = "[[roles]]\nid = 'chef'\nname = 'chef'\nlevel = 'manager'\n";
    let row = "[[delegation]]\npoint = '1'\nrole = 'chef'\n";
    unusable(
        format!("{row}effects = ['withhold']\n"),
        ["C011 ingen roll heter `chef`", "C011 no role is called `chef`"],
    );
    unusable("[officer]\nunit = 'x'\n", ["C012 ingen enhet heter `x`", "C012 no unit is called `x`"]);
    unusable(
        format!("{role}{row}procedure = 'begaran'\n"),
        ["C013 inget förfarande heter `begaran`", "C013 no procedure is called `begaran`"],
    );
    unusable(
        format!("{role}{row}procedure = 'begaran-om-handling'\noutcomes = ['beslut-avslg']\n"),
        ["menades `beslut-avslag`?", "did you mean `beslut-avslag`?"],
    );
    unusable(format!("{role}{row}effects = ['withold']\n"), ["menades `withhold`?", "did you mean `withhold`?"]);
    unusable(
        format!("{role}{row}effects = ['withhold']\n{row}procedure = 'begaran-om-handling'\n"),
        ["C018 rollen får redan besluta", "C018 the role may decide"],
    );
    unusable(
        format!("{role}{row}effects = ['withhold']\nfrom = 2024-02-01\nto = 2024-01-01\n"),
        ["C017 sista dagen kommer före den första", "C017 the last day comes before the first"],
    );
    unusable("[authority]\nname = 'x'\nkind = 'kommun'\n", ["C008 okänt ord `kommun`", "C008 unknown word `kommun`"]);
}

#[test]
fn a_file_that_was_named_and_is_not_there() {
    let stage = stage();
    let words = ["kan inte läsa `inget.toml`: finns inte", "cannot read `inget.toml`: "];
    refused(&stage, &assess(&small(), &["--key", "nyckel", "--config", "inget.toml"]), "", 3, words);
    refused(&stage, &["config", "check", "inget.toml"], "", 3, words);
    let stage = stage.var("MENPROV_CONFIG", "inget.toml");
    refused(&stage, &assess(&small(), &["--key", "nyckel"]), "", 3, words);
    let twice = ["filen är angiven två gånger", "the file is given twice"];
    refused(&stage, &["config", "check", "a.toml", "--config", "b.toml"], "", 2, twice);
    let folder = ["kan inte läsa `.config`", "cannot read `.config`"];
    refused(&stage, &["config", "check", ".config"], "", 3, folder);
}

#[test]
fn a_role_or_unit_that_there_is_not() {
    let stage = stage();
    let rules = small();
    let general = ["menades `manager`?", "did you mean `manager`?"];
    refused(&stage, &assess(&rules, &["--key", "nyckel", "--role", "manger"]), "", 2, general);
    stage.write(".config/menprov/menprov.toml", "[[units]]\nid = 'vuxna'\nname = 'Vuxna'\n");
    let unit = ["ingen enhet heter `vuxnaa`", "no unit is called `vuxnaa`"];
    refused(&stage, &assess(&rules, &["--key", "nyckel", "--unit", "vuxnaa"]), "", 2, unit);
}
