//! Takes a chart along: the drawing as it is on screen, theme and all, with its title on top, as
//! SVG or PNG. Every colour is written out, so the file needs nothing from the page.

use super::colour;
use crate::browser::{self, document, window};
use std::fmt::Write;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, CssStyleDeclaration, Element,
    HtmlCanvasElement, HtmlElement, HtmlImageElement, Url, XmlSerializer,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureFormat {
    Svg,
    Png,
}

/// What a drawing takes from style sheets, written into the saved file as attributes.
const PROPERTIES: [&str; 14] = [
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-opacity",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "opacity",
    "text-anchor",
    "font-size",
    "font-weight",
    "dominant-baseline",
    "visibility",
];
const MARGIN: f64 = 24.0;
const TITLE_SIZE: f64 = 16.0;
const SUBTITLE_SIZE: f64 = 12.0;
/// Pixels of a PNG for one pixel on screen: sharp on slides and in print.
const PNG_SCALE: f64 = 2.0;

/// Saves the first `svg.picture` inside `figure`.
pub fn save(figure: &HtmlElement, name: &str, title: &str, subtitle: &str, format: PictureFormat) {
    // Serialising what the browser itself drew fails only where the browser lacks the means; then
    // nothing is saved and nothing else breaks.
    let Ok(picture) = compose(figure, title, subtitle) else {
        return;
    };
    match format {
        PictureFormat::Svg => {
            if let Ok(blob) = svg_blob(&picture.markup) {
                browser::save_blob(&format!("{name}.svg"), &blob);
            }
        }
        PictureFormat::Png => {
            let _ = save_png(&picture, format!("{name}.png"));
        }
    }
}

struct Picture {
    markup: String,
    width: f64,
    height: f64,
}

fn compose(figure: &HtmlElement, title: &str, subtitle: &str) -> Result<Picture, JsValue> {
    let drawing = figure
        .query_selector("svg.picture")?
        .ok_or_else(|| JsValue::from_str("nothing is drawn"))?;
    let view_box = drawing.get_attribute("viewBox").unwrap_or_default();
    let mut numbers = view_box
        .split(' ')
        .map(|n| n.parse::<f64>().unwrap_or(0.0))
        .skip(2);
    let (width, height) = (
        numbers.next().unwrap_or(640.0),
        numbers.next().unwrap_or(320.0),
    );

    let copy: Element = drawing.clone_node_with_deep(true)?.unchecked_into();
    write_out_styles(&drawing, &copy)?;
    for attribute in ["class", "role", "aria-label", "tabindex", "xmlns"] {
        copy.remove_attribute(attribute)?;
    }
    let title_lines = wrap(title, width, TITLE_SIZE * 0.55);
    let subtitle_lines = wrap(subtitle, width, SUBTITLE_SIZE * 0.53);
    let head = title_lines.len() as f64 * TITLE_SIZE * 1.3
        + subtitle_lines.len() as f64 * SUBTITLE_SIZE * 1.4
        + 12.0;
    copy.set_attribute("x", &MARGIN.to_string())?;
    copy.set_attribute("y", &(MARGIN + head).to_string())?;
    copy.set_attribute("width", &width.to_string())?;
    copy.set_attribute("height", &height.to_string())?;

    let style = computed(figure)?;
    let body: Element = document().body().ok_or("no page")?.into();
    let page = computed(&body)?;
    let ink = plain_colour(&style.get_property_value("color")?, "#1b1e23");
    let soft = match figure.query_selector("figcaption p")? {
        Some(line) => plain_colour(&computed(&line)?.get_property_value("color")?, &ink),
        None => ink.clone(),
    };
    let paper = plain_colour(&page.get_property_value("background-color")?, "#ffffff");
    let font = style.get_property_value("font-family")?;

    let (full_width, full_height) = (width + 2.0 * MARGIN, height + head + 2.0 * MARGIN);
    let mut y = MARGIN;
    // Writing to a String can't fail.
    let mut text = String::new();
    for line in &title_lines {
        y += TITLE_SIZE * 1.3;
        let _ = write!(
            text,
            r#"<text x="{MARGIN}" y="{}" font-size="{TITLE_SIZE}" font-weight="600" fill="{ink}">{}</text>"#,
            y - TITLE_SIZE * 0.35,
            escape(line)
        );
    }
    for line in &subtitle_lines {
        y += SUBTITLE_SIZE * 1.4;
        let _ = write!(
            text,
            r#"<text x="{MARGIN}" y="{}" font-size="{SUBTITLE_SIZE}" fill="{soft}">{}</text>"#,
            y - SUBTITLE_SIZE * 0.3,
            escape(line)
        );
    }
    let inside = XmlSerializer::new()?.serialize_to_string(&copy)?;
    let markup = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{full_width}" height="{full_height}" viewBox="0 0 {full_width} {full_height}" font-family="{}"><rect width="100%" height="100%" fill="{paper}"/>{text}{inside}</svg>"#,
        escape(&font)
    );
    Ok(Picture {
        markup,
        width: full_width,
        height: full_height,
    })
}

