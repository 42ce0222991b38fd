//! Forms with a file, as a browser sends them (RFC 7578).

use std::io::Cursor;

use axum::body::Body;
use axum::http::{Request, header};
use image::{DynamicImage, ImageFormat, RgbaImage};

use crate::world::{Browser, Page};

/// A square of one colour.
pub(crate) fn picture(side: u32, format: ImageFormat) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let pixels = RgbaImage::from_pixel(side, side, image::Rgba([11, 92, 120, 255]));
    let pixels = DynamicImage::from(pixels);
    let pixels = match format {
        ImageFormat::Jpeg => DynamicImage::from(pixels.into_rgb8()),
        _ => pixels,
    };
    pixels.write_to(&mut file, format).unwrap();
    file.into_inner()
}

/// Sends the form `id` with `file` in its field `field`, under the name `name`.
pub(crate) async fn upload(
    browser: &mut Browser,
    page: &Page,
    (id, field): (&str, &str),
    (name, file): (&str, &[u8]),
) -> Page {
    let (path, fields) = page.form(id, None);
    let mut body = Vec::new();
    for (name, value) in fields {
        let part =
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin")
        .header(header::ORIGIN, "null");
    browser.send(request.body(Body::from(body)).unwrap()).await
}
