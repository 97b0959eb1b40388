//! Colours as browsers compute them, turned into those that every drawing program reads.

/// A colour as `#rrggbb` and its opacity. `None` for what is not a plain colour (`none`, `url(…)`,
/// a colour space that drawing programs don't know).
pub fn hex(computed: &str) -> Option<(String, f64)> {
    let text = computed.trim();
    let (channels, scale) = if let Some(rest) = text.strip_prefix("color(srgb ") {
        (rest, 255.0)
    } else if let Some(rest) = text
        .strip_prefix("rgba(")
        .or_else(|| text.strip_prefix("rgb("))
    {
        (rest, 1.0)
    } else {
        return None;
    };
    let channels = channels.strip_suffix(')')?;
    let mut numbers = channels
        .split([',', ' ', '/'])
        .filter(|part| !part.is_empty())
        .map(str::parse::<f64>);
    let mut channel = || Some((numbers.next()?.ok()? * scale).round().clamp(0.0, 255.0) as u8);
    let (red, green, blue) = (channel()?, channel()?, channel()?);
    let opacity = match numbers.next() {
        Some(opacity) => opacity.ok()?.clamp(0.0, 1.0),
        None => 1.0,
    };
    Some((format!("#{red:02x}{green:02x}{blue:02x}"), opacity))
}

#[cfg(test)]
mod tests {
    use super::hex;

    #[test]
    fn computed_colours_become_hexadecimal() {
        for (computed, expected) in [
            ("rgb(15, 92, 140)", Some(("#0f5c8c", 1.0))),
            ("rgba(15, 92, 140, 0.25)", Some(("#0f5c8c", 0.25))),
            ("rgb(15 92 140 / 0.5)", Some(("#0f5c8c", 0.5))),
            ("color(srgb 1 0.5 0)", Some(("#ff8000", 1.0))),
            ("color(srgb 0.2 0.4 0.6 / 0.3)", Some(("#336699", 0.3))),
            ("none", None),
            ("url(\"#hatch\")", None),
            ("oklab(0.5 0.1 0.1)", None),
        ] {
            let expected = expected.map(|(colour, opacity)| (colour.to_owned(), opacity));
            assert_eq!(hex(computed), expected, "{computed}");
        }
    }
}