/// Writes what style sheets say about `original` and everything in it onto `copy`, which has the
/// same shape, and drops from it what only a screen needs.
fn write_out_styles(original: &Element, copy: &Element) -> Result<(), JsValue> {
    let originals = original.query_selector_all("*")?;
    let copies = copy.query_selector_all("*")?;
    for i in 0..originals.length() {
        let (Some(from), Some(to)) = (originals.get(i), copies.get(i)) else {
            continue;
        };
        let (from, to): (Element, Element) = (from.unchecked_into(), to.unchecked_into());
        if to.class_list().contains("screen-only") {
            to.remove();
            continue;
        }
        let style = computed(&from)?;
        for property in PROPERTIES {
            let value = style.get_property_value(property)?;
            // Said already by the colour itself, or nothing to say.
            if property.ends_with("-opacity") && value == "1" {
                continue;
            }
            match colour::hex(&value) {
                Some((colour, opacity)) => {
                    to.set_attribute(property, &colour)?;
                    if opacity < 1.0 {
                        to.set_attribute(&format!("{property}-opacity"), &opacity.to_string())?;
                    }
                }
                None if !value.is_empty() => {
                    to.set_attribute(property, &value.replace('"', "'"))?;
                }
                None => {}
            }
        }
        for attribute in [
            "class",
            "style",
            "role",
            "tabindex",
            "aria-label",
            "aria-pressed",
            "data-testid",
        ] {
            to.remove_attribute(attribute)?;
        }
    }
    Ok(())
}

fn computed(element: &Element) -> Result<CssStyleDeclaration, JsValue> {
    window()
        .get_computed_style(element)?
        .ok_or_else(|| JsValue::from_str("no style"))
}

fn plain_colour(computed: &str, otherwise: &str) -> String {
    match colour::hex(computed) {
        Some((colour, opacity)) if opacity > 0.0 => colour,
        _ => otherwise.to_owned(),
    }
}

/// Breaks `text` into lines that fit `width`, at `advance` pixels for an average character.
fn wrap(text: &str, width: f64, advance: f64) -> Vec<String> {
    let room = (width / advance).max(12.0) as usize;
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn svg_blob(markup: &str) -> Result<Blob, JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(markup));
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    Blob::new_with_str_sequence_and_options(&parts, &kind)
}

fn save_png(picture: &Picture, name: String) -> Result<(), JsValue> {
    let (width, height) = (picture.width, picture.height);
    let address = Url::create_object_url_with_blob(&svg_blob(&picture.markup)?)?;
    let image = HtmlImageElement::new()?;
    let drawn = image.clone();
    let source = address.clone();
    let on_load = Closure::once_into_js(move || {
        let _ = rasterise(&drawn, width, height, name);
        let _ = Url::revoke_object_url(&source);
    });
    image.set_onload(Some(on_load.unchecked_ref()));
    image.set_src(&address);
    Ok(())
}

fn rasterise(
    image: &HtmlImageElement,
    width: f64,
    height: f64,
    name: String,
) -> Result<(), JsValue> {
    let canvas: HtmlCanvasElement = document().create_element("canvas")?.unchecked_into();
    canvas.set_width((width * PNG_SCALE).round() as u32);
    canvas.set_height((height * PNG_SCALE).round() as u32);
    let context: CanvasRenderingContext2d = canvas
        .get_context("2d")?
        .ok_or_else(|| JsValue::from_str("no canvas"))?
        .unchecked_into();
    context.scale(PNG_SCALE, PNG_SCALE)?;
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height)?;
    let done = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            browser::save_blob(&name, &blob);
        }
    });
    canvas.to_blob(done.unchecked_ref())
}
