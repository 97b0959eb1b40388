//! Which character set a text that is not UTF-8 is likely written in, by its bytes from 0x80 on.
//!
//! Only what exports really come in is told apart. A text of Western Europe has single letters with
//! accents between plain ones; one of Central Europe has letters where the Western set has signs
//! (`z³oty` is `złoty`) or š and ž together with ě and ř; one in Cyrillic is made of such bytes; and in
//! the East Asian sets two bytes are a letter.

use crate::settings::Encoding;

/// Bytes looked at.
const WINDOW: usize = 1 << 18;
/// Of the bytes from 0x80 on, so many must speak for another set.
const ENOUGH: f64 = 0.05;

/// What a text that is not UTF-8 looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alphabet {
    /// One that can be read.
    Known(Encoding),
    /// One that cannot, by its name.
    Foreign(&'static str),
}

#[derive(Default)]
struct Counts {
    high: f64,
    /// Runs of bytes from 0x80 on, and those of an even length.
    runs: f64,
    even: f64,
    /// From 0x80 to 0x9F.
    controls: f64,
    /// What begins a syllable in Shift-JIS.
    kana: f64,
    /// а, the letter that tells Cyrillic from Greek and Hebrew.
    cyrillic_a: f64,
    from_c0: f64,
    /// Between letters, what is a sign in Windows-1252 and a letter in Windows-1250 or ISO 8859-2.
    central: f64,
    latin_2: f64,
    /// Between letters, what is ü, é, ä, ç, è, ö in the sets of DOS.
    dos: f64,
    /// š and ž of Windows; ě, č, ř, ý.
    carons: f64,
    czech: f64,
}

fn count(text: &[u8]) -> Counts {
    let mut c = Counts::default();
    let mut run = 0;
    let is_letter = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xC0);
    for (i, &byte) in text.iter().enumerate() {
        if byte < 0x80 {
            if run > 0 {
                c.runs += 1.0;
                c.even += f64::from(u8::from(run % 2 == 0));
                run = 0;
            }
            continue;
        }
        run += 1;
        c.high += 1.0;
        let next = text.get(i + 1);
        match byte {
            // What follows is above the letters: the second half of a syllable.
            0x82 | 0x83 if next.is_some_and(|n| *n >= 0x40) => c.kana += 1.0,
            0x9A | 0x9E => c.carons += 1.0,
            0xEC | 0xE8 | 0xF8 | 0xFD => c.czech += 1.0,
            0xE0 => c.cyrillic_a += 1.0,
            _ => {}
        }
        c.controls += f64::from(u8::from(byte < 0xA0));
        c.from_c0 += f64::from(u8::from(byte >= 0xC0));
        // A sign is beside a blank or a digit: 5 m³, £12.
        let inside = is_letter(next) && i > 0 && is_letter(text.get(i - 1));
        if inside {
            match byte {
                0xB3 | 0xBF => {
                    c.central += 1.0;
                    c.latin_2 += 1.0;
                }
                0xB9 | 0x9F | 0x9C => c.central += 1.0,
                0xB1 | 0xB6 | 0xBC => c.latin_2 += 1.0,
                0x81 | 0x82 | 0x84 | 0x87 | 0x8A | 0x94 => c.dos += 1.0,
                _ => {}
            }
        }
    }
    c
}

/// The set of a text that is not UTF-8.
pub(super) fn of(text: &[u8]) -> Alphabet {
    let c = count(&text[..text.len().min(WINDOW)]);
    let share = |part: f64| part / c.high.max(1.0);
    let long = c.high >= 3.0 * c.runs.max(1.0);
    if c.high >= 8.0 && share(c.kana) > 0.2 && share(c.controls) > 0.3 {
        return Alphabet::Foreign("Shift-JIS (Japanese)");
    }
    if long && c.high >= 12.0 {
        if c.even >= 0.95 * c.runs {
            return Alphabet::Foreign("GB18030 (Chinese) or another East Asian set");
        }
        return if share(c.from_c0) > 0.8 && share(c.cyrillic_a) > 0.02 {
            Alphabet::Known(Encoding::Windows1251)
        } else {
            Alphabet::Foreign("a set of another alphabet, such as Greek, Hebrew or KOI8")
        };
    }
    if share(c.dos) > 0.3 {
        return Alphabet::Foreign("a set of DOS, such as 437, 850 or 852");
    }
    let czech = share(c.carons) > ENOUGH && share(c.czech) > ENOUGH;
    if share(c.latin_2) > ENOUGH && c.latin_2 > c.central {
        Alphabet::Known(Encoding::Iso88592)
    } else if czech || share(c.central) > ENOUGH {
        Alphabet::Known(Encoding::Windows1250)
    } else {
        Alphabet::Known(Encoding::Windows1252)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, written: &'static encoding_rs::Encoding) -> Alphabet {
        let (bytes, _, unmappable) = written.encode(text);
        assert!(!unmappable, "{text}");
        of(&bytes.repeat(3))
    }

    #[test]
    fn sets_are_told_by_ordinary_words() {
        use Alphabet::{Foreign, Known};
        let polish = "Kraków;Zażółć gęślą jaźń;złoty;Łódź;śruba stalowa\n";
        let czech = "Příliš žluťoučký kůň;šroub;řetěz;Plzeň\n";
        let russian = "Заказ;Покупатель;Болт стальной;Москва\n";
        for (text, written, want) in [
            (
                polish,
                encoding_rs::WINDOWS_1250,
                Known(Encoding::Windows1250),
            ),
            (polish, encoding_rs::ISO_8859_2, Known(Encoding::Iso88592)),
            (
                czech,
                encoding_rs::WINDOWS_1250,
                Known(Encoding::Windows1250),
            ),
            (
                russian,
                encoding_rs::WINDOWS_1251,
                Known(Encoding::Windows1251),
            ),
        ] {
            assert_eq!(told(text, written), want, "{text}");
        }
        for (text, written, part) in [
            (
                "受注番号;顧客;カタカナのねじ\n",
                encoding_rs::SHIFT_JIS,
                "Japanese",
            ),
            ("订单号;客户;钢制螺栓;北京\n", encoding_rs::GBK, "Chinese"),
            (
                "Παραγγελία;Πελάτης;Βίδα ατσάλινη\n",
                encoding_rs::ISO_8859_7,
                "Greek",
            ),
        ] {
            assert!(
                matches!(told(text, written), Foreign(name) if name.contains(part)),
                "{text}: {:?}",
                told(text, written)
            );
        }
        // IBM code page 850, which the library does not know.
        let dos = b"Stra\xE1e;Gr\x94\xE1e;M\x81ller;K\x84se;caf\x82;L\x94we;T\x81r\n";
        assert!(matches!(of(dos), Foreign(name) if name.contains("DOS")));
    }

    #[test]
    fn western_texts_stay_western() {
        for text in [
            "Müller;Größe;Straße;5 m³;£12;½ l\n",
            "Élève;garçon;œuvre;déjà;2 m²;n° 5\n",
            "Señor;niño;¿Qué?;año\n",
            "São Paulo;ações;Coração\n",
            "Smørrebrød;Århus;Færøerne;100 µm\n",
            "a€;“quoted”;naïve – café\n",
        ] {
            let western = Alphabet::Known(Encoding::Windows1252);
            assert_eq!(told(text, encoding_rs::WINDOWS_1252), western, "{text}");
        }
    }
}
