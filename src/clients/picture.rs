//! Pictures people bring along: decoded within limits and written anew, so that nothing of the file that came is ever served
//! (attack row XS-05).

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder, ImageFormat, ImageReader, Limits};

/// The most bytes of a picture that is read.
pub const LARGEST: usize = 1 << 20;
/// The most pixels on either side of a picture.
pub const LONGEST_SIDE: u32 = 4_096;
/// The most memory a decoder may take: a picture of that size.
const MEMORY: u64 = 80 << 20;
/// The most bytes of a picture that is kept.
pub const KEPT: usize = 64 * 1024;
/// The sides it is tried with, in pixels: the largest that fits is kept.
const SIDES: [u32; 4] = [192, 128, 96, 64];

/// Why a picture is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum NotAPicture {
    #[error("Choose a picture of at most 1 MB")]
    TooLarge,
    #[error("Choose a PNG, JPEG or WebP file. SVG and other kinds are not taken")]
    OtherKind,
    #[error("Choose a picture of at most {LONGEST_SIDE} pixels on either side")]
    TooManyPixels,
    #[error("The picture cannot be read. Save it anew as PNG, then choose that file")]
    Broken,
}

/// The picture in a PNG, JPEG or WebP file as a small PNG. It takes a while: never on a thread that answers requests.
///
/// # Errors
/// [`NotAPicture`].
pub fn written_anew(file: &[u8]) -> Result<Vec<u8>, NotAPicture> {
    if file.len() > LARGEST {
        return Err(NotAPicture::TooLarge);
    }
    let format = image::guess_format(file).map_err(|_| NotAPicture::OtherKind)?;
    if !matches!(
        format,
        ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP
    ) {
        return Err(NotAPicture::OtherKind);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MEMORY);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    let picture = reader.decode().map_err(|error| match error {
        image::ImageError::Limits(_) => NotAPicture::TooManyPixels,
        _ => NotAPicture::Broken,
    })?;
    for side in SIDES {
        let png = png(&picture, side)?;
        if png.len() <= KEPT {
            return Ok(png);
        }
    }
    Err(NotAPicture::Broken)
}

fn png(picture: &DynamicImage, side: u32) -> Result<Vec<u8>, NotAPicture> {
    let small = match picture.width().max(picture.height()) > side {
        true => picture.thumbnail(side, side).into_rgba8(),
        false => picture.to_rgba8(),
    };
    let (mut written, (width, height)) = (Vec::new(), small.dimensions());
    PngEncoder::new_with_quality(&mut written, CompressionType::Best, FilterType::Adaptive)
        .write_image(
            small.as_raw(),
            width,
            height,
            image::ExtendedColorType::Rgba8,
        )
        .map_err(|_| NotAPicture::Broken)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use image::RgbaImage;

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        // Noise: nothing that could be packed.
        let mut state = 7_u32;
        let noise = RgbaImage::from_fn(width, height, |_, _| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let [a, b, c, _] = state.to_be_bytes();
            image::Rgba([a, b, c, 255])
        });
        let picture = DynamicImage::from(noise);
        let picture = match format {
            ImageFormat::Jpeg => DynamicImage::from(picture.into_rgb8()),
            _ => picture,
        };
        picture.write_to(&mut file, format).unwrap();
        file.into_inner()
    }

    #[test]
    fn xs_05_every_kind_becomes_a_small_png() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            for (width, height) in [(1, 1), (48, 48), (400, 100)] {
                let png = written_anew(&file(width, height, format)).unwrap();
                assert!(png.len() <= KEPT, "{format:?}");
                assert_eq!(image::guess_format(&png).unwrap(), ImageFormat::Png);
                let kept = image::load_from_memory(&png).unwrap();
                assert!(kept.width() <= SIDES[0] && kept.height() <= SIDES[0]);
            }
        }
    }

    #[test]
    fn xs_05_nothing_of_the_file_is_kept() {
        // A picture that is a page as well: what follows the picture, and what is written into it.
        let mut polyglot = file(8, 8, ImageFormat::Png);
        polyglot.extend_from_slice(b"<script>alert(1)</script>");
        let png = written_anew(&polyglot).unwrap();
        assert!(!png.windows(8).any(|bytes| bytes == b"<script>"));
    }

    #[test]
    fn xs_05_other_files_and_bombs_are_refused() {
        let svg = br#"<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>"#;
        assert_eq!(written_anew(svg), Err(NotAPicture::OtherKind));
        assert_eq!(written_anew(b""), Err(NotAPicture::OtherKind));
        assert_eq!(
            written_anew(b"GIF89a\x01\x00\x01\x00"),
            Err(NotAPicture::OtherKind)
        );
        assert_eq!(written_anew(b"\x89PNG\r\n\x1a\n"), Err(NotAPicture::Broken));
        assert_eq!(
            written_anew(&vec![0; LARGEST + 1]),
            Err(NotAPicture::TooLarge)
        );
        // The head of a picture of 50,000 × 50,000 pixels.
        let mut bomb = file(8, 8, ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0xc3, 0x50, 0, 0, 0xc3, 0x50]);
        let crc = crc32(&bomb[12..29]);
        bomb[29..33].copy_from_slice(&crc.to_be_bytes());
        assert_eq!(written_anew(&bomb), Err(NotAPicture::TooManyPixels));
        let broken = file(48, 48, ImageFormat::Jpeg);
        for cut in [1, 20, broken.len() / 2] {
            let refused = written_anew(&broken[..cut]);
            assert!(
                refused.is_err() || refused.is_ok_and(|png| png.len() <= KEPT),
                "{cut}"
            );
        }
    }

    /// ISO 3309, as PNG files use it.
    fn crc32(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| match crc & 1 {
                1 => crc >> 1 ^ 0xedb8_8320,
                _ => crc >> 1,
            })
        })
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_get_an_answer(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200), kind in 0..3_usize) {
            let heads: [&[u8]; 3] = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"RIFF\x00\x00\x00\x00WEBPVP8 "];
            let _ = written_anew(&[heads[kind], &bytes].concat());
        }
    }
}
