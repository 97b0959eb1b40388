//! Headers brought to one form, and how close a header comes to a known name.

/// Words that carry no meaning in a header ("date de commande", "category of product").
const FILLERS: [&str; 15] = [
    "a", "au", "aux", "d", "de", "del", "der", "des", "du", "en", "l", "la", "le", "of", "the",
];

/// Units and currencies that follow a name without changing what it means.
const UNITS: [&str; 12] = [
    "acy", "chf", "eur", "euro", "gbp", "kg", "kgs", "lcy", "pln", "sek", "usd", "eu",
];

/// A header as lower-case words without accents, punctuation, fillers and units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// Words joined by one space.
    pub(super) text: String,
    /// The same without spaces, so that "Artikel-Nr." equals "Artikelnr".
    pub(super) squeezed: String,
}

/// Splits camelCase and snake_case, strips accents and punctuation, and writes every way of saying
/// "number" (No., Nr., N°, #, Number) as "no".
pub(super) fn words(header: &str) -> Words {
    let mut plain = String::with_capacity(header.len() + 8);
    let letters: Vec<char> = header.chars().collect();
    for (i, &letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| letters[b]);
        let after = letters.get(i + 1).copied();
        let starts_word = letter.is_uppercase()
            && match before {
                // orderID -> order ID
                Some(b) if b.is_lowercase() => true,
                // PONumber -> PO Number
                Some(b) => b.is_uppercase() && after.is_some_and(char::is_lowercase),
                None => false,
            };
        if starts_word {
            plain.push(' ');
        }
        match letter {
            '#' | '№' => plain.push_str(" no "),
            '%' => plain.push_str(" percent "),
            other => push_plain(&mut plain, other),
        }
    }
    let mut kept: Vec<&str> = Vec::new();
    for word in plain
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
    {
        let word = match word {
            "number" | "nr" | "num" | "nbr" | "nro" | "numero" | "nummer" | "n" => "no",
            other => other,
        };
        if !FILLERS.contains(&word) {
            kept.push(word);
        }
    }
    // "Weight (kg)" is a weight, but a header that is nothing but a unit stays.
    while kept.len() > 1 && kept.last().is_some_and(|w| UNITS.contains(w)) {
        kept.pop();
    }
    Words {
        text: kept.join(" "),
        squeezed: kept.concat(),
    }
}

/// Lower case without accents; what is not a letter or digit separates words.
fn push_plain(out: &mut String, letter: char) {
    for lower in letter.to_lowercase() {
        match lower {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' => out.push('i'),
            'ł' => out.push('l'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
            'ś' | 'š' => out.push('s'),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            // The raised o of "Nº" is a letter to Unicode, not to a reader.
            'º' | 'ª' => out.push(' '),
            '\u{300}'..='\u{36f}' => {} // accents written apart from their letter
            other if other.is_alphanumeric() => out.push(other),
            _ => out.push(' '),
        }
    }
}

/// How a header relates to a known name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Match {
    /// The same words.
    Exact,
    /// The name stands inside the header and makes up this share of its letters.
    Inside { coverage: f64, last: bool },
    /// All but a letter or two.
    Close,
}

impl Match {
    /// 0 to 1.
    pub(super) fn score(self) -> f64 {
        match self {
            Match::Exact => 1.0,
            Match::Close => 0.8,
            // The last word of a header says what it is ("order date" is a date).
            Match::Inside { coverage, last } => {
                0.5 + 0.4 * coverage + if last { 0.05 } else { 0.0 }
            }
        }
    }
}

/// Compares a header with a known name in the same form. Names that are codes ("KUNNR") differ
/// from one another by a letter or two, so `fuzzy` is for words only.
pub(super) fn compare(header: &Words, name: &str, fuzzy: bool) -> Option<Match> {
    if header.text == name {
        return Some(Match::Exact);
    }
    let squeezed: String = name.chars().filter(|&c| c != ' ').collect();
    if header.squeezed == squeezed {
        return Some(Match::Exact);
    }
    if let Some(last) = inside(&header.text, name) {
        let coverage = squeezed.len() as f64 / header.squeezed.len() as f64;
        return Some(Match::Inside { coverage, last });
    }
    let allowed = match squeezed.len() {
        0..5 => 0,
        5..9 => 1,
        _ => 2,
    };
    let same_start = header.squeezed.as_bytes().first() == squeezed.as_bytes().first();
    if fuzzy && same_start && distance_within(&header.squeezed, &squeezed, allowed) {
        return Some(Match::Close);
    }
    None
}

/// Whether the words of `name` stand in `text` one after the other, and if so whether they end it.
fn inside(text: &str, name: &str) -> Option<bool> {
    let mut from = 0;
    while let Some(found) = text[from..].find(name) {
        let start = from + found;
        let end = start + name.len();
        let starts_word = start == 0 || text.as_bytes()[start - 1] == b' ';
        let ends_word = end == text.len() || text.as_bytes()[end] == b' ';
        if starts_word && ends_word {
            return Some(end == text.len());
        }
        // The next start must be on a character boundary.
        from = start + text[start..].chars().next().map_or(1, char::len_utf8);
    }
    None
}

/// Optimal string alignment distance (insert, delete, replace, swap neighbours), bounded.
fn distance_within(a: &str, b: &str, allowed: usize) -> bool {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if allowed == 0 || a.len().abs_diff(b.len()) > allowed {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (above[j] + 1)
                .min(row[j - 1] + 1)
                .min(above[j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row[j] = best;
        }
        before = above;
        above = row;
    }
    above[b.len()] <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_come_to_one_form() {
        for (header, expected) in [
            ("Order ID", "order id"),
            ("orderID", "order id"),
            ("PONumber", "po no"),
            ("ORDERED_DATE", "ordered date"),
            ("N° commande", "no commande"),
            ("N.º pedido", "no pedido"),
            ("Nº producto", "no producto"),
            ("PO / SO #", "po so no"),
            ("Date de commande", "date commande"),
            ("Chiffre d'affaires", "chiffre affaires"),
            ("Qté commandée", "qte commandee"),
            ("Stückpreis", "stuckpreis"),
            ("Losgröße", "losgrosse"),
            ("weight_kg", "weight"),
            ("Line Item Insurance (USD)", "line item insurance"),
            ("NAME1", "name1"),
            ("  ", ""),
            ("EUR", "eur"),
        ] {
            assert_eq!(words(header).text, expected, "{header}");
        }
        assert_eq!(words("Artikel-Nr.").squeezed, "artikelno");
    }

    #[test]
    fn a_header_is_the_same_contains_or_resembles_a_name() {
        let header = words("Custmer");
        assert_eq!(compare(&header, "customer", true), Some(Match::Close));
        assert_eq!(compare(&header, "customer", false), None);
        assert_eq!(
            compare(&words("Cutsomer"), "customer", true),
            Some(Match::Close)
        );
        assert_eq!(compare(&words("Werks"), "waerk", true), None);
        assert!(matches!(
            compare(&words("Ship Country"), "country", true),
            Some(Match::Inside { last: true, .. })
        ));
        assert_eq!(compare(&words("Countryside"), "country", false), None);
        assert_eq!(compare(&words("Stück"), "ck", false), None);
    }
}
