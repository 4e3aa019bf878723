//! Words that say nothing of a case: those that hold a sentence together, and those that every test has.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::words::Known;

/// Words that hold a sentence together, in Swedish and English, in lower case.
const FUNCTION: &str = "\
    all alla allt andra annan annat annars at att av bara blir bli blivit den denna denne det detta dessa där därför då \
    efter eller en endast enligt ett finns från för får få gör göra ha hade han har henne hennes hon honom hans hos här i \
    icke in inga ingen inget inte ja jag kan klart kunde kommer man med mig min mina mitt mot mycket måste nej ni något \
    någon några nu när nämligen och oss också om på redan sådan sådant sig sin sina sitt ska skall skulle som så till \
    under upp ut utan vad var vara varför varit vem vi vid vill är än ändå över eftersom alltså \
    a about after again all also an and any are as be because been but by can cannot could did do does for from had has \
    have he her him his how i if in into is it its may me might more must my no nor not of on only or other our out shall \
    she should so some such than that the their them then there therefore these they this those to under us was we were \
    what when where which while who whom why will with would you";

/// Words that the law and every test under it are made of, whatever the case, in lower case; forms are found by
/// [`super::words::alike`].
const OF_LAW: &str = "\
    allvarlig anta antas behövs bedömning bedöms begäran bestämmelse beslut betydande enskild enskilde enskildes fara \
    följer förhållande förhållanden gäller handling handlingen hemlig hemligt hinder hindrar hänsyn kapitel kap krävs \
    känslig känsliga lag lagen lagrum lida lider lämna lämnas men närstående offentlighets offentlighet omfattas osl \
    person personen personliga prövning rekvisit risk rädd röja röjas röjs sekretess sekretesslagen skada skadas skadligt \
    skydd skyddas skäl särskild särskilt står stycket tf trots typiskt undantag uppenbart uppfyllt uppfylls uppgift \
    utlämnande utomstående villkor åtgärd \
    according act assessment assumed authority chapter close clear clearly concerned condition confidential \
    confidentiality considerable danger decision detriment disclose disclosed disclosure document harm harmful hinder \
    individual information item law met obvious party person personal protect protected protection provision reason \
    related relative released request required requirement reveal revealed risk secrecy secret section sensitive serious \
    significant special statute suffer suffers test withheld";

/// The same, to be looked up.
pub(super) static LAW: LazyLock<Known> = LazyLock::new(|| Known::of(std::iter::once(OF_LAW)));

static JOINTS: LazyLock<HashSet<&str>> = LazyLock::new(|| FUNCTION.split_ascii_whitespace().collect());

/// Returns whether a word in lower case only holds a sentence together.
pub(super) fn is_function(word: &str) -> bool {
    JOINTS.contains(word)
}
